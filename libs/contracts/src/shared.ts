import { EventId, type EventOf } from '@fuhua/kernel';
import { z } from 'zod';
import { publicEvent } from './public-event.ts';

/** A public event was corrected: its public form before and after, both whole. The id is the correction's own. */
export const eventCorrected = publicEvent(
  'EventCorrected',
  z.object({
    event: EventId,
    eventType: z.string(),
    before: z.record(z.string(), z.unknown()),
    after: z.record(z.string(), z.unknown()),
  }),
);
export type PublicSharedEvent = EventOf<typeof eventCorrected>;
