import type { DomainEvent, Origin } from '@fuhua/kernel';
import type { Readable } from '../handle/metadata.ts';

/** What every row of a view has: its stream, and the revision of that stream it shows (the ETag). */
export interface ViewRow {
  stream: string;
  /** Set by the projector to the stream's newest revision, corrections and their requests included. */
  revision: number;
}

/**
 * A pure fold of one stream into its rows: one definition serves live projection, rebuild, as-of and the equality
 * check. `entity` is the TypeORM entity of the table; its primary columns tell the rows of a stream apart.
 */
export interface View<Row extends ViewRow = ViewRow, E extends DomainEvent = DomainEvent> {
  readonly name: string;
  /** Grows when the fold or the row changes; a start with another version than the table's asks for a rebuild. */
  readonly version: number;
  readonly source: Readable;
  readonly entity: new () => Row;
  /** New rows of the stream. Never mutates `rows`. `revision` may be left 0. */
  fold(rows: readonly Row[], event: E & { readonly origin: Origin }): readonly Row[];
}

export function view<Row extends ViewRow, E extends DomainEvent>(
  definition: View<Row, E>,
): View<Row, E> {
  return definition;
}
