import {
  ok,
  refuse,
  type BaseId,
  type Day,
  type Decider,
  type EventId,
  type OperatorContractId,
  type Slice,
} from '@fuhua/kernel';
import {
  operatorSeatEvents,
  operatorSeatRefused,
  operatorSeatReleased,
  operatorSeatTaken,
  type OperatorSeatEvent,
} from './operatorseat.events.ts';

/** A guard (design §6): of two terms that overlap the first to ask has the seat. Only reactions send these. */
export type OperatorSeatCommand =
  | {
      type: 'TakeSeat';
      base: BaseId;
      contract: OperatorContractId;
      start: Day;
      end: Day;
      /** The event that asks. */
      askedBy: EventId;
    }
  | {
      type: 'ReleaseSeat';
      base: BaseId;
      contract: OperatorContractId;
      /** The last day on which the contract was in force. */
      through: Day;
      /** The OperatorContractEnded that gives the rest of the term back. */
      becauseOf: EventId;
    };

export type OperatorSeatRefusal = {
  code: 'registry.seat-not-held';
  base: BaseId;
  contract: OperatorContractId;
};

interface Held {
  readonly start: Day;
  readonly end: Day;
}

/** `settled` holds every event that was answered: it is never answered twice. */
export type SeatGuard =
  | { readonly stage: 'never-asked' }
  | {
      readonly stage: 'asked';
      readonly held: ReadonlyMap<OperatorContractId, Held>;
      readonly settled: ReadonlySet<EventId>;
    };

const nothing = { held: new Map<OperatorContractId, Held>(), settled: new Set<EventId>() };

export const operatorSeatDecider: Decider<
  SeatGuard,
  OperatorSeatCommand,
  OperatorSeatEvent,
  OperatorSeatRefusal
> = {
  initial: { stage: 'never-asked' },
  decide(command, state) {
    const { held, settled } = bookOf(state);
    switch (command.type) {
      case 'TakeSeat': {
        const { type: _type, ...asked } = command;
        if (settled.has(asked.askedBy)) return ok([]);
        const holder = [...held].find(
          ([of, term]) => of !== asked.contract && overlap(term, asked),
        );
        return ok([
          holder === undefined
            ? operatorSeatTaken(asked)
            : operatorSeatRefused({ ...asked, holder: holder[0] }),
        ]);
      }
      case 'ReleaseSeat': {
        const { type: _type, ...released } = command;
        const { base, contract, through, becauseOf } = released;
        if (settled.has(becauseOf)) return ok([]);
        const term = held.get(contract);
        if (term === undefined) return refuse({ code: 'registry.seat-not-held', base, contract });
        return ok(through < term.end ? [operatorSeatReleased(released)] : []);
      }
    }
  },
  evolve(state, { type, data }) {
    const { held, settled } = bookOf(state);
    switch (type) {
      case 'OperatorSeatTaken': {
        const { contract, start, end, askedBy } = data;
        return {
          stage: 'asked',
          held: new Map(held).set(contract, { start, end }),
          settled: new Set(settled).add(askedBy),
        };
      }
      case 'OperatorSeatRefused':
        return { stage: 'asked', held, settled: new Set(settled).add(data.askedBy) };
      case 'OperatorSeatReleased': {
        const { contract, through, becauseOf } = data;
        const term = held.get(contract);
        const rest = term && { ...term, end: through };
        return {
          stage: 'asked',
          held: rest === undefined ? held : new Map(held).set(contract, rest),
          settled: new Set(settled).add(becauseOf),
        };
      }
    }
  },
};

export const operatorSeat: Slice<
  SeatGuard,
  OperatorSeatCommand,
  OperatorSeatEvent,
  OperatorSeatRefusal
> = { category: 'operatorseat', events: operatorSeatEvents, decider: operatorSeatDecider };

function bookOf(state: SeatGuard): Pick<SeatGuard & { stage: 'asked' }, 'held' | 'settled'> {
  return state.stage === 'asked' ? state : nothing;
}

/** A contract ended before its first day holds no day: its end is before its start. */
function overlap(a: Held, b: Held): boolean {
  return a.start <= a.end && a.start <= b.end && b.start <= a.end;
}
