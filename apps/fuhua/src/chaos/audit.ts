import type { Recorded } from '@fuhua/platform/event-store';
import { givenTwice, refusedAskings, unanswered } from './guards.ts';
import type { Acknowledged } from './journal.ts';

/** An event of the history, without what it says. */
export interface Entry extends Pick<Recorded, 'id' | 'type' | 'stream' | 'revision' | 'position'> {
  readonly commandId: string;
  /** The event whose reaction it is; undefined when a client asked for it. */
  readonly causationId?: string | undefined;
}

/** Each one named, so that the same one found again in a later run is counted once. */
export interface Findings {
  readonly lost: readonly string[];
  readonly duplicated: readonly string[];
}

/**
 * Compares the whole history with all that was ever acknowledged. Lost: an acknowledged event that is not where it was
 * said to be, a hole among the revisions of a stream, and a question to a guard without an answer. Duplicated: an id, a
 * revision or a position that occurs again; events of one command that do not stand together; what a guard gave twice;
 * and an event that a client asked for and that was neither acknowledged nor refused: every client repeats until it
 * knows, so it is the second effect of one command.
 */
export function audit(history: readonly Entry[], acknowledged: readonly Acknowledged[]): Findings {
  return {
    lost: [...missing(history, acknowledged), ...holes(history), ...unanswered(history)],
    duplicated: [
      ...repeated(history),
      ...scattered(history),
      ...unasked(history, acknowledged),
      ...givenTwice(history),
    ],
  };
}

/** What stood in the history before the first client came counts as acknowledged. */
export function acknowledgedBefore(history: readonly Entry[]): readonly Acknowledged[] {
  return history.map((entry) => ({
    id: subjectOf(entry),
    revision: entry.revision,
    events: [{ id: entry.id, type: entry.type }],
  }));
}

function missing(
  history: readonly Entry[],
  acknowledged: readonly Acknowledged[],
): readonly string[] {
  const entries = new Map(history.map((entry) => [entry.id as string, entry]));
  return acknowledged.flatMap(({ id: subject, revision, events }) =>
    events
      .filter(({ id }, index) => {
        const found = entries.get(id);
        if (found === undefined || subjectOf(found) !== subject) return true;
        // What concluded a command comes last; events that it does not name may lie before it.
        return index === events.length - 1
          ? found.revision !== revision
          : found.revision >= revision;
      })
      .map(({ id }) => `event ${id}`),
  );
}

/** The category is not in a client's answer. */
function subjectOf({ stream }: Entry): string {
  return stream.slice(stream.indexOf('-') + 1);
}

function holes(history: readonly Entry[]): readonly string[] {
  const revisions = groupedBy(history, ({ stream }) => stream);
  return [...revisions].flatMap(([stream, entries]) => {
    const there = new Set(entries.map(({ revision }) => revision));
    const last = Math.max(...there);
    return Array.from({ length: last + 1 }, (_, revision) => revision)
      .filter((revision) => !there.has(revision))
      .map((revision) => `${stream}@${String(revision)}`);
  });
}

function repeated(history: readonly Entry[]): readonly string[] {
  const seen = new Set<string>();
  let last = -1n;
  return history.flatMap(({ id, stream, revision, position }) => {
    const names = [`event ${id}`, `${stream}@${String(revision)}`];
    const again = names.filter((name) => seen.has(name));
    if (position <= last) again.push(`position ${String(position)}`);
    for (const name of names) seen.add(name);
    last = position;
    return again;
  });
}

/** One append is one stream and revisions that follow one another. */
function scattered(history: readonly Entry[]): readonly string[] {
  const commands = groupedBy(history, ({ commandId }) => commandId);
  return [...commands].flatMap(([commandId, [first, ...others]]) => {
    const together = others.every(
      ({ stream, revision }, index) =>
        stream === first?.stream && revision === first.revision + index + 1,
    );
    return together ? [] : [`command ${commandId}`];
  });
}

function unasked(
  history: readonly Entry[],
  acknowledged: readonly Acknowledged[],
): readonly string[] {
  const known = new Set([
    ...acknowledged.flatMap(({ events }) => events.map(({ id }) => id)),
    ...refusedAskings(history),
  ]);
  return history
    .filter(({ id, causationId }) => causationId === undefined && !known.has(id))
    .map(({ id }) => `event ${id}`);
}

function groupedBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
