import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import {
  correctionRequested,
  eventCorrected,
  overlay,
  streamOf,
  type Day,
  type EventId,
  type Told,
} from '@fuhua/kernel';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { startTestPostgres, type EmbeddedPostgres } from '../embedded/index.ts';
import { openPostgresStore, type PostgresStore } from '../event-store/index.ts';
import { freshHistory } from '../event-store/postgres/database.suite.ts';
import { tell } from '../handle/index.ts';
import { expectProblem, startClient, type Client } from '../http/client.suite.ts';
import { problem } from '../http/index.ts';
import { startTestService } from '../http/test-service.suite.ts';
import { specPrivacy } from '../reactions/echoes.suite.ts';
import { reactionMigrations, runReactions, type Reactions } from '../reactions/index.ts';
import { PORTS, type ServicePorts } from '../service/ports.ts';
import {
  formatPosition,
  projectViews,
  runMigrations,
  schemaDrift,
  viewEntities,
  viewMigrations,
  type View,
  ownHistory,
} from '../views/index.ts';
import { poolOf } from '../views/database.ts';
import { make, record } from '../views/things.suite.ts';
import { until } from '../views/world.suite.ts';
import {
  deciding,
  decisionTables,
  redecisionController,
  redecisionReactions,
  type StoredDecision,
  type StoredFacts,
} from './index.ts';
import {
  act,
  decide,
  gradeAwarded,
  holder,
  holderSeen,
  learn,
  permit,
  permitStream,
} from './permits.suite.ts';

const on = '2024-03-01' as Day;
const validFrom = '2024-01-01' as Day;
const forbidden = '0aaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

class PermitTables1764000000009 implements MigrationInterface {
  readonly name = 'PermitTables1764000000009';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(decisionTables('permit'));
  }
  async down(): Promise<void> {
    await Promise.resolve();
  }
}

/** Grades as they are known now, on that day. */
async function gather(
  of: string,
  day: Day,
  { store }: Pick<ServicePorts, 'store'>,
): Promise<StoredFacts> {
  const told: Told[] = [];
  for await (const event of store.readStream(streamOf('holder', of)))
    told.push(tell(holder, event));
  const grade = overlay(told).findLast(
    ({ type, data }) => type === 'HolderGraded' && String(data['validFrom']) <= day,
  );
  if (grade === undefined) return {};
  const { data, origin } = grade;
  return { 'holder.grade': { value: data['grade'], validFrom, sources: [origin.id] } };
}

const permits = deciding({
  slice: permit,
  restsOn: ({ data }) => [streamOf('holder', String(data['holder']))],
  sources: [holder],
  regather: async ({ stream, event }, ports) => {
    for await (const recorded of ports.store.readStream(stream)) {
      if (recorded.id !== event) continue;
      const { holder: of, decision } = JSON.parse(recorded.data) as {
        holder: string;
        decision: StoredDecision;
      };
      return gather(of, decision.effectiveFrom, ports);
    }
    return {};
  },
  rerun: ({ facts, effectiveFrom }: StoredDecision) => decide(facts, effectiveFrom, 'again'),
  assertCompetent: (_caller, id) =>
    id === forbidden ? Promise.reject(problem('platform.out-of-scope')) : Promise.resolve(),
});

let postgres: EmbeddedPostgres;
let store: PostgresStore;
let dataSource: DataSource;
let ports: ServicePorts;
let client: Client;
let reactions: Reactions;
let start: () => Reactions;
let anna: string;
let id: string;
const ending = new AbortController();
let hearing = new AbortController();

