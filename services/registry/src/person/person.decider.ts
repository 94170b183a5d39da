import {
  addDays,
  ok,
  refuse,
  type Day,
  type Decider,
  type EventId,
  type PersonId,
  type Result,
  type Slice,
} from '@fuhua/kernel';
import {
  delegationRevoked,
  delegationSet,
  personEvents,
  personForgotten,
  personRegistered,
  roleGranted,
  roleRevoked,
  type PersonEvent,
  type Reach,
  type Role,
} from './person.events.ts';

export type PersonCommand =
  | { type: 'RegisterPerson'; person: PersonId; name: string; phone?: string | undefined }
  | {
      type: 'GrantRole';
      grant: EventId;
      role: Role;
      reach: Reach;
      validFrom: Day;
      validTo?: Day | undefined;
    }
  | { type: 'RevokeRole'; grant: EventId; on: Day; today: Day; reason: string }
  | {
      type: 'SetDelegation';
      delegation: EventId;
      grant: EventId;
      delegate: PersonId;
      validFrom: Day;
      validTo: Day;
      reason: string;
    }
  | { type: 'RevokeDelegation'; delegation: EventId; on: Day; today: Day; reason: string }
  | { type: 'ForgetPerson'; reason: string };

export type PersonRefusal =
  | { code: 'registry.person-already-registered' }
  | { code: 'registry.person-unknown' }
  | { code: 'registry.person-forgotten' }
  | { code: 'registry.validity-reversed'; validFrom: Day; validTo: Day }
  | { code: 'registry.reach-missing'; role: Role; needed: keyof Reach }
  | { code: 'registry.grant-unknown'; grant: EventId }
  | { code: 'registry.grant-already-revoked'; grant: EventId }
  | { code: 'registry.revocation-backdated'; on: Day; today: Day }
  | { code: 'registry.delegation-to-oneself' }
  | { code: 'registry.delegation-outside-grant'; validFrom: Day; validTo?: Day }
  | { code: 'registry.delegation-unknown'; delegation: EventId }
  | { code: 'registry.delegation-already-revoked'; delegation: EventId };

/** First and last day in force; `validTo` before `validFrom` when it was revoked before it began. */
interface Term {
  readonly validFrom: Day;
  readonly validTo?: Day | undefined;
  readonly revoked?: true;
}

export type Person =
  | { stage: 'none' }
  | {
      stage: 'registered';
      person: PersonId;
      grants: ReadonlyMap<EventId, Term>;
      delegations: ReadonlyMap<EventId, Term>;
    }
  | { stage: 'forgotten' };

type Registered = Extract<Person, { stage: 'registered' }>;
type Decided = Result<readonly PersonEvent[], PersonRefusal>;

/** What a role cannot do without: whom its holder acts for. */
const REACH_NEEDED: Readonly<Partial<Record<Role, keyof Reach>>> = {
  officer: 'authority',
  operator: 'organization',
  organization: 'organization',
};

export const personDecider: Decider<Person, PersonCommand, PersonEvent, PersonRefusal> = {
  initial: { stage: 'none' },
  decide(command, state) {
    if (state.stage === 'forgotten') return refuse({ code: 'registry.person-forgotten' });
    if (command.type === 'RegisterPerson') {
      if (state.stage !== 'none') return refuse({ code: 'registry.person-already-registered' });
      const { person, name, phone } = command;
      return ok([personRegistered({ person, name, ...(phone !== undefined && { phone }) })]);
    }
    if (state.stage === 'none') return refuse({ code: 'registry.person-unknown' });
    switch (command.type) {
      case 'GrantRole':
        return grantRole(command, state);
      case 'RevokeRole':
        return revokeRole(command, state);
      case 'SetDelegation':
        return setDelegation(command, state);
      case 'RevokeDelegation':
        return revokeDelegation(command, state);
      case 'ForgetPerson':
        return ok([personForgotten({ person: state.person, reason: command.reason })]);
    }
  },
  evolve(state, event) {
    if (event.type === 'PersonRegistered') {
      const { person } = event.data;
      return { stage: 'registered', person, grants: new Map(), delegations: new Map() };
    }
    if (state.stage !== 'registered') return state;
    switch (event.type) {
      case 'RoleGranted':
        return { ...state, grants: withTerm(state.grants, event.data.grant, event.data) };
      case 'RoleRevoked':
        return { ...state, grants: revoked(state.grants, event.data.grant, event.data.on) };
      case 'DelegationSet': {
        const { delegation } = event.data;
        return { ...state, delegations: withTerm(state.delegations, delegation, event.data) };
      }
      case 'DelegationRevoked': {
        const { delegation, on } = event.data;
        return { ...state, delegations: revoked(state.delegations, delegation, on) };
      }
      case 'PersonForgotten':
        return { stage: 'forgotten' };
    }
  },
};

