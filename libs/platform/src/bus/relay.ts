import { epochMsOf, instantOfEpochMs, type Instant } from '@fuhua/kernel';
import type { Position, Reads } from '../event-store/index.ts';
import type { PublishedSlice } from '../feed/publication.ts';
import { metadataOf } from '../handle/index.ts';
import { batchesOf, type Batch } from '../views/batches.ts';
import { messageOf } from '../views/database.ts';
import type { ViewLog } from '../views/index.ts';
import { keepGoing, type Part } from '../views/keep-going.ts';
import { within } from '../views/progress.ts';
import { topicOf, TopicMoved, type Bus, type Progress, type Telling, type Topic } from './bus.ts';
import { messagesOf } from './messages.ts';

export interface RelayOptions {
  /** Whose history it is: `registry` */
  readonly service: string;
  readonly store: Reads;
  readonly epoch: string;
  /** Every slice whose streams stand in the history; one left out halts the relay at its first event. */
  readonly published: readonly PublishedSlice[];
  readonly bus: Bus;
  /** Ends the relay after the batch in hand. */
  readonly signal: AbortSignal;
  readonly log: ViewLog;
  /** What `recordedAt` is compared with. Default: the real time. */
  readonly clock?: { now(): Instant };
}

export interface RelayStatus {
  readonly topic: Topic;
  readonly state: Part['state'];
  readonly position: Position;
  /** Events recorded after `position`, where positions are gapless. */
  readonly lagEvents: number;
  /** Age of the oldest event that the topic has not passed yet. */
  readonly lagSeconds: number;
  readonly error?: string;
}

export interface Relay {
  /** For health and metrics. @throws Unavailable */
  status(): Promise<RelayStatus>;
  /** Settles when the signal has ended it; never rejects. */
  readonly done: Promise<void>;
}

/** A quiet topic says this often that all is told, and a busy one how far. */
const HEARTBEAT_MS = 1_000;
/** A batch is one publication, and all its messages are in memory. */
const BATCH = { eventsMax: 500 };

/**
 * Tells the service's topic what its history says, from where the topic itself stands; it keeps no cursor. A topic that
 * tells another history, one of before a restore, is wiped and told anew. Several processes may run it: what one has
 * told, the others pass over. Never skips: an event that it does not know halts it, red.
 */
export function runRelay(options: RelayOptions): Relay {
  const topic = topicOf(options.service);
  const relaying: Relaying = { name: topic, state: 'stopped', error: undefined, position: 0n };
  const done = keepGoing(options, relaying, (live) => relay(options, topic, relaying, live));
  return { done, status: () => statusOf(options, topic, relaying) };
}

/** Until the topic has all that the history holds now. @throws what halts a relay @throws Unavailable, OutcomeUnknown */
export async function relayToHead(
  options: Omit<RelayOptions, 'signal' | 'log'>,
): Promise<Position> {
  const ending = new AbortController();
  const topic = topicOf(options.service);
  const head = await options.store.head();
  const relaying: Relaying = { name: topic, state: 'stopped', error: undefined, position: 0n };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const live = (): void => {
    if (relaying.position >= head) ending.abort();
  };
  while (!ending.signal.aborted) {
    await relay({ ...options, log, signal: ending.signal }, topic, relaying, live);
  }
  return head;
}

interface Relaying extends Part {
  position: Position;
}

/** Ends early when the topic went back or tells another history: begin anew. */
async function relay(
  ...[ports, topic, relaying, live]: Parameters<typeof relayUntilMoved>
): Promise<void> {
  try {
    await relayUntilMoved(ports, topic, relaying, live);
  } catch (error) {
    if (!(error instanceof TopicMoved)) throw error;
  }
}

