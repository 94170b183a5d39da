import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { epochMsOf, instantOfEpochMs, type EventId } from '@fuhua/kernel';
import fc from 'fast-check';
import { handsAt, type Hands } from '../clock/index.ts';
import {
  memoryEngine,
  memoryStore,
  type EventStore,
  type MemoryEngine,
} from '../event-store/index.ts';
import { tell } from '../handle/index.ts';
import type { Privacy } from '../privacy/index.ts';
import { until } from '../views/world.suite.ts';
import { deadlinesHealth } from './health.ts';
import { memoryTable } from './memory-table.suite.ts';
import {
  expiriesIn,
  holder,
  hour,
  movedTo,
  permitGranted,
  permitNoted,
  permitReturned,
  permitsOf,
  specPrivacy,
  tellTo,
} from './permits.suite.ts';
import { runDeadlines, type Deadlines, type DeadlinesOptions } from './run-deadlines.ts';
import { timed } from './timed.ts';

let privacy: Privacy;
let engine: MemoryEngine;
let store: EventStore;
let table: ReturnType<typeof memoryTable>;
let clock: Hands;
let asked: string[];
let stops: (() => Promise<void>)[];

beforeAll(async () => {
  privacy = await specPrivacy();
});
beforeEach(() => {
  fresh();
});
afterEach(() => stopAll());

function fresh(): void {
  engine = memoryEngine();
  store = memoryStore(engine);
  table = memoryTable();
  clock = handsAt(hour(0));
  asked = [];
  stops = [];
}

async function stopAll(): Promise<void> {
  await Promise.all(stops.splice(0).map((stop) => stop()));
}

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** One process. */
function run(options: Partial<DeadlinesOptions> = {}): Deadlines {
  const ending = new AbortController();
  const deadlines = runDeadlines({
    ...{ store, privacy, table, clock, log, epoch: 'first', signal: ending.signal },
    timed: [timed(permitsOf((name) => asked.push(name)))],
    ...options,
  });
  stops.push(async () => {
    ending.abort();
    await deadlines.done;
  });
  return deadlines;
}

/** Everything written was looked at, and what is due has been passed or set aside. */
const rest = (deadlines: Deadlines): Promise<unknown> =>
  until(async () => deadlines.restsAt(await store.head()));

const expired = async (): Promise<readonly string[]> =>
  (await expiriesIn(store)).map(({ permit, until }) => `${permit} ${until.slice(5, 13)}`);

const grant = (permit: string, hours: number) => permitGranted({ permit, until: hour(hours) });

test('a deadline is passed when it is due, and not a moment before', async () => {
  const deadlines = run();
  await tellTo(store, holder('a'), grant('one', 2), grant('two', 3));
  await rest(deadlines);
  clock.learn(new Date(Date.parse(hour(2)) - 1).toISOString() as never);
  await rest(deadlines);
  await delay(20);
  expect(asked).toEqual([]);
  clock.learn(hour(2));
  await rest(deadlines);
  expect(await expired()).toEqual(['one 01-01T02']);
  expect(await deadlines.nextAfter(clock.now())).toBe(hour(3));
});

test('one that comes up while another is slept for is not overslept', async () => {
  const deadlines = run();
  await tellTo(store, holder('a'), grant('late', 9));
  await rest(deadlines);
  await tellTo(store, holder('b'), grant('early', 2));
  await rest(deadlines);
  clock.learn(hour(2));
  await until(async () => (await expired()).length === 1);
  expect(await expired()).toEqual(['early 01-01T02']);
});

test('a correction moves the deadline, to either side', async () => {
  const deadlines = run();
  const [sooner, later] = await tellTo(store, holder('a'), grant('sooner', 9), grant('later', 2));
  await rest(deadlines);
  await tellTo(store, holder('a'), movedTo(sooner!, hour(1)), movedTo(later!, hour(5)));
  await rest(deadlines);
  clock.learn(hour(3));
  await rest(deadlines);
  expect(await expired()).toEqual(['sooner 01-01T01']);
  expect(table.rows()).toEqual([{ stream: holder('a'), name: 'expiry-later', due: hour(5) }]);
});

test('after a downtime all that became due is passed in the order of due instants, dated when it was due', async () => {
  for (let n = 0; n < 12; n += 1) {
    await tellTo(store, holder(`h${String(n)}`), grant('p', 12 - n), grant('q', 6 + (n % 3)));
  }
  clock.learn(hour(48));
  await rest(run());
  const found = await expiriesIn(store);
  const dues = found.map(({ until: due }) => due);
  expect(dues).toHaveLength(24);
  expect(dues).toEqual([...dues].sort());
  expect(found.every((one) => one.occurredAt === one.until && one.recordedAt === hour(48))).toBe(
    true,
  );
});

test.each([
  ['refused', 'amber', 'permit-a expiry-refused refused: {"code":"permit.forbidden"}'],
  ['silent', 'red', 'permit-a expiry-silent broken: the decider answered with no events and still'],
  ['deaf', 'red', 'permit-a expiry-deaf broken: the decider accepted it and still states it'],
  ['faulty', 'red', 'permit-a expiry-faulty broken: a fault of the decider'],
])(
  'a deadline that is %s is set aside and named, %s, and others pass',
  async (permit, state, reason) => {
    const deadlines = run();
    await tellTo(store, holder('a'), grant(permit, 1));
    await tellTo(store, holder('b'), grant('good', 2));
    clock.learn(hour(2));
    await rest(deadlines);
    await delay(20);
    expect(await expired()).toEqual(['good 01-01T02']);
    const health = await deadlinesHealth(deadlines).check();
    expect([health.state, health.reason?.slice(0, reason.length)]).toEqual([state, reason]);
    expect(asked.filter((name) => name === `expiry-${permit}`)).toHaveLength(1);
    await tellTo(store, holder('a'), permitReturned({ permit }));
    await rest(deadlines);
    expect(await deadlinesHealth(deadlines).check()).toEqual({ state: 'green' });
  },
);

