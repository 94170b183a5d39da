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

export function metadataOf(recorded: Recorded): Metadata {
  return JSON.parse(recorded.metadata) as Metadata;
}

/** Parses and upcasts; nothing is validated again. @throws UnknownEvent */
export function tell(readable: Readable, recorded: Recorded): Told {
  const definition = definitionOf(readable.events, recorded.type);
  const metadata = metadataOf(recorded);
  if (definition === undefined || metadata.schema > definition.shape) {
    throw new UnknownEvent(recorded);
  }
  const stored = JSON.parse(recorded.data) as Record<string, unknown>;
  return {
    type: recorded.type,
    data: upcasted(readable, recorded.type, metadata.schema, stored),
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

/** A correction carries data of the event it corrects, so that is upcast within it. */
function upcasted(
  readable: Readable,
  type: string,
  shape: number,
  data: Record<string, unknown>,
): Readonly<Record<string, unknown>> {
  if (readable.upcast === undefined) return data;
  if (type !== 'EventCorrected' && type !== 'CorrectionRequested') {
    return readable.upcast(type, shape, data);
  }
  const target = data['eventType'] as string;
  const inner = data['data'] as Record<string, unknown>;
  return { ...data, data: readable.upcast(target, data['shape'] as number, inner) };
}
