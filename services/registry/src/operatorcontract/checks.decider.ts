import type { Day } from '@fuhua/kernel';
import { incompetence, mayDecide, type BaseAct } from '@fuhua/rules';
import type { Act, Check, ExceptionRequest, OperatorContract } from './record.decider.ts';

/** R-JUR-01 (definition 8): the authority of the base contracts its operator, the next higher decides about exceptions. */
export function competence(
  { acting, base, directory, today: day }: Act,
  act: Extract<BaseAct, 'operator' | 'exception'>,
): Check {
  return incompetence('registry', mayDecide({ base, act, acting, directory, day }));
}

/** Whoever asked for an exception does not decide about it, in whichever authority. */
export function anotherPerson({ by }: ExceptionRequest, { person }: Act): Check {
  return by === person ? { code: 'registry.same-person', person } : undefined;
}

export function notInFuture(day: Day, today: Day): Check {
  return day > today ? { code: 'registry.day-in-future', day, today } : undefined;
}

export function inOrder(first: Day, then: Day): Check {
  return then < first ? { code: 'registry.days-out-of-order', first, then } : undefined;
}

export function validity(validFrom: Day, validTo: Day): Check {
  return validTo < validFrom
    ? { code: 'registry.validity-reversed', validFrom, validTo }
    : undefined;
}

/** Why a command does not fit where the stream stands. */
export function wrongStage({ stage }: OperatorContract): NonNullable<Check> {
  switch (stage) {
    case 'none':
      return { code: 'registry.operator-contract-unknown' };
    case 'signing':
    case 'correcting':
      return { code: 'registry.seat-awaited' };
    case 'prepared':
    case 'eligible':
    case 'refused':
    case 'exception-requested':
    case 'not-concluded':
    case 'in-force':
    case 'ended':
      return { code: 'registry.wrong-stage', stage };
  }
}