beforeAll(async () => {
  postgres = await startTestPostgres({ fsync: 'on' });
  const { adminUrl, url } = await freshHistory(postgres);
  store = await openPostgresStore({ url });
  const views: readonly View[] = [permits.decisions, permits.tasks];
  dataSource = await new DataSource({
    type: 'postgres',
    url: adminUrl,
    entities: [...viewEntities, ...views.map(({ entity }) => entity)],
    migrations: [...viewMigrations, ...reactionMigrations, PermitTables1764000000009],
    poolSize: 8,
  }).initialize();
  poolOf(dataSource).on('error', () => undefined);
  await runMigrations(dataSource);
  const epoch = store.epoch();
  const project = { store, dataSource, views, epoch, signal: ending.signal, log };
  const projection = projectViews(project);
  const clock = { now: () => '2024-05-01T01:00:00.000Z' as never };
  const privacy = await specPrivacy();
  const sourceOf = ownHistory(store, epoch);
  const reading = { sourceOf, mirrors: [] };
  ports = { service: 'permits', store, privacy, dataSource, projection, clock, ...reading };
  start = () => {
    hearing = new AbortController();
    return runReactions({
      ...{ store, dataSource, epoch, log, projection },
      reactions: redecisionReactions(ports, permits),
      signal: hearing.signal,
      lookMs: 50,
    });
  };
  reactions = start();
  client = await startClient(
    startTestService([redecisionController([permits])], undefined, [
      { provide: PORTS, useValue: ports },
    ]),
  );
});
afterAll(async () => {
  hearing.abort();
  ending.abort();
  await reactions.done;
  await ports.projection.done;
  await client.service.app.close();
  await store.close();
  await dataSource.destroy();
  await postgres.stop();
});
beforeEach(() => {
  client.reset();
  [anna, id] = [randomUUID(), randomUUID()];
});

const graded = (grade: number, from = validFrom): ReturnType<typeof gradeAwarded> =>
  gradeAwarded({ grade, validFrom: from });

const headToken = async (): Promise<string> =>
  formatPosition({ service: 'permits', epoch: store.epoch(), position: await store.head() });

/** Decides on what is known now; answers the event that holds the decision. */
async function decided(through?: string, facts?: StoredFacts): Promise<EventId> {
  const known = facts ?? (await gather(anna, on, ports));
  const decision = decide(known, on, through ?? (await headToken()));
  const { events } = await act(ports, id, { type: 'Decide', holder: anna, decision });
  return events[0]!.id;
}

/** The second half of an approved correction. */
async function corrected(
  event: EventId,
  data: object,
  eventType = 'HolderGraded',
): Promise<EventId> {
  const request = randomUUID() as EventId;
  const correction = make(
    eventCorrected({ request, event, eventType, shape: 1, data: { ...data } }),
  );
  await record(store, [{ stream: streamOf('holder', anna), event: correction }]);
  return correction.id;
}

/** When every reaction has heard all there is. */
async function atRest(): Promise<void> {
  const head = await store.head();
  await until(async () => (await reactions.status()).every(({ position }) => position >= head));
  if ((await store.head()) > head) await atRest();
}

async function inStream(): Promise<readonly { type: string; data: Record<string, unknown> }[]> {
  await atRest();
  const events = [];
  for await (const { type, data } of store.readStream(permitStream(id))) {
    events.push({ type, data: JSON.parse(data) as Record<string, unknown> });
  }
  return events;
}
const types = async (): Promise<readonly string[]> => (await inStream()).map(({ type }) => type);

async function list(query: string): Promise<readonly Record<string, unknown>[]> {
  await atRest();
  const atLeast = await headToken();
  const { body } = await client.call(
    'GET',
    `/v1/redecisions?${query}&limit=200&atLeast=${atLeast}`,
  );
  const items = body['items'] as readonly Record<string, unknown>[];
  return items.filter(({ stream }) => stream === permitStream(id));
}

const dependents = async (): Promise<readonly Record<string, unknown>[]> => {
  await atRest();
  const { body } = await client.call('GET', `/v1/redecisions/dependents?on=holder-${anna}`);
  return body['items'] as never;
};

test('a correction that would change a decision opens one task and flips nothing', async () => {
  const { events } = await learn(ports, anna, graded(3));
  const event = events[0]!.id;
  const decision = await decided();
  const correction = await corrected(event, graded(2).data);
  const [, task, ...others] = await inStream();
  expect(others).toEqual([]);
  expect(task).toMatchObject({
    type: 'RedecisionRequired',
    data: {
      decision,
      cause: { stream: `holder-${anna}`, event, correction },
      ruleSet: { id: 'TEST', version: 1 },
      before: 'granted',
      after: 'refused',
      rules: [{ rule: 'R-TST-01', before: 'pass', after: 'fail', reason: { en: 'grade 2' } }],
    },
  });
  expect(await list('open=true')).toMatchObject([{ decision, open: true, after: 'refused' }]);
});

test('heard again from the beginning, it opens no second one', async () => {
  const { events } = await learn(ports, anna, graded(3));
  await decided();
  await corrected(events[0]!.id, graded(2).data);
  expect(await types()).toEqual(['PermitDecided', 'RedecisionRequired']);
  hearing.abort();
  await reactions.done;
  await dataSource.query('update reaction_cursor set position = 0');
  reactions = start();
  expect(await types()).toEqual(['PermitDecided', 'RedecisionRequired']);
});

