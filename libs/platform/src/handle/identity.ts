import { createHash } from 'node:crypto';
import {
  personalFieldsIn,
  type Catalogue,
  type DomainEvent,
  type EventId,
  type StreamName,
} from '@fuhua/kernel';
import canonicalize from 'canonicalize';
import { v5 } from 'uuid';

/** The namespace of every identity that fuhua derives. */
const FUHUA = '5f0a9b6e-6c0e-5a53-9c3d-0d3f1c1b7a11';

/** UUIDv5 over parts that cannot run into each other. */
export function uuidOf(...parts: readonly string[]): string {
  return v5(JSON.stringify(parts), FUHUA);
}

/** The id of what a command creates: the same for every retry of it. */
export function newIdOf(commandId: string): string {
  return uuidOf(commandId, 'id');
}

/** The command that a consumer group sends because of one event: the same for every redelivery. */
export function commandIdOfReaction(group: string, event: EventId): string {
  return uuidOf('reaction', group, event);
}

/**
 * Ids of a batch: the command, where it stands, and a digest of all it says, so that a changed batch is never taken
 * for the original. Personal values and `knownThrough` are left out: they may differ between tries.
 */
export function eventIdsOf(
  commandId: string,
  stream: StreamName,
  catalogue: Catalogue,
  events: readonly DomainEvent[],
): readonly EventId[] {
  const digest = createHash('sha256');
  for (const event of events) {
    digest.update(canonicalize([event.type, impersonal(catalogue, event)]) ?? '');
  }
  const batch = digest.digest('hex');
  return events.map((_, index) => uuidOf(commandId, stream, String(index), batch) as EventId);
}

function impersonal(catalogue: Catalogue, event: DomainEvent): unknown {
  const fields = personalFieldsIn(catalogue, event).map(({ path }) => path.join('.'));
  const seen: unknown = JSON.parse(JSON.stringify(event.data));
  return without(seen, fields, '');
}

function without(value: unknown, fields: readonly string[], at: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [at === '' ? key : `${at}.${key}`, key, inner] as const)
      .filter(([path, key]) => !fields.includes(path) && key !== 'knownThrough')
      .map(([path, key, inner]) => [key, without(inner, fields, path)]),
  );
}
