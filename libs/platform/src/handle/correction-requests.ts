import {
  isSharedEvent,
  type EventId,
  type Instant,
  type PersonId,
  type SharedEvent,
  type Told,
} from '@fuhua/kernel';

type Data = Readonly<Record<string, unknown>>;

/** A request for correction with what became of it. Personal values are sealed. */
export interface CorrectionRequest {
  readonly request: EventId;
  readonly event: EventId;
  readonly eventType: string;
  /** Values of the fields concerned; null where there was, or would be, none. */
  readonly before: Data;
  readonly after: Data;
  readonly reason: string;
  readonly evidence: readonly string[];
  readonly requestedBy: PersonId;
  readonly requestedAt: Instant;
  readonly state: 'open' | 'approved' | 'declined';
  readonly decidedBy?: PersonId;
  readonly decidedAt?: Instant;
  /** Why it was declined. */
  readonly declinedBecause?: string;
}

/** Every request for correction in a stream, open and closed, in the order they were made. */
export function correctionRequestsIn(told: readonly Told[]): readonly CorrectionRequest[] {
  const requests = new Map<EventId, CorrectionRequest>();
  const decide = (
    { actor, recordedAt }: Told['origin'],
    id: EventId,
    outcome: Pick<CorrectionRequest, 'state' | 'declinedBecause'>,
  ): void => {
    const request = requests.get(id);
    if (request === undefined) return;
    requests.set(id, { ...request, ...outcome, decidedBy: actor.person, decidedAt: recordedAt });
  };
  for (const event of told) {
    if (!isSharedEvent(event)) continue;
    switch (event.type) {
      case 'CorrectionRequested':
        requests.set(event.data.request, requested(event.data, event.origin));
        break;
      case 'CorrectionApproved':
        decide(event.origin, event.data.request, { state: 'approved' });
        break;
      case 'CorrectionDeclined': {
        const { request, reason } = event.data;
        decide(event.origin, request, { state: 'declined', declinedBecause: reason });
        break;
      }
      case 'EventCorrected':
      case 'OverrideRequested':
      case 'OverrideApproved':
      case 'OverrideDeclined':
      case 'RedecisionRequired':
      case 'RedecisionClosed':
        break;
    }
  }
  return [...requests.values()];
}

type Requested = Extract<SharedEvent, { type: 'CorrectionRequested' }>['data'];

function requested(data: Requested, { actor, recordedAt }: Told['origin']): CorrectionRequest {
  const valuesIn = (values: Data): Data =>
    Object.fromEntries(data.fields.map((field) => [field, values[field] ?? null]));
  const { request, event, eventType, reason, evidence } = data;
  return {
    request,
    event,
    eventType,
    before: valuesIn(data.before),
    after: valuesIn(data.data),
    reason,
    evidence,
    requestedBy: actor.person,
    requestedAt: recordedAt,
    state: 'open',
  };
}
