import { instantOfEpochMs, type Instant, type StreamName } from '@fuhua/kernel';
import type pg from 'pg';
import type { Position } from '../event-store/index.ts';
import { asking, transaction } from '../views/database.ts';

/** One row: what becomes due in a stream if nothing happens. */
export interface OpenDeadline {
  readonly stream: StreamName;
  readonly name: string;
  readonly due: Instant;
}

/** One that no command takes away. It is tried again when its stream has another event, and at the next start. */
export interface StuckDeadline extends OpenDeadline {
  /** `refused`: the decider said no. `broken`: it failed, or the deadline stands in spite of a yes. */
  readonly state: 'refused' | 'broken';
  readonly error: string;
}

/** Which rows a slice keeps, and from which history. */
export interface Keeper {
  readonly category: string;
  readonly version: number;
  readonly epoch: string;
}

export interface Step {
  readonly from: Position;
  readonly to: Position;
  /** Their rows are replaced. */
  readonly streams: readonly StreamName[];
  readonly open: readonly OpenDeadline[];
}

export interface DeadlineCounts {
  readonly category: string;
  readonly open: number;
  /** Due, and not passed yet. */
  readonly overdue: number;
  readonly oldestDue: Instant | undefined;
}

/** Where open deadlines are kept. A port, so that the scheduler is tested without a database. */
export interface DeadlineTable {
  /**
   * Where the slice goes on. The rows of another version or epoch are thrown away, and it begins before the first event.
   * @throws LaterRelease — the table is of a later version; this process must not undo it.
   */
  open(keeper: Keeper): Promise<Position>;
  /** Rows and cursor at once. False when the cursor was not where it was thought: another process came first. */
  write(keeper: Keeper, step: Step): Promise<boolean>;
  /** What is stuck is tried once more. */
  reopen(categories: readonly string[]): Promise<void>;
  /** Due at `now`, the earliest first. */
  due(categories: readonly string[], now: Instant, limit: number): Promise<readonly OpenDeadline[]>;
  /** The earliest after an instant. */
  nextAfter(categories: readonly string[], now: Instant): Promise<Instant | undefined>;
  /** Takes away what has passed, and sets aside what is stuck; rows that say another due day by now are left alone. */
  settle(passed: readonly OpenDeadline[], stuck: readonly StuckDeadline[]): Promise<void>;
  counts(categories: readonly string[], now: Instant): Promise<readonly DeadlineCounts[]>;
  stuck(categories: readonly string[]): Promise<readonly StuckDeadline[]>;
}

export class LaterRelease extends Error {
  override readonly name = 'LaterRelease';
  constructor(category: string, found: number, own: number) {
    super(
      `the deadlines of ${category} are kept by a later release (version ${String(found)}, not ${String(own)})`,
    );
  }
}

const WRITE = `with moved as (
    update deadline_cursor set position = $5, at = now()
    where category = $1 and version = $2 and epoch = $3 and position = $4 returning 1
  ), stated as (
    select * from unnest($7::text[], $8::text[], $9::timestamptz[]) s (stream, name, due)
  ), gone as (
    delete from deadline d where d.stream = any($6::text[]) and exists (select from moved)
      and not exists (select from stated s where s.stream = d.stream and s.name = d.name)
  ), put as (
    insert into deadline (stream, name, category, due)
    select stream, name, $1, due from stated where exists (select from moved)
    on conflict (stream, name) do update set due = excluded.due, state = 'open', error = null
      where deadline.due <> excluded.due or deadline.state <> 'open'
  ) select exists (select from moved) as moved`;

const SETTLE = `with passed as (
    select * from unnest($1::text[], $2::text[], $3::timestamptz[]) p (stream, name, due)
  ), stuck as (
    select * from unnest($4::text[], $5::text[], $6::timestamptz[], $7::text[], $8::text[])
      s (stream, name, due, state, error)
  ), gone as (
    delete from deadline d using passed p
    where d.stream = p.stream and d.name = p.name and d.due = p.due
  ) update deadline d set state = s.state, error = s.error from stuck s
    where d.stream = s.stream and d.name = s.name and d.due = s.due`;

