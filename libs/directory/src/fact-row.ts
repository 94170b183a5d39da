import type { Day, EventId, OrganizationId, Origin, Source } from '@fuhua/kernel';
import type { RowOf, ViewRow } from '@fuhua/platform/views';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a dated fact is about. Of some kinds one holds at a time, until the next; others hold side by side. */
export type FactKind =
  | 'name'
  | 'domicile'
  | 'sponsoring-unit'
  | 'registrar'
  | 'body'
  | 'code-sought'
  | 'head'
  | 'core-team'
  | 'name-pre-approval'
  | 'registration-application'
  | 'suspension'
  | 'revocation'
  | 'deregistration'
  | 'disbanding'
  | 'grade'
  | 'tax-qualification'
  | 'charity'
  | 'public-fundraising'
  | 'classification'
  | 'annual-filing'
  | 'filing-acceptance'
  | 'filing-exemption'
  | 'annual-conclusion'
  | 'listing'
  | 'penalty'
  | 'party-organization'
  | 'credit-status'
  | 'synchronisation'
  | 'related-party';

/** One dated fact; an event that opens a record states several. What holds on a day, `facts-on.ts` tells. */
@Entity('organization_fact')
export class OrganizationFactEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  /** The event that recorded it: what a correction or an end names. */
  @PrimaryColumn('uuid')
  event!: EventId;
  @PrimaryColumn('text')
  kind!: FactKind;
  @Column('integer')
  revision!: number;
  /** Revision of its event: of two facts of one day the later recorded is the newer. */
  @Column('integer')
  sequence!: number;
  /** The day on which it began or happened. */
  @Column('date', { name: 'valid_from' })
  validFrom!: Day;
  /** The last day, if that was known when it was recorded. */
  @Column('date', { name: 'valid_to', nullable: true })
  validTo!: Day | null;
  /** The first day on which it was taken back, lifted or done with. */
  @Column('date', { name: 'ended_on', nullable: true })
  endedOn!: Day | null;
  /** As the event has it, without organization and source. */
  @Column('jsonb')
  data!: Readonly<Record<string, unknown>>;
  @Column('jsonb', { nullable: true })
  source!: Source | null;
}
export type FactRow = RowOf<OrganizationFactEntity>;

/** The days in which a fact holds. */
export interface Days {
  readonly validFrom: Day;
  readonly validTo?: Day | undefined;
  readonly endedOn?: Day | undefined;
}

interface FactEvent {
  readonly data: { readonly organization: OrganizationId; readonly source?: Source };
  readonly origin: Origin;
}

/** A fact as its event has it. */
export function factOf(kind: FactKind, event: FactEvent, days: Days): FactRow {
  const { organization: _organization, source = null, ...data } = event.data;
  return rowOf(kind, event.origin, days, data, source);
}

/** The same, of chosen values. */
export function rowOf(
  kind: FactKind,
  { stream, id, revision: sequence }: Origin,
  { validFrom, validTo, endedOn }: Days,
  data: Readonly<Record<string, unknown>>,
  source: Source | null,
): FactRow {
  const days = { validFrom, validTo: validTo ?? null, endedOn: endedOn ?? null };
  return { stream, event: id, kind, revision: 0, sequence, ...days, data, source };
}

/** From that day on the fact of that event does not hold any more. */
export function ended(
  rows: readonly FactRow[],
  { recorded, on }: { readonly recorded: EventId; readonly on: Day },
): readonly FactRow[] {
  return rows.map((row) => (row.event === recorded ? { ...row, endedOn: on } : row));
}
