import type { Publish, PublicOperatorContractEvent } from '@fuhua/contracts';
import {
  isContractEvent,
  isNominationEvent,
  type ContractEvent,
  type NominationEvent,
  type OperatorContractEvent,
  type WatchEvent,
} from './operatorcontract.events.ts';

type Published = PublicOperatorContractEvent | 'private';

interface Subject {
  readonly contract: OperatorContractEvent['data']['contract'];
  readonly base: OperatorContractEvent['data']['base'];
  readonly operator: OperatorContractEvent['data']['operator'];
}

/**
 * Others learn who was nominated, with which outcome, and on which terms. Facts of decisions, files, evidence and the
 * questions put to the seat's guard stay here; reasons too, but for an exception's.
 */
export const publishOperatorContract: Publish<
  OperatorContractEvent,
  PublicOperatorContractEvent
> = (event) => {
  if (isNominationEvent(event)) return publishNomination(event);
  if (isContractEvent(event)) return publishContract(event);
  return publishWatch(event);
};

function publishNomination({ type, data }: NominationEvent): Published {
  const about = aboutOf(data);
  switch (type) {
    case 'OperatorNominated': {
      const { route, signingDay, term, recurring, previous } = data;
      return { type, data: { ...about, route, signingDay, term, recurring, previous } };
    }
    case 'OperatorEligibilityDecided': {
      const { outcome, effectiveFrom: on } = data.decision;
      const isGranted = outcome === 'granted';
      return { type, data: { ...about, outcome: isGranted ? 'granted' : 'refused', on } };
    }
    case 'OperatorExceptionApproved': {
      const { waives, validFrom, validTo, reason, authority } = data;
      return { type, data: { ...about, waives, validFrom, validTo, reason, authority } };
    }
    case 'CapabilityFileSubmitted':
    case 'CapabilityFileApproved':
    case 'OperatorExceptionRequested':
    case 'OperatorExceptionDeclined':
      return 'private';
  }
}

function publishContract({ type, data }: ContractEvent): Published {
  const about = aboutOf(data);
  switch (type) {
    case 'ContractSigningRefused':
      return { type, data: { ...about, on: data.signedOn } };
    case 'OperatorContractSigned': {
      const { signedOn, start, end, priceFen, kpis, lines, renewalTerms } = data;
      const { recurring, route, previous, source } = data;
      const terms = { signedOn, start, end, priceFen, kpis, lines, renewalTerms };
      const migrated = source?.migrated === true;
      return { type, data: { ...about, ...terms, recurring, route, previous, migrated } };
    }
    case 'ContractPeriodCorrected':
      return { type, data: { ...about, start: data.start, end: data.end } };
    case 'ContractPublished': {
      const { on, url, document } = data;
      return { type, data: { ...about, on, url, document } };
    }
    case 'ContractPublicationOverdue':
      return { type, data: { ...about, due: data.due } };
    case 'ContractExpiring':
      return { type, data: { ...about, end: data.end, daysLeft: data.daysLeft } };
    case 'OperatorContractEnded':
      return { type, data: { ...about, how: data.how, on: data.on } };
    case 'ContractSigningSought':
    case 'ContractSeatRefused':
    case 'ContractPeriodSought':
      return 'private';
  }
}

function publishWatch({ type, data }: WatchEvent): Published {
  const about = aboutOf(data);
  switch (type) {
    case 'OperatorAlertRaised': {
      const { ground, since, cureBy } = data;
      return { type, data: { ...about, ground, since, cureBy: cureBy.due } };
    }
    case 'OperatorCured':
      return { type, data: { ...about, alert: data.alert, on: data.on } };
    case 'CurePeriodExpired':
      return { type, data: { ...about, alert: data.alert, due: data.due } };
    case 'TerminationProcedureOpened':
      return { type, data: { ...about, on: data.on } };
    case 'OperatorWarned':
      return { type, data: { ...about, on: data.on } };
    case 'OperatorBarred':
      return { type, data: { ...about, validFrom: data.validFrom, validTo: data.validTo } };
    case 'OperatorBarLifted':
      return { type, data: { ...about, bar: data.bar, on: data.on } };
    case 'OperatorGradeObserved':
      return 'private';
  }
}

function aboutOf({ contract, base, operator }: Subject): Subject {
  return { contract, base, operator };
}
