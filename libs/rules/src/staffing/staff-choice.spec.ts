import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { at, known } from '../findings/facts.suite.ts';
import type { Finding } from '../rule-set/rule.ts';
import { staffChoiceRule, type StaffCandidate, type StaffChoiceFacts } from './staff-choice.ts';

const of = (candidate: string, totalScore: string, socialWorkQualification = false) => ({
  candidate,
  totalScore,
  socialWorkQualification,
});
const ask = (candidates: StaffCandidate[] | undefined): Finding =>
  staffChoiceRule.evaluate(
    known<StaffChoiceFacts>({ 'staff.candidates': candidates }),
    {},
    at('2024-03-04'),
  );

test.each<[string, StaffCandidate[], object]>([
  [
    'the higher score, whoever is qualified',
    [of('A1', '85.49', true), of('A2', '85.50')],
    { ranking: ['A2', 'A1'], ties: [], applied: false },
  ],
  [
    'the qualified one of two equal ones',
    [of('A1', '85.5'), of('A2', '85.50', true)],
    { ranking: ['A2', 'A1'], ties: [['A2', 'A1']], applied: true },
  ],
  [
    'as given, where equal ones are alike',
    [of('A2', '85.5', true), of('A1', '85.5', true)],
    { ranking: ['A2', 'A1'], ties: [['A2', 'A1']], applied: false },
  ],
  [
    'of scores equal only once they are rounded half up',
    [of('A1', '85.505'), of('A2', '85.51', true), of('A3', '85.504', true)],
    { ranking: ['A2', 'A1', 'A3'], ties: [['A2', 'A1']], applied: true },
  ],
  [
    'of three equal ones every qualified one before every other',
    [of('A1', '0'), of('A2', '0', true), of('A3', '0'), of('A4', '0', true)],
    { ranking: ['A2', 'A4', 'A1', 'A3'], ties: [['A2', 'A4', 'A1', 'A3']], applied: true },
  ],
  ['the only one', [of('A1', '60')], { ranking: ['A1'], ties: [], applied: false }],
])('%s comes first', (_, candidates, conclusion) => {
  expect(ask(candidates)).toMatchObject({ outcome: 'pass', conclusion });
});

test('says whom the qualification put first, in both languages', () => {
  expect(ask([of('A1', '85.5'), of('A2', '85.5', true)]).reason).toEqual({
    zh: '同为85.50分，A2具有社会工作专业资质，优先于A1',
    en: 'at 85.50 points each, A2 with a social-work qualification before A1',
  });
});

test('without candidates nothing is known', () => {
  expect(ask(undefined).outcome).toBe('unknown');
});

const anyCandidates = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.boolean()), { minLength: 1, maxLength: 8 })
  .map((all) => all.map(([score, qualified], n) => of(`A${String(n)}`, String(score), qualified)));

test('nobody stands behind one of a lower score, nor behind an equal one without the qualification', () => {
  fc.assert(
    fc.property(anyCandidates, (candidates) => {
      const ranking = ask(candidates).conclusion?.['ranking'] as readonly string[];
      const ranked = ranking.map((name) => candidates.find((one) => one.candidate === name)!);
      for (const [n, one] of ranked.slice(1).entries()) {
        const before = ranked[n]!;
        expect(Number(before.totalScore)).toBeGreaterThanOrEqual(Number(one.totalScore));
        if (before.totalScore === one.totalScore && one.socialWorkQualification) {
          expect(before.socialWorkQualification).toBe(true);
        }
      }
      expect([...ranking].sort()).toEqual(candidates.map(({ candidate }) => candidate).sort());
    }),
  );
});

test('the order given matters only between those who are alike', () => {
  const kinds = (candidates: readonly StaffCandidate[]) =>
    (ask([...candidates]).conclusion?.['ranking'] as readonly string[]).map((name) => {
      const found = candidates.find((one) => one.candidate === name);
      return [found?.totalScore, found?.socialWorkQualification];
    });
  fc.assert(
    fc.property(anyCandidates, (candidates) => {
      expect(kinds(candidates.toReversed())).toEqual(kinds(candidates));
    }),
  );
});
