import { expect, test } from '@jest/globals';
import { eventCorrected, parseInstant, type DomainEvent, type Told } from '@fuhua/kernel';
import { foldAsOf, type AsOf } from '@fuhua/platform/views';
import { at, eventId, personId, told, type Given } from '@fuhua/testing';
import { partyServiceOn } from './upkeep-on.decider.ts';
import {
  baseVerificationOverdue,
  baseVerified,
  partyServiceEnabled,
  partyServiceEnded,
} from './upkeep.events.ts';
import { about, day, proven, source } from './upkeep.suite.ts';
import { upkeepView } from './upkeep.view.ts';

const enabled = partyServiceEnabled({
  ...{ ...about, place: 'room', responsible: personId('zhang') },
  ...{ validFrom: day('2023-07-01'), source: proven },
});
const ended = partyServiceEnded({
  ...{ ...about, recorded: eventId(0), on: day('2024-02-01'), reason: '（测试）', source },
});

const rowsOf = (at: AsOf, ...events: readonly Given<DomainEvent>[]) =>
  foldAsOf(upkeepView, told<DomainEvent>(...events) as unknown as readonly Told[], at);

test('a fact is a row, with its days, its source and what was recorded', () => {
  expect(rowsOf({}, enabled, ended)).toEqual([
    {
      ...{ stream: expect.any(String), event: eventId(0), kind: 'party-service' },
      ...{ revision: 1, sequence: 0 },
      ...{ validFrom: '2023-07-01', validTo: null, endedOn: '2024-02-01' },
      ...{ data: { place: 'room', responsible: personId('zhang'), validFrom: '2023-07-01' } },
      source: proven,
    },
  ]);
});

test('what was done on a day is of that day; what time raised is no fact', () => {
  const verified = baseVerified({ ...about, on: day('2024-01-10'), checked: ['staff'], source });
  const overdue = baseVerificationOverdue({ ...about, overdueFrom: day('2023-03-02') });
  expect(rowsOf({}, overdue, verified)).toMatchObject([
    { kind: 'verification', validFrom: '2024-01-10', validTo: '2024-01-10', sequence: 1 },
  ]);
});

test('a fact recorded late counts on its own day, as soon as it was known', () => {
  const events = [at('2024-03-01', enabled), at('2024-04-01', ended)];
  const known = (text: string, on: string) =>
    partyServiceOn(
      rowsOf({ asOf: day(on), knownAt: parseInstant(`${text}T12:00:00+08:00`) }, ...events),
      day(on),
    );
  expect(known('2024-02-28', '2023-07-01')).toBe(false);
  expect(known('2024-03-01', '2023-07-01')).toBe(true);
  expect(known('2024-03-01', '2024-02-01')).toBe(true);
  expect(known('2024-04-01', '2024-02-01')).toBe(false);
  expect(known('2024-04-01', '2024-01-31')).toBe(true);
});

test('a corrected fact has its corrected days', () => {
  const corrected = eventCorrected({
    ...{
      request: eventId('request'),
      event: eventId(0),
      eventType: 'PartyServiceEnabled',
      shape: 1,
    },
    data: { ...enabled.data, validFrom: '2023-08-01' },
  });
  expect(rowsOf({}, enabled, corrected)).toMatchObject([
    { validFrom: '2023-08-01', data: { validFrom: '2023-08-01' } },
  ]);
});
