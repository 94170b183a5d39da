import { catalogue } from '@fuhua/kernel';
import { commonEvents, type CommonEvent } from './common.events.ts';
import { entryEvents, type EntryEvent } from './entry.events.ts';
import { typesOf } from './values.events.ts';

export * from './common.events.ts';
export * from './entry.events.ts';

export const caseEvents = catalogue(...commonEvents, ...entryEvents);
export type CaseEvent = CommonEvent | EntryEvent;

const common = typesOf(commonEvents);
const entry = typesOf(entryEvents);

export function isCommonEvent<E extends CaseEvent>(event: E): event is Extract<E, CommonEvent> {
  return common.has(event.type);
}

export function isEntryEvent<E extends CaseEvent>(event: E): event is Extract<E, EntryEvent> {
  return entry.has(event.type);
}
