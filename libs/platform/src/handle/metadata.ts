import type {
  Actor,
  AuthorityId,
  BaseId,
  Catalogue,
  DivisionCode,
  EventType,
  Instant,
  OrganizationId,
  Told,
  Upcast,
} from '@fuhua/kernel';
import { sharedEvents } from '@fuhua/kernel';
import type { Recorded } from '../event-store/index.ts';

/** What stands beside every event's data. */
export interface Metadata {
  readonly commandId: string;
  /** HMAC of the request's canonical body; only where the client gave an Idempotency-Key. */
  readonly requestHash?: string | undefined;
  readonly correlationId: string;
  readonly causationId?: string | undefined;
  readonly actor: Actor;
  readonly about?: About | undefined;
  /** Valid time. */
  readonly occurredAt: Instant;
  /** The platform's clock; never before the stream's previous event. */
  readonly recordedAt: Instant;
  /** The shape number of the data. */
  readonly schema: number;
  readonly traceparent?: string | undefined;
}

/** Whom an event concerns; the feed and the bus filter by it. */
export interface About {
  readonly organization?: OrganizationId | undefined;
  readonly base?: BaseId | undefined;
  readonly operator?: OrganizationId | undefined;
  readonly authority?: AuthorityId | undefined;
  readonly division?: DivisionCode | undefined;
}

/** How the stored events of one category are read. */
export interface Readable {
  /** The service whose topic tells them; missing where they stand in the service's own history. */
  readonly topic?: string;
  readonly category: string;
  readonly events: Catalogue;
  readonly upcast?: Upcast;
}

/** A reader met a type or shape it does not know. It stops, red; it never folds it away. */
export class UnknownEvent extends Error {
  override readonly name = 'UnknownEvent';
  constructor(readonly recorded: Recorded) {
    super(
      `${recorded.stream}@${String(recorded.revision)}: this release does not know ${recorded.type}`,
    );
  }
}

/** Of the slice's own events, or of those that every slice shares. */
export function definitionOf(events: Catalogue, type: string): EventType | undefined {
  return events[type] ?? (sharedEvents as Catalogue)[type];
}

export function metadataOf(recorded: Pick<Recorded, 'metadata'>): Metadata {
  return JSON.parse(recorded.metadata) as Metadata;
}

/** Parses and upcasts; nothing is validated again. @throws UnknownEvent */
export function tell(readable: Readable, recorded: Recorded): Told {
  const { type } = recorded;
  const metadata = metadataOf(recorded);
  const data = JSON.parse(recorded.data) as Data;
  const correction = type === 'EventCorrected' || type === 'CorrectionRequested';
  const { eventType, shape } = data as { readonly eventType: string; readonly shape: number };
  if (
    !isKnown(readable.events, type, metadata.schema) ||
    (correction && !isKnown(readable.events, eventType, shape))
  ) {
    throw new UnknownEvent(recorded);
  }
  const upcast = readable.upcast ?? asItIs;
  return {
    type,
    // A correction carries data of the event it corrects, so that is upcast within it.
    data: correction
      ? { ...data, data: upcast(eventType, shape, data['data'] as Data) }
      : upcast(type, metadata.schema, data),
    origin: {
      id: recorded.id,
      stream: recorded.stream,
      revision: recorded.revision,
      occurredAt: metadata.occurredAt,
      recordedAt: metadata.recordedAt,
      actor: metadata.actor,
    },
  };
}

type Data = Readonly<Record<string, unknown>>;

const asItIs: Upcast = (_type, _shape, data) => data;

function isKnown(events: Catalogue, type: string, shape: number): boolean {
  const definition = definitionOf(events, type);
  return definition !== undefined && shape <= definition.shape;
}
