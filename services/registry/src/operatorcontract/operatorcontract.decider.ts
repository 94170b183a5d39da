import type { BaseId, Decider, DivisionCode, OrganizationId, Slice } from '@fuhua/kernel';
import { decideConduct, type ConductCommand } from './conduct.decider.ts';
import { deadlines, passDeadline, type PassDeadline } from './deadlines.decider.ts';
import { evolve } from './evolve.decider.ts';
import { decideException, type ExceptionCommand } from './exception.decider.ts';
import {
  approveFile,
  nominate,
  submitFile,
  type ApproveCapabilityFile,
  type NominateOperator,
  type SubmitCapabilityFile,
} from './nomination.decider.ts';
import { operatorContractEvents, type OperatorContractEvent } from './operatorcontract.events.ts';
import {
  subjectOf,
  type Decided,
  type OperatorContract,
  type OperatorContractRefusal,
} from './record.decider.ts';
import {
  conclude,
  correctPeriod,
  recordMigrated,
  sign,
  type ConcludeSeat,
  type CorrectPeriod,
  type RecordMigratedContract,
  type SeatNotSought,
  type SignContract,
} from './signing.decider.ts';
import { observe, type ObserveOperator } from './watch.decider.ts';

export type OperatorContractCommand =
  | SubmitCapabilityFile
  | ApproveCapabilityFile
  | NominateOperator
  | ExceptionCommand
  | SignContract
  | RecordMigratedContract
  | CorrectPeriod
  | ConcludeSeat
  | ConductCommand
  | ObserveOperator
  | PassDeadline;

export const operatorContractDecider: Decider<
  OperatorContract,
  OperatorContractCommand,
  OperatorContractEvent,
  OperatorContractRefusal
> = {
  initial: { stage: 'none' },
  decide(command, state): Decided {
    switch (command.type) {
      case 'SubmitCapabilityFile':
        return submitFile(command, state);
      case 'ApproveCapabilityFile':
        return approveFile(command, state);
      case 'NominateOperator':
        return nominate(command, state);
      case 'RequestException':
      case 'ApproveException':
      case 'DeclineException':
        return decideException(command, state);
      case 'SignContract':
        return sign(command, state);
      case 'RecordMigratedContract':
        return recordMigrated(command, state);
      case 'CorrectPeriod':
        return correctPeriod(command, state);
      case 'ConcludeSeat':
        return conclude(command, state);
      case 'PublishContract':
      case 'TerminateContract':
      case 'WarnOperator':
      case 'BarOperator':
      case 'LiftBar':
        return decideConduct(command, state);
      case 'ObserveOperator':
        return observe(command, state);
      case 'PassDeadline':
        return passDeadline(command, state);
    }
  },
  evolve,
  deadlines,
};

export const operatorContract: Slice<
  OperatorContract,
  OperatorContractCommand,
  OperatorContractEvent,
  OperatorContractRefusal
> = {
  category: 'operatorcontract',
  events: operatorContractEvents,
  decider: operatorContractDecider,
};

/** The same streams, decided by the part that takes the guard's answer: all that the reaction to it may send. */
export const seatConclusions: Slice<
  OperatorContract,
  ConcludeSeat,
  OperatorContractEvent,
  SeatNotSought
> = { ...operatorContract, decider: { ...operatorContractDecider, decide: conclude } };

/** The same, by the part that watches: nothing refuses it. */
export const operatorObservations: Slice<
  OperatorContract,
  ObserveOperator,
  OperatorContractEvent,
  never
> = { ...operatorContract, decider: { ...operatorContractDecider, decide: observe } };

export interface AboutContract {
  readonly base?: BaseId;
  readonly operator?: OrganizationId;
  readonly organization?: OrganizationId;
  readonly division?: DivisionCode;
}

/** Whom events decided in this state concern. */
export function aboutContract(
  state: OperatorContract,
  [first]: readonly OperatorContractEvent[],
): AboutContract {
  const subject = subjectOf(state) ?? first?.data;
  if (subject === undefined) return {};
  const { base, operator } = subject;
  const division = divisionOf(state) ?? (first && divisionIn(first));
  return { base, operator, organization: operator, ...(division && { division }) };
}

function divisionOf(state: OperatorContract): DivisionCode | undefined {
  switch (state.stage) {
    case 'none':
    case 'not-concluded':
      return undefined;
    case 'prepared':
      return state.division;
    case 'eligible':
    case 'refused':
    case 'exception-requested':
      return state.nominated.nomination.division;
    case 'signing':
      return state.agreed.division;
    case 'in-force':
    case 'correcting':
    case 'ended':
      return state.contract.agreed.division;
  }
}

function divisionIn({ type, data }: OperatorContractEvent): DivisionCode | undefined {
  if (type === 'CapabilityFileSubmitted' || type === 'OperatorNominated') return data.division;
  return type === 'ContractSigningSought' ? data.agreed.division : undefined;
}
