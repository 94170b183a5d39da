import { describe, test } from '@jest/globals';
import { eventCorrected } from '@fuhua/kernel';
import { at, eventId, instantAt, personId } from '@fuhua/testing';
import type { UpkeepCommand } from './upkeep.decider.ts';
import {
  baseVerificationOverdue,
  hostFacilityLinked,
  hostFacilityUnlinked,
  hostLeaseEnded,
  hostLeaseExpiring,
  operatingModelSet,
  partyServiceEnabled,
  partyServiceEnded,
} from './upkeep.events.ts';
import { about, act, after, day, migrated, proven, source } from './upkeep.suite.ts';

const FIRST = eventId(0);
const reason = '搬迁（测试）';

const rented = {
  kind: 'township-service-facility',
  name: '华士镇党群服务中心（测试）',
  areaM2: 320.5,
  sharedUse: '共用协议（测试）',
  validFrom: day('2023-01-01'),
  validTo: day('2024-12-31'),
  source,
} as const;
const linked = hostFacilityLinked({ ...about, ...rented });
const link = (changes: object = {}): UpkeepCommand => ({
  ...act,
  type: 'LinkHostFacility',
  fact: { ...rented, ...changes },
});

describe('a host facility', () => {
  test('is linked with its area and the days of its lease', () => {
    after().when(link()).then(linked);
  });

  test.each([
    ['2022-02-28', 'registry.before-base-existed'],
    ['2024-06-29', 'registry.day-in-future'],
    ['2025-01-01', 'registry.day-in-future'],
  ] as const)('is not linked from %s on: %s', (validFrom, code) => {
    after()
      .when(link({ validFrom: day(validFrom) }))
      .thenRefused(code);
  });

  test.each(['2022-03-01', '2024-06-28'])('is linked from %s on', (text) => {
    const validFrom = day(text);
    after()
      .when(link({ validFrom }))
      .then(hostFacilityLinked({ ...linked.data, validFrom }));
  });

  test('has a lease of a day at least', () => {
    const validTo = day('2023-01-01');
    after()
      .when(link({ validTo }))
      .then(hostFacilityLinked({ ...linked.data, validTo }));
    after()
      .when(link({ validTo: day('2022-12-31') }))
      .thenRefused('registry.validity-reversed');
  });

  test('is linked once for each of its days', () => {
    const already = { code: 'registry.fact-already-recorded', recorded: FIRST } as const;
    after(linked).when(link()).thenRefused(already);
    const before = { validFrom: day('2022-06-01'), validTo: day('2023-01-01') };
    after(linked).when(link(before)).thenRefused(already);
    const validTo = day('2022-12-31');
    after(linked)
      .when(link({ ...before, validTo }))
      .then(hostFacilityLinked({ ...linked.data, ...before, validTo }));
    after(linked)
      .when(link({ name: '华士镇社工站（测试）', kind: 'social-work-station' }))
      .then(
        hostFacilityLinked({
          ...linked.data,
          name: '华士镇社工站（测试）',
          kind: 'social-work-station',
        }),
      );
  });

  test('is left on a day of its lease, once', () => {
    const unlink = (on: string): UpkeepCommand => ({
      ...act,
      type: 'UnlinkHostFacility',
      fact: { recorded: FIRST, on: day(on), reason, source },
    });
    const left = (on: string) =>
      hostFacilityUnlinked({ ...about, recorded: FIRST, on: day(on), reason, source });
    after(linked).when(unlink('2023-01-01')).then(left('2023-01-01'));
    after(linked).when(unlink('2022-12-31')).thenRefused('registry.days-out-of-order');
    after(linked).when(unlink('2024-06-29')).thenRefused('registry.day-in-future');
    after().when(unlink('2024-01-01')).thenRefused('registry.fact-unknown');
    after(linked, left('2024-02-01'))
      .when(unlink('2024-03-01'))
      .thenRefused({ code: 'registry.fact-already-ended', endedOn: day('2024-02-01') });
    const lapsed = hostFacilityLinked({ ...linked.data, validTo: day('2024-03-31') });
    after(lapsed).when(unlink('2024-03-31')).then(left('2024-03-31'));
    after(lapsed)
      .when(unlink('2024-04-01'))
      .thenRefused({ code: 'registry.fact-already-ended', endedOn: day('2024-04-01') });
  });

  test('that was left may be linked again from that day on', () => {
    const on = day('2024-02-01');
    const left = hostFacilityUnlinked({ ...about, recorded: FIRST, on, reason, source });
    after(linked, left)
      .when(link({ validFrom: on, validTo: undefined }))
      .then(hostFacilityLinked({ ...linked.data, validFrom: on, validTo: undefined }));
    after(linked, left)
      .when(link({ validFrom: day('2024-01-31'), validTo: undefined }))
      .thenRefused('registry.fact-already-recorded');
  });
});

