import assert from 'node:assert/strict';
import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Envelope } from '@fuhua/contracts';
import { OutcomeUnknown, topicOf, TopicMoved, Unavailable } from '../bus.ts';
import type { Bus, Page, Topic, TopicCursor } from '../bus.ts';

/** One adapter and its engine, prepared for one case. */
export interface Harness {
  /** A bus over the one engine of this harness, opened as another process would. `dispose` closes it. */
  open(): Promise<Bus>;
  readonly engine: { stop(): Promise<void>; start(): Promise<void> };
  /** The next publication is carried out, but its answer gets lost. */
  readonly loseNextAnswer: () => void;
  /** What takes longer is taken to hang. */
  readonly patienceMs: number;
  dispose(): Promise<void>;
}

const TURNS_MAX = 1_000;

export const guarantees = [
  'order',
  'nothing is skipped',
  'nothing is told twice',
  'progress',
  'epochs',
  'bytes',
  'wiping',
  'subscriptions',
  'never a false yes',
] as const;

export interface Case {
  readonly guarantee: (typeof guarantees)[number];
  /** A sentence, unique among all cases. */
  readonly title: string;
  /** Throws when the adapter breaks the guarantee. */
  run(harness: Harness): Promise<void>;
}

/** Of its own, so that cases may share one engine. */
export function newTopic(): Topic {
  const letters = Array.from({ length: 12 }, () => 'abcdefghijklmnopqrstuvwxyz'[randomInt(26)]);
  return topicOf(letters.join(''));
}

export function message(position: number, epoch = 'e1', data: object = { n: position }): Envelope {
  return {
    specversion: '1.0',
    id: randomUUID(),
    source: 'urn:fuhua:spec',
    type: 'Happened',
    subject: `thing-${String(position % 3)}`,
    time: '2024-03-01T02:00:00.000Z',
    datacontenttype: 'application/json',
    sequence: position,
    epoch,
    position: String(position),
    recordedat: '2024-03-01T02:00:00.000Z',
    correlationid: 'spec',
    data,
  };
}

/** A history of so many events, of which every third is private. */
export function history(count: number, epoch = 'e1'): readonly Envelope[] {
  return Array.from({ length: count }, (_, n) => message(n + 1, epoch)).filter(
    ({ sequence }) => sequence % 3 !== 0,
  );
}

export const positionsOf = (messages: readonly Envelope[]): readonly string[] =>
  messages.map(({ position }) => position);

/** As a relay does it: from where the topic stands, in pieces, until all is told. */
export async function tellAll(
  bus: Bus,
  topic: Topic,
  messages: readonly Envelope[],
  { through, piece = 4, epoch = 'e1' }: { through: number; piece?: number; epoch?: string },
): Promise<void> {
  let stands = await persist(() => bus.progress(topic));
  for (let tries = 0; stands === undefined || stands.position < BigInt(through); tries += 1) {
    assert.ok(tries < TURNS_MAX, 'telling comes to no end');
    await new Promise(setImmediate);
    const after = stands?.position;
    const rest = messages.filter(({ position }) => BigInt(position) > (after ?? 0n));
    const next = rest.slice(0, piece);
    const end = next.length === piece ? BigInt(next.at(-1)?.position ?? 0) : BigInt(through);
    try {
      const telling = { epoch, after, through: end, messages: next };
      stands = await persist(() => bus.publish(topic, telling));
    } catch (error) {
      if (!(error instanceof TopicMoved)) throw error;
      stands = error.stands;
    }
  }
}

export async function readAll(
  bus: Bus,
  topic: Topic,
  after?: TopicCursor,
  limit = 1_000,
): Promise<readonly Envelope[]> {
  const found: Envelope[] = [];
  let cursor = after;
  for (let turns = 0; ; turns += 1) {
    assert.ok(turns < TURNS_MAX, 'reading comes to no end');
    const page = await bus.read(topic, cursor, limit);
    found.push(...(page?.messages ?? []));
    if (page === undefined || page.messages.length < limit) return found;
    cursor = page;
  }
}

/** @throws AssertionError when the promise takes longer than the harness is patient. */
export async function soon<T>(harness: Harness, what: string, promise: Promise<T>): Promise<T> {
  const patience = new AbortController();
  const late = delay(harness.patienceMs, undefined, { signal: patience.signal }).then(() =>
    assert.fail(`still waiting: ${what}`),
  );
  late.catch(() => undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    patience.abort();
  }
}

/** Takes pages from a subscription until `enough`. @throws AssertionError when that takes too long. */
export function take(
  harness: Harness,
  bus: Bus,
  topic: Topic,
  after: TopicCursor | undefined,
  enough: (messages: readonly Envelope[], page: Page) => boolean,
): Promise<readonly Envelope[]> {
  const ending = new AbortController();
  const messages: Envelope[] = [];
  const taking = async (): Promise<readonly Envelope[]> => {
    for await (const page of bus.subscribe(topic, after, ending.signal)) {
      messages.push(...page.messages);
      if (enough(messages, page)) return messages;
    }
    return assert.fail('a subscription ended without its signal');
  };
  const taken = soon(harness, 'a subscription', taking()).finally(() => ending.abort());
  return heldBack(taken);
}

/** Whoever awaits it later hears its failure then. */
export function heldBack<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** Tries the very same call again while the engine is not there or its answer was lost. */
export async function persist<T>(action: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await action();
    } catch (error) {
      const passing = error instanceof Unavailable || error instanceof OutcomeUnknown;
      if (!passing || tries === 500) throw error;
      await delay(10);
    }
  }
}

/** The error, of one of the classes. @throws AssertionError for an answer or any other error. */
export async function refusal<C extends readonly (new (...args: never[]) => Error)[]>(
  promise: Promise<unknown>,
  ...classes: C
): Promise<InstanceType<C[number]>> {
  try {
    await promise;
  } catch (error) {
    for (const type of classes) if (error instanceof type) return error as InstanceType<C[number]>;
    throw new assert.AssertionError({ message: `refused in another way: ${String(error)}` });
  }
  return assert.fail('a false yes');
}
