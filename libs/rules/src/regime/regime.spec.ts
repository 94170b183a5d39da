import { describe, expect, test } from '@jest/globals';
import type { DivisionCode } from '@fuhua/kernel';
import fc from 'fast-check';
import { at, fact, known } from '../findings/facts.suite.ts';
import { regimeRule, type Finding, type RegimeFacts, type RegimeParams } from '../index.ts';

const params: RegimeParams = {
  largeCriteriaMin: 2,
  areaM2Min: 200,
  fullTimeStaffMin: 3,
  liveIncubateesMin: 10,
  yearlyFundsFenMin: '20000000',
  filingMonthsMax: 6,
  reviewMonths: 12,
};
type Values = { readonly [K in keyof RegimeFacts]?: RegimeFacts[K] | undefined };

/** In 华士镇 of 江阴: small, loose, and cannot register. */
const small: Values = {
  'base.natureDefinable': true,
  'base.meetsRegistrationConditions': false,
  'base.areaM2': 120,
  'base.fullTimeStaff': 1,
  'base.liveIncubatees': 4,
  'base.yearlyFundsFen': '3000000',
  'base.hasCharter': true,
  'base.hasRegularMeeting': false,
  'base.hasOwnAccount': true,
  'base.location': '320281107201' as DivisionCode,
};
const large: Values = { ...small, 'base.areaM2': 260, 'base.fullTimeStaff': 4 };
const located = (code: string) => ({ 'base.location': code as DivisionCode });

const asked = (values: Values, on = '2024-03-04'): Finding =>
  regimeRule.evaluate(known<RegimeFacts>(values), params, at(on));
const concluded = (values: Values) => asked(values).conclusion;

describe('the first matching row', () => {
  test('of a nature that cannot be defined is D, whatever else holds', () => {
    const undefinable = { 'base.natureDefinable': false };
    const conclusion = { regime: 'D', body: { kind: 'to-be-named' } };
    expect(concluded(undefinable)).toMatchObject(conclusion);
    expect(concluded({ ...large, ...undefinable })).toMatchObject(conclusion);
  });

  test('of what meets the conditions of registration is A, however large or loose', () => {
    const conclusion = { regime: 'A', body: { kind: 'registrar' } };
    const meets = { 'base.meetsRegistrationConditions': true };
    expect(concluded({ 'base.natureDefinable': true, ...meets })).toMatchObject(conclusion);
    expect(concluded({ ...large, ...meets })).toMatchObject(conclusion);
  });

  test('of what is large is B, loose or not', () => {
    const body = { kind: 'township-government', division: '320281107' };
    expect(concluded(large)).toMatchObject({ regime: 'B', body });
    expect(concluded({ ...large, 'base.hasRegularMeeting': true })).toMatchObject({ regime: 'B' });
  });

  test('of what is small and loose is C: led by one body, guided by another', () => {
    expect(concluded(small)).toMatchObject({
      regime: 'C',
      lead: { kind: 'community-party-organization', division: '320281107201' },
      guide: { kind: 'villagers-committee', division: '320281107201' },
    });
  });

  test('of what is small and tight is none: a person decides, B is suggested', () => {
    expect(concluded({ ...small, 'base.hasRegularMeeting': true })).toMatchObject({
      regime: 'manual',
      because: 'small-and-tight',
      suggested: 'B',
    });
  });
});

describe('large is two or more of four, each at its minimum', () => {
  const none: Values = { ...small, 'base.areaM2': 0, 'base.fullTimeStaff': 0 };
  const one: Values = { ...none, 'base.liveIncubatees': 10, 'base.yearlyFundsFen': '0' };

  test.each<[Values, string]>([
    [{ 'base.areaM2': 199.99 }, 'C'],
    [{ 'base.areaM2': 200 }, 'B'],
    [{ 'base.fullTimeStaff': 2 }, 'C'],
    [{ 'base.fullTimeStaff': 3 }, 'B'],
    [{ 'base.yearlyFundsFen': '19999999' }, 'C'],
    [{ 'base.yearlyFundsFen': '20000000' }, 'B'],
    [{ 'base.yearlyFundsFen': '9007199254740993' }, 'B'],
    [{ 'base.areaM2': 200, 'base.liveIncubatees': 9 }, 'C'],
    [{ 'base.areaM2': 200, 'base.fullTimeStaff': 3, 'base.liveIncubatees': 9 }, 'B'],
    [{}, 'C'],
  ])('beside ten incubatees, %j: %s', (values, regime) => {
    expect(concluded({ ...one, ...values })).toMatchObject({ regime });
  });

  test('is known as soon as two reach it, or three cannot', () => {
    const open = { 'base.areaM2': undefined, 'base.fullTimeStaff': undefined };
    const two = { 'base.liveIncubatees': 10, 'base.yearlyFundsFen': '20000000' };
    expect(concluded({ ...small, ...open, ...two })).toMatchObject({ regime: 'B' });
    expect(concluded({ ...small, 'base.areaM2': undefined })).toMatchObject({ regime: 'C' });
    expect(asked({ ...small, ...open }).outcome).toBe('unknown');
  });
});

