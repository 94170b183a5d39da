import { describe, expect, test } from '@jest/globals';
import {
  defaultRubrics,
  indicatorsOf,
  Rubric,
  rubricFaults,
  shippedRuleSets,
  type RubricBand,
  type RubricDimension,
  type RubricFault,
} from '../index.ts';

const { entry, midterm, graduation } = defaultRubrics;
const weights = ({ dimensions }: Rubric) =>
  dimensions.map(({ code, indicators }) => [
    code,
    indicators.reduce((sum, { max }) => sum + Number(max), 0),
  ]);

test.each(Object.entries(defaultRubrics))('the default rubric of %s can be used', (_, rubric) => {
  expect(Rubric.parse(rubric)).toEqual(rubric);
  expect(rubricFaults(rubric)).toEqual([]);
});

test('their weights are those of 5.2 and 5.5', () => {
  expect(weights(entry)).toEqual([
    ...[
      ['need', 25],
      ['team', 20],
      ['plan', 20],
      ['finance-compliance', 15],
    ],
    ...[
      ['party-building', 10],
      ['growth', 10],
    ],
  ]);
  expect(weights(graduation)).toEqual([
    ...[
      ['governance', 20],
      ['party-work', 10],
      ['finance-compliance', 20],
    ],
    ...[
      ['project-service', 20],
      ['self-financing-resources', 15],
      ['staff-volunteers', 10],
    ],
    ['social-evaluation', 5],
  ]);
  expect(weights(midterm)).toEqual(weights(graduation));
});

test('graduation is rated by the dimensions and weights that R-GRD-03 asks of a conclusion', () => {
  const asked = shippedRuleSets.flatMap(({ rules }) =>
    rules.filter(({ rule }) => rule === 'R-GRD-03').map(({ params }) => params),
  );
  expect(asked).not.toEqual([]);
  for (const params of asked) {
    expect(params).toMatchObject({ weights: Object.fromEntries(weights(graduation)) });
  }
});

describe('a rubric cannot be used', () => {
  const [first, ...others] = entry.dimensions as [RubricDimension, ...RubricDimension[]];
  const band = (code: string, from: string): RubricBand => ({
    ...{ code, from, name: { zh: code, en: code } },
  });
  const firstMax = (max: string): Partial<Rubric> => ({
    dimensions: [
      {
        ...first,
        indicators: first.indicators.map((one, at) => (at === 0 ? { ...one, max } : one)),
      },
      ...others,
    ],
  });
  test.each<[string, Partial<Rubric>, readonly RubricFault[]]>([
    ['whose points sum to 99.99', firstMax('14.99'), ['points-not-100']],
    ['whose points sum to 100.01', firstMax('15.01'), ['points-not-100']],
    ['with nothing to give', firstMax('0.00'), ['points-not-100', 'nothing-to-give']],
    [
      'with a dimension twice',
      { dimensions: [...entry.dimensions.slice(0, -1), { ...entry.dimensions[5]!, code: 'need' }] },
      ['codes-repeat'],
    ],
    ['with a band twice', { bands: [band('a', '60.00'), band('a', '0.00')] }, ['codes-repeat']],
    [
      'with bands that do not fall',
      { bands: [band('a', '60.00'), band('b', '60.00'), band('c', '0.00')] },
      ['bands-out-of-order'],
    ],
    ['that leaves low means without band', { bands: [band('a', '0.01')] }, ['lowest-band-missing']],
    [
      'whose lowest band has a condition',
      { bands: [{ ...band('a', '0.00'), dimensionPercentMin: 1 }] },
      ['lowest-band-missing'],
    ],
  ])('%s', (_, change, faults) => {
    expect(rubricFaults({ ...entry, ...change })).toEqual(faults);
  });
});

test('its indicators come in its order', () => {
  expect(
    indicatorsOf(entry)
      .map(({ code }) => code)
      .slice(0, 3),
  ).toEqual([...['need-shown', 'benefit', 'core-team']]);
});