const COUNTS = `select category, count(*)::integer as open,
    count(*) filter (where due <= $2)::integer as overdue, min(due) filter (where due <= $2) as oldest
  from deadline where category = any($1) and state = 'open' group by category`;

/** In the database of the service's views. Each call throws Unavailable while that does not answer. */
export function deadlinesIn(pool: pg.Pool): DeadlineTable {
  const query = async <Row extends pg.QueryResultRow>(
    text: string,
    values: unknown[],
  ): Promise<Row[]> => (await asking(() => pool.query<Row>(text, values))).rows;
  return {
    open: (keeper) => transaction(pool, (client) => openCursor(client, keeper)),
    async write({ category, version, epoch }, { from, to, streams, open }) {
      const [row] = await query<{ moved: boolean }>(WRITE, [
        ...[category, version, epoch, String(from), String(to), streams],
        ...columnsOf(open),
      ]);
      return row?.moved === true;
    },
    async reopen(categories) {
      await query(
        `update deadline set state = 'open', error = null where category = any($1) and state <> 'open'`,
        [categories],
      );
    },
    due: async (categories, now, limit) =>
      (
        await query<Row>(
          `select stream, name, due from deadline
           where state = 'open' and due <= $2 and category = any($1) order by due, stream, name limit $3`,
          [categories, now, limit],
        )
      ).map(deadlineOf),
    async nextAfter(categories, now) {
      const [row] = await query<Pick<Row, 'due'>>(
        `select due from deadline where state = 'open' and due > $2 and category = any($1)
         order by due limit 1`,
        [categories, now],
      );
      return row && instantOfEpochMs(row.due.getTime());
    },
    async settle(passed, stuck) {
      const states = [stuck.map(({ state }) => state), stuck.map(({ error }) => error)];
      await query(SETTLE, [...columnsOf(passed), ...columnsOf(stuck), ...states]);
    },
    counts: async (categories, now) =>
      (
        await query<Omit<DeadlineCounts, 'oldestDue'> & { oldest: Date | null }>(COUNTS, [
          categories,
          now,
        ])
      ).map(({ oldest, ...counts }) => ({
        ...counts,
        oldestDue: oldest === null ? undefined : instantOfEpochMs(oldest.getTime()),
      })),
    stuck: async (categories) =>
      (
        await query<Row & Pick<StuckDeadline, 'state' | 'error'>>(
          `select stream, name, due, state, error from deadline
           where state <> 'open' and category = any($1) order by due, stream, name limit 20`,
          [categories],
        )
      ).map(({ state, error, ...row }) => ({ ...deadlineOf(row), state, error })),
  };
}

interface Row {
  readonly stream: StreamName;
  readonly name: string;
  readonly due: Date;
}

function deadlineOf({ stream, name, due }: Row): OpenDeadline {
  return { stream, name, due: instantOfEpochMs(due.getTime()) };
}

function columnsOf(deadlines: readonly OpenDeadline[]): readonly (readonly string[])[] {
  return [
    deadlines.map(({ stream }) => stream),
    deadlines.map(({ name }) => name),
    deadlines.map(({ due }) => due),
  ];
}

async function openCursor(
  client: pg.PoolClient,
  { category, version, epoch }: Keeper,
): Promise<Position> {
  const ask = <Row extends pg.QueryResultRow>(text: string, values: unknown[]) =>
    asking(() => client.query<Row>(text, values));
  await ask(
    `insert into deadline_cursor (category, version, epoch, position) values ($1, $2, $3, 0)
     on conflict do nothing`,
    [category, version, epoch],
  );
  const { rows } = await ask<{ version: number; epoch: string; position: string }>(
    'select version, epoch, position::text from deadline_cursor where category = $1 for update',
    [category],
  );
  const [found] = rows;
  if (found === undefined) throw new Error(`the cursor of ${category} is gone`);
  if (found.version > version) throw new LaterRelease(category, found.version, version);
  if (found.version === version && found.epoch === epoch) return BigInt(found.position);
  await ask('delete from deadline where category = $1', [category]);
  await ask(
    'update deadline_cursor set version = $2, epoch = $3, position = 0, at = now() where category = $1',
    [category, version, epoch],
  );
  return 0n;
}
