import type { Day, EventId, Told } from '@fuhua/kernel';

/** A decision as it stands in an event's `decision`; the law book's `Decision`, which the platform does not know. */
export interface StoredDecision {
  readonly procedure: string;
  readonly ruleSet: { readonly id: string; readonly version: number };
  readonly outcome: DecidedOutcome;
  /** The day the rules were asked for. */
  readonly effectiveFrom: Day;
  readonly results: readonly StoredResult[];
  readonly facts: StoredFacts;
  readonly factsDigest: string;
  /** How far each source was known: `service` to position token. */
  readonly knownThrough: Readonly<Record<string, string>>;
}

export type DecidedOutcome = 'granted' | 'refused' | 'insufficient-evidence';

export interface StoredResult {
  readonly rule: string;
  readonly clause: string;
  readonly outcome: 'pass' | 'fail' | 'unknown';
  readonly reason: { readonly zh: string; readonly en: string };
  readonly conclusion?: Readonly<Record<string, unknown>> | undefined;
}

/** By name. What stands not here is unknown. */
export type StoredFacts = Readonly<
  Record<
    string,
    {
      readonly value?: unknown;
      readonly validFrom: Day;
      readonly validTo?: Day | undefined;
      readonly sources: readonly EventId[];
    }
  >
>;

/**
 * The decision that an event holds, if it holds one: migrated history may lack it (definition 23), and a text of that name
 * is the number of a document, or names another event.
 */
export function decisionIn({ data }: Pick<Told, 'data'>): StoredDecision | undefined {
  const { decision } = data;
  return typeof decision === 'object' ? (decision as StoredDecision) : undefined;
}
