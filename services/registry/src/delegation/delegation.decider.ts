import { ok, refuse, type BaseId, type Day, type Decider, type Slice } from '@fuhua/kernel';
import {
  competence,
  fitness,
  openedIn,
  identityOf,
  openingOf,
  type Act,
  type Decided,
  type Delegation,
  type DelegationRefusal,
  type Given,
} from './act.decider.ts';
import {
  delegationEvents,
  researchOutputRegistered,
  researchOutputWithdrawn,
  standardAdopted,
  standardRepealed,
  type DelegationEvent,
} from './delegation.events.ts';
import {
  assign,
  deadlinesOf,
  declare,
  deliver,
  onMandate,
  passDeadline,
  revoke,
  type MandateCommand,
  type PassDeadline,
} from './mandate.decider.ts';

export { aboutDelegation } from './act.decider.ts';

/** What a county base does for others (三(二)): one stream a mandate, a piece of research, a standard. */

export type OutputCommand = Act &
  (
    | { type: 'RegisterResearchOutput'; given: Given<typeof researchOutputRegistered> }
    | { type: 'WithdrawResearchOutput'; given: Given<typeof researchOutputWithdrawn> }
    | { type: 'AdoptStandard'; given: Given<typeof standardAdopted> }
    | { type: 'RepealStandard'; given: Given<typeof standardRepealed> }
  );

export type OfficerCommand = MandateCommand | OutputCommand;
export type DelegationCommand = OfficerCommand | PassDeadline;

export const delegationDecider: Decider<
  Delegation,
  DelegationCommand,
  DelegationEvent,
  DelegationRefusal
> = {
  initial: { stage: 'none' },
  decide(command, state) {
    if (command.type === 'PassDeadline') return passDeadline(command, state);
    const incompetent = competence(command);
    if (incompetent !== undefined) return refuse(incompetent);
    switch (command.type) {
      case 'AssignDelegatedService':
        return assign(command, state);
      case 'RegisterResearchOutput': {
        const { completedOn } = command.given;
        const event = researchOutputRegistered({ ...openingOf(command), ...command.given });
        return open(event, completedOn, 'research', command, state);
      }
      case 'AdoptStandard': {
        const event = standardAdopted({ ...openingOf(command), ...command.given });
        return open(event, command.given.adoptedOn, 'standard', command, state);
      }
      case 'SignDelegateDeclaration':
        return onMandate(state, (mandate) => declare(command, mandate));
      case 'RecordDelivery':
        return onMandate(state, (mandate) => deliver(command, mandate));
      case 'RevokeDelegatedService':
        return onMandate(state, (mandate) => revoke(command, mandate));
      case 'WithdrawResearchOutput': {
        const event = researchOutputWithdrawn({ ...identityOf(command), ...command.given });
        return end(event, 'research', command, state);
      }
      case 'RepealStandard': {
        const event = standardRepealed({ ...identityOf(command), ...command.given });
        return end(event, 'standard', command, state);
      }
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'DelegatedServiceAssigned': {
        const { delegation, base, division, service, validFrom, validTo, declareBy } = event.data;
        const identity = { delegation, base, division } as const;
        const term = { service, validFrom, validTo, declareBy };
        return { ...identity, stage: 'mandate', ...term, declarationOverdue: false, ended: false };
      }
      case 'ResearchOutputRegistered': {
        const { delegation, base, division, completedOn: since } = event.data;
        return { delegation, base, division, stage: 'research', since };
      }
      case 'StandardAdopted': {
        const { delegation, base, division, adoptedOn: since } = event.data;
        return { delegation, base, division, stage: 'standard', since };
      }
      case 'DelegateDeclarationSigned': {
        if (state.stage !== 'mandate') return state;
        const { on, interests } = event.data;
        const declared = { on, interests: new Set(interests.map((one) => one.organization)) };
        return { ...state, declared };
      }
      case 'DelegateDeclarationOverdue':
        return state.stage === 'mandate' ? { ...state, declarationOverdue: true } : state;
      case 'DelegatedServiceDelivered':
        return state.stage === 'mandate' ? { ...state, lastDeliveryOn: event.data.on } : state;
      case 'DelegatedServiceEnded':
        return state.stage === 'mandate' ? { ...state, ended: true } : state;
      case 'DelegatedServiceRevoked':
      case 'ResearchOutputWithdrawn':
      case 'StandardRepealed':
        return state.stage === 'none'
          ? state
          : { ...openedIn(state), stage: 'over', on: event.data.on };
    }
  },
  deadlines: (state) => (state.stage === 'mandate' ? deadlinesOf(state) : []),
};

export const delegation: Slice<Delegation, DelegationCommand, DelegationEvent, DelegationRefusal> =
  { category: 'delegation', events: delegationEvents, decider: delegationDecider };

function open(
  event: DelegationEvent,
  on: Day,
  needed: 'research' | 'standard',
  { base, today }: Act,
  state: Delegation,
): Decided {
  if (state.stage !== 'none') return refuse({ code: 'registry.delegation-already-opened' });
  const misfit = fitness(base, needed);
  if (misfit !== undefined) return refuse(misfit);
  if (on > today) return refuse({ code: 'registry.day-in-future', day: on, today });
  return ok([event]);
}

function end(
  event: Extract<DelegationEvent, { type: 'ResearchOutputWithdrawn' | 'StandardRepealed' }>,
  needed: 'research' | 'standard',
  { today }: Act,
  state: Delegation,
): Decided {
  const { on } = event.data;
  if (state.stage === 'none') return refuse({ code: 'registry.delegation-unknown-here' });
  if (state.stage === 'over') return refuse({ code: 'registry.delegation-over', on: state.on });
  if (state.stage !== needed) return refuse({ code: 'registry.delegation-of-other-kind', needed });
  if (on > today) return refuse({ code: 'registry.day-in-future', day: on, today });
  if (on < state.since) {
    return refuse({ code: 'registry.days-out-of-order', first: state.since, then: on });
  }
  return ok([event]);
}

/** Undefined while there is nothing on record. */
export function baseOf(state: Delegation): BaseId | undefined {
  return state.stage === 'none' ? undefined : state.base;
}
