/**
 * How far raters agree: Krippendorff's alpha for interval data, 1 where they agree in everything, 0 where no more than by
 * chance. It is shown and decides nothing.
 *
 * Exact: sums are fractions of whole numbers, so the order of raters changes no digit.
 * @param units what was rated, each with the values it was given; a unit that one rater valued says nothing
 * @returns rounded half up to three decimals; undefined where there is nothing to compare: no pair, or all values the same
 * @see Krippendorff, Computing Krippendorff's Alpha-Reliability (2011)
 */
export function krippendorffAlpha(units: readonly (readonly bigint[])[]): string | undefined {
  const paired = units.filter((values) => values.length > 1);
  const all = paired.flat();
  const expected = squaredDifferences(all);
  if (expected === 0n) return undefined;
  const divisor = paired.reduce((product, { length }) => lcm(product, BigInt(length - 1)), 1n);
  const observed = paired.reduce(
    (sum, values) => sum + squaredDifferences(values) * (divisor / BigInt(values.length - 1)),
    0n,
  );
  const below = divisor * expected;
  return thousandths(below - BigInt(all.length - 1) * observed, below);
}

/** Over every pair of values, once: Σ(a − b)² = n·Σa² − (Σa)². */
function squaredDifferences(values: readonly bigint[]): bigint {
  const sum = values.reduce((total, value) => total + value, 0n);
  const squares = values.reduce((total, value) => total + value * value, 0n);
  return BigInt(values.length) * squares - sum * sum;
}

function lcm(a: bigint, b: bigint): bigint {
  return (a / gcd(a, b)) * b;
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}

/** Half up: towards the greater. */
function thousandths(above: bigint, below: bigint): string {
  const [numerator, denominator] = [2000n * above + below, 2n * below];
  const whole = numerator / denominator;
  const isBetween = numerator < 0n && numerator % denominator !== 0n;
  const rounded = isBetween ? whole - 1n : whole;
  const size = rounded < 0n ? -rounded : rounded;
  const digits = size.toString().padStart(4, '0');
  return `${rounded < 0n ? '-' : ''}${digits.slice(0, -3)}.${digits.slice(-3)}`;
}
