import { describe, expect, test } from '@jest/globals';
import { rerun } from '@fuhua/rules';
import { eventId, personId } from '@fuhua/testing';
import { rosterOn } from './staff.decider.ts';
import type { UpkeepCommand } from './upkeep.decider.ts';
import {
  baseStaffAssigned,
  baseStaffLeft,
  socialWorkQualificationRecorded,
  socialWorkQualificationWithdrawn,
  staffPreferenceApplied,
  type Applicant,
  type UpkeepEvent,
} from './upkeep.events.ts';
import { about, act, after, day, migrated, source } from './upkeep.suite.ts';

const FIRST = eventId(0);
const li = personId('li');

const post = {
  person: li,
  post: '社工',
  fullTime: true,
  validFrom: day('2023-01-01'),
  source,
} as const;
const assigned = baseStaffAssigned({ ...about, ...post });

describe('staff', () => {
  const assign = (changes: object = {}): UpkeepCommand => ({
    ...act,
    type: 'AssignStaff',
    fact: { ...post, ...changes },
  });
  const leave = (on: string): UpkeepCommand => ({
    ...act,
    type: 'RecordStaffLeft',
    fact: { recorded: FIRST, on: day(on), source },
  });
  const left = (on: string) => baseStaffLeft({ ...about, recorded: FIRST, on: day(on), source });

  test('hold a post once, and another beside it', () => {
    after().when(assign()).then(assigned);
    after(assigned)
      .when(assign({ validFrom: day('2024-01-01') }))
      .thenRefused({ code: 'registry.fact-already-recorded', fact: 'BaseStaffAssigned' });
    after(assigned)
      .when(assign({ post: '会计' }))
      .then(baseStaffAssigned({ ...assigned.data, post: '会计' }));
  });

  test('leave from their first day on, and may come back', () => {
    after(assigned).when(leave('2023-01-01')).then(left('2023-01-01'));
    after(assigned).when(leave('2022-12-31')).thenRefused('registry.days-out-of-order');
    const validFrom = day('2024-01-01');
    after(assigned, left('2024-01-01'))
      .when(assign({ validFrom }))
      .then(baseStaffAssigned({ ...assigned.data, validFrom }));
  });

  test.each([
    ['2022-02-28', 'registry.before-base-existed'],
    ['2024-06-29', 'registry.day-in-future'],
  ] as const)('are not assigned from %s on: %s', (validFrom, code) => {
    after()
      .when(assign({ validFrom: day(validFrom) }))
      .thenRefused(code);
  });
});

const paper = {
  person: li,
  level: 'social-worker',
  validFrom: day('2019-11-01'),
  source,
} as const;
const qualified = socialWorkQualificationRecorded({ ...about, ...paper });

describe('a social-work qualification', () => {
  test('may be older than the base, is recorded once, and is withdrawn', () => {
    const command: UpkeepCommand = { ...act, type: 'RecordSocialWorkQualification', fact: paper };
    after().when(command).then(qualified);
    after(qualified).when(command).thenRefused('registry.fact-already-recorded');
    const fact = { recorded: FIRST, on: day('2024-06-28'), reason: '（测试）', source };
    after(qualified)
      .when({ ...act, type: 'RecordSocialWorkQualificationWithdrawal', fact })
      .then(socialWorkQualificationWithdrawn({ ...about, ...fact }));
  });
});

describe('the roster', () => {
  const roster = (text: string, ...events: readonly UpkeepEvent[]) =>
    rosterOn(after(...events).state, day(text));
  const partTime = { ...assigned.data, person: personId('wang'), fullTime: false };
  const events = [
    assigned,
    baseStaffAssigned({ ...partTime, validFrom: day('2023-05-01'), validTo: day('2023-12-31') }),
    baseStaffLeft({ ...about, recorded: FIRST, on: day('2024-03-01'), source }),
  ];

  test('is not known before anybody was on it', () => {
    expect(roster('2022-12-31', ...events)).toBeUndefined();
  });

  test.each([
    ['2023-01-01', 1, '2023-01-01', [0, 2]],
    ['2023-04-30', 1, '2023-01-01', [0, 2]],
    ['2023-05-01', 1, '2023-05-01', [0, 2, 1]],
    ['2024-01-01', 1, '2024-01-01', [0, 2, 1]],
    ['2024-02-29', 1, '2024-01-01', [0, 2, 1]],
    ['2024-03-01', 0, '2024-03-01', [0, 2, 1]],
  ])('on %s counts %d since %s, by events %j', (on, value, validFrom, sources) => {
    expect(roster(on, ...events)).toEqual({ value, validFrom, sources: sources.map(eventId) });
  });
});

