import { expect, test } from '@jest/globals';
import { parseInstant } from '@fuhua/kernel';
import { TermParams } from '@fuhua/rules';
import { given } from '@fuhua/testing';
import { incubationCase, type CaseCommand } from './case.decider.ts';
import {
  agreementSigned,
  caseClockMissed,
  clockDayCorrected,
  entryApprovalWithdrawn,
  noticeObjectionAnswered,
  publicNoticeEnded,
  publicNoticePosted,
} from './case.events.ts';
import {
  act,
  agreeing,
  approved,
  day,
  elsewhere,
  file,
  identity,
  idOf,
  jiangyin,
  noticed,
  party,
  planning,
  reviewed,
  serving,
  signing,
  started,
  starting,
  storyOf,
  subject,
  type Story,
} from './case.suite.ts';
import { monthsOf } from './entry-approval.decider.ts';

const due = (on: string) => ({ due: day(on), provisional: false });

test('the decision is notified within 5 working days of it, in whichever stage the case is by then', () => {
  const missed = caseClockMissed({ ...subject, clock: 'notification', due: day('2024-03-29') });
  given(incubationCase, ...approved)
    .whenDue('2024-03-30')
    .then(missed);
  const posted = storyOf(approved, [
    '2024-03-26',
    { ...act('2024-03-26'), type: 'PostNotice', place: '公告栏' },
  ]);
  given(incubationCase, ...posted)
    .whenDue('2024-03-30')
    .then(missed);
});

test('a notice is posted for 5 working days, somewhere', () => {
  given(incubationCase, ...approved)
    .when({ ...act('2024-03-26'), type: 'PostNotice', place: '公告栏' })
    .then(
      publicNoticePosted({
        ...{ ...subject, postedOn: day('2024-03-26'), place: '公告栏' },
        ...{ endsBy: due('2024-04-02'), agreementBy: due('2024-04-17') },
      }),
    );
  given(incubationCase, ...approved)
    .when({ ...act('2024-03-26'), type: 'PostNotice' })
    .thenRefused('incubation.notice-place-missing');
});

const ended = publicNoticeEnded({
  ...{ ...subject, endedOn: day('2024-04-02'), agreementBy: due('2024-04-17') },
});

test('a notice to which nobody objects ends by itself, and the agreement is due 10 working days later', () => {
  given(incubationCase, ...noticed)
    .whenDue('2024-04-03')
    .then(ended);
});

const objecting = (on: string): CaseCommand => ({
  ...{ ...party(on), type: 'FileObjection', text: '申请材料不实', evidence: [file] },
});
const answering = (story: Story, on: string, upheld: boolean): CaseCommand => ({
  ...{ ...act(on), type: 'AnswerObjection', objection: idOf(story, 'NoticeObjectionFiled') },
  ...{ upheld, answer: '经核查，情况属实与否见附件' },
});

test('anybody objects while the notice runs, not after it', () => {
  const story = storyOf(noticed, ['2024-04-02', objecting('2024-04-02')]);
  expect(story.at(-1)?.placed.data).toMatchObject({ answerBy: due('2024-04-24') });
  given(incubationCase, ...noticed)
    .when(objecting('2024-04-03'))
    .thenRefused({ code: 'incubation.limit-over', due: day('2024-04-02') });
});

test('an open objection stops progress; its answer is due in 15 working days', () => {
  const story = storyOf(noticed, ['2024-03-27', objecting('2024-03-27')]);
  const objection = idOf(story, 'NoticeObjectionFiled');
  given(incubationCase, ...story).thenDue({
    name: `objection-answer-${objection}:2024-04-18`,
    due: parseInstant('2024-04-19T00:00:00+08:00'),
  });
  given(incubationCase, ...story)
    .whenDue('2024-04-19')
    .then(
      caseClockMissed({
        ...{ ...subject, clock: 'objection-answer', due: day('2024-04-18'), of: objection },
      }),
    );
  given(incubationCase, ...story)
    .when(signing('2024-04-08'))
    .thenRefused({ code: 'incubation.objection-open', objections: [objection] });
});

test('upheld, the approval is withdrawn and the case ends', () => {
  const story = storyOf(noticed, ['2024-03-27', objecting('2024-03-27')]);
  const objection = idOf(story, 'NoticeObjectionFiled');
  const answer = '经核查，情况属实与否见附件';
  const outcome = given(incubationCase, ...story).when(answering(story, '2024-04-10', true));
  outcome.then(
    noticeObjectionAnswered({
      ...{ ...subject, objection, upheld: true, answer, answeredOn: day('2024-04-10') },
    }),
    entryApprovalWithdrawn({ ...subject, objection, reason: answer, on: day('2024-04-10') }),
  );
  expect(outcome.state).toMatchObject({ stage: 'ended', how: 'withdrawn' });
});

test('dismissed in time the notice ends as posted; later, on the day of the last answer', () => {
  const story = storyOf(noticed, ['2024-03-27', objecting('2024-03-27')]);
  const early = storyOf(story, ['2024-04-02', answering(story, '2024-04-02', false)]);
  given(incubationCase, ...early)
    .whenDue('2024-04-03')
    .then(ended);
  const late = storyOf(story, ['2024-04-10', answering(story, '2024-04-10', false)]);
  expect(late.at(-1)?.placed).toEqual(
    publicNoticeEnded({
      ...{ ...subject, endedOn: day('2024-04-10'), agreementBy: due('2024-04-24') },
    }),
  );
});

