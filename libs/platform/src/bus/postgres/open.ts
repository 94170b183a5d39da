import type { Envelope } from '@fuhua/contracts';
import type { Instant } from '@fuhua/kernel';
import pg from 'pg';
import { NotMigrated } from '../../event-store/index.ts';
import { textArray } from '../../event-store/postgres/binary.ts';
import { clientConfig, connect, within } from '../../event-store/postgres/connection.ts';
import { messageOf, sqlState } from '../../event-store/postgres/errors.ts';
import {
  assertTellable,
  OtherTopicEpoch,
  OutcomeUnknown,
  TopicMoved,
  Unavailable,
  type Bus,
  type Page,
  type Progress,
  type Topic,
} from '../bus.ts';
import { follow } from '../follow.ts';
import { openBusNews } from './news.ts';

export interface PostgresBusOptions {
  /** Of the service's role. */
  readonly url: string;
  /** A publication that takes longer is OutcomeUnknown, a read Unavailable. Default 10 s. */
  readonly answerMsMax?: number;
  /** Default 3 s. */
  readonly connectMsMax?: number;
  /** Connections; one more listens. Default 4. */
  readonly connectionsMax?: number;
  /** How late a subscription may be while its LISTEN connection is broken. Default 1 s. */
  readonly pollMs?: number;
}

const DEFAULTS = { answerMsMax: 10_000, connectMsMax: 3_000, connectionsMax: 4, pollMs: 1_000 };

const AT = `to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at`;

const PUBLISH = {
  name: 'fuhua-publish',
  text: `select told, epoch, "position", ${AT} from bus.publish($1, $2, $3, $4, $5, $6, $7)`,
};

const PROGRESS = {
  name: 'fuhua-topic',
  text: `select epoch, position, ${AT} from bus.topic where topic = $1 and epoch is not null`,
};

/** One statement, so that messages and progress are of one moment. */
const READ = {
  name: 'fuhua-topic-read',
  text: `select t.epoch, t.position, t.at, m.message
    from (select topic, epoch, position, ${AT} from bus.topic where topic = $1 and epoch is not null) t
    left join lateral (
      select position, message from bus.message where topic = t.topic and position > $2 order by position limit $3
    ) m on true
    order by m.position`,
};

interface ProgressRow {
  readonly epoch: string;
  readonly position: bigint;
  readonly at: Instant | null;
}

/**
 * The bus in PostgreSQL, in a database of its own that `migrateBus` must have prepared.
 * @throws NotMigrated — run `migrateBus`. @throws Unavailable — cannot connect; try again.
 */
export async function openPostgresBus(options: PostgresBusOptions): Promise<Bus> {
  const limits = { ...DEFAULTS, ...options };
  const { url, connectMsMax, answerMsMax } = limits;
  const timing = { connectMsMax, statementMsMax: answerMsMax };
  const config = clientConfig(url, timing, 'fuhua-bus');
  const ask = openAsking(config, limits);
  await firstLook(ask);
  const news = openBusNews(() => connect(config), limits.pollMs);
  const closing = new AbortController();
  const read: Bus['read'] = async (topic, after, limit) => {
    const values = [topic, String(after?.position ?? -1n), limit];
    const rows = await reading(() =>
      ask.rows<ProgressRow & { message: string | null }>({ ...READ, values }),
    );
    const [first] = rows;
    if (first === undefined) return undefined;
    if (after !== undefined && after.epoch !== first.epoch) {
      throw new OtherTopicEpoch(topic, after.epoch, first.epoch);
    }
    return pageOf(first, rows, limit);
  };
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    closing.abort();
    await news.close();
    await ask.close();
  };
  return {
    read,
    async publish(topic, telling) {
      assertTellable(topic, telling);
      const { epoch, after, through, at, messages } = telling;
      const places = messages.map(({ position }) => position);
      const texts = textArray(messages.map((message) => JSON.stringify(message)));
      const range = [after === undefined ? null : String(after), String(through)];
      const values = [topic, epoch, ...range, at ?? null, places, texts];
      const [row] = await writing(() =>
        ask.rows<ProgressRow & { told: boolean }>({ ...PUBLISH, values }),
      );
      if (row?.told !== true) throw new TopicMoved(topic, row && progressOf(row));
      return progressOf(row) as Progress;
    },
    subscribe: (topic, after, signal) =>
      follow(
        {
          read: (cursor, limit) => read(topic, cursor, limit),
          changes: () => news.changes(topic),
          changed: (seen, ending) => news.changed(topic, seen, ending),
        },
        after,
        AbortSignal.any([signal, closing.signal]),
      ),
    async progress(topic: Topic) {
      const [row] = await reading(() => ask.rows<ProgressRow>({ ...PROGRESS, values: [topic] }));
      return row && progressOf(row);
    },
    async wipe(topic, epoch) {
      const values = [topic, epoch ?? null];
      await writing(() =>
        ask.rows({ name: 'fuhua-wipe', text: 'select bus.wipe($1, $2)', values }),
      );
    },
    close: () => (closed ??= close()),
  };
}

