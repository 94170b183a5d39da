import type { EventId, EventOf, OperatorContractId, Result } from '@fuhua/kernel';
import type { CommandContext, Handled, HandleRefusal } from '@fuhua/platform/handle';
import { reaction, type Reaction } from '@fuhua/platform/reactions';
import {
  operatorSeatEvents,
  type operatorSeatRefused,
  type operatorSeatTaken,
} from './operatorseat.events.ts';

/** What the guard says to whoever asked; `by` is its own event. */
export type SeatAnswer = { readonly sought: EventId; readonly by: EventId } & (
  | { readonly answer: 'granted' }
  | { readonly answer: 'refused'; readonly holder: OperatorContractId }
);

type NotSought = { readonly code: 'registry.seat-not-sought' };

/** Carries the answer back; the module hands in who takes it. */
export type TakesAnswer = (
  contract: OperatorContractId,
  answer: SeatAnswer,
  context: CommandContext,
) => Promise<Result<Handled, NotSought | HandleRefusal>>;

export const seatAnsweredReaction = (takes: TakesAnswer): Reaction =>
  reaction<EventOf<typeof operatorSeatTaken> | EventOf<typeof operatorSeatRefused>, NotSought>({
    group: 'operator-seat-answered',
    on: { category: 'operatorseat', events: operatorSeatEvents },
    types: ['OperatorSeatTaken', 'OperatorSeatRefused'],
    react: (event, context) => {
      const { contract, askedBy: sought } = event.data;
      const by = event.origin.id;
      const answer: SeatAnswer =
        event.type === 'OperatorSeatTaken'
          ? { sought, by, answer: 'granted' }
          : { sought, by, answer: 'refused', holder: event.data.holder };
      return takes(contract, answer, context);
    },
    refusals: { 'registry.seat-not-sought': 'park' },
  });
