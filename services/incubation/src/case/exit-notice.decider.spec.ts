import { expect, test } from '@jest/globals';
import { given } from '@fuhua/testing';
import type { Facts } from '@fuhua/rules';
import { incubationCase, type CaseCommand } from './case.decider.ts';
import { caseClockMissed } from './case.events.ts';
import {
  act,
  breach,
  dataOf,
  day,
  fact,
  file,
  gathered,
  inExit,
  known,
  notifying,
  passed,
  storyOf,
  subject,
  type Story,
} from './active.suite.ts';
import { elsewhere } from './case.suite.ts';
import type { GroundFacts } from './exit.events.ts';

/** What stands before an exit file, and the notice that opens it (5.6, R-EXT-01 … R-EXT-03). */

const after = (story: Story) => given(incubationCase, ...story);
const { evidence } = breach;

test('the notice is served with its clocks, and pins the rule set in force that day', () => {
  expect(dataOf(inExit, 'EarlyExitNotified')).toMatchObject({
    ...{ ground: 'G1', measure: 'early-exit', ruleSet: { id: 'JS-2023', version: 1 } },
    ...{ servedOn: '2024-12-09', defenceBy: { due: '2024-12-23' } },
    ...{ hearingAskBy: { due: '2024-12-16' }, decideBy: { due: '2025-01-21' } },
    ...{ decision: { outcome: 'granted' }, textDecision: { outcome: 'granted' } },
  });
  expect(dataOf(inExit, 'DocumentServed')).toMatchObject({
    ...{ kind: 'exit-notice', servedOn: '2024-12-09' },
  });
});

test('by the authority of the base, and one file at a time', () => {
  const command = notifying('2024-12-09') as Extract<CaseCommand, { type: 'NotifyEarlyExit' }>;
  after(passed).when(elsewhere(command)).thenRefused('incubation.not-competent');
  after(inExit).when(notifying('2024-12-10')).thenRefused('incubation.exit-open');
});

// --- Grounds (R-EXT-01) ----------------------------------------------------------------------------------------------

/** Registered on 2020-05-06, with what is on record of the filing for 2023. */
const registered = (filing: object): Facts => ({
  ...known,
  'applicant.kind': fact('registered'),
  'applicant.legalKind': fact('social-service-organization'),
  'applicant.charity': fact(false),
  'applicant.registeredOn': fact('2020-05-06'),
  'organization.filings': fact([{ fiscalYear: 2023, charity: false, ...filing }]),
  'organization.filingsSynchronisedOn': fact('2024-12-06'),
});
const ground = (changes: Partial<GroundFacts>): GroundFacts => ({
  ...{ ground: 'G4', curable: false, midterm: false, evidence, ...changes },
});
/** The case is of a registered one, whose kind the case itself records. */
const asRegistered = passed.map((one) =>
  one.placed.type === 'EntryApplied'
    ? {
        ...one,
        placed: { ...one.placed, data: { ...one.placed.data, applicantKind: 'registered' } },
      }
    : one,
) as Story;
const newestOf = (history: Story, of: GroundFacts, facts: Facts): string | undefined =>
  storyOf(history, [
    '2024-12-09',
    notifying('2024-12-09', { ground: of, ...gathered(facts) }),
  ]).findLast(({ placed }) => placed.type !== 'DocumentServed')?.placed.type;

const pending = registered({});
const failed = { outcome: 'fail', publishedOn: '2024-09-02' };
const basic = { outcome: 'basic-pass', publishedOn: '2024-09-02' };
const effective = { is: 'decision', number: '澄民罚〔2024〕3号' } as const;

test.each<[string, GroundFacts, Facts]>([
  ['a duty that is broken', breach, known],
  ['no filing after the deadline', ground({ ground: 'G2', fiscalYear: 2023 }), pending],
  [
    'a published failure',
    ground({ ground: 'G3', fiscalYear: 2023 }),
    registered({ filedOn: '2024-05-20', conclusion: failed }),
  ],
  [
    'a decision that took effect that day',
    ground({ offence: { ...effective, effectiveOn: day('2024-12-09') } }),
    known,
  ],
])('%s is a ground', (_, of, facts) => {
  expect(newestOf(asRegistered, of, facts)).toBe('EarlyExitNotified');
});

