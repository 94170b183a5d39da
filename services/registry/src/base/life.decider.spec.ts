import { expect, test } from '@jest/globals';
import { baseId, given } from '@fuhua/testing';
import { base, type BaseCommand } from './base.decider.ts';
import {
  baseCapacitySet,
  baseClosed,
  baseLevelAssigned,
  baseRegistered,
  baseRelocated,
  baseRenamed,
  baseResumed,
  basesMerged,
  baseSuspended,
} from './base.events.ts';
import {
  act,
  day,
  education,
  huashi,
  jiangyin,
  migrated,
  opening,
  place,
  province,
  registered,
  source,
  special,
  specialRegistered,
  wuxi,
  wuzhong,
  zone,
} from './base.suite.ts';
import type { LifeStage, RegisterBase } from './life.decider.ts';

const register = { ...act, type: 'RegisterBase', base: huashi, fact: opening } as const;
const nothing = given(base);
const onRecord = given(base, registered);
const it = { base: huashi, source };

// --- Registration --------------------------------------------------------------------------------------------------

test('a base is registered by the authority of its level and place', () => {
  nothing.when(register).then(registered);
  expect(nothing.when(register).state).toMatchObject({
    stage: 'active',
    level: 'township',
    location: '320281107001',
    capacity: 20,
  });
});

test.each([
  ['province', province],
  ['city', wuxi],
  ['county', jiangyin],
  ['township', jiangyin],
  ['village', jiangyin],
] as const)('a base of the %s is its authority’s and nobody else’s', (level, authority) => {
  const fact = { ...opening, level };
  nothing
    .when({ ...register, acting: authority, fact })
    .then(baseRegistered({ base: huashi, ...fact }));
  for (const acting of [province, wuxi, jiangyin, education]) {
    if (acting.id === authority.id) continue;
    nothing.when({ ...register, acting, fact }).thenRefused({
      code: 'registry.not-competent',
      rule: 'R-JUR-01',
      clause: '五(二)-1',
      competentAuthority: authority.id,
    });
  }
});

test('in a functional zone the bureau that its map names, and without a map nobody', () => {
  const fact = { ...opening, location: place('320576050001') };
  nothing.when({ ...register, acting: wuzhong, fact }).thenRefused('registry.competence-unknown');
  const directory = { ...act.directory, zoneMapping: zone };
  nothing
    .when({ ...register, acting: wuzhong, directory, fact })
    .then(baseRegistered({ base: huashi, ...fact }));
});

test('a special-field base is its sponsor’s alone', () => {
  nothing.when({ ...register, acting: education, special }).then(specialRegistered);
  nothing.when({ ...register, special }).thenRefused({
    code: 'registry.not-competent',
    clause: '五(二)-2',
    competentAuthority: education.id,
  });
  given(base, specialRegistered)
    .when({ ...act, type: 'RenameBase', fact: { name: '新名', since: act.today, source } })
    .thenRefused({ code: 'registry.not-competent', competentAuthority: education.id });
});

test('a regional platform says of which kind it is, an incubation base says nothing', () => {
  const platform = { ...opening, kind: 'regional-platform', platform: 'incubator' } as const;
  nothing.when({ ...register, fact: platform }).then(baseRegistered({ base: huashi, ...platform }));
  for (const fact of [
    { ...platform, platform: undefined },
    { ...opening, platform: 'incubator' as const },
  ]) {
    nothing.when({ ...register, fact }).thenRefused('registry.platform-kind-misplaced');
  }
});

test('a place must exist on the day, and the establishment not lie ahead', () => {
  const with_ = (fact: Partial<RegisterBase['fact']>): BaseCommand => ({
    ...register,
    fact: { ...opening, ...fact },
  });
  nothing.when(with_({ location: place('320281107999') })).thenRefused({
    code: 'registry.division-not-in-force',
    status: 'unknown',
  });
  nothing.when(with_({ establishedOn: day('2024-06-29') })).thenRefused('registry.day-in-future');
  nothing
    .when(with_({ establishedOn: act.today }))
    .then(baseRegistered({ base: huashi, ...opening, establishedOn: act.today }));
});

test('a base is registered once, and nothing is done to one that was not', () => {
  onRecord.when(register).thenRefused('registry.base-already-registered');
  nothing
    .when({ ...act, type: 'ResumeBase', fact: { on: act.today, source } })
    .thenRefused('registry.base-unknown');
});

// --- Changes -------------------------------------------------------------------------------------------------------

test('it bears another name, or holds more, from a day of its life to today', () => {
  const rename = (since: string): BaseCommand => ({
    ...act,
    type: 'RenameBase',
    fact: { name: '新名', since: day(since), source },
  });
  const renamed = baseRenamed({ ...it, name: '新名', since: day('2024-01-01') });
  onRecord.when(rename('2024-01-01')).then(renamed);
  onRecord.when(rename('2022-02-28')).thenRefused('registry.before-base-existed');
  onRecord.when(rename('2024-06-29')).thenRefused('registry.day-in-future');
  given(base, registered, renamed)
    .when(rename('2023-12-31'))
    .thenRefused({ code: 'registry.days-out-of-order', first: day('2024-01-01') });
  const set = { capacity: 30, since: day('2024-01-01') };
  const after = onRecord.when({ ...act, type: 'SetCapacity', fact: { ...set, source } });
  after.then(baseCapacitySet({ ...it, ...set }));
  expect(after.state).toMatchObject({ capacity: 30 });
});