test('of two objections the last answer counts, and each is answered once', () => {
  const first = storyOf(noticed, ['2024-03-27', objecting('2024-03-27')]);
  const both = storyOf(first, ['2024-03-28', objecting('2024-03-28')]);
  const one = storyOf(both, ['2024-04-10', answering(first, '2024-04-10', false)]);
  expect(given(incubationCase, ...one).state.stage).toBe('noticed');
  given(incubationCase, ...one)
    .when(answering(first, '2024-04-11', false))
    .thenRefused('incubation.objection-unknown');
  const two = storyOf(one, ['2024-04-11', answering(both, '2024-04-11', false)]);
  expect(given(incubationCase, ...two).state.stage).toBe('agreeing');
});

test('an agreement follows the notice, also when its end was not recorded yet', () => {
  given(incubationCase, ...noticed)
    .when(signing('2024-04-02'))
    .thenRefused({ code: 'incubation.notice-not-over', endsOn: day('2024-04-02') });
  const signed = agreementSigned({
    ...{ ...subject, twoMidtermsBreach: true, duties: ['每月开展一次活动'], files: [file] },
    ...{ signedOn: day('2024-04-08'), planBy: due('2024-05-08') },
  });
  given(incubationCase, ...noticed)
    .when(signing('2024-04-08'))
    .then(ended, signed);
  given(incubationCase, ...agreeing)
    .when(signing('2024-04-08'))
    .then(signed);
});

test('an agreement overdue is recorded; it may be signed late, or the authority lapses the case', () => {
  given(incubationCase, ...agreeing)
    .whenDue('2024-04-18')
    .then(caseClockMissed({ ...subject, clock: 'agreement', due: day('2024-04-17') }));
  const lapse = (on: string): CaseCommand => ({
    ...{ ...act(on), type: 'LapseEntry', open: [], reason: '逾期未签订协议' },
  });
  given(incubationCase, ...agreeing)
    .when(lapse('2024-04-17'))
    .thenRefused({ code: 'incubation.limit-not-over', due: day('2024-04-17') });
  const { state } = given(incubationCase, ...agreeing).when(lapse('2024-04-18'));
  expect(state).toMatchObject({ stage: 'ended', how: 'lapsed' });
  const late = given(incubationCase, ...agreeing).when(signing('2024-04-18'));
  expect(late.state.stage).toBe('planning');
});

test('nothing starts without an approved plan and a review of Party work', () => {
  given(incubationCase, ...planning)
    .when(starting())
    .thenRefused({ code: 'incubation.party-work-not-reviewed', gate: 'plan' });
  given(incubationCase, ...reviewed)
    .when({ ...starting(), plan: undefined })
    .thenRefused({ code: 'incubation.plan-not-approved', case: identity.case });
  given(incubationCase, ...reviewed)
    .when(starting('2024-04-23'))
    .thenRefused({ code: 'incubation.days-out-of-order', first: day('2024-04-24') });
  given(incubationCase, ...reviewed)
    .when(elsewhere(starting()))
    .thenRefused({ code: 'incubation.not-competent', competentAuthority: jiangyin.id });
});

test('the plan’s clock is missed on the day after its 20 working days', () => {
  given(incubationCase, ...planning)
    .whenDue('2024-05-09')
    .then(caseClockMissed({ ...subject, clock: 'plan', due: day('2024-05-08') }));
});

test('started, the term is inclusive at both ends and never rolls', () => {
  expect(started.at(-1)?.placed).toMatchObject({
    type: 'IncubationStarted',
    data: {
      ...{ startedOn: '2024-04-26', twoMidtermsBreach: true },
      term: { start: '2024-04-26', end: '2025-04-25', months: 12 },
    },
  });
  expect(given(incubationCase, ...started).state).toMatchObject({ stage: 'active' });
});

test('the term follows from the stage of the organization (R-TRM-01)', () => {
  const params = TermParams.parse({
    ...{ months: { seed: 1, 'start-up': 2, growth: 3, hub: 4 }, virtualMonths: 9, capMonths: 24 },
  });
  const months = (stage: (typeof identity)['stage']) =>
    monthsOf({ mode: 'in-shell', stage }, params);
  expect([months('seed'), months('start-up'), months('growth')]).toEqual([1, 2, 3]);
  expect([months('hub'), months('support')]).toEqual([4, 4]);
  expect(monthsOf({ mode: 'virtual', stage: 'growth' }, params)).toBe(9);
});

test('a corrected day of posting moves the end of the notice, and the agreement with it', () => {
  const correction = { day: day('2024-03-25'), reason: '公示日期录入有误', evidence: [file] };
  given(incubationCase, ...noticed)
    .when({ ...act('2024-03-27'), type: 'CorrectClockDay', ...correction })
    .then(
      clockDayCorrected({
        ...{ ...subject, ...correction },
        clocks: [
          { clock: 'notice', due: due('2024-04-01') },
          { clock: 'agreement', due: due('2024-04-16') },
        ],
      }),
    );
  const corrected = storyOf(noticed, [
    '2024-03-27',
    { ...act('2024-03-27'), type: 'CorrectClockDay', ...correction },
  ]);
  given(incubationCase, ...corrected)
    .whenDue('2024-04-02')
    .then(
      publicNoticeEnded({
        ...{ ...subject, endedOn: day('2024-04-01'), agreementBy: due('2024-04-16') },
      }),
    );
});

test('a paper that nobody waits for is not served', () => {
  given(incubationCase, ...noticed)
    .when(serving('gap-notice', '2024-03-27'))
    .thenRefused({ code: 'incubation.document-not-expected', kind: 'gap-notice' });
});
