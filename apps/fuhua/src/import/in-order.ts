/**
 * Works on items side by side and hands the results on in the order of the items. Items of one subject wait for each
 * other, in their order; nothing is kept of what was handed on.
 */
export interface InOrder<Item, Result> {
  /** How many are worked on at once. */
  readonly concurrency: number;
  readonly subjectOf: (item: Item) => string | undefined;
  readonly work: (item: Item) => Promise<Result>;
  readonly settle: (result: Result) => Promise<void>;
}

/** How many items may wait behind one that takes long, for each that is worked on. */
const AHEAD = 16;

/** @throws what reading, work or settling throws first; what was begun is awaited */
export async function inOrder<Item, Result>(
  items: AsyncIterable<Item>,
  { concurrency, subjectOf, work, settle }: InOrder<Item, Result>,
): Promise<void> {
  const tails = new Map<string, Promise<unknown>>();
  const waiting: Promise<Result>[] = [];
  const free = slots(concurrency);
  const begin = (item: Item): Promise<Result> => {
    const subject = subjectOf(item);
    if (subject === undefined) return free(() => work(item));
    const before = tails.get(subject) ?? Promise.resolve();
    const result = before.catch(() => undefined).then(() => free(() => work(item)));
    tails.set(subject, result);
    const forget = (): void => {
      if (tails.get(subject) === result) tails.delete(subject);
    };
    result.then(forget, forget);
    return result;
  };
  const settleFirst = async (): Promise<void> => {
    const first = waiting.shift();
    if (first !== undefined) await settle(await first);
  };
  try {
    for await (const item of items) {
      const result = begin(item);
      result.catch(() => undefined);
      waiting.push(result);
      if (waiting.length >= concurrency * AHEAD) await settleFirst();
    }
    while (waiting.length > 0) await settleFirst();
  } finally {
    await Promise.allSettled(waiting);
  }
}

/** At most so many at once; the others wait in line. */
function slots(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = count;
  const line: (() => void)[] = [];
  return async (work) => {
    if (free === 0) await new Promise<void>((resolve) => line.push(resolve));
    else free -= 1;
    try {
      return await work();
    } finally {
      const next = line.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
