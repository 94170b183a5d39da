import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { afterFailure, RETRY_BUDGET } from './retry-budget.ts';

test('a message is tried five times over 30 s, less and less often, then its key parks', () => {
  const standings = [0, 1, 2, 3, 4].map((failures) => afterFailure(failures, 'retry'));
  expect(standings).toEqual([
    { state: 'retrying', failures: 1, pauseMs: 2_000 },
    { state: 'retrying', failures: 2, pauseMs: 4_000 },
    { state: 'retrying', failures: 3, pauseMs: 8_000 },
    { state: 'retrying', failures: 4, pauseMs: 16_000 },
    { state: 'parked', failures: 5 },
  ]);
});

test('what only a person can put right parks at once', () => {
  expect(afterFailure(0, 'park')).toEqual({ state: 'parked', failures: 1 });
});

test('whatever the budget, its tries last as long as it says', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 12 }), fc.nat(1e6), (failuresMax, overMs) => {
      let total = 0;
      for (let failures = 0; ; failures += 1) {
        const standing = afterFailure(failures, 'retry', { failuresMax, overMs });
        expect(standing.failures).toBe(failures + 1);
        if (standing.state === 'parked') break;
        total += standing.pauseMs;
      }
      expect(total).toBeCloseTo(overMs, 3);
    }),
  );
  expect(RETRY_BUDGET).toEqual({ failuresMax: 5, overMs: 30_000 });
});
