import { z } from 'zod';
import { hundredths } from '../staffing/staff-choice.ts';

/** By what a panel rates: indicators under dimensions, how a mean is made of the sheets, and the bands it falls into. */

/** Of 100, with two decimals: `25.00`. */
export const RubricPoints = z
  .string()
  .regex(/^(100|[1-9]?\d)\.\d{2}$/, { error: 'must be points of 100 with two decimals' });
export type RubricPoints = z.infer<typeof RubricPoints>;

const Code = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'must be lower-case words joined by hyphens' });
const Words = z.string().trim().min(1).max(200);
const Name = z.object({ zh: Words, en: Words });

export const RubricIndicator = z.object({
  code: Code,
  name: Name,
  /** The most points a rater can give; over the whole rubric they sum to 100. */
  max: RubricPoints,
});
export type RubricIndicator = z.infer<typeof RubricIndicator>;

/** Its weight is what its indicators sum to. */
export const RubricDimension = z.object({
  code: Code,
  name: Name,
  indicators: z.array(RubricIndicator).min(1).max(30),
});
export type RubricDimension = z.infer<typeof RubricDimension>;

/** Holds from `from` up to the `from` of the next higher one, the highest up to 100 (definition 4). */
export const RubricBand = z.object({
  code: Code,
  name: Name,
  from: RubricPoints,
  /** Missed by whom a dimension's mean is below so many percent of its maximum: the next lower band is asked. */
  dimensionPercentMin: z.int().min(1).max(100).optional(),
});
export type RubricBand = z.infer<typeof RubricBand>;

/** 不去分 · 去一个最高分和一个最低分, of each indicator. */
export const RubricDrop = z.enum(['none', 'highest-and-lowest']);
export type RubricDrop = z.infer<typeof RubricDrop>;

export const Rubric = z.object({
  name: Name,
  dimensions: z.array(RubricDimension).min(1).max(20),
  drop: RubricDrop,
  /** The highest first; the lowest from 0.00. */
  bands: z.array(RubricBand).min(1).max(10),
  /** A spread above so many percentage points of an indicator's maximum asks for calibration (R-ASM-05). */
  calibrationPercent: z.int().min(1).max(100),
});
export type Rubric = z.infer<typeof Rubric>;

/**
 * What keeps a rubric from being used. `codes-repeat`: a code stands for two dimensions, two indicators or two bands.
 * `points-not-100`: the maxima sum to something else. `nothing-to-give`: an indicator with a maximum of 0.
 * `bands-out-of-order`: not from the highest to the lowest. `lowest-band-missing`: the last one does not hold for everything
 * that is left.
 */
export type RubricFault =
  | 'codes-repeat'
  | 'points-not-100'
  | 'nothing-to-give'
  | 'bands-out-of-order'
  | 'lowest-band-missing';

export function rubricFaults(rubric: Rubric): readonly RubricFault[] {
  const { dimensions, bands } = rubric;
  const indicators = indicatorsOf(rubric);
  const froms = bands.map(({ from }) => hundredths(from));
  const lowest = bands.at(-1);
  const found: readonly (readonly [RubricFault, boolean])[] = [
    ['codes-repeat', [dimensions, indicators, bands].some(hasRepeats)],
    ['points-not-100', maxOf(indicators) !== 10_000n],
    ['nothing-to-give', indicators.some(({ max }) => hundredths(max) === 0n)],
    ['bands-out-of-order', froms.slice(1).some((from, index) => from >= (froms[index] ?? 0n))],
    [
      'lowest-band-missing',
      lowest === undefined ||
        hundredths(lowest.from) !== 0n ||
        lowest.dimensionPercentMin !== undefined,
    ],
  ];
  return found.filter(([, isFound]) => isFound).map(([fault]) => fault);
}

/** In the order of the rubric. */
export function indicatorsOf({
  dimensions,
}: Pick<Rubric, 'dimensions'>): readonly RubricIndicator[] {
  return dimensions.flatMap(({ indicators }) => indicators);
}

/** Hundredths of a point. */
export function maxOf(indicators: readonly Pick<RubricIndicator, 'max'>[]): bigint {
  return indicators.reduce((sum, { max }) => sum + hundredths(max), 0n);
}

function hasRepeats(coded: readonly { readonly code: string }[]): boolean {
  return new Set(coded.map(({ code }) => code)).size < coded.length;
}
