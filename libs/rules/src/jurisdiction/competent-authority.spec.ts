import { describe, expect, test } from '@jest/globals';
import type { Day } from '@fuhua/kernel';
import {
  BASE_ACTS,
  competentAuthority,
  mayDecide,
  officesToLookUp,
  type BaseAct,
  type Directory,
  type JudgedBase,
  type OfficeKey,
} from '../index.ts';
import { authorities, baseIn, day, id, sponsor, zoneMap } from './world.suite.ts';

type Level = JudgedBase['level'];

/** What the law book says, written out by hand: whom a base has by its level, and who is above whom. */
const bureauOf: Record<string, Record<Level, string>> = {
  ordinary: {
    province: '民32',
    city: '民3205',
    county: '民320506',
    township: '民320506',
    village: '民320506',
  },
  'county-level city': {
    province: '民32',
    city: '民3202',
    county: '民320281',
    township: '民320281',
    village: '民320281',
  },
  'zone with a map': {
    province: '民32',
    city: '民3205',
    county: '民320505',
    township: '民320505',
    village: '民320505',
  },
  'zone before its map': {
    province: '民32',
    city: '民3205',
    county: 'unknown',
    township: 'unknown',
    village: 'unknown',
  },
  'zone without a map': {
    province: '民32',
    city: '民3205',
    county: 'unknown',
    township: 'unknown',
    village: 'unknown',
  },
};
const higher: Record<string, string> = {
  民320505: '民3205',
  民320506: '民3205',
  民320281: '民3202',
  民3205: '民32',
  民3202: '民32',
  教320506: '教3205',
  教320281: '教3202',
  教3205: '教32',
  教3202: '教32',
  教32: '教32 by others',
  文320506: '文320506 by others',
  unknown: 'unknown',
};
function oracle(place: string, base: JudgedBase, act: BaseAct): string {
  const bureau = bureauOf[place]!;
  const own = base.sponsor ?? bureau[base.level];
  if (act === 'review') return own === '民32' ? '民32 by others' : higher[own]!;
  if (act === 'exception') return own === '民32' ? 'never' : higher[own]!;
  if (base.sponsor === undefined) return own;
  if (act === 'guidance') return bureau[base.level];
  return act === 'acceptance' && base.acceptanceAsked ? bureau.township : own;
}

const zone = '320576400001';
const places: Record<string, { location: string; on: Day; directory: Directory }> = {
  ordinary: { location: '320506104001', on: day('2025-01-01'), directory: { authorities } },
  'county-level city': {
    location: '320281100201',
    on: day('2025-01-01'),
    directory: { authorities },
  },
  'zone with a map': {
    location: zone,
    on: day('2024-07-01'),
    directory: { authorities, zoneMapping: zoneMap },
  },
  'zone before its map': {
    location: zone,
    on: day('2024-06-30'),
    directory: { authorities, zoneMapping: zoneMap },
  },
  'zone without a map': { location: zone, on: day('2024-07-01'), directory: { authorities } },
};
const levels: readonly Level[] = ['province', 'city', 'county', 'township', 'village'];
const sponsors = ['教32', '教3205', '教320506', '教3202', '教320281', '文320506'];

interface Case {
  readonly place: string;
  readonly base: JudgedBase;
  readonly act: BaseAct;
  readonly on: Day;
  readonly directory: Directory;
}
const cases: readonly Case[] = Object.entries(places).flatMap(([place, { location, ...rest }]) =>
  levels.flatMap((level) => {
    const kinds: readonly Partial<JudgedBase>[] = [
      {},
      { kind: 'regional-platform' },
      { acceptanceAsked: true }, // says nothing without a sponsor
      ...sponsors.flatMap((name) => [
        { sponsor: id(name) },
        { sponsor: id(name), acceptanceAsked: true },
      ]),
    ];
    return kinds.flatMap((more) =>
      BASE_ACTS.map((act) => ({ place, base: baseIn(location, level, more), act, ...rest })),
    );
  }),
);

function told({ base, act, on, directory }: Case): string {
  const { authority, otherPersons, result } = competentAuthority(base, act, directory, on);
  if (authority === undefined) return result.outcome === 'fail' ? 'never' : result.outcome;
  if (result.outcome !== 'pass') return `${authority} but ${result.outcome}`;
  return otherPersons ? `${authority} by others` : authority;
}

