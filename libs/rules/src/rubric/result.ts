import type { DimensionMean } from '../review/facts.ts';
import { hundredths, pointsText } from '../staffing/staff-choice.ts';
import { krippendorffAlpha } from './agreement.ts';
import {
  indicatorsOf,
  maxOf,
  type RubricBand,
  type RubricIndicator,
  type Rubric,
} from './rubric.ts';

/** What a panel's sheets come to by its rubric, in exact decimals (definition 4; 5.2, R-ASM-05). */

/** One rater: the points given, by code of indicator; up to two decimals. */
export type Sheet = Readonly<Record<string, string>>;

export interface RubricResult {
  /** Of 100, two decimals. */
  readonly mean: string;
  readonly dimensions: readonly DimensionMean[];
  /** The code of the band. */
  readonly band: string;
  /** Of every indicator in percent of its maximum; missing where there is nothing to compare. */
  readonly alpha?: string;
}

/**
 * Means over the sheets, of each indicator without its highest and lowest where the rubric says so and there are three
 * sheets or more, rounded half up to two decimals. The whole mean is not made of rounded ones.
 * @throws RangeError when nobody rated, or a sheet lacks an indicator or goes beyond its maximum
 */
export function rubricResult(rubric: Rubric, sheets: readonly Sheet[]): RubricResult {
  if (sheets.length === 0) throw new RangeError('nobody rated');
  const isTrimmed = rubric.drop === 'highest-and-lowest' && sheets.length > 2;
  const count = BigInt(isTrimmed ? sheets.length - 2 : sheets.length);
  const sumOf = (indicators: readonly RubricIndicator[]): bigint =>
    indicators.reduce((sum, one) => sum + keptOf(given(one, sheets), isTrimmed), 0n);
  const dimensions = rubric.dimensions.map(({ code, indicators }) => ({
    code,
    mean: meanText(sumOf(indicators), count),
    max: pointsText(maxOf(indicators)),
  }));
  const mean = meanText(sumOf(indicatorsOf(rubric)), count);
  const alpha = alphaOf(rubric, sheets);
  const band = bandOf(rubric, { mean, dimensions });
  return { mean, dimensions, band, ...(alpha !== undefined && { alpha }) };
}

/**
 * The highest band that the rounded mean reaches and whose condition on dimensions holds.
 * @throws RangeError for a rubric without a lowest band
 */
export function bandOf(
  { bands }: Pick<Rubric, 'bands'>,
  result: Pick<RubricResult, 'mean' | 'dimensions'>,
): string {
  const found = bands.find((band) => isReached(band, result));
  if (found === undefined) throw new RangeError(`no band for ${result.mean}`);
  return found.code;
}

/** An indicator on which raters are too far apart: the points between the highest and the lowest. */
export interface Spread {
  readonly indicator: string;
  readonly spread: string;
}

/** R-ASM-05: more than `calibrationPercent` percentage points of the indicator's maximum apart (definition 4). */
export function spreadsToCalibrate(rubric: Rubric, sheets: readonly Sheet[]): readonly Spread[] {
  return indicatorsOf(rubric).flatMap((indicator) => {
    const sorted = given(indicator, sheets).toSorted(compare);
    const spread = (sorted.at(-1) ?? 0n) - (sorted[0] ?? 0n);
    const isWide = 100n * spread > BigInt(rubric.calibrationPercent) * hundredths(indicator.max);
    return isWide ? [{ indicator: indicator.code, spread: pointsText(spread) }] : [];
  });
}

/** What is wrong with a sheet; undefined when it gives points, within the maximum, for every indicator and no other. */
export function sheetFault(
  rubric: Rubric,
  sheet: Sheet,
): { readonly indicator: string; readonly is: 'missing' | 'beyond' | 'unknown' } | undefined {
  const indicators = indicatorsOf(rubric);
  for (const { code, max } of indicators) {
    const points = sheet[code];
    if (points === undefined) return { indicator: code, is: 'missing' };
    if (hundredths(points) > hundredths(max)) return { indicator: code, is: 'beyond' };
  }
  const known = new Set(indicators.map(({ code }) => code));
  const other = Object.keys(sheet).find((code) => !known.has(code));
  return other === undefined ? undefined : { indicator: other, is: 'unknown' };
}

function isReached(
  { from, dimensionPercentMin = 0 }: RubricBand,
  { mean, dimensions }: Pick<RubricResult, 'mean' | 'dimensions'>,
): boolean {
  return (
    hundredths(mean) >= hundredths(from) &&
    dimensions.every(
      (one) => 100n * hundredths(one.mean) >= BigInt(dimensionPercentMin) * hundredths(one.max),
    )
  );
}

function given({ code, max }: RubricIndicator, sheets: readonly Sheet[]): readonly bigint[] {
  return sheets.map((sheet) => {
    const points = sheet[code];
    if (points === undefined) throw new RangeError(`no points for ${code}`);
    if (hundredths(points) > hundredths(max)) throw new RangeError(`${points} for ${code}`);
    return hundredths(points);
  });
}

function keptOf(values: readonly bigint[], isTrimmed: boolean): bigint {
  const kept = isTrimmed ? values.toSorted(compare).slice(1, -1) : values;
  return kept.reduce((sum, value) => sum + value, 0n);
}

/** Indicators have different maxima: their values are compared in hundredths of a percent of them, rounded half up. */
function alphaOf(rubric: Rubric, sheets: readonly Sheet[]): string | undefined {
  return krippendorffAlpha(
    indicatorsOf(rubric).map((indicator) => {
      const max = hundredths(indicator.max);
      return given(indicator, sheets).map((points) => (20_000n * points + max) / (2n * max));
    }),
  );
}

/** Half up. */
function meanText(sum: bigint, count: bigint): string {
  return pointsText((2n * sum + count) / (2n * count));
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : Number(a > b);
}
