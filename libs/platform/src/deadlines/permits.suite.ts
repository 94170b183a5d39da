import { randomUUID } from 'node:crypto';
import {
  catalogue,
  event,
  Instant,
  ok,
  refuse,
  streamOf,
  type DomainEvent,
  type EventOf,
  type Result,
  type Slice,
  type StreamName,
} from '@fuhua/kernel';
import { z } from 'zod';
import type { EventStore, Expected, NewEvent } from '../event-store/index.ts';
import { memoryKeys, openPrivacy, randomMasterKey, type Privacy } from '../privacy/index.ts';
import { make } from '../views/things.suite.ts';
import type { PassDeadline } from './timed.ts';

/**
 * A slice for specs: holders have permits, each until an instant. How one behaves at its end its name says: `refused`,
 * `silent` (no events, and it stands), `deaf` (an event, and it stands), `faulty` (a throw).
 */
export const permitGranted = event(
  'PermitGranted',
  1,
  z.object({ permit: z.string(), until: Instant }),
  { correctable: ['until'] },
);
export const permitReturned = event('PermitReturned', 1, z.object({ permit: z.string() }));
export const permitNoted = event('PermitNoted', 1, z.object({ permit: z.string() }));
export const permitExpired = event(
  'PermitExpired',
  1,
  z.object({ permit: z.string(), until: Instant }),
);

export type PermitEvent =
  | EventOf<typeof permitGranted>
  | EventOf<typeof permitReturned>
  | EventOf<typeof permitNoted>
  | EventOf<typeof permitExpired>;
type PermitRefusal =
  | { readonly code: 'permit.not-due-yet'; readonly due: Instant }
  | { readonly code: 'permit.forbidden' };
type Permits = ReadonlyMap<string, Instant>;

/** `asked` hears of every command. */
export function permitsOf(
  asked: (name: string) => void = () => undefined,
  category = 'permit',
): Slice<Permits, PassDeadline, PermitEvent, PermitRefusal> {
  return {
    category,
    events: catalogue(permitGranted, permitReturned, permitNoted, permitExpired),
    decider: {
      initial: new Map(),
      decide({ name, now }, state): Result<readonly PermitEvent[], PermitRefusal> {
        asked(name);
        const permit = name.slice('expiry-'.length);
        const until = state.get(permit);
        if (until === undefined || permit === 'silent') return ok([]);
        if (now < until) return refuse({ code: 'permit.not-due-yet', due: until });
        if (permit === 'refused') return refuse({ code: 'permit.forbidden' });
        if (permit === 'faulty') throw new Error('a fault of the decider');
        return ok([permit === 'deaf' ? permitNoted({ permit }) : permitExpired({ permit, until })]);
      },
      evolve(state, { type, data }) {
        switch (type) {
          case 'PermitGranted':
            return new Map(state).set(data.permit, data.until);
          case 'PermitReturned':
          case 'PermitExpired':
            return new Map([...state].filter(([permit]) => permit !== data.permit));
          case 'PermitNoted':
            return state;
        }
      },
      deadlines: (state) => [...state].map(([permit, due]) => ({ name: `expiry-${permit}`, due })),
    },
  };
}

export const holder = (id: string, category = 'permit'): StreamName => streamOf(category, id);

/** An instant of 2024, so many hours after its first. */
export const hour = (hours: number): Instant =>
  new Date(Date.UTC(2024, 0, 1, hours)).toISOString() as Instant;

/** Appends events as they are. */
export async function tellTo(
  store: EventStore,
  stream: StreamName,
  ...events: readonly (DomainEvent | NewEvent)[]
): Promise<readonly NewEvent[]> {
  const made = events.map((one) => ('id' in one ? one : make(one, { recordedAt: hour(0) })));
  let expected: Expected = 'none';
  for await (const last of store.readStream(stream, { backwards: true, limit: 1 })) {
    expected = last.revision;
  }
  await store.append(stream, expected, made);
  return made;
}

/** The second half of an approved correction: the permit ends at another time than was recorded. */
export function movedTo(granted: NewEvent, until: Instant): NewEvent {
  const data = { ...(JSON.parse(granted.data) as object), until };
  return make(
    {
      type: 'EventCorrected',
      data: { request: randomUUID(), event: granted.id, eventType: granted.type, shape: 1, data },
    },
    { recordedAt: hour(0) },
  );
}

export interface Expiry {
  readonly stream: StreamName;
  readonly permit: string;
  readonly until: Instant;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
}

/** What the scheduler has stored, in order. */
export async function expiriesIn(
  store: EventStore,
  category = 'permit',
): Promise<readonly Expiry[]> {
  const found: Expiry[] = [];
  const types = ['PermitExpired'];
  for await (const event of store.readAll({ types, categories: [category] })) {
    const { occurredAt, recordedAt } = JSON.parse(event.metadata) as Expiry;
    const { permit, until } = JSON.parse(event.data) as Expiry;
    found.push({ stream: event.stream, permit, until, occurredAt, recordedAt });
  }
  return found;
}

export const specPrivacy = (): Promise<Privacy> =>
  openPrivacy({ keys: memoryKeys(), masterKey: randomMasterKey() });
