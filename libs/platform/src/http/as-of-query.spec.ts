import { expect, test } from '@jest/globals';
import type { Day, Instant } from '@fuhua/kernel';
import { AsOfQuery, momentOf } from './as-of-query.ts';
import './platform-problems.ts';
import { ProblemError } from './problem.ts';
import { validationPipe } from './validation.ts';

const now = '2024-03-04T01:00:00.000Z' as Instant;

/** As the edge makes it of a query's texts. */
const parsed = (query: Readonly<Record<string, string>>): Promise<AsOfQuery> =>
  validationPipe().transform(query, { type: 'query', metatype: AsOfQuery }) as Promise<AsOfQuery>;

async function fieldsRefused(query: Readonly<Record<string, string>>): Promise<unknown> {
  try {
    return momentOf(await parsed(query), now);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return error.errors?.map(({ field, code }) => `${field} ${code}`);
  }
}

test('nothing asked is now, whatever the position waited for', async () => {
  expect(momentOf(await parsed({}), now)).toEqual({});
  expect(momentOf(await parsed({ atLeast: 'things:e1:7' }), now)).toEqual({});
});

test('a moment is carried back, its instant in UTC', async () => {
  const asked = { asOf: '2024-02-29', knownAt: '2024-03-01T08:30:00+08:00' };
  const known = '2024-03-01T00:30:00.000Z';
  expect(momentOf(await parsed(asked), now)).toEqual({ asOf: '2024-02-29', knownAt: known });
  expect(momentOf(await parsed({ asOf: '2030-01-01' }), now)).toEqual({
    asOf: '2030-01-01' as Day,
  });
});

test('what was known at an instant is told for its day in Shanghai', async () => {
  for (const [knownAt, asOf] of [
    ['2024-02-28T15:59:59.999Z', '2024-02-28'],
    ['2024-02-28T16:00:00Z', '2024-02-29'],
  ] as const) {
    expect(momentOf(await parsed({ knownAt }), now)).toMatchObject({ asOf });
  }
});

test.each([
  [{ knownAt: '2024-03-04T09:00:00.001+08:00' }, ['knownAt notInFuture']],
  [{ asOf: '2024-03-01', atLeast: 'things:e1:7' }, ['atLeast notWithMoment']],
  [{ knownAt: '2024-03-01T00:00:00Z', atLeast: 'things:e1:7' }, ['atLeast notWithMoment']],
  [{ asOf: '2023-02-29' }, ['asOf isDay']],
  [{ knownAt: '2024-03-01T00:00:00' }, ['knownAt isInstant']],
  [{ knownAt: '2024-03-01' }, ['knownAt isInstant']],
  [{ asof: '2024-03-01' }, ['asof unknown-field']],
])('%j is refused', async (query, fields) => {
  expect(await fieldsRefused(query as Record<string, string>)).toEqual(fields);
});

test('the very instant of asking is known', async () => {
  expect(momentOf(await parsed({ knownAt: '2024-03-04T09:00:00+08:00' }), now)).toEqual({
    asOf: '2024-03-04',
    knownAt: now,
  });
});
