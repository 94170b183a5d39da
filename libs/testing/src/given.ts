import {
  fold,
  overlay,
  sharedEvents,
  type Catalogue,
  type Deadline,
  type Decider,
  type DomainEvent,
  type Instant,
  type Origin,
  type Refusal,
  type Result,
  type SharedEvent,
  type Slice,
  type Told,
} from '@fuhua/kernel';
import { mustEqual, seenThrough, unmet } from './compare.ts';
import { at, instantAt, told, type Given } from './told.ts';

/** What stands, before a command. */
export interface Standing<S, C, E, R> {
  readonly state: S;
  when(command: C): Outcome<S, E, R>;
  /**
   * Lets time pass until then (a day's first instant, or an instant): each deadline due by then is passed, the earliest
   * first, at its own instant. `toCommand` makes the command when it is not `{ type: 'PassDeadline', name, now }`.
   * @throws Unmet when a deadline that was passed is open still: it would be passed for ever.
   */
  whenDue(until: string, toCommand?: (deadline: Deadline) => C): Outcome<S, E, R>;
  /** The open deadlines, in order of their instants. @throws Unmet */
  thenDue(...deadlines: readonly Deadline[]): void;
}

export interface Outcome<S, E, R> {
  /** After what was decided. */
  readonly state: S;
  /** Exactly these events, in this order. @throws Unmet */
  then(...events: readonly E[]): void;
  /** With this code, or with all that is named. @throws Unmet */
  thenRefused(refusal: CodeOf<R> | Partly<R>): void;
  /** Accepted, and nothing happened. @throws Unmet */
  thenNothing(): void;
  /** The deadlines that are open afterwards, in order of their instants. @throws Unmet */
  thenDue(...deadlines: readonly Deadline[]): void;
}

type CodeOf<R> = R extends Refusal ? R['code'] : never;
type Partly<R> = R extends unknown ? Partial<R> : never;
type Heard<E> = E & { readonly origin: Origin };

/** Passing more deadlines than this is taken for a decider that opens a new one each time. */
const PASSED_MAX = 1_000;

/**
 * `given(decider, ...events).when(command).then(...events)`. Origins are made up, always the same (see `told`).
 *
 * Given a slice, events must also satisfy its catalogue, and corrections among the given events are applied first,
 * as `handle` does.
 */
export function given<S, C, E extends DomainEvent, R extends Refusal>(
  subject: Slice<S, C, E, R>,
  ...events: readonly Given<E | SharedEvent>[]
): Standing<S, C, E, R>;
export function given<S, C, E extends DomainEvent, R extends Refusal>(
  subject: Decider<S, C, E, R>,
  ...events: readonly Given<E>[]
): Standing<S, C, E, R>;
export function given<S, C, E extends DomainEvent, R extends Refusal>(
  subject: Decider<S, C, E, R> | Slice<S, C, E, R>,
  ...events: readonly Given<DomainEvent>[]
): Standing<S, C, E, R> {
  const history = told<DomainEvent>(...events);
  if (!('decider' in subject)) return standing(subject, undefined, history as readonly Heard<E>[]);
  for (const event of history) mustBeOf(subject.events, event, 'given', given);
  const heard =
    subject.hearsCorrections === true ? history : overlay(history as unknown as readonly Told[]);
  return standing(subject.decider, subject.events, heard as unknown as readonly Heard<E>[]);
}

function standing<S, C, E extends DomainEvent, R extends Refusal>(
  decider: Decider<S, C, E, R>,
  catalogue: Catalogue | undefined,
  heard: readonly Heard<E>[],
): Standing<S, C, E, R> {
  const state = fold(decider, heard);
  const passed: Standing<S, C, E, R> = {
    state,
    when: (command) => outcome(decider, catalogue, heard, decider.decide(command, state)),
    whenDue: (
      until,
      toCommand = ({ name, due }) => ({ type: 'PassDeadline', name, now: due }) as C,
    ) => outcome(decider, catalogue, heard, passAll(decider, heard, instantAt(until), toCommand)),
    thenDue: (...deadlines) => {
      mustEqual('the open deadlines', deadlines, dueOf(decider, state), passed.thenDue);
    },
  };
  return passed;
}

function outcome<S, C, E extends DomainEvent, R extends Refusal>(
  decider: Decider<S, C, E, R>,
  catalogue: Catalogue | undefined,
  heard: readonly Heard<E>[],
  decided: Result<readonly E[], R>,
): Outcome<S, E, R> {
  const state = decided.ok
    ? fold(decider, told<E>(...heard, ...decided.value))
    : fold(decider, heard);
  const accepted = (spec: (...args: never[]) => unknown): readonly E[] => {
    if (!decided.ok) return unmet(`it was refused: ${shown(decided.refusal)}`, spec);
    for (const event of decided.value) mustBeOf(catalogue, event, 'decided', spec);
    return decided.value;
  };
  const result: Outcome<S, E, R> = {
    state,
    then: (...events) => {
      mustEqual('other events were decided', events, accepted(result.then), result.then);
    },
    thenNothing: () => {
      mustEqual('something happened', [], accepted(result.thenNothing), result.thenNothing);
    },
    thenRefused: (refusal) => {
      const expected = typeof refusal === 'string' ? { code: refusal } : refusal;
      const spec = result.thenRefused;
      if (decided.ok) {
        const wanted = `${shown(expected)} was expected`;
        return unmet(`it was accepted, where ${wanted}: ${shown(decided.value)}`, spec);
      }
      const seen = seenThrough(expected, decided.refusal);
      mustEqual(`it was refused otherwise: ${shown(decided.refusal)}`, expected, seen, spec);
    },
    thenDue: (...deadlines) => {
      mustEqual('the open deadlines', deadlines, dueOf(decider, state), result.thenDue);
    },
  };
  return result;
}

function passAll<S, C, E extends DomainEvent, R extends Refusal>(
  decider: Decider<S, C, E, R>,
  heard: readonly Heard<E>[],
  until: Instant,
  toCommand: (deadline: Deadline) => C,
): Result<readonly E[], R> {
  const events: E[] = [];
  let history = heard;
  for (let passed = 0; passed < PASSED_MAX; passed += 1) {
    const state = fold(decider, history);
    const next = dueOf(decider, state).find(({ due }) => due <= until);
    if (next === undefined) return { ok: true, value: events };
    const decided = decider.decide(toCommand(next), state);
    if (!decided.ok) return decided;
    events.push(...decided.value);
    history = told<E>(...history, ...decided.value.map((event) => at<E>(next.due, event)));
    const after = dueOf(decider, fold(decider, history));
    if (after.some(({ name, due }) => name === next.name && due === next.due)) {
      unmet(`deadline ${next.name} of ${next.due} was passed and is open still`, passAll);
    }
  }
  return unmet(`${String(PASSED_MAX)} deadlines were passed, and there are more`, passAll);
}

function dueOf<S>(decider: { deadlines?(state: S): readonly Deadline[] }, state: S): Deadline[] {
  const open = decider.deadlines?.(state) ?? [];
  return [...open].sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
}

function mustBeOf(
  catalogue: Catalogue | undefined,
  { type, data }: DomainEvent,
  what: string,
  spec: (...args: never[]) => unknown,
): void {
  if (catalogue === undefined) return;
  const definition = catalogue[type] ?? (sharedEvents as Catalogue)[type];
  if (definition === undefined) return unmet(`${what}: ${type} is not in the catalogue`, spec);
  const parsed = definition.schema.safeParse(data);
  if (parsed.success) return;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  unmet(`${what}: ${type} does not satisfy its schema\n${issues.join('\n')}`, spec);
}

function shown(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
