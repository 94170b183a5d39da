import type { BaseId, Day, EventId, OrganizationId } from '@fuhua/kernel';
import { view, type RowOf, type ViewRow } from '@fuhua/platform/views';
import type { ExitGround } from '@fuhua/rules';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { caseEvents, type CaseEvent } from './case.events.ts';

/**
 * 退出名册: early exits that were decided (R-EXT-08, definition 17). One that is not final yet is shown to nobody; one that
 * was rescinded is gone.
 */
@Entity('exit_register')
@Index('exit_register_final', ['finalOn', 'notice'])
export class ExitRegisterEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  @Column('integer')
  revision!: number;
  /** The EarlyExitNotified, which names the file. */
  @Column('uuid')
  notice!: EventId;
  @Column('uuid')
  base!: BaseId;
  @Column('uuid')
  organization!: OrganizationId;
  /** As decided; the notice may have named another one. */
  @Column('text')
  ground!: ExitGround;
  @Column('date', { name: 'decided_on' })
  decidedOn!: Day;
  @Column('date', { name: 'final_on', nullable: true })
  finalOn!: Day | null;
  /** Its last day; null where there is no bar. */
  @Column('date', { name: 'barred_until', nullable: true })
  barredUntil!: Day | null;
}
export type ExitRegisterRow = RowOf<ExitRegisterEntity>;

export const exitRegisterView = view<ExitRegisterRow, CaseEvent>({
  name: 'exit_register',
  version: 1,
  source: { category: 'case', events: caseEvents },
  entity: ExitRegisterEntity,
  fold(rows, { type, data, origin: { stream } }) {
    if (type === 'EarlyExitDecided') {
      const { notice, base, applicant: organization, outcome, decidedOn } = data;
      const decided = { notice, base, organization, ground: outcome.ground, decidedOn };
      return [{ stream, revision: 0, ...decided, finalOn: null, barredUntil: null }];
    }
    if (type === 'EarlyExitRescinded') return [];
    if (type !== 'EarlyExitBecameFinal') return rows;
    const { finalOn, barredUntil = null } = data;
    return rows.map((row) => ({ ...row, finalOn, barredUntil }));
  },
});
