import type { EventId, StreamName } from '@fuhua/kernel';
import pg from 'pg';
import { Unavailable } from '../event-store.ts';
import type {
  Filter,
  Position,
  ReadAllOptions,
  ReadStreamOptions,
  Recorded,
} from '../event-store.ts';
import { verify, within } from './connection.ts';
import { messageOf } from './errors.ts';
import { openTail } from './tail.ts';

export interface ReaderLimits {
  readonly readersMax: number;
  readonly readMsMax: number;
  /** Events fetched at once. */
  readonly pageSize: number;
}

export interface Page {
  readonly events: readonly Recorded[];
  /** Every event up to here that passes the filter is in this page or an earlier one. */
  readonly through: Position;
}

export interface Reader {
  head(): Promise<Position>;
  readStream(stream: StreamName, options?: ReadStreamOptions): AsyncGenerator<Recorded, void>;
  readAll(options?: ReadAllOptions): AsyncGenerator<Recorded, void>;
  /** From `after`, exclusive, to `end`, inclusive, which must be committed. The next page is fetched ahead. */
  pages(filter: Filter, after: Position, end: Position): AsyncGenerator<Page, void>;
  close(): Promise<void>;
}

interface Statement {
  readonly name: string;
  readonly text: string;
}

type Row = [Position, StreamName, number, EventId, string, string, string];

const REVISION_MAX = 2_147_483_647;
/** Positions that one query looks through for types, which no index finds. */
const SCAN_MAX = 50_000n;

const COLUMNS = 'position, stream, revision, id, type, data, metadata';

const HEAD: Statement = { name: 'fuhua-head', text: 'select position from history.counter' };

const FORWARDS: Statement = {
  name: 'fuhua-stream-forwards',
  text: `select ${COLUMNS} from history.events where stream = $1 and revision >= $2 order by revision limit $3`,
};

const BACKWARDS: Statement = {
  name: 'fuhua-stream-backwards',
  text: `select ${COLUMNS} from history.events where stream = $1 and revision <= $2 order by revision desc limit $3`,
};

const ALL: Statement = {
  name: 'fuhua-all',
  text: `select ${COLUMNS} from history.events where position > $1 and position <= $2 order by position limit $3`,
};

const TYPES: Statement = {
  name: 'fuhua-types',
  text: `select ${COLUMNS} from history.events
    where position > $1 and position <= $2 and type = any($4) order by position limit $3`,
};

/** One walk along the index a category: a condition on several would sort everything behind the position. */
const ofCategories = (condition: string): string => `
  select e.* from (select distinct c from unnest($4::text[]) c) c cross join lateral (
    select ${COLUMNS} from history.events
    where category = c.c and position > $1 and position <= $2 ${condition} order by position limit $3
  ) e order by position limit $3`;

const CATEGORIES: Statement = { name: 'fuhua-categories', text: ofCategories('') };

const CATEGORIES_TYPES: Statement = {
  name: 'fuhua-categories-types',
  text: ofCategories('and type = any($5)'),
};

/**
 * Reads in short keyset pages and holds no connection between them, so a slow consumer costs nobody anything. Plain
 * `position > last` is safe because positions become visible in order (see the schema).
 */
export function openReader(config: pg.ClientConfig, epoch: string, limits: ReaderLimits): Reader {
  const query = openPool(config, epoch, limits);
  const head = async (): Promise<Position> => {
    const rows = await query.rows<[Position]>(HEAD, []);
    return rows[0]?.[0] ?? 0n;
  };
  const fetch = (filter: Filter, after: Position, end: Position, size: number): Promise<Page> =>
    fetchPage(query.rows, filter, after, end, size);
  const tail = openTail(fetch);
  return {
    head,
    readStream: (stream, options = {}) => readStream(query.rows, stream, options, limits.pageSize),
    async *readAll({ after = 0n, limit = Infinity, ...filter } = {}) {
      const end = await head();
      let left = limit;
      if (left <= 0) return;
      for await (const { events } of pagesOf(fetch, filter, after, end, left, limits.pageSize)) {
        const wanted = events.length > left ? events.slice(0, left) : events;
        // Not `yield*`, which costs two promises more for every event.
        for (const event of wanted) yield event;
        left -= wanted.length;
        if (left === 0) return;
      }
    },
    pages: (filter, after, end) => pagesOf(tail, filter, after, end, Infinity, limits.pageSize),
    close: query.close,
  };
}

