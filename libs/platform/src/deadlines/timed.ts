import {
  fold,
  overlay,
  type Deadline,
  type DomainEvent,
  type Instant,
  type Origin,
  type Refusal,
  type Result,
  type Slice,
  type Told,
} from '@fuhua/kernel';
import {
  handle,
  type About,
  type CommandContext,
  type Handled,
  type HandlePorts,
  type HandleRefusal,
  type Readable,
} from '../handle/index.ts';

/**
 * What a decider is sent when one of its deadlines is due. Accepted, its events take the deadline out of the state; one
 * that is not open any more is answered with no events; before its time it is refused.
 */
export interface PassDeadline {
  readonly type: 'PassDeadline';
  readonly name: string;
  readonly now: Instant;
}

/** A slice whose state says what becomes due. */
export interface TimedSlice {
  readonly readable: Readable;
  /** Of what the decider calls a deadline: another one than the table's, and the table is made anew. */
  readonly version: number;
  /** What is open in a stream, told from its first event on. @throws DeadlineNamedTwice */
  deadlinesOf(told: readonly Told[]): readonly Deadline[];
  pass(
    ports: HandlePorts,
    id: string,
    context: CommandContext,
    name: string,
  ): Promise<Result<Handled, Refusal | HandleRefusal>>;
}

export interface TimedOptions<S, E> {
  /** Grows when the same history has other deadlines than before. Default 1. */
  readonly version?: number;
  /** Whom the events concern, as the slice's routes say it. */
  readonly about?: (state: S, events: readonly E[]) => About;
}

/** A decider states two deadlines under one name in one stream, and a command could not tell them apart. */
export class DeadlineNamedTwice extends Error {
  override readonly name = 'DeadlineNamedTwice';
  constructor(category: string, deadline: string) {
    super(`${category} states two deadlines named ${deadline} in one stream`);
  }
}

/**
 * Hands a slice to the platform's scheduler; its decider must take `PassDeadline`.
 * @throws TypeError — the decider states no deadlines.
 */
export function timed<S, C, E extends DomainEvent, R extends Refusal>(
  slice: Slice<S, C, E, R> & (PassDeadline extends C ? unknown : never),
  { version = 1, about }: TimedOptions<S, E> = {},
): TimedSlice {
  const { category, events, decider, upcast } = slice;
  if (decider.deadlines === undefined) throw new TypeError(`${category} states no deadlines`);
  return {
    readable: { category, events, ...(upcast && { upcast }) },
    version,
    deadlinesOf(told) {
      const state = fold(decider, overlay(told) as readonly (E & { readonly origin: Origin })[]);
      const open = decider.deadlines?.(state) ?? [];
      const names = new Set<string>();
      for (const { name } of open) {
        if (names.has(name)) throw new DeadlineNamedTwice(category, name);
        names.add(name);
      }
      return open;
    },
    pass(ports, id, context, name) {
      const command: PassDeadline = { type: 'PassDeadline', name, now: context.now };
      return handle<S, C, E, R>(ports, slice, id, context, () => command as C, {
        ...(about && { about }),
      });
    },
  };
}
