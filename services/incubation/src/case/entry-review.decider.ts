import { ok, refuse, type CaseId, type Day, type EventId, type Result } from '@fuhua/kernel';
import { dueAfterWorkingDays, evaluate, ruleSetOf, type Decision } from '@fuhua/rules';
import type { Accepted, Case, Sought } from './case-state.decider.ts';
import { evaluationReceived, evaluationRequested } from './common.events.ts';
import { caseFacts, panelFact } from './entry-facts.decider.ts';
import {
  entryAdmissionRefused,
  entryApprovalSought,
  entryApproved,
  entryDecisionExtended,
  entryPreReviewed,
  entryRejected,
  incubationStarted,
  type EntryEvent,
  type PreReviewer,
} from './entry.events.ts';
import {
  competenceOf,
  type EntryCheck,
  type EntryDecided,
  type EntryRefusal,
  notInStage,
  panelParams,
  record,
  reviewClocks,
} from './entry-record.decider.ts';
import {
  competence,
  inOrder,
  subjectIn,
  type Act,
  type Gathered,
  type PartyAct,
} from './record.decider.ts';

/** From the pre-review to the decision, and what the guards answer to it (5.2, R-REV-01). */

/** By the operator, or by an officer in its place. */
export type PreReviewEntry = (Act | PartyAct) & {
  type: 'PreReviewEntry';
  opinion: 'recommended' | 'not-recommended';
  remarks: string;
};

export type RequestPanel = Act & {
  type: 'RequestPanel';
  /** What the panel answers to. */
  request: EventId;
};

/** What a panel concluded, carried here by a reaction to the evaluation service's topic. */
export interface ReceiveEvaluation {
  type: 'ReceiveEvaluation';
  request: EventId;
  concluded: EventId;
  panel: string;
  mean: string;
  dimensions: { code: string; mean: string; max: string }[];
  raters: number;
  outsideRaters: number;
  concludedOn: Day;
}

export type ExtendDecision = Act & { type: 'ExtendDecision'; reason: string };

export type DecideEntry = Act &
  Gathered & {
    type: 'DecideEntry';
    /** 在孵名额 of the base, as its public record has it today. */
    capacity: number;
  };

/** What the guards say, carried back by a reaction; `by` is their event. */
export type ConcludeAdmission = { type: 'ConcludeAdmission'; sought: EventId; by: EventId } & (
  | { answer: 'granted' }
  | { answer: 'refused'; guard: 'residency' | 'space'; holder?: CaseId | undefined }
);

export type ReviewCommand =
  | PreReviewEntry
  | RequestPanel
  | ReceiveEvaluation
  | ExtendDecision
  | DecideEntry
  | ConcludeAdmission;

export function preReview(command: PreReviewEntry, state: Case): EntryDecided {
  const incompetent = competenceOf(command);
  if (state.stage !== 'accepted') return record([], incompetent ?? notInStage(state));
  const { entry, review } = state;
  const { opinion, remarks, on: reviewedOn } = command;
  const reviewer: PreReviewer = 'acting' in command ? 'authority' : 'operator';
  return record(
    [entryPreReviewed({ ...subjectIn(entry.identity), reviewer, opinion, remarks, reviewedOn })],
    incompetent,
    inOrder(command, entry.lastOn),
    mayPreReview(reviewer, reviewedOn, state),
    review.preReviewed ? { code: 'incubation.step-done', step: 'pre-review' } : undefined,
  );
}

/** The operator never reviews its own; the authority may in its place once the operator is late. */
function mayPreReview(reviewer: PreReviewer, on: Day, { review }: Accepted): EntryCheck {
  const { preReviewer, preReviewBy } = review;
  const isLate = reviewer === 'authority' && on > preReviewBy.due;
  if (reviewer === preReviewer || isLate) return undefined;
  return { code: 'incubation.other-pre-reviewer', reviewer: preReviewer };
}

/** Its time is part of the decision's. */
export function requestPanel(command: RequestPanel, state: Case): EntryDecided {
  const incompetent = competence(command, 'entry');
  if (state.stage !== 'accepted') return record([], incompetent ?? notInStage(state));
  const { entry, review } = state;
  const { identity } = entry;
  const { ratersMin, outsideRatersMin: outsideMin } = panelParams(command, identity);
  const requested = evaluationRequested({
    ...{ request: command.request, purpose: 'entry', base: identity.base },
    ...{ organization: identity.applicant, division: identity.division },
    ...{ ratersMin, outsideMin, dueOn: review.decideBy.due },
  });
  return record(
    [requested],
    incompetent,
    inOrder(command, entry.lastOn),
    review.preReviewed ? undefined : { code: 'incubation.step-missing', step: 'pre-review' },
    review.request && { code: 'incubation.step-done', step: 'panel' },
  );
}