describe('the competent authority', () => {
  test.each(Object.keys(places))('of every base and act equals the law book: %s', (place) => {
    const here = cases.filter((one) => one.place === place);
    expect(here.length).toBe(5 * 15 * 12);
    const wrong = here.filter((one) => told(one) !== oracle(place, one.base, one.act));
    expect(wrong.map((one) => ({ ...one, directory: told(one) }))).toEqual([]);
  });

  test('may decide, and no other authority: one above or with the same code neither', () => {
    const wrong = cases.flatMap(({ base, act, directory, on }) => {
      const { authority, otherPersons, result } = competentAuthority(base, act, directory, on);
      return authorities.filter((acting) => {
        const found = mayDecide({ base, act, acting, directory, day: on });
        const isIt = authority === undefined || acting.id === authority;
        return (
          found.outcome !== (isIt ? result.outcome : 'fail') ||
          found.competentAuthority !== authority ||
          found.otherPersons !== otherPersons
        );
      });
    });
    expect(wrong).toEqual([]);
  });

  test('is found just as well with no more than the offices to look up', () => {
    const wrong = cases.filter((one) => {
      const { base, directory } = one;
      const { actingAuthority } = directory.zoneMapping ?? {};
      const named = authorities.filter(({ id }) => id === base.sponsor || id === actingAuthority);
      const offices = officesToLookUp(base, named).map(officeName);
      const found = authorities.filter((authority) => offices.includes(officeName(authority)));
      const enough = { ...directory, authorities: [...named, ...found] };
      return told({ ...one, directory: enough }) !== told(one) || hasTwice(offices);
    });
    expect(wrong).toEqual([]);
  });
});

const officeName = ({ kind, division, department = '' }: OfficeKey): string =>
  `${kind} ${division} ${department}`;
const hasTwice = (names: readonly string[]): boolean => new Set(names).size < names.length;

describe('nobody decides', () => {
  const inZone = baseIn(zone, 'village');
  const mapped = { authorities, zoneMapping: zoneMap };

  test.each([
    ['2024-06-30', undefined],
    ['2024-07-01', '民320505'],
    ['2026-06-30', '民320505'],
    ['2026-07-01', undefined],
  ])('in a zone outside the days of its map: %s, %s', (on, expected) => {
    expect(competentAuthority(inZone, 'entry', mapped, day(on)).authority).toBe(expected);
  });

  test('in a zone by the map of another', () => {
    const other = { ...mapped, zoneMapping: { ...zoneMap, zone: '320571' as never } };
    expect(competentAuthority(inZone, 'entry', other, day('2025-01-01'))).toMatchObject({
      result: { outcome: 'unknown' },
    });
  });

  test('while the authority is not on record, and the reason names it', () => {
    const on = day('2025-01-01');
    const county = baseIn('320506104001', 'village');
    const special = { ...county, sponsor: id('教320506') };
    const nobody = { authorities: [] };
    const reasons = [
      competentAuthority(county, 'entry', nobody, on),
      competentAuthority(county, 'review', { authorities: authorities.slice(4, 5) }, on),
      competentAuthority(inZone, 'entry', { ...nobody, zoneMapping: zoneMap }, on),
      competentAuthority(special, 'entry', nobody, on),
    ].map(({ result }) => `${result.outcome} ${result.reason.zh}`);
    expect(reasons).toEqual([
      'unknown 应由吴中区（320506）民政部门办理，但该部门在 2025-01-01 未在册，任何部门不得决定',
      'unknown 应由苏州市（3205）民政部门办理，但该部门在 2025-01-01 未在册，任何部门不得决定',
      'unknown 功能区苏州工业园区（320576）对应的民政部门 民320505 在 2025-01-01 未在册，任何部门不得决定',
      'unknown 专门领域基地由其业务主管单位决定，但 教320506 在 2025-01-01 不是在册的业务主管单位',
    ]);
  });

  test('where a bureau is named as sponsor, a sponsor as a zone’s bureau, or a sponsor has no department', () => {
    const on = day('2025-01-01');
    const bureauAsSponsor = baseIn('320506104001', 'county', { sponsor: id('民320506') });
    expect(told({ place: '', base: bureauAsSponsor, act: 'entry', on, directory: mapped })).toBe(
      'unknown',
    );
    const sponsorOfZone = {
      authorities,
      zoneMapping: { ...zoneMap, actingAuthority: id('教320506') },
    };
    expect(told({ place: '', base: inZone, act: 'entry', on, directory: sponsorOfZone })).toBe(
      'unknown',
    );
    const { department: _, ...unnamed } = sponsor('教', '320506');
    const base = baseIn('320506104001', 'county', { sponsor: unnamed.id });
    const directory = { authorities: [unnamed, sponsor('教', '3205')] };
    expect(told({ place: '', base, act: 'review', on, directory })).toBe('unknown');
    expect(told({ place: '', base, act: 'entry', on, directory })).toBe('教320506');
  });
});
