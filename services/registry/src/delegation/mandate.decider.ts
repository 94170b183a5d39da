import { addDays, ok, refuse, startOfDay, type Deadline, type Instant } from '@fuhua/kernel';
import { dueAfterWorkingDays, missedFrom, type WorkingDayCalendar } from '@fuhua/rules';
import {
  fitness,
  identityOf,
  openingOf,
  type Act,
  type Decided,
  type Delegation,
  type Given,
} from './act.decider.ts';
import {
  delegatedServiceAssigned,
  delegatedServiceDelivered,
  delegatedServiceEnded,
  delegatedServiceRevoked,
  delegateDeclarationOverdue,
  delegateDeclarationSigned,
  type DelegatedService,
} from './delegation.events.ts';

/** What a county base takes over from its authority, from the mandate to its end. */

/** Working days in which who carries out a service that judges others declares its independence: a default [D]. */
const DECLARE_WORKING_DAYS = 10;
/** Rating and choosing judge others; teaching does not. */
const JUDGES: Readonly<Record<DelegatedService, boolean>> = {
  grading: true,
  venture: true,
  capability: false,
  talent: false,
};

export type MandateCommand = Act &
  (
    | {
        type: 'AssignDelegatedService';
        given: Omit<Given<typeof delegatedServiceAssigned>, 'authority' | 'declareBy' | 'calendar'>;
        calendar: WorkingDayCalendar;
      }
    | { type: 'SignDelegateDeclaration'; given: Given<typeof delegateDeclarationSigned> }
    | { type: 'RecordDelivery'; given: Omit<Given<typeof delegatedServiceDelivered>, 'service'> }
    | {
        type: 'RevokeDelegatedService';
        given: Omit<Given<typeof delegatedServiceRevoked>, 'service'>;
      }
  );

export interface PassDeadline {
  type: 'PassDeadline';
  name: string;
  now: Instant;
}

type OpenMandate = Extract<Delegation, { stage: 'mandate' }>;
type CommandOf<T extends MandateCommand['type']> = Extract<MandateCommand, { type: T }>;

export function assign(command: CommandOf<'AssignDelegatedService'>, state: Delegation): Decided {
  const { given, acting, base, today, calendar } = command;
  const { service, validFrom, validTo } = given;
  if (state.stage !== 'none') return refuse({ code: 'registry.delegation-already-opened' });
  const misfit = fitness(base, service);
  if (misfit !== undefined) return refuse(misfit);
  if (validTo < validFrom)
    return refuse({ code: 'registry.validity-reversed', validFrom, validTo });
  const declareBy = JUDGES[service]
    ? dueAfterWorkingDays(today, DECLARE_WORKING_DAYS, calendar)
    : undefined;
  return ok([
    delegatedServiceAssigned({
      ...openingOf(command),
      ...given,
      authority: acting.id,
      ...(declareBy && { declareBy }),
      calendar: calendar.id,
    }),
  ]);
}

export function onMandate(state: Delegation, decide: (mandate: OpenMandate) => Decided): Decided {
  switch (state.stage) {
    case 'none':
      return refuse({ code: 'registry.delegation-unknown-here' });
    case 'over':
      return refuse({ code: 'registry.delegation-over', on: state.on });
    case 'research':
    case 'standard':
      return refuse({ code: 'registry.delegation-of-other-kind', needed: 'mandate' });
    case 'mandate':
      return decide(state);
  }
}

export function declare(
  command: CommandOf<'SignDelegateDeclaration'>,
  mandate: OpenMandate,
): Decided {
  const { given, today } = command;
  const { on } = given;
  if (on > today) return refuse({ code: 'registry.day-in-future', day: on, today });
  const before = mandate.declared?.on;
  if (before !== undefined && on < before) {
    return refuse({ code: 'registry.days-out-of-order', first: before, then: on });
  }
  return ok([delegateDeclarationSigned({ ...identityOf(command), ...given })]);
}

/**
 * Recorded on its day or later, also when the mandate is over by then. Nobody is judged before the declaration, nor one in whom who judges has an
 * interest (definition 19).
 */
export function deliver(command: CommandOf<'RecordDelivery'>, mandate: OpenMandate): Decided {
  const { given, today } = command;
  const { service, validFrom, validTo, declared } = mandate;
  const { on, organizations } = given;
  if (on > today) return refuse({ code: 'registry.day-in-future', day: on, today });
  if (on < validFrom || validTo < on) {
    return refuse({ code: 'registry.outside-mandate', day: on, validFrom, validTo });
  }
  if (JUDGES[service]) {
    if (declared === undefined || on < declared.on) {
      return refuse({ code: 'registry.declaration-missing' });
    }
    const interested = organizations.filter((one) => declared.interests.has(one));
    if (interested.length > 0) {
      return refuse({ code: 'registry.declared-interest', organizations: interested });
    }
  }
  return ok([delegatedServiceDelivered({ ...identityOf(command), service, ...given })]);
}

export function revoke(
  command: CommandOf<'RevokeDelegatedService'>,
  mandate: OpenMandate,
): Decided {
  const { given, today } = command;
  const { on } = given;
  const { service, validFrom, validTo, lastDeliveryOn, ended } = mandate;
  if (on > today) return refuse({ code: 'registry.day-in-future', day: on, today });
  if (ended) return refuse({ code: 'registry.delegation-over', on: addDays(validTo, 1) });
  if (on > validTo) {
    return refuse({ code: 'registry.outside-mandate', day: on, validFrom, validTo });
  }
  if (lastDeliveryOn !== undefined && on <= lastDeliveryOn) {
    return refuse({ code: 'registry.days-out-of-order', first: lastDeliveryOn, then: on });
  }
  return ok([delegatedServiceRevoked({ ...identityOf(command), service, ...given })]);
}

export function deadlinesOf(mandate: OpenMandate): readonly Deadline[] {
  const { declareBy, declared, declarationOverdue, ended, validTo } = mandate;
  const isAwaited = declareBy !== undefined && declared === undefined && !declarationOverdue;
  return [
    ...(isAwaited ? [{ name: 'declaration', due: missedFrom(declareBy) }] : []),
    ...(ended ? [] : [{ name: 'end', due: startOfDay(addDays(validTo, 1)) }]),
  ];
}

export function passDeadline({ name, now }: PassDeadline, state: Delegation): Decided {
  if (state.stage !== 'mandate') return ok([]);
  const deadline = deadlinesOf(state).find((one) => one.name === name);
  if (deadline === undefined) return ok([]);
  if (now < deadline.due) return refuse({ code: 'registry.not-due-yet', name, due: deadline.due });
  const { delegation, base, service, validTo, declareBy } = state;
  const identity = { delegation, base };
  return ok(
    name === 'declaration' && declareBy !== undefined
      ? [delegateDeclarationOverdue({ ...identity, due: declareBy.due })]
      : [delegatedServiceEnded({ ...identity, service, validTo })],
  );
}
