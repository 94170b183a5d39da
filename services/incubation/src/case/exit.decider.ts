import type { ActiveDecided } from './active-record.decider.ts';
import type { Case } from './case-state.decider.ts';
import {
  decideEarlyExit,
  proposeEarlyExit,
  rescindEarlyExit,
  type DecideEarlyExit,
  type ProposeEarlyExit,
  type RescindEarlyExit,
} from './exit-decision.decider.ts';
import { decideDefence, type DefenceCommand } from './exit-defence.decider.ts';
import {
  decideNotice,
  notifyEarlyExit,
  type NoticeCommand,
  type NotifyEarlyExit,
} from './exit-notice.decider.ts';
import {
  completeHandover,
  decideReview,
  requestReview,
  type CompleteHandover,
  type DecideReview,
  type RequestReview,
} from './exit-review.decider.ts';

/** Early exit: every command about an exit file, and what may stand before one (5.6). */

export type ExitCommand =
  | NoticeCommand
  | NotifyEarlyExit
  | DefenceCommand
  | ProposeEarlyExit
  | DecideEarlyExit
  | RescindEarlyExit
  | RequestReview
  | DecideReview
  | CompleteHandover;

export function decideExit(command: ExitCommand, state: Case): ActiveDecided {
  switch (command.type) {
    case 'SuspendSupport':
    case 'ResumeSupport':
    case 'OrderCure':
    case 'RecordCure':
      return decideNotice(command, state);
    case 'NotifyEarlyExit':
      return notifyEarlyExit(command, state);
    case 'SubmitDefence':
    case 'RequestHearing':
    case 'NotifyHearing':
    case 'HoldHearing':
      return decideDefence(command, state);
    case 'ProposeEarlyExit':
      return proposeEarlyExit(command, state);
    case 'DecideEarlyExit':
      return decideEarlyExit(command, state);
    case 'RescindEarlyExit':
      return rescindEarlyExit(command, state);
    case 'RequestReview':
      return requestReview(command, state);
    case 'DecideReview':
      return decideReview(command, state);
    case 'CompleteHandover':
      return completeHandover(command, state);
  }
}