async function relayUntilMoved(
  ports: RelayOptions,
  topic: Topic,
  relaying: Relaying,
  live: () => void,
): Promise<void> {
  const { store, signal } = ports;
  let stands = await openTopic(ports, topic);
  relaying.position = stands?.position ?? 0n;
  const leaving = new AbortController();
  const over = AbortSignal.any([signal, leaving.signal]);
  const after = { after: relaying.position };
  const batches = batchesOf((stop) => store.subscribe(after, stop), over, BATCH);
  const look = openLook(store);
  let next = batches.next();
  next.catch(() => undefined);
  try {
    while (!signal.aborted) {
      const item = await within(HEARTBEAT_MS, next);
      if (item?.done === true) return;
      if (item !== undefined) {
        next = batches.next();
        next.catch(() => undefined);
      }
      await look.again();
      const batch = item?.value ?? { events: [], through: relaying.position };
      stands = await tell(ports, topic, stands, batch, look);
      if (stands === undefined) throw new Error(`${topic} is empty after it was told`);
      if (stands.position > relaying.position) relaying.position = stands.position;
      live();
    }
  } finally {
    leaving.abort();
    await batches.return();
  }
}

/** Where the topic stands, in this history; undefined when it is empty. */
async function openTopic(
  { bus, epoch }: Pick<RelayOptions, 'bus' | 'epoch'>,
  topic: Topic,
): Promise<Progress | undefined> {
  const stands = await bus.progress(topic);
  if (stands === undefined || stands.epoch === epoch) return stands;
  await bus.wipe(topic, stands.epoch);
  return openTopic({ bus, epoch }, topic);
}

/** Brings the topic to the batch's end, whoever tells it. @throws TopicMoved when it went back, or tells another history */
async function tell(
  ports: RelayOptions,
  topic: Topic,
  from: Progress | undefined,
  { events, through }: Batch,
  look: Look,
): Promise<Progress | undefined> {
  const { bus, epoch } = ports;
  let stands = from;
  for (;;) {
    const after = stands?.position;
    if (after !== undefined && after > through) return stands;
    const left = events.filter(({ position }) => position > (after ?? 0n));
    const name = { service: ports.service, epoch };
    const { messages, last, stoppedBy } = await messagesOf(
      ports.published,
      name,
      ports.store,
      left,
    );
    const end = stoppedBy === undefined ? through : (last?.position ?? after ?? 0n);
    const at = look.toldBy(end);
    if (stoppedBy !== undefined && last === undefined) throw stoppedBy as Error;
    if (stands !== undefined && end === after && at === undefined) return stands;
    const telling: Telling = { epoch, after, through: end, messages, at };
    try {
      stands = await bus.publish(topic, telling);
      if (stoppedBy !== undefined) throw stoppedBy as Error;
      if (at !== undefined) look.taken();
      return stands;
    } catch (error) {
      if (!(error instanceof TopicMoved) || error.stands?.epoch !== epoch) throw error;
      if (error.stands.position <= (after ?? -1n)) throw error;
      stands = error.stands;
    }
  }
}

/** Now and then it looks where the history ends: whoever has told as much has told all that was recorded by then. */
interface Look {
  /** @throws Unavailable */
  again(): Promise<void>;
  /** The time of the look, if the topic has come to the end that was seen. */
  toldBy(position: Position): Instant | undefined;
  taken(): void;
}

function openLook(store: Pick<Reads, 'head'>): Look {
  let seen: { readonly at: Instant; readonly head: Position } | undefined;
  let lookedMs = -HEARTBEAT_MS;
  return {
    async again() {
      if (seen !== undefined || performance.now() - lookedMs < HEARTBEAT_MS) return;
      lookedMs = performance.now();
      const at = instantOfEpochMs(Date.now());
      seen = { at, head: await store.head() };
    },
    toldBy: (position) => (seen !== undefined && position >= seen.head ? seen.at : undefined),
    taken: () => {
      seen = undefined;
    },
  };
}

async function statusOf(
  { store, clock }: RelayOptions,
  topic: Topic,
  { state, error, position }: Relaying,
): Promise<RelayStatus> {
  const rest = { topic, state, position, ...(error !== undefined && { error: messageOf(error) }) };
  for await (const waiting of store.readAll({ after: position, limit: 1 })) {
    const nowMs = clock === undefined ? Date.now() : epochMsOf(clock.now());
    const ageMs = nowMs - epochMsOf(metadataOf(waiting).recordedAt);
    const lagEvents = Math.max(1, Number((await store.head()) - position));
    return { ...rest, lagEvents, lagSeconds: Math.max(0, ageMs / 1_000) };
  }
  return { ...rest, lagEvents: 0, lagSeconds: 0 };
}
