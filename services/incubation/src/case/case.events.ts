import { catalogue } from '@fuhua/kernel';
import { activeEvents, type ActiveEvent } from './active.events.ts';
import { commonEvents, type CommonEvent } from './common.events.ts';
import { entryEvents, type EntryEvent } from './entry.events.ts';
import { exitEvents, type ExitEvent } from './exit.events.ts';
import { followUpEvents, type FollowUpEvent } from './follow-up.events.ts';
import { typesOf } from './values.events.ts';

export * from './active.events.ts';
export * from './common.events.ts';
export * from './entry.events.ts';
export * from './exit.events.ts';
export * from './follow-up.events.ts';

export const caseEvents = catalogue(
  ...commonEvents,
  ...entryEvents,
  ...activeEvents,
  ...exitEvents,
  ...followUpEvents,
);
export type CaseEvent = CommonEvent | EntryEvent | ActiveEvent | ExitEvent | FollowUpEvent;

const common = typesOf(commonEvents);
const entry = typesOf(entryEvents);
const active = typesOf(activeEvents);
const exit = typesOf(exitEvents);

export function isCommonEvent<E extends CaseEvent>(event: E): event is Extract<E, CommonEvent> {
  return common.has(event.type);
}

export function isEntryEvent<E extends CaseEvent>(event: E): event is Extract<E, EntryEvent> {
  return entry.has(event.type);
}

export function isActiveEvent<E extends CaseEvent>(event: E): event is Extract<E, ActiveEvent> {
  return active.has(event.type);
}

export function isExitEvent<E extends CaseEvent>(event: E): event is Extract<E, ExitEvent> {
  return exit.has(event.type);
}
