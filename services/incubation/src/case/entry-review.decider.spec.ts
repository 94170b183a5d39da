import { expect, test } from '@jest/globals';
import { rerun, type Decision } from '@fuhua/rules';
import { eventId, given } from '@fuhua/testing';
import { incubationCase, type CaseCommand } from './case.decider.ts';
import {
  caseClockMissed,
  entryAdmissionRefused,
  entryApproved,
  entryDecisionExtended,
  evaluationRequested,
} from './case.events.ts';
import {
  accepted,
  act,
  approved,
  caseId,
  concluding,
  day,
  deciding,
  elsewhere,
  evaluated,
  factsWith,
  factsWithout,
  granted,
  huishan,
  idOf,
  identity,
  jiangyin,
  party,
  preReviewed,
  rejected,
  request,
  requested,
  reviewing,
  serving,
  sought,
  storyOf,
  subject,
} from './case.suite.ts';

const due = (on: string) => ({ due: day(on), provisional: false });
const preReview = (by: ReturnType<typeof act> | ReturnType<typeof party>): CaseCommand => ({
  ...{ ...by, type: 'PreReviewEntry', opinion: 'recommended', remarks: '材料齐全' },
});

test('the operator pre-reviews; the authority in its place only once it is late', () => {
  given(incubationCase, ...accepted)
    .when(preReview(act('2024-03-13')))
    .thenRefused({ code: 'incubation.other-pre-reviewer', reviewer: 'operator' });
  const { state } = given(incubationCase, ...accepted).when(preReview(act('2024-03-14')));
  expect(state).toMatchObject({ stage: 'accepted', review: { preReviewed: true } });
  given(incubationCase, ...preReviewed)
    .when(preReview(party('2024-03-11')))
    .thenRefused({ code: 'incubation.step-done', step: 'pre-review' });
});

test('an applicant that relates to the operator is pre-reviewed by the authority alone', () => {
  const story = accepted.map((one) =>
    one.placed.type === 'EntryAccepted'
      ? {
          ...one,
          placed: {
            ...one.placed,
            data: { ...one.placed.data, preReviewer: 'authority' as const },
          },
        }
      : one,
  );
  given(incubationCase, ...story)
    .when(preReview(party('2024-03-08')))
    .thenRefused({ code: 'incubation.other-pre-reviewer', reviewer: 'authority' });
  const { state } = given(incubationCase, ...story).when(preReview(act('2024-03-08')));
  expect(state).toMatchObject({ review: { preReviewed: true } });
});

test('pre-review and decision are missed on the day after, and nothing is approved by it', () => {
  const { state } = given(incubationCase, ...accepted).whenDue('2024-06-01');
  expect(state).toMatchObject({ stage: 'accepted' });
  given(incubationCase, ...accepted)
    .whenDue('2024-03-14')
    .then(caseClockMissed({ ...subject, clock: 'pre-review', due: day('2024-03-13') }));
  given(incubationCase, ...preReviewed)
    .whenDue('2024-04-03')
    .thenNothing();
  given(incubationCase, ...preReviewed)
    .whenDue('2024-04-04')
    .then(caseClockMissed({ ...subject, clock: 'decision', due: day('2024-04-03') }));
});

test('a panel is asked for after the pre-review, once, within the decision’s time', () => {
  const asking: CaseCommand = { ...act('2024-03-11'), type: 'RequestPanel', request };
  given(incubationCase, ...accepted)
    .when(asking)
    .thenRefused({ code: 'incubation.step-missing', step: 'pre-review' });
  given(incubationCase, ...preReviewed)
    .when(asking)
    .then(
      evaluationRequested({
        ...{ request, purpose: 'entry', base: identity.base, organization: identity.applicant },
        ...{ division: identity.division, ratersMin: 3, outsideMin: 1, dueOn: day('2024-04-03') },
      }),
    );
  given(incubationCase, ...requested)
    .when(asking)
    .thenRefused({ code: 'incubation.step-done', step: 'panel' });
});

test('a conclusion is received once for each request, and only for one', () => {
  given(incubationCase, ...preReviewed)
    .when(concluding())
    .thenRefused({ code: 'incubation.evaluation-not-asked', request });
  given(incubationCase, ...evaluated)
    .when(concluding('12.00'))
    .thenNothing();
});

test('the decision’s clock is extended once by 10 working days, counted from completeness', () => {
  const extend = (on: string): CaseCommand => ({
    ...{ ...act(on), type: 'ExtendDecision', reason: '需实地核查' },
  });
  const extended = entryDecisionExtended({
    ...{ ...subject, reason: '需实地核查', decideBy: due('2024-04-18') },
  });
  given(incubationCase, ...accepted)
    .when(extend('2024-04-03'))
    .then(extended);
  given(incubationCase, ...accepted)
    .when(extend('2024-04-07'))
    .thenRefused({ code: 'incubation.limit-over', due: day('2024-04-03') });
  given(incubationCase, ...storyOf(accepted, ['2024-04-02', extend('2024-04-02')]))
    .when(extend('2024-04-03'))
    .thenRefused({ code: 'incubation.step-done', step: 'extension' });
});

test('nothing is decided without pre-review, panel and review of Party work', () => {
  given(incubationCase, ...accepted)
    .when(deciding())
    .thenRefused({ code: 'incubation.step-missing', step: 'pre-review' });
  given(incubationCase, ...requested)
    .when(deciding())
    .thenRefused({ code: 'incubation.step-missing', step: 'panel' });
  given(incubationCase, ...storyOf(requested, ['2024-03-20', concluding()]))
    .when(deciding())
    .thenRefused({ code: 'incubation.party-work-not-reviewed', gate: 'entry' });
  given(incubationCase, ...requested)
    .when(reviewing('plan', '2024-03-21'))
    .thenRefused({ code: 'incubation.not-in-stage', stage: 'accepted' });
});

