import { expect, test } from '@jest/globals';
import { eventId, given } from '@fuhua/testing';
import { incubationCase, type CaseCommand } from './case.decider.ts';
import { act, day, granted, identity, storyOf } from './case.suite.ts';

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
