import type { StreamName, Told } from '@fuhua/kernel';
import type { EventStore, Position, Recorded } from '../event-store/index.ts';
import { tell, type Readable } from '../handle/metadata.ts';

/** The events of a stream up to a revision, inclusive. @throws Unavailable, UnknownEvent */
export async function historyOf(
  store: Pick<EventStore, 'readStream'>,
  source: Readable,
  stream: StreamName,
  through: number,
): Promise<readonly Told[]> {
  const told: Told[] = [];
  for await (const event of store.readStream(stream, { limit: through + 1 })) {
    // Where a topic has gaps, so many events are more than those.
    if (event.revision > through) break;
    told.push(tell(source, event));
  }
  return told;
}

export interface Pages {
  readonly categories: readonly string[];
  /** Exclusive. */
  readonly after: Position;
  /** Inclusive; the head when missing. */
  readonly through?: Position;
  readonly eventsMax: number;
  readonly signal?: AbortSignal | undefined;
}

/** A page ends after so many characters of JSON, so that large events do not fill the memory. */
const CHARACTERS_MAX = 8 * 1024 * 1024;

/** Hands on the events of some categories in pages, in global order; answers the position they reach. @throws Unavailable */
export async function readPages(
  store: Pick<EventStore, 'readAll' | 'head'>,
  { categories, after, through, eventsMax, signal }: Pages,
  take: (events: readonly Recorded[], position: Position) => Promise<void>,
): Promise<Position> {
  // Asked first: reading begins later, so it sees every event up to here.
  const head = through ?? (await store.head());
  let page: Recorded[] = [];
  let characters = 0;
  let position = after;
  for await (const event of store.readAll({ after, categories })) {
    if (through !== undefined && event.position > through) break;
    page.push(event);
    characters += event.data.length + event.metadata.length;
    position = event.position;
    if (page.length < eventsMax && characters < CHARACTERS_MAX) continue;
    signal?.throwIfAborted();
    await take(page, position);
    page = [];
    characters = 0;
  }
  signal?.throwIfAborted();
  const end = position > head ? position : head;
  if (page.length > 0) await take(page, end);
  return end;
}
