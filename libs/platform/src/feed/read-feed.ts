import type { Envelope } from '@fuhua/contracts';
import type { EventStore, Position } from '../event-store/index.ts';
import { UnknownEvent } from '../handle/metadata.ts';
import { formatPosition } from '../views/position-token.ts';
import { envelopeOf } from './envelope.ts';
import { publicationOf, type PublishedSlice } from './publication.ts';

/** Stored events that one request looks at; the page may be empty while there are more. */
const SCANNED_MAX = 2_000;
/** A page ends after so many characters of stored JSON, so that large events do not fill the memory. */
const CHARACTERS_MAX = 8 * 1024 * 1024;

export interface FeedPorts {
  readonly service: string;
  readonly store: Pick<EventStore, 'readAll' | 'readStream' | 'head'> & { epoch(): string };
}

export interface FeedRequest {
  /** Exclusive. */
  readonly after: Position;
  /** Envelopes, 1 … 200. */
  readonly limit: number;
  /** Public types; all when missing. */
  readonly types?: readonly string[] | undefined;
  /** The division and everything below it; without it also events that concern no division. */
  readonly division?: string | undefined;
}

export interface FeedPage {
  readonly items: readonly Envelope[];
  /** The `after` of the next request. Moves past private events too. */
  readonly next: string;
  /** The end of the history when the page was read: the reader has come there when `next` is the same. */
  readonly position: string;
}

/**
 * One page of a service's public events, in the order of its history. A page ends before a stored event that this
 * release does not know; the request that begins there fails.
 * @throws UnknownEvent, Unavailable
 */
export async function readFeed(
  { service, store }: FeedPorts,
  slices: readonly PublishedSlice[],
  request: FeedRequest,
): Promise<FeedPage> {
  const name = { service, epoch: store.epoch() };
  // Asked first: reading begins later, so it sees every event up to here.
  const head = await store.head();
  const items: Envelope[] = [];
  let [reached, scanned, characters, isAtEnd] = [request.after, 0, 0, true];
  for await (const recorded of store.readAll({ after: request.after, limit: SCANNED_MAX })) {
    const publication = await publicationOf(slices, store, recorded).catch((error: unknown) => {
      if (error instanceof UnknownEvent && scanned > 0) return 'unknown' as const;
      throw error;
    });
    isAtEnd = false;
    if (publication === 'unknown') break;
    if (
      publication !== 'private' &&
      passes(request, publication.event.type, publication.division)
    ) {
      items.push(envelopeOf(name, recorded, publication));
    }
    reached = recorded.position;
    scanned += 1;
    characters += recorded.data.length;
    if (items.length === request.limit || characters >= CHARACTERS_MAX) break;
    isAtEnd = scanned < SCANNED_MAX;
  }
  const end = head > reached ? head : reached;
  return {
    items,
    next: formatPosition({ ...name, position: isAtEnd ? end : reached }),
    position: formatPosition({ ...name, position: end }),
  };
}

function passes(
  { types, division }: FeedRequest,
  type: string,
  concerned: string | undefined,
): boolean {
  return (
    (types === undefined || types.includes(type)) &&
    (division === undefined || concerned?.startsWith(division) === true)
  );
}
