import {
  addDays,
  epochMsOf,
  instantOfEpochMs,
  latest,
  parseDay,
  parseInstant,
  startOfDay,
  streamOf,
  type DomainEvent,
  type Instant,
  type Origin,
  type PersonId,
} from '@fuhua/kernel';
import { eventId, personId, uuidNamed } from './ids.ts';

/** An event of a spec: bare, or with what matters of its origin. */
export type Given<E extends DomainEvent> = E | Placed<E> | (E & { readonly origin: Origin });

export interface Placed<E extends DomainEvent> {
  readonly placed: E;
  readonly occurredAt?: Instant;
  readonly recordedAt?: Instant;
  readonly by?: PersonId;
}

/** Where histories of specs begin. Each event is a minute later than the one before, unless `at` says otherwise. */
export const START = parseInstant('2024-01-02T09:00:00+08:00');
const STEP_MS = 60_000;

/**
 * Occurred then: a day (from 00:00 Asia/Shanghai) or an instant. Recorded then too, or when `recorded` says; never
 * before the event that stands before it.
 */
export function at<E extends DomainEvent>(
  occurred: string,
  event: E | Placed<E>,
  recorded: string = occurred,
): Placed<E> {
  return {
    ...placed(event),
    occurredAt: instantAt(occurred),
    recordedAt: instantAt(recorded),
  };
}

/** Recorded by that person. Everything else is by `personId('officer')`. */
export function by<E extends DomainEvent>(person: PersonId, event: E | Placed<E>): Placed<E> {
  return { ...placed(event), by: person };
}

/**
 * Events as a history of one stream tells them: revisions from 0, ids `eventId(0)`, `eventId(1)` …. Those that have an
 * origin keep it.
 */
export function told<E extends DomainEvent>(
  ...events: readonly Given<E>[]
): readonly (E & { readonly origin: Origin })[] {
  let last: Origin | undefined;
  return events.map((event) => {
    const heard = 'origin' in event ? event : invented(placed(event), last);
    last = heard.origin;
    return heard;
  });
}

function invented<E extends DomainEvent>(
  { placed: event, by: person = personId('officer'), ...times }: Placed<E>,
  last: Origin | undefined,
): E & { readonly origin: Origin } {
  const next = last === undefined ? START : instantOfEpochMs(epochMsOf(last.recordedAt) + STEP_MS);
  const { occurredAt = next, recordedAt = occurredAt } = times;
  const revision = last === undefined ? 0 : last.revision + 1;
  const origin: Origin = {
    id: eventId(revision),
    stream: streamOf('given', uuidNamed('stream', 'given')),
    revision,
    occurredAt,
    recordedAt: latest(recordedAt, last?.recordedAt ?? recordedAt),
    actor: { person, role: 'officer' },
  };
  return { ...event, origin };
}

/** A day's first instant, or the instant. @throws RangeError */
export function instantAt(text: string): Instant {
  return text.length === 10 ? startOfDay(parseDay(text)) : parseInstant(text);
}

/** The last instant of the day before `day` ends: 23:59:59.999 Asia/Shanghai. */
export function endOfDay(day: string): Instant {
  return instantOfEpochMs(epochMsOf(startOfDay(addDays(parseDay(day), 1))) - 1);
}

function placed<E extends DomainEvent>(event: E | Placed<E>): Placed<E> {
  return 'placed' in event ? event : { placed: event };
}
