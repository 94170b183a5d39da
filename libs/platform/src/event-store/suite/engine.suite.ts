import assert from 'node:assert/strict';
import { OutcomeUnknown, TooLarge, Unavailable, isCaughtUp } from '../event-store.ts';
import type { EventStore, Expected, NewEvent, Recorded } from '../event-store.ts';
import { appendForSure, idsOf, listOf, newCategory, newEvent, newEvents } from './harness.suite.ts';
import { newStream, persist, refusal, soon } from './harness.suite.ts';
import type { Case, Harness } from './harness.suite.ts';

export const engineCases: readonly Case[] = [
  {
    guarantee: 'never a false yes',
    title:
      'a stopped engine gives Unavailable or OutcomeUnknown to an append, and Unavailable to every read',
    needs: 'engine',
    async run(harness) {
      const store = await harness.open();
      const stream = newStream();
      const events = newEvents(2);
      await store.append(stream, 'none', events);
      await engineOf(harness).stop();
      for (let n = 0; n < 3; n += 1) {
        await refusal(store.append(stream, 1, newEvents(1)), Unavailable, OutcomeUnknown);
        await refusal(store.append(stream, 'none', events), Unavailable, OutcomeUnknown);
        await refusal(listOf(store.readStream(stream)), Unavailable);
        await refusal(listOf(store.readStream(newStream())), Unavailable);
        await refusal(listOf(store.readAll()), Unavailable);
        await refusal(store.head(), Unavailable);
      }
      await engineOf(harness).start();
      const read = await persist(() => listOf(store.readStream(stream)));
      assert.deepEqual(idsOf(read.slice(0, 2)), idsOf(events));
    },
  },
  {
    guarantee: 'never a false yes',
    title:
      'when the engine stops under load, what was acknowledged stands, what was refused does not, and repeats settle the rest',
    needs: 'engine',
    async run(harness) {
      const store = await harness.open();
      const category = newCategory();
      const after = await store.head();
      const attempts: Attempt[] = [];
      const state = { stopped: false };
      const writers = Array.from({ length: 24 }, () =>
        writeUntilRefused(store, category, attempts, state),
      );
      while (attempts.filter(({ outcome }) => outcome === 'yes').length < 200) {
        await new Promise(setImmediate);
      }
      await engineOf(harness).stop();
      state.stopped = true;
      await Promise.all(writers);
      await engineOf(harness).start();
      for (const attempt of attempts.filter(({ outcome }) => outcome === 'unknown')) {
        await appendForSure(store, attempt.stream, attempt.expected, [attempt.event]);
      }
      const written = attempts.filter(({ outcome }) => outcome !== 'no').map(({ event }) => event);
      const read = await persist(() => listOf(store.readAll({ after, categories: [category] })));
      assert.deepEqual(idsOf(read).toSorted(), idsOf(written).toSorted());
    },
  },
  {
    guarantee: 'subscriptions',
    title: 'a subscription lives through a stop of the engine and loses and repeats nothing',
    needs: 'engine',
    async run(harness) {
      const store = await harness.open();
      const category = newCategory();
      const stream = newStream(category);
      const after = await store.head();
      const ending = new AbortController();
      const seen: Recorded[] = [];
      const following = (async (): Promise<void> => {
        for await (const item of store.subscribe(
          { after, categories: [category] },
          ending.signal,
        )) {
          if (!isCaughtUp(item)) seen.push(item);
          if (seen.length >= 4) return;
        }
        assert.fail('it ended without its signal');
      })();
      following.catch(() => undefined);
      try {
        const events = newEvents(4);
        for (const [n, event] of events.entries()) {
          await appendForSure(store, stream, n === 0 ? 'none' : n - 1, [event]);
          await engineOf(harness).stop();
          await new Promise((resolve) => setTimeout(resolve, 30));
          await engineOf(harness).start();
        }
        await soon(harness, 'four events through four stops', following);
        assert.deepEqual(idsOf(seen), idsOf(events));
      } finally {
        ending.abort();
      }
    },
  },
  {
    guarantee: 'too large',
    title: 'what is too large is refused before sending, so also when the engine is stopped',
    needs: 'engine',
    async run(harness) {
      const store = await harness.open();
      await engineOf(harness).stop();
      await refusal(store.append(newStream(), 'none', newEvents(33)), TooLarge);
      await engineOf(harness).start();
    },
  },
];

interface Attempt {
  readonly stream: ReturnType<typeof newStream>;
  readonly expected: Expected;
  readonly event: NewEvent;
  outcome: 'open' | 'yes' | 'no' | 'unknown';
}

async function writeUntilRefused(
  store: EventStore,
  category: string,
  attempts: Attempt[],
  state: { readonly stopped: boolean },
): Promise<void> {
  const stream = newStream(category);
  for (let n = 0; ; n += 1) {
    const expected = n === 0 ? 'none' : n - 1;
    const attempt: Attempt = { stream, expected, event: newEvent(), outcome: 'open' };
    attempts.push(attempt);
    const { stopped } = state;
    try {
      await store.append(stream, expected, [attempt.event]);
      attempt.outcome = 'yes';
      assert.ok(!stopped, 'a false yes');
    } catch (error) {
      if (error instanceof Unavailable) attempt.outcome = 'no';
      else if (error instanceof OutcomeUnknown) attempt.outcome = 'unknown';
      else throw error;
      return;
    }
    // Turns pass, so that the engine can be stopped in between.
    await new Promise(setImmediate);
  }
}

function engineOf(harness: Harness): NonNullable<Harness['engine']> {
  return harness.engine ?? assert.fail('the harness cannot stop its engine');
}
