import {
  decisionEvents,
  fold,
  ok,
  overlay,
  overrideApproved,
  overrideDeclined,
  overrideRequested,
  refuse,
  type Decider,
  type DomainEvent,
  type EventId,
  type Instant,
  type Overridden,
  type Override,
  type OverrideEvent,
  type OverridingOutcome,
  type PersonId,
  type Refusal,
  type Result,
  type Slice,
  type Told,
} from '@fuhua/kernel';
import type { Readable } from '../handle/index.ts';
import { decisionIn } from '../redecision/decision.ts';
import { outcomeInForce, overrideRequestsIn, type OverrideRequest } from './override-requests.ts';

/** Outcomes against the evaluated rules (definition 20): asked for with evidence by one person, approved by another. */
export type OverrideCommand =
  | {
      readonly type: 'RequestOverride';
      readonly request: EventId;
      /** The event that holds the decision. */
      readonly decision: EventId;
      readonly outcome: OverridingOutcome;
      readonly conclusion?: Readonly<Record<string, unknown>> | undefined;
      readonly reason: string;
      readonly evidence: readonly string[];
      readonly now: Instant;
    }
  | {
      readonly type: 'ApproveOverride';
      readonly request: EventId;
      readonly by: PersonId;
      readonly now: Instant;
    }
  | { readonly type: 'DeclineOverride'; readonly request: EventId; readonly reason: string };

export type OverrideRefusal =
  | { readonly code: 'platform.override-not-offered' }
  | { readonly code: 'override.unknown-decision'; readonly decision: EventId }
  | { readonly code: 'override.already-open'; readonly request: EventId }
  | { readonly code: 'override.no-change'; readonly outcome: OverridingOutcome }
  | { readonly code: 'override.not-open'; readonly request: EventId }
  | { readonly code: 'override.same-person'; readonly request: EventId };

/** What of a slice is asked here: how its streams are read and folded. */
export interface Overridable<S, E extends DomainEvent> extends Readable {
  readonly decider: Pick<Decider<S, never, E, never>, 'initial' | 'evolve'>;
}

/** The same streams, as the decider of overrides hears them: as written, from the first event on. */
export function overridesOf<S, E extends DomainEvent, R extends Refusal>(
  slice: Overridable<S, E>,
  override: Override<S, E, R>,
): Slice<readonly Told[], OverrideCommand, E | OverrideEvent, OverrideRefusal | R> {
  const { category, events, upcast } = slice;
  return {
    category,
    events: { ...events, ...decisionEvents },
    decider: overrideDecider(slice, override),
    hearsCorrections: true,
    ...(upcast && { upcast }),
  };
}

/** The slice's own state among what was told. */
export function stateOf<S, E extends DomainEvent>(
  { decider }: Overridable<S, E>,
  told: readonly Told[],
): S {
  return fold(decider, overlay(told) as readonly (Told & E)[]);
}

function overrideDecider<S, E extends DomainEvent, R extends Refusal>(
  slice: Overridable<S, E>,
  override: Override<S, E, R>,
): Decider<readonly Told[], OverrideCommand, E | OverrideEvent, OverrideRefusal | R> {
  /** What would follow, or why nothing can. */
  const consequences = (
    told: readonly Told[],
    { decision, outcome, conclusion }: Pick<OverrideRequest, 'decision' | 'outcome' | 'conclusion'>,
    now: Instant,
  ): Result<readonly E[], OverrideRefusal | R> => {
    const event = told.find(({ origin }) => origin.id === decision);
    if (event === undefined || decisionIn(event) === undefined) {
      return refuse({ code: 'override.unknown-decision', decision });
    }
    const overridden: Overridden = { event, outcome, conclusion, now };
    const following = override(stateOf(slice, told), overridden);
    return following === 'not-offered'
      ? refuse({ code: 'platform.override-not-offered' })
      : following;
  };

  return {
    initial: [],
    decide(command, told) {
      switch (command.type) {
        case 'RequestOverride':
          return request(told, command, consequences(told, command, command.now));
        case 'ApproveOverride': {
          const asked = openIn(told, command.request);
          if (asked === undefined) {
            return refuse({ code: 'override.not-open', request: command.request });
          }
          if (asked.requestedBy === command.by) {
            return refuse({ code: 'override.same-person', request: command.request });
          }
          const following = consequences(told, asked, command.now);
          if (!following.ok) return following;
          const { request, decision, outcome, conclusion } = asked;
          return ok([
            overrideApproved({ request, decision, outcome, ...(conclusion && { conclusion }) }),
            ...following.value,
          ]);
        }
        case 'DeclineOverride': {
          const { request, reason } = command;
          if (openIn(told, request) === undefined) {
            return refuse({ code: 'override.not-open', request });
          }
          return ok([overrideDeclined({ request, reason })]);
        }
      }
    },
    evolve: (told, { type, data }, origin) => [
      ...told,
      { type, data: data as Told['data'], origin },
    ],
  };
}

function request<R>(
  told: readonly Told[],
  command: Extract<OverrideCommand, { type: 'RequestOverride' }>,
  following: Result<unknown, OverrideRefusal | R>,
): Result<readonly OverrideEvent[], OverrideRefusal | R> {
  if (!following.ok) return following;
  const { request: id, decision, outcome, conclusion, reason, evidence } = command;
  const open = overrideRequestsIn(told).find(
    (each) => each.decision === decision && each.state === 'open',
  );
  if (open !== undefined) return refuse({ code: 'override.already-open', request: open.request });
  const before = outcomeInForce(told, decision);
  if (before === undefined) return refuse({ code: 'override.unknown-decision', decision });
  if (before === outcome && conclusion === undefined) {
    return refuse({ code: 'override.no-change', outcome });
  }
  return ok([
    overrideRequested({
      request: id,
      decision,
      before,
      outcome,
      ...(conclusion && { conclusion }),
      reason,
      evidence: [...evidence],
    }),
  ]);
}

function openIn(told: readonly Told[], request: EventId): OverrideRequest | undefined {
  return overrideRequestsIn(told).find((each) => each.request === request && each.state === 'open');
}
