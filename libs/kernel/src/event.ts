import { z } from 'zod';
import type { AuthorityId, EventId, PersonId, StreamName } from './ids.ts';
import type { Instant } from './time.ts';

/**
 * What the history holds in place of a personal value: AES-256-GCM under the subject's own key, with
 * `event` and `path` as additional data. `data` is base64url of nonce, ciphertext and tag.
 */
export const Sealed = z.strictObject({
  sealed: z.literal('v1'),
  subject: z.string(),
  event: z.string(),
  path: z.string(),
  data: z.string(),
});
export type Sealed = z.infer<typeof Sealed>;

/** A value about a natural person: readable in a command, sealed in history and views. */
export type Personal<T> = T | Sealed;

interface PersonalMark {
  readonly subject: string;
}
const personalMarks = z.registry<PersonalMark>();

/**
 * Marks a field as personal. `subject` names the field beside it that holds the PersonId whose key seals it;
 * the subject is always the natural person, so that forgetting the person destroys the value.
 */
export function personal<S extends z.ZodType>(
  schema: S,
  subject: string,
): z.ZodUnion<readonly [S, typeof Sealed]> {
  const union = z.union([schema, Sealed]);
  personalMarks.add(union, { subject });
  return union;
}

export function isSealed(value: unknown): value is Sealed {
  return typeof value === 'object' && value !== null && 'sealed' in value;
}

/** Where a personal value stands in an event's data, and where its subject does. */
export interface PersonalField {
  readonly path: readonly string[];
  readonly subject: readonly string[];
}

/** One event an aggregate ever stored: its name for ever, its shape number, its schema. */
export interface EventType<T extends string = string, S extends z.ZodObject = z.ZodObject> {
  readonly type: T;
  readonly shape: number;
  readonly schema: S;
  readonly personal: readonly PersonalField[];
  readonly correctable: readonly string[];
  (data: z.output<S>): { readonly type: T; readonly data: z.output<S> };
}

export type EventOf<D> =
  D extends EventType<infer T, infer S>
    ? { readonly type: T; readonly data: Readonly<z.output<S>> }
    : never;

interface EventOptions<S extends z.ZodObject> {
  /** The recorded facts that a correction may replace (definition 25): never a decision, a stage or what names a stream. */
  readonly correctable?: readonly (keyof z.output<S> & string)[];
}

/** Declares an event. `shape` counts from 1 and grows by one with each stored shape that older readers cannot read. */
export function event<T extends string, S extends z.ZodObject>(
  type: T,
  shape: number,
  schema: S,
  options: EventOptions<S> = {},
): EventType<T, S> {
  const make = (data: z.output<S>): { type: T; data: z.output<S> } => ({ type, data });
  const correctable: readonly string[] = options.correctable ?? [];
  return Object.assign(make, {
    type,
    shape,
    schema,
    personal: personalFieldsOf(schema, []),
    correctable,
  });
}

/**
 * Sealing finds a value by its path, so it must stand at one.
 * @throws TypeError for a personal field that would be stored readable, or that names no subject beside it.
 */
function personalFieldsOf(schema: z.ZodType, path: readonly string[]): readonly PersonalField[] {
  const mark = personalMarks.get(schema);
  if (mark !== undefined) return [{ path, subject: [...path.slice(0, -1), mark.subject] }];
  if (!holdsPersonal(schema)) return [];
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return personalFieldsOf(schema.unwrap() as z.ZodType, path);
  }
  const { catchall } = schema.def as { readonly catchall?: z.ZodType };
  if (!(schema instanceof z.ZodObject) || (catchall !== undefined && holdsPersonal(catchall))) {
    throw new TypeError(`a personal field cannot stand inside ${schema.type}: ${path.join('.')}`);
  }
  const shape = schema.shape as Record<string, z.ZodType>;
  const fields = Object.entries(shape).flatMap(([key, field]) =>
    personalFieldsOf(field, [...path, key]),
  );
  for (const { path: at, subject } of fields) {
    const beside = subject.at(-1) ?? '';
    if (at.length > path.length + 1 || Object.hasOwn(shape, beside)) continue;
    const says = `${at.join('.')} is personal to ${beside}, which does not stand beside it`;
    throw new TypeError(says);
  }
  return fields;
}

function holdsPersonal(schema: z.ZodType, seen = new Set<z.ZodType>()): boolean {
  if (personalMarks.get(schema) !== undefined) return true;
  if (seen.has(schema)) return false;
  seen.add(schema);
  const parts = schema instanceof z.ZodLazy ? [schema.unwrap()] : Object.values(schema.def);
  return parts
    .flatMap((part: unknown) => (isPlain(part) ? Object.values(part) : part))
    .some((part) => part instanceof z.ZodType && holdsPersonal(part, seen));
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof z.ZodType);
}

/** Every event of a slice, by its type. */
export type Catalogue = Readonly<Record<string, EventType>>;

export function catalogue<const D extends readonly EventType[]>(
  ...definitions: D
): { readonly [K in D[number] as K['type']]: K } {
  const byType: Record<string, EventType> = {};
  for (const definition of definitions) {
    if (definition.type in byType)
      throw new TypeError(`twice in one catalogue: ${definition.type}`);
    byType[definition.type] = definition;
  }
  return byType as never;
}

/** Who acted, in which role, for which authority. */
export interface Actor {
  readonly person: PersonId;
  readonly role: string;
  readonly authority?: AuthorityId | undefined;
}

/** What is known of a stored event beside its data. */
export interface Origin {
  readonly id: EventId;
  readonly stream: StreamName;
  readonly revision: number;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly actor: Actor;
  /** The newest EventCorrected that replaced the data, if any. */
  readonly correctedBy?: EventId;
}

/** An event as history tells it: today's shape, corrections not yet applied. */
export interface Told {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly origin: Origin;
}
