import { describe, test } from '@jest/globals';
import { guarantees, type Case, type Harness } from './suite/harness.suite.ts';
import { hearingCases } from './suite/hearing.suite.ts';
import { tellingCases } from './suite/telling.suite.ts';

/** What the port guarantees, each as something that can fail. `broken.spec.ts` proves that each can. */
export const cases: readonly Case[] = [...tellingCases, ...hearingCases];

export type { Case, Harness } from './suite/harness.suite.ts';

/** Runs every case against an adapter, each with a harness of its own. */
export function busSuite(name: string, makeHarness: () => Promise<Harness>): void {
  describe(name, () => {
    for (const guarantee of guarantees) {
      describe(guarantee, () => {
        for (const one of cases.filter((each) => each.guarantee === guarantee)) {
          test(one.title, () => runCase(one, makeHarness), 30_000);
        }
      });
    }
  });
}

/** @throws what the adapter breaks. */
export async function runCase(one: Case, makeHarness: () => Promise<Harness>): Promise<void> {
  const harness = await makeHarness();
  try {
    await one.run(harness);
  } finally {
    await harness.dispose();
  }
}
