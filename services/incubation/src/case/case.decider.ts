import type { BaseId, Decider, DivisionCode, OrganizationId, Result, Slice } from '@fuhua/kernel';
import {
  decideActive,
  decideSharedSinceStart,
  evolveSinceStart,
  isSinceStart,
  openSinceStart,
  type ActiveCommand,
} from './active.decider.ts';
import type { ActiveRefusal } from './active-record.decider.ts';
import type { Case, Ended } from './case-state.decider.ts';
import { caseEvents, isEntryEvent, type CaseEvent } from './case.events.ts';
import { decideShared, type SharedCommand } from './entry-common.decider.ts';
import { openBeforeStart } from './entry-deadlines.decider.ts';
import { evolveEntry } from './entry-evolve.decider.ts';
import { identityOf, type EntryRefusal } from './entry-record.decider.ts';
import {
  concludeAdmission,
  type AdmissionNotSought,
  type ConcludeAdmission,
} from './entry-review.decider.ts';
import { evolveShared } from './entry-shared-evolve.decider.ts';
import { decideEntry, type EntryCommand } from './entry.decider.ts';
import { decideExit, type ExitCommand } from './exit.decider.ts';
import { passOpen, type Open, type PassDeadline } from './record.decider.ts';

/** A case in one stream: entry, the running incubation and its early exit, each decided by its own part. */

export type CaseCommand = EntryCommand | ActiveCommand | ExitCommand | SharedCommand | PassDeadline;
export type CaseRefusal = EntryRefusal | ActiveRefusal;
export type CaseDecided = Result<readonly CaseEvent[], CaseRefusal>;

export const caseDecider: Decider<Case, CaseCommand, CaseEvent, CaseRefusal> = {
  initial: { stage: 'none' },
  decide(command, state): CaseDecided {
    switch (command.type) {
      case 'ServeDocument':
      case 'ReviewPartyWork':
      case 'CorrectClockDay':
      case 'ReceiveEvaluation':
        if (state.stage === 'active' || state.stage === 'graduated') {
          return decideSharedSinceStart(command, state);
        }
        return state.stage === 'ended' && isPaperOfTerm(command, state)
          ? decideSharedSinceStart(command, state)
          : decideShared(command, state);
      case 'PassDeadline':
        return passOpen(openDeadlines(state), command);
      case 'ApplyEntry':
      case 'NotifyGaps':
      case 'SupplementEntry':
      case 'AcceptEntry':
      case 'LapseEntry':
      case 'PreReviewEntry':
      case 'RequestPanel':
      case 'ExtendDecision':
      case 'DecideEntry':
      case 'ConcludeAdmission':
      case 'PostNotice':
      case 'FileObjection':
      case 'AnswerObjection':
      case 'SignAgreement':
      case 'StartIncubation':
      case 'RecordMigratedCase':
        return decideEntry(command, state);
      case 'RequestMidterm':
      case 'EvaluateMidterm':
      case 'PauseCase':
      case 'ResumeCase':
      case 'ApplyExtension':
      case 'DecideExtension':
      case 'ApplyGraduation':
      case 'RequestGraduationPanel':
      case 'DecideGraduation':
      case 'LeaveVoluntarily':
      case 'RecordRegistrationStep':
      case 'CheckFollowUp':
        return decideActive(command, state);
      case 'SuspendSupport':
      case 'ResumeSupport':
      case 'OrderCure':
      case 'RecordCure':
      case 'NotifyEarlyExit':
      case 'SubmitDefence':
      case 'RequestHearing':
      case 'NotifyHearing':
      case 'HoldHearing':
      case 'ProposeEarlyExit':
      case 'DecideEarlyExit':
      case 'RescindEarlyExit':
      case 'RequestReview':
      case 'DecideReview':
      case 'CompleteHandover':
        return decideExit(command, state);
    }
  },
  evolve(state, event, origin): Case {
    if (isEntryEvent(event)) return evolveEntry(state, event, origin);
    if (isSinceStart(event)) return evolveSinceStart(state, event, origin);
    switch (state.stage) {
      case 'none':
        return state;
      case 'active':
      case 'graduated':
        return evolveSinceStart(state, event, origin);
      case 'applied':
      case 'gaps':
      case 'accepted':
      case 'sought':
      case 'approved':
      case 'noticed':
      case 'agreeing':
      case 'planning':
      case 'ended':
        return evolveShared(state, event, origin);
    }
  },
  deadlines: (state) => openDeadlines(state).map(({ name, due }) => ({ name, due })),
};

/** Any but the one about the application, of a case that ever started. */
function isPaperOfTerm(command: SharedCommand, { how }: Ended): boolean {
  const hasStarted = how !== 'rejected' && how !== 'lapsed' && how !== 'withdrawn';
  return (
    hasStarted && command.type === 'ServeDocument' && command.document.kind !== 'entry-decision'
  );
}

function openDeadlines(state: Case): readonly Open<CaseEvent>[] {
  return [...openBeforeStart(state), ...openSinceStart(state)];
}

export const incubationCase: Slice<Case, CaseCommand, CaseEvent, CaseRefusal> = {
  category: 'case',
  events: caseEvents,
  decider: caseDecider,
};

/** The same streams, decided by the part that takes the guards' answer: all that the reactions to it may send. */
export const admissionConclusions: Slice<Case, ConcludeAdmission, CaseEvent, AdmissionNotSought> = {
  ...incubationCase,
  decider: { ...caseDecider, decide: concludeAdmission },
};

export interface AboutCase {
  readonly base?: BaseId;
  readonly organization?: OrganizationId;
  readonly operator?: OrganizationId | undefined;
  readonly division?: DivisionCode;
}

/** Whom events decided in this state concern. */
export function aboutCase(state: Case, [first]: readonly CaseEvent[]): AboutCase {
  const identity = identityOf(state);
  if (identity !== undefined) {
    const { base, applicant: organization, operator, division } = identity;
    return { base, organization, operator, division };
  }
  if (first?.type === 'EntryApplied') {
    const { base, applicant: organization, operator, division } = first.data;
    return { base, organization, operator, division };
  }
  if (first?.type !== 'EntryApprovalSought') return {};
  const { base, applicant: organization, running } = first.data;
  return {
    base,
    organization,
    ...(running && { operator: running.operator, division: running.division }),
  };
}
