import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { streamOf, type StreamName } from '@fuhua/kernel';
import { startTestHistory, type TestHistory } from '../event-store/postgres/database.suite.ts';
import { poolOf } from '../views/database.ts';
import { make, thingBoard } from '../views/things.suite.ts';
import { until } from '../views/world.suite.ts';
import { sighed, type Land } from './echoes.suite.ts';
import type { AsideKey } from './parking.ts';
import type { Reaction } from './reaction.ts';
import { openCursor, restartReaction } from './reaction-cursor.ts';
import { RETRY_BUDGET } from './retry-budget.ts';
import { commitStep } from './set-aside.ts';
import { openWorld, type Running, type World } from './world.suite.ts';

let history: TestHistory;
let world: World;
let land: Land;

beforeAll(async () => {
  history = await startTestHistory();
  world = await openWorld(history.postgres);
});
afterAll(async () => {
  await world.close();
  await history.postgres.stop();
});
beforeEach(async () => {
  land = await world.freshLand();
});

/** The group has come to the head of the history, and nothing is tried again by itself. */
const settled = (running: Running): Promise<unknown> =>
  until(async () => {
    const { state, lagEvents, retrying } = await running.look();
    return state === 'live' && lagEvents === 0 && retrying === 0;
  });

const aside = async (): Promise<readonly AsideKey[]> =>
  (await world.parking.list()).filter(({ group }) => group === land.echoing().group);

const only = async (): Promise<AsideKey> => {
  const keys = await aside();
  expect(keys).toHaveLength(1);
  return keys[0]!;
};

const failing =
  (what: (text: string) => boolean) =>
  (text: string): void => {
    if (what(text)) throw new Error(`cannot echo ${text}`);
  };

const stream = (valley: string): StreamName => streamOf(land.valleys.category, valley);

const stored = async (): Promise<bigint | undefined> => {
  const [row] = await world.dataSource.query<{ position: string }[]>(
    'select position from reaction_cursor where reaction = $1',
    [land.echoing().group],
  );
  return row && BigInt(row.position);
};

const valleyNames = Array.from({ length: 12 }, (_, n) => `v${String(n)}`);

test('every event leads to its command once and in the order of its stream, however many processes run', async () => {
  const both = [world.run(land.echoing()), world.run(land.echoing())];
  const texts = ['one', 'two', 'three', 'four'];
  await Promise.all(valleyNames.map((name) => land.say(name, ...texts)));
  await Promise.all(both.map(settled));
  for (const name of valleyNames) expect(await land.echoes(name)).toEqual(texts);
  expect(await aside()).toEqual([]);
  expect(world.logged).toEqual([]);
});

test('streams that ask one guard at once are all answered', async () => {
  await Promise.all(valleyNames.map((name) => land.say(name, name)));
  const running = world.run(land.echoing({ target: 'guard' }));
  await until(async () => (await land.echoes('guard')).length === valleyNames.length);
  await settled(running);
  expect([...(await land.echoes('guard'))].sort()).toEqual([...valleyNames].sort());
});

test('a process that dies between command and cursor repeats nothing and skips nothing', async () => {
  await world.dataSource.query(
    'alter table reaction_cursor add constraint dead check (position = 0) not valid',
  );
  await land.say('a', 'one', 'two');
  const first = world.run(land.echoing());
  await until(async () => (await land.echoes('a')).length === 2);
  await first.stop();
  expect(await stored()).toBe(0n);
  await world.dataSource.query('alter table reaction_cursor drop constraint dead');
  await land.say('a', 'three');
  await settled(world.run(land.echoing()));
  expect(await land.echoes('a')).toEqual(['one', 'two', 'three']);
});

