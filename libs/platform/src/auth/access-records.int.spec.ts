import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Instant, PersonId } from '@fuhua/kernel';
import pg from 'pg';
import { freshDatabase, startTestPostgres, type EmbeddedPostgres } from '../embedded/index.ts';
import { Unavailable } from '../event-store/index.ts';
import {
  dropOldAccessRecords,
  migrateAccessRecords,
  openAccessRecords,
  type AccessRecord,
} from './index.ts';

const ROLE = 'access_service';
const person = '7c9e6679-7425-40de-944b-e07fc1f90ae7' as PersonId;
const recordAt = (at: string, outcome = 'ok'): AccessRecord => ({
  at: at as Instant,
  person,
  role: 'officer',
  method: 'GET',
  route: '/v1/persons/:id',
  subject: person,
  outcome,
  requestId: 'r-1',
});

let postgres: EmbeddedPostgres;
let admin: pg.Pool;
let service: pg.Pool;
beforeAll(async () => {
  postgres = await startTestPostgres();
  const url = await freshDatabase(postgres);
  await postgres.createRole(ROLE, 'secret');
  admin = new pg.Pool({ connectionString: url, max: 2 });
  const roleUrl = postgres.roleUrl(ROLE, 'secret', new URL(url).pathname.slice(1));
  service = new pg.Pool({ connectionString: roleUrl, max: 2 });
  for (const pool of [admin, service]) pool.on('error', () => undefined);
  await Promise.all([1, 2].map(() => migrateAccessRecords(admin, { serviceRole: ROLE })));
  await migrateAccessRecords(admin, { serviceRole: ROLE });
});
afterAll(async () => {
  await Promise.all([admin.end(), service.end()]);
  await postgres.stop();
});

async function outcomesIn(partition: string): Promise<readonly string[]> {
  const { rows } = await admin.query<{ outcome: string }>(
    `select outcome from access.${partition} order by outcome`,
  );
  return rows.map(({ outcome }) => outcome);
}

describe('access records', () => {
  test('each is committed when the write answers, in the month of Shanghai it belongs to', async () => {
    const records = await openAccessRecords(service, '2024-03-04T01:00:00.000Z');
    const many = Array.from({ length: 1_000 }, (_, n) => `m-${String(n).padStart(4, '0')}`);
    await Promise.all(
      many.map((outcome) => records.write(recordAt('2024-03-04T01:00:00.000Z', outcome))),
    );
    expect(await outcomesIn('access_record_202403')).toEqual(many);
    await records.write(recordAt('2024-03-31T15:59:59.999Z', 'z-march'));
    await records.write(recordAt('2024-03-31T16:00:00.000Z', 'z-april'));
    expect(await outcomesIn('access_record_202403')).toContain('z-march');
    expect(await outcomesIn('access_record_202404')).toEqual(['z-april']);
    expect(await outcomesIn('access_record_202405')).toEqual([]);
  });

  test('a month nobody has made yet is made when its first record comes', async () => {
    const records = await openAccessRecords(service, '2024-03-04T01:00:00.000Z');
    await records.write(recordAt('2031-12-31T20:00:00.000Z', 'later'));
    expect(await outcomesIn('access_record_203201')).toEqual(['later']);
    expect(await outcomesIn('access_record_203203')).toEqual([]);
  });

  test('one record that cannot be stored spoils no other', async () => {
    const records = await openAccessRecords(service, '2025-01-04T01:00:00.000Z');
    const settled = await Promise.allSettled(
      ['a', 'bad', 'c'].map((outcome) => {
        const record = recordAt('2025-01-04T01:00:00.000Z', outcome);
        return records.write(outcome === 'bad' ? { ...record, person: 'x' as PersonId } : record);
      }),
    );
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await outcomesIn('access_record_202501')).toEqual(['a', 'c']);
  });

  test('the service can only add', async () => {
    for (const statement of [
      'select * from access.access_record',
      `update access.access_record set outcome = 'ok'`,
      'delete from access.access_record',
      'truncate access.access_record',
      'delete from access.access_record_202403',
      'drop table access.access_record_202403',
      `select access.drop_older(now(), 200)`,
    ]) {
      await expect(service.query(statement)).rejects.toMatchObject({ code: '42501' });
    }
  });

  test('even the superuser’s update and delete are refused', async () => {
    for (const statement of [
      `update access.access_record set outcome = 'ok'`,
      'delete from access.access_record_202403',
    ]) {
      await expect(admin.query(statement)).rejects.toThrow('only ever added to');
    }
  });

  test('whole months go after 180 days, never earlier', async () => {
    const drop = (now: string, days: number): Promise<readonly string[]> =>
      dropOldAccessRecords(admin, { now, days });
    await expect(drop('2024-10-01T00:00:00Z', 179)).rejects.toThrow('180 days');
    // March ended on 2024-03-31T16:00Z; 180 days later it is 2024-09-27T16:00Z.
    expect(await drop('2024-09-27T15:59:59Z', 180)).toEqual([]);
    expect(await drop('2024-09-27T16:00:00Z', 180)).toEqual(['access_record_202403']);
  });

  test('a database that is not migrated is refused at once', async () => {
    const other = new pg.Pool({ connectionString: await freshDatabase(postgres), max: 1 });
    try {
      await expect(openAccessRecords(other, '2024-03-04T01:00:00.000Z')).rejects.toThrow('access');
    } finally {
      await other.end();
    }
  });

  test('a write that the database does not take says so', async () => {
    const records = await openAccessRecords(service, '2025-01-04T01:00:00.000Z');
    await postgres.kill();
    await expect(records.write(recordAt('2025-01-04T01:00:00.000Z'))).rejects.toThrow(Unavailable);
  });
});
