import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Position } from '../event-store/index.ts';
import { asking, type Queryable } from './database.ts';
import type { View } from './view.ts';

/** How far each view has come; written in the transaction that writes its rows. */
@Entity({ name: 'view_cursor', comment: 'How far each view has come in the history.' })
export class ViewCursor {
  @PrimaryColumn('text')
  name!: string;
  /** Of the view's fold and rows. */
  @Column('integer')
  version!: number;
  /** Of the history that was folded. */
  @Column('text')
  epoch!: string;
  @Column('bigint')
  position!: string;
  /** Counts the rebuilds, so that a projector never takes rows of the table before for those of the table after. */
  @Column('integer', { default: 0 })
  build!: number;
  @Column('timestamptz', { default: () => 'now()' })
  at!: Date;
}

export interface Cursor {
  readonly version: number;
  readonly epoch: string;
  readonly position: Position;
  readonly build: number;
}

/** The view's table was not made by this release from this history. It is not projected until it is rebuilt. */
export class RebuildNeeded extends Error {
  override readonly name = 'RebuildNeeded';
  constructor(
    readonly view: string,
    why: string,
  ) {
    super(`${why}; run: fuhua rebuild ${view}`);
  }
}

/** @throws Unavailable */
export async function readCursor(db: Queryable, name: string): Promise<Cursor | undefined> {
  const { rows } = await asking(() =>
    db.query<{ version: number; epoch: string; position: string; build: number }>({
      name: 'view-cursor-read',
      text: 'select version, epoch, position::text, build from view_cursor where name = $1',
      values: [name],
    }),
  );
  const [row] = rows;
  return row && { ...row, position: BigInt(row.position) };
}

/**
 * The cursor to go on from; a view that never ran begins before the first event.
 * @throws RebuildNeeded — another version or epoch, or rows without a cursor.
 * @throws Unavailable
 */
export async function openCursor(
  db: Queryable,
  view: Pick<View, 'name' | 'version'>,
  epoch: string,
  place: string,
): Promise<Cursor> {
  const found = await readCursor(db, view.name);
  if (found !== undefined) {
    assertCurrent(view, epoch, found);
    return found;
  }
  const { rows } = await asking(() => db.query(`select from ${place} limit 1`));
  if (rows.length > 0) throw new RebuildNeeded(view.name, `${view.name} has rows but no cursor`);
  await asking(() =>
    db.query(
      `insert into view_cursor (name, version, epoch, position) values ($1, $2, $3, 0) on conflict do nothing`,
      [view.name, view.version, epoch],
    ),
  );
  return openCursor(db, view, epoch, place);
}

/** @throws RebuildNeeded */
export function assertCurrent(
  view: Pick<View, 'name' | 'version'>,
  epoch: string,
  cursor: Cursor | undefined,
): asserts cursor is Cursor {
  if (cursor === undefined) throw new RebuildNeeded(view.name, `${view.name} has no cursor`);
  if (cursor.version !== view.version) {
    const [stored, wanted] = [String(cursor.version), String(view.version)];
    throw new RebuildNeeded(
      view.name,
      `${view.name}'s table is of version ${stored}, not ${wanted}`,
    );
  }
  if (cursor.epoch !== epoch) {
    throw new RebuildNeeded(
      view.name,
      `${view.name} was folded from epoch ${cursor.epoch}, and the history is now ${epoch}`,
    );
  }
}
