import type { DomainEvent, Origin } from '@fuhua/kernel';
import type { Readable } from '../handle/metadata.ts';

/** What every row of a view has: its stream, and the revision of that stream it shows (the ETag). */
export interface ViewRow {
  stream: string;
  /** Set by the projector to the stream's newest revision, corrections and their requests included. */
  revision: number;
}

/** The row of an entity class: its fields, without the class, so that folds may spread it. */
export type RowOf<Entity extends ViewRow> = { [Field in keyof Entity]: Entity[Field] };

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
  /** Its fold also hears the events that every slice shares, corrections among them; usually it does not. */
  readonly hearsShared?: true;
  /**
   * New rows of the stream. Never mutates `rows`, and never reads their `revision`: it stands at 0 meanwhile.
   * Every column has a value or null, in the form that TypeORM reads it (`view-table.ts`).
   */
  fold(rows: readonly Row[], event: E & { readonly origin: Origin }): readonly Row[];
  /**
   * As-of only: whether the event states a fact with a validity of its own, which the row keeps and the query judges.
   * Such an event counts whenever it was known; any other once it had occurred.
   */
  datedFact?(event: E & { readonly origin: Origin }): boolean;
}

export function view<Row extends ViewRow, E extends DomainEvent>(
  definition: View<Row, E>,
): View<Row, E> {
  return definition;
}
