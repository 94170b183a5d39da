import { describe, expect, test } from '@jest/globals';
import type { AuthorityId } from '@fuhua/kernel';
import {
  authorityDivisionsAbove,
  authorityLevelOf,
  mayRecordFactsOf,
  parseDivisionCode,
  type Authority,
} from '../index.ts';

/** Ids are compared, so these differ where code and name do not: 鼓楼区 is 320106 and 320302. */
function authority(kind: Authority['kind'], divisionCode: string): Authority {
  const division = parseDivisionCode(divisionCode);
  const idIn = (code: string): AuthorityId => `${kind} ${code}` as AuthorityId;
  return {
    id: idIn(division),
    kind,
    level: authorityLevelOf(division)!,
    division,
    above: authorityDivisionsAbove(division).map(idIn),
  };
}

const bureau = (code: string): Authority => authority('civil-affairs', code);
const sponsor = (code: string): Authority => authority('sponsor', code);
const registeredWith = (registrar: Authority) =>
  ({ at: 'authority', authority: registrar }) as const;
const registeredIn = (code: string) =>
  ({ at: 'outside', division: parseDivisionCode(code) }) as const;

describe('facts of an organization registered in the province', () => {
  test.each([
    ['320106', bureau('320106'), 'pass'],
    ['320302', bureau('320302'), 'pass'],
    ['320106', bureau('320302'), 'fail'], // both are named 鼓楼区
    ['320302', bureau('320106'), 'fail'],
    ['320106', bureau('3201'), 'pass'],
    ['320106', bureau('3203'), 'fail'],
    ['320302', bureau('3203'), 'pass'],
    ['320302', bureau('32'), 'pass'],
    ['320281', bureau('3202'), 'pass'],
    ['320281', bureau('320282'), 'fail'],
    ['3201', bureau('3201'), 'pass'],
    ['3201', bureau('32'), 'pass'],
    ['3201', bureau('320106'), 'fail'], // below it
    ['3201', bureau('3202'), 'fail'],
    ['32', bureau('32'), 'pass'],
    ['32', bureau('3201'), 'fail'],
    ['320106', sponsor('320106'), 'fail'], // shares its code with the bureau
    ['320106', sponsor('3201'), 'fail'],
    ['320106', sponsor('32'), 'fail'],
  ])('registrar %s, acting %j: %s', (registrar, acting, outcome) => {
    for (const evidence of [true, false]) {
      const found = mayRecordFactsOf({
        registrar: registeredWith(bureau(registrar)),
        acting,
        evidence,
      });
      expect(found).toMatchObject({ rule: 'R-JUR-01', outcome });
      expect(found.competentAuthority).toBe(bureau(registrar).id);
    }
  });

  test('a sponsor does not record them, were it named as registrar or as above it', () => {
    const education = sponsor('320106');
    const confused = { ...bureau('320106'), above: [education.id] };
    for (const registrar of [education, confused]) {
      const found = mayRecordFactsOf({
        registrar: registeredWith(registrar),
        acting: education,
        evidence: true,
      });
      expect(found.outcome).toBe('fail');
    }
  });

  test('a denial names rule, clause and the competent authority, in both languages', () => {
    const found = mayRecordFactsOf({
      registrar: registeredWith(bureau('320106')),
      acting: bureau('320302'),
      evidence: true,
    });
    expect(found).toEqual({
      rule: 'R-JUR-01',
      impl: 1,
      clause: '五(二)-1',
      outcome: 'fail',
      reason: {
        zh: '应由登记管理机关 civil-affairs 320106 或其上级记录',
        en: 'its registrar civil-affairs 320106 or an authority above records it',
      },
      facts: ['organization.registrar', 'acting.authority'],
      competentAuthority: 'civil-affairs 320106',
    });
  });
});

describe('facts of an organization registered elsewhere', () => {
  test.each([bureau('320106'), bureau('3201'), bureau('32'), sponsor('320106')])(
    'are recorded by any authority, with evidence: %j',
    (acting) => {
      const registrar = registeredIn('310105');
      const outcome = (evidence: boolean) =>
        mayRecordFactsOf({ registrar, acting, evidence }).outcome;
      expect([outcome(true), outcome(false)]).toEqual(['pass', 'unknown']);
      expect(mayRecordFactsOf({ registrar, acting, evidence: true })).not.toHaveProperty(
        'competentAuthority',
      );
    },
  );

  test.each(['32', '3201', '320106', '320106001'])(
    '%s is not elsewhere: its authority has to be named',
    (code) => {
      const registrar = registeredIn(code);
      expect(mayRecordFactsOf({ registrar, acting: bureau('32'), evidence: true })).toMatchObject({
        outcome: 'unknown',
        reason: { en: `${code} is in the province: name its authority` },
      });
    },
  );
});

test.each([bureau('320106'), bureau('32'), sponsor('320106')])(
  'while no registrar is on record, whether %j may is unknown',
  (acting) => {
    expect(mayRecordFactsOf({ registrar: undefined, acting, evidence: true })).toMatchObject({
      outcome: 'unknown',
      reason: { en: 'no registrar is on record' },
    });
  },
);
