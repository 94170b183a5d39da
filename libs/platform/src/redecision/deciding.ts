import type { EventId, Instant, StreamName, Told } from '@fuhua/kernel';
import type { Caller } from '../auth/grants.ts';
import { tell, type About, type Readable } from '../handle/index.ts';
import type { ServicePorts } from '../service/ports.ts';
import type { Concluded } from './changes.ts';
import type { DecisionRow, DecisionIndex } from './decision-index.ts';
import { decisionIndexOf } from './decision-index.ts';
import { decisionIn, type StoredDecision, type StoredFacts } from './decision.ts';

/** A decision where it stands. */
export interface HeldDecision {
  readonly stream: StreamName;
  /** The event that holds it. */
  readonly event: EventId;
  /** When it was decided: what a register said then, and how fresh it was, is judged by that day. */
  readonly recordedAt: Instant;
  readonly decision: StoredDecision;
}

/** How a slice that decides by rules joins: what its decisions rest on, and how their facts are gathered again. */
export interface DecidingOptions {
  /** The slice whose events hold decisions in `decision`. */
  readonly slice: Readable;
  /** Streams of this service whose events may change a decision, of the event that holds it; never its own. */
  readonly restsOn: (event: Told) => readonly StreamName[];
  /** How those streams are read, one for each category. */
  readonly sources: readonly Readable[];
  /**
   * The facts as they held on the decision's day (`effectiveFrom`), as they are known now, corrections laid over. What came
   * with the command stands in `decision.facts` alone and is handed back.
   */
  readonly regather: (held: HeldDecision, ports: ServicePorts) => Promise<StoredFacts>;
  /** What its rules decide beside pass or fail; nothing when missing. */
  readonly concluded?: Concluded;
  /** What the rules say to the facts of the decision it is given, by the set and calendar that it pinned; pure. */
  readonly rerun: (decision: never) => StoredDecision;
  /** Whether this caller's authority decides in that stream. @throws ProblemError when not */
  readonly assertCompetent: (caller: Caller, id: string, ports: ServicePorts) => Promise<void>;
  /** Codes that `assertCompetent` may throw beside the platform's. */
  readonly competence?: readonly string[];
  /** Whom a task concerns, of the stream with its corrections laid over. */
  readonly about?: (told: readonly Told[]) => About;
}

/** A slice that has joined: list its views, with their entities, in the service; its tables are `decisionTables`. */
export interface Deciding extends DecidingOptions, DecisionIndex {}

export function deciding(options: DecidingOptions): Deciding {
  return { ...options, ...decisionIndexOf(options.slice, options.restsOn) };
}

/** The decision of a row, from where it stands. @throws Unavailable, UnknownEvent */
export async function heldOf(
  { slice }: Pick<DecidingOptions, 'slice'>,
  { stream, event, sequence }: DecisionRow,
  { store }: Pick<ServicePorts, 'store'>,
): Promise<HeldDecision> {
  const at = { from: sequence, limit: 1 };
  for await (const recorded of store.readStream(stream as StreamName, at)) {
    const held = heldIn(tell(slice, recorded));
    if (held?.event === event) return held;
  }
  throw new Error(`${stream} does not hold the decision ${event}`);
}

/** Undefined where the event holds none. */
export function heldIn({ data, origin }: Told): HeldDecision | undefined {
  const decision = decisionIn({ data });
  const { id: event, stream, recordedAt } = origin;
  return decision && { stream, event, recordedAt, decision };
}

/** The same decision, on facts as they are known now. */
export async function rerunNow(
  { regather, rerun }: Pick<DecidingOptions, 'regather' | 'rerun'>,
  held: HeldDecision,
  ports: ServicePorts,
): Promise<StoredDecision> {
  const again: StoredDecision = { ...held.decision, facts: await regather(held, ports) };
  // The law book's own type, which the platform does not know.
  return rerun(again as never);
}
