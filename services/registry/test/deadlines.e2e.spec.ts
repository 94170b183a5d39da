import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parseInstant } from '@fuhua/kernel';
import { openSimulatedClock } from '@fuhua/platform/clock';
import { createLogger } from '@fuhua/platform/http';
import { openRegistry } from '../src/app.module.ts';
import { officerOf, openBureaus, opened, registration, source } from './organizations.suite.ts';
import { openWorld, said, type Someone, type World } from './world.suite.ts';

let world: World;
let officer: Someone;

beforeAll(async () => {
  world = await openWorld({ clock: '2024-03-04T09:00:00+08:00' });
  await openBureaus(world, { '320506': '苏州市吴中区' });
  officer = await officerOf(world, '320506');
});
afterAll(() => world.close());

interface Stored {
  readonly type: string;
  readonly recordedAt: string;
  readonly occurredAt: string;
  readonly role: string;
  readonly division: string | null;
}

const historyOf = async (organization: string): Promise<readonly Stored[]> =>
  (await world.sql(`select type, metadata::jsonb ->> 'recordedAt' as "recordedAt",
      metadata::jsonb ->> 'occurredAt' as "occurredAt", metadata::jsonb -> 'actor' ->> 'role' as role,
      metadata::jsonb -> 'about' ->> 'division' as division
    from history.events where stream = 'organization-${organization}' order by revision`)) as never;

/** What the platform stored by itself, with the day and hour in Shanghai. */
const passedIn = async (organization: string): Promise<readonly string[]> =>
  (await historyOf(organization))
    .filter(({ role, type }) => role === 'system' && /Expir|Lapsed/.test(type))
    .map(({ type, recordedAt }) => `${type} ${recordedAt}`);

const record = async (organization: string, command: string, fact: object): Promise<string> => {
  const path = `/v1/organizations/${organization}/${command}`;
  const { status, text, body } = await officer.post(path, { ...fact, source });
  if (status !== 200) throw new Error(text);
  return String(said({ body } as never)['events'][0].id);
};

test('one jump over a year: alerts, lapse and expiry are recorded at their own instants, and never again', async () => {
  const name = '吴中区晴天服务中心(测试)';
  const organization = await opened(officer, registration('52320506MJ0000018Y', '320506', name));
  await record(organization, 'record-tax-qualification', {
    ...{ qualification: 'npo-exemption', validFrom: '2021-01-01', validTo: '2024-12-31' },
  });
  await record(organization, 'record-grade', {
    ...{ grade: '3A', rater: '吴中区民政局(测试)', plateLevel: 'county' },
    ...{ awardedOn: '2020-12-20', validFrom: '2021-01-01', validTo: '2024-12-31' },
  });
  const { now, passed } = await world.moveClock('2025-06-30T12:00:00+08:00');
  expect(now).toBe('2025-06-30T04:00:00.000Z');
  const expected = [
    'TaxQualificationExpiring 2024-10-01T16:00:00.000Z',
    'TaxQualificationExpiring 2024-10-31T16:00:00.000Z',
    'TaxQualificationExpiring 2024-11-30T16:00:00.000Z',
    // The last day is 31 December, and it ends at 24:00 in Shanghai.
    'GradeExpired 2024-12-31T16:00:00.000Z',
    'TaxQualificationLapsed 2024-12-31T16:00:00.000Z',
  ];
  expect([...(await passedIn(organization))].sort()).toEqual([...expected].sort());
  expect(passed.map(({ service, stream, due }) => [service, stream, due])).toEqual(
    expected.map((one) => ['registry', `organization-${organization}`, one.split(' ')[1]]),
  );
  await world.restart();
  await world.moveClock('2026-06-30T12:00:00+08:00');
  expect(await passedIn(organization)).toHaveLength(expected.length);
});

