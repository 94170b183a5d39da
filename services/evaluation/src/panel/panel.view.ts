import type {
  BaseId,
  Day,
  DivisionCode,
  EvaluationPurpose,
  EventId,
  OrganizationId,
  Personal,
  PersonId,
} from '@fuhua/kernel';
import { view, type RowOf, type ViewRow } from '@fuhua/platform/views';
import type { Rubric } from '@fuhua/rules';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import {
  panelEvents,
  type Duty,
  type PanelEvent,
  type PanelId,
  type Statement,
} from './panel.events.ts';

/** One rater, and what it gave: whoever shows it asks first whether all are in. */
export interface SeatTold {
  readonly rater: PersonId;
  readonly outside: boolean;
  readonly declareBy: Day;
  readonly scoreBy: Day;
  readonly declared?: Statement;
  readonly overdue: readonly Duty[];
  readonly recused: boolean;
  readonly scored?: SheetTold;
  /** After the calibration; what it gave before stays beside it. */
  readonly revised?: SheetTold;
}

/** The reasons are sealed; they are opened at query. */
export interface SheetTold {
  readonly scores: Readonly<Record<string, string>>;
  readonly reasons: Personal<Readonly<Record<string, string>>>;
  readonly on: Day;
}

type Concluded = Extract<PanelEvent, { type: 'PanelConcluded' }>['data'];
type Result = Pick<
  Concluded,
  'mean' | 'dimensions' | 'band' | 'alpha' | 'raters' | 'outsideRaters' | 'concludedOn' | 'decision'
>;

/** Panels, from the request that opened each to its conclusion. */
@Entity('panel')
export class PanelEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  @Column('integer')
  revision!: number;
  @Column('uuid')
  panel!: PanelId;
  @Column('uuid')
  request!: EventId;
  /** The stream that asked. */
  @Index('panel_subject')
  @Column('text')
  subject!: string;
  @Column('text')
  purpose!: EvaluationPurpose;
  @Column('uuid')
  base!: BaseId;
  @Column('uuid')
  organization!: OrganizationId;
  @Column('text')
  division!: DivisionCode;
  @Column('text')
  stage!: 'open' | 'concluded' | 'cancelled';
  @Column('jsonb')
  rubric!: Readonly<Concluded['rubric']>;
  @Column('jsonb')
  content!: Rubric;
  @Column('integer', { name: 'raters_min' })
  ratersMin!: number;
  @Column('integer', { name: 'outside_min' })
  outsideMin!: number;
  @Column('date', { name: 'due_on' })
  dueOn!: Day;
  /** Whoever rates or was recused; not whoever was replaced. */
  @Column('jsonb')
  seats!: readonly SeatTold[];
  /** With the raters that there are. */
  @Column('boolean')
  calibrated!: boolean;
  @Column('jsonb', { nullable: true })
  result!: Result | null;
}
export type PanelRow = RowOf<PanelEntity>;

export const panelView = view<PanelRow, PanelEvent>({
  name: 'panel',
  version: 1,
  source: { category: 'panel', events: panelEvents },
  entity: PanelEntity,
  fold(rows, event) {
    if (event.type !== 'PanelOpened') {
      return rows.map((row) => ({ ...row, ...changedBy(row, event) }));
    }
    const { openedOn: _on, ruleSet: _ruleSet, ...opening } = event.data;
    const nothingYet = { stage: 'open', seats: [], calibrated: false, result: null } as const;
    return [{ stream: event.origin.stream, revision: 0, ...opening, ...nothingYet }];
  },
});

function changedBy(
  { seats }: PanelRow,
  { type, data }: Exclude<PanelEvent, { type: 'PanelOpened' }>,
): Partial<PanelRow> {
  switch (type) {
    case 'RaterAssigned': {
      const { rater, outside, declareBy, scoreBy } = data;
      const by = { declareBy: declareBy.due, scoreBy: scoreBy.due };
      const seat = { rater, outside, ...by, overdue: [], recused: false };
      return { seats: [...seats, seat], calibrated: false };
    }
    case 'DeclarationSigned':
      return { seats: seated(seats, data.rater, () => ({ declared: data.statement })) };
    case 'RaterRecused':
      return { seats: seated(seats, data.rater, () => ({ recused: true })) };
    case 'RaterReplaced':
      return { seats: seats.filter(({ rater }) => rater !== data.rater) };
    case 'RaterOverdue': {
      const late = ({ overdue }: SeatTold) => ({ overdue: [...overdue, data.duty] });
      return { seats: seated(seats, data.rater, late) };
    }
    case 'ScoreSubmitted': {
      const { round, scores, reasons, on } = data;
      const sheet = { scores, reasons, on };
      const given = round === 1 ? { scored: sheet } : { revised: sheet };
      return { seats: seated(seats, data.rater, () => given) };
    }
    case 'CalibrationHeld':
      return { calibrated: true };
    case 'PanelConcluded': {
      const { mean, dimensions, band, raters, outsideRaters, concludedOn, decision } = data;
      const { alpha } = data;
      const means = { mean, dimensions, band, ...(alpha !== undefined && { alpha }) };
      const result = { ...means, raters, outsideRaters, concludedOn, decision };
      return { stage: 'concluded', result };
    }
    case 'PanelCancelled':
      return { stage: 'cancelled' };
  }
}

function seated(
  seats: readonly SeatTold[],
  rater: PersonId,
  change: (seat: SeatTold) => Partial<SeatTold>,
): readonly SeatTold[] {
  return seats.map((seat) => (seat.rater === rater ? { ...seat, ...change(seat) } : seat));
}