function progressOf({ epoch, position, at }: ProgressRow): Progress | undefined {
  // An empty topic has a row without an epoch, whatever the type says.
  return (epoch as string | null) === null ? undefined : { epoch, position, at: at ?? undefined };
}

function pageOf(
  { epoch, position, at }: ProgressRow,
  rows: readonly { readonly message: string | null }[],
  limit: number,
): Page {
  const messages = rows.flatMap(({ message }) =>
    message === null ? [] : [JSON.parse(message) as Envelope],
  );
  const last = messages.at(-1);
  if (messages.length === limit && last !== undefined) {
    return { epoch, position: BigInt(last.position), at: undefined, messages };
  }
  return { epoch, position, at: at ?? undefined, messages };
}

interface Asking {
  /** @throws NotSent, or what the connection or PostgreSQL says */
  rows<R extends pg.QueryResultRow>(query: pg.QueryConfig): Promise<R[]>;
  close(): Promise<void>;
}

/** No connection: the query never left. */
class NotSent extends Error {}

function openAsking(
  config: pg.ClientConfig,
  { connectionsMax, answerMsMax }: Required<PostgresBusOptions>,
): Asking {
  const pool = new pg.Pool({ ...config, max: connectionsMax, idleTimeoutMillis: 30_000 });
  // Without these a connection that breaks would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    async rows<R extends pg.QueryResultRow>(query: pg.QueryConfig): Promise<R[]> {
      const client = await pool.connect().catch((cause: unknown) => {
        throw new NotSent(messageOf(cause), { cause });
      });
      try {
        const { rows } = await within(answerMsMax, client.query<R>(query), () => undefined);
        client.release();
        return rows;
      } catch (error) {
        client.release(true);
        throw error;
      }
    },
    close: () => pool.end(),
  };
}

/** No schema, no table, or no right to read it. */
const MISSING = ['3F000', '42P01', '42501'];

async function firstLook(ask: Asking): Promise<void> {
  try {
    await ask.rows({ ...PROGRESS, values: [''] });
  } catch (error) {
    await ask.close();
    if (MISSING.includes(sqlState(error) ?? '')) {
      throw new NotMigrated('this database holds no bus that this role may read; migrate it first');
    }
    throw new Unavailable(`cannot open the bus: ${messageOf(error)}`, { cause: error });
  }
}

async function reading<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    throw new Unavailable(`cannot read the bus: ${messageOf(cause)}`, { cause });
  }
}

/** PostgreSQL said so and lives on, so nothing was written: conflict, resources, a statement cancelled. */
const ROLLED_BACK = /^(40|53|57014)/;
/** Connection and shutdown: the commit may have come before. */
const LOST = /^(08|57P)/;

async function writing<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    const state = sqlState(cause);
    const says = `cannot publish: ${messageOf(cause)}`;
    if (cause instanceof NotSent || (state !== undefined && ROLLED_BACK.test(state))) {
      throw new Unavailable(says, { cause });
    }
    if (state !== undefined && !LOST.test(state)) throw cause;
    throw new OutcomeUnknown(says, { cause });
  }
}
