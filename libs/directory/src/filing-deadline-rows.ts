import type { PublicAuthorityEvent } from '@fuhua/contracts';
import type { AuthorityId, Day, EventId, Origin } from '@fuhua/kernel';
import type { RowOf, ViewRow } from '@fuhua/platform/views';
import type { LegalKind } from '@fuhua/rules';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The deadlines that stand; one that was replaced is gone. */
@Entity('filing_deadline')
export class FilingDeadlineEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  /** The event that set it: what a replacement names. */
  @PrimaryColumn('uuid')
  event!: EventId;
  @Column('integer')
  revision!: number;
  @Column('uuid')
  authority!: AuthorityId;
  @Column('integer', { name: 'fiscal_year' })
  fiscalYear!: number;
  @Column('text', { name: 'organization_kind' })
  organizationKind!: LegalKind;
  @Column('boolean')
  charity!: boolean;
  @Column('date', { name: 'named_day' })
  namedDay!: Day;
  @Column('date')
  due!: Day;
  @Column('boolean')
  provisional!: boolean;
  @Column('text')
  calendar!: string;
  @Column('text', { nullable: true })
  document!: string | null;
}
export type FilingDeadlineRow = RowOf<FilingDeadlineEntity>;

type Set = Extract<PublicAuthorityEvent, { type: 'FilingDeadlineSet' }> & {
  readonly origin: Origin;
};

export function foldFilingDeadline(
  rows: readonly FilingDeadlineRow[],
  { data, origin }: Set,
): readonly FilingDeadlineRow[] {
  const { authority, fiscalYear, organizationKind, charity, namedDay, due } = data;
  const { provisional, calendar, document = null, replaces } = data;
  const row = {
    ...{ stream: origin.stream, event: origin.id, revision: 0, authority, fiscalYear },
    ...{ organizationKind, charity, namedDay, due, provisional, calendar, document },
  };
  return [...rows.filter(({ event }) => event !== replaces), row];
}
