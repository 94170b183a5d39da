import {
  refuse,
  type BaseId,
  type Decider,
  type DivisionCode,
  type OrganizationId,
  type Result,
  type Slice,
} from '@fuhua/kernel';
import type { Case } from './case-state.decider.ts';
import { caseEvents, isEntryEvent, type CaseEvent } from './case.events.ts';
import { decideShared, type SharedCommand } from './entry-common.decider.ts';
import { openBeforeStart } from './entry-deadlines.decider.ts';
import { evolveEntry } from './entry-evolve.decider.ts';
import { identityOf, notInStage, type EntryRefusal } from './entry-record.decider.ts';
import {
  concludeAdmission,
  type AdmissionNotSought,
  type ConcludeAdmission,
} from './entry-review.decider.ts';
import { evolveShared } from './entry-shared-evolve.decider.ts';
import { decideEntry, type EntryCommand } from './entry.decider.ts';
import { passOpen, type Open, type PassDeadline } from './record.decider.ts';

/** A case in one stream: entry, the running incubation and its early exit, each decided by its own part. */

export type CaseCommand = EntryCommand | SharedCommand | PassDeadline;
export type CaseRefusal = EntryRefusal;
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
          return refuse(notInStage(state));
        }
        return decideShared(command, state);
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
    }
  },
  evolve(state, event, origin): Case {
    if (isEntryEvent(event)) return evolveEntry(state, event, origin);
    switch (state.stage) {
      case 'none':
      case 'active':
      case 'graduated':
        return state;
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

function openDeadlines(state: Case): readonly Open<CaseEvent>[] {
  return openBeforeStart(state);
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
