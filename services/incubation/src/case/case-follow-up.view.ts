import type { BaseId, Day, OrganizationId } from '@fuhua/kernel';
import { view, type RowOf, type ViewRow } from '@fuhua/platform/views';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { caseEvents, type CaseEvent, type GraduationBand } from './case.events.ts';

/** 出壳 · 未出壳终止 · 自愿退出 · 提前退出 */
export type Outcome = 'graduated' | 'without-graduation' | 'voluntary' | 'early-exit';

/** 培育成效: how each incubation that had started ended, and whether a graduate survived (R-GRD-04). */
@Entity('case_follow_up')
@Index('case_follow_up_base', ['base', 'endedOn'])
export class CaseFollowUpEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  @Column('integer')
  revision!: number;
  @Column('uuid')
  base!: BaseId;
  @Column('uuid')
  organization!: OrganizationId;
  @Column('text')
  outcome!: Outcome;
  /** Of a graduate. */
  @Column('text', { nullable: true })
  band!: GraduationBand | null;
  @Column('date', { name: 'ended_on' })
  endedOn!: Day;
  /** Of a graduate, as the check at month 12 found it; null until then. */
  @Column('boolean', { nullable: true })
  survived!: boolean | null;
  /** The day of that check. */
  @Column('date', { name: 'survival_on', nullable: true })
  survivalOn!: Day | null;
}
export type CaseFollowUpRow = RowOf<CaseFollowUpEntity>;

export const caseFollowUpView = view<CaseFollowUpRow, CaseEvent>({
  name: 'case_follow_up',
  version: 1,
  source: { category: 'case', events: caseEvents },
  entity: CaseFollowUpEntity,
  fold(rows, event) {
    const { type, data } = event;
    if (type === 'FollowUpChecked') {
      const told = data.decision.results.find(({ rule }) => rule === 'R-GRD-04');
      const survived = told?.conclusion?.['survived'];
      if (typeof survived !== 'boolean') return rows;
      return rows.map((row) => ({ ...row, survived, survivalOn: data.checkedOn }));
    }
    const end = endBy(event);
    if (end === undefined) return rows;
    const { base, applicant: organization } = end.subject;
    const row = { stream: event.origin.stream, revision: 0, base, organization, ...end.row };
    return [{ ...row, survived: null, survivalOn: null }];
  },
});

interface End {
  readonly subject: Pick<Extract<CaseEvent, { type: 'Graduated' }>['data'], 'base' | 'applicant'>;
  readonly row: Pick<CaseFollowUpRow, 'outcome' | 'band' | 'endedOn'>;
}

function endBy({ type, data }: CaseEvent): End | undefined {
  const end = (outcome: Outcome, endedOn: Day): End['row'] => ({ outcome, band: null, endedOn });
  if (type === 'Graduated') {
    const { band, graduatedOn } = data;
    return { subject: data, row: { ...end('graduated', graduatedOn), band } };
  }
  if (type === 'EndedWithoutGraduation') {
    return { subject: data, row: end('without-graduation', data.on) };
  }
  if (type === 'VoluntaryExitRecorded') {
    return { subject: data, row: end('voluntary', data.on) };
  }
  if (type !== 'EarlyExitBecameFinal') return undefined;
  return { subject: data, row: end('early-exit', data.finalOn) };
}
