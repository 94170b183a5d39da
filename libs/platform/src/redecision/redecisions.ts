import { isDeepStrictEqual } from 'node:util';
import {
  decisionEvents,
  isSharedEvent,
  ok,
  redecisionClosed,
  redecisionRequired,
  refuse,
  type Decider,
  type EventId,
  type EventOf,
  type RedecisionEvent,
  type Result,
  type Slice,
  type Told,
} from '@fuhua/kernel';
import type { Readable } from '../handle/index.ts';
import { decisionIn } from './decision.ts';

type Required = EventOf<typeof redecisionRequired>['data'];

export type RedecisionCommand =
  | ({ readonly type: 'RequireRedecision' } & Required)
  | { readonly type: 'CloseRedecision'; readonly redecision: EventId; readonly reason: string };

export type RedecisionRefusal =
  | { readonly code: 'redecision.unknown-decision'; readonly decision: EventId }
  | { readonly code: 'redecision.not-open'; readonly redecision: EventId };

/** The streams of a slice, as the decider of re-decisions hears them: as written (R-EVT-03, definition 21). */
export function redecisionsOf({
  category,
  events,
  upcast,
}: Readable): Slice<readonly Told[], RedecisionCommand, Told | RedecisionEvent, RedecisionRefusal> {
  return {
    category,
    events: { ...events, ...decisionEvents },
    decider,
    hearsCorrections: true,
    ...(upcast && { upcast }),
  };
}

const decider: Decider<
  readonly Told[],
  RedecisionCommand,
  Told | RedecisionEvent,
  RedecisionRefusal
> = {
  initial: [],
  decide(command, told) {
    switch (command.type) {
      case 'RequireRedecision': {
        const { type: _, ...required } = command;
        return require(told, required);
      }
      case 'CloseRedecision': {
        const { redecision, reason } = command;
        const task = tasksIn(told).find((each) => each.redecision === redecision);
        if (task?.open !== true) return refuse({ code: 'redecision.not-open', redecision });
        return ok([redecisionClosed({ redecision, reason })]);
      }
    }
  },
  evolve: (told, { type, data }, origin) => [...told, { type, data: { ...data }, origin }],
};

/**
 * One task for a decision and what caused it. Facts that led to a task before lead to none again, nor does what an open task
 * says already: each later fact would otherwise repeat it.
 */
function require(
  told: readonly Told[],
  required: Required,
): Result<readonly RedecisionEvent[], RedecisionRefusal> {
  const { decision, cause, after, rules, factsDigest } = required;
  const event = told.find(({ origin }) => origin.id === decision);
  if (event === undefined || decisionIn(event) === undefined) {
    return refuse({ code: 'redecision.unknown-decision', decision });
  }
  const says = tasksIn(told).some(
    (task) =>
      task.decision === decision &&
      (isDeepStrictEqual(task.cause, cause) ||
        task.factsDigest === factsDigest ||
        (task.open && task.after === after && isDeepStrictEqual(task.rules, rules))),
  );
  return ok(says ? [] : [redecisionRequired(required)]);
}

type Task = Required & { readonly open: boolean };

function tasksIn(told: readonly Told[]): readonly Task[] {
  const tasks = new Map<EventId, Task>();
  for (const event of told) {
    if (!isSharedEvent(event)) continue;
    if (event.type === 'RedecisionRequired') {
      tasks.set(event.data.redecision, { ...event.data, open: true });
    }
    if (event.type === 'RedecisionClosed') {
      const task = tasks.get(event.data.redecision);
      if (task) tasks.set(task.redecision, { ...task, open: false });
    }
  }
  return [...tasks.values()];
}
