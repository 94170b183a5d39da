import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { isCaughtUp } from '../event-store.ts';
import type { EventStore, Recorded } from '../event-store.ts';
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
import { assertGrowing, growKnown } from './order.suite.ts';

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
      const writing = growKnown(store, newStream(category), 40);
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
            if (item.stream !== stream && item.revision === 39) return;
          } else if (item.caughtUp > delivered) delivered = item.caughtUp;
        }
      })();
      following.catch(() => undefined);
      try {
        await Promise.all([writing, soon(harness, 'the fortieth event', following)]);
      } finally {
        ending.abort();
      }
    },
  },
  {
    guarantee: 'nothing is skipped',
    title: 'a subscriber started in mid-flight under load sees every event exactly once, in order',
    async run(harness) {
      const stores = [await harness.open(), await harness.open()] as const;
      const category = newCategory();
      const after = await stores[0].head();
      const state = { writing: true };
      const writing = Array.from({ length: 24 }, (_, n) =>
        growWhile(stores[n % 2 === 0 ? 0 : 1], newStream(category), state),
      );
      const taken: (readonly Recorded[])[] = [];
      let total = Infinity;
      const all = Promise.all(
        [0, 1, 5, 20].map(async (startMs, n) => {
          await delay(startMs);
          const filter = n % 2 === 0 ? {} : { categories: [category] };
          const { events } = await take(
            harness,
            (signal) => stores[0].subscribe({ after, ...filter }, signal),
            (got) => {
              taken[n] = got;
              return got.length >= total;
            },
          );
          return events;
        }),
      );
      all.catch(() => undefined);
      const started = async (): Promise<void> => {
        while (![0, 1, 2, 3].every((n) => (taken[n]?.length ?? 0) > 100)) await delay(1);
      };
      try {
        const racing = Promise.race([started(), all]);
        await soon(harness, 'four subscribers with 100 events each', racing);
      } finally {
        state.writing = false;
      }
      const written = (await Promise.all(writing)).flat();
      total = written.length + 1;
      written.push(...(await growKnown(stores[1], newStream(category), 1)));
      for (const events of await all) {
        assertGrowing(events, after);
        assert.deepEqual(idsOf(events).toSorted(), written.toSorted());
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

/** Answers the ids it wrote. */
async function growWhile(
  store: EventStore,
  stream: ReturnType<typeof newStream>,
  state: { readonly writing: boolean },
): Promise<string[]> {
  const ids: string[] = [];
  while (state.writing) {
    const event = newEvent();
    await store.append(stream, ids.length === 0 ? 'none' : ids.length - 1, [event]);
    ids.push(event.id);
    await new Promise(setImmediate);
  }
  return ids;
}

function assertWholeStreams(events: readonly Recorded[]): void {
  const next = new Map<string, number>();
  for (const { stream, revision } of events) {
    assert.equal(revision, next.get(stream) ?? 0);
    next.set(stream, revision + 1);
  }
}
