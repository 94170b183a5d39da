import assert from 'node:assert/strict';
import type { Instant } from '@fuhua/kernel';
import { OutcomeUnknown, TopicMoved, Unavailable } from '../bus.ts';
import {
  history,
  message,
  newTopic,
  persist,
  positionsOf,
  readAll,
  refusal,
  soon,
  tellAll,
  type Case,
} from './harness.suite.ts';

const [EARLY, LATE] = ['2024-03-01T02:00:00.000Z', '2024-03-01T02:00:01.000Z'] as Instant[];

/** What publishing guarantees. */
export const tellingCases: readonly Case[] = [
  {
    guarantee: 'order',
    title: 'five relays that race tell a history once and in its order',
    async run(harness) {
      const topic = newTopic();
      const messages = history(60);
      const relays = await Promise.all(Array.from({ length: 5 }, () => harness.open()));
      const telling = relays.map((bus, n) =>
        tellAll(bus, topic, messages, { through: 60, piece: 3 + n }),
      );
      await soon(harness, 'relays', Promise.all(telling));
      assert.deepEqual(await readAll(relays[0]!, topic), messages);
      assert.equal((await relays[0]!.progress(topic))?.position, 60n);
    },
  },
  {
    guarantee: 'order',
    title: 'whoever is late hears where the topic stands, and nothing of it is added',
    async run(harness) {
      const [topic, bus] = [newTopic(), await harness.open()];
      await tellAll(bus, topic, history(6), { through: 6 });
      const late = { epoch: 'e1', after: 3n, through: 9n, messages: [message(7), message(9)] };
      const moved = await refusal(bus.publish(topic, late), TopicMoved);
      assert.equal(moved.stands?.position, 6n);
      const early = { epoch: 'e1', after: undefined, through: 8n, messages: [message(8)] };
      await refusal(bus.publish(topic, early), TopicMoved);
      const far = { epoch: 'e1', after: 7n, through: 8n, messages: [message(8)] };
      await refusal(bus.publish(topic, far), TopicMoved);
      assert.deepEqual(positionsOf(await readAll(bus, topic)), ['1', '2', '4', '5']);
    },
  },
  {
    guarantee: 'nothing is told twice',
    title: 'a repeat of what is there is answered and changes nothing',
    async run(harness) {
      const [topic, bus] = [newTopic(), await harness.open()];
      const first = { epoch: 'e1', after: undefined, through: 2n, messages: history(2) };
      await bus.publish(topic, first);
      await bus.publish(topic, { epoch: 'e1', after: 2n, through: 4n, messages: [message(4)] });
      assert.equal((await bus.publish(topic, first)).position, 4n);
      assert.deepEqual(positionsOf(await readAll(bus, topic)), ['1', '2', '4']);
    },
  },
  {
    guarantee: 'nothing is told twice',
    title: 'a publication whose answer was lost is told once when it is repeated',
    async run(harness) {
      const [topic, bus] = [newTopic(), await harness.open()];
      const messages = history(5);
      await bus.progress(topic);
      harness.loseNextAnswer();
      const telling = { epoch: 'e1', after: undefined, through: 5n, messages };
      await refusal(bus.publish(topic, telling), OutcomeUnknown);
      assert.equal((await persist(() => bus.publish(topic, telling))).position, 5n);
      assert.deepEqual(await readAll(bus, topic), messages);
    },
  },
  {
    guarantee: 'progress',
    title: 'progress passes events that are not public',
    async run(harness) {
      const [topic, bus] = [newTopic(), await harness.open()];
      assert.equal(await bus.progress(topic), undefined);
      const at = EARLY;
      await bus.publish(topic, { epoch: 'e1', after: undefined, through: 3n, messages: [], at });
      assert.deepEqual(await bus.progress(topic), { epoch: 'e1', position: 3n, at });
      await bus.publish(topic, { epoch: 'e1', after: 3n, through: 9n, messages: [message(5)] });
      assert.deepEqual(await bus.progress(topic), { epoch: 'e1', position: 9n, at });
    },
  },
  {
    guarantee: 'progress',
    title: 'a quiet topic says again and again that it is told, and never an older time',
    async run(harness) {
      const [topic, bus] = [newTopic(), await harness.open()];
      const quiet = { epoch: 'e1', after: 2n, through: 2n, messages: [] };
      await tellAll(bus, topic, history(2), { through: 2 });
      assert.equal((await bus.progress(topic))?.at, undefined);
      assert.equal((await bus.publish(topic, { ...quiet, at: LATE })).at, LATE);
      assert.equal((await bus.publish(topic, { ...quiet, at: EARLY })).at, LATE);
      assert.deepEqual(await bus.progress(topic), { epoch: 'e1', position: 2n, at: LATE });
    },
  },
  {
    guarantee: 'bytes',
    title: 'a message is read as it was told, whatever it holds',
    async run(harness) {
      const [topic, bus] = [newTopic(), await harness.open()];
      const data = { 名: '孵化基地 "\\" {,} \u0001 😀', none: null, deep: [{ a: [1, 2.5, ''] }] };
      const odd = { ...message(1, 'e1', data), division: '320506', causationid: 'x' };
      await bus.publish(topic, { epoch: 'e1', after: undefined, through: 1n, messages: [odd] });
      assert.deepEqual(await readAll(bus, topic), [odd]);
    },
  },
  {
    guarantee: 'epochs',
    title: 'a relay of another epoch adds nothing until the topic is wiped',
    async run(harness) {
      const [topic, bus] = [newTopic(), await harness.open()];
      await tellAll(bus, topic, history(4), { through: 4 });
      for (const after of [undefined, 4n]) {
        const telling = { epoch: 'e2', after, through: 5n, messages: [message(5, 'e2')] };
        const moved = await refusal(bus.publish(topic, telling), TopicMoved);
        assert.equal(moved.stands?.epoch, 'e1');
      }
      await bus.wipe(topic, 'e1');
      await tellAll(bus, topic, history(4, 'e2'), { through: 4, epoch: 'e2' });
      const epochs = (await readAll(bus, topic)).map(({ epoch }) => epoch);
      assert.deepEqual([...new Set(epochs)], ['e2']);
    },
  },
  {
    guarantee: 'never a false yes',
    title: 'a stopped engine never says yes, and what was said is there afterwards',
    async run(harness) {
      const [topic, bus] = [newTopic(), await harness.open()];
      await tellAll(bus, topic, history(4), { through: 4 });
      await harness.engine.stop();
      const next = { epoch: 'e1', after: 4n, through: 5n, messages: [message(5)] };
      const down = [Unavailable, OutcomeUnknown] as const;
      await refusal(soon(harness, 'publish', bus.publish(topic, next)), ...down);
      await refusal(soon(harness, 'read', bus.read(topic, undefined, 9)), Unavailable);
      await refusal(soon(harness, 'progress', bus.progress(topic)), Unavailable);
      await refusal(soon(harness, 'wipe', bus.wipe(topic)), ...down);
      await harness.engine.start();
      await persist(() => bus.publish(topic, next));
      assert.deepEqual(positionsOf(await readAll(bus, topic)), ['1', '2', '4', '5']);
    },
  },
];
