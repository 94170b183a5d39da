import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { Envelope } from '@fuhua/contracts';
import type { Instant } from '@fuhua/kernel';
import { OtherTopicEpoch } from '../bus.ts';
import type { Page } from '../bus.ts';
import {
  heldBack,
  history,
  message,
  newTopic,
  positionsOf,
  readAll,
  refusal,
  soon,
  take,
  tellAll,
  type Case,
} from './harness.suite.ts';

const AT = '2024-03-01T02:00:00.000Z' as Instant;

/** What reading and subscribing guarantee. */
export const hearingCases: readonly Case[] = [
  {
    guarantee: 'nothing is skipped',
    title: 'pages of any size hold every message once',
    async run(harness) {
      const [topic, bus] = [newTopic(), await harness.open()];
      const messages = history(30);
      await tellAll(bus, topic, messages, { through: 30 });
      for (const limit of [1, 2, 7, 20, 100]) {
        assert.deepEqual(await readAll(bus, topic, undefined, limit), messages);
      }
      const after = { epoch: 'e1', position: 15n };
      assert.equal(positionsOf(await readAll(bus, topic, after, 3))[0], '16');
      const page = await bus.read(topic, undefined, 2);
      assert.equal(page?.position, 2n);
      assert.equal((await bus.read(topic, { epoch: 'e1', position: 29n }, 5))?.position, 30n);
    },
  },
  {
    guarantee: 'nothing is skipped',
    title: 'a reader that goes on while relays race misses nothing',
    async run(harness) {
      const topic = newTopic();
      const messages = history(90);
      const relays = await Promise.all(Array.from({ length: 3 }, () => harness.open()));
      const reader = await harness.open();
      const heard: Envelope[] = [];
      const reading = async (): Promise<void> => {
        let cursor: Page | undefined;
        while (cursor?.position !== 90n) {
          const page: Page | undefined = await reader.read(topic, cursor, 5);
          heard.push(...(page?.messages ?? []));
          cursor = page ?? cursor;
          await new Promise(setImmediate);
        }
      };
      const telling = relays.map((bus) => tellAll(bus, topic, messages, { through: 90, piece: 2 }));
      await soon(harness, 'reader and relays', Promise.all([reading(), ...telling]));
      assert.deepEqual(heard, messages);
    },
  },
  {
    guarantee: 'nothing is skipped',
    title: 'one topic holds nothing of another',
    async run(harness) {
      const [here, there, bus] = [newTopic(), newTopic(), await harness.open()];
      await tellAll(bus, here, history(2), { through: 2 });
      assert.equal(await bus.read(there, undefined, 9), undefined);
      await tellAll(bus, there, history(9), { through: 9 });
      assert.equal((await readAll(bus, here)).length, 2);
      assert.equal((await bus.progress(here))?.position, 2n);
    },
  },
  {
    guarantee: 'epochs',
    title: 'a cursor of another epoch is refused by name, by a reader and by a subscription',
    async run(harness) {
      const [topic, bus] = [newTopic(), await harness.open()];
      await tellAll(bus, topic, history(4, 'e2'), { through: 4, epoch: 'e2' });
      const old = { epoch: 'e1', position: 2n };
      const error = await refusal(bus.read(topic, old, 9), OtherTopicEpoch);
      assert.deepEqual([error.heard, error.epoch], ['e1', 'e2']);
      await refusal(
        take(harness, bus, topic, old, () => true),
        OtherTopicEpoch,
      );
    },
  },
  {
    guarantee: 'epochs',
    title: 'a subscription that goes on hears that the epoch is another one',
    async run(harness) {
      const [topic, bus] = [newTopic(), await harness.open()];
      await tellAll(bus, topic, history(4), { through: 4 });
      const heard = take(harness, bus, topic, undefined, (messages) => messages.length > 3);
      const refused = heldBack(refusal(heard, OtherTopicEpoch));
      await delay(20);
      await bus.wipe(topic);
      await tellAll(bus, topic, history(9, 'e2'), { through: 9, epoch: 'e2' });
      await refused;
    },
  },
  {
    guarantee: 'subscriptions',
    title: 'a subscription begun before the first message hears all that follows',
    async run(harness) {
      const [topic, bus] = [newTopic(), await harness.open()];
      const messages = history(30);
      const heard = take(harness, bus, topic, undefined, (all) => all.length === messages.length);
      await delay(20);
      await tellAll(bus, topic, messages, { through: 30 });
      assert.deepEqual(await heard, messages);
    },
  },
  {
    guarantee: 'progress',
    title: 'a subscription hears that the progress moved, and the time, without a message',
    async run(harness) {
      const [topic, bus] = [newTopic(), await harness.open()];
      await tellAll(bus, topic, history(2), { through: 2 });
      const passed = take(harness, bus, topic, undefined, (_, { position }) => position === 9n);
      await delay(20);
      await bus.publish(topic, { epoch: 'e1', after: 2n, through: 9n, messages: [] });
      assert.deepEqual(positionsOf(await passed), ['1', '2']);
      const at = { epoch: 'e1', position: 9n };
      const told = take(harness, bus, topic, at, (_, page) => page.at === AT);
      await delay(20);
      await bus.publish(topic, { epoch: 'e1', after: 9n, through: 9n, messages: [], at: AT });
      assert.deepEqual(await told, []);
    },
  },
  {
    guarantee: 'subscriptions',
    title: 'a subscription outlives an engine that stops and starts',
    async run(harness) {
      const [topic, bus] = [newTopic(), await harness.open()];
      await tellAll(bus, topic, history(4), { through: 4 });
      const heard = take(harness, bus, topic, undefined, (all) => all.length === 4);
      await delay(20);
      await harness.engine.stop();
      await delay(20);
      await harness.engine.start();
      await tellAll(bus, topic, [message(5)], { through: 6 });
      assert.deepEqual(positionsOf(await heard), ['1', '2', '4', '5']);
    },
  },
  {
    guarantee: 'wiping',
    title: 'a topic that was wiped and told anew holds the same messages',
    async run(harness) {
      const [topic, bus] = [newTopic(), await harness.open()];
      const messages = history(12);
      await tellAll(bus, topic, messages, { through: 12 });
      await bus.wipe(topic);
      assert.equal(await bus.progress(topic), undefined);
      assert.equal(await bus.read(topic, undefined, 9), undefined);
      await tellAll(bus, topic, messages, { through: 12, piece: 5 });
      assert.deepEqual(await readAll(bus, topic), messages);
    },
  },
  {
    guarantee: 'wiping',
    title: 'a subscriber to a topic that is told anew goes on where it stood',
    async run(harness) {
      const [topic, bus] = [newTopic(), await harness.open()];
      const messages = history(12);
      await tellAll(bus, topic, messages.slice(0, 6), { through: 8 });
      const heard = take(harness, bus, topic, undefined, (all) => all.length === messages.length);
      await delay(20);
      await bus.wipe(topic);
      await tellAll(bus, topic, messages, { through: 12, piece: 1 });
      assert.deepEqual(await heard, messages);
    },
  },
  {
    guarantee: 'wiping',
    title: 'a wipe of one epoch leaves another alone',
    async run(harness) {
      const [topic, bus] = [newTopic(), await harness.open()];
      await tellAll(bus, topic, history(4, 'e2'), { through: 4, epoch: 'e2' });
      await bus.wipe(topic, 'e1');
      assert.equal((await readAll(bus, topic)).length, 3);
    },
  },
];
