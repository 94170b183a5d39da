import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { checkout } from '../data-directory.ts';
import { startOwnSystem, type OwnSystem } from '../own-system.ts';
import { itemsOf } from './sc-01-panel.ts';
import { sc01 } from './sc-01.ts';
import type { Officer } from './stage.ts';
import { stageOf } from './theatre.ts';

jest.setTimeout(300_000);

/** SC-01 on a whole fuhua, through HTTP; what is asked here besides is what the story leaves behind. */

let system: OwnSystem;
let told = '';
let reader: Officer;
let subject: string;

beforeAll(async () => {
  execFileSync(process.execPath, [join(checkout, 'tools', 'build.mjs')], { cwd: checkout });
  const clock = { simulated: true, start: `${sc01.begins}T08:00:00+08:00` };
  system = await startOwnSystem({ clock }, new AbortController().signal);
  const stage = await stageOf(system, sc01.begins, (text) => (told += text));
  await sc01.run(stage);
  reader = await stage.officer('32', '江苏省民政厅');
  const [applied] = itemsOf(await reader.get('/incubation/v1/events?types=EntryApplied'));
  subject = String(applied?.['subject']);
});

afterAll(async () => {
  await system.stop();
  system.remove();
});

/** What `fuhua` prints on the running system. */
async function fuhua(...words: readonly string[]): Promise<string> {
  const main = join(checkout, 'apps', 'fuhua', 'dist', 'main.js');
  const asked = [main, ...words, '--data', system.root];
  return (await promisify(execFile)(process.execPath, asked)).stdout;
}

test('the case holds its 34 events, each once and in order', async () => {
  const lines = (await fuhua('history', subject, '--service', 'incubation', '--json')).trim();
  const events = lines.split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(events.map(({ revision }) => revision)).toEqual(events.map((_, index) => index));
  expect(events.map(({ type }) => type)).toEqual([
    ...['EntryApplied', 'EntryGapNotified', 'DocumentServed', 'EntrySupplemented'],
    ...['EntryAccepted', 'EntryPreReviewed', 'PartyWorkReviewed', 'EvaluationRequested'],
    ...['EvaluationReceived', 'EntryApprovalSought', 'EntryApproved', 'PublicNoticePosted'],
    ...['DocumentServed', 'PublicNoticeEnded', 'AgreementSigned', 'PartyWorkReviewed'],
    ...['IncubationStarted', 'PartyWorkReviewed', 'EvaluationRequested', 'EvaluationReceived'],
    ...['MidtermEvaluated', 'DocumentServed', 'GraduationReminded', 'GraduationReminded'],
    ...['GraduationApplied', 'PartyWorkReviewed', 'EvaluationRequested', 'EvaluationReceived'],
    ...['GraduationApproved', 'Graduated', 'DocumentServed'],
    ...['FollowUpChecked', 'FollowUpChecked', 'FollowUpChecked'],
  ]);
});

test('fifteen steps were tried at a stage that is not theirs, and none was possible', () => {
  expect(told.match(/→ 409 incubation\.not-in-stage/g)).toHaveLength(15);
});

test('the panels came to means of 82, 74 and 84 points', async () => {
  const feed = await reader.get('/evaluation/v1/events?types=PanelConcluded');
  const results = itemsOf(feed).map(({ data }) => data as Record<string, unknown>);
  expect(results.map(({ purpose, mean, band }) => [purpose, mean, band])).toEqual([
    ['entry', '82.00', 'pass'],
    ['midterm', '74.00', 'continue'],
    ['graduation', '84.00', 'graduate'],
  ]);
});

test('seven of seven kinds of support are counted for the base', async () => {
  const path = '/incubation/v1/reports/support-coverage?division=320506';
  const read = await reader.get(`${path}&from=2024-01-01`);
  expect(itemsOf(read)).toMatchObject([{ coverage: 7, services: 7, hours: 21 }]);
});

test('the board of cases by county shows one more graduate from the day of the decision on', async () => {
  const board = '/incubation/v1/reports/case-board?division=320506';
  const county = { county: '320506', total: 1 };
  expect(itemsOf(await reader.get(`${board}&asOf=2025-03-27`))).toMatchObject([
    { ...county, running: 1, graduated: 0 },
  ]);
  expect(itemsOf(await reader.get(`${board}&asOf=2025-03-28`))).toMatchObject([
    { ...county, running: 0, graduated: 1 },
  ]);
  const outcomes = await reader.get('/incubation/v1/reports/case-outcomes?division=320506');
  expect(itemsOf(outcomes)).toMatchObject([{ year: '2025', graduates: 1, survived: 1 }]);
});

test('the board, rebuilt from zero, is the one that is served', async () => {
  const views = ['case_board', 'case_follow_up', 'plan_work', 'panel'];
  const said = await fuhua('rebuild', ...views, '--verify');
  for (const view of views) {
    expect(said).toMatch(new RegExp(`^${view}: as its history says, [1-9]`, 'm'));
  }
});
