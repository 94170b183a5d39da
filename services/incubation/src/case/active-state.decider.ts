import {
  dayOf,
  type Day,
  type EventId,
  type Instant,
  type Origin,
  type PersonId,
} from '@fuhua/kernel';
import type { Due, ExitMeasure, RuleSetPin } from '@fuhua/rules';
import type { GraduationBand, MidtermBand, TermClocks } from './active.events.ts';
import type { Conclusion } from './case-state.decider.ts';
import type { incubationStarted } from './entry.events.ts';
import type { DefencePoint, ExitDraft, Finality, GroundFacts } from './exit.events.ts';
import type { CaseIdentity } from './record.decider.ts';
import type { Gate } from './values.events.ts';

/** Where a case stands from its start to the last follow-up. */

/** An incubation that runs, paused or not, with an exit file or without. */
export interface ActiveCase {
  readonly stage: 'active';
  readonly identity: CaseIdentity;
  readonly started: Started;
  readonly clocks: TermClocks;
  /** Of pauses that are over. */
  readonly pausedDays: number;
  /** For which the end waited for exit files that are closed. */
  readonly waitedDays: number;
  readonly pause?: Pause | undefined;
  readonly midterm: Midterm;
  readonly extensions: Extensions;
  readonly graduation: Graduation;
  /** Of a preparing team: its name is pre-approved or applied for, or it is registered (R-ENT-08). */
  readonly named: boolean;
  readonly support: 'given' | 'suspended';
  /** A breach that is to be cured first (R-EXT-03). */
  readonly cureOrder?: CureOrder | undefined;
  readonly exit?: ExitFile | undefined;
  /** Gates before which Party work was reviewed. */
  readonly partyWork: ReadonlySet<Gate>;
  /** Names of deadlines whose passing is recorded. */
  readonly missed: ReadonlySet<string>;
  /** The day of the newest event: the next one is not earlier (definition 1). */
  readonly lastOn: Day;
}

export interface Started {
  readonly event: EventId;
  readonly on: Day;
  /** No clock is missed that was over by then: of a case that runs since before this system. */
  readonly recordedAt: Instant;
  /** Of the term as it began. */
  readonly months: number;
  readonly twoMidtermsBreach: boolean;
}

/** Both inclusive. */
export interface Pause {
  readonly from: Day;
  readonly until: Day;
  /** Once it has run to its last day. */
  readonly clocksAfter: TermClocks;
}

/** A panel that was asked for; once it has concluded, what it said. */
export interface Panel {
  readonly request: EventId;
  readonly conclusion?: Conclusion | undefined;
}

export interface Midterm {
  /** The first evaluation; undefined while none was held. */
  readonly firstOn?: Day | undefined;
  /** Of the newest one. */
  readonly band?: MidtermBand | undefined;
  readonly evaluated?: EventId | undefined;
  /** The newest one was served: its second chance runs from there, and only from there. */
  readonly noticed?: boolean | undefined;
  /** The second chance failed, and so it stays. */
  readonly failed: boolean;
  /** Of the evaluation that is under way. */
  readonly panel?: Panel | undefined;
}

export interface Extensions {
  readonly granted: number;
  /** All granted together. */
  readonly months: number;
  readonly asked?: ExtensionAsked | undefined;
}

export interface ExtensionAsked {
  readonly application: EventId;
  readonly appliedOn: Day;
  readonly months: number;
  readonly reason: string;
}

export interface Graduation {
  /** `daysLeft:end` of each that was given. */
  readonly reminded: ReadonlySet<string>;
  /** An application that is not decided yet. */
  readonly applied?: GraduationApplication | undefined;
  /** The newest application failed a hard condition. */
  readonly refused: boolean;
}

export interface GraduationApplication {
  readonly application: EventId;
  readonly appliedOn: Day;
  readonly decideBy: Due;
  readonly panel?: Panel | undefined;
}

export interface CureOrder {
  readonly ordered: EventId;
  readonly orderedOn: Day;
  readonly cureBy: Due;
}

