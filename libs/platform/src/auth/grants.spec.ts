import { describe, expect, test } from '@jest/globals';
import type {
  AuthorityId,
  BaseId,
  Day,
  DivisionCode,
  OrganizationId,
  PersonId,
} from '@fuhua/kernel';
import '../http/platform-problems.ts';
import { chooseCapacity, everyCapacity, type Grant, type Reach, type Role } from './grants.ts';
import { assertInScope, divisionRangesOf, isInScope } from './scope.ts';

const person = '11111111-1111-4111-8111-111111111111' as PersonId;
const wujiang = '22222222-2222-4222-8222-222222222222' as AuthorityId;
const suzhou = '33333333-3333-4333-8333-333333333333' as AuthorityId;
const operator = '44444444-4444-4444-8444-444444444444' as OrganizationId;
const north = '55555555-5555-4555-8555-555555555555' as BaseId;
const south = '66666666-6666-4666-8666-666666666666' as BaseId;
const division = '3205' as DivisionCode;

const grant = (role: Role, reach: Reach): Grant => ({
  role,
  reach,
  validFrom: '2024-01-01' as Day,
});
const officers: readonly Role[] = ['officer', 'administrator'];

test('of a route about the person every grant of its roles counts, unless some are named', () => {
  const grants = [
    ...[grant('officer', { authority: wujiang }), grant('officer', { authority: suzhou })],
    ...[grant('operator', { base: north }), grant('auditor', {})],
  ];
  const allowed: readonly Role[] = ['officer', 'operator'];
  const all = everyCapacity(person, grants, allowed, undefined);
  expect([all.role, all.grants]).toEqual(['officer', grants.slice(0, 3)]);
  expect(everyCapacity(person, grants, allowed, 'operator').grants).toEqual([grants[2]]);
  expect(() => everyCapacity(person, grants, ['rater'], undefined)).toThrow(
    'platform.forbidden-role',
  );
});

describe('the capacity someone acts in', () => {
  test('one grant that fits is chosen', () => {
    const grants = [grant('officer', { authority: wujiang }), grant('auditor', {})];
    expect(chooseCapacity(person, grants, officers, undefined)).toMatchObject({
      role: 'officer',
      authority: wujiang,
    });
  });

  test('none that fits is forbidden, also when the header names another', () => {
    expect(() => chooseCapacity(person, [], officers, undefined)).toThrow(
      'platform.forbidden-role',
    );
    const grants = [grant('officer', { authority: wujiang })];
    expect(() => chooseCapacity(person, grants, ['rater'], undefined)).toThrow(
      'platform.forbidden-role',
    );
    expect(() => chooseCapacity(person, grants, officers, suzhou)).toThrow(
      'platform.forbidden-role',
    );
  });

  test('several are ambiguous until the header names one', () => {
    const grants = [
      grant('officer', { authority: wujiang }),
      grant('officer', { authority: suzhou }),
      grant('administrator', {}),
    ];
    expect(() => chooseCapacity(person, grants, officers, undefined)).toThrow(
      'platform.grant-ambiguous',
    );
    expect(() => chooseCapacity(person, grants, officers, 'officer')).toThrow(
      'platform.grant-ambiguous',
    );
    expect(chooseCapacity(person, grants, officers, suzhou)).toMatchObject({ authority: suzhou });
    expect(chooseCapacity(person, grants, officers, 'administrator').role).toBe('administrator');
    expect(chooseCapacity(person, grants, officers, `officer, ${wujiang}`).authority).toBe(wujiang);
  });

  test('an operator of several bases has one capacity, whose scope is all of them', () => {
    const grants = [north, south].map((base) =>
      grant('operator', { organization: operator, base }),
    );
    const caller = chooseCapacity(person, grants, ['operator'], undefined);
    expect(isInScope(caller, { base: north })).toBe(true);
    expect(isInScope(caller, { base: south })).toBe(true);
    expect(isInScope(caller, { base: person as never })).toBe(false);
  });
});

describe('scope', () => {
  const of = (reach: Reach): ReturnType<typeof chooseCapacity> =>
    chooseCapacity(person, [grant('officer', reach)], officers, undefined);

  test('a division reaches what lies below it, and nothing above or beside', () => {
    const caller = of({ division });
    expect(isInScope(caller, { division: '320506' as DivisionCode })).toBe(true);
    expect(isInScope(caller, { division })).toBe(true);
    expect(isInScope(caller, { division: '32' as DivisionCode })).toBe(false);
    expect(isInScope(caller, { division: '3206' as DivisionCode })).toBe(false);
    expect(divisionRangesOf(caller)).toEqual([{ from: '3205', below: '3205:' }]);
    const within = ['3204', '3205', '320506', '3205999', '3206'].filter(
      (code) => code >= '3205' && code < '3205:',
    );
    expect(within).toEqual(['3205', '320506', '3205999']);
  });

  test('what both name must agree', () => {
    const caller = of({ division, authority: wujiang });
    expect(isInScope(caller, { division, authority: suzhou })).toBe(false);
    expect(isInScope(caller, { division, authority: wujiang })).toBe(true);
  });

  test('it fails closed: without reach, and without anything in common', () => {
    expect(isInScope(of({}), { division })).toBe(false);
    expect(isInScope(of({ authority: wujiang }), { base: north })).toBe(false);
    expect(isInScope(of({ division }), {})).toBe(false);
    expect(divisionRangesOf(of({}))).toEqual([]);
    expect(() => {
      assertInScope(of({}), { division });
    }).toThrow('platform.out-of-scope');
  });
});
