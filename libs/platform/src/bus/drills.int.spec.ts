import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { startTestPostgres, type EmbeddedPostgres } from '../embedded/index.ts';
import { openPostgresStore, startNewEpoch } from '../event-store/index.ts';
import { sighed } from '../reactions/echoes.suite.ts';
import { parkingOf, restartReaction } from '../reactions/index.ts';
import { RETRY_BUDGET } from '../reactions/retry-budget.ts';
import { poolOf } from '../views/database.ts';
import { rebuildView, verifyView } from '../views/index.ts';
import { correctionOf, itemAdded, itemRemoved, make } from '../views/things.suite.ts';
import { record, thing, thingClosed, thingOpened } from '../views/things.suite.ts';
import { until } from '../views/world.suite.ts';
import { downFor, DOWN_SECONDS, figures, isAtRest, openMeter, poisoned } from './drills.suite.ts';
import { POISON_BUDGET, POISON_MESSAGES, sayUntilKnown } from './drills.suite.ts';
import { copiesIn, rebuildMirror } from './mirror/copy.ts';
import { sourcesOf } from './sources.ts';
import { boardOverTopic, openWorld, type World } from './world.suite.ts';

jest.setTimeout(60_000);
/** Of a drill that has its real size. */
const DRILL_MS_MAX = 3_600_000;

let postgres: EmbeddedPostgres;
let world: World;

beforeAll(async () => {
  postgres = await startTestPostgres({ fsync: 'on' });
});
afterAll(async () => {
  await postgres.stop();
});
beforeEach(async () => {
  world = await openWorld(postgres);
});
afterEach(async () => {
  await world.close();
});

const seconds = (since: number): string => ((performance.now() - since) / 1_000).toFixed(1);

const said = async (valley: string, count: number): Promise<readonly string[]> =>
  until(async () => {
    const echoes = await world.echoes(valley);
    return echoes.length >= count && echoes;
  });

test('what one service tells another folds, follows in its corrections, and answers by a command', async () => {
  const { store, land } = world;
  world.relay();
  const { mirror, projection } = world.listen();
  const stream = thing('a');
  const opened = make(thingOpened({ title: 'first' }));
  const added = make(itemAdded({ item: 'i', fen: '5', tag: 't' }));
  await record(store, [
    { stream, event: opened },
    { stream, event: added },
    { stream, event: make(itemRemoved({ item: 'none' })) },
  ]);
  await land.append('v', make({ type: 'Said', data: { text: 'hello' } }), make(sighed({})));
  expect(await said('v', 1)).toEqual(['hello']);
  const [corrected] = await record(store, [{ stream, event: correctionOf(added, '70') }]);
  const at = { epoch: store.epoch(), position: corrected!.position };
  await mirror.waitUntil(at);
  await projection.waitUntil(boardOverTopic, at.position);
  expect(await world.rows()).toMatchObject([
    { stream, revision: 3, title: 'first', fen: '70', opening: opened.id, revisions: [1] },
  ]);
  const sourceOf = sourcesOf(
    () => {
      throw new Error('not asked');
    },
    copiesIn(world.dataSource, ['talker']),
  );
  const read = { store: sourceOf(boardOverTopic.source).store, dataSource: world.dataSource };
  const verified = await verifyView({ ...read, view: boardOverTopic, epoch: at.epoch });
  expect(verified).toMatchObject({ equal: true, table: { rows: 1 } });
});

test('a topic that is wiped and told anew has no second effect, and a copy made anew neither', async () => {
  const { store, land, bus, topic } = world;
  world.relay();
  const listening = world.listen();
  await record(store, [{ stream: thing('a'), event: make(thingOpened({ title: 'x' })) }]);
  await land.say('v', '1', '2', '3');
  await said('v', 3);
  const before = await world.rows();
  const messages = await bus.read(topic, undefined, 100);
  await bus.wipe(topic);
  await until(async () => (await bus.progress(topic))?.position === messages?.position);
  expect((await bus.read(topic, undefined, 100))?.messages).toEqual(messages?.messages);
  await rebuildMirror(world.dataSource, bus, topic);
  await record(store, [{ stream: thing('a'), event: make(thingClosed({})) }]);
  await land.say('v', '4');
  expect(await said('v', 4)).toEqual(['1', '2', '3', '4']);
  const end = await store.head();
  await listening.projection.waitUntil(boardOverTopic, end);
  expect(await world.rows()).toEqual([
    Object.assign(before[0]!, { revision: 1, closed: true, share: '99.50' }),
  ]);
});

test(
  'a poison message among many parks its stream, others flow, and a retry restores its order',
  async () => {
    let isBroken = true;
    const meter = openMeter();
    world.relay();
    world.listen((text) => {
      if (isBroken && text === 'poison') throw new Error('cannot hear this');
      meter.hear(text);
    }, POISON_BUDGET);
    const { sick, well } = poisoned(POISON_MESSAGES);
    const beganAt = performance.now();
    const sickening = sayUntilKnown(world, 'sick', sick, async () => undefined);
    const speaking = [...well].map(([valley, texts]) =>
      sayUntilKnown(world, valley, texts, (text) => meter.say(text)),
    );
    await Promise.all([sickening, ...speaking]);
    for (const [valley, texts] of well) expect(await said(valley, texts.length)).toEqual(texts);
    figures(
      `${POISON_MESSAGES} messages in ${seconds(beganAt)} s; others waited at most ${Math.max(...meter.waitsMs).toFixed(0)} ms`,
    );
    expect(Math.max(...meter.waitsMs)).toBeLessThan(RETRY_BUDGET.overMs);
    const parking = parkingOf(poolOf(world.dataSource));
    const [key] = await until(async () => {
      const parked = (await parking.list()).filter(({ state }) => state === 'parked');
      return parked.length > 0 && parked;
    });
    figures(`parked after ${seconds(beganAt)} s, ${String(key?.messages)} messages wait`);
    const after = sick.slice(sick.indexOf('poison'));
    expect(key).toMatchObject({ stream: 'land-sick', topic: 'talker', messages: after.length });
    expect(key?.attempts).toHaveLength(POISON_BUDGET.failuresMax);
    expect(await world.echoes('sick')).toEqual(sick.slice(0, -after.length));
    isBroken = false;
    await parking.retry(key!.id);
    expect(await said('sick', sick.length)).toEqual(sick);
    await until(async () => (await parking.list()).length === 0);
  },
  DRILL_MS_MAX,
);

