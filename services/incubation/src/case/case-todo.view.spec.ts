import { expect, test } from '@jest/globals';
import type { TodoRow } from '@fuhua/platform/views';
import { eventId, told, type Placed } from '@fuhua/testing';
import { passed, pausing, resuming } from './active.suite.ts';
import type { CaseEvent } from './case.events.ts';
import { caseTodos } from './case-todo.view.ts';
import {
  accepted,
  agreeing,
  applied,
  approved,
  identity,
  noticed,
  notified,
  planning,
  preReviewed,
  rejected,
  served,
  started,
  storyOf,
  subject,
  type Story,
} from './case.suite.ts';
import { caseTodoKinds } from './todo-kinds.view.ts';

const folded = (...events: readonly (CaseEvent | Placed<CaseEvent>)[]): readonly TodoRow[] =>
  told<CaseEvent>(...events).reduce<readonly TodoRow[]>(
    (rows, event) => caseTodos.view.fold(rows, event),
    [],
  );
const listed = (rows: readonly TodoRow[], list: 'todo' | 'notification') =>
  rows
    .filter(({ kind }) => caseTodoKinds[kind]?.list === list)
    .map(({ kind, assignee, dueOn }) => [kind, assignee, dueOn ?? '-'].join(' '));

test.each<[string, Story, readonly string[]]>([
  ['applied', applied, ['completeness authority 2024-03-11']],
  ['with gaps that are not served yet', notified, ['gap-notice authority -']],
  ['with gaps', served, ['supplement organization 2024-03-28']],
  ['accepted', accepted, ['pre-review operator 2024-03-13', 'decision authority 2024-04-03']],
  ['pre-reviewed', preReviewed, ['decision authority 2024-04-03']],
  ['approved', approved, ['notification authority 2024-03-29', 'notice-posting authority -']],
  ['noticed', noticed, ['notice authority 2024-04-02']],
  ['agreeing', agreeing, ['agreement organization 2024-04-17']],
  ['planning', planning, ['plan authority 2024-05-08', 'plan-draft both-sides 2024-05-08']],
  ['started', started, ['term organization 2025-04-25', 'midterm authority 2024-11-25']],
  ['rejected', rejected, ['notification authority 2024-03-29']],
])('while a case is %s, this waits for somebody', (_, story, items) => {
  expect(listed(folded(...story), 'todo')).toEqual(items);
});

test('what is to be read stays, whatever follows', () => {
  const read = listed(folded(...started), 'notification');
  expect(read).toEqual(['served-entry-decision both-sides -', 'public-notice both-sides -']);
  expect(listed(folded(...served), 'notification')).toEqual(['served-gap-notice organization -']);
});

test('an item says of whom it is and since when, also once its last day has moved', () => {
  const paused = storyOf(
    passed,
    ['2024-11-01', pausing('2024-11-01', '2024-11-30')],
    ['2024-11-11', resuming('2024-11-11')],
  );
  expect(folded(...paused).find(({ kind }) => kind === 'term')).toMatchObject({
    ...{ item: 'term', since: '2024-04-26', dueOn: '2025-05-05', person: null },
    ...{ base: identity.base, organization: identity.applicant },
  });
});

const due = (day: string) => ({ due: day, provisional: false });
const by = due('2024-09-01');
const clocks = { end: '2025-04-25', midterm: { from: '2024-09-01', until: '2024-11-25' } };
const objected = eventId(0);

