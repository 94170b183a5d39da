import type { Day } from '@fuhua/kernel';
import { termEnd } from '@fuhua/rules';
import { anotherPerson, competence, validity, wrongStage } from './checks.decider.ts';
import {
  operatorExceptionApproved,
  operatorExceptionDeclined,
  operatorExceptionRequested,
  type Waivable,
} from './operatorcontract.events.ts';
import {
  record,
  type Act,
  type Check,
  type Decided,
  type OperatorContract,
} from './record.decider.ts';

/** What R-OPR-01 allows because it holds 原则上: for a written reason, by the next higher, for a time, in public. */

/** R-OPR-01 [D]: the longest term of an exception. */
const EXCEPTION_MONTHS_MAX = 12;

export type ExceptionCommand = Act &
  (
    | {
        type: 'RequestException';
        waives: Waivable[];
        validFrom: Day;
        validTo: Day;
        reason: string;
      }
    | { type: 'ApproveException' }
    | { type: 'DeclineException'; reason: string }
  );

export function decideException(command: ExceptionCommand, state: OperatorContract): Decided {
  switch (command.type) {
    case 'RequestException': {
      const incompetent = competence(command, 'operator');
      if (state.stage !== 'refused') return record([], incompetent ?? wrongStage(state));
      const { waives, validFrom, validTo, reason } = command;
      return record(
        [
          operatorExceptionRequested({
            ...state.nominated.subject,
            waives,
            validFrom,
            validTo,
            reason,
          }),
        ],
        incompetent,
        validity(validFrom, validTo),
        notTooLong(validFrom, validTo),
      );
    }
    case 'ApproveException': {
      const incompetent = competence(command, 'exception');
      if (state.stage !== 'exception-requested') {
        return record([], incompetent ?? wrongStage(state));
      }
      const { by: _by, requested, waives, ...asked } = state.request;
      const authority = command.acting.id;
      const exception = { ...asked, waives: [...waives], requested, authority };
      return record(
        [operatorExceptionApproved({ ...state.nominated.subject, ...exception })],
        incompetent,
        anotherPerson(state.request, command),
      );
    }
    case 'DeclineException': {
      const incompetent = competence(command, 'exception');
      if (state.stage !== 'exception-requested') {
        return record([], incompetent ?? wrongStage(state));
      }
      const { requested } = state.request;
      const declined = { requested, authority: command.acting.id, reason: command.reason };
      return record(
        [operatorExceptionDeclined({ ...state.nominated.subject, ...declined })],
        incompetent,
        anotherPerson(state.request, command),
      );
    }
  }
}

/** Definition 2: a term of n months ends the day before the same day n months later. */
function notTooLong(validFrom: Day, validTo: Day): Check {
  const latest = termEnd(validFrom, EXCEPTION_MONTHS_MAX);
  if (validTo <= latest) return undefined;
  return { code: 'registry.exception-too-long', validFrom, validTo, latest };
}
