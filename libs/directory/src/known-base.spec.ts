import { expect, test } from '@jest/globals';
import { registryBase, type PublicBaseEvent } from '@fuhua/contracts';
import { parseDay, type DivisionCode } from '@fuhua/kernel';
import { baseId, eventId, told, type Given } from '@fuhua/testing';
import { baseOn, knownBaseView, type KnownBaseRow } from './known-base.ts';

const base = baseId('胥口');
const day = parseDay;
const registered = registryBase.baseRegistered({
  ...{ base, name: '胥口镇孵化基地(测试)', kind: 'incubation-base', level: 'township' },
  location: '320506104001' as DivisionCode,
  ...{ establishedOn: day('2024-01-10'), capacity: 12 },
});

function rowOf(...events: readonly Given<PublicBaseEvent>[]): KnownBaseRow {
  const [row] = told<PublicBaseEvent>(...events).reduce<readonly KnownBaseRow[]>(
    (rows, event) => knownBaseView.fold(rows, event),
    [],
  );
  return row!;
}

test('a base is known from the day it was established', () => {
  const row = rowOf(registered);
  expect(baseOn(row, day('2024-01-09'))).toBeUndefined();
  expect(baseOn(row, day('2024-01-10'))).toMatchObject({
    ...{ base, level: 'township', capacity: 12, stage: 'active', functions: undefined },
    sponsor: undefined,
  });
});

test('a change holds from its day on, whatever was told later of an earlier day', () => {
  const row = rowOf(
    registered,
    registryBase.baseCapacitySet({ base, capacity: 30, since: day('2024-06-01') }),
    registryBase.baseCapacitySet({ base, capacity: 20, since: day('2024-03-01') }),
  );
  const capacities = ['2024-02-29', '2024-03-01', '2024-05-31', '2024-06-01'].map(
    (on) => baseOn(row, day(on))?.capacity,
  );
  expect(capacities).toEqual([12, 20, 20, 30]);
});

test('of two changes of one day the later told holds, and names its event', () => {
  const on = day('2024-06-01');
  const row = rowOf(
    registered,
    registryBase.baseSuspended({ base, on }),
    registryBase.baseResumed({ base, on }),
  );
  expect(baseOn(row, on)).toMatchObject({ stage: 'active', sources: { stage: eventId(2) } });
});

test('extensions add up; an approved set replaces the one before', () => {
  const approved = (functions: string[], on: string): PublicBaseEvent =>
    registryBase.baseFunctionSetApproved({ base, functions, on: day(on) });
  const extended = (functions: string[], on: string): PublicBaseEvent =>
    registryBase.functionExtensionApproved({ base, functions, on: day(on) });
  const row = rowOf(
    ...[registered, extended(['brand'], '2024-02-01'), approved(['space'], '2024-03-01')],
    ...[extended(['research'], '2024-04-01'), approved(['space', 'training'], '2024-05-01')],
  );
  expect(baseOn(row, day('2024-03-31'))).toMatchObject({
    ...{ functions: ['space'], extensions: ['brand'] },
  });
  expect(baseOn(row, day('2024-05-01'))).toMatchObject({
    ...{ functions: ['space', 'training'], extensions: ['brand', 'research'] },
    sources: { extensions: eventId(3), functions: eventId(4) },
    since: { extensions: day('2024-04-01') },
  });
});

test('a special-field base is its sponsor’s', () => {
  const { data } = registered;
  const sponsor = '6f52b2b3-eabe-5fec-80b9-adc828993f4f' as never;
  const row = rowOf(
    registryBase.specialFieldBaseRegistered({ ...data, sponsor, field: 'education' }),
  );
  expect(baseOn(row, day('2024-01-10'))?.sponsor).toBe(sponsor);
});