test('each refusal means what its table says', async () => {
  const running = world.run(land.echoing());
  await land.say('done', 'loud', 'x');
  await land.say('retried', 'busy', 'x');
  await land.say('parked', 'forbidden', 'x');
  await until(async () => (await running.look()).parked === 2);
  await settled(running);
  expect(await land.echoes('done')).toEqual(['x']);
  const keys = await aside();
  expect(new Map(keys.map((key) => [key.stream, key.failures]))).toEqual(
    new Map([
      [stream('retried'), 3],
      [stream('parked'), 1],
    ]),
  );
  const retried = keys.find((key) => key.stream === stream('retried'));
  expect(retried?.attempts.map(({ error }) => error)).toEqual(
    Array(3).fill('refused: {"code":"echo.not-now","text":"busy"}'),
  );
});

test('a key that fails parks, keeps its order and holds up no other; given back, it goes on', async () => {
  let broken = true;
  const before = failing((text) => broken && text === 'bad');
  const running = world.run(land.echoing({ before }));
  await land.say('a', 'good', 'bad', 'behind');
  await land.say('b', 'other');
  await until(async () => (await land.echoes('b')).length === 1);
  await until(async () => (await running.look()).parked === 1);
  await land.say('a', 'last');
  await until(async () => (await only()).messages === 3);
  const key = await only();
  expect(key).toMatchObject({ stream: stream('a'), revision: 1, type: 'Said' });
  expect(key.attempts.map(({ error }) => error)).toEqual(Array(3).fill('Error: cannot echo bad'));
  expect(await land.echoes('a')).toEqual(['good']);

  await running.stop();
  broken = false;
  const next = world.run(land.echoing({ before }));
  await settled(next);
  expect(await land.echoes('a')).toEqual(['good']);
  expect(await world.parking.retry(key.id)).toBe(true);
  await until(async () => (await land.echoes('a')).length === 4);
  expect(await land.echoes('a')).toEqual(['good', 'bad', 'behind', 'last']);
  await until(async () => (await aside()).length === 0);
  expect(await world.parking.retry(key.id)).toBe(false);
});

test('what passes by itself within the budget needs nobody', async () => {
  let failures = 2;
  const before = failing((text) => text === 'shy' && (failures -= 1) >= 0);
  const running = world.run(land.echoing({ before }));
  await land.say('a', 'shy', 'behind');
  await until(async () => (await land.echoes('a')).length === 2);
  await settled(running);
  expect(await land.echoes('a')).toEqual(['shy', 'behind']);
  expect(await aside()).toEqual([]);
});

test('failures are counted across processes', async () => {
  const before = failing(() => true);
  const budget = { failuresMax: 3, overMs: 3_000 };
  const first = world.run(land.echoing({ before }), { budget });
  await land.say('a', 'bad');
  await until(async () => (await first.look()).retrying === 1);
  await first.stop();
  await world.dataSource.query('update reaction_key set retry_at = now()');
  const second = world.run(land.echoing({ before }), { budget });
  await until(async () => (await only()).failures === 2);
  await second.stop();
  await world.dataSource.query('update reaction_key set retry_at = now()');
  world.run(land.echoing({ before }), { budget });
  await until(async () => (await only()).state === 'parked');
  expect((await only()).failures).toBe(3);
});

test('a discard needs a reason and a name, is kept for ever, and lets the others go on', async () => {
  const before = failing((text) => text === 'bad');
  const running = world.run(land.echoing({ before }));
  const [bad] = await land.say('a', 'bad', 'behind');
  await until(async () => (await running.look()).parked === 1);
  const { id } = await only();
  const { parking, dataSource } = world;
  await expect(parking.discard(id, { reason: ' ', by: 'wang' })).rejects.toThrow('a reason');
  await expect(parking.discard(id, { reason: 'twice', by: '' })).rejects.toThrow('the name');
  const other = { reason: 'twice', by: 'wang', event: make(sighed({})).id };
  expect(await parking.discard(id, other)).toBeUndefined();
  expect(await parking.discard(id, { reason: 'said twice', by: 'wang' })).toMatchObject({
    stream: stream('a'),
    revision: 0,
  });
  expect(await parking.discard(id + 1, { reason: 'x', by: 'wang' })).toBeUndefined();
  await until(async () => (await land.echoes('a')).length === 1);
  await until(async () => (await aside()).length === 0);

  const kept = await dataSource.query<object[]>('select * from reaction_discard');
  expect(kept).toMatchObject([
    { event: bad!.id, reason: 'said twice', by: 'wang', attempts: [{}, {}, {}] },
  ]);
  await expect(dataSource.query('delete from reaction_discard')).rejects.toThrow('only added to');
  await expect(dataSource.query('truncate reaction_discard')).rejects.toThrow('only added to');

  await restartReaction(dataSource, land.echoing().group, world.store.epoch());
  await land.say('a', 'later');
  await until(async () => (await land.echoes('a')).length === 2);
  expect(await land.echoes('a')).toEqual(['behind', 'later']);
});

