import { createHash } from 'node:crypto';
import type { AuthorityId, BaseId, EventId, OrganizationId, PersonId } from '@fuhua/kernel';

/** Ids by name: the same name gives the same id in every run, and `personId('x')` is not `baseId('x')`. */

const NAMESPACE = Buffer.from('b4cd2b9e0c7d4d6c9a541f6a6e1b7f20', 'hex');

/** UUIDv5 of kind and name. */
export function uuidNamed(kind: string, name: string): string {
  const hash = createHash('sha1')
    .update(NAMESPACE)
    .update(JSON.stringify([kind, name]))
    .digest();
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return [...parts, hex.slice(20, 32)].join('-');
}

export function personId(name: string): PersonId {
  return uuidNamed('person', name) as PersonId;
}

export function authorityId(name: string): AuthorityId {
  return uuidNamed('authority', name) as AuthorityId;
}

export function organizationId(name: string): OrganizationId {
  return uuidNamed('organization', name) as OrganizationId;
}

export function baseId(name: string): BaseId {
  return uuidNamed('base', name) as BaseId;
}

/** `eventId(0)` is the id of the first event given to a decider. */
export function eventId(name: string | number): EventId {
  return uuidNamed('event', String(name)) as EventId;
}
