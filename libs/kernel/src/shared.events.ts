import { z } from 'zod';
import { catalogue, event, type EventOf } from './event.ts';
import { EventId } from './ids.ts';

/** Events that every slice shares; they stand in the corrected event's own stream (R-EVT-01). */

const Data = z.record(z.string(), z.unknown());

/** 更正已申请. `data` is the whole data the event would have; `before` holds today's values of `fields`. */
export const correctionRequested = event(
  'CorrectionRequested',
  1,
  z.object({
    request: EventId,
    event: EventId,
    eventType: z.string(),
    shape: z.int().positive(),
    fields: z.array(z.string()).min(1),
    before: Data,
    data: Data,
    reason: z.string().min(1),
    evidence: z.array(z.string()),
  }),
);

/** 更正已批准, by another person than the one who asked. */
export const correctionApproved = event('CorrectionApproved', 1, z.object({ request: EventId }));

/** 更正不予批准. */
export const correctionDeclined = event(
  'CorrectionDeclined',
  1,
  z.object({ request: EventId, reason: z.string().min(1) }),
);

/** 事件已更正: the whole replacing data with its shape. The newest correction of an event holds. */
export const eventCorrected = event(
  'EventCorrected',
  1,
  z.object({
    request: EventId,
    event: EventId,
    eventType: z.string(),
    shape: z.int().positive(),
    data: Data,
  }),
);

export const sharedEvents = catalogue(
  correctionRequested,
  correctionApproved,
  correctionDeclined,
  eventCorrected,
);
export type SharedEvent =
  | EventOf<typeof correctionRequested>
  | EventOf<typeof correctionApproved>
  | EventOf<typeof correctionDeclined>
  | EventOf<typeof eventCorrected>;

export function isSharedEvent(event: { readonly type: string }): event is SharedEvent {
  return event.type in sharedEvents;
}
