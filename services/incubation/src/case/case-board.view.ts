import {
  dayOf,
  type BaseId,
  type CaseId,
  type Day,
  type DivisionCode,
  type OrganizationId,
  type Origin,
} from '@fuhua/kernel';
import { view, type RowOf, type ViewRow } from '@fuhua/platform/views';
import type { ApplicantKind, CaseMode, DevelopmentStage } from '@fuhua/rules';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { caseEvents, type CaseEvent } from './case.events.ts';
import { changesBy, type Changes } from './board-changes.view.ts';

export const STAGES = [
  ...(['applied', 'gaps', 'accepted', 'sought', 'approved', 'noticed'] as const),
  ...(['agreeing', 'planning', 'active', 'graduated', 'ended'] as const),
] as const;
export type Stage = (typeof STAGES)[number];

export const ENDS = [
  ...(['rejected', 'lapsed', 'withdrawn'] as const),
  ...(['without-graduation', 'voluntary', 'early-exit'] as const),
] as const;
export type EndedHow = (typeof ENDS)[number];

/** What runs, and its last day. */
export interface Running {
  readonly clock: string;
  readonly due: Day;
}

/** 个案看板: every case with its stage, and what is due next. */
@Entity('case_board')
@Index('case_board_division', ['division', 'stream'])
@Index('case_board_base', ['base', 'stage'])
export class CaseBoardEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  @Column('integer')
  revision!: number;
  @Column('uuid')
  case!: CaseId;
  @Column('uuid')
  base!: BaseId;
  @Index('case_board_applicant')
  @Column('uuid')
  applicant!: OrganizationId;
  @Column('text', { name: 'applicant_kind' })
  applicantKind!: ApplicantKind;
  @Column('text')
  mode!: CaseMode;
  /** How far the organization is. */
  @Column('text', { name: 'incubation_stage' })
  incubationStage!: DevelopmentStage;
  /** Where the base stands. */
  @Column('text')
  division!: DivisionCode;
  @Column('uuid', { nullable: true })
  operator!: OrganizationId | null;
  @Column('text')
  stage!: Stage;
  /** Of an ended one. */
  @Column('text', { nullable: true })
  how!: EndedHow | null;
  @Column('date', { name: 'applied_on' })
  appliedOn!: Day;
  @Column('date', { name: 'approved_on', nullable: true })
  approvedOn!: Day | null;
  @Column('date', { name: 'started_on', nullable: true })
  startedOn!: Day | null;
  /** The last day of the term, as it stands. */
  @Column('date', { name: 'term_end', nullable: true })
  termEnd!: Day | null;
  /** An early exit is under way. */
  @Column('boolean', { name: 'exit_open' })
  exitOpen!: boolean;
  @Column('date', { name: 'ended_on', nullable: true })
  endedOn!: Day | null;
  /** Recorded from before this system. */
  @Column('boolean')
  migrated!: boolean;
  /** Every clock that runs, the next first. */
  @Column('jsonb')
  clocks!: readonly Running[];
  /** The earliest of them. */
  @Column('date', { name: 'next_due', nullable: true })
  nextDue!: Day | null;
  /** How often a clock was missed. */
  @Column('integer')
  missed!: number;
}
export type CaseBoardRow = RowOf<CaseBoardEntity>;

export const caseBoardView = view<CaseBoardRow, CaseEvent>({
  name: 'case_board',
  version: 1,
  source: { category: 'case', events: caseEvents },
  entity: CaseBoardEntity,
  fold: (rows, event) => (rows.length > 0 ? rows : openedBy(event)).map((row) => after(row, event)),
  /** A case of before this system ran long before it was recorded. */
  datedFact: ({ type, data }) => type === 'EntryApprovalSought' && data.running !== undefined,
});

function after(row: CaseBoardRow, event: CaseEvent & { readonly origin: Origin }): CaseBoardRow {
  const {
    starts = [],
    moves = [],
    stops = [],
    ...changes
  } = row.migrated && event.type === 'EntryAdmissionRefused' ? badRow(event) : changesBy(event);
  const names = (clocks: readonly Running[]): ReadonlySet<string> =>
    new Set(clocks.map(({ clock }) => clock));
  const ran = names(row.clocks);
  const begun = [...starts, ...moves.filter(({ clock }) => ran.has(clock))];
  const replaced = names(begun);
  const kept = row.clocks.filter(
    ({ clock }) => stops !== 'all' && !stops.includes(clock) && !replaced.has(clock),
  );
  const clocks = [...kept, ...begun].sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
  const missed = row.missed + (event.type === 'CaseClockMissed' ? 1 : 0);
  return { ...row, ...changes, clocks, nextDue: clocks[0]?.due ?? null, missed };
}

/** A second live case of before this system is none (definition 23). */
const badRow = ({ origin }: { readonly origin: Origin }): Changes => ({
  ...{ stage: 'ended', how: 'rejected', endedOn: dayOf(origin.occurredAt) },
});

const nothingYet = {
  ...{ how: null, approvedOn: null, startedOn: null, termEnd: null, exitOpen: false },
  ...{ endedOn: null, clocks: [], nextDue: null, missed: 0 },
};

/** A stream begins with one of these. */
function openedBy({
  type,
  data,
  origin: { stream },
}: CaseEvent & { readonly origin: Origin }): readonly CaseBoardRow[] {
  if (type === 'EntryApplied') {
    const { case: id, base, applicant, applicantKind, mode, incubationStage, division } = data;
    const known = { case: id, base, applicant, applicantKind, mode, incubationStage, division };
    const { operator = null, appliedOn } = data;
    const row = { ...nothingYet, ...known, operator, appliedOn, migrated: false };
    return [{ ...row, stream, revision: 0, stage: 'applied' }];
  }
  if (type !== 'EntryApprovalSought' || data.running === undefined) return [];
  const { case: id, base, applicant, mode, running } = data;
  const { applicantKind, incubationStage, division, operator = null, appliedOn } = running;
  const known = { case: id, base, applicant, applicantKind, mode, incubationStage, division };
  const row = { ...nothingYet, ...known, operator, appliedOn, migrated: true };
  return [{ ...row, stream, revision: 0, stage: 'sought' }];
}
