import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { freshDatabase, startTestPostgres, type EmbeddedPostgres } from '../embedded/index.ts';
import { NotMigrated } from '../event-store/index.ts';
import { busSuite } from './bus.suite.ts';
import { topicOf } from './bus.ts';
import { freshBus, proxiedHarness } from './postgres/database.suite.ts';
import { openPostgresBus } from './postgres/open.ts';
import { message } from './suite/harness.suite.ts';

jest.setTimeout(60_000);

let postgres: EmbeddedPostgres;
let url: string;

beforeAll(async () => {
  postgres = await startTestPostgres({ fsync: 'on' });
  url = await freshBus(postgres);
});

afterAll(async () => {
  await postgres.stop();
});

busSuite('the PostgreSQL bus', () => proxiedHarness(url));

test('a service publishes through the function and can change nothing else', async () => {
  const topic = topicOf('registry');
  const bus = await openPostgresBus({ url });
  const messages = [message(1)];
  await bus.publish(topic, { epoch: 'e1', after: undefined, through: 1n, messages });
  await bus.close();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const forbidden of [
    `update bus.message set message = '{}'`,
    'delete from bus.message',
    `insert into bus.message values ('registry.events.v1', 2, '{}')`,
    'update bus.topic set position = 9',
    'truncate bus.topic',
  ]) {
    await expect(client.query(forbidden)).rejects.toThrow(/permission denied/);
  }
  await client.end();
});

test('a database without the schema is refused by name', async () => {
  const empty = new URL(await freshDatabase(postgres)).pathname.slice(1);
  const opening = openPostgresBus({ url: postgres.roleUrl('bus_service', 'secret', empty) });
  await expect(opening).rejects.toThrow(NotMigrated);
});
