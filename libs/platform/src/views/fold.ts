import {
  corrected,
  isSharedEvent,
  overlay,
  type DomainEvent,
  type Origin,
  type StreamName,
  type Told,
} from '@fuhua/kernel';
import type { View, ViewRow } from './view.ts';

/** The rows of one stream while they are folded: their `revision` is 0, and the stream's stands beside them. */
export interface Standing<Row extends ViewRow = ViewRow> {
  readonly rows: readonly Row[];
  /** -1: the stream has no event yet, or none that left a row. */
  readonly revision: number;
}

/** What a batch made of one stream. */
export interface Change<Row extends ViewRow = ViewRow> {
  readonly stream: StreamName;
  readonly before: Standing<Row>;
  readonly after: Standing<Row>;
}

/** Where a batch finds what it builds on. */
export interface Ground<Row extends ViewRow = ViewRow> {
  /** Streams without rows may be left out. */
  standing(streams: readonly StreamName[]): Promise<ReadonlyMap<StreamName, Standing<Row>>>;
  /** The stream's events from the first to that revision, inclusive. */
  history(stream: StreamName, through: number): Promise<readonly Told[]>;
}

/** A view's fold threw. The view halts at the event; nothing is skipped. */
export class FoldFailed extends Error {
  override readonly name = 'FoldFailed';
  constructor(view: string, event: Told, cause: unknown) {
    const { stream, revision } = event.origin;
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`${view} cannot fold ${stream}@${String(revision)} ${event.type}: ${why}`, { cause });
  }
}

/** The rows show another revision than the one before the event: the table was changed by something else. */
export class OutOfStep extends Error {
  override readonly name = 'OutOfStep';
  constructor(view: string, event: Told, shown: number) {
    const { stream, revision } = event.origin;
    super(
      `${view} shows ${stream} at ${String(shown)}, but its next event is ${String(revision)}; run: fuhua rebuild ${view}`,
    );
  }
}

export const nothing: Standing<never> = { rows: [], revision: -1 };

/**
 * The rows of a stream, told from its first event on: corrections laid over, then folded.
 * @throws FoldFailed
 */
export function foldStream<Row extends ViewRow, E extends DomainEvent>(
  view: View<Row, E>,
  told: readonly Told[],
): readonly Row[] {
  return shown(standingOf(view, told));
}

/** As they are stored: each with the revision of its stream. */
export function shown<Row extends ViewRow>({ rows, revision }: Standing<Row>): readonly Row[] {
  return rows.map((row) => ({ ...row, revision }));
}

/**
 * Folds a batch, in order, onto what stands. A stream that is corrected within the batch is folded anew from its first
 * event to its last correction in the batch, never beyond; what follows it in the batch is folded on top.
 * @throws FoldFailed, OutOfStep, and what `ground` throws
 */
export async function foldBatch<Row extends ViewRow, E extends DomainEvent>(
  view: View<Row, E>,
  batch: readonly Told[],
  ground: Ground<Row>,
): Promise<readonly Change<Row>[]> {
  const streams = new Map<StreamName, Told[]>();
  for (const event of batch) {
    const events = streams.get(event.origin.stream);
    if (events === undefined) streams.set(event.origin.stream, [event]);
    else events.push(event);
  }
  const old = [...streams].filter(
    ([, [first]]) => first !== undefined && first.origin.revision > 0,
  );
  const standings =
    old.length === 0
      ? new Map<StreamName, Standing<Row>>()
      : await ground.standing(old.map(([stream]) => stream));
  const changes: Change<Row>[] = [];
  for (const [stream, events] of streams) {
    const before = standings.get(stream) ?? nothing;
    const after = await foldNext(view, before, events, ground);
    changes.push({ stream, before, after });
  }
  return changes;
}

async function foldNext<Row extends ViewRow, E extends DomainEvent>(
  view: View<Row, E>,
  before: Standing<Row>,
  events: readonly Told[],
  ground: Ground<Row>,
): Promise<Standing<Row>> {
  const [first] = events;
  const last = events.at(-1);
  if (first === undefined || last === undefined) return before;
  if (before.rows.length > 0 && !follows(view, first.origin.revision, before.revision)) {
    throw new OutOfStep(view.name, first, before.revision);
  }
  const correctedAt = events.findLastIndex(({ type }) => type === 'EventCorrected');
  const correction = events[correctedAt];
  const { stream, revision } = last.origin;
  if (correction === undefined) {
    return { rows: foldOn(view, before.rows, uncorrected(view, events)), revision };
  }
  const history = await ground.history(stream, correction.origin.revision);
  const anew = standingOf(view, history);
  const rest = uncorrected(view, events.slice(correctedAt + 1));
  return { rows: foldOn(view, anew.rows, rest), revision };
}

/** A topic has gaps where events of the stream are private, or of types that its reader does not list. */
function follows({ source }: Pick<View, 'source'>, next: number, shownAt: number): boolean {
  return source.topic === undefined ? next === shownAt + 1 : next > shownAt;
}

type Heard = Pick<View, 'hearsShared'>;

/** What the view hears of a stream from its first event on: corrections laid over. */
export function heardBy({ hearsShared }: Heard, told: readonly Told[]): readonly Told[] {
  return hearsShared === true ? corrected(told) : overlay(told);
}

/** The same of events among which is no correction. */
function uncorrected({ hearsShared }: Heard, events: readonly Told[]): readonly Told[] {
  return hearsShared === true ? events : events.filter((event) => !isSharedEvent(event));
}

function standingOf<Row extends ViewRow, E extends DomainEvent>(
  view: View<Row, E>,
  told: readonly Told[],
): Standing<Row> {
  const rows = foldOn(view, [], heardBy(view, told));
  return { rows, revision: told.at(-1)?.origin.revision ?? -1 };
}

/** Events with their corrections laid over. @throws FoldFailed */
export function foldOn<Row extends ViewRow, E extends DomainEvent>(
  view: View<Row, E>,
  rows: readonly Row[],
  events: readonly Told[],
): readonly Row[] {
  let next = rows;
  for (const event of events) {
    try {
      next = view.fold(next, event as Told & E & { readonly origin: Origin });
    } catch (error) {
      throw new FoldFailed(view.name, event, error);
    }
  }
  return next;
}
