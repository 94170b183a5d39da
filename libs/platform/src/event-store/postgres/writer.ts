import { setImmediate as turn } from 'node:timers/promises';
import type { StreamName } from '@fuhua/kernel';
import type pg from 'pg';
import { Busy, EventIdTaken } from '../errors.ts';
import { OutcomeUnknown, Unavailable, WrongRevision } from '../event-store.ts';
import type { Appended, Expected, NewEvent } from '../event-store.ts';
import { int4Array, textArray, uuidArray } from './binary.ts';
import { drop, within } from './connection.ts';
import { messageOf, sqlState } from './errors.ts';

export interface WriterLimits {
  /** Appends that may wait; one more is Busy. */
  readonly queueMax: number;
  readonly flushAppendsMax: number;
  readonly flushBytesMax: number;
  /** After this the connection is given up and the outcome is unknown. */
  readonly appendMsMax: number;
}

export interface Writer {
  /** The append has been checked. @throws WrongRevision, EventIdTaken, Busy, Unavailable, OutcomeUnknown */
  append(stream: StreamName, expected: Expected, events: readonly NewEvent[]): Promise<Appended>;
  /** Ends when everything queued has its answer. Later appends are Unavailable. */
  close(): Promise<void>;
}

interface Waiting {
  readonly stream: StreamName;
  /** Revision of the stream's last event, -1 without one. */
  readonly expected: number;
  readonly events: readonly NewEvent[];
  readonly answer: (appended: Appended) => void;
  readonly refuse: (error: Error) => void;
}

interface Answer {
  readonly before: bigint;
  readonly unwritten: string | null;
}

const RETRIES_MAX = 5;
const PROBE_MS_MAX = 2_000;
/** Deadlock and serialization failure: rolled back, and likely to succeed now. */
const RETRIED = ['40P01', '40001'];
const UNIQUE_VIOLATION = '23505';
/** Data, integrity and program-limit errors: one append's fault, of which the others of its batch are innocent. */
const FAULT_OF_ONE = /^(22|23|54)/;

const APPEND = {
  name: 'fuhua-append',
  text: 'select before, unwritten from history.append_batch($1, $2, $3, $4, $5, $6, $7)',
};

/**
 * Group commit: appends queue while one batch is written, and the next batch takes what has queued. A stream has at
 * most one append in a batch, in the order of the calls.
 */
export function openWriter(connect: () => Promise<pg.Client>, limits: WriterLimits): Writer {
  const link = oneConnection(connect);
  let queue: Waiting[] = [];
  let writing: Promise<void> | undefined;
  let closed = false;

  const settle = async (batch: readonly Waiting[], attempt: number): Promise<void> => {
    let using: pg.Client;
    try {
      using = await link.get();
    } catch (cause) {
      // Nothing of the queue was sent either; it need not wait for one failure after the other.
      const unsent = [...batch, ...queue];
      queue = [];
      const reason = `cannot connect: ${messageOf(cause)}`;
      refuseAll(unsent, () => new Unavailable(reason, { cause }));
      return;
    }
    try {
      const sending = using.query<Answer>({ ...APPEND, values: parameters(batch) });
      const { rows } = await within(limits.appendMsMax, sending, () => link.lose(using));
      answerAll(batch, rows[0] as Answer);
    } catch (cause) {
      const state = sqlState(cause);
      // Only where the connection outlives the error is it sure that the transaction was rolled back.
      if (state === undefined || !(await isAlive(using))) {
        link.lose(using);
        const reason = `the answer was lost: ${messageOf(cause)}`;
        refuseAll(batch, () => new OutcomeUnknown(reason, { cause }));
      } else if (RETRIED.includes(state) && attempt < RETRIES_MAX) {
        await settle(batch, attempt + 1);
      } else if (FAULT_OF_ONE.test(state) && batch.length > 1) {
        for (const one of batch) await settle([one], 0);
      } else {
        refuseAll(batch, (one) => refusalOf(one, state, cause));
      }
    }
  };

  const write = async (): Promise<void> => {
    // A turn lets the callers of this turn, and those just answered, join the batch.
    await turn();
    while (queue.length > 0) {
      const { batch, rest } = nextBatch(queue, limits);
      queue = rest;
      await settle(batch, 0);
      await turn();
    }
    writing = undefined;
  };

  return {
    append: (stream, expected, events) =>
      new Promise((answer, refuse) => {
        if (closed) throw new Unavailable('the store is closed');
        if (queue.length >= limits.queueMax) throw new Busy('too many appends are waiting');
        const revision = expected === 'none' ? -1 : expected;
        queue.push({ stream, expected: revision, events, answer, refuse });
        writing ??= write();
      }),
    close: async () => {
      closed = true;
      await writing;
      await link.close();
    },
  };
}

