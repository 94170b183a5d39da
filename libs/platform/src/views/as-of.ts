import {
  dayOf,
  type Day,
  type DomainEvent,
  type Instant,
  type Origin,
  type StreamName,
  type Told,
} from '@fuhua/kernel';
import type { EventStore, Recorded } from '../event-store/index.ts';
import { tell } from '../handle/metadata.ts';
import { foldOn, heardBy, shown } from './fold.ts';
import type { View, ViewRow } from './view.ts';

export interface AsOf {
  /** What was recorded later does not count, corrections included. */
  readonly knownAt?: Instant | undefined;
  /** What occurred on a later day (Asia/Shanghai) does not count, unless it is a dated fact of the view. */
  readonly asOf?: Day | undefined;
}

/**
 * The rows of one stream as they were known at an instant and stood on a day; no rows when there were none. Dated
 * facts are in the rows with their validity, for the query to judge on `asOf`. `revision` is the newest event known.
 * @throws UnknownEvent, FoldFailed, Unavailable
 */
export async function rowsAsOf<Row extends ViewRow, E extends DomainEvent>(
  view: View<Row, E>,
  store: Pick<EventStore, 'readStream'>,
  stream: StreamName,
  at: AsOf,
  tellFn: (recorded: Recorded) => Told = (recorded) => tell(view.source, recorded),
): Promise<readonly Row[]> {
  const told: Told[] = [];
  for await (const recorded of store.readStream(stream)) told.push(tellFn(recorded));
  return foldAsOf(view, told, at);
}

/** The same, of events already read. @throws FoldFailed */
export function foldAsOf<Row extends ViewRow, E extends DomainEvent>(
  view: View<Row, E>,
  told: readonly Told[],
  { knownAt, asOf }: AsOf,
): readonly Row[] {
  const known = told.filter(({ origin }) => knownAt === undefined || origin.recordedAt <= knownAt);
  const counts = (event: Told): boolean =>
    asOf === undefined ||
    dayOf(event.origin.occurredAt) <= asOf ||
    view.datedFact?.(event as Told & E & { readonly origin: Origin }) === true;
  const rows = foldOn(view, [], heardBy(view, known).filter(counts));
  return shown({ rows, revision: known.at(-1)?.origin.revision ?? -1 });
}
