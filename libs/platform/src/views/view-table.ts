import type { StreamName } from '@fuhua/kernel';
import type { DataSource } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import type { TableColumn } from 'typeorm';
import { codecOf, UnsupportedColumn, type Codec } from './column-codec.ts';
import { asking, quoted, type Queryable } from './database.ts';
import { shown, type Change, type Standing } from './fold.ts';
import type { View, ViewRow } from './view.ts';

/** A view's table as its TypeORM entity says. */
export interface ViewTable {
  readonly view: View;
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly ViewColumn[];
  /** The primary columns; the first is `stream`. */
  readonly keys: readonly ViewColumn[];
}

export interface ViewColumn {
  readonly property: string;
  /** Quoted. */
  readonly name: string;
  readonly codec: Codec;
}

/** One list a column, all of one length: what unnest takes. */
export type Lists = readonly (readonly (string | null)[])[];

/**
 * @throws TypeError — the entity cannot be a view's: its first primary column is not `stream`, it has relations,
 *   embedded or transformed columns, a unique constraint (what must be unique is decided in a guard stream; here it
 *   would halt the view), or a column of an unsupported type.
 */
export function tableOf(dataSource: DataSource, view: View): ViewTable {
  // It is part of the names of prepared statements, which PostgreSQL cuts at 63.
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(view.name))
    throw new TypeError(`not a view's name: ${view.name}`);
  const metadata = dataSource.getMetadata(view.entity);
  const wrong = (what: string): TypeError =>
    new TypeError(`${view.name}: the entity ${metadata.name} ${what}`);
  if (metadata.relations.length > 0 || metadata.embeddeds.length > 0) {
    throw wrong('has relations or embedded columns; a view has plain columns');
  }
  if (metadata.uniques.length > 0 || metadata.indices.some(({ isUnique }) => isUnique)) {
    throw wrong('has a unique constraint beside its primary key');
  }
  const columns = metadata.columns.map((column) => columnOf(dataSource, view, column));
  const keys = metadata.primaryColumns.map(({ propertyName }) => propertyName);
  if (keys[0] !== 'stream' || keys.includes('revision')) {
    throw wrong('must have the primary column stream first, and revision not among them');
  }
  const named = (property: string): ViewColumn => {
    const column = columns.find((each) => each.property === property);
    if (column === undefined) throw wrong(`has no column ${property}`);
    return column;
  };
  named('revision');
  return {
    view,
    schema: metadata.schema ?? 'public',
    name: metadata.tableName,
    columns,
    keys: keys.map(named),
  };
}

function columnOf(dataSource: DataSource, view: View, column: ColumnMetadata): ViewColumn {
  const { propertyName: property, databaseName, isArray } = column;
  const { driver } = dataSource;
  if (column.transformer !== undefined || column.generatedType !== undefined) {
    throw new UnsupportedColumn(`${view.name}.${property}: no transformed or generated columns`);
  }
  const type = driver.normalizeType(column);
  const options = { type, length: driver.getColumnLength(column), isArray };
  const { precision, scale } = column;
  const full = driver.createFullType({ ...options, precision, scale } as unknown as TableColumn);
  try {
    return { property, name: quoted(databaseName), codec: codecOf(type, full, isArray) };
  } catch (error) {
    if (!(error instanceof UnsupportedColumn)) throw error;
    throw new UnsupportedColumn(`${view.name}.${property}: ${error.message}`, { cause: error });
  }
}

/** The table's own place, quoted; the shadow has another. */
export function placeOf({ schema, name }: Pick<ViewTable, 'schema' | 'name'>): string {
  return `${quoted(schema)}.${quoted(name)}`;
}

/** Tells the rows of a view apart. */
export function keyOf(table: ViewTable, row: ViewRow): string {
  return JSON.stringify(table.keys.map((column) => encode(table, column, row)));
}

/** @throws TypeError naming the column */
export function encode(table: ViewTable, column: ViewColumn, row: ViewRow): string | null {
  const value = (row as unknown as Record<string, unknown>)[column.property];
  try {
    return column.codec.encode(value);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const where = `${table.view.name}.${column.property} of ${row.stream}`;
    throw new TypeError(`${where}: ${why}`, { cause: error });
  }
}

export function listsOf(
  table: ViewTable,
  columns: readonly ViewColumn[],
  rows: readonly ViewRow[],
): Lists {
  return columns.map((column) => rows.map((row) => encode(table, column, row)));
}

/** What a change means for the table. @throws TypeError for a row that the table cannot hold. */
export function writesOf(
  table: ViewTable,
  changes: readonly Change[],
): { readonly put: readonly ViewRow[]; readonly gone: readonly ViewRow[] } {
  const put: ViewRow[] = [];
  const gone: ViewRow[] = [];
  for (const { stream, before, after } of changes) {
    const rows = shown(after);
    const keys = new Set<string>();
    for (const row of rows) {
      if (row.stream !== stream) {
        throw new TypeError(`${table.view.name}: a row of ${stream} says it is of ${row.stream}`);
      }
      const key = keyOf(table, row);
      if (keys.has(key)) throw new TypeError(`${table.view.name}: two rows have the key ${key}`);
      keys.add(key);
      put.push(row);
    }
    for (const row of before.rows) if (!keys.has(keyOf(table, row))) gone.push(row);
  }
  return { put, gone };
}

/** `u.c0, …` of lists given as parameters from `$first` on; `cast` gives them the columns' types. */
export function unnested(columns: readonly ViewColumn[], first: number): string {
  const lists = columns.map((_, n) => `$${String(first + n)}::text[]`).join(', ');
  return `unnest(${lists}) as u(${columns.map((_, n) => `c${String(n)}`).join(', ')})`;
}

export function casts(columns: readonly ViewColumn[]): string {
  return columns.map(({ codec }, n) => `cast(u.c${String(n)} as ${codec.sqlType})`).join(', ');
}

/** The rows of those streams as the fold left them. @throws Unavailable */
export async function load(
  db: Queryable,
  table: ViewTable,
  place: string,
  streams: readonly StreamName[],
): Promise<Map<StreamName, Standing>> {
  const values = [streams];
  // Only the table in use is asked often enough to be worth a prepared statement.
  const name = place === placeOf(table) ? { name: `view-load-${table.view.name}` } : {};
  const { rows } = await asking(() =>
    db.query<(string | null)[]>({
      ...name,
      text: `select ${readings(table)} from ${place} where ${streamColumn(table)} = any($1::text[])`,
      values,
      rowMode: 'array',
    }),
  );
  return standingsOf(table, rows);
}

export function readings({ columns }: ViewTable): string {
  return columns.map(({ name, codec }) => codec.read(name)).join(', ');
}

export function streamColumn({ keys }: ViewTable): string {
  return keys[0]?.name ?? '';
}

export function standingsOf(
  table: ViewTable,
  stored: readonly (readonly (string | null)[])[],
): Map<StreamName, Standing> {
  const standings = new Map<StreamName, { rows: ViewRow[]; revision: number }>();
  for (const values of stored) {
    const row = rowOf(table, values);
    const standing = standings.get(row.stream as StreamName);
    const { revision } = row;
    row.revision = 0;
    if (standing === undefined) standings.set(row.stream as StreamName, { rows: [row], revision });
    else standing.rows.push(row);
  }
  return standings;
}

function rowOf({ columns }: ViewTable, values: readonly (string | null)[]): ViewRow {
  const row: Record<string, unknown> = {};
  columns.forEach(({ property, codec }, n) => {
    const text = values[n] ?? null;
    row[property] = text === null ? null : codec.decode(text);
  });
  return row as unknown as ViewRow;
}
