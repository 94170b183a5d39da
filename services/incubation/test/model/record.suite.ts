import type { Case } from '../../src/case/case-state.decider.ts';
import type { CaseCommand } from '../../src/case/case.decider.ts';
import type { CaseEvent } from '../../src/case/case.events.ts';
import type { EndedHow } from '../../src/case/case-state.decider.ts';
import type { CaseIdentity } from '../../src/case/record.decider.ts';
import type { ExitDraft, GroundFacts } from '../../src/case/exit.events.ts';

/** One case as a clerk would keep it: a sheet of paper whose fields are overwritten. Days are places in `days.suite`. */

export type Of<T extends CaseCommand['type']> = Extract<CaseCommand, { type: T }>;
export type EventName = CaseEvent['type'];

export interface Panel {
  readonly request: string;
  said?: PanelSaid;
}

/** Scores in integer hundredths. */
export interface PanelSaid {
  readonly mean: number;
  readonly dimensions: readonly {
    readonly code: string;
    readonly mean: number;
    readonly max: number;
  }[];
  readonly raters: number;
  readonly outside: number;
}

export interface Incubation {
  start: number;
  readonly recordedOn: number;
  readonly months: number;
  readonly breachAgreed: boolean;
  end: number;
  window: { from: number; until: number };
  againBy: number | undefined;
  nameBy: number | undefined;
  reminded: Set<string>;
  pausedDays: number;
  waitedDays: number;
  pause: { readonly from: number; readonly until: number } | undefined;
  midterm: {
    firstOn: number | undefined;
    band: 'none' | 'continue' | 'improve' | 'warn';
    failed: boolean;
    /** The notice about the newest one was served. */
    noticed?: boolean;
  };
  midtermPanel: Panel | undefined;
  extensions: number;
  extendedMonths: number;
  asked: { readonly on: number; readonly months: number; readonly reason: string } | undefined;
  graduation: { decideBy: number; panel: Panel | undefined } | undefined;
  refused: boolean;
  named: boolean;
  suspended: boolean;
  cure: { readonly on: number; readonly by: number } | undefined;
  file: ExitPaper | undefined;
}

export interface ExitPaper {
  readonly ground: GroundFacts;
  readonly measure: ExitDraft['outcome']['measure'];
  servedOn: number;
  defenceBy: number;
  hearingAskBy: number;
  decideBy: number;
  points: string[];
  hearing: 'not-asked' | 'asked' | 'held' | { readonly on: number };
  draft: { readonly said: ExitDraft; readonly by: string } | undefined;
  decided: { readonly barMonths: number; readonly serveBy: number } | undefined;
  served: { readonly on: number; readonly askBy: number } | undefined;
  reviewBy: number | undefined;
  waitsFrom: number;
  last: number;
}

export interface Sheet {
  stage: Case['stage'];
  how: EndedHow | undefined;
  /** Events so far: the next one's id follows from it. */
  events: number;
  identity: Omit<CaseIdentity, 'ruleSet'> | undefined;
  outsideReason: string | undefined;
  last: number;
  readonly missed: Set<string>;
  readonly partyWork: Set<string>;
  notify: { readonly decidedOn: number; readonly by: number } | undefined;
  preReviewer: 'operator' | 'authority';
  unknowns: readonly string[];
  completenessBy: number | undefined;
  gaps: readonly string[];
  open: Set<string>;
  supplementBy: number | undefined;
  acceptedOn: number;
  preReviewed: boolean;
  preReviewBy: number;
  decideBy: number;
  extended: boolean;
  panel: Panel | undefined;
  sought: string | undefined;
  soughtOn: number;
  migrated: Of<'RecordMigratedCase'>['running'] | undefined;
  noticeEnds: number;
  agreementBy: number;
  readonly objections: Map<string, number>;
  breachAgreed: boolean;
  planBy: number;
  incubation: Incubation | undefined;
  graduatedOn: number;
  checks: { readonly month: number; readonly from: number; readonly by: number }[];
  handover: { readonly finalOn: number; readonly by: number; completed: boolean } | undefined;
  barredUntil: number | undefined;
  /** What the guards gave and did not get back (definition 12). */
  residency: boolean;
  place: boolean;
}

export function blankSheet(): Sheet {
  return {
    ...{ stage: 'none', how: undefined, events: 0, identity: undefined, outsideReason: undefined },
    ...{ last: 0, missed: new Set(), partyWork: new Set(), notify: undefined },
    ...{ preReviewer: 'authority', unknowns: [], completenessBy: undefined, gaps: [] },
    ...{ open: new Set(), supplementBy: undefined, acceptedOn: 0, preReviewed: false },
    ...{ preReviewBy: 0, decideBy: 0, extended: false, panel: undefined, sought: undefined },
    ...{ soughtOn: 0, migrated: undefined, noticeEnds: 0, agreementBy: 0, objections: new Map() },
    ...{ breachAgreed: false, planBy: 0, incubation: undefined, graduatedOn: 0, checks: [] },
    ...{ handover: undefined, barredUntil: undefined, residency: false, place: false },
  };
}

/** Why a command is refused, coarsely. */
export type Why =
  /** R-JUR-01 */
  | 'competence'
  /** Not in this stage of the case. */
  | 'stage'
  /** A step that has to come before was not taken, or this one was (R-REV-01, definition 13). */
  | 'step'
  /** Of days (definition 1). */
  | 'order'
  /** Too late, or too early. */
  | 'limit'
  /** 四(四)1-1 */
  | 'party-work'
  /** What a rule says, or cannot say. */
  | 'rule'
  /** What the command itself says. */
  | 'content'
  /** Two different persons are needed. */
  | 'persons';

export type Outcome = 'granted' | 'refused' | 'insufficient-evidence';

/** What must come of a command: refused for one of these reasons, or these events. */
export type Predicted =
  | { readonly refused: ReadonlySet<Why>; readonly outcome?: Outcome | undefined }
  | { readonly events: readonly EventName[]; readonly outcome?: Outcome | undefined };

/** Refused for every reason that holds; accepted when none does. The sheet changes by `write` alone. */
export function unlessAny(
  reasons: readonly (Why | false | undefined)[],
  write: () => Predicted,
): Predicted {
  const refused = new Set(reasons.filter((why) => why !== false && why !== undefined));
  return refused.size > 0 ? { refused } : write();
}

export function refusedFor(...reasons: readonly (Why | false | undefined)[]): Predicted {
  return { refused: new Set(reasons.filter((why) => why !== false && why !== undefined)) };
}

export function events(...names: readonly EventName[]): Predicted {
  return { events: names };
}

export function decided(outcome: Outcome, ...names: readonly EventName[]): Predicted {
  return { events: names, outcome };
}

export const notKnown: Predicted = {
  refused: new Set<Why>(['rule']),
  outcome: 'insufficient-evidence',
};

/** Hundredths of a score in decimals, half up (definition 4). */
export function hundredthsOf(score: string): number {
  const [whole = '', fraction = ''] = score.split('.');
  const thousandths = Number(whole) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
  return Math.floor((thousandths + 5) / 10);
}
