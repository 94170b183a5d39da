import type { Case } from './case-state.decider.ts';
import {
  accept,
  apply,
  lapse,
  notifyGaps,
  supplement,
  type ApplicationCommand,
} from './entry-application.decider.ts';
import {
  answerObjection,
  fileObjection,
  postNotice,
  signAgreement,
  start,
  type ApprovalCommand,
} from './entry-approval.decider.ts';
import { recordMigrated } from './entry-migrated.decider.ts';
import type { EntryDecided } from './entry-record.decider.ts';
import {
  concludeAdmission,
  decideEntry as decideOnEntry,
  extendDecision,
  preReview,
  requestPanel,
  type ReviewCommand,
} from './entry-review.decider.ts';

/** From the application to the start: every command that belongs to no other part of the slice. */

/** What a panel concluded may be about any gate; `case.decider` says which. */
export type EntryCommand =
  ApplicationCommand | Exclude<ReviewCommand, { type: 'ReceiveEvaluation' }> | ApprovalCommand;

export function decideEntry(command: EntryCommand, state: Case): EntryDecided {
  switch (command.type) {
    case 'ApplyEntry':
      return apply(command, state);
    case 'NotifyGaps':
      return notifyGaps(command, state);
    case 'SupplementEntry':
      return supplement(command, state);
    case 'AcceptEntry':
      return accept(command, state);
    case 'LapseEntry':
      return lapse(command, state);
    case 'PreReviewEntry':
      return preReview(command, state);
    case 'RequestPanel':
      return requestPanel(command, state);
    case 'ExtendDecision':
      return extendDecision(command, state);
    case 'DecideEntry':
      return decideOnEntry(command, state);
    case 'ConcludeAdmission':
      return concludeAdmission(command, state);
    case 'PostNotice':
      return postNotice(command, state);
    case 'FileObjection':
      return fileObjection(command, state);
    case 'AnswerObjection':
      return answerObjection(command, state);
    case 'SignAgreement':
      return signAgreement(command, state);
    case 'StartIncubation':
      return start(command, state);
    case 'RecordMigratedCase':
      return recordMigrated(command, state);
  }
}
