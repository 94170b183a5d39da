import assert from 'node:assert/strict';
import { describe, test } from '@jest/globals';
import { appendCases } from './suite/appends.suite.ts';
import { engineCases } from './suite/engine.suite.ts';
import { guarantees, offers } from './suite/harness.suite.ts';
import type { Case, Harness, Need } from './suite/harness.suite.ts';
import { interleavingCases } from './suite/interleavings.suite.ts';
import { orderCases } from './suite/order.suite.ts';
import { readCases } from './suite/reads.suite.ts';
import { repeatCases } from './suite/repeats.suite.ts';
import { subscriptionCases } from './suite/subscriptions.suite.ts';

/** What the port guarantees, each as something that can fail. `broken.spec.ts` proves that each can. */
export const cases: readonly Case[] = [
  ...appendCases,
  ...repeatCases,
  ...interleavingCases,
  ...orderCases,
  ...subscriptionCases,
  ...readCases,
  ...engineCases,
];

export type { Case, Harness, Need } from './suite/harness.suite.ts';

export interface SuiteOptions {
  /** What the harness cannot do, and why: the cases that need it are skipped, with the reason in their titles. */
  readonly lacks?: Partial<Record<Need, string>>;
  /** Time limit of one case. */
  readonly timeoutMs?: number;
}

/** Runs every case against an adapter, each with a harness of its own. */
export function eventStoreSuite(
  name: string,
  makeHarness: () => Promise<Harness>,
  { lacks = {}, timeoutMs = 30_000 }: SuiteOptions = {},
): void {
  describe(name, () => {
    for (const guarantee of guarantees) {
      describe(guarantee, () => {
        for (const one of cases.filter((each) => each.guarantee === guarantee)) {
          const reason = one.needs && lacks[one.needs];
          if (reason !== undefined) test.skip(`${one.title} (skipped: ${reason})`, () => undefined);
          else test(one.title, () => runCase(one, makeHarness), timeoutMs);
        }
      });
    }
  });
}

/** @throws what the adapter breaks. */
export async function runCase(one: Case, makeHarness: () => Promise<Harness>): Promise<void> {
  const harness = await makeHarness();
  try {
    assert.ok(offers(harness, one.needs), `the harness does not offer: ${one.needs ?? ''}`);
    await one.run(harness);
  } finally {
    await harness.dispose();
  }
}
