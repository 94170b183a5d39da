import { catalogue } from '@fuhua/kernel';
import { contractEvents, type ContractEvent } from './contract.events.ts';
import { nominationEvents, type NominationEvent } from './nomination.events.ts';
import { watchEvents, type WatchEvent } from './watch.events.ts';

export * from './contract.events.ts';
export * from './nomination.events.ts';
export * from './values.events.ts';
export * from './watch.events.ts';

export const operatorContractEvents = catalogue(
  ...nominationEvents,
  ...contractEvents,
  ...watchEvents,
);
export type OperatorContractEvent = NominationEvent | ContractEvent | WatchEvent;

const typesOf = (definitions: readonly { readonly type: string }[]): ReadonlySet<string> =>
  new Set(definitions.map(({ type }) => type));
const nomination = typesOf(nominationEvents);
const contract = typesOf(contractEvents);

export function isNominationEvent<E extends OperatorContractEvent>(
  event: E,
): event is Extract<E, NominationEvent> {
  return nomination.has(event.type);
}

export function isContractEvent<E extends OperatorContractEvent>(
  event: E,
): event is Extract<E, ContractEvent> {
  return contract.has(event.type);
}