test('another bureau is told who is competent, and nothing else', () => {
  given(incubationCase, ...accepted)
    .when(elsewhere(deciding()))
    .thenRefused({ code: 'incubation.not-competent', competentAuthority: jiangyin.id });
  expect(huishan.id).not.toBe(jiangyin.id);
});

test('granted, the guards are asked, and the applicant is told within 5 working days', () => {
  expect(sought.at(-1)?.placed).toMatchObject({
    type: 'EntryApprovalSought',
    data: {
      ...{ ...subject, mode: 'in-shell', capacity: 3, soughtOn: '2024-03-22' },
      ...{ notifyBy: due('2024-03-29'), decision: { outcome: 'granted' } },
    },
  });
});

test.each([
  ['69.99', 'refused'],
  ['70.00', 'granted'],
])('a mean of %s is %s (R-REV-03)', (mean, outcome) => {
  const story = storyOf(
    requested,
    ['2024-03-20', concluding(mean)],
    ['2024-03-21', reviewing('entry', '2024-03-21')],
    ['2024-03-22', deciding()],
  );
  const decided = story.at(-1)?.placed;
  expect(decided?.type).toBe(outcome === 'granted' ? 'EntryApprovalSought' : 'EntryRejected');
  expect(decided?.data).toMatchObject({ decision: { outcome } });
});

test('refused, the rejection holds its decision, which says the same again from what it stored', () => {
  const { data } = rejected.at(-1)?.placed ?? {};
  const { decision, automatic } = data as { decision: Decision; automatic: boolean };
  expect(automatic).toBe(false);
  expect(rerun(decision)).toEqual(decision);
  const { state } = given(incubationCase, ...rejected);
  expect(state).toMatchObject({ stage: 'ended', how: 'rejected' });
});

test('what is missing now refuses with the decision, and stores nothing', () => {
  given(incubationCase, ...evaluated)
    .when(deciding('2024-03-22', factsWithout('applicant.bar')))
    .thenRefused('incubation.insufficient-evidence');
});

test.each([
  ['2024-03-21', 'sought'],
  ['2024-03-22', 'ended'],
])('a bar on re-entry until %s leaves the case %s on 2024-03-22 (R-ENT-10)', (until, stage) => {
  const known = factsWith('applicant.bar', { until });
  const { state } = given(incubationCase, ...evaluated).when(deciding('2024-03-22', known));
  expect(state.stage).toBe(stage);
});

test('a rejection is notified within 5 working days, and then nothing is due', () => {
  given(incubationCase, ...rejected)
    .whenDue('2024-03-30')
    .then(caseClockMissed({ ...subject, clock: 'notification', due: day('2024-03-29') }));
  const told = storyOf(rejected, ['2024-03-29', serving('entry-decision', '2024-03-29')]);
  given(incubationCase, ...told).thenDue();
  given(incubationCase, ...told)
    .when(serving('entry-decision', '2024-03-30'))
    .thenRefused('incubation.document-not-expected');
});

test('both guards granted, the entry is approved on the day it was decided', () => {
  given(incubationCase, ...sought)
    .when(granted(sought))
    .then(
      entryApproved({
        ...{ ...subject, sought: idOf(sought, 'EntryApprovalSought') },
        ...{ grantedBy: eventId('allocated'), approvedOn: day('2024-03-22') },
      }),
    );
});

test.each([
  ['residency', caseId('other')],
  ['space', undefined],
] as const)('refused by %s, the case awaits a decision again', (guard, holder) => {
  const asked = idOf(sought, 'EntryApprovalSought');
  const answer: CaseCommand = {
    ...{ type: 'ConcludeAdmission', sought: asked, by: eventId('refused') },
    ...{ answer: 'refused', guard, holder },
  };
  const refused = entryAdmissionRefused({
    ...{ ...subject, sought: asked, refusedBy: eventId('refused'), guard, holder },
  });
  given(incubationCase, ...sought)
    .when(answer)
    .then(refused);
  const back = storyOf(sought, ['2024-03-22', answer]);
  const { state } = given(incubationCase, ...back);
  expect(state).toMatchObject({ stage: 'accepted', notAdmitted: { guard } });
  const again = storyOf(back, ['2024-03-25', deciding('2024-03-25')]);
  expect(given(incubationCase, ...again).state.stage).toBe('sought');
  given(incubationCase, ...again)
    .when(answer)
    .thenRefused('incubation.admission-not-sought');
});

test('an answer that nobody waits for is refused', () => {
  given(incubationCase, ...approved)
    .when(granted(sought))
    .thenRefused('incubation.admission-not-sought');
});

test('what happened earlier is not recorded after what came later', () => {
  given(incubationCase, ...evaluated)
    .when({ ...deciding(), on: day('2024-03-20') })
    .thenRefused({ code: 'incubation.days-out-of-order', first: day('2024-03-21') });
});

test('of a case that never started no paper is served but the decision', () => {
  const command = serving('entry-decision', '2024-03-25');
  given(incubationCase, ...rejected)
    .when({ ...command, document: { ...command.document, kind: 'review-decision' } })
    .thenRefused({
      ...{ code: 'incubation.document-not-expected', kind: 'review-decision', stage: 'ended' },
    });
});
