import type { EventId, StreamName } from '@fuhua/kernel';

/**
 * The history port (design: ADR 0001). An append is all or nothing; a stream's revisions run 0..n without holes; a
 * reader or subscriber never skips an event, whatever commits late; bytes read are the bytes written. Proven for
 * every adapter by `event-store.suite.ts`.
 */
export interface EventStore {
  /**
   * @throws WrongRevision — the stream is elsewhere; read it and decide anew.
   * @throws TooLarge — nothing was sent.
   * @throws Unavailable — nothing was written.
   * @throws OutcomeUnknown — it may or may not be written: repeat the very same call (same ids, same `expected`)
   *   until it answers; a repeat of a written append answers as the first did, also when others appended since.
   */
  append(stream: StreamName, expected: Expected, events: readonly NewEvent[]): Promise<Appended>;
  /** A stream that was never written is empty. @throws Unavailable */
  readStream(stream: StreamName, options?: ReadStreamOptions): AsyncIterable<Recorded>;
  /** In global order. @throws Unavailable */
  readAll(options?: ReadAllOptions): AsyncIterable<Recorded>;
  /** Ends only with the signal; reconnects by itself. `after` is exclusive. */
  subscribe(options: SubscribeOptions, signal: AbortSignal): AsyncIterable<Recorded | CaughtUp>;
  /** The position of the newest event; 0n when there is none. @throws Unavailable */
  head(): Promise<Position>;
  close(): Promise<void>;
}

/** The reading side. */
export type Reads = Pick<EventStore, 'readStream' | 'readAll' | 'subscribe' | 'head'>;

/** Grows along the global order, not gapless in every adapter; only compared. 0n stands before the first event. */
export type Position = bigint;

/** The revision of the stream's last event, or that there is none. */
export type Expected = number | 'none';

export interface NewEvent {
  readonly id: EventId;
  readonly type: string;
  /** JSON text, kept byte for byte. */
  readonly data: string;
  /** JSON text, kept byte for byte. */
  readonly metadata: string;
}

export interface Recorded extends NewEvent {
  readonly stream: StreamName;
  readonly revision: number;
  readonly position: Position;
}

export interface Appended {
  /** Revision of the last event of the append. */
  readonly revision: number;
  /** Position of the last event of the append. */
  readonly position: Position;
}

/** Everything up to `position` that passes the filter was delivered; a filtered reader may move its cursor there. */
export interface CaughtUp {
  readonly caughtUp: Position;
}

export function isCaughtUp(item: Recorded | CaughtUp): item is CaughtUp {
  return 'caughtUp' in item;
}

export interface ReadStreamOptions {
  /** First revision to read, inclusive. Forwards from 0, backwards from the end, when missing. */
  readonly from?: number;
  readonly backwards?: boolean;
  readonly limit?: number;
}

export interface Filter {
  readonly categories?: readonly string[];
  readonly types?: readonly string[];
}

export interface ReadAllOptions extends Filter {
  /** Exclusive. From the first event when missing. */
  readonly after?: Position;
  readonly limit?: number;
}

export interface SubscribeOptions extends Filter {
  /** Exclusive. From the first event when missing. */
  readonly after?: Position;
}

export const APPEND_EVENTS_MAX = 32;
export const APPEND_BYTES_MAX = 768 * 1024;
export const EVENT_BYTES_MAX = 256 * 1024;

/** The stream is not at the expected revision. `actual` is where it stood. */
export class WrongRevision extends Error {
  override readonly name = 'WrongRevision';
  constructor(
    readonly stream: StreamName,
    readonly expected: Expected,
    readonly actual: Expected,
  ) {
    super(`${stream} is at ${String(actual)}, expected ${String(expected)}`);
  }
}

/** Refused before sending: more than 32 events, 768 KiB an append or 256 KiB an event. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

/** Nothing was written or read; try again later. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

/** The append may or may not have been written. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}

/** @throws TooLarge @throws RangeError for an empty append, which would write nothing and say yes. */
export function assertAppendable(events: readonly NewEvent[]): void {
  if (events.length === 0) throw new RangeError('an append needs at least one event');
  if (events.length > APPEND_EVENTS_MAX) {
    throw new TooLarge(`${String(events.length)} events; ${String(APPEND_EVENTS_MAX)} at most`);
  }
  let total = 0;
  for (const event of events) {
    const bytes = Buffer.byteLength(event.data) + Buffer.byteLength(event.metadata);
    if (bytes > EVENT_BYTES_MAX) {
      throw new TooLarge(
        `${event.type}: ${String(bytes)} bytes; ${String(EVENT_BYTES_MAX)} at most`,
      );
    }
    total += bytes;
  }
  if (total > APPEND_BYTES_MAX) {
    throw new TooLarge(`${String(total)} bytes; ${String(APPEND_BYTES_MAX)} an append at most`);
  }
}