test.each<[string, GroundFacts, Facts]>([
  ['a breach without a duty', { ...breach, brokenDuty: undefined }, known],
  ['a ground without evidence', { ...breach, evidence: [] }, known],
  [
    'a filing for a year that is not due',
    ground({ ground: 'G2', fiscalYear: 2024 }),
    registered({ fiscalYear: 2024 }),
  ],
  [
    'a filing in time',
    ground({ ground: 'G2', fiscalYear: 2023 }),
    registered({ filedOn: '2024-05-20' }),
  ],
  [
    'a basic pass',
    ground({ ground: 'G3', fiscalYear: 2023 }),
    registered({ filedOn: '2024-05-20', conclusion: basic }),
  ],
  [
    'a mere investigation',
    ground({ offence: { is: 'investigation', since: day('2024-11-04') } }),
    known,
  ],
  [
    'a decision of tomorrow',
    ground({ offence: { ...effective, effectiveOn: day('2024-12-10') } }),
    known,
  ],
])('%s is none: refused, and on file', (_, of, facts) => {
  expect(newestOf(asRegistered, of, facts)).toBe('EarlyExitNoticeRefused');
});

test('who is not registered owes no filing', () => {
  expect(newestOf(passed, ground({ ground: 'G2', fiscalYear: 2023 }), pending)).toBe(
    'EarlyExitNoticeRefused',
  );
});

test('what is on no register that is fresh is insufficient evidence', () => {
  const { 'organization.filings': _, ...unknown } = pending;
  const of = ground({ ground: 'G2', fiscalYear: 2023 });
  after(asRegistered)
    .when(notifying('2024-12-09', { ground: of, ...gathered(unknown) }))
    .thenRefused('incubation.insufficient-evidence');
});

test('a notice lacks nothing that it must say', () => {
  after(passed)
    .when(notifying('2024-12-09', { text: { facts: '事实', basis: '依据', rights: '' } }))
    .thenRefused('incubation.notice-incomplete');
});

// --- Cure (R-EXT-03) -------------------------------------------------------------------------------------------------

const ordering = (on: string): CaseCommand => ({
  ...{ ...act(on), type: 'OrderCure', brokenDuty: '每月开展一次活动', facts: '场地闲置', evidence },
});
const curing = (on: string): CaseCommand => ({
  ...{ ...act(on), type: 'RecordCure', facts: '已恢复使用', files: [file] },
});
const curable = { ground: { ...breach, curable: true } };

test('what can be cured is ordered to be cured first, for 30 days', () => {
  after(passed).when(notifying('2024-12-09', curable)).thenRefused('incubation.cure-first');
  const ordered = storyOf(passed, ['2024-12-09', ordering('2024-12-09')]);
  expect(dataOf(ordered, 'ExitCureOrdered').cureBy).toEqual({
    ...{ due: '2025-01-08', provisional: false },
  });
  after(ordered).when(notifying('2025-01-08', curable)).thenRefused('incubation.cure-first');
  const story = storyOf(ordered, ['2025-01-09', notifying('2025-01-09', curable)]);
  expect(dataOf(story, 'EarlyExitNotified')).toMatchObject({
    ...{ curable: true, cureDecision: { outcome: 'granted' } },
  });
  after(ordered)
    .when(ordering('2024-12-10'))
    .thenRefused({ code: 'incubation.step-done', step: 'cure-order' });
});

test('a cure closes the matter, and one that did not come is recorded', () => {
  const ordered = storyOf(passed, ['2024-12-09', ordering('2024-12-09')]);
  const cured = storyOf(ordered, ['2024-12-23', curing('2024-12-23')]);
  after(cured).whenDue('2025-02-01').thenNothing();
  after(cured).when(notifying('2025-01-09', curable)).thenRefused('incubation.cure-first');
  after(passed)
    .when(curing('2024-12-23'))
    .thenRefused({ code: 'incubation.step-missing', step: 'cure-order' });
  const missed = caseClockMissed({ ...subject, clock: 'cure', due: day('2025-01-08') });
  after(ordered).whenDue('2025-01-09').then(missed);
});

// --- Support ---------------------------------------------------------------------------------------------------------

test('support is suspended for an investigation, and resumed', () => {
  const suspending: CaseCommand = {
    ...{ ...act('2024-12-09'), type: 'SuspendSupport', reason: '立案调查', evidence },
  };
  const suspended = storyOf(passed, ['2024-12-09', suspending]);
  expect(after(suspended).state).toMatchObject({ stage: 'active', support: 'suspended' });
  after(suspended)
    .when({ ...suspending, ...act('2024-12-10') })
    .thenRefused({ code: 'incubation.step-done', step: 'support-suspension' });
  const resuming = { ...act('2024-12-20'), type: 'ResumeSupport', reason: '调查已结束' } as const;
  expect(after(storyOf(suspended, ['2024-12-20', resuming])).state).toMatchObject({
    ...{ stage: 'active', support: 'given' },
  });
  after(passed)
    .when(resuming)
    .thenRefused({ code: 'incubation.step-missing', step: 'support-suspension' });
});
