import { event, type EventType, type Origin, type Sealed } from '@fuhua/kernel';
import type { z } from 'zod';

/** A public event carries no personal field: one in the schema is a type error, and refused when it is declared. */
export function publicEvent<T extends string, S extends z.ZodObject>(
  type: T,
  schema: [Extract<z.output<S>[keyof z.output<S>], Sealed>] extends [never] ? S : never,
): EventType<T, S> {
  const definition = event<T, S>(type, 1, schema);
  if (definition.personal.length > 0)
    throw new TypeError(`${type}: a public event has personal fields`);
  return definition;
}

export interface PublicEvent {
  readonly type: string;
  readonly data: object;
}

/** A slice's choice for each of its events: what others are told, or nothing. Pure; never depends on the reader. */
export type Publish<E, P extends PublicEvent> = (
  event: E & { readonly origin: Origin },
) => P | 'private';

/** What a feed or topic carries: the CloudEvents 1.0 attributes with fuhua's extensions. */
export interface Envelope {
  readonly specversion: '1.0';
  /** The id of the private event it tells of, so that sources survive the journey. */
  readonly id: string;
  readonly source: string;
  readonly type: string;
  /** The stream. */
  readonly subject: string;
  /** occurredAt. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** Revision in the stream: (epoch, subject, sequence) tells a repeat. */
  readonly sequence: number;
  readonly epoch: string;
  readonly position: string;
  readonly recordedat: string;
  readonly division?: string | undefined;
  readonly correlationid: string;
  readonly causationid?: string | undefined;
  readonly data: object;
}
