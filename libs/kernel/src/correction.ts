import type { Decider } from './decider.ts';
import { isSealed, type Catalogue, type PersonalField, type Told } from './event.ts';
import type { EventId, PersonId } from './ids.ts';
import { ok, refuse, type Result } from './result.ts';
import {
  correctionApproved,
  correctionDeclined,
  correctionRequested,
  eventCorrected,
  isSharedEvent,
  type SharedEvent,
} from './shared.events.ts';
import type { Instant } from './time.ts';

/**
 * Corrections of recorded facts (R-EVT-01, definition 25), usable by any slice: the same stream, folded by this
 * decider instead of the slice's own.
 */

type Data = Readonly<Record<string, unknown>>;

export type CorrectionCommand =
  | {
      readonly type: 'RequestCorrection';
      readonly request: EventId;
      readonly event: EventId;
      /** New values by field; null removes an optional one. */
      readonly values: Data;
      readonly reason: string;
      readonly evidence: readonly string[];
    }
  | { readonly type: 'ApproveCorrection'; readonly request: EventId; readonly by: PersonId }
  | {
      readonly type: 'DeclineCorrection';
      readonly request: EventId;
      readonly by: PersonId;
      readonly reason: string;
    };

export type CorrectionRefusal =
  | { readonly code: 'correction.unknown-event'; readonly event: EventId }
  | { readonly code: 'correction.not-correctable'; readonly fields: readonly string[] }
  | { readonly code: 'correction.invalid-value'; readonly errors: readonly FieldError[] }
  | { readonly code: 'correction.no-change' }
  | { readonly code: 'correction.not-open'; readonly request: EventId }
  | { readonly code: 'correction.same-person'; readonly request: EventId }
  | { readonly code: 'correction.value-moved'; readonly fields: readonly string[] };

interface FieldError {
  readonly field: string;
  readonly message: string;
}

interface Standing {
  readonly type: string;
  readonly data: Data;
}
interface OpenRequest {
  readonly event: EventId;
  readonly fields: readonly string[];
  readonly before: Data;
  readonly data: Data;
  readonly requestedBy: PersonId;
}

export interface CorrectionState {
  /** Every correctable event of the stream with its data as corrected so far. */
  readonly events: ReadonlyMap<EventId, Standing>;
  readonly open: ReadonlyMap<EventId, OpenRequest>;
}

export function correctionDecider(
  events: Catalogue,
): Decider<CorrectionState, CorrectionCommand, Told | SharedEvent, CorrectionRefusal> {
  return {
    initial: { events: new Map(), open: new Map() },
    decide(command, state) {
      switch (command.type) {
        case 'RequestCorrection':
          return requestCorrection(events, command, state);
        case 'ApproveCorrection':
          return approveCorrection(events, command, state);
        case 'DeclineCorrection': {
          const request = state.open.get(command.request);
          if (request === undefined) {
            return refuse({ code: 'correction.not-open', request: command.request });
          }
          return ok([correctionDeclined({ request: command.request, reason: command.reason })]);
        }
      }
    },
    evolve(state, event, origin) {
      if (!isSharedEvent(event)) {
        const { type, data } = event;
        return { ...state, events: with_(state.events, origin.id, { type, data }) };
      }
      switch (event.type) {
        case 'CorrectionRequested':
          return {
            ...state,
            open: with_(state.open, event.data.request, {
              ...event.data,
              requestedBy: origin.actor.person,
            }),
          };
        case 'CorrectionApproved':
        case 'CorrectionDeclined':
          return { ...state, open: without(state.open, event.data.request) };
        case 'EventCorrected':
          return {
            ...state,
            events: with_(state.events, event.data.event, {
              type: event.data.eventType,
              data: event.data.data,
            }),
          };
        case 'OverrideRequested':
        case 'OverrideApproved':
        case 'OverrideDeclined':
        case 'RedecisionRequired':
        case 'RedecisionClosed':
          return state;
      }
    },
  };
}

function requestCorrection(
  catalogue: Catalogue,
  command: Extract<CorrectionCommand, { type: 'RequestCorrection' }>,
  state: CorrectionState,
): Result<readonly SharedEvent[], CorrectionRefusal> {
  const target = state.events.get(command.event);
  const definition = target && catalogue[target.type];
  if (target === undefined || definition === undefined) {
    return refuse({ code: 'correction.unknown-event', event: command.event });
  }
  const fields = Object.keys(command.values).sort();
  const fixed = fields.filter((field) => !definition.correctable.includes(field));
  if (fixed.length > 0) return refuse({ code: 'correction.not-correctable', fields: fixed });
  const data = replaced(target.data, command.values);
  const parsed = definition.schema.safeParse(data);
  if (!parsed.success) {
    return refuse({
      code: 'correction.invalid-value',
      errors: parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message })),
    });
  }
  const unknown = fields.flatMap((field) => unknownIn(data[field], parsed.data[field], field));
  if (unknown.length > 0) {
    const errors = unknown.map((field) => ({ field, message: 'is not known here' }));
    return refuse({ code: 'correction.invalid-value', errors });
  }
  const before = pick(target.data, fields);
  if (same(before, pick(parsed.data, fields))) return refuse({ code: 'correction.no-change' });
  return ok([
    correctionRequested({
      request: command.request,
      event: command.event,
      eventType: target.type,
      shape: definition.shape,
      fields,
      before,
      data: parsed.data,
      reason: command.reason,
      evidence: [...command.evidence],
    }),
  ]);
}

