import type {
  BaseId,
  Day,
  EventId,
  EventOf,
  OperatorContractId,
  Refusal,
  Result,
} from '@fuhua/kernel';
import type { CommandContext, Handled, HandleRefusal } from '@fuhua/platform/handle';
import { reaction, type Reaction } from '@fuhua/platform/reactions';
import {
  operatorContractEvents,
  type contractPeriodSought,
  type contractSigningSought,
  type operatorContractEnded,
} from './operatorcontract.events.ts';

/** The guard of a base's seat as this slice asks it (design: ADR 0012); the module hands in who is asked. */
export interface AsksSeat<R extends Refusal> {
  take(asked: SeatAsked, context: CommandContext): Promise<Result<Handled, R | HandleRefusal>>;
  release(
    given: Omit<SeatAsked, 'start' | 'end' | 'askedBy'> & {
      readonly through: Day;
      readonly becauseOf: EventId;
    },
    context: CommandContext,
  ): Promise<Result<Handled, R | HandleRefusal>>;
}

export interface SeatAsked {
  readonly base: BaseId;
  readonly contract: OperatorContractId;
  readonly start: Day;
  readonly end: Day;
  readonly askedBy: EventId;
}

type NotHeld = { readonly code: 'registry.seat-not-held' };

const on = { category: 'operatorcontract', events: operatorContractEvents };

/** A contract, or the corrected term of one, asks for the base's seat. */
export const seatSoughtReaction = (guard: AsksSeat<NotHeld>): Reaction =>
  reaction<EventOf<typeof contractSigningSought> | EventOf<typeof contractPeriodSought>, NotHeld>({
    group: 'operator-seat-sought',
    on,
    types: ['ContractSigningSought', 'ContractPeriodSought'],
    react: ({ data: { base, contract, start, end }, origin }, context) =>
      guard.take({ base, contract, start, end, askedBy: origin.id }, context),
    refusals: { 'registry.seat-not-held': 'park' },
  });

/** A contract that ends early gives the rest of its term back. */
export const contractEndedReaction = (guard: AsksSeat<NotHeld>): Reaction =>
  reaction<EventOf<typeof operatorContractEnded>, NotHeld>({
    group: 'operator-contract-ended',
    on,
    types: ['OperatorContractEnded'],
    react: ({ data: { base, contract, on: through }, origin }, context) =>
      guard.release({ base, contract, through, becauseOf: origin.id }, context),
    refusals: { 'registry.seat-not-held': 'park' },
  });
