import { describe, expect, test } from '@jest/globals';
import { readinessOf } from './health.ts';

describe('readiness', () => {
  test('is that of the worst component', async () => {
    const green = { name: 'a', check: () => ({ state: 'green' as const }) };
    const amber = {
      name: 'b',
      check: async () => ({ state: 'amber' as const, reason: 'parked: 2' }),
    };
    expect((await readinessOf([])).state).toBe('green');
    expect((await readinessOf([green])).state).toBe('green');
    expect(await readinessOf([green, amber])).toEqual({
      state: 'amber',
      components: [
        { name: 'a', state: 'green' },
        { name: 'b', state: 'amber', reason: 'parked: 2' },
      ],
    });
  });

  test('a component that throws or does not answer is red', async () => {
    const throwing = {
      name: 'a',
      check: () => {
        throw new Error('down');
      },
    };
    const silent = { name: 'b', check: () => new Promise<never>(() => undefined) };
    expect(await readinessOf([throwing, silent])).toEqual({
      state: 'red',
      components: [
        { name: 'a', state: 'red', reason: 'down' },
        { name: 'b', state: 'red', reason: 'no answer within 2000 ms' },
      ],
    });
  });
});
