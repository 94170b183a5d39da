import { describe, expect, test } from '@jest/globals';
import { parseDay } from '@fuhua/kernel';
import { at, known } from '../findings/facts.suite.ts';
import { calendarOf, nameDue, teamRule, type Outcome, type TeamFacts } from '../index.ts';

const params = { corePersonsMin: 3, preApprovalMonths: 6 };
const asked = (values: Partial<TeamFacts>) =>
  teamRule.evaluate(known<TeamFacts>(values), params, at('2024-03-04'));
const team = { 'applicant.kind': 'preparing-team', 'team.name': 'pre-approved' } as const;

test.each<[number, Outcome]>([
  [0, 'fail'],
  [2, 'fail'],
  [3, 'pass'],
  [4, 'pass'],
])('a team of %i core persons: %s', (persons, outcome) => {
  expect(asked({ ...team, 'team.corePersons': persons }).outcome).toBe(outcome);
});

describe('the name of a team', () => {
  test.each<[TeamFacts['team.name'], number]>([
    ['pre-approved', 0],
    ['applied-for', 0],
    ['not-applied-for', 6],
  ])('%s: %i months are left from the start', (name, nameDueMonths) => {
    const found = asked({ ...team, 'team.name': name, 'team.corePersons': 3 });
    expect(found).toMatchObject({ outcome: 'pass', conclusion: { nameDueMonths } });
  });

  test.each([
    ['2024-03-04', '2024-09-04'],
    ['2024-08-31', '2025-02-28'], // no such day in February
    ['2024-04-05', '2024-10-08'], // over National Day
    ['2024-08-10', '2025-02-10'],
    ['2024-07-29', '2025-02-05'], // over Spring Festival
  ])('is due six months from the start, %s: %s', (startedOn, due) => {
    const limit = nameDue(parseDay(startedOn), params, calendarOf('CN-2026-1'));
    expect(limit).toEqual({ due, provisional: false });
  });
});

test('who is no team passes; what is not known of a team is unknown', () => {
  expect(asked({ 'applicant.kind': 'registered' }).outcome).toBe('pass');
  expect(asked({ 'applicant.kind': 'filed' }).outcome).toBe('pass');
  expect(asked({ 'team.corePersons': 2 }).outcome).toBe('unknown');
  expect(asked(team).outcome).toBe('unknown');
  const nameless = { 'applicant.kind': 'preparing-team' as const };
  expect(asked({ ...nameless, 'team.corePersons': 3 }).outcome).toBe('unknown');
  expect(asked({ ...nameless, 'team.corePersons': 2 }).outcome).toBe('fail');
});
