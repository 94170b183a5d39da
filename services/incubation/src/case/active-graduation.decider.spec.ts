import { expect, test } from '@jest/globals';
import { given } from '@fuhua/testing';
import { incubationCase, type CaseCommand } from './case.decider.ts';
import {
  caseClockMissed,
  endedWithoutGraduation,
  evaluationReceived,
  graduationReminded,
  incubationStarted,
} from './case.events.ts';
import {
  act,
  applyingGraduation,
  askingExtension,
  dataOf,
  day,
  decidingExtension,
  decidingGraduation,
  fact,
  gathered,
  graduationConcluded,
  known,
  passed,
  servingKind,
  started,
  storyOf,
  subject,
  type Story,
} from './active.suite.ts';

/** Graduation and what follows it (5.5, R-GRD-01 … R-GRD-04, definition 13). */

const longTerm = { start: day('2024-04-26'), end: day('2025-12-25'), months: 20 };

const after = (story: Story) => given(incubationCase, ...story);
const decidedWith = (
  mean: string,
  changes: Parameters<typeof decidingGraduation>[1] = {},
  history: Story = passed,
  on = '2025-03-24',
): Story => storyOf(graduationConcluded(history, mean, on), [on, decidingGraduation(on, changes)]);
const typesAfter = (story: Story): readonly string[] =>
  story.slice(-3).map(({ placed }) => placed.type);

test.each([
  ['2024-10-25', 'GraduationApplicationRefused'],
  ['2024-10-26', 'GraduationApplied'],
  ['2025-03-26', 'GraduationApplied'],
  ['2025-03-27', 'GraduationApplicationRefused'],
])('applied for on %s: %s', (on, type) => {
  expect(storyOf(passed, [on, applyingGraduation(on)]).at(-1)?.placed.type).toBe(type);
});

test('it is applied for once at a time, decided after the panel and the review of Party work', () => {
  const applied = storyOf(passed, ['2025-03-10', applyingGraduation('2025-03-10')]);
  after(applied)
    .when(applyingGraduation('2025-03-11'))
    .thenRefused({ code: 'incubation.step-done', step: 'graduation-application' });
  after(applied)
    .when(decidingGraduation('2025-03-11'))
    .thenRefused({ code: 'incubation.step-missing', step: 'panel' });
  after(passed)
    .when(decidingGraduation('2025-03-11'))
    .thenRefused({ code: 'incubation.step-missing', step: 'graduation-application' });
  const unreviewed = graduationConcluded(passed, '84.00', '2025-03-24').slice(0, -1);
  after(unreviewed)
    .when(decidingGraduation('2025-03-24'))
    .thenRefused({ code: 'incubation.party-work-not-reviewed', gate: 'graduation' });
});

test.each([
  ['90.00', 'excellent', []],
  ['89.99', 'graduate', []],
  ['80.00', 'graduate', []],
  ['79.99', 'conditions', ['补齐财务审计']],
  ['70.00', 'conditions', ['补齐财务审计']],
])('%s points graduate as %s', (mean, band, conditions) => {
  const story = decidedWith(mean, { conditions });
  expect(dataOf(story, 'GraduationApproved')).toMatchObject({ band, score: mean, conditions });
  expect(dataOf(story, 'Graduated')).toMatchObject({
    ...{ band, conditions, graduatedOn: '2025-03-24' },
    checks: [
      { month: 3, from: '2025-05-24', by: { due: '2025-06-24' } },
      { month: 6, from: '2025-08-24', by: { due: '2025-09-24' } },
      { month: 12, from: '2026-02-24', by: { due: '2026-03-24' } },
    ],
  });
});

test('conditions belong to 70 to 79 points, and to nothing else', () => {
  const refusal = 'incubation.conditions-missing';
  after(graduationConcluded(passed, '75.00', '2025-03-24'))
    .when(decidingGraduation('2025-03-24'))
    .thenRefused(refusal);
  after(graduationConcluded(passed, '85.00', '2025-03-24'))
    .when(decidingGraduation('2025-03-24', { conditions: ['补齐财务审计'] }))
    .thenRefused(refusal);
});

test.each(['69.99', '60.00'])('%s points extend the term, without reason or 30 days', (mean) => {
  const story = decidedWith(mean, {}, passed, '2025-03-26');
  expect(typesAfter(story).slice(1)).toEqual(['GraduationRefused', 'ExtensionGranted']);
  expect(dataOf(story, 'ExtensionGranted')).toMatchObject({
    ...{ origin: 'graduation', months: 6, clocks: { end: '2025-10-25' } },
  });
});

test('extended before, 60 to 69 points end the case, and so do fewer than 60 at any time', () => {
  const extended = storyOf(
    passed,
    ['2025-03-03', askingExtension('2025-03-03', 3)],
    ['2025-03-10', decidingExtension('2025-03-10')],
  );
  const story = decidedWith('69.99', {}, extended, '2025-05-12');
  const on = day('2025-05-12');
  expect(story.at(-1)?.placed).toEqual(
    endedWithoutGraduation({ ...subject, because: 'no-extension-left', on }),
  );
  expect(decidedWith('59.99').at(-1)?.placed).toEqual(
    endedWithoutGraduation({ ...subject, because: 'score', on: day('2025-03-24') }),
  );
});

test.each([
  ['applicant.registrationPath', 'none'],
  ['organization.accountsSeparate', false],
  ['agreement.openDuties', ['每月开展一次活动']],
])(
  '%s %j is a hard condition: refused, and at the end of the term the case ends',
  (name, value) => {
    const story = decidedWith('95.00', { facts: { ...known, [name]: fact(value) } });
    expect(typesAfter(story).at(-1)).toBe('GraduationRefused');
    const ended = endedWithoutGraduation({
      ...{ ...subject, because: 'refused', on: day('2025-04-25') },
    });
    const { end } = dataOf(started, 'IncubationStarted').clocks;
    const reminded = [60, 45].map((daysLeft) => graduationReminded({ ...subject, daysLeft, end }));
    after(story)
      .whenDue('2025-04-26')
      .then(...reminded, ended);
  },
);

