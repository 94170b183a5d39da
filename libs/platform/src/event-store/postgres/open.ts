import type pg from 'pg';
import { assertStorable } from '../checks.ts';
import { Unavailable } from '../event-store.ts';
import type { CaughtUp, EventStore, Recorded, SubscribeOptions } from '../event-store.ts';
import { clientConfig, connect, drop, verify } from './connection.ts';
import { messageOf, NotDurable, NotMigrated, OtherEpoch } from './errors.ts';
import { pause } from './listen.ts';
import { openNews } from './news.ts';
import type { News } from './news.ts';
import { openReader } from './reader.ts';
import type { Page, Reader } from './reader.ts';
import { openWriter } from './writer.ts';

export interface PostgresStoreOptions {
  /** Of the service's role. */
  readonly url: string;
  /** Appends that may wait for the batch in flight; one more is Busy. Default 2048. */
  readonly queueMax?: number;
  /** Appends written in one transaction. Default 256. */
  readonly flushAppendsMax?: number;
  /** A batch stops growing at so many characters of JSON. Default 4 Mi. */
  readonly flushBytesMax?: number;
  /** An append that takes longer is OutcomeUnknown, and its connection is given up. Default 10 s. */
  readonly appendMsMax?: number;
  /** A page that takes longer is Unavailable. Default 10 s. */
  readonly readMsMax?: number;
  /** Default 3 s. */
  readonly connectMsMax?: number;
  /** Connections for reading; two more write and listen. Default 4. */
  readonly readersMax?: number;
  /** Events a page. Default 1000. */
  readonly pageSize?: number;
  /** How late a subscription may be while its LISTEN connection is broken. Default 1 s. */
  readonly pollMs?: number;
}

export interface PostgresStore extends EventStore {
  /** Names the history; a restore from a backup starts a new one. Positions of different epochs do not compare. */
  epoch(): string;
}

const DEFAULTS = {
  queueMax: 2_048,
  flushAppendsMax: 256,
  flushBytesMax: 4 * 1024 * 1024,
  appendMsMax: 10_000,
  readMsMax: 10_000,
  connectMsMax: 3_000,
  readersMax: 4,
  pageSize: 1_000,
  pollMs: 1_000,
};

/** Pause before a subscription asks again after an engine that did not answer. */
const RETRY_MS = 100;

/**
 * The history in PostgreSQL, which `migrateHistory` must have prepared.
 * @throws NotDurable — PostgreSQL runs with a setting that loses acknowledged events; turn it on.
 * @throws NotMigrated — run `migrateHistory`.
 * @throws Unavailable — cannot connect; try again.
 *
 * A subscription throws OtherEpoch when the history was replaced under it by a restore: its cursor means nothing there.
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<PostgresStore> {
  const limits = { ...DEFAULTS, ...options };
  const { url, connectMsMax } = limits;
  const writing = clientConfig(url, { connectMsMax, statementMsMax: limits.appendMsMax });
  const reading = clientConfig(url, { connectMsMax, statementMsMax: limits.readMsMax });
  const epoch = await firstLook(writing);
  const connectVerified = async (config: pg.ClientConfig): Promise<pg.Client> => {
    const client = await connect(config);
    try {
      await verify(client, epoch);
      return client;
    } catch (error) {
      await drop(client);
      throw error;
    }
  };
  const writer = openWriter(() => connectVerified(writing), limits);
  const reader = openReader(reading, epoch, limits);
  const news = openNews(
    () => connectVerified(reading),
    () => reader.head(),
    limits,
  );
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await writer.close();
    await news.close();
    await reader.close();
  };
  return {
    epoch: () => epoch,
    async append(stream, expected, events) {
      assertStorable(stream, expected, events);
      return writer.append(stream, expected, events);
    },
    readStream: (stream, wish) => reader.readStream(stream, wish),
    readAll: (wish) => reader.readAll(wish),
    subscribe: (wish, signal) => subscribe(reader, news, wish, signal),
    head: () => reader.head(),
    close: () => (closing ??= close()),
  };
}

async function firstLook(config: pg.ClientConfig): Promise<string> {
  let client: pg.Client | undefined;
  try {
    client = await connect(config);
    return await verify(client);
  } catch (error) {
    if (error instanceof NotDurable || error instanceof NotMigrated) throw error;
    throw new Unavailable(`cannot open the history: ${messageOf(error)}`, { cause: error });
  } finally {
    if (client !== undefined) await drop(client);
  }
}

/** Pages up to the newest position known, then waits for news beyond it. */
async function* subscribe(
  reader: Reader,
  news: News,
  { after: first = 0n, ...filter }: SubscribeOptions,
  signal: AbortSignal,
): AsyncGenerator<Recorded | CaughtUp, void> {
  let after = first;
  // Below `after`, so that the head comes at once and a subscriber to nothing hears that it caught up.
  let end = await news.beyond(-1n, signal);
  if (end !== undefined && end <= after) yield { caughtUp: after };
  for (;;) {
    end = await news.beyond(after, signal);
    if (end === undefined) return;
    try {
      const pages = reader.pages(filter, after, end);
      for (;;) {
        const page = await unlessAborted(pages.next(), signal);
        if (page === undefined) return;
        if (page.done === true) break;
        for (const event of page.value.events) {
          after = event.position;
          yield event;
          if (signal.aborted) return;
        }
        after = page.value.through;
        yield { caughtUp: after };
      }
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      if (error.cause instanceof OtherEpoch) throw error.cause;
      if (!(await pause(RETRY_MS, signal))) return;
    }
  }
}

type Next = IteratorResult<Page, void>;

async function unlessAborted(next: Promise<Next>, signal: AbortSignal): Promise<Next | undefined> {
  let abort: (() => void) | undefined;
  const aborted = new Promise<undefined>((resolve) => {
    abort = () => resolve(undefined);
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
  });
  next.catch(() => undefined);
  try {
    return await Promise.race([next, aborted]);
  } finally {
    if (abort !== undefined) signal.removeEventListener('abort', abort);
  }
}
