import { dayOf, type OperatorContractId, type Origin } from '@fuhua/kernel';
import type { Decision } from '@fuhua/rules';
import { noticeName, publicationName } from './deadlines.decider.ts';
import {
  isContractEvent,
  isNominationEvent,
  type ContractEvent,
  type NominationEvent,
  type OperatorContractEvent,
  type WatchEvent,
} from './operatorcontract.events.ts';
import {
  isConcluded,
  subjectIn,
  type Contract,
  type Nominated,
  type OperatorContract,
} from './record.decider.ts';

/** How the state follows from the events. */

export function evolve(
  state: OperatorContract,
  event: OperatorContractEvent,
  origin: Origin,
): OperatorContract {
  if (isNominationEvent(event)) return evolveNomination(state, event, origin);
  if (isContractEvent(event)) return evolveContract(state, event, origin);
  return evolveWatch(state, event, origin);
}

function evolveNomination(
  state: OperatorContract,
  { type, data }: NominationEvent,
  { id, occurredAt, actor }: Origin,
): OperatorContract {
  const on = dayOf(occurredAt);
  switch (type) {
    case 'CapabilityFileSubmitted': {
      const { division } = data;
      return { stage: 'prepared', subject: subjectIn(data), division, file: { submitted: id } };
    }
    case 'CapabilityFileApproved':
      if (state.stage !== 'prepared') return state;
      return { ...state, file: { ...state.file, approved: { approved: id, on: data.on } } };
    case 'OperatorNominated': {
      const { division, route, recurring, previous, ruleSet: pin } = data;
      const nominated: Nominated = {
        subject: subjectIn(data),
        nomination: { nominated: id, on, division, route, recurring, previous, pin },
        file: data.capabilityFile,
        lastOn: on,
      };
      return { stage: 'refused', nominated };
    }
    case 'OperatorEligibilityDecided':
      if (state.stage !== 'refused' || data.decision.outcome !== 'granted') return state;
      return { ...state, stage: 'eligible' };
    case 'OperatorExceptionRequested': {
      if (state.stage !== 'refused') return state;
      const { waives, validFrom, validTo, reason } = data;
      const request = { requested: id, by: actor.person, waives, validFrom, validTo, reason };
      return {
        stage: 'exception-requested',
        nominated: { ...state.nominated, lastOn: on },
        request,
      };
    }
    case 'OperatorExceptionApproved': {
      if (state.stage !== 'exception-requested') return state;
      const { waives, validFrom, validTo } = data;
      const exception = { approved: id, waives, validFrom, validTo };
      return { stage: 'eligible', nominated: { ...state.nominated, exception, lastOn: on } };
    }
    case 'OperatorExceptionDeclined':
      if (state.stage !== 'exception-requested') return state;
      return { stage: 'refused', nominated: { ...state.nominated, lastOn: on } };
  }
}

function evolveContract(
  state: OperatorContract,
  { type, data }: ContractEvent,
  { id, occurredAt, recordedAt }: Origin,
): OperatorContract {
  switch (type) {
    case 'ContractSigningSought': {
      const nominated = state.stage === 'eligible' ? state.nominated : undefined;
      return { stage: 'signing', sought: id, agreed: data.agreed, nominated };
    }
    case 'ContractSigningRefused':
      if (state.stage !== 'eligible') return state;
      return {
        stage: isEligibleBy(data.decision) ? 'eligible' : 'refused',
        nominated: { ...state.nominated, lastOn: dayOf(occurredAt) },
      };
    case 'ContractSeatRefused':
      return withoutSeat(state, data.holder);
    case 'OperatorContractSigned': {
      if (state.stage !== 'signing') return state;
      const { sought: _sought, grantedBy: _grantedBy, ...agreed } = data;
      const signed: Contract = {
        ...{ subject: subjectIn(data), signed: id, agreed, recordedAt, published: false },
        exception: state.nominated?.exception,
        ...{ bars: new Map(), alerts: new Map(), passed: new Set() },
      };
      return { stage: 'in-force', contract: signed };
    }
    case 'ContractPeriodSought': {
      if (state.stage !== 'in-force' && state.stage !== 'ended') return state;
      const term = { start: data.start, end: data.end };
      return { stage: 'correcting', contract: state.contract, sought: id, term, before: state };
    }
    case 'ContractPeriodCorrected': {
      if (state.stage !== 'correcting') return state;
      const { start, end } = data;
      const { contract } = state;
      const agreed = { ...contract.agreed, start, end };
      return { stage: 'in-force', contract: { ...contract, agreed, recordedAt } };
    }
    case 'ContractPublished':
      return changed(state, () => ({ published: true }));
    case 'ContractPublicationOverdue':
      return changed(state, passing(publicationName(data.due)));
    case 'ContractExpiring':
      return changed(state, passing(noticeName(data.daysLeft, data.end)));
    case 'OperatorContractEnded': {
      if (!isConcluded(state)) return state;
      const { how, on } = data;
      return { stage: 'ended', contract: state.contract, how, on };
    }
  }
}

function evolveWatch(
  state: OperatorContract,
  { type, data }: WatchEvent,
  { id }: Origin,
): OperatorContract {
  switch (type) {
    case 'OperatorGradeObserved': {
      const { grade, lapse } = data;
      return changed(state, () => ({ observed: { grade, lapse } }));
    }
    case 'OperatorAlertRaised': {
      const { ground, listing, cureBy } = data;
      const alert = { ground, listing, cureBy, cureMissed: false };
      return changed(state, ({ alerts }) => ({ alerts: new Map(alerts).set(id, alert) }));
    }
    case 'OperatorCured':
      return changed(state, ({ alerts }) => {
        const open = new Map(alerts);
        open.delete(data.alert);
        return { alerts: open };
      });
    case 'CurePeriodExpired':
      return changed(state, ({ alerts }) => {
        const alert = alerts.get(data.alert);
        if (alert === undefined) return {};
        return { alerts: new Map(alerts).set(data.alert, { ...alert, cureMissed: true }) };
      });
    case 'OperatorBarred': {
      const { validFrom, validTo } = data;
      return changed(state, ({ bars }) => ({
        bars: new Map(bars).set(id, { validFrom, validTo }),
      }));
    }
    case 'OperatorBarLifted':
      return changed(state, ({ bars }) => {
        const bar = bars.get(data.bar);
        if (bar === undefined) return {};
        return { bars: new Map(bars).set(data.bar, { ...bar, liftedOn: data.on }) };
      });
    case 'TerminationProcedureOpened':
    case 'OperatorWarned':
      return state;
  }
}

/** Other terms may be signed; whoever was not eligible on that day needs an exception. */
function isEligibleBy({ results }: Decision): boolean {
  return results.every(({ rule, outcome }) => rule !== 'R-OPR-01' || outcome === 'pass');
}

/** Back to where it was: other terms may be signed. */
function withoutSeat(state: OperatorContract, holder: OperatorContractId): OperatorContract {
  if (state.stage === 'correcting') return state.before;
  if (state.stage !== 'signing') return state;
  const { nominated, agreed } = state;
  return nominated === undefined
    ? { stage: 'not-concluded', subject: subjectIn(agreed), holder }
    : { stage: 'eligible', nominated };
}

/** Of a contract that was concluded. */
function changed(
  state: OperatorContract,
  change: (contract: Contract) => Partial<Contract>,
): OperatorContract {
  if (!isConcluded(state)) return state;
  return { ...state, contract: { ...state.contract, ...change(state.contract) } };
}

function passing(name: string): (contract: Contract) => Pick<Contract, 'passed'> {
  return ({ passed }) => ({ passed: new Set(passed).add(name) });
}