test('what was set aside is tried again when its stream has another event, and at the next start', async () => {
  const deadlines = run();
  await tellTo(store, holder('a'), grant('refused', 1));
  clock.learn(hour(1));
  await rest(deadlines);
  expect(asked).toHaveLength(1);
  await tellTo(store, holder('a'), permitNoted({ permit: 'refused' }));
  await until(() => asked.length === 2);
  await stopAll();
  await rest(run());
  await until(() => asked.length === 3);
});

test('an engine that is away is waited for, and its lost answer stores nothing twice', async () => {
  const deadlines = run();
  await tellTo(store, holder('a'), grant('one', 1), grant('two', 2));
  await rest(deadlines);
  engine.stop();
  clock.learn(hour(1));
  await until(async () => (await deadlines.status()).passing.state === 'paused');
  expect((await deadlinesHealth(deadlines).check()).state).toBe('amber');
  engine.start();
  await rest(deadlines);
  engine.loseAnswers(1);
  clock.learn(hour(2));
  await rest(deadlines);
  expect(await expired()).toEqual(['one 01-01T01', 'two 01-01T02']);
  expect(await deadlinesHealth(deadlines).check()).toEqual({ state: 'green' });
});

test('an event of a later release halts the slice, red, and is named', async () => {
  const deadlines = run();
  const id = '00000000-0000-4000-8000-000000000001' as EventId;
  const metadata = JSON.stringify({ schema: 1, recordedAt: hour(0) });
  await tellTo(store, holder('a'), { id, type: 'PermitLent', data: '{}', metadata });
  await until(async () => (await deadlines.status()).slices[0]?.state === 'halted');
  const { state, reason } = await deadlinesHealth(deadlines).check();
  expect([state, reason]).toEqual(['red', expect.stringContaining('PermitLent')]);
});

test('status counts what is open, what is overdue and for how long', async () => {
  await tellTo(store, holder('a'), grant('one', 1), grant('two', 9));
  const deadlines = run({ table: { ...table, due: async () => [] } });
  await until(async () => (await deadlines.status()).slices[0]?.open === 2);
  clock.learn(hour(3));
  const [slice] = (await deadlines.status()).slices;
  expect(slice).toMatchObject({ category: 'permit', open: 2, overdue: 1, lagSeconds: 7_200 });
  expect(await deadlinesHealth(deadlines).check()).toEqual({
    ...{ state: 'amber', reason: 'permit: 1 overdue for up to 7200 s' },
  });
});

test('two deadlines under one name in one stream are a fault that is named', () => {
  const slice = permitsOf();
  const twice = [1, 2].map((n) => ({ name: 'same', due: hour(n) }));
  const faulty = timed({ ...slice, decider: { ...slice.decider, deadlines: () => twice } });
  expect(() => faulty.deadlinesOf([])).toThrow('permit states two deadlines named same');
});

interface Act {
  readonly holder: number;
  readonly act: 'grant' | 'return' | 'correct' | 'wait';
  readonly permit: string;
  readonly hours: number;
}

const scripts: fc.Arbitrary<Act[]> = fc.array(
  fc.record({
    holder: fc.nat(3),
    act: fc.constantFrom('grant', 'grant', 'return', 'correct', 'wait', 'wait'),
    permit: fc.constantFrom('p', 'q', 'r'),
    hours: fc.nat(30),
  }),
  { maxLength: 25 },
);

/** Each due instant comes up once: a deadline that passed would be the same command again. */
async function play(script: readonly Act[]): Promise<void> {
  let now = 0;
  for (const [n, { holder: id, act, permit, hours }] of script.entries()) {
    const stream = holder(`h${String(id)}`);
    const due = instantOfEpochMs(epochMsOf(hour(hours)) + n);
    const [first] = engine.streams.get(stream) ?? [];
    switch (act) {
      case 'grant':
        await tellTo(store, stream, permitGranted({ permit, until: due }));
        break;
      case 'return':
        await tellTo(store, stream, permitReturned({ permit }));
        break;
      case 'correct':
        if (first?.type === 'PermitGranted') await tellTo(store, stream, movedTo(first, due));
        break;
      case 'wait':
        clock.learn(hour((now += hours % 5)));
    }
  }
}

test('whatever happens, with two processes: nothing due is left, and no deadline passes twice', async () => {
  await fc.assert(
    fc.asyncProperty(scripts, async (script) => {
      fresh();
      const both = [run(), run()];
      await play(script);
      for (const one of both) await rest(one);
      const slice = timed(permitsOf());
      for (const [stream, recorded] of engine.streams) {
        const open = slice.deadlinesOf(recorded.map((event) => tell(slice.readable, event)));
        expect(open.filter(({ due }) => due <= clock.now())).toEqual([]);
        const rows = table.rows().filter((row) => row.stream === stream);
        expect(new Map(rows.map(({ name, due }) => [name, due]))).toEqual(
          new Map(open.map(({ name, due }) => [name, due])),
        );
      }
      const passed = (await expiriesIn(store)).map(({ stream, until: due }) => `${stream} ${due}`);
      expect(new Set(passed).size).toBe(passed.length);
      expect((await both[0]!.status()).stuck).toEqual([]);
      await stopAll();
    }),
    { numRuns: 60 },
  );
});
