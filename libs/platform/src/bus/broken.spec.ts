import { describe, expect, test } from '@jest/globals';
import { brokenAdapters, type Broken } from './broken.suite.ts';
import { cases, runCase, type Case } from './bus.suite.ts';
import { memoryHarness } from './suite/memory.suite.ts';

function caseThatBegins(beginning: string): Case {
  const found = cases.filter(({ title }) => title.startsWith(beginning));
  expect(found.map(({ title }) => title)).toHaveLength(1);
  return found[0]!;
}

/** Some faults are races: one that no run out of so many meets is not caught. */
const RUNS_MAX = 5;

async function verdictOn(one: Case, { open }: Broken): Promise<string> {
  for (let run = 0; run < RUNS_MAX; run += 1) {
    const isCaught = await runCase(one, () => memoryHarness(open, 300)).then(
      () => false,
      () => true,
    );
    if (isCaught) return 'caught';
  }
  return `not caught by: ${one.title}`;
}

describe('the suite catches a bus that', () => {
  for (const broken of brokenAdapters) {
    test(broken.fault, async () => {
      expect(broken.caughtBy).not.toHaveLength(0);
      for (const beginning of broken.caughtBy) {
        const verdict = await verdictOn(caseThatBegins(beginning), broken);
        expect(verdict).toBe('caught');
      }
    });
  }
});

test('every case catches a broken bus', () => {
  const catching = new Set(brokenAdapters.flatMap(({ caughtBy }) => caughtBy).map(caseThatBegins));
  expect(cases.filter((one) => !catching.has(one)).map(({ title }) => title)).toEqual([]);
});