function approveCorrection(
  catalogue: Catalogue,
  command: Extract<CorrectionCommand, { type: 'ApproveCorrection' }>,
  state: CorrectionState,
): Result<readonly SharedEvent[], CorrectionRefusal> {
  const request = state.open.get(command.request);
  const target = request && state.events.get(request.event);
  const definition = target && catalogue[target.type];
  if (request === undefined || target === undefined || definition === undefined) {
    return refuse({ code: 'correction.not-open', request: command.request });
  }
  if (request.requestedBy === command.by) {
    return refuse({ code: 'correction.same-person', request: command.request });
  }
  const moved = request.fields.filter((field) => !same(target.data[field], request.before[field]));
  if (moved.length > 0) return refuse({ code: 'correction.value-moved', fields: moved });
  const values = Object.fromEntries(
    request.fields.map((field) => [field, request.data[field] ?? null]),
  );
  const parsed = definition.schema.safeParse(replaced(target.data, values));
  if (!parsed.success) return refuse({ code: 'correction.value-moved', fields: request.fields });
  return ok([
    correctionApproved({ request: command.request }),
    eventCorrected({
      request: command.request,
      event: request.event,
      eventType: target.type,
      shape: definition.shape,
      data: parsed.data,
    }),
  ]);
}

/**
 * The one overlay, applied before every fold: each event with the data of its newest correction, shared events
 * taken out. With `knownAt` only what was recorded by then counts, corrections included.
 */
export function overlay(told: readonly Told[], knownAt?: Instant): readonly Told[] {
  return corrected(told, knownAt).filter((event) => !isSharedEvent(event));
}

/** The same, for whoever also hears the shared events: they stay where they stand. */
export function corrected(told: readonly Told[], knownAt?: Instant): readonly Told[] {
  const known =
    knownAt === undefined ? told : told.filter(({ origin }) => origin.recordedAt <= knownAt);
  const corrections = new Map<EventId, { by: EventId; data: Data }>();
  for (const event of known) {
    if (!isSharedEvent(event) || event.type !== 'EventCorrected') continue;
    corrections.set(event.data.event, { by: event.origin.id, data: event.data.data });
  }
  return known.map((event) => {
    const correction = corrections.get(event.origin.id);
    if (correction === undefined) return event;
    const origin = { ...event.origin, correctedBy: correction.by };
    return { ...event, data: correction.data, origin };
  });
}

/** Where personal values stand in a stored event; a correction holds those of the event it corrects. */
export function personalFieldsIn(
  catalogue: Catalogue,
  event: { readonly type: string; readonly data: object },
): readonly PersonalField[] {
  if (!isSharedEvent(event)) return catalogue[event.type]?.personal ?? [];
  switch (event.type) {
    case 'CorrectionRequested':
    case 'EventCorrected':
      return (catalogue[event.data.eventType]?.personal ?? []).map(({ path, subject }) => ({
        path: ['data', ...path],
        subject: ['data', ...subject],
      }));
    case 'CorrectionApproved':
    case 'CorrectionDeclined':
    case 'OverrideRequested':
    case 'OverrideApproved':
    case 'OverrideDeclined':
    case 'RedecisionRequired':
    case 'RedecisionClosed':
      return [];
  }
}

/** Paths of what no schema asked for and parsing dropped, and of values sealed elsewhere, which nobody may bring along. */
function unknownIn(given: unknown, parsed: unknown, path: string): readonly string[] {
  if (typeof given !== 'object' || given === null) return [];
  if (isSealed(given)) return [path];
  const kept = parsed as Data;
  return Object.entries(given).flatMap(([key, value]) => {
    const at = `${path}.${key}`;
    return Object.hasOwn(kept, key) ? unknownIn(value, kept[key], at) : [at];
  });
}

function replaced(data: Data, values: Data): Data {
  const next: Record<string, unknown> = { ...data, ...values };
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== null));
}

function pick(data: Data, fields: readonly string[]): Data {
  return Object.fromEntries(
    fields.filter((field) => data[field] !== undefined).map((field) => [field, data[field]]),
  );
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (isSealed(a) !== isSealed(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Data, b as Data];
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => same(left[key], right[key]));
}

function with_<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return new Map(map).set(key, value);
}

function without<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  return new Map([...map].filter(([other]) => other !== key));
}