describe('among candidates for a post', () => {
  const applicant = (
    candidate: string,
    totalScore: string,
    socialWorkQualification = false,
  ): Applicant => ({ candidate, totalScore, socialWorkQualification });
  const choice = { post: '社工', on: day('2024-06-28'), source } as const;
  const choose = (
    chosen: string,
    candidates: readonly Applicant[],
    changes: object = {},
  ): UpkeepCommand => ({
    ...act,
    type: 'ChooseStaff',
    fact: { ...choice, candidates: [...candidates], chosen, ...changes },
  });

  const cases: readonly [string, readonly Applicant[], readonly string[]][] = [
    ['the best score wins', [applicant('A1', '86.5'), applicant('A2', '86.49', true)], ['A1']],
    [
      'of equal scores the qualified',
      [applicant('A1', '86.5'), applicant('A2', '86.5', true)],
      ['A2'],
    ],
    ['written otherwise', [applicant('A1', '86.5'), applicant('A2', '86.50', true)], ['A2']],
    ['two qualified', [applicant('A1', '90', true), applicant('A2', '90', true)], ['A1', 'A2']],
    [
      'none qualified',
      [applicant('A1', '90'), applicant('A2', '90'), applicant('A3', '89', true)],
      ['A1', 'A2'],
    ],
    ['one alone', [applicant('A1', '0')], ['A1']],
    ['as numbers, not as text', [applicant('A1', '100'), applicant('A2', '99')], ['A1']],
  ];

  test.each(cases)('%s', (_, candidates, first) => {
    for (const { candidate: chosen } of candidates) {
      const outcome = after().when(choose(chosen, candidates));
      if (first.includes(chosen)) {
        const [entry] = outcome.state.facts.values();
        expect(entry).toMatchObject({
          type: 'StaffPreferenceApplied',
          data: { chosen, candidates },
        });
      } else {
        outcome.thenRefused({ code: 'registry.staff-preference-breached', chosen, first });
      }
    }
  });

  test('the decision is stored, and says the same again', () => {
    const candidates = [applicant('A1', '86.5'), applicant('A2', '86.5', true)];
    const [entry] = after().when(choose('A2', candidates)).state.facts.values();
    const decision = entry?.type === 'StaffPreferenceApplied' ? entry.data.decision : undefined;
    expect(decision).toMatchObject({
      procedure: 'base.staff-choice',
      ruleSet: { id: 'JS-2023' },
      outcome: 'granted',
      results: [{ rule: 'R-STF-01', outcome: 'pass', conclusion: { ranking: ['A2', 'A1'] } }],
      knownThrough: { registry: 'registry:1:10' },
    });
    expect(decision && rerun(decision)).toEqual(decision);
  });

  test('whoever has a qualification on record has it, from its day on', () => {
    const candidates = [applicant('A1', '90'), applicant(li, '90')];
    after(qualified)
      .when(choose('A1', candidates))
      .thenRefused({ code: 'registry.staff-preference-breached', first: [li] });
    const [, entry] = after(qualified).when(choose(li, candidates)).state.facts.values();
    expect(entry).toMatchObject({
      data: {
        candidates,
        decision: {
          facts: {
            'staff.candidates': {
              value: [candidates[0], { ...candidates[1], socialWorkQualification: true }],
              sources: [FIRST],
            },
          },
        },
      },
    });
    const later = socialWorkQualificationRecorded({
      ...about,
      ...paper,
      validFrom: day('2024-06-29'),
    });
    const [, chosen] = after(later).when(choose('A1', candidates)).state.facts.values();
    expect(chosen).toMatchObject({ type: 'StaffPreferenceApplied', data: { chosen: 'A1' } });
  });

  test('nobody else is chosen, and for one post once a day', () => {
    after()
      .when(choose('A2', [applicant('A1', '90')]))
      .thenRefused({ code: 'registry.chosen-not-a-candidate', chosen: 'A2' });
    const applied = staffPreferenceApplied({
      ...{ ...about, ...choice, chosen: 'A1', candidates: [applicant('A1', '90')] },
    });
    after(applied)
      .when(choose('A1', [applicant('A1', '90')]))
      .thenRefused('registry.fact-already-recorded');
  });

  test('no rule was in force before 2023-10-11', () => {
    const candidates = [applicant('A1', '90')];
    after()
      .when(choose('A1', candidates, { on: day('2023-10-10') }))
      .thenRefused({ code: 'registry.no-rule-set', day: day('2023-10-10') });
    const [entry] = after()
      .when(choose('A1', candidates, { on: day('2023-10-11') }))
      .state.facts.values();
    expect(entry).toMatchObject({ data: { decision: { outcome: 'granted' } } });
  });

  test('what was decided before this system is taken as it was', () => {
    const candidates = [applicant('A1', '90'), applicant('A2', '90', true)];
    const on = day('2022-05-06');
    after()
      .when(choose('A1', candidates, { on, source: migrated }))
      .then(
        staffPreferenceApplied({
          ...{ ...about, ...choice, chosen: 'A1', candidates, on, source: migrated },
        }),
      );
  });
});
