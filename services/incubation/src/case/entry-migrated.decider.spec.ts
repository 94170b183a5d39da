import { expect, test } from '@jest/globals';
import { startOfDay } from '@fuhua/kernel';
import { eventId, given } from '@fuhua/testing';
import { caseDecider, incubationCase, type CaseCommand } from './case.decider.ts';
import { act, day, granted, identity, storyOf, type Story } from './case.suite.ts';

const migrating: Extract<CaseCommand, { type: 'RecordMigratedCase' }> = {
  ...{ ...act('2024-03-04'), type: 'RecordMigratedCase', identity, capacity: 3 },
  running: {
    ...{
      appliedOn: day('2023-10-16'),
      approvedOn: day('2023-11-20'),
      startedOn: day('2024-01-08'),
    },
    term: { start: day('2024-01-08'), end: day('2025-01-07'), months: 12 },
    ...{ twoMidtermsBreach: false, source: { name: '纸质档案', migrated: true } },
  },
};

test('a case that runs since before this system passes the guards, and starts with its own days', () => {
  const asked = storyOf([], ['2024-03-04', migrating]);
  expect(asked.map(({ placed }) => placed.type)).toEqual(['EntryApprovalSought']);
  const story = storyOf(asked, ['2024-03-04', granted]);
  expect(story.slice(1).map(({ placed }) => [placed.type, placed.data])).toMatchObject([
    ['EntryApproved', { approvedOn: '2023-11-20' }],
    ['IncubationStarted', { startedOn: '2024-01-08', term: { end: '2025-01-07' } }],
  ]);
  expect(given(incubationCase, ...story).state).toMatchObject({ stage: 'active', identity });
});

test('one that a guard refuses never ran here', () => {
  const asked = storyOf([], ['2024-03-04', migrating]);
  const { state } = given(incubationCase, ...asked).when({
    ...{ type: 'ConcludeAdmission', sought: eventId(0), by: eventId('refused') },
    ...{ answer: 'refused', guard: 'residency' },
  });
  expect(state).toMatchObject({ stage: 'ended', how: 'rejected' });
});

test('a case is recorded once, with a term that does not end before it begins', () => {
  const asked = storyOf([], ['2024-03-04', migrating]);
  given(incubationCase, ...asked)
    .when(migrating)
    .thenRefused('incubation.case-exists');
  const reversed = {
    ...migrating.running,
    term: { ...migrating.running.term, end: day('2024-01-07') },
  };
  given(incubationCase)
    .when({ ...migrating, running: reversed })
    .thenRefused({ code: 'incubation.term-reversed', end: day('2024-01-07') });
  given(incubationCase)
    .when({ ...migrating, running: { ...migrating.running, startedOn: day('2024-03-05') } })
    .thenRefused('incubation.day-in-future');
});

const soFar = (told: NonNullable<typeof migrating.running.soFar>) => ({
  ...migrating,
  running: { ...migrating.running, soFar: told },
});
const openOf = (story: Story) =>
  (caseDecider.deadlines?.(given(incubationCase, ...story).state) ?? []).map(({ name }) => name);
const begunWith = (told: Parameters<typeof soFar>[0]) =>
  storyOf([], ['2024-10-15', { ...soFar(told), ...act('2024-10-15') }], ['2024-10-15', granted]);

test('midterm, extension and pauses of before go on from where they were', () => {
  const midterm = {
    firstOn: day('2024-07-05'),
    band: 'improve',
    secondChanceFailed: false,
  } as const;
  const story = begunWith({
    ...{ midterm: { ...midterm, score: '55.50', againBy: day('2024-11-04') }, pausedDays: 10 },
    ...{ extension: { months: 3, grantedOn: day('2024-09-02') }, endsOn: day('2025-04-17') },
  });
  const { state } = given(incubationCase, ...story);
  expect(state).toMatchObject({
    ...{ stage: 'active', lastOn: '2024-09-02', pausedDays: 10 },
    clocks: { end: '2025-04-17', midtermAgainBy: { due: '2024-11-04' } },
    midterm: { firstOn: '2024-07-05', band: 'improve', failed: false },
    extensions: { granted: 1, months: 3 },
  });
  expect(openOf(story)).toEqual([
    ...['midterm-again:2024-11-04', 'graduation-reminder-60:2025-04-17'],
    ...['graduation-reminder-45:2025-04-17', 'term:2025-04-17'],
  ]);
});

test('a pause that runs when the case is recorded ends by itself, and its days are added', () => {
  const story = begunWith({ pause: { from: day('2024-10-01'), until: day('2024-10-30') } });
  expect(openOf(story)).toEqual(['pause:2024-10-30']);
  const passing = { type: 'PassDeadline', name: 'pause:2024-10-30' } as const;
  const resumed = given(incubationCase, ...story).when({
    ...passing,
    now: startOfDay(day('2024-10-31')),
  });
  expect(resumed.state).toMatchObject({ pausedDays: 30, clocks: { end: '2025-02-06' } });
});

test('a preparing team whose name was applied for before is not ended for want of it', () => {
  const team = { ...identity, applicantKind: 'preparing-team' as const };
  const story = storyOf(
    [],
    ['2024-10-15', { ...soFar({ named: true }), ...act('2024-10-15'), identity: team }],
    ['2024-10-15', granted],
  );
  expect(openOf(story).filter((name) => name.startsWith('team-name'))).toEqual([]);
});

test.each([
  [{ endsOn: day('2025-02-07') }, 'incubation.end-unexplained'],
  [{ pausedDays: 3 }, 'incubation.end-unexplained'],
  [
    { midterm: { firstOn: day('2024-01-07'), band: 'warn', secondChanceFailed: false } },
    'incubation.days-out-of-order',
  ],
  [
    { midterm: { firstOn: day('2024-03-01'), band: 'continue', secondChanceFailed: true } },
    'incubation.second-chance-unexplained',
  ],
  [
    { pause: { from: day('2024-02-01'), until: day('2024-03-03') } },
    'incubation.days-out-of-order',
  ],
] as const)('%j does not fit its term and is refused by %s', (told, code) => {
  given(incubationCase).when(soFar(told)).thenRefused(code);
});

test('one whose term is over runs no more', () => {
  const { state } = given(incubationCase).when({ ...migrating, ...act('2025-01-07') });
  expect(state.stage).toBe('sought');
  given(incubationCase)
    .when({ ...migrating, ...act('2025-01-08') })
    .thenRefused({ code: 'incubation.term-over', end: day('2025-01-07') });
});
