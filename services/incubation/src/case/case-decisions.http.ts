import { dayOf, type EventId, type Instant, type StreamName } from '@fuhua/kernel';
import { tell } from '@fuhua/platform/handle';
import type { Moment } from '@fuhua/platform/http';
import type { ServicePorts } from '@fuhua/platform/service';
import { Decision } from '@fuhua/rules';
import { incubationCase } from './case.decider.ts';

/** A decision with the event that holds it. */
export interface Decided {
  readonly event: EventId;
  readonly type: string;
  readonly recordedAt: Instant;
  readonly decision: Omit<Decision, 'facts'> & Partial<Pick<Decision, 'facts'>>;
}

/**
 * Of a case up to a revision, in their order; with a moment, those that were recorded by then and happened by that day.
 * @throws Unavailable, UnknownEvent
 */
export async function decisionsIn(
  { store }: Pick<ServicePorts, 'store'>,
  stream: StreamName,
  { asOf, knownAt, revision }: Moment & { readonly revision: number },
): Promise<readonly Decided[]> {
  const decisions: Decided[] = [];
  for await (const recorded of store.readStream(stream)) {
    if (recorded.revision > revision) break;
    const { type, data, origin } = tell(incubationCase, recorded);
    const { id: event, recordedAt, occurredAt } = origin;
    const isKnown = knownAt === undefined || recordedAt <= knownAt;
    const hasHappened = asOf === undefined || dayOf(occurredAt) <= asOf;
    if (!isKnown || !hasHappened || data['decision'] === undefined) continue;
    decisions.push({ event, type, recordedAt, decision: Decision.parse(data['decision']) });
  }
  return decisions;
}

/** Facts name officers and what they are bound to: the two sides are told results and reasons. */
export function withoutFacts({ decision, ...held }: Decided): Decided {
  const { facts: _facts, ...told } = decision;
  return { ...held, decision: told };
}
