import type { Day } from '@fuhua/kernel';
import { ruleSetOf, termEnd } from '@fuhua/rules';
import { eligibilityParams } from './params.decider.ts';
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
  type Nominated,
  type OperatorContract,
} from './record.decider.ts';

/** What R-OPR-01 allows because it holds 原则上: for a written reason, by the next higher, for a time, in public. */

export type ExceptionCommand = Act &
  (
    | {
        type: 'RequestException';
        waives: Waivable[];
        validFrom: Day;
        validTo: Day;
        reason: string;
      }
    | { type: 'ApproveException'; remarks?: string | undefined }
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
        notTooLong(command, state.nominated),
      );
    }
    case 'ApproveException': {
      const incompetent = competence(command, 'exception');
      if (state.stage !== 'exception-requested') {
        return record([], incompetent ?? wrongStage(state));
      }
      const { by: _by, requested, waives, ...asked } = state.request;
      const { acting, remarks } = command;
      const exception = { ...asked, waives: [...waives], requested, authority: acting.id, remarks };
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

/** R-OPR-01, by the set that the nomination pinned. */
function notTooLong(
  { validFrom, validTo, ruleSets }: Extract<ExceptionCommand, { type: 'RequestException' }>,
  { nomination: { pin } }: Nominated,
): Check {
  const latest = termEnd(validFrom, eligibilityParams(ruleSetOf(pin, ruleSets)).exceptionMonthsMax);
  if (validTo <= latest) return undefined;
  return { code: 'registry.exception-too-long', validFrom, validTo, latest };
}