/** Once for each request; whatever it says, an officer decides. */
export function receiveEvaluation(command: ReceiveEvaluation, state: Case): EntryDecided {
  const { type: _type, ...conclusion } = command;
  const { request } = command;
  if (state.stage !== 'accepted' || state.review.request !== request) {
    return record([], { code: 'incubation.evaluation-not-asked', request });
  }
  if (state.review.conclusion !== undefined) return record([]);
  const { identity } = state.entry;
  return record([evaluationReceived({ ...subjectIn(identity), ...conclusion, purpose: 'entry' })]);
}

/** Once, while the clock runs. */
export function extendDecision(command: ExtendDecision, state: Case): EntryDecided {
  const incompetent = competence(command, 'entry');
  if (state.stage !== 'accepted') return record([], incompetent ?? notInStage(state));
  const { entry, review } = state;
  const { reason, on, calendar } = command;
  const clocks = reviewClocks(command, entry.identity);
  const workingDays = clocks.decisionWorkingDays + clocks.decisionExtensionWorkingDays;
  const decideBy = dueAfterWorkingDays(review.acceptedOn, workingDays, calendar);
  const { due } = review.decideBy;
  return record(
    [entryDecisionExtended({ ...subjectIn(entry.identity), reason, decideBy })],
    incompetent,
    inOrder(command, entry.lastOn),
    review.extended ? { code: 'incubation.step-done', step: 'extension' } : undefined,
    on > due ? { code: 'incubation.limit-over', due } : undefined,
  );
}

/** All of R-ENT again, and the panel's conclusion; granted, the guards are asked first. */
export function decideEntry(command: DecideEntry, state: Case): EntryDecided {
  const incompetent = competence(command, 'entry');
  if (state.stage !== 'accepted') return record([], incompetent ?? notInStage(state));
  const { entry } = state;
  const refusal = incompetent ?? inOrder(command, entry.lastOn) ?? mayBeDecided(state);
  if (refusal !== undefined) return record([], refusal);
  const { on, calendar, capacity } = command;
  const decision = decisionOn(command, state);
  const { notificationWorkingDays } = reviewClocks(command, entry.identity);
  const notifyBy = dueAfterWorkingDays(on, notificationWorkingDays, calendar);
  const subject = subjectIn(entry.identity);
  switch (decision.outcome) {
    case 'insufficient-evidence':
      return record([], { code: 'incubation.insufficient-evidence', decision });
    case 'refused': {
      const rejected = { decision, automatic: false, competentAuthority: command.acting.id };
      return record([entryRejected({ ...subject, ...rejected, rejectedOn: on, notifyBy })]);
    }
    case 'granted': {
      const { mode } = entry.identity;
      const sought = { mode, capacity, decision, soughtOn: on, notifyBy };
      return record([entryApprovalSought({ ...subject, ...sought })]);
    }
  }
}

function mayBeDecided({ entry, review }: Accepted): EntryCheck {
  if (!review.preReviewed) return { code: 'incubation.step-missing', step: 'pre-review' };
  if (review.conclusion === undefined) return { code: 'incubation.step-missing', step: 'panel' };
  if (entry.partyWork.has('entry')) return undefined;
  return { code: 'incubation.party-work-not-reviewed', gate: 'entry' };
}

function decisionOn(command: DecideEntry, { entry, review }: Accepted): Decision {
  const { facts, on, calendar, knownThrough, ruleSets } = command;
  return evaluate({
    ruleSet: ruleSetOf(entry.identity.ruleSet, ruleSets),
    procedure: 'case.entry',
    facts: {
      ...facts,
      ...caseFacts({ ...entry, sources: [entry.applied] }),
      ...(review.conclusion && panelFact(review.conclusion)),
    },
    ...{ on, calendar, knownThrough },
  });
}

export type AdmissionNotSought = Extract<EntryRefusal, { code: 'incubation.admission-not-sought' }>;

/** Approved, or back to where it was with the reason; one of before this system starts as it did. */
export function concludeAdmission(
  command: ConcludeAdmission,
  state: Case,
): Result<readonly EntryEvent[], AdmissionNotSought> {
  const { sought, by } = command;
  if (state.stage !== 'sought' || state.sought !== sought) {
    return refuse({ code: 'incubation.admission-not-sought', sought });
  }
  const subject = subjectIn(state.entry.identity);
  if (command.answer === 'refused') {
    const { guard, holder } = command;
    return ok([entryAdmissionRefused({ ...subject, sought, refusedBy: by, guard, holder })]);
  }
  return ok(admitted(state, by));
}

function admitted(
  { entry, sought, soughtOn, was }: Sought,
  grantedBy: EventId,
): readonly EntryEvent[] {
  const subject = subjectIn(entry.identity);
  if (!('running' in was)) {
    return [entryApproved({ ...subject, sought, grantedBy, approvedOn: soughtOn })];
  }
  const { approvedOn, startedOn, term, clocks, twoMidtermsBreach, soFar } = was.running;
  return [
    entryApproved({ ...subject, sought, grantedBy, approvedOn }),
    incubationStarted({ ...subject, startedOn, term, clocks, twoMidtermsBreach, soFar }),
  ];
}
