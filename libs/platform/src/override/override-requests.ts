import type {
  EventId,
  Instant,
  OverrideEvent,
  OverridingOutcome,
  PersonId,
  Told,
} from '@fuhua/kernel';
import { isSharedEvent } from '@fuhua/kernel';
import { decisionIn, type DecidedOutcome } from '../redecision/decision.ts';

/** A request for an override with what became of it. */
export interface OverrideRequest {
  readonly request: EventId;
  /** The event that holds the decision. */
  readonly decision: EventId;
  readonly before: DecidedOutcome;
  readonly outcome: OverridingOutcome;
  readonly conclusion?: Readonly<Record<string, unknown>> | undefined;
  readonly reason: string;
  readonly evidence: readonly string[];
  readonly requestedBy: PersonId;
  readonly requestedAt: Instant;
  readonly state: 'open' | 'approved' | 'declined';
  readonly decidedBy?: PersonId;
  readonly decidedAt?: Instant;
  readonly declinedBecause?: string;
}

/** Every request for an override in a stream, in the order they were made. */
export function overrideRequestsIn(told: readonly Told[]): readonly OverrideRequest[] {
  const requests = new Map<EventId, OverrideRequest>();
  for (const event of told) {
    if (!isOverrideEvent(event)) continue;
    const { actor, recordedAt } = event.origin;
    const { request: id } = event.data;
    const asked = requests.get(id);
    const decided = { decidedBy: actor.person, decidedAt: recordedAt };
    switch (event.type) {
      case 'OverrideRequested': {
        const asking = { requestedBy: actor.person, requestedAt: recordedAt };
        requests.set(id, { ...event.data, ...asking, state: 'open' });
        break;
      }
      case 'OverrideApproved':
        if (asked) requests.set(id, { ...asked, ...decided, state: 'approved' });
        break;
      case 'OverrideDeclined': {
        const declinedBecause = event.data.reason;
        if (asked) requests.set(id, { ...asked, ...decided, state: 'declined', declinedBecause });
        break;
      }
    }
  }
  return [...requests.values()];
}

/** What holds of a decision: what was put in its place last, or what the rules said. */
export function outcomeInForce(
  told: readonly Told[],
  decision: EventId,
): DecidedOutcome | undefined {
  const overridden = overrideRequestsIn(told).findLast(
    (each) => each.decision === decision && each.state === 'approved',
  );
  const event = told.find(({ origin }) => origin.id === decision);
  return overridden?.outcome ?? (event && decisionIn(event)?.outcome);
}

function isOverrideEvent(event: Told): event is Told & OverrideEvent {
  return isSharedEvent(event) && event.type.startsWith('Override');
}