interface OneConnection {
  get(): Promise<pg.Client>;
  /** The next `get` connects anew. */
  lose(client: pg.Client): void;
  close(): Promise<void>;
}

/** Kept until it breaks. One user at a time. */
function oneConnection(connect: () => Promise<pg.Client>): OneConnection {
  let client: pg.Client | undefined;
  const forget = (gone: pg.Client): void => {
    if (client === gone) client = undefined;
  };
  return {
    get: async () => {
      if (client !== undefined) return client;
      const fresh = await connect();
      fresh.once('error', () => forget(fresh)).once('end', () => forget(fresh));
      client = fresh;
      return fresh;
    },
    lose: (gone) => {
      forget(gone);
      void drop(gone);
    },
    close: async () => {
      if (client !== undefined) await drop(client);
    },
  };
}

/** Oldest first; a stream's second append and what does not fit wait for the next batch. */
function nextBatch(queue: Waiting[], limits: WriterLimits): { batch: Waiting[]; rest: Waiting[] } {
  const streams = new Set<StreamName>();
  const batch: Waiting[] = [];
  const rest: Waiting[] = [];
  let bytes = 0;
  for (const one of queue) {
    const full = batch.length >= limits.flushAppendsMax || bytes >= limits.flushBytesMax;
    if (full || streams.has(one.stream)) {
      rest.push(one);
    } else {
      batch.push(one);
      for (const { data, metadata } of one.events) bytes += data.length + metadata.length;
    }
    streams.add(one.stream);
  }
  return { batch, rest };
}

function parameters(batch: readonly Waiting[]): Buffer[] {
  const events = batch.flatMap((one) => one.events);
  return [
    textArray(batch.map(({ stream }) => stream)),
    int4Array(batch.map(({ expected }) => expected)),
    int4Array(batch.flatMap((one, n) => one.events.map(() => n + 1))),
    uuidArray(events.map(({ id }) => id)),
    textArray(events.map(({ type }) => type)),
    textArray(events.map(({ data }) => data)),
    textArray(events.map(({ metadata }) => metadata)),
  ];
}

function answerAll(batch: readonly Waiting[], { before, unwritten }: Answer): void {
  const others = new Map<number, { stands: number | null; repeated: string | null }>();
  if (unwritten !== null) {
    for (const [n, stands, repeated] of JSON.parse(unwritten) as [
      number,
      number | null,
      string | null,
    ][]) {
      others.set(n, { stands, repeated });
    }
  }
  let position = before;
  for (const [n, { stream, expected, events, answer, refuse }] of batch.entries()) {
    const other = others.get(n + 1);
    const revision = expected + events.length;
    if (other === undefined) {
      position += BigInt(events.length);
      answer({ revision, position });
    } else if (other.repeated !== null) {
      answer({ revision, position: BigInt(other.repeated) });
    } else {
      refuse(new WrongRevision(stream, expected < 0 ? 'none' : expected, other.stands ?? 'none'));
    }
  }
}

function refuseAll(batch: readonly Waiting[], errorOf: (one: Waiting) => Error): void {
  for (const one of batch) one.refuse(errorOf(one));
}

function refusalOf({ stream, events }: Waiting, state: string, cause: unknown): Error {
  if (state === UNIQUE_VIOLATION) {
    return new EventIdTaken(
      stream,
      events.map(({ id }) => id),
    );
  }
  return new Unavailable(`PostgreSQL refused the append: ${messageOf(cause)}`, { cause });
}

/** PostgreSQL closes the connection after FATAL and PANIC errors, whose severity it may have translated. */
async function isAlive(client: pg.Client): Promise<boolean> {
  try {
    await within(PROBE_MS_MAX, client.query('select 1'), () => undefined);
    return true;
  } catch {
    return false;
  }
}
