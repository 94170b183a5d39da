import { describe, expect, test } from '@jest/globals';
import { parseInstant, type DomainEvent, type Told } from '@fuhua/kernel';
import { foldAsOf, type AsOf } from '@fuhua/platform/views';
import { at, eventId, organizationId, told, type Given } from '@fuhua/testing';
import { newestOn } from '@fuhua/directory';
import { organizationFactView } from './organization-fact.view.ts';
import {
  codeLinkRefused,
  codeSought,
  organizationLinkedToCode,
  organizationRecordVoided,
  registrarChanged,
  registrationRefused,
} from './organization.events.ts';
import {
  code,
  day,
  filedSunny,
  gusu,
  preparingSunny,
  profile,
  refTo,
  registeredSunny,
  source,
  sunny,
  suzhou,
  wuzhong,
} from './organization.suite.ts';
import { organizationView } from './organization.view.ts';

const heard = (...events: readonly Given<DomainEvent>[]): readonly Told[] =>
  told<DomainEvent>(...events) as unknown as readonly Told[];

const rowOf = (events: readonly Told[], asOf: AsOf = {}) =>
  foldAsOf(organizationView, events, asOf)[0];
const factsOf = (events: readonly Told[], asOf: AsOf = {}) =>
  foldAsOf(organizationFactView, events, asOf);

const registration = {
  ...({ kind: 'social-service-organization', uscc: code } as const),
  ...{ registrar: refTo(suzhou), registeredOn: day('2024-03-01') },
};
const sought = codeSought({ organization: sunny, registration, source });

const linked = organizationLinkedToCode({
  ...{ organization: sunny, ...registration, sought: eventId(1), grantedBy: eventId('granted') },
});
const holder = organizationId('holder');
const turnedDown = {
  ...{ organization: sunny, uscc: code, sought: eventId(1), refusedBy: eventId('no'), holder },
};

/** The body and the registrar's division on a day. */
function onDay(events: readonly Told[], on: string): readonly unknown[] {
  const facts = factsOf(events, { asOf: day(on) });
  return [
    newestOn(facts, 'body', day(on))?.data['form'],
    newestOn(facts, 'registrar', day(on))?.data['division'],
  ];
}

describe('a team that is linked to its code later', () => {
  const events = heard(preparingSunny, at('2024-04-01', sought), at('2024-04-01', linked));

  test('was a team until its registration, and is registered from that day on', () => {
    expect(onDay(events, '2022-02-28')).toEqual([undefined, undefined]);
    expect(onDay(events, '2024-02-29')).toEqual(['preparing', wuzhong.division]);
    expect(onDay(events, '2024-03-01')).toEqual(['registered', suzhou.division]);
    expect(rowOf(events)).toMatchObject({
      ...{ stage: 'on-record', form: 'registered', uscc: code, registrarAuthority: suzhou.id },
      ...{ since: '2022-03-01', registeredOn: '2024-03-01', division: '320506104' },
    });
  });

  test('has the source of what it asked by', () => {
    const facts = factsOf(events);
    expect(newestOn(facts, 'body', day('2024-03-01'))).toMatchObject({ event: eventId(2), source });
    expect(newestOn(facts, 'code-sought', day('2024-04-01'))).toBeUndefined();
  });

  test('waits for the answer from the day on which it asked', () => {
    const waiting = heard(preparingSunny, at('2024-04-01', sought));
    expect(rowOf(waiting, { asOf: day('2024-03-31') })?.stage).toBe('on-record');
    expect(rowOf(waiting, { asOf: day('2024-04-01') })?.stage).toBe('linking');
  });

  test('is a team as before when the code belongs to another', () => {
    const refused = heard(preparingSunny, sought, codeLinkRefused(turnedDown));
    expect(rowOf(refused)).toMatchObject({ stage: 'on-record', form: 'preparing', uscc: null });
    expect(factsOf(refused)).toHaveLength(factsOf(heard(preparingSunny)).length);
  });
});

test('a registration settles who the registrar is, whatever was recorded for a later day', () => {
  const moved = registrarChanged({
    ...{ organization: sunny, registrar: refTo(gusu), since: day('2024-05-01'), source },
  });
  const asked = { ...linked, data: { ...linked.data, sought: eventId(2) } };
  const events = heard(filedSunny, moved, sought, asked);
  expect(onDay(heard(filedSunny, moved), '2024-06-01')).toEqual(['filed', gusu.division]);
  expect(onDay(events, '2024-06-01')).toEqual(['registered', suzhou.division]);
  expect(rowOf(events)?.registrarAuthority).toBe(suzhou.id);
});

test('a registration that was refused leaves who holds the code, and no fact', () => {
  const first = codeSought({ organization: sunny, registration, profile, source });
  const refused = registrationRefused({ ...turnedDown, sought: eventId(0) });
  expect(rowOf(heard(first))?.stage).toBe('seeking-registration');
  expect(rowOf(heard(first, refused))).toMatchObject({ stage: 'refused', holder, uscc: code });
  expect(factsOf(heard(first, refused))).toEqual([]);
});

test('a record made by mistake was one on no day, and stood until that was known', () => {
  const voided = organizationRecordVoided({
    ...{ organization: sunny, uscc: code, reason: '误建', source },
  });
  const events = heard(...registeredSunny, at('2024-08-01', voided));
  expect(rowOf(events, { asOf: day('2024-07-01') })?.stage).toBe('voided');
  const knownAt = parseInstant('2024-07-31T23:59:59+08:00');
  expect(rowOf(events, { asOf: day('2024-07-01'), knownAt })?.stage).toBe('on-record');
});
