import { uuidOf } from '@fuhua/platform/handle';
import type { Text } from '../user-error.ts';
import type { Parsed, Parser } from './cell.ts';
import type { System } from './system.ts';

/** What one kind of spreadsheet is: its columns, what tells one row from another, and the commands a row becomes. */

export interface Column<T> {
  readonly zh: string;
  /** The heading that will do as well, and the name by which a row has the value. */
  readonly en: string;
  readonly hint: Text;
  readonly required: boolean;
  readonly parse: Parser<T>;
}

export type Columns = Readonly<Record<string, Column<unknown>>>;

/** The values of a row; undefined where an optional cell is empty. */
export type RowOf<C extends Columns> = {
  readonly [F in keyof C]: C[F] extends Column<infer T>
    ? C[F] extends { readonly required: true }
      ? T
      : T | undefined
    : never;
};

type Told = Pick<Column<unknown>, 'zh' | 'en' | 'hint'>;

export const told = (zh: string, en: string, hintZh: string, hintEn: string): Told => ({
  ...{ zh, en },
  hint: { zh: hintZh, en: hintEn },
});

export const required = <T>(
  told: Told,
  parse: Parser<T>,
): Column<T> & { readonly required: true } => ({ ...told, parse, required: true });

export const optional = <T>(
  told: Told,
  parse: Parser<T>,
): Column<T> & { readonly required: false } => ({ ...told, parse, required: false });

/** Why a row was not kept, and which column says so. */
export interface Fault {
  /** Missing where it is the row as a whole. */
  readonly column?: Pick<Column<unknown>, 'zh' | 'en'>;
  readonly reason: Text;
}

/** `unchanged`: all of it was on record already. */
export type Outcome =
  | { readonly is: 'kept' }
  | { readonly is: 'unchanged' }
  | { readonly is: 'bad'; readonly faults: readonly Fault[] };

export const bad = (...faults: readonly Fault[]): Outcome => ({ is: 'bad', faults });

/** How the rows of a file are recorded. */
export interface How {
  /** The name of the file: the source of all it says. */
  readonly file: string;
  /** Only looks: what would be written counts as kept. */
  readonly dryRun: boolean;
  /** The same row has the same key in every run, for each of its commands. */
  readonly keyFor: (command: string) => string;
}

export interface Table<C extends Columns = Columns> {
  readonly kind: string;
  readonly title: Text;
  readonly columns: C;
  /** What is wrong between columns. */
  check?(row: RowOf<C>): readonly Fault[];
  /** No two rows of a file have the same, unless they are the same. */
  keyOf(row: RowOf<C>): readonly string[];
  /** Rows of one subject are recorded in the order of the file. */
  subjectOf(row: RowOf<C>): string;
  record(row: RowOf<C>, system: System, how: How): Promise<Outcome>;
  /** Cells by the column's English name, for the template. */
  readonly examples: readonly Readonly<Record<string, string>>[];
}

/** A row that can be read, ready to be recorded. */
export interface Entry {
  readonly key: string;
  readonly subject: string;
  /** Of all its values, however they were written. */
  readonly digest: string;
  record(system: System, how: Omit<How, 'keyFor'>): Promise<Outcome>;
}

export type Read =
  | { readonly ok: true; readonly entry: Entry }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** A table whose columns are nobody else's concern. */
export interface Kind {
  readonly kind: string;
  readonly title: Text;
  readonly columns: readonly Column<unknown>[];
  readonly examples: Table['examples'];
  /** @param cellOf the trimmed text under a column; empty where there is none */
  readonly read: (cellOf: (column: Column<unknown>) => string) => Read;
}

export function kindOf<C extends Columns>(table: Table<C>): Kind {
  const { kind, title, examples } = table;
  const fields = Object.entries(table.columns);
  return {
    ...{ kind, title, examples },
    columns: Object.values(table.columns),
    read(cellOf) {
      const faults: Fault[] = [];
      const values: Record<string, unknown> = {};
      for (const [field, column] of fields) {
        const parsed = parsedBy(column, cellOf(column));
        if (parsed.ok) values[field] = parsed.value;
        else faults.push({ column, reason: parsed.reason });
      }
      if (faults.length > 0) return { ok: false, faults };
      const row = values as RowOf<C>;
      const between = table.check?.(row) ?? [];
      if (between.length > 0) return { ok: false, faults: between };
      return {
        ok: true,
        entry: entryOf(
          table,
          row,
          fields.map(([field]) => values[field]),
        ),
      };
    },
  };
}

function parsedBy({ required: isNeeded, parse }: Column<unknown>, cell: string): Parsed<unknown> {
  if (cell !== '') return parse(cell);
  return isNeeded ? { ok: false, reason: missing } : { ok: true, value: undefined };
}

const missing: Text = { zh: '必须填写', en: 'is required' };

function entryOf<C extends Columns>(
  table: Table<C>,
  row: RowOf<C>,
  values: readonly unknown[],
): Entry {
  const key = JSON.stringify(table.keyOf(row));
  const digest = uuidOf('import-row', table.kind, JSON.stringify(values));
  const keyFor = (command: string): string => uuidOf('import', table.kind, key, digest, command);
  return {
    key,
    digest,
    subject: table.subjectOf(row),
    record: (system, how) => table.record(row, system, { ...how, keyFor }),
  };
}

/** What stands on record and what the row says, where these differ. */
export function differences(
  pairs: readonly {
    readonly column: Pick<Column<unknown>, 'zh' | 'en'>;
    readonly standing: unknown;
    /** Undefined: the row does not say. */
    readonly wanted: unknown;
  }[],
): readonly Fault[] {
  return pairs
    .filter(({ standing, wanted }) => wanted !== undefined && shown(standing) !== shown(wanted))
    .map(({ column, standing, wanted }) => ({
      column,
      reason: {
        zh: `已记录为“${shown(standing)}”，本行为“${shown(wanted)}”；未改动，确有错误请在系统中更正`,
        en: `is on record as "${shown(standing)}" and here "${shown(wanted)}"; nothing was changed: correct it there if that is wrong`,
      },
    }));
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
