import type { EventId, StreamName } from '@fuhua/kernel';
import type pg from 'pg';
import type {
  CaughtUp,
  Filter,
  Position,
  ReadAllOptions,
  ReadStreamOptions,
  Recorded,
  Reads,
  SubscribeOptions,
} from '../../event-store/index.ts';
import { asking } from '../../views/database.ts';
import { openProgress, type Progress } from '../../views/progress.ts';
import { Unavailable, type Topic } from '../bus.ts';

/** The copy was made anew from another history while it was read. */
export class MirrorReplaced extends Error {
  override readonly name = 'MirrorReplaced';
  constructor(topic: Topic) {
    super(`the copy of ${topic} was made anew from another history; run: fuhua rebuild --all`);
  }
}

const PAGE = 1_000;
const REVISION_MAX = 2_147_483_647;

/** One statement, so that the events and the epoch are of one moment. */
const PAGE_SQL = `
  select c.epoch, e.position::text, e.stream, e.revision, e.id, e.type, e.data, e.metadata
  from topic_cursor c left join lateral (
    select * from topic_event t
    where t.topic = c.topic and t.position > $2 and t.position <= $3
      and ($5::text[] is null or t.category = any($5)) and ($6::text[] is null or t.type = any($6))
    order by t.position limit $4
  ) e on true
  where c.topic = $1 order by e.position`;

const STREAM_SQL = (order: 'asc' | 'desc'): string => `
  select position::text, stream, revision, id, type, data, metadata from topic_event
  where topic = $1 and stream = $2 and revision ${order === 'asc' ? '>=' : '<='} $3
  order by revision ${order} limit $4`;

interface Row {
  readonly epoch: string;
  readonly position: string;
  readonly stream: StreamName;
  readonly revision: number;
  readonly id: EventId;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/**
 * The reading side of a copy. Positions are those of the history that is told; revisions have gaps. `progress` brings
 * news to subscriptions; whoever only reads needs none.
 */
export function mirrorStore(
  pool: pg.Pool,
  topic: Topic,
  progress: Progress = openProgress(),
): Reads {
  const rows = async <R extends object>(text: string, values: unknown[]): Promise<R[]> =>
    (await asking(() => pool.query<R>(text, values))).rows;
  const head = async (): Promise<Position> => {
    const text = 'select position::text from topic_cursor where topic = $1';
    const [row] = await rows<{ position: string }>(text, [topic]);
    return BigInt(row?.position ?? 0);
  };
  const page = async (
    { categories, types }: Filter,
    after: Position,
    end: Position,
    limit: number,
  ): Promise<{ readonly epoch: string | undefined; readonly events: readonly Recorded[] }> => {
    const filter = [categories ?? null, types ?? null];
    const values = [topic, String(after), String(end), limit, ...filter];
    const found = await rows<Row>(PAGE_SQL, values);
    const epoch = found[0]?.epoch;
    const events = found.filter(({ position }) => (position as string | null) !== null);
    return { epoch, events: events.map(recordedOf) };
  };
  return {
    head,
    readStream: (stream, options) => readStream(rows, topic, stream, options),
    async *readAll({ after = 0n, limit = Infinity, ...filter }: ReadAllOptions = {}) {
      const end = await head();
      let [from, left] = [after, limit];
      while (left > 0) {
        const size = Math.min(left, PAGE);
        const { events } = await page(filter, from, end, size);
        yield* events;
        left -= events.length;
        from = events.at(-1)?.position ?? end;
        if (events.length < size) return;
      }
    },
    subscribe: (options, signal) => subscribe({ topic, progress, page, head }, options, signal),
  };
}

type Rows = <R extends object>(text: string, values: unknown[]) => Promise<R[]>;

async function* readStream(
  rows: Rows,
  topic: Topic,
  stream: StreamName,
  { from, backwards = false, limit = Infinity }: ReadStreamOptions = {},
): AsyncGenerator<Recorded, void> {
  let next = Math.min(from ?? (backwards ? REVISION_MAX : 0), REVISION_MAX);
  let left = limit;
  while (left > 0 && next >= 0) {
    const size = Math.min(left, PAGE);
    const values = [topic, stream, next, size];
    const found = await rows<Row>(STREAM_SQL(backwards ? 'desc' : 'asc'), values);
    for (const row of found) yield recordedOf(row);
    const last = found.at(-1);
    if (last === undefined || found.length < size) return;
    left -= found.length;
    next = last.revision + (backwards ? -1 : 1);
  }
}

interface Copy {
  readonly topic: Topic;
  readonly progress: Progress;
  readonly head: () => Promise<Position>;
  readonly page: (
    filter: Filter,
    after: Position,
    end: Position,
    limit: number,
  ) => Promise<{ readonly epoch: string | undefined; readonly events: readonly Recorded[] }>;
}

async function* subscribe(
  { topic, progress, page, head }: Copy,
  { after: first = 0n, ...filter }: SubscribeOptions,
  signal: AbortSignal,
): AsyncGenerator<Recorded | CaughtUp, void> {
  const isOver = (): boolean => signal.aborted;
  let after = first;
  let opened: string | undefined;
  let end = await head();
  if (end <= after) yield { caughtUp: after };
  while (!isOver()) {
    if (end <= after) {
      await progress.reached(after + 1n, signal);
      end = progress.position();
      continue;
    }
    let found: Awaited<ReturnType<Copy['page']>>;
    try {
      found = await page(filter, after, end, PAGE);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
      continue;
    }
    const { epoch, events } = found;
    if (epoch !== (opened ??= epoch)) throw new MirrorReplaced(topic);
    for (const event of events) {
      after = event.position;
      yield event;
      if (isOver()) return;
    }
    if (events.length < PAGE) after = end;
    yield { caughtUp: after };
  }
}

function recordedOf(row: Row): Recorded {
  const { id, type, stream, revision, metadata } = row;
  const data = type === 'EventCorrected' ? correctionOf(row) : row.data;
  return { id, type, data, metadata, stream, revision, position: BigInt(row.position) };
}

/** As `overlay` knows it: the public data after it replaces that of the corrected event. */
function correctionOf({ id, data }: Row): string {
  const told = JSON.parse(data) as { readonly after: object };
  return JSON.stringify({ ...told, request: id, shape: 1, data: told.after });
}
