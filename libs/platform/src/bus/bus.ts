import type { Envelope } from '@fuhua/contracts';
import type { Instant } from '@fuhua/kernel';
import { OutcomeUnknown, Unavailable, type Position } from '../event-store/index.ts';

export { OutcomeUnknown, Unavailable };

/**
 * The bus port (ADR 0024). A topic is a service's public events in the order of its history, and how far that history
 * has been told: positions and epochs are the history's own, so no cursor depends on the engine. Nothing of a topic is
 * skipped, reordered or told twice in effect, however many relays publish it. Proven for every adapter by
 * `bus.suite.ts`.
 */
export interface Bus {
  /**
   * Adds what follows `after`, and moves the topic's progress to `through`: compare and set. What is there already
   * (same epoch, progress at `through` or beyond) changes nothing but `at`. Answers where the topic stands then.
   * @throws TopicMoved — the topic stands elsewhere, and nothing was added: go on from where it stands.
   * @throws Unavailable — nothing was added.
   * @throws OutcomeUnknown — it may or may not be there: repeat the very same call.
   */
  publish(topic: Topic, telling: Telling): Promise<Progress>;
  /**
   * The messages after the cursor, in order, `limit` of them at most; undefined while nothing was ever told, or since
   * it was wiped.
   * @throws OtherTopicEpoch — the topic tells another history than the cursor's. @throws Unavailable
   */
  read(topic: Topic, after: TopicCursor | undefined, limit: number): Promise<Page | undefined>;
  /**
   * Pages as they come, empty ones where only the progress moved. Ends with the signal; reconnects by itself. A topic
   * that is wiped and told anew goes on where the subscriber stood.
   * @throws OtherTopicEpoch
   */
  subscribe(topic: Topic, after: TopicCursor | undefined, signal: AbortSignal): AsyncIterable<Page>;
  /** @throws Unavailable */
  progress(topic: Topic): Promise<Progress | undefined>;
  /**
   * Empties the topic, for drills and restores; it is told anew from its beginning. With `epoch` only while it tells
   * that history, so that nobody wipes what another relay has told anew.
   * @throws Unavailable — nothing was removed. @throws OutcomeUnknown — repeat it.
   */
  wipe(topic: Topic, epoch?: string): Promise<void>;
  close(): Promise<void>;
}

/** `registry.events.v1` */
export type Topic = `${string}.events.v1`;

/** The only place where a topic gets its name. */
export function topicOf(service: string): Topic {
  if (!/^[a-z]+$/.test(service)) throw new RangeError(`not a service: ${service}`);
  return `${service}.events.v1`;
}

export interface TopicCursor {
  /** Of the history that is told. */
  readonly epoch: string;
  /** In that history. Exclusive. */
  readonly position: Position;
}

/** How far a topic tells its history, events that are not public included. */
export interface Progress extends TopicCursor {
  /**
   * Real time, as the relay saw it: whatever was recorded by then is told. Undefined while a topic is filled that has
   * not come to the end of its history yet.
   */
  readonly at: Instant | undefined;
}

/** What a relay has to tell. */
export interface Telling {
  readonly epoch: string;
  /** Where the topic must stand; undefined when it must be empty. */
  readonly after: Position | undefined;
  /** Where it stands then: the last event looked at, public or not. */
  readonly through: Position;
  /** In order, each with a position between the two and with this epoch. */
  readonly messages: readonly Envelope[];
  /** As in `Progress`; when undefined, what stood there stays. */
  readonly at?: Instant | undefined;
}

export interface Page extends Progress {
  readonly messages: readonly Envelope[];
  /** Every message up to here is in this page or an earlier one. */
  readonly position: Position;
}

/** Another relay was first, or the topic was wiped or tells another history. `stands` is where it stood. */
export class TopicMoved extends Error {
  override readonly name = 'TopicMoved';
  constructor(
    readonly topic: Topic,
    readonly stands: Progress | undefined,
  ) {
    const where = stands && `${stands.epoch}:${String(stands.position)}`;
    super(`${topic} ${where === undefined ? 'is empty' : `stands at ${where}`}`);
  }
}

/** The history was restored, and the topic tells its new life: cursors of the old one mean nothing there. */
export class OtherTopicEpoch extends Error {
  override readonly name = 'OtherTopicEpoch';
  constructor(
    readonly topic: Topic,
    readonly heard: string,
    readonly epoch: string,
  ) {
    super(`${topic} was heard in epoch ${heard} and now tells epoch ${epoch}`);
  }
}

/**
 * What every adapter refuses before sending.
 * @throws RangeError for what is a bug of the caller: messages out of order, of another epoch, or outside the range.
 */
export function assertTellable(topic: Topic, { epoch, after, through, messages }: Telling): void {
  let last = after ?? 0n;
  const wrong = (what: string): RangeError => new RangeError(`${topic}: ${what}`);
  if (through < last) throw wrong(`from ${String(last)} back to ${String(through)}`);
  for (const message of messages) {
    const position = BigInt(message.position);
    if (message.epoch !== epoch) throw wrong(`${message.position} is of epoch ${message.epoch}`);
    if (position <= last || position > through) throw wrong(`${message.position} is out of order`);
    last = position;
  }
}

/** Where the topic stands after the telling, or that it was told already; the rule that every adapter keeps. */
export function afterTelling(
  topic: Topic,
  stands: Progress | undefined,
  { epoch, after, through, at }: Telling,
): { readonly progress: Progress; readonly isNew: boolean } {
  const isThere = stands?.epoch === epoch && stands.position >= through;
  const isNext =
    stands === undefined
      ? after === undefined
      : stands.epoch === epoch && stands.position === after;
  if (!isThere && !isNext) throw new TopicMoved(topic, stands);
  const position = isThere ? stands.position : through;
  return { progress: { epoch, position, at: newer(stands?.at, at) }, isNew: !isThere };
}

function newer(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a > b ? a : b;
}