const ending = { ...about, recorded: FIRST, validTo: rented.validTo };
const expiring = (daysLeft: number) => hostLeaseExpiring({ ...ending, daysLeft });
const dues = [
  { name: `host-lease-expiring:90:${FIRST}`, due: instantAt('2024-10-02') },
  { name: `host-lease-expiring:60:${FIRST}`, due: instantAt('2024-11-01') },
  { name: `host-lease-expiring:30:${FIRST}`, due: instantAt('2024-12-01') },
  { name: `host-lease-ended:${FIRST}`, due: instantAt('2025-01-01') },
] as const;
/** The record is to be verified as well: that was never done, and is told of already where leases stand alone. */
const overdue = at(
  '2023-04-02',
  baseVerificationOverdue({ ...about, overdueFrom: day('2023-03-02') }),
);
const unverified = { name: 'verification-overdue:2023-03-02', due: instantAt('2023-03-02') };

describe('a lease', () => {
  test('is told of 90, 60 and 30 days before its last, and when it has ended', () => {
    after(at('2023-01-05', linked)).thenDue(unverified, ...dues);
  });

  test.each([
    ['2024-10-02', [90]],
    ['2024-11-01', [90, 60]],
    ['2024-12-31', [90, 60, 30]],
  ])('until %s is told of %j days before', (until, daysLeft) => {
    after(at('2023-04-01', linked), overdue)
      .whenDue(until)
      .then(...daysLeft.map(expiring));
  });

  test('is told of once', () => {
    const told = [expiring(90), expiring(60), expiring(30), hostLeaseEnded(ending)];
    after(at('2023-04-01', linked), overdue)
      .whenDue('2025-01-01')
      .then(...told);
    after(at('2023-04-01', linked), overdue, ...told).thenDue();
  });

  test('is not told of before', () => {
    const [first] = dues;
    after(linked)
      .when({ type: 'PassDeadline', name: first.name, now: instantAt('2024-10-01') })
      .thenRefused({ code: 'registry.not-due-yet', due: first.due });
  });

  test('is told of no more once the base has left, nor once it was renewed', () => {
    const on = day('2024-06-01');
    const left = hostFacilityUnlinked({ ...about, recorded: FIRST, on, reason, source });
    after(linked, left).thenDue(unverified);
    const { validTo: _validTo, ...open } = linked.data;
    after(linked, hostFacilityLinked({ ...open, validFrom: day('2025-01-01') })).thenDue(
      unverified,
    );
  });

  test('says nothing of days that were past when it was recorded', () => {
    after(at('2024-11-01', linked)).thenDue(unverified, ...dues.slice(2));
    after(at('2025-01-01', linked)).thenDue(unverified);
  });

  test('with a corrected last day is told of anew', () => {
    const validTo = day('2025-06-30');
    const corrected = eventCorrected({
      request: eventId('request'),
      event: FIRST,
      eventType: 'HostFacilityLinked',
      shape: 1,
      data: { ...linked.data, validTo },
    });
    after(linked, expiring(90), corrected).thenDue(
      unverified,
      { name: `host-lease-expiring:90:${FIRST}`, due: instantAt('2025-04-01') },
      { name: `host-lease-expiring:60:${FIRST}`, due: instantAt('2025-05-01') },
      { name: `host-lease-expiring:30:${FIRST}`, due: instantAt('2025-05-31') },
      { name: `host-lease-ended:${FIRST}`, due: instantAt('2025-07-01') },
    );
  });
});

const desk = {
  place: 'desk',
  responsible: personId('zhang'),
  validFrom: day('2023-07-01'),
  source: proven,
} as const;
const enabled = partyServiceEnabled({ ...about, ...desk });
const enable = (changes: object = {}): UpkeepCommand => ({
  ...act,
  type: 'EnablePartyService',
  fact: { ...desk, ...changes },
});

describe('Party service', () => {
  test('is enabled with evidence, which a recorded history may lack', () => {
    after().when(enable()).then(enabled);
    after().when(enable({ source })).thenRefused('registry.evidence-missing');
    after()
      .when(enable({ source: migrated }))
      .then(partyServiceEnabled({ ...enabled.data, source: migrated }));
  });

  test('stands at one desk once, and in a room beside it', () => {
    after(enabled).when(enable()).thenRefused('registry.fact-already-recorded');
    after(enabled)
      .when(enable({ place: 'room' }))
      .then(partyServiceEnabled({ ...enabled.data, place: 'room' }));
  });

  test('ends, and may begin again on that day', () => {
    const on = day('2024-06-28');
    const fact = { recorded: FIRST, on, reason, source };
    const ended = partyServiceEnded({ ...about, ...fact });
    after(enabled)
      .when({ ...act, type: 'EndPartyService', fact })
      .then(ended);
    after(enabled, ended)
      .when(enable({ validFrom: on }))
      .then(partyServiceEnabled({ ...enabled.data, validFrom: on }));
  });
});

test('an operating model holds until the next, one for a day', () => {
  const fact = {
    model: 'purchased',
    legalBasis: '财政部令102号',
    since: day('2023-01-01'),
    source,
  };
  const set = (changes: object = {}): UpkeepCommand =>
    ({ ...act, type: 'SetOperatingModel', fact: { ...fact, ...changes } }) as UpkeepCommand;
  const first = operatingModelSet({ ...about, ...fact, model: 'purchased' });
  after().when(set()).then(first);
  after(first)
    .when(set({ model: 'co-run' }))
    .thenRefused({ code: 'registry.fact-already-recorded', fact: 'OperatingModelSet' });
  const since = day('2024-01-01');
  after(first)
    .when(set({ model: 'co-run', since }))
    .then(operatingModelSet({ ...first.data, model: 'co-run', since }));
});
