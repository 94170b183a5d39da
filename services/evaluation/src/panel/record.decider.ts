import type {
  BaseId,
  Day,
  DivisionCode,
  EvaluationPurpose,
  EventId,
  Instant,
  OrganizationId,
  PersonId,
  Result,
} from '@fuhua/kernel';
import {
  incompetence,
  mayDecide,
  type Authority,
  type Decision,
  type Directory,
  type Due,
  type Facts,
  type Incompetence,
  type JudgedBase,
  type PersonLink,
  type Rubric,
  type RuleSet,
  type RuleSetPin,
  type Sheet,
  type Spread,
  type WorkingDayCalendar,
} from '@fuhua/rules';
import type { Duty, PanelEvent, PanelId, Statement } from './panel.events.ts';

/** What the slice's deciders share: the state, the refusals, and the parts of a command. */

export interface Seat {
  readonly rater: PersonId;
  readonly outside: boolean;
  readonly declareBy: Due;
  readonly scoreBy: Due;
  readonly declared?: { readonly statement: Statement; readonly links: readonly PersonLink[] };
  readonly overdue: ReadonlySet<Duty>;
  /** The newest, and the round in which it was given. */
  readonly scored?: { readonly sheet: Sheet; readonly round: 1 | 2 };
  /** Recused ones still have to be replaced where the quorum needs it. */
  readonly recused: boolean;
}

export interface OpenPanel {
  readonly stage: 'open';
  readonly panel: PanelId;
  readonly request: EventId;
  readonly subject: string;
  readonly purpose: EvaluationPurpose;
  readonly base: BaseId;
  readonly organization: OrganizationId;
  readonly division: DivisionCode;
  readonly rubric: { readonly id?: string | undefined; readonly version: number };
  readonly content: Rubric;
  readonly ruleSet: RuleSetPin;
  readonly ratersMin: number;
  readonly outsideMin: number;
  readonly dueOn: Day;
  /** Whoever is or was assigned and not replaced. */
  readonly seats: ReadonlyMap<PersonId, Seat>;
  /** Whoever once was of it never is again. */
  readonly left: ReadonlySet<PersonId>;
  /** With the raters that there are: nobody has talked about what a new one will give. */
  readonly calibrated: boolean;
}

export type Panel =
  | { readonly stage: 'none' }
  | OpenPanel
  | {
      readonly stage: 'concluded' | 'cancelled';
      readonly base: BaseId;
      readonly division: DivisionCode;
    };

/** An officer of the authority of the base. */
export interface OfficerAct {
  readonly acting: Authority;
  readonly base: JudgedBase;
  readonly directory: Directory;
  readonly today: Day;
}

/** What R-OPR-04 and R-ENT-09 look at beside the raters, as it is known. */
export interface Gathered {
  /** Of a base without an operator R-OPR-04 has nobody to ask about. */
  readonly hasOperator: boolean;
  readonly facts: Facts;
  readonly ruleSets: readonly RuleSet[];
  readonly calendar: WorkingDayCalendar;
  readonly knownThrough: Readonly<Record<string, string>>;
}

export type PanelRefusal =
  | Incompetence<'evaluation'>
  | { code: 'evaluation.panel-unknown' }
  | { code: 'evaluation.panel-over'; stage: 'concluded' | 'cancelled' }
  | { code: 'evaluation.rater-already-named'; rater: PersonId }
  | { code: 'evaluation.rater-unknown-here'; rater: PersonId }
  | { code: 'evaluation.rater-recused'; rater: PersonId }
  /** Neither recused nor late: there is nothing to replace it for. */
  | { code: 'evaluation.rater-in-place'; rater: PersonId }
  | { code: 'evaluation.already-declared' }
  | { code: 'evaluation.declaration-missing' }
  | { code: 'evaluation.already-scored' }
  | {
      code: 'evaluation.sheet-wrong';
      indicator: string;
      is: 'missing' | 'beyond' | 'unknown' | 'without-reason';
    }
  | { code: 'evaluation.scores-missing'; raters: number; outside: number }
  | { code: 'evaluation.calibration-not-needed' }
  | { code: 'evaluation.calibration-held' }
  | { code: 'evaluation.calibration-needed'; indicators: readonly Spread[] }
  | { code: 'evaluation.raters-not-independent'; decision: Decision }
  | { code: 'evaluation.insufficient-evidence'; decision: Decision }
  | { code: 'evaluation.not-due-yet'; name: string; due: Instant };

export type Decided = Result<readonly PanelEvent[], PanelRefusal>;

/** R-JUR-01, before any other condition: whoever decides on entry names the raters. */
export function competence({
  acting,
  base,
  directory,
  today,
}: OfficerAct): PanelRefusal | undefined {
  return incompetence(
    'evaluation',
    mayDecide({ base, act: 'entry', acting, directory, day: today }),
  );
}

/** What every event of the panel begins with. */
export function identityOf({ panel, request, subject, purpose }: OpenPanel): {
  panel: PanelId;
  request: EventId;
  subject: string;
  purpose: EvaluationPurpose;
} {
  return { panel, request, subject, purpose };
}

/** Those who rate: neither recused nor replaced. */
export function activeSeats({ seats }: OpenPanel): readonly Seat[] {
  return [...seats.values()].filter(({ recused }) => !recused);
}

/** Every one of enough raters has scored. Until then nobody sees what another gave. */
export function isComplete(
  { ratersMin, outsideMin }: Pick<OpenPanel, 'ratersMin' | 'outsideMin'>,
  seats: readonly {
    readonly outside: boolean;
    readonly recused: boolean;
    readonly scored?: object;
  }[],
): boolean {
  const active = seats.filter(({ recused }) => !recused);
  const outside = active.filter((one) => one.outside);
  return (
    active.length >= ratersMin &&
    outside.length >= outsideMin &&
    active.every(({ scored }) => scored !== undefined)
  );
}

/** The newest of each rater. */
export function sheetsOf(panel: OpenPanel): readonly Sheet[] {
  return activeSeats(panel).flatMap(({ scored }) => (scored === undefined ? [] : [scored.sheet]));
}