test('PostgreSQL stops: the group pauses, parks nothing, and goes on', async () => {
  const running = world.run(land.echoing());
  await land.say('a', 'one');
  await settled(running);
  await world.proxy.stop();
  await until(() => world.logged.some((line) => line.startsWith('a reaction pauses')));
  await world.proxy.start();
  await until(async () => (await land.say('a', 'two').catch(() => [])).length === 1);
  await settled(running);
  expect(await land.echoes('a')).toEqual(['one', 'two']);
  expect(await aside()).toEqual([]);
});

test('an event of a later release halts the group before it, red, and no other', async () => {
  const running = world.run(land.echoing());
  await land.say('a', 'one');
  const [unknown] = await land.append('b', make({ type: 'FromTheFuture', data: {} }));
  await land.say('c', 'beyond');
  await until(async () => (await running.look()).state === 'halted');
  const status = await running.look();
  expect(status.position).toBe(unknown!.position - 1n);
  expect(status.error).toContain('this release does not know FromTheFuture');
  expect(await land.echoes('a')).toEqual(['one']);
  await running.stop();
  expect(await stored()).toBe(unknown!.position - 1n);
});

test('after a restore the group stops and names what to run', async () => {
  await settled(world.run(land.echoing()));
  const other = world.run(land.echoing(), { epoch: 'restored' });
  const status = await until(async () => {
    const found = await other.look();
    return found.state === 'halted' ? found : undefined;
  });
  expect(status.error).toContain('and the history is now restored; run: fuhua rebuild land');
});

test('reactions that cannot run are refused at the start', () => {
  const run = (reactions: Reaction[]): unknown => world.run(land.echoing(), { reactions });
  expect(() => run([{ ...land.echoing(), group: 'Not a name' }])).toThrow("not a reaction's name");
  expect(() => run([land.echoing(), land.echoing()])).toThrow('two reactions are named land');
  expect(() => run([{ ...land.echoing(), after: thingBoard }])).toThrow('not projected here');
});

test('a cursor that passes only what is not heard is stored as well', async () => {
  world.run(land.echoing());
  const [passed] = await land.append('a', make(sighed({})));
  await until(async () => (await stored()) === passed!.position);
});

test('the cursor moves once from where it stood, and who comes second sets nothing aside', async () => {
  const [recorded] = await land.say('a', 'x');
  const [pool, epoch] = [poolOf(world.dataSource), world.store.epoch()];
  const { group } = land.echoing();
  await openCursor(pool, { group }, epoch);
  const waiting = [{ recorded: recorded!, failure: { means: 'park', error: 'broken' } }] as const;
  const step = { group, epoch, from: 0n, waiting, budget: RETRY_BUDGET };
  expect(await commitStep(pool, { ...step, to: 2n, waiting: [] })).toBe(true);
  expect(await commitStep(pool, { ...step, to: 1n })).toBe(false);
  expect(await commitStep(pool, { ...step, to: 3n, epoch: 'other', from: 2n })).toBe(false);
  expect([await stored(), await aside()]).toEqual([2n, []]);
  expect(await commitStep(pool, { ...step, to: 3n, from: 2n })).toBe(true);
  expect([await stored(), (await only()).state]).toEqual([3n, 'parked']);
});
