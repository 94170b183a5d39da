import { afterAll, beforeAll, jest } from '@jest/globals';
import { eventStoreSuite } from './event-store.suite.ts';
import { proxiedHarness, startTestHistory } from './postgres/database.suite.ts';
import type { TestHistory } from './postgres/database.suite.ts';

jest.setTimeout(60_000);

let history: TestHistory;

beforeAll(async () => {
  history = await startTestHistory();
});

afterAll(async () => {
  await history.postgres.stop();
});

eventStoreSuite('the PostgreSQL event store', () => proxiedHarness(history.url));
