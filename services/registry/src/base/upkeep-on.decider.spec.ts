import { describe, expect, test } from '@jest/globals';
import { eventId, organizationId, personId } from '@fuhua/testing';
import {
  completeness,
  freshness,
  fullTimeStaffOn,
  holding,
  partyServiceOn,
  systemsOn,
  type OtherPart,
} from './upkeep-on.decider.ts';
import {
  baseActorAssigned,
  BasePart,
  baseStaffAssigned,
  baseStaffLeft,
  BaseSystem,
  baseSystemEstablished,
  baseSystemWithdrawn,
  baseVerified,
  hostFacilityLinked,
  operatingModelSet,
  partyServiceEnabled,
  partyServiceEnded,
  type UpkeepEvent,
} from './upkeep.events.ts';
import { about, after, day, source } from './upkeep.suite.ts';

const reason = '（测试）';
const factsAfter = (...events: readonly UpkeepEvent[]) => [
  ...after(...events).state.facts.values(),
];

const system = (name: BaseSystem, since: string, document = '第1版') =>
  baseSystemEstablished({ ...about, system: name, document, since: day(since), source });
const service = partyServiceEnabled({
  ...{ ...about, place: 'room', responsible: personId('zhang') },
  ...{ validFrom: day('2023-07-01'), source },
});

describe('a system', () => {
  const facts = factsAfter(
    system('finance', '2022-06-01'),
    system('finance', '2023-06-01', '第2版'),
    baseSystemWithdrawn({
      ...{ ...about, recorded: eventId(1), on: day('2024-01-01'), reason, source },
    }),
  );

  test.each([
    ['2022-05-31', []],
    ['2022-06-01', ['第1版']],
    ['2023-05-31', ['第1版']],
    ['2023-06-01', ['第2版']],
    ['2023-12-31', ['第2版']],
    ['2024-01-01', []],
  ])('on %s is that of %j', (text, documents) => {
    const on = day(text);
    expect(holding(facts, 'system', on).map(({ data }) => data)).toMatchObject(
      documents.map((document) => ({ document })),
    );
    expect(systemsOn(facts, on).size).toBe(documents.length);
  });
});

test('Party service is there from its first day to the day before it ended', () => {
  const on = day('2024-01-01');
  const ended = partyServiceEnded({ ...about, recorded: eventId(0), on, reason, source });
  const facts = factsAfter(service, ended);
  const days = ['2023-06-30', '2023-07-01', '2023-12-31', '2024-01-01'];
  expect(days.map((text) => partyServiceOn(facts, day(text)))).toEqual([false, true, true, false]);
});

test('an operating model is followed by the next', () => {
  const set = (model: 'self-run' | 'co-run', since: string) =>
    operatingModelSet({
      ...about,
      model,
      legalBasis: '三定方案（测试）',
      since: day(since),
      source,
    });
  const facts = factsAfter(set('co-run', '2023-06-01'), set('self-run', '2022-06-01'));
  const on = (text: string) => holding(facts, 'operating-model', day(text)).map(({ data }) => data);
  expect(on('2022-05-31')).toEqual([]);
  expect(on('2023-05-31')).toMatchObject([{ model: 'self-run' }]);
  expect(on('2023-06-01')).toMatchObject([{ model: 'co-run' }]);
});

