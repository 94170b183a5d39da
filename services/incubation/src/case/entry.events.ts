import { applicationEvents, type ApplicationEvent } from './application.events.ts';
import { approvalEvents, type ApprovalEvent } from './approval.events.ts';
import { typesOf } from './values.events.ts';

export * from './application.events.ts';
export * from './approval.events.ts';
export * from './values.events.ts';

export const entryEvents = [...applicationEvents, ...approvalEvents] as const;
export type EntryEvent = ApplicationEvent | ApprovalEvent;

const application = typesOf(applicationEvents);

export function isApplicationEvent(event: EntryEvent): event is ApplicationEvent {
  return application.has(event.type);
}
