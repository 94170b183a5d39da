/** One line of the table, and of the JSON file. */
export interface Figure {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  readonly peer?: { readonly name: string; readonly value: number };
  /** value / peer.value, both of one round. */
  readonly ratio?: number;
  readonly goal: string;
  readonly met: boolean;
}

/** What a value, or its ratio to a peer's, should be. */
export type Goal = { readonly atLeast: number } | { readonly atMost: number };

/** What one round gave, in the same unit. */
export interface Pair {
  readonly ours: number;
  readonly peer: number;
}

/**
 * The middle one of an odd number of values; of an even number the lower of the two in the middle, so that the median
 * is always something that was measured.
 * @throws RangeError for none
 */
export function median<T>(items: readonly T[], valueOf: (item: T) => number): T {
  const sorted = [...items].sort((a, b) => valueOf(a) - valueOf(b));
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (middle === undefined) throw new RangeError('no median of nothing');
  return middle;
}

/**
 * The smallest value that at least so many percent of the values do not exceed (nearest rank).
 * @param percent above 0, at most 100
 * @throws RangeError for no values
 */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = Float64Array.from(values).sort();
  const found = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
  if (found === undefined) throw new RangeError('no percentile of nothing');
  return found;
}

export function meets(value: number, goal: Goal): boolean {
  return 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost;
}

/**
 * A figure that is a ratio. Value, peer and ratio are those of the round whose ratio is the median, so a noisy minute
 * spoils one round and the three numbers agree.
 */
export function ratioFigure(
  rounds: readonly Pair[],
  { id, unit, peer, goal }: Pick<Figure, 'id' | 'unit'> & { peer: string; goal: Goal },
): Figure {
  const ratioOf = (round: Pair): number => round.ours / round.peer;
  const middle = median(rounds, ratioOf);
  const ratio = ratioOf(middle);
  return {
    id,
    value: middle.ours,
    unit,
    peer: { name: peer, value: middle.peer },
    ratio,
    goal: `${goalText(goal)} × ${peer}`,
    met: meets(ratio, goal),
  };
}

/** A figure that stands by itself: the median of the rounds. */
export function plainFigure(
  rounds: readonly number[],
  { id, unit, goal, note }: Pick<Figure, 'id' | 'unit'> & { goal: Goal; note?: string },
): Figure {
  const value = median(rounds, (round) => round);
  const text = `${goalText(goal)} ${unit}`;
  return {
    id,
    value,
    unit,
    goal: note === undefined ? text : `${text}, ${note}`,
    met: meets(value, goal),
  };
}

function goalText(goal: Goal): string {
  return 'atLeast' in goal ? `≥ ${String(goal.atLeast)}` : `≤ ${String(goal.atMost)}`;
}
