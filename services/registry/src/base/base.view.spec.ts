import { expect, test } from '@jest/globals';
import { parseInstant, type DomainEvent, type Told } from '@fuhua/kernel';
import { foldAsOf, type AsOf } from '@fuhua/platform/views';
import { at, told, type Given } from '@fuhua/testing';
import { baseOn } from './base-answer.http.ts';
import { baseFactView } from './base-fact.view.ts';
import {
  baseClosed,
  baseRegimeInputsRecorded,
  baseRelocated,
  baseRenamed,
  managementRegimeClassified,
  regimeManualOutcomeApproved,
  regimeReviewOpened,
  townshipManagementAssigned,
} from './base.events.ts';
import {
  day,
  huashi,
  migrated,
  place,
  registered,
  source,
  specialRegistered,
} from './base.suite.ts';
import { baseView } from './base.view.ts';

const it = { base: huashi, source };
const review = { due: day('2025-01-02'), provisional: false };
const township = { kind: 'township-government' as const, name: '华士镇人民政府' };

/** As it is told of a day, known at an instant. */
function toldOn(on: string, events: readonly Given<DomainEvent>[], knownAt?: string) {
  const history = told<DomainEvent>(...events) as unknown as readonly Told[];
  const known = knownAt === undefined ? {} : { knownAt: parseInstant(knownAt) };
  const moment: AsOf = { asOf: day(on), ...known };
  const [row] = foldAsOf(baseView, history, moment);
  const facts = foldAsOf(baseFactView, history, moment);
  return row && baseOn(row, facts, () => undefined, day(on));
}

test('what changed from a day on is told of that day, whenever it was recorded', () => {
  const events = [
    at('2024-01-02', registered),
    at('2024-06-03', baseRenamed({ ...it, name: '新名', since: day('2024-03-01') })),
  ];
  expect(toldOn('2024-02-29', events)).toMatchObject({ name: registered.data.name });
  expect(toldOn('2024-03-01', events)).toMatchObject({ name: '新名', stage: 'active' });
  expect(toldOn('2024-03-01', events, '2024-06-02T00:00:00Z')).toMatchObject({
    name: registered.data.name,
  });
});

test('before it was established it is not yet, and after its end it is closed', () => {
  const closed = baseClosed({ ...it, on: day('2024-05-01'), reason: '撤并' });
  const events = [at('2024-01-02', registered), at('2024-06-03', closed)];
  expect(toldOn('2022-02-28', events)).toMatchObject({ stage: 'not-yet' });
  expect(toldOn('2024-04-30', events)).toMatchObject({ stage: 'active' });
  expect(toldOn('2024-05-01', events)).toMatchObject({ stage: 'closed' });
});

test('a regime has its day; what is awaited has the day on which it was', () => {
  const classified = managementRegimeClassified({
    ...{ ...it, regime: 'B', on: day('2023-05-04'), review, source: migrated },
  });
  const opened = regimeReviewOpened({
    ...{ base: huashi, on: day('2024-03-01'), ruleSet: { id: 'JS-2023', version: 1 } },
  });
  const events = [
    at('2024-01-02', registered),
    at('2024-01-03', classified),
    at('2024-03-01', opened),
  ];
  expect(toldOn('2023-05-03', events)).toMatchObject({ regime: null });
  expect(toldOn('2023-05-04', events)).toMatchObject({
    ...{ regime: { regime: 'B', since: '2023-05-04' }, reviewOpenedOn: null },
  });
  expect(toldOn('2024-03-01', events)).toMatchObject({ reviewOpenedOn: '2024-03-01' });
});

test('who is responsible is so until another regime, a manual outcome or another place', () => {
  const until = (event: DomainEvent, on: string): readonly unknown[] => {
    const assigned = townshipManagementAssigned({
      ...{ ...it, manager: township, since: day('2024-01-03') },
    });
    const first = managementRegimeClassified({
      ...{ base: huashi, regime: 'B', on: day('2024-01-03'), review },
    });
    const events = [registered, first, assigned, event].map((one) => at(on, one));
    return ['2024-01-03', '2024-02-01'].map((one) => toldOn(one, events)?.responsible);
  };
  const [on, held] = [day('2024-02-01'), { regime: 'B', manager: township }];
  const again = managementRegimeClassified({ base: huashi, regime: 'B', on, review });
  expect(until(again, on)).toMatchObject([held, held]);
  const manual = managementRegimeClassified({ base: huashi, regime: 'manual', on, review });
  expect(until(manual, on)).toMatchObject([held, held]);
  const other = managementRegimeClassified({ base: huashi, regime: 'C', on, review });
  expect(until(other, on)).toMatchObject([held, null]);
  const responsible = { regime: 'B' as const, manager: township };
  const approved = { base: huashi, proposed: it.base as never, responsible, on };
  expect(until(regimeManualOutcomeApproved(approved), on)).toMatchObject([held, null]);
  const moved = baseRelocated({ ...it, location: place('320281103002'), on });
  expect(until(moved, on)).toMatchObject([held, null]);
});

test('inputs are told as each was found last', () => {
  const inputs = (known: object, on: string) =>
    baseRegimeInputsRecorded({ ...it, ...known, on: day(on) });
  const events = [
    registered,
    inputs({ areaM2: 200, hasCharter: true }, '2024-01-02'),
    inputs({ areaM2: 50 }, '2024-02-01'),
    inputs({ areaM2: 900 }, '2023-01-01'),
  ].map((one) => at('2024-03-01', one));
  expect(toldOn('2024-01-31', events)?.regimeInputs).toEqual({ areaM2: 200, hasCharter: true });
  expect(toldOn('2024-02-01', events)?.regimeInputs).toEqual({ areaM2: 50, hasCharter: true });
});

test('a township’s base counts for its county, a sponsor’s for none', () => {
  expect(toldOn('2024-01-02', [at('2024-01-02', registered)])?.countsFor).toBe('320281');
  expect(toldOn('2024-01-02', [at('2024-01-02', specialRegistered)])?.countsFor).toBeNull();
});
