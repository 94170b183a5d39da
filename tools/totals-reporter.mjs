import { appendFileSync } from 'node:fs';

/** Jest reporter: appends `passed failed skipped` of the run to the file that CI_TOTALS names; `.ci/run` sums them. */
export default class TotalsReporter {
  onRunComplete(_contexts, results) {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = results;
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    appendFileSync(process.env.CI_TOTALS, `${numPassedTests} ${failed} ${skipped}\n`);
  }
}