test('a correction that changes nothing is listed without a task', async () => {
  const { events } = await learn(ports, anna, graded(3));
  const decision = await decided();
  await corrected(events[0]!.id, graded(4).data);
  expect(await types()).toEqual(['PermitDecided']);
  expect(await dependents()).toEqual([
    {
      ...{ stream: permitStream(id), decision, procedure: 'permit.issue', effectiveFrom: on },
      ...{ before: 'granted', after: 'granted', rules: [], redecisions: [] },
    },
  ]);
});

test('a fact that comes late opens a task only where it holds on the day of the decision', async () => {
  await learn(ports, anna, graded(3));
  await decided();
  await learn(ports, anna, graded(1, '2024-03-02' as Day));
  await learn(ports, anna, holderSeen({ where: '街上' }));
  expect(await types()).toEqual(['PermitDecided']);
  const { events } = await learn(ports, anna, graded(1, '2024-02-01' as Day));
  expect((await inStream())[1]?.data).toMatchObject({
    cause: { stream: `holder-${anna}`, event: events[0]!.id },
    after: 'refused',
  });
  await learn(ports, anna, holderSeen({ where: '家里' }));
  expect(await types()).toEqual(['PermitDecided', 'RedecisionRequired']);
});

test('a fact recorded while it was decided is found by the decision itself', async () => {
  const known = await learn(ports, anna, graded(3));
  const [facts, through] = [await gather(anna, on, ports), await headToken()];
  expect(known.events).toHaveLength(1);
  const { events } = await learn(ports, anna, graded(2, '2024-02-01' as Day));
  await learn(ports, anna, holderSeen({ where: '街上' }));
  await record(store, [
    {
      stream: streamOf('holder', anna),
      event: make(
        correctionRequested({
          ...{ request: randomUUID() as EventId, event: events[0]!.id, eventType: 'HolderGraded' },
          ...{ shape: 1, fields: ['grade'], before: {}, data: {}, reason: 'x', evidence: [] },
        }),
      ),
    },
  ]);
  await atRest();
  await decided(through, facts);
  const [, task, ...others] = await inStream();
  expect([task?.type, others]).toEqual(['RedecisionRequired', []]);
  expect(task?.data['cause']).toEqual({ stream: `holder-${anna}`, event: events[0]!.id });
});

test('what was known when it was decided leads to nothing', async () => {
  await learn(ports, anna, graded(2));
  await decided();
  expect(await types()).toEqual(['PermitDecided']);
});

test('a task is closed with a reason, once, by the authority that decides there', async () => {
  const close = (task: unknown, body: object = { reason: '已重新核定' }) =>
    client.call('POST', `/v1/redecisions/${String(task)}/close`, body);
  const raised = async (): Promise<unknown> => {
    const { events } = await learn(ports, anna, graded(3));
    await decided();
    await corrected(events[0]!.id, graded(2).data);
    return (await list('open=true'))[0]?.['redecision'];
  };
  const task = await raised();
  expectProblem(await close(task, {}), 400, 'platform.invalid-input');
  expect((await close(task)).body['events']).toMatchObject([{ type: 'RedecisionClosed' }]);
  expect(await list('open=true')).toEqual([]);
  expect(await list('open=false')).toMatchObject([
    { redecision: task, open: false, reason: '已重新核定' },
  ]);
  expectProblem(await close(task), 409, 'redecision.not-open');
  expectProblem(await close(randomUUID()), 404, 'platform.not-found');
  [anna, id] = [randomUUID(), forbidden];
  expectProblem(await close(await raised()), 403, 'platform.out-of-scope');
});

test('the list goes page by page, and the tables are as the entities say', async () => {
  const pages: unknown[] = [];
  let after: string | undefined = '';
  while (after !== undefined) {
    const { body } = await client.call('GET', `/v1/redecisions?limit=2${after}`);
    pages.push(...(body['items'] as []));
    after = 'next' in body ? `&after=${body['next'] as string}` : undefined;
  }
  const { body } = await client.call('GET', '/v1/redecisions');
  expect(pages).toEqual(body['items']);
  expect(pages.length).toBeGreaterThan(3);
  expect(await schemaDrift(dataSource)).toEqual([]);
});