test('relays that race, and restarts in the middle, tell and hear everything once and in order', async () => {
  const texts = Array.from({ length: 40 }, (_, n) => String(n));
  const relays = [world.relay(), world.relay(), world.relay()];
  const first = world.listen();
  const saying = world.land.say('v', ...texts);
  await said('v', 3);
  await Promise.all([relays[0]!.stop(), first.stop()]);
  world.relay();
  const [second, third] = [world.listen(), world.listen()];
  await saying;
  expect(await said('v', 40)).toEqual(texts);
  const areLive = () => [second, third].every(({ mirror }) => mirror.status().state === 'live');
  await until(() => Promise.resolve(areLive()));
});

test('after a restore the topic tells the new epoch, and whoever copied the old one says what to do', async () => {
  const { land, bus, topic, dataSource } = world;
  const relay = world.relay();
  const { mirror, projection } = world.listen();
  await land.say('v', '1', '2');
  await record(world.store, [{ stream: thing('a'), event: make(thingOpened({ title: 'x' })) }]);
  await said('v', 2);
  await relay.stop();
  const epoch = await startNewEpoch(world.adminUrl);
  const restored = await openPostgresStore({ url: world.url });
  world.relay(restored);
  const error = await until(() => mirror.status().error);
  expect(error).toContain(`run: fuhua rebuild ${topic}`);
  expect(mirror.status().state).toBe('halted');
  await until(async () => (await bus.progress(topic))?.position === 3n);
  await rebuildMirror(dataSource, bus, topic);
  const [copy] = copiesIn(dataSource, ['talker']);
  const { store } = sourcesOf(
    () => ({ store: restored, epoch: async () => epoch }),
    [copy!],
  )(boardOverTopic.source);
  await rebuildView({ store, dataSource, view: boardOverTopic, epoch });
  await restartReaction(dataSource, 'land', epoch);
  await until(() => mirror.status().state === 'live');
  const next = await restored.append('land-w', 'none', [
    make({ type: 'Said', data: { text: '3' } }),
  ]);
  expect(await said('w', 1)).toEqual(['3']);
  expect(await world.echoes('v')).toEqual(['1', '2']);
  await projection.waitUntil(boardOverTopic, next.position, 10_000);
  await restored.close();
});

test('an event that a relay does not know halts it, red, after what stands before', async () => {
  const { relay } = world.relay();
  await world.land.say('v', '1');
  await world.store.append('land-u', 'none', [make({ type: 'Unheard', data: {} })]);
  await world.land.say('v', '2');
  const { error } = await until(async () => {
    const status = await relay.status();
    return status.state === 'halted' && status;
  });
  expect(error).toContain('does not know Unheard');
  expect(await world.bus.read(world.topic, undefined, 9)).toMatchObject({
    position: 1n,
    messages: [{ type: 'Said', subject: 'land-v', sequence: 0 }],
  });
});

test('a quiet topic says again and again that all is told', async () => {
  world.relay();
  const { mirror } = world.listen();
  const first = await until(() => mirror.toldBy(0n));
  const next = await until(() => {
    const at = mirror.toldBy(0n);
    return at !== first && at;
  });
  expect(next > first).toBe(true);
});

test(
  'PostgreSQL is gone for a while: nothing parks, and all that waited is told and heard once and in order',
  async () => {
    const heard: string[] = [];
    const relay = world.relay();
    const listening = world.listen((text) => heard.push(text));
    const opened = ['a', 'b', 'c'].map((id) => thing(id));
    await record(
      world.store,
      opened.map((stream) => ({ stream, event: make(thingOpened({ title: 'x' })) })),
    );
    const texts = Array.from({ length: 40 }, (_, n) => String(n));
    const valleys = ['v', 'w', 'x', 'y'];
    const speaking = valleys.map((valley, n) =>
      // Two write all they have before PostgreSQL goes, two go on trying.
      sayUntilKnown(world, valley, texts, () => delay(n < 2 ? 0 : 50)),
    );
    await Promise.all(speaking.slice(0, 2));
    const before = heard.length;
    postgres = await downFor(postgres, DOWN_SECONDS);
    const backAt = performance.now();
    await Promise.all(speaking);
    for (const stream of opened) {
      await record(world.store, [{ stream, event: make(thingClosed({})) }]);
    }
    await until(() => isAtRest(world, relay, listening));
    figures(
      `${DOWN_SECONDS} s without PostgreSQL: ${before} of ${heard.length} heard before; at rest ${seconds(backAt)} s after it was back`,
    );
    expect(before).toBeLessThan(heard.length);
    expect(await parkingOf(poolOf(world.dataSource)).list()).toEqual([]);
    for (const valley of valleys) expect(await world.echoes(valley)).toEqual(texts);
    expect((await world.rows()).map(({ closed }) => closed)).toEqual([true, true, true]);
  },
  DRILL_MS_MAX,
);