test('the last day is whole: a minute before its end nothing has lapsed, at its end it has', async () => {
  const name = '吴中区雨天服务中心(测试)';
  const organization = await opened(officer, registration('52320281MJ0000026X', '320506', name));
  await record(organization, 'record-grade', {
    ...{ grade: '4A', rater: '吴中区民政局(测试)', plateLevel: 'county' },
    ...{ awardedOn: '2021-08-20', validFrom: '2021-09-01', validTo: '2026-08-31' },
  });
  expect((await world.moveClock('2026-08-31T23:59:00+08:00')).passed).toEqual([]);
  const { passed } = await world.moveClock('2026-09-01T00:00:00+08:00');
  expect(passed.map(({ due }) => due)).toEqual(['2026-08-31T16:00:00.000Z']);
  const last = (await historyOf(organization)).at(-1);
  expect(last).toMatchObject({ type: 'GradeExpired', role: 'system', division: '320506' });
});

test('what became due while the service was down is passed at its start, in order, dated when it was due', async () => {
  const name = '吴中区多云服务中心(测试)';
  const organization = await opened(officer, registration('52320411MJ0000114A', '320506', name));
  await record(organization, 'record-tax-qualification', {
    ...{ qualification: 'donation-deduction', validFrom: '2024-02-01', validTo: '2027-01-31' },
  });
  const morning = parseInstant('2027-03-01T09:00:00+08:00');
  await world.restart(async () => {
    const clock = await openSimulatedClock(world.config.FUHUA_KEYS);
    await clock.moveTo(morning);
    await clock.close();
  });
  await world.moveClock(morning);
  const passed = (await historyOf(organization)).filter(({ type }) => /Expir|Lapsed/.test(type));
  expect(passed.map(({ recordedAt }) => recordedAt)).toEqual(Array(4).fill(morning));
  expect(passed.map(({ type, occurredAt }) => `${type} ${occurredAt}`)).toEqual([
    'TaxQualificationExpiring 2026-11-01T16:00:00.000Z',
    'TaxQualificationExpiring 2026-12-01T16:00:00.000Z',
    'TaxQualificationExpiring 2026-12-31T16:00:00.000Z',
    'TaxQualificationLapsed 2027-01-31T16:00:00.000Z',
  ]);
});

test('the clock stands still, goes forward when told, and stays where it is over a restart', async () => {
  const recordedAt = async (): Promise<unknown> => {
    const { body } = await world.administrator.post('/v1/persons', { name: '钱七(测试)' });
    const stream = `person-${String(body['id'])}`;
    const [event] = await world.sql(
      `select metadata::jsonb ->> 'recordedAt' as at from history.events where stream = '${stream}'`,
    );
    return event?.['at'];
  };
  const [now, later] = ['2027-03-04T01:00:00.000Z', '2027-03-05T01:00:00.000Z'];
  await world.moveClock(now);
  expect(await recordedAt()).toBe(now);
  expect((await world.moveClock('2027-03-05T09:00:00+08:00')).now).toBe(later);
  expect(await recordedAt()).toBe(later);
  await world.restart();
  expect(await recordedAt()).toBe(later);
  await expect(world.moveClock(now)).rejects.toThrow('does not go back');
  const back = await world.administrator.put('/dev/clock', { now });
  expect([back.status, said(back)['code'], said(back)['now']]).toEqual([
    ...[409, 'platform.clock-goes-forward', later],
  ]);
});

test('anybody may see it, and nobody but an administrator moves it', async () => {
  const integrator = await world.someone('王五(测试)', { role: 'integrator' });
  const seen = await (await world.caller()).get('/dev/clock');
  expect([seen.status, said(seen)['now']]).toEqual([200, '2027-03-05T01:00:00.000Z']);
  const now = '2030-01-01T00:00:00+08:00';
  expect((await integrator.put('/dev/clock', { now })).status).toBe(403);
  expect((await (await world.caller()).put('/dev/clock', { now })).status).toBe(401);
});

test('a store of made-up times refuses the real clock, and production any but the real one', async () => {
  const start = (more: Partial<World['config']>): Promise<unknown> =>
    openRegistry({ ...world.config, ...more }, createLogger('registry', 'silent'));
  await expect(start({ FUHUA_CLOCK: 'real' })).rejects.toThrow('with FUHUA_CLOCK=simulated');
  await expect(start({ NODE_ENV: 'production' })).rejects.toThrow(/FUHUA_CLOCK: .* production/);
});