test('refused after the term was over, the case has ended', () => {
  const late = graduationConcluded(passed, '95.00', '2025-03-26');
  const facts = { ...known, 'organization.accountsSeparate': fact(false) };
  const story = storyOf(late, ['2025-04-28', decidingGraduation('2025-04-28', { facts })]);
  expect(story.at(-1)?.placed).toEqual(
    endedWithoutGraduation({ ...subject, because: 'refused', on: day('2025-04-28') }),
  );
});

test('what is not known is insufficient evidence, and nothing is stored', () => {
  const facts = { 'organization.accountsSeparate': fact(true) };
  after(graduationConcluded(passed, '95.00', '2025-03-24'))
    .when(decidingGraduation('2025-03-24', { facts }))
    .thenRefused('incubation.insufficient-evidence');
});

test('a case without a midterm may graduate all the same', () => {
  expect(dataOf(decidedWith('84.00', {}, started), 'Graduated').band).toBe('graduate');
});

// --- Follow-up -----------------------------------------------------------------------------------------------------

const graduated = decidedWith('75.00', { conditions: ['补齐财务审计'] });
const checking = (
  on: string,
  month: number,
  changes: { active?: boolean; openConditions?: string[] } = {},
): CaseCommand => ({
  ...{ ...act(on), ...gathered(), type: 'CheckFollowUp', month },
  ...{ active: true, openConditions: [], ...changes },
});

test('a check is made in the month that ends on its day, and once', () => {
  after(graduated)
    .when(checking('2025-05-23', 3))
    .thenRefused({ code: 'incubation.window-not-open', from: day('2025-05-24') });
  const checked = storyOf(graduated, ['2025-06-24', checking('2025-06-24', 3)]);
  after(checked)
    .when(checking('2025-06-25', 3))
    .thenRefused({ code: 'incubation.follow-up-unknown', month: 3 });
  after(graduated)
    .when(checking('2025-06-24', 9))
    .thenRefused({ code: 'incubation.follow-up-unknown', month: 9 });
});

test('a check that was not made is overdue, and may be made all the same', () => {
  const missed = caseClockMissed({ ...subject, clock: 'follow-up-3', due: day('2025-06-24') });
  after(graduated).whenDue('2025-06-24').thenNothing();
  after(graduated).whenDue('2025-06-25').then(missed);
  const late = storyOf(graduated, ['2025-07-01', checking('2025-07-01', 3)]);
  after(late).whenDue('2025-08-01').thenNothing();
});

test.each([true, false])('active at month 12 is %s: that is the survival', (active) => {
  const story = storyOf(graduated, ['2026-03-24', checking('2026-03-24', 12, { active })]);
  const { decision, ...data } = dataOf(story, 'FollowUpChecked');
  expect(data).toMatchObject({ month: 12, active, openConditions: [] });
  expect(decision.results[0]?.conclusion).toMatchObject({ survived: active });
});

test('the decision is served after the graduation, and nothing else runs', () => {
  const served = storyOf(graduated, [
    '2025-03-27',
    servingKind('graduation-decision', '2025-03-27'),
  ]);
  expect(served.at(-1)?.placed.type).toBe('DocumentServed');
  after(graduated)
    .when(servingKind('exit-notice', '2025-03-27'))
    .thenRefused('incubation.document-not-expected');
  after(graduated).when(applyingGraduation('2025-03-27')).thenRefused('incubation.not-in-stage');
});

test('an extension longer than may be ends nothing; as long as may be it keeps to the cap', () => {
  const extending = (on: string, extensionMonths?: number): CaseCommand => ({
    ...{ ...act(on), ...gathered(), type: 'DecideGraduation', extensionMonths },
  });
  const concluded = graduationConcluded(passed, '65.00', '2025-03-24');
  after(concluded)
    .when(extending('2025-03-24', 7))
    .thenRefused({ code: 'incubation.extension-too-long', months: 6 });
  const longer = concluded.map((told) =>
    told.placed.type === 'IncubationStarted'
      ? { ...told, placed: incubationStarted({ ...told.placed.data, term: longTerm }) }
      : told,
  );
  const extended = storyOf(longer, ['2025-03-24', extending('2025-03-24')]);
  expect(dataOf(extended, 'ExtensionGranted').months).toBe(4);
});

test('a hard condition refuses whatever the points are worth', () => {
  const concluded = graduationConcluded(passed, '84.00', '2025-03-24');
  const otherwise = concluded.map((told) =>
    told.placed.type === 'EvaluationReceived'
      ? {
          ...told,
          placed: evaluationReceived({
            ...told.placed.data,
            dimensions: [{ code: 'other', mean: '84.00', max: '100' }],
          }),
        }
      : told,
  );
  const facts = { ...known, 'organization.accountsSeparate': fact(false) };
  expect(
    typesAfter(storyOf(otherwise, ['2025-03-24', decidingGraduation('2025-03-24', { facts })])).at(
      -1,
    ),
  ).toBe('GraduationRefused');
});

test('nothing is decided on a day before the panel concluded', () => {
  const concluded = graduationConcluded(passed, '65.00', '2025-03-24');
  after(concluded)
    .when({ ...decidingGraduation('2025-03-24'), on: day('2025-03-23') } as CaseCommand)
    .thenRefused('incubation.days-out-of-order');
});