export const person: Slice<Person, PersonCommand, PersonEvent, PersonRefusal> = {
  category: 'person',
  events: personEvents,
  decider: personDecider,
};

function grantRole(
  command: Extract<PersonCommand, { type: 'GrantRole' }>,
  state: Registered,
): Decided {
  const { grant, role, reach, validFrom, validTo } = command;
  const needed = REACH_NEEDED[role];
  if (needed !== undefined && reach[needed] === undefined) {
    return refuse({ code: 'registry.reach-missing', role, needed });
  }
  if (validTo !== undefined && validTo < validFrom) {
    return refuse({ code: 'registry.validity-reversed', validFrom, validTo });
  }
  const term = { validFrom, ...(validTo !== undefined && { validTo }) };
  return ok([roleGranted({ person: state.person, grant, role, reach, ...term })]);
}

function revokeRole(
  command: Extract<PersonCommand, { type: 'RevokeRole' }>,
  state: Registered,
): Decided {
  const { grant, on, today, reason } = command;
  const held = state.grants.get(grant);
  if (held === undefined) return refuse({ code: 'registry.grant-unknown', grant });
  if (isRevoked(held, on)) return refuse({ code: 'registry.grant-already-revoked', grant });
  if (on < today) return refuse({ code: 'registry.revocation-backdated', on, today });
  return ok([roleRevoked({ person: state.person, grant, on, reason })]);
}

function setDelegation(
  command: Extract<PersonCommand, { type: 'SetDelegation' }>,
  state: Registered,
): Decided {
  const { delegation, grant, delegate, validFrom, validTo, reason } = command;
  const held = state.grants.get(grant);
  if (held === undefined) return refuse({ code: 'registry.grant-unknown', grant });
  if (delegate === state.person) return refuse({ code: 'registry.delegation-to-oneself' });
  if (validTo < validFrom) {
    return refuse({ code: 'registry.validity-reversed', validFrom, validTo });
  }
  if (validFrom < held.validFrom || (held.validTo !== undefined && held.validTo < validTo)) {
    const limits = { validFrom: held.validFrom, ...(held.validTo && { validTo: held.validTo }) };
    return refuse({ code: 'registry.delegation-outside-grant', ...limits });
  }
  return ok([
    delegationSet({
      person: state.person,
      delegation,
      grant,
      delegate,
      validFrom,
      validTo,
      reason,
    }),
  ]);
}

function revokeDelegation(
  command: Extract<PersonCommand, { type: 'RevokeDelegation' }>,
  state: Registered,
): Decided {
  const { delegation, on, today, reason } = command;
  const held = state.delegations.get(delegation);
  if (held === undefined) return refuse({ code: 'registry.delegation-unknown', delegation });
  if (isRevoked(held, on)) {
    return refuse({ code: 'registry.delegation-already-revoked', delegation });
  }
  if (on < today) return refuse({ code: 'registry.revocation-backdated', on, today });
  return ok([delegationRevoked({ person: state.person, delegation, on, reason })]);
}

function withTerm(
  terms: ReadonlyMap<EventId, Term>,
  id: EventId,
  { validFrom, validTo }: Term,
): ReadonlyMap<EventId, Term> {
  return new Map(terms).set(id, { validFrom, validTo });
}

/** From `on` or earlier. A revocation that lies ahead may be brought forward, never put off. */
function isRevoked({ revoked, validTo }: Term, on: Day): boolean {
  return revoked === true && validTo !== undefined && validTo < on;
}

/** Ends the day before `on`, or earlier if it would have ended earlier. */
function revoked(
  terms: ReadonlyMap<EventId, Term>,
  id: EventId,
  on: Day,
): ReadonlyMap<EventId, Term> {
  const term = terms.get(id);
  if (term === undefined) return terms;
  const last = addDays(on, -1);
  const validTo = term.validTo !== undefined && term.validTo < last ? term.validTo : last;
  return new Map(terms).set(id, { validFrom: term.validFrom, validTo, revoked: true });
}