describe('the body is told by the code of the place', () => {
  test.each([
    ['320281001201', 'subdistrict-office'],
    ['320281099201', 'subdistrict-office'],
    ['320281100201', 'township-government'],
    ['320281199201', 'township-government'],
    ['320281200201', 'township-government'],
    ['320281399201', 'township-government'],
  ])('large, in %s: %s', (code, kind) => {
    const body = { kind, division: code.slice(0, 9) };
    expect(concluded({ ...large, ...located(code) })).toMatchObject({ regime: 'B', body });
  });

  test.each(['320281400201', '320281599201', '320281600201'])(
    'large, in %s: no township, so a person decides',
    (code) => {
      const conclusion = { regime: 'manual', because: 'quasi-township' };
      expect(concluded({ ...large, ...located(code) })).toMatchObject(conclusion);
    },
  );

  test.each([
    ['320281107001', 'residents-committee'],
    ['320281107199', 'residents-committee'],
    ['320281107200', 'villagers-committee'],
    ['320281107399', 'villagers-committee'],
    ['320281400399', 'villagers-committee'],
  ])('small and loose, in %s: %s', (code, kind) => {
    const guide = { kind, division: code };
    expect(concluded({ ...small, ...located(code) })).toMatchObject({ regime: 'C', guide });
  });

  test.each(['320281107400', '320281107500', '320281107599'])(
    'small and loose, in %s: no village, so a person decides',
    (code) => {
      const conclusion = { regime: 'manual', because: 'quasi-village' };
      expect(concluded({ ...small, ...located(code) })).toMatchObject(conclusion);
    },
  );
});

describe('days that follow', () => {
  test.each([
    ['2024-03-04', '2024-09-04', '2025-03-04'],
    ['2024-04-02', '2024-10-08', '2025-04-02'], // six months end in National Day's week
    ['2024-10-01', '2025-04-01', '2025-10-09'], // twelve months do
    ['2024-08-31', '2025-02-28', '2025-09-01'], // a month without that day; then a Sunday
  ])('of a decision on %s: file by %s, review by %s', (on, filing, review) => {
    const meets = { ...small, 'base.meetsRegistrationConditions': true };
    expect(asked(meets, on).conclusion).toMatchObject({
      filing: { due: filing, provisional: false },
      review: { due: review, provisional: false },
    });
  });
});

describe('what is missing', () => {
  const missing = (values: Values): string => asked(values).reason.en;

  test('is named, all of it that could change the answer and nothing else', () => {
    expect(missing({ ...small, 'base.areaM2': undefined, 'base.liveIncubatees': 12 })).toBe(
      'not enough is known, missing: area in m²',
    );
  });

  test('is not named where it could change nothing', () => {
    const without = { ...small, 'base.areaM2': undefined, 'base.hasCharter': undefined };
    expect(asked(without).reason).toEqual({
      zh: '规模较小（专职人数 1 < 3、在孵组织数 4 < 10、年度经费（元） 30000 < 200000）；组织松散（无定期会议、有独立账户）；由 320281107201 的城乡社区党组织领导；由 320281107201 的村民委员会指导',
      en: "small (full-time staff 1 < 3, live incubatees 4 < 10, yearly funds in yuan 30000 < 200000); loose (has no regular meeting, has own account); the community Party organisation of 320281107201 leads it; the villagers' committee of 320281107201 guides it",
    });
  });

  test('is told to the fen where a limit is just not reached', () => {
    const almost = { ...small, 'base.yearlyFundsFen': '19999905' };
    expect(asked(almost).reason.en).toContain('yearly funds in yuan 199999.05 < 200000)');
  });

  test('is unknown also while its fact is not in force', () => {
    const from = { ...known<RegimeFacts>(small), 'base.natureDefinable': fact(true, '2024-03-05') };
    const to = {
      ...known<RegimeFacts>(small),
      'base.natureDefinable': fact(true, '2023-01-01', '2024-03-03'),
    };
    const outcome = (facts: typeof from, on: string) =>
      regimeRule.evaluate(facts, params, at(on)).outcome;
    expect([outcome(from, '2024-03-04'), outcome(from, '2024-03-05')]).toEqual(['unknown', 'pass']);
    expect([outcome(to, '2024-03-03'), outcome(to, '2024-03-04')]).toEqual(['pass', 'unknown']);
  });
});

const anyFlag = fc.option(fc.boolean(), { nil: undefined });
const anyOf = <T>(...values: readonly T[]) =>
  fc.option(fc.constantFrom(...values), { nil: undefined });
const anyValues: fc.Arbitrary<Values> = fc.record({
  'base.natureDefinable': anyFlag,
  'base.meetsRegistrationConditions': anyFlag,
  'base.areaM2': anyOf(0, 199.99, 200),
  'base.fullTimeStaff': anyOf(0, 2, 3),
  'base.liveIncubatees': anyOf(9, 10),
  'base.yearlyFundsFen': anyOf('19999999', '20000000'),
  'base.hasCharter': anyFlag,
  'base.hasRegularMeeting': anyFlag,
  'base.hasOwnAccount': anyFlag,
  'base.location': anyOf(
    ...['320281107201', '320281001001', '320281400400'].map((code) => code as DivisionCode),
  ),
});

test('knowing more never changes a regime that was decided', () => {
  fc.assert(
    fc.property(anyValues, anyValues, (first, more) => {
      const decided = asked(first);
      fc.pre(decided.outcome === 'pass');
      const learned = Object.entries(first).filter(([, value]) => value !== undefined);
      expect(concluded({ ...more, ...(Object.fromEntries(learned) as Values) })).toEqual(
        decided.conclusion,
      );
    }),
  );
});