/** What opens an item, and each event that closes it; of an event only what the fold asks for. */
const gates: readonly [string, [string, object?], ...(readonly [string, object?])[]][] = [
  [
    'completeness authority 2024-09-01',
    ['EntryApplied', { completenessBy: by }],
    ['EntryGapNotified'],
    ['EntryAccepted', { preReviewBy: by, decideBy: by }],
    ['EntryRejected', { notifyBy: by }],
  ],
  ['gap-notice authority -', ['EntryGapNotified'], ['DocumentServed', { kind: 'gap-notice' }]],
  [
    'supplement organization 2024-09-01',
    ['DocumentServed', { kind: 'gap-notice', starts: { clock: 'supplement', due: by } }],
    ['EntrySupplemented', { completenessBy: by }],
    ['EntryLapsed'],
  ],
  [
    'pre-review authority 2024-09-01',
    ['EntryAccepted', { preReviewer: 'authority', preReviewBy: by, decideBy: due('2024-10-01') }],
    ['EntryPreReviewed'],
    ['EntryRejected', { notifyBy: due('2024-10-02') }],
  ],
  [
    'decision authority 2024-09-01',
    ['EntryDecisionExtended', { decideBy: by }],
    ['EntryApproved'],
    ['EntryRejected', { notifyBy: by }],
  ],
  [
    'notification authority 2024-09-01',
    ['EntryApprovalSought', { notifyBy: by }],
    ['DocumentServed', { kind: 'entry-decision' }],
    ['EntryAdmissionRefused'],
  ],
  ['notice-posting authority -', ['EntryApproved'], ['PublicNoticePosted', { endsBy: by }]],
  [
    'objection-answer authority 2024-09-01',
    ['NoticeObjectionFiled', { answerBy: by }],
    ['NoticeObjectionAnswered', { objection: objected }],
    ['EntryApprovalWithdrawn'],
  ],
  [
    'agreement organization 2024-09-01',
    ['PublicNoticeEnded', { agreementBy: by }],
    ['AgreementSigned', { planBy: by }],
    ['EntryLapsed'],
  ],
  [
    'plan authority 2024-09-01',
    ['AgreementSigned', { planBy: by }],
    ['IncubationStarted', { clocks }],
  ],
  [
    'plan-draft both-sides 2024-09-01',
    ['AgreementSigned', { planBy: by }],
    ['IncubationStarted', { clocks }],
  ],
  [
    'midterm authority 2024-11-25',
    ['IncubationStarted', { clocks }],
    ['MidtermEvaluated', { clocks }],
    ['VoluntaryExitRecorded'],
  ],
  [
    'midterm-again authority 2024-09-01',
    ['MidtermEvaluated', { clocks: { ...clocks, midtermAgainBy: by } }],
    ['MidtermEvaluated', { clocks }],
  ],
  [
    'term organization 2025-04-25',
    ['IncubationStarted', { clocks }],
    ['GraduationApplied', { decideBy: by }],
    ['EndedWithoutGraduation'],
  ],
  [
    'name organization 2024-09-01',
    ['IncubationStarted', { clocks: { ...clocks, nameBy: by } }],
    ['EndedWithoutGraduation'],
  ],
  ['term organization 2025-04-25', ['ExtensionGranted', { clocks }], ['VoluntaryExitRecorded']],
  [
    'extension-decision authority -',
    ['ExtensionApplied'],
    ['ExtensionGranted', { clocks }],
    ['ExtensionRefused'],
  ],
  [
    'graduation-decision authority 2024-09-01',
    ['GraduationApplied', { decideBy: by }],
    ['GraduationApproved'],
    ['GraduationRefused'],
  ],
  [
    'cure organization 2024-09-01',
    ['ExitCureOrdered', { cureBy: by }],
    ['ExitCured'],
    ['EarlyExitNotified', { defenceBy: by, decideBy: by }],
  ],
  [
    'defence organization 2024-09-01',
    ['EarlyExitNotified', { defenceBy: by, decideBy: by }],
    ['DefenceSubmitted'],
    ['EarlyExitDecided', { serveBy: by }],
  ],
  [
    'exit-decision authority 2024-09-01',
    ['EarlyExitNotified', { defenceBy: by, decideBy: by }],
    ['EarlyExitDecided', { serveBy: by }],
    ['MilderMeasureDecided', { clocks }],
    ['EarlyExitRescinded', { clocks }],
  ],
  [
    'hearing authority -',
    ['HearingRequested'],
    ['HearingHeld'],
    ['EarlyExitDecided', { serveBy: by }],
    ['EarlyExitRescinded', { clocks }],
  ],
  [
    'exit-service authority 2024-09-01',
    ['EarlyExitDecided', { serveBy: by }],
    ['ExitDecisionServed', { reviewAskBy: by }],
  ],
  [
    'review-request organization 2024-09-01',
    ['ExitDecisionServed', { reviewAskBy: by }],
    ['ReviewRequested', { decideBy: by }],
    ['EarlyExitBecameFinal', { handoverBy: by }],
  ],
  [
    'review-decision higher-authority 2024-09-01',
    ['ReviewRequested', { decideBy: by }],
    ['ReviewDecided'],
  ],
  [
    'handover authority 2024-09-01',
    ['EarlyExitBecameFinal', { handoverBy: by }],
    ['HandoverCompleted'],
  ],
  [
    'follow-up authority 2024-09-01',
    ['Graduated', { checks: [{ month: 3, by }] }],
    ['FollowUpChecked', { month: 3 }],
  ],
];

const said = ([type, data = {}]: readonly [string, object?]): CaseEvent =>
  ({ type, schema: 1, data: { ...subject, ...data } }) as unknown as CaseEvent;

test.each(gates)('%s: opened by its event, closed by each that ends it', (item, opens, ...ends) => {
  expect(listed(folded(said(opens)), 'todo')).toContain(item);
  const missed = said(['CaseClockMissed', { clock: item.split(' ')[0], due: by.due }]);
  expect(listed(folded(said(opens), missed), 'todo')).toContain(item);
  for (const end of ends) {
    expect(listed(folded(said(opens), said(end)), 'todo')).not.toContain(item);
  }
});

test('an extension leaves one term with its new last day, whether the old one still waited or not', () => {
  const granted = said(['ExtensionGranted', { clocks: { ...clocks, end: '2025-10-25' } }]);
  for (const before of [started, []]) {
    expect(
      listed(folded(...before, granted), 'todo').filter((one) => one.startsWith('term')),
    ).toEqual(['term organization 2025-10-25']);
  }
});

test('of two objections each waits for its own answer', () => {
  const filed = said(['NoticeObjectionFiled', { answerBy: by }]);
  const answered = said(['NoticeObjectionAnswered', { objection: objected }]);
  const rows = folded(filed, filed, answered);
  expect(rows.map(({ item }) => item)).toEqual([`objection-answer:${eventId(1)}`]);
});

test.each<[string, readonly [string, object?]]>([
  ['served-exit-notice organization -', ['DocumentServed', { kind: 'exit-notice' }]],
  ['served-exit-decision both-sides -', ['DocumentServed', { kind: 'exit-decision' }]],
  ['midterm-result both-sides -', ['MidtermEvaluated', { clocks }]],
  ['graduation-window organization -', ['GraduationReminded', { daysLeft: 30, end: clocks.end }]],
  ['lapsed organization -', ['EntryLapsed']],
  ['withdrawn both-sides -', ['EntryApprovalWithdrawn']],
])('%s is to be read, also after the end', (item, opens) => {
  const rows = folded(said(opens), said(['VoluntaryExitRecorded']));
  expect(listed(rows, 'notification')).toEqual([item]);
});
