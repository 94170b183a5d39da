import { categoryOf } from '@fuhua/kernel';
import type { Filter, Position, Recorded } from '../event-store.ts';
import type { Page } from './reader.ts';

export type FetchPage = (
  filter: Filter,
  after: Position,
  end: Position,
  size: number,
) => Promise<Page>;

export interface TailLimits {
  /** Whoever is further behind reads for itself. */
  readonly near: number;
  readonly eventsMax: number;
  readonly charactersMax: number;
}

const LIMITS: TailLimits = { near: 1_000, eventsMax: 4_096, charactersMax: 16 * 1024 * 1024 };

/**
 * The newest events, read once for all subscriptions of a process: a dozen views and reactions would otherwise ask for
 * the same few events a dozen times at every commit. What it holds is without gaps, since it only grows by what follows
 * its last position; whoever is far behind, or asks for what was let go, reads for itself.
 */
export function openTail(fetch: FetchPage, limits: TailLimits = LIMITS): FetchPage {
  let events: Recorded[] = [];
  let characters = 0;
  /** Held are the positions `from` (exclusive) to `to` (inclusive). */
  let from: Position | undefined;
  let to = 0n;
  let growing: Promise<void> | undefined;

  const begin = (at: Position): void => {
    events = [];
    characters = 0;
    from = to = at;
  };

  const grow = async (end: Position): Promise<void> => {
    const page = await fetch({}, to, end, limits.near);
    for (const event of page.events) {
      events.push(event);
      characters += sizeOf(event);
    }
    to = page.through;
    let gone = 0;
    while (events.length - gone > limits.eventsMax || characters > limits.charactersMax) {
      const oldest = events[gone];
      if (oldest === undefined) break;
      characters -= sizeOf(oldest);
      from = oldest.position;
      gone += 1;
    }
    if (gone > 0) events = events.slice(gone);
  };

  return async (filter, after, end, size) => {
    if (end - after > BigInt(limits.near)) return fetch(filter, after, end, size);
    for (;;) {
      if (growing !== undefined) {
        await growing;
        continue;
      }
      if (from === undefined || after > to) begin(after);
      else if (after < from) return fetch(filter, after, end, size);
      if (to >= end) return pageIn(events, filter, after, end, size);
      growing = grow(end).finally(() => {
        growing = undefined;
      });
    }
  };
}

function pageIn(
  events: readonly Recorded[],
  { categories, types }: Filter,
  after: Position,
  end: Position,
  size: number,
): Page {
  const found: Recorded[] = [];
  for (let n = firstBeyond(events, after); n < events.length; n += 1) {
    const event = events[n];
    if (event === undefined || event.position > end || found.length === size) break;
    if (categories?.includes(categoryOf(event.stream)) === false) continue;
    if (types?.includes(event.type) === false) continue;
    found.push(event);
  }
  const last = found.at(-1);
  const through = found.length < size || last === undefined ? end : last.position;
  return { events: found, through };
}

/** Index of the first event with a greater position. */
function firstBeyond(events: readonly Recorded[], after: Position): number {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events[middle]?.position ?? after) > after) high = middle;
    else low = middle + 1;
  }
  return low;
}

function sizeOf({ data, metadata }: Recorded): number {
  return data.length + metadata.length;
}
