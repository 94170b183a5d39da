import assert from 'node:assert/strict';
import { OutcomeUnknown, Unavailable, WrongRevision } from '../event-store.ts';
import type { EventStore } from '../event-store.ts';
import { idsOf, listOf, newEvent, newEvents, newStream, refusal } from './harness.suite.ts';
import type { Case } from './harness.suite.ts';

export const repeatCases: readonly Case[] = [
  {
    guarantee: 'repeats',
    title: 'an append repeated after others appended answers as the first did and writes nothing',
    async run(harness) {
      const store = await harness.open();
      const stream = newStream();
      const opening = newEvents(2);
      const middle = newEvents(2);
      const opened = await store.append(stream, 'none', opening);
      const continued = await store.append(stream, 1, middle);
      assert.deepEqual(await store.append(stream, 1, middle), continued);
      const others = newEvents(3);
      await store.append(stream, 3, others);
      assert.deepEqual(await store.append(stream, 1, middle), continued);
      assert.deepEqual(await store.append(stream, 'none', opening), opened);
      const read = idsOf(await listOf(store.readStream(stream)));
      assert.deepEqual(read, idsOf([...opening, ...middle, ...others]));
    },
  },
  {
    guarantee: 'repeats',
    title: 'an append repeated through another process after a restart answers as the first did',
    async run(harness) {
      const store = await harness.open();
      const stream = newStream();
      const events = newEvents(3);
      const appended = await store.append(stream, 'none', events);
      await store.append(stream, 2, [newEvent()]);
      await store.close();
      const reopened = await harness.open();
      assert.deepEqual(await reopened.append(stream, 'none', events), appended);
      assert.equal((await listOf(reopened.readStream(stream))).length, 4);
    },
  },
  {
    guarantee: 'repeats',
    title: 'thirty copies of one append at once are written once and answered alike',
    async run(harness) {
      const stores = [await harness.open(), await harness.open()] as const;
      const stream = newStream();
      const events = newEvents(2);
      const answers = await Promise.all(
        Array.from({ length: 30 }, (_, n) =>
          stores[n % 2 === 0 ? 0 : 1].append(stream, 'none', events),
        ),
      );
      for (const answer of answers) assert.deepEqual(answer, answers[0]);
      assert.deepEqual(idsOf(await listOf(stores[0].readStream(stream))), idsOf(events));
    },
  },
  {
    guarantee: 'repeats',
    title: 'a repeat that adds an event, or changes one id, is a wrong revision and writes nothing',
    async run(harness) {
      const store = await harness.open();
      const stream = newStream();
      const events = newEvents(3);
      const [first, second, third] = events as [never, never, never];
      await store.append(stream, 'none', events);
      const others: (readonly Parameters<EventStore['append']>[2][number][])[] = [
        [...events, newEvent()],
        [newEvent(), second, third],
        [first, newEvent(), third],
        [first, second, newEvent()],
        [second, first, third],
      ];
      for (const other of others) {
        await refusal(store.append(stream, 'none', other), WrongRevision);
      }
      assert.deepEqual(idsOf(await listOf(store.readStream(stream))), idsOf(events));
    },
  },
  {
    guarantee: 'repeats',
    title:
      'a repeat of only the first events answers as the original or is a wrong revision, and writes nothing',
    async run(harness) {
      const store = await harness.open();
      const stream = newStream();
      const events = newEvents(3);
      await store.append(stream, 'none', events);
      try {
        const { revision } = await store.append(stream, 'none', events.slice(0, 2));
        assert.ok(revision === 1 || revision === 2, `answered revision ${String(revision)}`);
      } catch (error) {
        if (!(error instanceof WrongRevision)) throw error;
      }
      assert.deepEqual(idsOf(await listOf(store.readStream(stream))), idsOf(events));
    },
  },
  {
    guarantee: 'repeats',
    title: 'an event id that stands in another stream is refused for good, with its whole append',
    needs: 'unique ids',
    async run(harness) {
      const store = await harness.open();
      const events = newEvents(2);
      await store.append(newStream(), 'none', events);
      const stream = newStream();
      const neighbour = newStream();
      // At once with an innocent one, which must not suffer.
      const [innocent, guilty] = await Promise.allSettled([
        store.append(neighbour, 'none', [newEvent()]),
        store.append(stream, 'none', [newEvent(), ...events.slice(1)]),
      ]);
      assert.equal(innocent.status, 'fulfilled');
      const error: unknown =
        guilty.status === 'rejected' ? guilty.reason : assert.fail('a false yes');
      assert.ok(
        !(error instanceof Unavailable) && !(error instanceof OutcomeUnknown),
        String(error),
      );
      assert.deepEqual(await listOf(store.readStream(stream)), []);
    },
  },
  {
    guarantee: 'repeats',
    title: 'an append whose answer was lost is of unknown outcome, and its repeat is written once',
    needs: 'lost answers',
    async run(harness) {
      const store = await harness.open();
      const stream = newStream();
      const events = newEvents(3);
      harness.loseNextAnswer?.();
      await refusal(store.append(stream, 'none', events), OutcomeUnknown);
      const others = newEvents(2);
      await store.append(stream, 2, others);
      assert.equal((await store.append(stream, 'none', events)).revision, 2);
      const read = idsOf(await listOf(store.readStream(stream)));
      assert.deepEqual(read, idsOf([...events, ...others]));
    },
  },
];
