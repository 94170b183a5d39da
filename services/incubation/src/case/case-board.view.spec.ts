import { expect, test } from '@jest/globals';
import { told } from '@fuhua/testing';
import {
  decidingGraduation,
  exitServed,
  graduationConcluded,
  passed,
  pausing,
  resuming,
} from './active.suite.ts';
import { caseBoardView, type CaseBoardRow } from './case-board.view.ts';
import type { CaseEvent } from './case.events.ts';
import {
  accepted,
  act,
  agreeing,
  applied,
  approved,
  day,
  granted,
  identity,
  noticed,
  planning,
  preReviewed,
  rejected,
  served,
  sought,
  started,
  storyOf,
  type Story,
} from './case.suite.ts';

function rowOf(story: Story): CaseBoardRow {
  const rows = told<CaseEvent>(...story).reduce<readonly CaseBoardRow[]>(
    (before, event) => caseBoardView.fold(before, event),
    [],
  );
  expect(rows).toHaveLength(1);
  return rows[0]!;
}
const clocksOf = (story: Story) => rowOf(story).clocks.map(({ clock, due }) => `${clock} ${due}`);

test.each<[string, Story, readonly string[]]>([
  ['applied', applied, ['completeness 2024-03-11']],
  ['gaps', served, ['supplement 2024-03-28']],
  ['accepted', accepted, ['pre-review 2024-03-13', 'decision 2024-04-03']],
  ['accepted', preReviewed, ['decision 2024-04-03']],
  ['sought', sought, ['notification 2024-03-29', 'decision 2024-04-03']],
  ['approved', approved, ['notification 2024-03-29']],
  ['noticed', noticed, ['notice 2024-04-02']],
  ['agreeing', agreeing, ['agreement 2024-04-17']],
  ['planning', planning, ['plan 2024-05-08']],
  ['active', started, ['midterm 2024-11-25', 'term 2025-04-25']],
  ['ended', rejected, ['notification 2024-03-29']],
])('while a case is %s the board shows what is due', (stage, story, clocks) => {
  expect(rowOf(story).stage).toBe(stage);
  expect(clocksOf(story)).toEqual(clocks);
  expect(rowOf(story).nextDue).toBe(clocks[0]?.split(' ')[1]);
});

test('a case is found by who it is of and where', () => {
  const { applicant, base, division, operator, applicantKind, mode } = identity;
  expect(rowOf(applied)).toMatchObject({
    ...{ case: identity.case, applicant, base, division, operator, applicantKind, mode },
    ...{ incubationStage: 'start-up', appliedOn: '2024-03-04', migrated: false, missed: 0 },
  });
});

test('a pause moves the end of the term, and no clock that was held comes back', () => {
  const paused = storyOf(
    passed,
    ['2024-11-01', pausing('2024-11-01', '2024-11-30')],
    ['2024-11-11', resuming('2024-11-11')],
  );
  expect(clocksOf(passed)).toEqual(['term 2025-04-25']);
  expect(clocksOf(paused)).toEqual(['term 2025-05-05']);
  expect(rowOf(paused).termEnd).toBe('2025-05-05');
});

test('an early exit is open until it is final, and a graduated case is followed', () => {
  expect(rowOf(exitServed)).toMatchObject({ stage: 'active', exitOpen: true });
  const graduated = storyOf(graduationConcluded(passed, '92.00', '2025-03-20'), [
    '2025-03-20',
    decidingGraduation('2025-03-20'),
  ]);
  expect(rowOf(graduated)).toMatchObject({ stage: 'graduated', endedOn: '2025-03-20' });
  expect(clocksOf(graduated).map((clock) => clock.split(' ')[0])).toEqual([
    ...['follow-up-3', 'follow-up-6', 'follow-up-12'],
  ]);
});

test('a case of before this system shows its end as it stands, and no midterm that was held', () => {
  const running = {
    ...{ appliedOn: day('2023-10-16'), approvedOn: day('2023-11-20') },
    ...{ startedOn: day('2024-01-08'), twoMidtermsBreach: false },
    term: { start: day('2024-01-08'), end: day('2025-01-07'), months: 12 },
    source: { name: '纸质档案', migrated: true as const },
    soFar: {
      ...{ endsOn: day('2025-01-17'), pausedDays: 10 },
      midterm: { firstOn: day('2024-07-05'), band: 'continue' as const, secondChanceFailed: false },
    },
  };
  const migrating = { type: 'RecordMigratedCase', identity, capacity: 3, running } as const;
  const story = storyOf(
    [],
    ['2024-10-15', { ...act('2024-10-15'), ...migrating }],
    ['2024-10-15', granted],
  );
  expect(rowOf(story)).toMatchObject({ stage: 'active', termEnd: '2025-01-17', migrated: true });
  expect(clocksOf(story)).toEqual(['term 2025-01-17']);
});
