import {
  evaluationRequested as askedInHistory,
  EventId,
  OverridingOutcome,
  redecisionRequired as requiredInHistory,
  type EventOf,
} from '@fuhua/kernel';
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

/** Two persons put another outcome in place of the one that the rules gave; why stays in the history. */
export const overrideApproved = publicEvent(
  'OverrideApproved',
  z.object({ request: EventId, decision: EventId, outcome: OverridingOutcome }),
);

/** A decision would be another on what is known now; it stands until somebody decides anew. */
export const redecisionRequired = publicEvent('RedecisionRequired', requiredInHistory.schema);

/** The task that a RedecisionRequired opened is done. */
export const redecisionClosed = publicEvent('RedecisionClosed', z.object({ redecision: EventId }));

/** A service asks for a panel; its PanelConcluded names the same request. */
export const evaluationRequested = publicEvent('EvaluationRequested', askedInHistory.schema);
export type PublicEvaluationRequest = EventOf<typeof evaluationRequested>;

export type PublicSharedEvent =
  | EventOf<typeof eventCorrected>
  | EventOf<typeof overrideApproved>
  | EventOf<typeof redecisionRequired>
  | EventOf<typeof redecisionClosed>;
