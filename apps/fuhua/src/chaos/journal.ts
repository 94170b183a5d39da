/** What a service said of a command that it accepted. */
export interface Acknowledged {
  readonly id: string;
  /** Of the last event. */
  readonly revision: number;
  readonly events: readonly { readonly id: string; readonly type: string }[];
}

/** What an answer means to a client, as the architecture's page tells clients. */
export type Meaning = 'accepted' | 'refused' | 'not-done' | 'unknown';

/** @param code of the problem; undefined when the body is none */
export function meaningOf(status: number, code: string | undefined): Meaning {
  if (status < 300) return 'accepted';
  if (status === 429) return 'not-done';
  if (status < 500) return 'refused';
  return status === 503 && code !== 'platform.outcome-unknown' ? 'not-done' : 'unknown';
}

/** What all clients together heard. */
export interface Journal {
  readonly acknowledged: Acknowledged[];
  /** Commands of which it was unknown for a while whether they had been carried out. */
  ambiguous: number;
  /** What was heard instead of an answer, and how often. */
  readonly interruptions: Map<string, number>;
}

export function openJournal(): Journal {
  return { acknowledged: [], ambiguous: 0, interruptions: new Map() };
}

export function countOf({ interruptions }: Journal): number {
  return [...interruptions.values()].reduce((sum, count) => sum + count, 0);
}

/** Of those that were acknowledged. */
export function eventsOf({ acknowledged }: Journal): number {
  return acknowledged.reduce((sum, { events }) => sum + events.length, 0);
}
