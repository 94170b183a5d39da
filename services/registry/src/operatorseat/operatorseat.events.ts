import {
  BaseId,
  catalogue,
  Day,
  event,
  EventId,
  OperatorContractId,
  type EventOf,
} from '@fuhua/kernel';
import { z } from 'zod';

/** One stream a base, so that it has one operator at a time. Every asking event gets exactly one answer. */

const asked = {
  base: BaseId,
  contract: OperatorContractId,
  /** Inclusive at both ends. */
  start: Day,
  end: Day,
  askedBy: EventId,
};

/** 运营席位已占用 in the whole term. A contract's newer term takes the place of its older one. */
export const operatorSeatTaken = event('OperatorSeatTaken', 1, z.object(asked));

/** 运营席位已被占用，不予占用: `holder` has it in part of the term. */
export const operatorSeatRefused = event(
  'OperatorSeatRefused',
  1,
  z.object({ ...asked, holder: OperatorContractId }),
);

/** 运营席位已释放 after `through`: the contract ended early. */
export const operatorSeatReleased = event(
  'OperatorSeatReleased',
  1,
  z.object({ base: BaseId, contract: OperatorContractId, through: Day, becauseOf: EventId }),
);

export const operatorSeatEvents = catalogue(
  operatorSeatTaken,
  operatorSeatRefused,
  operatorSeatReleased,
);
export type OperatorSeatEvent =
  | EventOf<typeof operatorSeatTaken>
  | EventOf<typeof operatorSeatRefused>
  | EventOf<typeof operatorSeatReleased>;
