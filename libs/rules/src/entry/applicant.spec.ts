import { describe, expect, test } from '@jest/globals';
import type { OrganizationId } from '@fuhua/kernel';
import { at, known } from '../findings/facts.suite.ts';
import { applicantRule, type ApplicantFacts, type Outcome } from '../index.ts';

const organization = '0192f0c1-0000-7000-8000-000000000007' as OrganizationId;
const asked = (
  values: Partial<ApplicantFacts>,
  kinds: readonly ApplicantFacts['applicant.kind'][] = all,
) => applicantRule.evaluate(known<ApplicantFacts>(values), { kinds: [...kinds] }, at('2024-03-04'));
const all = ['registered', 'filed', 'preparing-team'] as const;

describe('a registered applicant', () => {
  test.each<[string | undefined, Outcome]>([
    ['5332000050917103XB', 'pass'],
    ['51100000500002862F', 'pass'],
    ['5332000050917103XC', 'fail'], // position 18
    ['531000005000074012', 'fail'], // both check digits
    ['5332000050917103X', 'fail'],
    ['none', 'fail'],
    [undefined, 'unknown'],
  ])('with the code %s: %s', (uscc, outcome) => {
    const values = { 'applicant.kind': 'registered' as const, 'applicant.uscc': uscc };
    expect(asked(values as Partial<ApplicantFacts>).outcome).toBe(outcome);
  });

  test('is told which check digit is wrong', () => {
    const found = asked({ 'applicant.kind': 'registered', 'applicant.uscc': '5332000050917103XC' });
    expect(found.reason).toEqual({
      zh: '统一社会信用代码 5332000050917103XC 无效：第18位校验码应为B',
      en: 'the USCC 5332000050917103XC is not valid: position 18 should be B',
    });
  });
});

test.each<[ApplicantFacts['applicant.kind']]>([['filed'], ['preparing-team']])(
  'a %s applicant goes by the id of the platform, and needs no code',
  (kind) => {
    const identified = { 'applicant.kind': kind, 'applicant.organization': organization };
    expect(asked(identified).outcome).toBe('pass');
    expect(asked({ 'applicant.kind': kind }).outcome).toBe('unknown');
  },
);

test('a kind that the rule set does not take fails; one not known is unknown', () => {
  const team = {
    'applicant.kind': 'preparing-team' as const,
    'applicant.organization': organization,
  };
  expect(asked(team, ['registered', 'filed']).outcome).toBe('fail');
  expect(asked({ 'applicant.uscc': '5332000050917103XB' }).outcome).toBe('unknown');
});
