import type { StreamName, Told } from '@fuhua/kernel';
import type { EventStore, Position, Recorded } from '../event-store/index.ts';
import { tell } from '../handle/index.ts';
import { batchesOf, type Batch } from '../views/batches.ts';
import type { Bell } from './bell.ts';
import type { DeadlineTable, Keeper, OpenDeadline } from './deadline-table.ts';
import type { Part } from '../views/keep-going.ts';
import type { TimedSlice } from './timed.ts';

export interface KeepTablePorts {
  readonly store: EventStore;
  readonly table: DeadlineTable;
  readonly epoch: string;
  readonly signal: AbortSignal;
  readonly bell: Bell;
}

/** The deadlines of one slice being kept; what its status shows. */
export interface Follower extends Part {
  readonly slice: TimedSlice;
  position: Position;
  /** The revision up to which a stream's rows were written by this process, so that none is folded twice for nothing. */
  readonly folded: Map<StreamName, number>;
}

const STREAMS_AT_ONCE = 8;
const FOLDED_MAX = 20_000;
/** A cursor that only passes what concerns other slices is stored this late, to spare a write for each. */
const IDLE_STORE_MS = 1_000;

/**
 * Follows the history and keeps the table, until the signal. Each stream that a batch touches is folded once, by the
 * slice's decider and with its corrections laid over, as far as it has come by then: rows may be ahead of the cursor,
 * never behind.
 * @throws UnknownEvent, DeadlineNamedTwice, LaterRelease, Unavailable
 */
export async function keepTable(
  ports: KeepTablePorts,
  follower: Follower,
  live: () => void,
): Promise<void> {
  const { store, table, signal, bell } = ports;
  const keeper = keeperOf(ports, follower);
  const { category } = keeper;
  follower.folded.clear();
  let stored = await table.open(keeper);
  follower.position = stored;
  const filter = { after: stored, categories: [category] };
  let storedAtMs = 0;
  for await (const batch of batchesOf((stop) => store.subscribe(filter, stop), signal)) {
    const idle = batch.events.length === 0 && Date.now() - storedAtMs < IDLE_STORE_MS;
    if (!idle) {
      stored = await keepBatch(ports, follower, stored, batch);
      storedAtMs = Date.now();
    }
    if (batch.through > follower.position) follower.position = batch.through;
    live();
    if (batch.events.length > 0) bell.ring();
  }
}

function keeperOf({ epoch }: KeepTablePorts, { slice }: Follower): Keeper {
  return { category: slice.readable.category, version: slice.version, epoch };
}

/** Answers where the cursor stands then, whoever moved it. */
async function keepBatch(
  ports: KeepTablePorts,
  follower: Follower,
  from: Position,
  { events, through }: Batch,
): Promise<Position> {
  const { table } = ports;
  const keeper = keeperOf(ports, follower);
  let at = from;
  while (through > at) {
    const touched = touchedBy(
      events.filter(({ position }) => position > at),
      follower,
    );
    const folded = await foldAll(ports, follower.slice, touched);
    const streams = folded.map(({ stream }) => stream);
    const open = folded.flatMap((one) => one.open);
    if (await table.write(keeper, { from: at, to: through, streams, open })) {
      if (follower.folded.size > FOLDED_MAX) follower.folded.clear();
      for (const { stream, revision } of folded) follower.folded.set(stream, revision);
      return through;
    }
    const found = await table.open(keeper);
    if (found < at) follower.folded.clear();
    at = found;
  }
  return at;
}

function touchedBy(
  events: readonly Recorded[],
  { folded }: Follower,
): readonly (readonly [StreamName, readonly Recorded[]])[] {
  const streams = new Map<StreamName, Recorded[]>();
  for (const event of events) {
    if ((folded.get(event.stream) ?? -1) >= event.revision) continue;
    const others = streams.get(event.stream);
    if (others === undefined) streams.set(event.stream, [event]);
    else others.push(event);
  }
  return [...streams];
}

interface Folded {
  readonly stream: StreamName;
  readonly revision: number;
  readonly open: readonly OpenDeadline[];
}

async function foldAll(
  { store }: KeepTablePorts,
  slice: TimedSlice,
  touched: readonly (readonly [StreamName, readonly Recorded[]])[],
): Promise<readonly Folded[]> {
  const waiting = [...touched];
  const folded: Folded[] = [];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [stream, events] = next;
      // A stream that begins in the batch is whole in it.
      const told =
        events[0]?.revision === 0
          ? events.map((event) => tell(slice.readable, event))
          : await toldOf(store, slice, stream);
      const revision = told.at(-1)?.origin.revision ?? -1;
      const open = slice.deadlinesOf(told).map(({ name, due }) => ({ stream, name, due }));
      folded.push({ stream, revision, open });
    }
  };
  await Promise.all(Array.from({ length: STREAMS_AT_ONCE }, worker));
  return folded;
}

/** A stream as far as it has come. @throws UnknownEvent, Unavailable */
export async function toldOf(
  store: Pick<EventStore, 'readStream'>,
  { readable }: TimedSlice,
  stream: StreamName,
): Promise<readonly Told[]> {
  const told: Told[] = [];
  for await (const event of store.readStream(stream)) told.push(tell(readable, event));
  return told;
}
