import { expect, test } from '@jest/globals';
import type { EventId } from '@fuhua/kernel';
import fc from 'fast-check';
import type { Filter, Position, Recorded } from '../event-store.ts';
import type { Page } from './reader.ts';
import { openTail, type FetchPage } from './tail.ts';

const categories = ['person', 'base', 'uscc'];

/** Positions 1 … n, without gaps. */
const history = (length: number): readonly Recorded[] =>
  Array.from({ length }, (_, n) => ({
    id: String(n) as EventId,
    type: `T${String(n % 3)}`,
    data: '{}',
    metadata: '{}',
    stream: `${categories[n % categories.length] ?? ''}-${String(n)}`,
    revision: 0,
    position: BigInt(n + 1),
  }));

interface Source {
  readonly fetch: FetchPage;
  readonly asked: string[];
}

function sourceOf(events: readonly Recorded[]): Source {
  const asked: string[] = [];
  const fetch = async (
    filter: Filter,
    after: Position,
    end: Position,
    size: number,
  ): Promise<Page> => {
    asked.push(`${String(after)}-${String(end)}`);
    await new Promise(setImmediate);
    const found = events
      .filter(({ position }) => position > after && position <= end)
      .filter(({ stream }) => filter.categories?.includes(stream.split('-')[0] ?? '') !== false)
      .filter(({ type }) => filter.types?.includes(type) !== false)
      .slice(0, size);
    const through = found.length < size ? end : (found.at(-1)?.position ?? end);
    return { events: found, through };
  };
  return { fetch, asked };
}

test('a dozen who ask for the same news cost one question', async () => {
  const { fetch, asked } = sourceOf(history(20));
  const tail = openTail(fetch);
  await Promise.all(categories.map((one) => tail({ categories: [one] }, 5n, 10n, 100)));
  await Promise.all(categories.map((one) => tail({ categories: [one] }, 10n, 12n, 100)));
  expect(asked).toEqual(['5-10', '10-12']);
});

test('whoever is far behind, or asks for what was let go, reads for itself', async () => {
  const { fetch, asked } = sourceOf(history(100));
  const tail = openTail(fetch, { near: 4, eventsMax: 6, charactersMax: 1_000 });
  await tail({}, 0n, 100n, 5);
  await tail({}, 50n, 54n, 100);
  await tail({}, 54n, 58n, 100);
  const page = await tail({}, 51n, 55n, 100);
  expect(page.events.map(({ position }) => position)).toEqual([52n, 53n, 54n, 55n]);
  expect(asked).toEqual(['0-100', '50-54', '54-58', '51-55']);
});

test('a question that failed is asked again by the next who asks', async () => {
  const { fetch } = sourceOf(history(10));
  let fails = true;
  const tail = openTail(async (...asked) => {
    if (!fails) return fetch(...asked);
    fails = false;
    throw new Error('down');
  });
  await expect(tail({}, 0n, 5n, 100)).rejects.toThrow('down');
  expect((await tail({}, 0n, 5n, 100)).events).toHaveLength(5);
});

test('whoever asks, in whatever order, gets what a question of its own would have got', async () => {
  const length = 60;
  const ask = fc.record({
    after: fc.nat(length - 1),
    ahead: fc.integer({ min: 1, max: length }),
    size: fc.integer({ min: 1, max: 20 }),
    only: fc.option(fc.subarray(categories, { minLength: 1 })),
    type: fc.option(fc.constantFrom('T0', 'T1', 'T2')),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(ask, { minLength: 1, maxLength: 12 }), async (asks) => {
      const { fetch } = sourceOf(history(length));
      const tail = openTail(fetch, { near: 12, eventsMax: 9, charactersMax: 200 });
      const pages = asks.map(async ({ after, ahead, size, only, type }) => {
        const filter = { ...(only && { categories: only }), ...(type && { types: [type] }) };
        const range = [BigInt(after), BigInt(Math.min(length, after + ahead))] as const;
        expect(await tail(filter, ...range, size)).toEqual(await fetch(filter, ...range, size));
      });
      await Promise.all(pages);
    }),
  );
});
