import { expect, test } from '@jest/globals';
import { parseInstant } from '@fuhua/kernel';
import { at, endOfDay, eventId, given } from '@fuhua/testing';
import { incubationCase, type CaseCommand } from './case.decider.ts';
import {
  accepted,
  act,
  applied,
  applying,
  day,
  elsewhere,
  facts,
  factsWith,
  factsWithout,
  file,
  identity,
  jiangyin,
  notified,
  party,
  served,
  serving,
  storyOf,
  subject,
} from './case.suite.ts';
import {
  caseClockMissed,
  clockDayCorrected,
  entryAccepted,
  entryLapsed,
  type CaseEvent,
} from './case.events.ts';

const due = (on: string) => ({ due: day(on), provisional: false });
const lastType = (events: readonly { readonly placed: CaseEvent }[]) => events.at(-1)?.placed;

test('an application is received, and whether it is complete is known in 5 working days', () => {
  const [event] = applied;
  expect(event?.placed).toMatchObject({
    type: 'EntryApplied',
    data: {
      ...{ ...subject, incubationStage: 'start-up', appliedOn: '2024-03-04' },
      ...{ preReviewer: 'operator', ruleSet: identity.ruleSet, completenessBy: due('2024-03-11') },
      decision: { procedure: 'case.application', outcome: 'granted' },
    },
  });
  given(incubationCase, ...applied).thenDue({
    name: 'completeness:2024-03-11',
    due: parseInstant('2024-03-12T00:00:00+08:00'),
  });
});

test('a rule that fails at the application rejects it at once, naming who is competent', () => {
  const story = storyOf(
    [],
    ['2024-03-04', applying('2024-03-04', factsWith('base.active', false))],
  );
  expect(story.map(({ placed }) => placed.type)).toEqual(['EntryApplied', 'EntryRejected']);
  expect(lastType(story)?.data).toMatchObject({
    ...{ automatic: true, competentAuthority: jiangyin.id, notifyBy: due('2024-03-11') },
    decision: { outcome: 'refused' },
  });
  const { state } = given(incubationCase, ...story);
  expect(state).toMatchObject({ stage: 'ended', how: 'rejected' });
});

test('what no rule could say is accepted, and is a gap of the one notice', () => {
  const known = factsWithout('applicant.bar');
  const story = storyOf([], ['2024-03-04', applying('2024-03-04', known)]);
  expect(story).toHaveLength(1);
  const gaps = [{ code: 'charter', text: '章程' }];
  const then = storyOf(story, ['2024-03-05', { ...act('2024-03-05'), type: 'NotifyGaps', gaps }]);
  expect(lastType(then)?.data).toMatchObject({
    gaps: [{ code: 'charter' }, { code: 'R-ENT-10' }],
  });
});

test('that a base or an active case is unknown is no gap that an applicant could close', () => {
  const known = factsWithout('applicant.activeCases');
  const story = storyOf([], ['2024-03-04', applying('2024-03-04', known)]);
  expect(given(incubationCase, ...story).state).toMatchObject({ stage: 'applied', unknowns: [] });
});

test('the authority pre-reviews an applicant that is the operator', () => {
  const known = factsWith('operator.relatedParties', {
    ...{ organization: identity.applicant, related: [] },
  });
  const [event] = storyOf([], ['2024-03-04', applying('2024-03-04', known)]);
  expect(event?.placed.data).toMatchObject({ preReviewer: 'authority' });
});

test('nobody applies in a functional zone that no map assigns, nor twice, nor before its rules', () => {
  const zone = applying() as Extract<CaseCommand, { type: 'ApplyEntry' }>;
  given(incubationCase)
    .when({ ...zone, directory: { authorities: [] } })
    .thenRefused({ code: 'incubation.competence-unknown', rule: 'R-JUR-01' });
  given(incubationCase, ...applied)
    .when(applying())
    .thenRefused('incubation.case-exists');
  given(incubationCase)
    .when(applying('2023-10-10'))
    .thenRefused({ code: 'incubation.no-rule-set', day: day('2023-10-10') });
  given(incubationCase)
    .when({ ...zone, ...party('2024-03-05', '2024-03-04') })
    .thenRefused('incubation.day-in-future');
});

test('only the competent authority notifies, accepts and lapses; that comes before the stage', () => {
  const commands: CaseCommand[] = [
    elsewhere({ ...act('2024-03-06'), type: 'AcceptEntry' as const }),
    elsewhere({ ...act('2024-03-06'), type: 'NotifyGaps' as const, gaps: [] }),
    elsewhere({ ...act('2024-03-06'), type: 'LapseEntry' as const, open: [], reason: '逾期' }),
    elsewhere(serving('gap-notice', '2024-03-06')),
  ];
  for (const command of commands) {
    for (const story of [applied, served, accepted]) {
      given(incubationCase, ...story)
        .when(command)
        .thenRefused({
          ...{
            code: 'incubation.not-competent',
            rule: 'R-JUR-01',
            competentAuthority: jiangyin.id,
          },
        });
    }
  }
});

test('accepted without a notice, pre-review and decision run from that day', () => {
  given(incubationCase, ...applied)
    .when({ ...act('2024-03-06'), type: 'AcceptEntry' })
    .then(
      entryAccepted({
        ...{ ...subject, acceptedOn: day('2024-03-06'), preReviewer: 'operator' },
        ...{ preReviewBy: due('2024-03-13'), decideBy: due('2024-04-03') },
      }),
    );
});

test('gaps are notified once', () => {
  given(incubationCase, ...notified)
    .when({ ...act('2024-03-07'), type: 'NotifyGaps', gaps: [{ code: 'more', text: '其他' }] })
    .thenRefused({ code: 'incubation.not-in-stage', stage: 'gaps' });
});