describe('full-time staff', () => {
  const staff = (person: string, post: string, validFrom: string, changes: object = {}) =>
    baseStaffAssigned({
      ...{ ...about, person: personId(person), post, fullTime: true },
      ...{ validFrom: day(validFrom), source, ...changes },
    });
  const facts = factsAfter(
    staff('li', '主任', '2022-06-01'),
    staff('li', '会计', '2022-07-01'),
    staff('wang', '社工', '2022-08-01', { validTo: day('2023-12-31') }),
    staff('zhao', '社工', '2022-08-01', { fullTime: false }),
    baseStaffLeft({ ...about, recorded: eventId(0), on: day('2024-03-01'), source }),
    baseStaffLeft({ ...about, recorded: eventId(1), on: day('2024-04-01'), source }),
  );

  test.each([
    ['2022-05-31', 0],
    ['2022-06-01', 1],
    ['2022-07-01', 1],
    ['2022-08-01', 2],
    ['2023-12-31', 2],
    ['2024-01-01', 1],
    ['2024-03-31', 1],
    ['2024-04-01', 0],
  ])('on %s: %d persons', (text, count) => {
    expect(fullTimeStaffOn(facts, day(text))).toBe(count);
  });
});

describe('freshness', () => {
  const verified = (on: string) =>
    baseVerified({ ...about, on: day(on), checked: ['location'], source });
  const facts = factsAfter(verified('2024-01-10'), verified('2023-01-10'));

  test.each([
    ['2023-01-09', undefined],
    ['2023-01-10', 0],
    ['2024-01-09', 364],
    ['2024-01-10', 0],
    ['2024-03-01', 51],
  ])('on %s: %s days', (text, days) => {
    expect(freshness(facts, day(text))).toBe(days);
  });
});

describe('completeness', () => {
  const others = new Set<OtherPart>([
    ...(['level', 'location', 'functions', 'regime', 'responsible', 'capacity'] as const),
  ]);
  const facility = hostFacilityLinked({
    ...{ ...about, kind: 'community-service-facility', name: '（测试）', areaM2: 210 },
    ...{ validFrom: day('2023-01-01'), source },
  });
  const model = operatingModelSet({
    ...{ ...about, model: 'self-run', legalBasis: '三定方案（测试）' },
    ...{ since: day('2023-01-01'), source },
  });
  const verified = baseVerified({ ...about, on: day('2023-07-01'), checked: ['staff'], source });
  const systems = BaseSystem.options.map((name) => system(name, '2023-01-01'));
  const whole = [facility, model, service, verified, ...systems];
  const without = (event: UpkeepEvent) => factsAfter(...whole.filter((one) => one !== event));

  test('is 100 with everything on record, and 0 with nothing', () => {
    const on = day('2023-07-01');
    expect(completeness(others, factsAfter(...whole), on)).toEqual({ percent: 100, missing: [] });
    expect(completeness(new Set(), [], on)).toEqual({ percent: 0, missing: BasePart.options });
  });

  test.each([
    ['host-facility', facility],
    ['operating-model', model],
    ['party-service', service],
    ['verification', verified],
    ['systems', systems[0]!],
  ])('misses one part of eleven without %s', (part, event) => {
    const found = completeness(others, without(event), day('2023-07-01'));
    expect(found).toEqual({ percent: 90, missing: [part] });
  });

  test.each([...others])('misses %s', (part) => {
    const rest = new Set([...others].filter((one) => one !== part));
    const found = completeness(rest, factsAfter(...whole), day('2023-07-01'));
    expect(found).toEqual({ percent: 90, missing: [part] });
  });

  test('takes an operator for a responsible body', () => {
    const rest = new Set([...others].filter((one) => one !== 'responsible'));
    const operator = baseActorAssigned({
      ...{ ...about, kind: 'operator', role: 'responsible' },
      actor: { is: 'organization', organization: organizationId('nuanyang') },
      ...{ validFrom: day('2023-07-02'), source },
    });
    const facts = factsAfter(...whole, operator);
    expect(completeness(rest, facts, day('2023-07-01')).missing).toEqual(['responsible']);
    expect(completeness(rest, facts, day('2023-07-02')).missing).toEqual([]);
  });

  test.each([
    ['2024-07-01', []],
    ['2024-07-02', ['verification']],
  ])('on %s, verified on 2023-07-01, misses %j', (on, missing) => {
    expect(completeness(others, factsAfter(...whole), day(on)).missing).toEqual(missing);
  });
});
