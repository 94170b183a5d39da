import { isCaughtUp, type CaughtUp, type Position, type Recorded } from '../event-store/index.ts';

export interface Batch {
  readonly events: readonly Recorded[];
  /** Every event up to here that passes the filter is in this batch or an earlier one. */
  readonly through: Position;
}

export interface BatchLimits {
  /** Default 1000. */
  readonly eventsMax?: number;
  /** A batch stops growing at so many characters of JSON. Default 4 Mi. */
  readonly charactersMax?: number;
}

type Item = Recorded | CaughtUp;

/**
 * What a subscription has at hand, batch by batch: the next one gathers while the last is worked on, and nobody waits
 * for a batch to fill. Ends with the subscription; leaving it early ends the subscription.
 * @throws what the subscription throws, after what came before it
 */
export async function* batchesOf(
  subscribe: (signal: AbortSignal) => AsyncIterable<Item>,
  signal: AbortSignal,
  { eventsMax = 1_000, charactersMax = 4 * 1024 * 1024 }: BatchLimits = {},
): AsyncGenerator<Batch, void> {
  const leaving = new AbortController();
  const queue = openQueue(eventsMax, charactersMax);
  const pumping = pump(subscribe(AbortSignal.any([signal, leaving.signal])), queue);
  try {
    for (;;) {
      await queue.filled();
      // One turn, so that what the subscription holds in memory already comes along.
      await new Promise(setImmediate);
      const batch = queue.take();
      if (batch === undefined) break;
      yield batch;
    }
    await pumping;
  } finally {
    leaving.abort();
    queue.leave();
    pumping.catch(() => undefined);
  }
}

interface Queue {
  put(item: Item): void;
  isFull(): boolean;
  /** Until it is full no more, or nobody takes any more. */
  room(): Promise<void>;
  isWanted(): boolean;
  end(): void;
  leave(): void;
  filled(): Promise<void>;
  /** Undefined when the subscription has ended and all is taken. */
  take(): Batch | undefined;
}

async function pump(items: AsyncIterable<Item>, queue: Queue): Promise<void> {
  try {
    for await (const item of items) {
      queue.put(item);
      if (queue.isFull()) await queue.room();
      if (!queue.isWanted()) return;
    }
  } finally {
    queue.end();
  }
}

function openQueue(eventsMax: number, charactersMax: number): Queue {
  let events: Recorded[] = [];
  let through: Position | undefined;
  let characters = 0;
  let open = true;
  let wanted = true;
  let wakeTaker = (): void => undefined;
  let wakePutter = (): void => undefined;
  const isFull = (): boolean => events.length >= eventsMax || characters >= charactersMax;
  const filled = (): Promise<void> =>
    new Promise((resolve) => {
      if (through !== undefined || !open) resolve();
      else wakeTaker = resolve;
    });
  return {
    isFull,
    isWanted: () => wanted,
    room: () =>
      new Promise((resolve) => {
        if (isFull() && wanted) wakePutter = resolve;
        else resolve();
      }),
    put(item) {
      if (isCaughtUp(item)) {
        through = item.caughtUp;
      } else {
        events.push(item);
        characters += item.data.length + item.metadata.length;
        through = item.position;
      }
      wakeTaker();
    },
    end() {
      open = false;
      wakeTaker();
    },
    leave() {
      wanted = false;
      wakePutter();
    },
    filled,
    take() {
      if (through === undefined) return undefined;
      const batch = { events, through };
      events = [];
      through = undefined;
      characters = 0;
      wakePutter();
      return batch;
    },
  };
}
