import type { Publish } from '@fuhua/contracts';
import type { OperatorSeatEvent } from './operatorseat.events.ts';

/** The guard's own book. Others learn who operates a base from OperatorContractSigned. */
export const publishOperatorSeat: Publish<OperatorSeatEvent, never> = ({ type }) => {
  switch (type) {
    case 'OperatorSeatTaken':
    case 'OperatorSeatRefused':
    case 'OperatorSeatReleased':
      return 'private';
  }
};