/** One that is open. Day by day it follows its own rule set (definition 7). */
export interface ExitFile {
  /** The EarlyExitNotified. */
  readonly notice: EventId;
  readonly ruleSet: RuleSetPin;
  readonly ground: GroundFacts;
  readonly measure: ExitMeasure;
  readonly servedOn: Day;
  readonly defenceBy: Due;
  readonly hearingAskBy: Due;
  readonly decideBy: Due;
  readonly points: readonly DefencePoint[];
  readonly hearing: Hearing;
  readonly proposal?: ExitProposal | undefined;
  readonly decided?: ExitDecided | undefined;
  /** The term waits from here: from the service, or from the end of a pause that ran then. */
  readonly waitsFrom: Day;
  /** The day of the file's newest event. */
  readonly lastOn: Day;
}

export type Hearing =
  | { readonly is: 'not-asked' }
  | { readonly is: 'asked'; readonly on: Day }
  | { readonly is: 'notified'; readonly heldOn: Day }
  | { readonly is: 'held' };

export interface ExitProposal {
  readonly proposal: EventId;
  readonly draft: ExitDraft;
  readonly proposedBy: PersonId;
}

export interface ExitDecided {
  readonly decided: EventId;
  readonly on: Day;
  /** Who drafted and who decided: nobody of them reviews it. */
  readonly officers: readonly PersonId[];
  readonly barMonths: number;
  readonly safety: boolean;
  readonly serveBy: Due;
  /** Once it was served. */
  readonly served?:
    { readonly on: Day; readonly reviewAskBy: Due; readonly unused: Finality } | undefined;
  readonly review?: { readonly requestedOn: Day; readonly decideBy: Due } | undefined;
}

/** 已出壳: until the last check its organization is followed. */
export interface GraduatedCase {
  readonly stage: 'graduated';
  readonly identity: CaseIdentity;
  readonly graduated: EventId;
  readonly on: Day;
  readonly band: GraduationBand;
  readonly openConditions: readonly string[];
  /** Those that are still to come. */
  readonly checks: readonly FollowUp[];
  readonly missed: ReadonlySet<string>;
  readonly lastOn: Day;
}

export interface FollowUp {
  /** So many months after the graduation. */
  readonly month: number;
  readonly from: Day;
  readonly by: Due;
}

/** After an early exit that is final: what is still to be handed over. */
export interface Handover {
  readonly notice: EventId;
  readonly ruleSet: RuleSetPin;
  readonly finalOn: Day;
  readonly by: Due;
  readonly completed: boolean;
}

/** Where a case stands once its IncubationStarted is told. */
export function startActive(
  identity: CaseIdentity,
  { data }: ReturnType<typeof incubationStarted>,
  { id, recordedAt }: Origin,
): ActiveCase {
  const { startedOn, term, twoMidtermsBreach, clocks, soFar = {} } = data;
  const { midterm, extension, pausedDays = 0, pause, named } = soFar;
  const days = [startedOn, midterm?.firstOn, extension?.grantedOn, pause?.from];
  return {
    stage: 'active',
    identity,
    started: { event: id, on: startedOn, recordedAt, months: term.months, twoMidtermsBreach },
    clocks,
    pausedDays,
    waitedDays: 0,
    pause: pause && { from: pause.from, until: pause.until, clocksAfter: pause.clocks },
    midterm: {
      ...{ firstOn: midterm?.firstOn, band: midterm?.band },
      noticed: clocks.midtermAgainBy !== undefined,
      failed: midterm?.secondChanceFailed ?? false,
    },
    extensions:
      extension === undefined
        ? { granted: 0, months: 0 }
        : { granted: 1, months: extension.months },
    graduation: { reminded: new Set(), refused: false },
    named: named ?? identity.applicantKind !== 'preparing-team',
    support: 'given',
    partyWork: new Set(),
    missed: new Set(),
    lastOn: days.reduce(
      (last: Day, day) => (day !== undefined && day > last ? day : last),
      startedOn,
    ),
  };
}

/** Whether a limit was over before the case was recorded here. */
export function wasOverAtRecording({ started: { recordedAt } }: ActiveCase, day: Day): boolean {
  return day < dayOf(recordedAt);
}