const relocate = (on: string, location = '320506104201'): BaseCommand => ({
  ...act,
  type: 'RelocateBase',
  fact: { location: place(location), on: day(on), source },
});
const moved = baseRelocated({ ...it, location: place('320506104201'), on: day('2024-03-01') });

test('with another place another authority is competent', () => {
  onRecord.when(relocate('2024-03-01')).then(moved);
  onRecord
    .when(relocate('2024-03-01', '320281107999'))
    .thenRefused('registry.division-not-in-force');
  const after = given(base, registered, moved);
  const close = (acting = jiangyin): BaseCommand => ({
    ...act,
    acting,
    type: 'CloseBase',
    fact: { on: act.today, reason: '撤并', source },
  });
  after.when(close()).thenRefused({
    code: 'registry.not-competent',
    competentAuthority: wuzhong.id,
  });
  after.when(close(wuzhong)).then(baseClosed({ ...it, on: act.today, reason: '撤并' }));
});

test('a level is assigned by whoever has the base at the higher of both', () => {
  const assign = (acting: typeof wuxi, level: 'city' | 'village' | 'township'): BaseCommand => ({
    ...act,
    acting,
    type: 'AssignLevel',
    fact: { level, on: act.today, source },
  });
  const raised = baseLevelAssigned({ ...it, level: 'city', on: act.today });
  onRecord.when(assign(wuxi, 'city')).then(raised);
  onRecord.when(assign(jiangyin, 'city')).thenRefused({ competentAuthority: wuxi.id });
  given(base, registered, raised)
    .when(assign(jiangyin, 'township'))
    .thenRefused({ competentAuthority: wuxi.id });
  onRecord
    .when(assign(jiangyin, 'village'))
    .then(baseLevelAssigned({ ...it, level: 'village', on: act.today }));
  onRecord.when(assign(jiangyin, 'township')).thenRefused('registry.level-unchanged');
});

const suspend = (on: string, from = source): BaseCommand => ({
  ...act,
  type: 'SuspendBase',
  fact: { on: day(on), reason: '整修', source: from },
});
const resume = (on: string): BaseCommand => ({
  ...act,
  type: 'ResumeBase',
  fact: { on: day(on), source },
});
const suspended = baseSuspended({ ...it, on: day('2024-02-01'), reason: '整修' });

test('it is suspended and resumes, in this order', () => {
  onRecord.when(suspend('2024-02-01')).then(suspended);
  onRecord.when(resume('2024-02-01')).thenRefused('registry.base-not-suspended');
  const idle = given(base, registered, suspended);
  idle.when(suspend('2024-03-01')).thenRefused('registry.base-suspended');
  idle.when(resume('2024-01-31')).thenRefused('registry.days-out-of-order');
  idle.when(resume('2024-02-01')).then(baseResumed({ ...it, on: day('2024-02-01') }));
});

test('what was recorded before this system needs no order among the rest', () => {
  const after = given(base, registered, moved);
  const asWuzhong = (command: BaseCommand): BaseCommand =>
    ({ ...command, acting: wuzhong }) as BaseCommand;
  after.when(asWuzhong(suspend('2024-02-29'))).thenRefused('registry.days-out-of-order');
  after
    .when(asWuzhong(suspend('2024-02-29', migrated)))
    .then(baseSuspended({ ...it, source: migrated, on: day('2024-02-29'), reason: '整修' }));
});

// --- Its end -------------------------------------------------------------------------------------------------------

const other = baseId('zhouzhuang');
const merge = (successor: LifeStage, into = other): BaseCommand => ({
  ...act,
  type: 'MergeBase',
  successor,
  fact: { into, on: day('2024-05-01'), reason: '合并', source },
});
const merged = basesMerged({ ...it, into: other, on: day('2024-05-01'), reason: '合并' });

test('it is merged into another base that goes on', () => {
  onRecord.when(merge('active')).then(merged);
  onRecord.when(merge('suspended')).then(merged);
  for (const stage of ['none', 'merged', 'closed'] as const) {
    onRecord.when(merge(stage)).thenRefused({ code: 'registry.successor-unfit', stage });
  }
  onRecord.when(merge('active', huashi)).thenRefused('registry.merged-into-itself');
});

test('nothing is done to a base that has ended, and whoever is not competent is told that first', () => {
  const closed = baseClosed({ ...it, on: day('2024-05-01'), reason: '撤并' });
  given(base, registered, merged)
    .when(resume('2024-06-01'))
    .thenRefused({ code: 'registry.base-ended', stage: 'merged', into: other });
  const gone = given(base, registered, closed);
  gone
    .when(suspend('2024-06-01'))
    .thenRefused({ code: 'registry.base-ended', endedOn: day('2024-05-01') });
  gone
    .when({ ...suspend('2024-06-01'), acting: wuxi } as BaseCommand)
    .thenRefused('registry.not-competent');
  gone.when({ type: 'PassDeadline', name: 'any', now: '' as never }).thenNothing();
  gone.thenDue();
});
