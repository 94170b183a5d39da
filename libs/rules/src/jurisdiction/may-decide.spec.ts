import { describe, expect, test } from '@jest/globals';
import { countsForCounty, mayDecide, parseDivisionCode, type JudgedBase } from '../index.ts';
import { authorities, baseIn, bureau, day, id, sponsor, zoneMap } from './world.suite.ts';

const on = day('2025-01-01');
const village = baseIn('320506104001', 'village');
const directory = { authorities, zoneMapping: zoneMap };

describe('a denial', () => {
  test('names rule, clause and the competent authority, and why, in both languages', () => {
    const acting = bureau('3205');
    expect(mayDecide({ base: village, act: 'regime', acting, directory, day: on })).toEqual({
      rule: 'R-JUR-01',
      impl: 1,
      clause: '五(二)-1',
      outcome: 'fail',
      reason: {
        zh: '由吴中区（320506）民政部门办理：基地所在区划代码的前六位为其代码；苏州市（3205）民政部门无权办理',
        en: 'the civil-affairs bureau of 320506 吴中区 is competent: its code is the first six digits of the place the base lies in; the civil-affairs bureau of 3205 苏州市 may not',
      },
      facts: [
        ...['base.level', 'base.location', 'authority.directory', 'zone.mapping'],
        'acting.authority',
      ],
      competentAuthority: '民320506',
      otherPersons: false,
    });
  });

  test('of civil affairs at a special-field base cites the clause that leaves it guidance', () => {
    const base = { ...village, sponsor: id('教320506') };
    const acting = bureau('320506');
    const denied = mayDecide({ base, act: 'entry', acting, directory, day: on });
    expect(denied).toMatchObject({
      outcome: 'fail',
      clause: '五(二)-2',
      competentAuthority: '教320506',
    });
    expect(denied.reason.zh).toBe(
      '专门领域基地的一切事项由吴中区（320506）业务主管单位（education）办理，民政部门只作工作指导；吴中区（320506）民政部门无权办理',
    );
  });

  test('of a provincial base’s exception names nobody, for there is nobody', () => {
    const base = baseIn('320506104001', 'province');
    const denied = mayDecide({
      ...{ base, act: 'exception', acting: bureau('32'), directory, day: on },
    } as const);
    expect(denied).toMatchObject({ outcome: 'fail' });
    expect(denied).not.toHaveProperty('competentAuthority');
  });

  test('is the same for the bureau that shares its code with the sponsor, and the other way round', () => {
    const outcome = (base: JudgedBase, acting = bureau('320506')): string =>
      mayDecide({ base, act: 'exit', acting, directory, day: on }).outcome;
    expect(outcome(village)).toBe('pass');
    expect(outcome(village, sponsor('教', '320506'))).toBe('fail');
  });
});

describe('a base counts for', () => {
  const sponsored = { sponsor: id('教320506') };
  test.each<[string, JudgedBase, string | undefined]>([
    ['its county', village, '320506'],
    ['its county-level city', baseIn('320281100201', 'township'), '320281'],
    ['no county, of a higher level', baseIn('320506104001', 'county'), undefined],
    ['no county, a regional platform', { ...village, kind: 'regional-platform' }, undefined],
    ['no county, its sponsor not asking', { ...village, ...sponsored }, undefined],
    [
      'its county, its sponsor asking',
      { ...village, ...sponsored, acceptanceAsked: true },
      '320506',
    ],
    ['the county its zone is mapped to', baseIn('320576400001', 'village'), '320506'],
    ['no county, of a zone not mapped', baseIn('320571400001', 'village'), undefined],
  ])('%s', (_what, base, expected) => {
    expect(countsForCounty(base, directory, on)).toBe(expected);
  });

  test.each([
    ['2024-06-30', undefined],
    ['2024-07-01', '320506'],
    ['2026-06-30', '320506'],
    ['2026-07-01', undefined],
  ])('the county of its zone on the days of the map only: %s, %s', (text, expected) => {
    expect(countsForCounty(baseIn('320576400001', 'village'), directory, day(text))).toBe(expected);
  });

  test('none by a map to none, and never a zone', () => {
    const base = baseIn('320576400001', 'village');
    const none = { ...zoneMap, countsFor: 'none' } as const;
    expect(countsForCounty(base, { zoneMapping: none }, on)).toBeUndefined();
    expect(countsForCounty(base, {}, on)).not.toBe(parseDivisionCode('320576'));
  });
});
