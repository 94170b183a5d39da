import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, expect, jest, test } from '@jest/globals';
import { checkout } from '../data-directory.ts';
import { chaos } from './chaos.ts';
import { panels } from './panels.ts';
import { isSound, tallyOf } from './tally.ts';

jest.setTimeout(600_000);

beforeAll(() => {
  execFileSync(process.execPath, [join(checkout, 'tools', 'build.mjs')], { cwd: checkout });
});

/** A sample of `npm run chaos -- panels --runs 50`; by this seed it kills incubation, evaluation and PostgreSQL. */
test('killed between the request and the conclusion of panels, each panel concludes once and each case moves once', async () => {
  const { reports } = await chaos({
    ...{ runs: 3, kind: panels, clients: 4, seed: 2595 },
    faults: panels.faults,
    signal: new AbortController().signal,
    onRun: () => undefined,
    say: () => undefined,
  });
  expect(reports.filter((report) => !isSound(report))).toEqual([]);
  expect(reports.map(({ fault }) => fault)).toEqual(['incubation', 'evaluation', 'postgres']);
  expect(tallyOf(reports)).toMatchObject({
    ...{ runs: 3, lost: 0, duplicated: 0, faultsSeen: 3, viewsEqual: true },
  });
});
