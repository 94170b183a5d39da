import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { NotMigrated, sqlState } from './errors.ts';
import { asAdmin, NEW_EPOCH } from './migrate.ts';

/** A table that a backup holds whole, and how it goes back. All of it is SQL of ours. */
export interface CopiedTable {
  /** Names its copy. */
  readonly name: string;
  /** The same rows always give the same bytes. */
  readonly select: string;
  /** Before the copy is taken back, in its transaction. */
  readonly before: string;
  /** The table and its columns, as COPY takes them. */
  readonly into: string;
  readonly after: string;
}

/** The history of a database as it was at one moment. */
export interface HistoryCopy {
  readonly epoch: string;
  /** Position of the newest event, as text: JSON has no bigint. */
  readonly head: string;
  /** RFC 3339, by PostgreSQL's clock. */
  readonly takenAt: string;
  /** Table to rows. */
  readonly rows: Readonly<Record<string, number>>;
}

const EVENT_COLUMNS = 'position, stream, revision, id, type, data, metadata';

/** The copy takes the place of every event that stands. */
export const historyTable: CopiedTable = {
  name: 'events',
  select: `select ${EVENT_COLUMNS} from history.events order by position`,
  before: `alter table history.events disable trigger events_only_added_to; truncate history.events;`,
  into: `history.events (${EVENT_COLUMNS})`,
  after: `alter table history.events enable trigger events_only_added_to;
    update history.counter set position = (select coalesce(max(position), 0) from history.events);`,
};

/** A copy was loaded that ends elsewhere than it says. Nothing has changed. */
export class IncompleteCopy extends Error {
  override readonly name = 'IncompleteCopy';
  constructor(
    readonly head: string,
    readonly expected: string,
  ) {
    super(`the copy ends at position ${head}, not at ${expected}`);
  }
}

const LOOK = `select e.epoch, c.position::text as head,
    to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "takenAt"
  from history.epoch e, history.counter c`;

/**
 * Hands the tables' rows to `take`, one table after the other, all as they were at one moment; the services go on
 * meanwhile. @throws NotMigrated; what `take` throws
 */
export async function copyHistory(
  adminUrl: string,
  tables: readonly CopiedTable[],
  take: (name: string, rows: Readable) => Promise<void>,
): Promise<HistoryCopy> {
  return asAdmin(adminUrl, async (client) => {
    await client.query('begin isolation level repeatable read read only');
    // Times read the same whatever the role's or the database's defaults.
    await client.query(`set local timezone = 'UTC'; set local datestyle = 'ISO';`);
    const { epoch, head, takenAt } = await look(client);
    const rows: Record<string, number> = {};
    for (const { name, select } of tables) {
      const copy = client.query(copyTo(`copy (${select}) to stdout`));
      // Whoever takes it hears of errors by reading; one that has left must not end the process.
      copy.on('error', () => undefined);
      await take(name, copy);
      rows[name] = copy.rowCount;
    }
    return { epoch, head, takenAt, rows };
  });
}

/** The newest position of a history, as text. @throws NotMigrated */
export async function headOf(adminUrl: string): Promise<string> {
  return asAdmin(adminUrl, async (client) => (await look(client)).head);
}

/**
 * Puts copies of `copyHistory` in place, all or nothing, under a new epoch, which is answered. Stop the services first;
 * their views refuse to go on until they are rebuilt.
 * @throws IncompleteCopy, NotMigrated; what reading a copy throws — nothing has changed.
 */
export async function replaceHistory(
  adminUrl: string,
  tables: readonly CopiedTable[],
  expected: Pick<HistoryCopy, 'head'>,
  open: (name: string) => Readable,
): Promise<string> {
  return asAdmin(adminUrl, async (client) => {
    await client.query('begin');
    await client.query(`set local timezone = 'UTC'; set local datestyle = 'ISO';`);
    for (const { name, before, into, after } of tables) {
      await client.query(before);
      await pipeline(open(name), client.query(copyFrom(`copy ${into} from stdin`)));
      await client.query(after);
    }
    const { head } = await look(client);
    if (head !== expected.head) throw new IncompleteCopy(head, expected.head);
    const { rows } = await client.query<{ epoch: string }>(NEW_EPOCH);
    await client.query('commit');
    return rows[0]?.epoch ?? '';
  });
}

async function look(client: pg.Client): Promise<Omit<HistoryCopy, 'rows'>> {
  try {
    const { rows } = await client.query<Omit<HistoryCopy, 'rows'>>(LOOK);
    if (rows[0] !== undefined) return rows[0];
  } catch (error) {
    if (!['3F000', '42P01'].includes(sqlState(error) ?? '')) throw error;
  }
  throw new NotMigrated('this database holds no history; migrate it first');
}
