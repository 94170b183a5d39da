import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { isCaughtUp } from '../event-store.ts';
import type { CaughtUp, Recorded } from '../event-store.ts';
import {
  fill,
  idsOf,
  newCategory,
  newEvent,
  newEvents,
  newStream,
  soon,
  take,
} from './harness.suite.ts';
import type { Case } from './harness.suite.ts';
import { startLoad } from './load.suite.ts';
import { assertGrowing } from './order.suite.ts';

export const subscriptionCases: readonly Case[] = [
  {
    guarantee: 'subscriptions',
    title:
      'a subscriber after a position gets what stands behind it, hears that it caught up, then what comes',
    async run(harness) {
      const store = await harness.open();
      const category = newCategory();
      const events = await fill(store, category, 20);
      const after = (events[2] as Recorded).position;
      const late = newEvents(2);
      let written: Promise<unknown> | undefined;
      const { events: seen } = await take(
        harness,
        (signal) => store.subscribe({ after, categories: [category] }, signal),
        (got, caughtUp) => {
          if (caughtUp !== undefined && got.length === 17) {
            written ??= store.append(newStream(category), 'none', late);
          }
          return got.length === 19;
        },
      );
      await written;
      assert.deepEqual(seen.slice(0, 17), events.slice(3));
      assert.deepEqual(idsOf(seen.slice(17)), idsOf(late));
    },
  },
  {
    guarantee: 'subscriptions',
    title:
      'a subscriber to nothing hears at once that it is caught up, and never beyond what was delivered',
    async run(harness) {
      const store = await harness.open();
      const category = newCategory();
      const after = await store.head();
      const nothing = await take(
        harness,
        (signal) => store.subscribe({ after, categories: [category] }, signal),
        (_, caughtUp) => caughtUp !== undefined,
      );
      assert.deepEqual(nothing.events, []);
      assert.ok(nothing.caughtUp !== undefined && nothing.caughtUp >= after);
      const stream = newStream(category);
      await store.append(stream, 'none', newEvents(30));
      const other = newStream(category);
      let delivered = after;
      const ending = new AbortController();
      const following = (async (): Promise<void> => {
        for await (const item of store.subscribe(
          { after, categories: [category] },
          ending.signal,
        )) {
          if (!isCaughtUp(item)) {
            assert.ok(item.position > delivered, 'an event came after it was said to be delivered');
            delivered = item.position;
            if (item.stream === other && item.revision === 39) return;
          } else if (item.caughtUp > delivered) delivered = item.caughtUp;
        }
      })();
      following.catch(() => undefined);
      try {
        for (let n = 0; n < 40; n += 1) {
          await store.append(other, n === 0 ? 'none' : n - 1, [newEvent()]);
        }
        await soon(harness, 'the fortieth event', following);
      } finally {
        ending.abort();
      }
    },
  },
  {
    guarantee: 'nothing is skipped',
    title: 'a subscriber started in mid-flight under load sees every event exactly once, in order',
    async run(harness) {
      const store = await harness.open();
      const category = newCategory();
      const after = await store.head();
      const load = await startLoad(harness, category);
      const taken: (readonly Recorded[])[] = [];
      let total = Infinity;
      const subscribers = [0, 1, 5, 20].map(async (startMs, n) => {
        await delay(startMs);
        const filter = n % 2 === 0 ? {} : { categories: [category] };
        const subscribe = (signal: AbortSignal): AsyncIterable<Recorded | CaughtUp> =>
          store.subscribe({ after, ...filter }, signal);
        const { events } = await take(harness, subscribe, (got) => {
          taken[n] = got;
          return got.length >= total;
        });
        return events;
      });
      const all = Promise.all(subscribers);
      all.catch(() => undefined);
      for (let n = 0; n < 2_000 && !subscribers.every((_, of) => busy(taken[of])); n += 1) {
        await delay(1);
      }
      const written = [...(await load.end())];
      total = written.length + 1;
      // One more, so that every subscriber looks whether it has everything.
      const last = newEvent();
      await store.append(newStream(category), 'none', [last]);
      for (const events of await all) {
        assertGrowing(events, after);
        assert.deepEqual(idsOf(events).toSorted(), [...written, last.id].toSorted());
        assertWholeStreams(events);
      }
    },
  },
  {
    guarantee: 'subscriptions',
    title: 'a subscriber hears of what another process writes',
    async run(harness) {
      const [mine, theirs] = [await harness.open(), await harness.open()];
      const category = newCategory();
      const after = await mine.head();
      const event = newEvent();
      let writing: Promise<unknown> | undefined;
      const { events } = await take(
        harness,
        (signal) => mine.subscribe({ after, categories: [category] }, signal),
        (got, caughtUp) => {
          if (caughtUp !== undefined)
            writing ??= theirs.append(newStream(category), 'none', [event]);
          return got.length === 1;
        },
      );
      await writing;
      assert.deepEqual(idsOf(events), [event.id]);
    },
  },
  {
    guarantee: 'filters',
    title: 'a filtered subscriber gets only what passes, and its cursor moves past what does not',
    async run(harness) {
      const store = await harness.open();
      const [wanted, unwanted] = [newCategory(), newCategory()];
      const after = await store.head();
      const first = await fill(store, wanted, 3);
      await fill(store, unwanted, 40);
      await store.append(newStream(wanted), 'none', [newEvent('Unwanted')]);
      const filter = { after, categories: [wanted], types: ['Happened'] };
      let { position } = await store.append(newStream(unwanted), 'none', [newEvent()]);
      let more: Promise<unknown> | undefined;
      const { events } = await take(
        harness,
        (signal) => store.subscribe(filter, signal),
        (_, caughtUp) => {
          if (caughtUp === undefined || caughtUp < position) return false;
          if (more !== undefined) return true;
          // Caught up and idle: the cursor must still follow what it does not see.
          position += 1n;
          more = store.append(newStream(unwanted), 'none', [newEvent()]);
          return false;
        },
      );
      await more;
      assert.deepEqual(events, first);
    },
  },
  {
    guarantee: 'subscriptions',
    title:
      'a subscription ends when its signal is given: before, while it waits, and while events wait',
    async run(harness) {
      const store = await harness.open();
      const category = newCategory();
      await fill(store, category, 20);
      const options = { categories: [category] };
      for (const limit of [0, 1, 20]) {
        const ending = new AbortController();
        if (limit === 0) ending.abort();
        let seen = 0;
        const following = (async (): Promise<void> => {
          for await (const item of store.subscribe(options, ending.signal)) {
            if (isCaughtUp(item)) {
              // Everything was delivered, so from here on it waits.
              setTimeout(() => ending.abort(), 10);
              continue;
            }
            seen += 1;
            if (limit === 1) ending.abort();
          }
        })();
        await soon(harness, 'the end of a subscription', following);
        assert.equal(seen, limit);
      }
    },
  },
];

function busy(seen: readonly Recorded[] | undefined): boolean {
  return seen !== undefined && seen.length > 500;
}

function assertWholeStreams(events: readonly Recorded[]): void {
  const next = new Map<string, number>();
  for (const { stream, revision } of events) {
    assert.equal(revision, next.get(stream) ?? 0);
    next.set(stream, revision + 1);
  }
}