type Rows = <R extends unknown[]>(statement: Statement, values: readonly unknown[]) => Promise<R[]>;

function openPool(
  config: pg.ClientConfig,
  epoch: string,
  { readersMax, readMsMax }: ReaderLimits,
): { rows: Rows; close: () => Promise<void> } {
  const pool = new pg.Pool({ ...config, max: readersMax, idleTimeoutMillis: 30_000 });
  const verified = new WeakSet<pg.PoolClient>();
  // Without these a connection that breaks would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const rows: Rows = async <R extends unknown[]>(
    statement: Statement,
    values: readonly unknown[],
  ): Promise<R[]> => {
    let client: pg.PoolClient | undefined;
    try {
      client = await pool.connect();
      const using = client;
      const asking = async (): Promise<R[]> => {
        if (!verified.has(using)) await verify(using, epoch);
        verified.add(using);
        const { rows } = await using.query<R>({
          ...statement,
          values: [...values],
          rowMode: 'array',
        });
        return rows;
      };
      const answer = await within(readMsMax, asking(), () => undefined);
      client.release();
      return answer;
    } catch (cause) {
      client?.release(true);
      throw new Unavailable(`cannot read: ${messageOf(cause)}`, { cause });
    }
  };
  return { rows, close: () => pool.end() };
}

async function* readStream(
  rows: Rows,
  stream: StreamName,
  { from, backwards = false, limit = Infinity }: ReadStreamOptions,
  pageSize: number,
): AsyncGenerator<Recorded, void> {
  const statement = backwards ? BACKWARDS : FORWARDS;
  let next = Math.min(from ?? (backwards ? REVISION_MAX : 0), REVISION_MAX);
  let left = limit;
  while (left > 0 && next >= 0) {
    const size = Math.min(left, pageSize);
    const page = await rows<Row>(statement, [stream, next, size]);
    for (const row of page) yield recordedOf(row);
    const last = page.at(-1);
    if (last === undefined || page.length < size) return;
    left -= page.length;
    next = last[2] + (backwards ? -1 : 1);
  }
}

type Fetch = (filter: Filter, after: Position, end: Position, size: number) => Promise<Page>;

async function* pagesOf(
  fetch: Fetch,
  filter: Filter,
  after: Position,
  end: Position,
  limit: number,
  pageSize: number,
): AsyncGenerator<Page, void> {
  if (after >= end) return;
  let left = limit;
  let next = fetch(filter, after, end, Math.min(left, pageSize));
  for (;;) {
    const page = await next;
    left -= page.events.length;
    const last = page.through >= end || left <= 0;
    if (!last) {
      next = fetch(filter, page.through, end, Math.min(left, pageSize));
      // Awaited in the next round, unless the consumer leaves.
      next.catch(() => undefined);
    }
    yield page;
    if (last) return;
  }
}

async function fetchPage(
  rows: Rows,
  { categories, types }: Filter,
  after: Position,
  end: Position,
  size: number,
): Promise<Page> {
  if (categories?.length === 0 || types?.length === 0) return { events: [], through: end };
  const bound = types !== undefined && after + SCAN_MAX < end ? after + SCAN_MAX : end;
  const range = [after, bound, size];
  const found =
    categories === undefined
      ? types === undefined
        ? rows<Row>(ALL, range)
        : rows<Row>(TYPES, [...range, types])
      : types === undefined
        ? rows<Row>(CATEGORIES, [...range, categories])
        : rows<Row>(CATEGORIES_TYPES, [...range, categories, types]);
  const events = (await found).map(recordedOf);
  const through = events.length < size ? bound : (events.at(-1)?.position ?? bound);
  return { events, through };
}

function recordedOf([position, stream, revision, id, type, data, metadata]: Row): Recorded {
  return { id, type, data, metadata, stream, revision, position };
}
