import { describe, expect, test } from '@jest/globals';
import { addDays, DivisionCode, parseDay, type Day } from '@fuhua/kernel';
import * as rules from '../index.ts';
import {
  counties,
  countiesOf,
  division,
  divisionsBelow,
  lookUpDivision,
  type Division,
} from '../index.ts';

const EDITION = parseDay('2023-06-30');
const NANTONG_CHANGED = parseDay('2020-07-03');
const dayBefore = addDays(NANTONG_CHANGED, -1);
const province = DivisionCode.parse('32');
const code = (text: string): DivisionCode => DivisionCode.parse(text);

function below(of: DivisionCode, levels: number, on: Day = EDITION): readonly Division[] {
  const next = divisionsBelow(of, on);
  return levels === 1 ? next : next.flatMap((one) => below(one.code, levels - 1, on));
}

function tally(divisions: readonly Division[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { kind } of divisions) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

const cities = below(province, 1);
const countyLevel = below(province, 2);
const townships = below(province, 3);
const villages = below(province, 4);

describe('the edition of 2023-06-30', () => {
  test('has 13 cities', () => {
    expect(tally(cities)).toEqual({ 'prefecture-level-city': 13 });
  });

  test('has 95 counties and 9 functional zones', () => {
    expect(tally(countyLevel)).toEqual({
      district: 55,
      'county-level-city': 21,
      county: 19,
      'functional-zone': 9,
    });
  });

  test('has 1,487 divisions at the level of townships', () => {
    expect(townships).toHaveLength(1_487);
    expect(tally(townships)).toEqual({
      street: 494,
      town: 689,
      township: 17,
      'quasi-township': 287,
    });
  });

  test('has 21,958 at the level of villages', () => {
    expect(villages).toHaveLength(21_958);
    expect(tally(villages)).toEqual({
      'residents-committee': 8_383,
      'villagers-committee': 13_263,
      'quasi-residents-committee': 200,
      'quasi-villagers-committee': 112,
    });
  });

  test.each([
    ['3201', '南京市', 11, 140, 1322],
    ['3202', '无锡市', 7, 88, 1254],
    ['3203', '徐州市', 11, 186, 2812],
    ['3204', '常州市', 6, 67, 1049],
    ['3205', '苏州市', 10, 118, 2248],
    ['3206', '南通市', 8, 136, 2005],
    ['3207', '连云港市', 7, 109, 1782],
    ['3208', '淮安市', 8, 113, 1601],
    ['3209', '盐城市', 10, 154, 2494],
    ['3210', '扬州市', 7, 98, 1437],
    ['3211', '镇江市', 7, 60, 769],
    ['3212', '泰州市', 6, 109, 1745],
    ['3213', '宿迁市', 6, 109, 1440],
  ])('%s %s has %i, %i and %i below it', (city, name, ...counts) => {
    expect(division(code(city), EDITION)?.name).toBe(name);
    expect([1, 2, 3].map((levels) => below(code(city), levels).length)).toEqual(counts);
  });

  test('has 37 of its 1,200 confirmed townships in functional zones', () => {
    const confirmed = townships.filter(({ kind }) => kind !== 'quasi-township');
    const inZones = confirmed.filter(({ parent }) => rules.levelOf(parent!) === 'functional-zone');
    expect([confirmed.length, inZones.length]).toEqual([1_200, 37]);
  });

  test('names each division by its level, its kind and what is right above it', () => {
    expect(division(code('320506104'), EDITION)).toEqual({
      code: '320506104',
      name: '胥口镇',
      level: 'township',
      kind: 'town',
      parent: '320506',
      successors: [],
    });
    expect(division(province, EDITION)).toEqual({
      code: '32',
      name: '江苏省',
      level: 'province',
      kind: 'province',
      successors: [],
    });
  });

  test('lists what is below in order of code', () => {
    const codes = villages.map((one) => one.code);
    expect(codes).toEqual([...codes].sort());
    expect(new Set(codes).size).toBe(codes.length);
  });
});

describe('a functional zone is never a county', () => {
  const zones = countyLevel.filter(({ level }) => level === 'functional-zone');

  test('the nine of them are listed below their cities only', () => {
    expect(zones).toHaveLength(9);
    expect(zones.every(({ code: zone }) => /^32\d\d7[1-6]$/.test(zone))).toBe(true);
    expect(counties(EDITION)).toHaveLength(95);
    expect(counties(EDITION).filter((county) => zones.includes(county))).toEqual([]);
  });

  test('苏州工业园区 is one', () => {
    expect(division(code('320576'), EDITION)).toMatchObject({
      name: '苏州工业园区',
      level: 'functional-zone',
    });
    expect(divisionsBelow(code('3205'), EDITION)).toHaveLength(10);
    expect(countiesOf(code('3205'), EDITION).map((county) => county.code)).toEqual([
      ...['320505', '320506', '320507', '320508', '320509', '320581', '320582', '320583', '320585'],
    ]);
  });

  test('the counties of all cities are the counties of the province', () => {
    expect(cities.flatMap((city) => countiesOf(city.code, EDITION))).toEqual(counties(EDITION));
  });
});

describe('names repeat, so look-up is by code only', () => {
  test('鼓楼区 is one of Nanjing and one of Xuzhou', () => {
    const drumTowers = counties(EDITION).filter(({ name }) => name === '鼓楼区');
    expect(drumTowers.map((one) => [one.code, one.parent])).toEqual([
      ['320106', '3201'],
      ['320302', '3203'],
    ]);
  });

  test('42 names of townships repeat', () => {
    const counts = new Map<string, number>();
    for (const { name } of townships) counts.set(name, (counts.get(name) ?? 0) + 1);
    expect(Array.from(counts.values()).filter((count) => count > 1)).toHaveLength(42);
  });

  test('a name finds nothing', () => {
    expect(lookUpDivision('鼓楼区' as DivisionCode, EDITION)).toEqual({ status: 'unknown' });
  });
});

describe('divisions change by day', () => {
  test.each([
    ['320602', '崇川区', 'district', ['320613']],
    ['320611', '港闸区', 'district', ['320613']],
    ['320684', '海门市', 'county-level-city', ['320614']],
  ])('%s %s was in force until 2020-07-02', (text, name, kind, successors) => {
    const was = { name, kind, validTo: dayBefore, successors, parent: '3206', level: 'county' };
    const standing = (on: Day): unknown => lookUpDivision(code(text), on);
    expect(standing(dayBefore)).toMatchObject({ status: 'in-force', division: was });
    expect(standing(NANTONG_CHANGED)).toMatchObject({ status: 'abolished', division: was });
    expect(division(code(text), dayBefore)).toMatchObject(was);
    expect(division(code(text), NANTONG_CHANGED)).toBeUndefined();
  });

  test.each([
    ['320613', '崇川区'],
    ['320614', '海门区'],
  ])('%s %s is in force since 2020-07-03', (text, name) => {
    expect(lookUpDivision(code(text), dayBefore).status).toBe('not-yet');
    expect(lookUpDivision(code(text), NANTONG_CHANGED)).toMatchObject({
      status: 'in-force',
      division: { name, validFrom: NANTONG_CHANGED, successors: [] },
    });
    const [township] = divisionsBelow(code(text), EDITION);
    expect(lookUpDivision(township!.code, dayBefore).status).toBe('not-yet');
  });

  test('every successor is in force the day after', () => {
    const abolished = ['320602', '320611', '320684'].map((text) => {
      const found = lookUpDivision(code(text), NANTONG_CHANGED);
      return found.status === 'abolished' ? found.division : undefined;
    });
    for (const one of abolished) {
      const next = addDays(one!.validTo!, 1);
      expect(one!.successors.map((successor) => division(successor, next))).not.toContain(
        undefined,
      );
    }
  });

  test('the province had 96 counties before and has 95 since', () => {
    expect([dayBefore, NANTONG_CHANGED, EDITION].map((on) => counties(on).length)).toEqual([
      ...[96, 95, 95],
    ]);
    expect(countiesOf(code('3206'), dayBefore).map((one) => one.code)).toEqual([
      ...['320602', '320611', '320612', '320623', '320681', '320682', '320684', '320685'],
    ]);
    expect(countiesOf(code('3206'), NANTONG_CHANGED).map((one) => one.code)).toEqual([
      ...['320612', '320613', '320614', '320623', '320681', '320682', '320685'],
    ]);
  });

  test.each(['33', '3214', '320199', '310230', '320506999'])('%s is unknown', (text) => {
    expect(lookUpDivision(code(text), EDITION)).toEqual({ status: 'unknown' });
    expect(division(code(text), EDITION)).toBeUndefined();
    expect(divisionsBelow(code(text), EDITION)).toEqual([]);
  });
});