test('15 working days run from the service of the notice, not from the notice', () => {
  given(incubationCase, ...notified).thenDue();
  given(incubationCase, ...served).thenDue({
    name: 'supplement:2024-03-28',
    due: parseInstant('2024-03-29T00:00:00+08:00'),
  });
  given(incubationCase, ...served)
    .when(serving('gap-notice', '2024-03-08'))
    .thenRefused('incubation.document-not-expected');
});

const supplementing = (on: string, ...gaps: string[]): CaseCommand => ({
  ...{ ...party(on), type: 'SupplementEntry', gaps, files: [file] },
});

test('what is left open on the last day lapses the application', () => {
  const half = storyOf(served, ['2024-03-11', supplementing('2024-03-11', 'charter')]);
  given(incubationCase, ...half)
    .whenDue('2024-03-29')
    .then(
      entryLapsed({
        ...{ ...subject, because: 'gaps-open', open: ['funds'], on: day('2024-03-28') },
      }),
    );
});

test('a supplement is in time on the last day, and late on the next', () => {
  const both = ['charter', 'funds'] as const;
  const story = storyOf(served, ['2024-03-28', supplementing('2024-03-28', ...both)]);
  given(incubationCase, ...story).thenDue({
    name: 'completeness:2024-04-07',
    due: parseInstant('2024-04-08T00:00:00+08:00'),
  });
  given(incubationCase, ...served)
    .when(supplementing('2024-03-29', ...both))
    .thenRefused({ code: 'incubation.limit-over', due: day('2024-03-28') });
  given(incubationCase, ...served)
    .when(supplementing('2024-03-11', 'seal'))
    .thenRefused({ code: 'incubation.gap-unknown', gap: 'seal' });
});

test('with a gap open nothing is accepted; supplied, the authority has 5 working days', () => {
  const accept = (on: string): CaseCommand => ({ ...act(on), type: 'AcceptEntry' });
  given(incubationCase, ...served)
    .when(accept('2024-03-08'))
    .thenRefused({ code: 'incubation.gaps-open', gaps: ['charter', 'funds'] });
  const story = storyOf(served, ['2024-03-11', supplementing('2024-03-11', 'charter', 'funds')]);
  given(incubationCase, ...story)
    .whenDue('2024-03-19')
    .then(caseClockMissed({ ...subject, clock: 'completeness', due: day('2024-03-18') }));
  const late = at<CaseEvent>(
    '2024-03-19',
    caseClockMissed({ ...subject, clock: 'completeness', due: day('2024-03-18') }),
  );
  const { state } = given(incubationCase, ...story, late).when(accept('2024-03-20'));
  expect(state.stage).toBe('accepted');
});

test('the authority lapses what was supplied in part, once the limit is over', () => {
  const story = storyOf(served, ['2024-03-11', supplementing('2024-03-11', 'charter', 'funds')]);
  const lapse = (on: string, ...open: string[]): CaseCommand => ({
    ...{ ...act(on), type: 'LapseEntry', open, reason: '经费证明不足' },
  });
  given(incubationCase, ...story)
    .when(lapse('2024-03-28', 'funds'))
    .thenRefused({ code: 'incubation.limit-not-over', due: day('2024-03-28') });
  given(incubationCase, ...story)
    .when(lapse('2024-03-29'))
    .thenRefused('incubation.no-gap-open');
  given(incubationCase, ...story)
    .when(lapse('2024-03-29', 'funds'))
    .then(
      entryLapsed({
        ...{ ...subject, because: 'gaps-open', open: ['funds'], reason: '经费证明不足' },
        on: day('2024-03-29'),
      }),
    );
  given(incubationCase, ...notified)
    .when(lapse('2024-03-29', 'funds'))
    .thenRefused('incubation.notice-not-served');
});

test('a wrongly recorded day of receipt is corrected, and its limit with it', () => {
  given(incubationCase, ...applied)
    .when({
      ...{ ...act('2024-03-06'), type: 'CorrectClockDay', day: day('2024-03-01') },
      ...{ reason: '收件章日期', evidence: [file] },
    })
    .then(
      clockDayCorrected({
        ...{ ...subject, day: day('2024-03-01'), reason: '收件章日期', evidence: [file] },
        clocks: [{ clock: 'completeness', due: due('2024-03-08') }],
      }),
    );
});

test('a clock is not passed early, and one that is closed needs nothing', () => {
  const pass = (name: string, now: string): CaseCommand => ({
    ...{ type: 'PassDeadline', name, now: endOfDay(now) },
  });
  given(incubationCase, ...applied)
    .when(pass('completeness:2024-03-11', '2024-03-11'))
    .thenRefused('incubation.not-due-yet');
  given(incubationCase, ...accepted)
    .when(pass('completeness:2024-03-11', '2024-03-20'))
    .thenNothing();
});

test('a case that nobody applied for is unknown', () => {
  given(incubationCase)
    .when({ ...act('2024-03-06'), type: 'AcceptEntry' })
    .thenRefused('incubation.case-unknown');
});

test('facts that the case is the record of are not taken from outside', () => {
  const known = {
    ...facts,
    'applicant.kind': {
      value: 'registered',
      validFrom: day('2024-01-01'),
      sources: [eventId('x')],
    },
  };
  const [event] = storyOf([], ['2024-03-04', applying('2024-03-04', known)]);
  expect(event?.placed.data).toMatchObject({
    decision: { facts: { 'applicant.kind': { value: 'filed' } } },
  });
});
