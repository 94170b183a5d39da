import type { CaseId, Day, EventId } from '@fuhua/kernel';
import type { Due } from '@fuhua/rules';
import type { ActiveCase, GraduatedCase, Handover } from './active-state.decider.ts';
import type { CaseIdentity } from './record.decider.ts';
import type { Gap, Gate, PreReviewer, Running } from './values.events.ts';

/** Where a case stands: one union of stages from the application to its end. */

/** What is known of a case in every stage before its start. */
export interface Entry {
  readonly identity: CaseIdentity;
  /** The EntryApplied, or what a case of before this system was recorded by. */
  readonly applied: EventId;
  readonly appliedOn: Day;
  readonly outsideTargetReason?: string | undefined;
  /** The day of the newest event: the next one is not earlier (definition 1). */
  readonly lastOn: Day;
  /** Gates before which Party work was reviewed. */
  readonly partyWork: ReadonlySet<Gate>;
  /** Names of deadlines whose passing is recorded. */
  readonly missed: ReadonlySet<string>;
  /** The applicant is to be told the decision; undefined before it, and once it was served. */
  readonly notify?: Notify | undefined;
}

export interface Notify {
  readonly decidedOn: Day;
  readonly by: Due;
}

export interface Applied {
  readonly stage: 'applied';
  readonly entry: Entry;
  /** The operator may not decide, nor pre-review its own (definition 11). */
  readonly preReviewer: PreReviewer;
  /** Of rules that could not say: they are gaps when a notice is given. */
  readonly unknowns: readonly Gap[];
  readonly completenessBy: Due;
}

export interface Gaps {
  readonly stage: 'gaps';
  readonly entry: Entry;
  readonly preReviewer: PreReviewer;
  readonly gaps: readonly Gap[];
  /** Codes of gaps for which nothing was supplied. */
  readonly open: ReadonlySet<string>;
  /** From the service of the notice; until then no limit runs. */
  readonly supplementBy?: Due | undefined;
  /** Once nothing is open. */
  readonly completenessBy?: Due | undefined;
}

/** What a panel concluded; scores are decimal text, `0.00` to `100.00`. */
export interface Conclusion {
  readonly received: EventId;
  readonly mean: string;
  readonly dimensions: readonly {
    readonly code: string;
    readonly mean: string;
    readonly max: string;
  }[];
  readonly raters: number;
  readonly outsideRaters: number;
  readonly concludedOn: Day;
}

/** A complete application on its way to a decision: pre-review, then panel, then decision. */
export interface Review {
  readonly acceptedOn: Day;
  readonly preReviewer: PreReviewer;
  readonly preReviewBy: Due;
  readonly preReviewed: boolean;
  readonly decideBy: Due;
  readonly extended: boolean;
  readonly request?: EventId | undefined;
  readonly conclusion?: Conclusion | undefined;
}

export interface Accepted {
  readonly stage: 'accepted';
  readonly entry: Entry;
  readonly review: Review;
  /** Why the newest approval did not come about. */
  readonly notAdmitted?: NotAdmitted | undefined;
}

export interface NotAdmitted {
  readonly guard: 'residency' | 'space';
  readonly holder?: CaseId | undefined;
}

/** The guards are being asked. A case that runs since before this system has `running` and was reviewed by nobody here. */
export interface Sought {
  readonly stage: 'sought';
  readonly entry: Entry;
  readonly sought: EventId;
  readonly soughtOn: Day;
  readonly was: { readonly review: Review } | { readonly running: Running };
}

export interface Approved {
  readonly stage: 'approved';
  readonly entry: Entry;
  readonly approvedOn: Day;
}

export interface Noticed {
  readonly stage: 'noticed';
  readonly entry: Entry;
  readonly postedOn: Day;
  readonly endsBy: Due;
  /** When nobody objects. */
  readonly agreementBy: Due;
  /** Those that are not answered yet, by their event. */
  readonly objections: ReadonlyMap<EventId, { readonly answerBy: Due }>;
}

export interface Agreeing {
  readonly stage: 'agreeing';
  readonly entry: Entry;
  /** The day on which the notice ended. */
  readonly endedOn: Day;
  readonly agreementBy: Due;
}

export interface Planning {
  readonly stage: 'planning';
  readonly entry: Entry;
  readonly signedOn: Day;
  readonly twoMidtermsBreach: boolean;
  readonly planBy: Due;
}

/** Before the start. */
export type EntryCase =
  Applied | Gaps | Accepted | Sought | Approved | Noticed | Agreeing | Planning;

export type EndedHow =
  'rejected' | 'lapsed' | 'withdrawn' | 'without-graduation' | 'voluntary' | 'early-exit';

/** Nothing runs any more but what the end itself starts. */
export interface Ended {
  readonly stage: 'ended';
  readonly identity: CaseIdentity;
  readonly how: EndedHow;
  /** The last day on which it ran. */
  readonly on: Day;
  readonly lastOn: Day;
  readonly missed: ReadonlySet<string>;
  /** Of a rejection that was not served yet. */
  readonly notify?: Notify | undefined;
  /** After an early exit. */
  readonly handover?: Handover | undefined;
}

export interface NoCase {
  readonly stage: 'none';
}

export type Case = NoCase | EntryCase | ActiveCase | GraduatedCase | Ended;
