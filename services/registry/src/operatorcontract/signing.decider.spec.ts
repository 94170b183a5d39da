import { test } from '@jest/globals';
import { addDays } from '@fuhua/kernel';
import { at, eventId, given, instantAt } from '@fuhua/testing';
import {
  contractPeriodCorrected,
  contractPeriodSought,
  contractSeatRefused,
  contractSigningSought,
  operatorContractEnded,
  operatorContractSigned,
  type OperatorContractEvent,
} from './operatorcontract.events.ts';
import { operatorContract, type OperatorContractCommand } from './operatorcontract.decider.ts';
import {
  above,
  contractId,
  contractOf,
  day,
  jiangyin,
  nominated,
  on,
  opening,
  signing,
  subject,
  terms,
  type Story,
} from './operatorcontract.suite.ts';

const placed = (when: string, event: OperatorContractEvent): Story[number] => at(when, event);
const holder = contractId('another');
const [taken, refusedBy] = [eventId('taken'), eventId('refused')];

const granted = (sought = eventId(0)): OperatorContractCommand => ({
  ...{ type: 'ConcludeSeat', sought, by: taken, answer: 'granted' },
});
const notGranted = (sought = eventId(0)): OperatorContractCommand => ({
  ...{ type: 'ConcludeSeat', sought, by: refusedBy, answer: 'refused', holder },
});

// --- A contract signed before this system (definition 23) ------------------------------------------------------------

const source = { name: '运营合同台账（测试）', migrated: true } as const;
const recording = (today: string, changes: object = {}): OperatorContractCommand => ({
  ...{ ...opening(today), type: 'RecordMigratedContract', terms, recurring: true },
  ...{ route: 'government-purchase', source },
  ...changes,
});
const migrated = {
  ...{ ...subject, division: on('2026-01-05').base.location, ...terms, recurring: true },
  ...{ route: 'government-purchase' as const, source },
};
const { start, end } = terms;
const sought = contractSigningSought({ ...subject, start, end, agreed: migrated });
const signed = operatorContractSigned({ ...migrated, sought: eventId(0), grantedBy: taken });
const isSought = placed('2026-01-05', sought);
const isSigned = placed('2026-01-05', signed);

test('a contract signed before is recorded with its own days and no decision, once its seat is granted', () => {
  given(operatorContract).when(recording('2026-01-05')).then(sought);
  given(operatorContract, isSought).when(granted()).then(signed);
});

test('one that is over has ended at once, and nobody is told of days past', () => {
  const ended = operatorContractEnded({ ...subject, how: 'expired', on: end });
  given(operatorContract, isSought, isSigned).whenDue('2026-01-05').then(ended);
});

test('one that overlaps another is not concluded', () => {
  given(operatorContract, isSought)
    .when(notGranted())
    .then(contractSeatRefused({ ...subject, sought: eventId(0), refusedBy, holder }));
  const isRefused = placed(
    '2026-01-05',
    contractSeatRefused({ ...subject, sought: eventId(0), refusedBy, holder }),
  );
  given(operatorContract, isSought, isRefused)
    .when(granted())
    .thenRefused({ code: 'registry.seat-not-sought', sought: eventId(0) });
  given(operatorContract, isSought, isRefused)
    .when(recording('2026-01-06'))
    .thenRefused('registry.operator-contract-exists');
});

test('the next higher does not record it, and none is of tomorrow or ends before it begins', () => {
  given(operatorContract)
    .when(recording('2026-01-05', above('2026-01-05')))
    .thenRefused({ code: 'registry.not-competent', competentAuthority: jiangyin.id });
  given(operatorContract)
    .when(recording('2023-12-24'))
    .thenRefused({ code: 'registry.day-in-future', day: day('2023-12-25') });
  const reversed = { ...terms, end: addDays(start, -1) };
  given(operatorContract)
    .when(recording('2026-01-05', { terms: reversed }))
    .thenRefused('registry.validity-reversed');
});

test('an answer that nobody waits for is refused', () => {
  given(operatorContract).when(granted()).thenRefused('registry.seat-not-sought');
  given(operatorContract, isSought)
    .when(granted(eventId('other')))
    .thenRefused('registry.seat-not-sought');
  given(operatorContract, isSought, isSigned)
    .when(granted())
    .thenRefused('registry.seat-not-sought');
});

test('while the seat is awaited nothing else is decided', () => {
  given(operatorContract, nominated, isSought).when(signing()).thenRefused('registry.seat-awaited');
});

// --- Its days, recorded wrongly (definition 25) --------------------------------------------------------------------

const period = { start: day('2024-07-01'), end: day('2026-06-30') };
const correcting = (changes: object = {}): OperatorContractCommand => ({
  ...{ ...on('2026-01-08'), type: 'CorrectPeriod', ...period },
  ...{ reason: '合同期录入有误（测试）', evidence: ['b'.repeat(64)] },
  ...changes,
});
const periodSought = contractPeriodSought({
  ...{ ...subject, ...period, reason: '合同期录入有误（测试）', evidence: ['b'.repeat(64)] },
});
const ended = operatorContractEnded({ ...subject, how: 'expired', on: end });
const over = [isSought, isSigned, placed('2026-01-05', ended)] as const;

test('other days ask for the seat anew; once granted, everything due is reckoned from them', () => {
  given(operatorContract, ...over)
    .when(correcting())
    .then(periodSought);
  const asked = given(operatorContract, ...over, placed('2026-01-08', periodSought));
  asked.thenDue();
  const corrected = contractPeriodCorrected({
    ...{ ...subject, ...period, sought: eventId(3), grantedBy: taken },
  });
  asked.when(granted(eventId(3))).then(corrected);
  asked
    .when(granted(eventId(3)))
    .thenDue(
      { name: 'contract-expiring-90:2026-06-30', due: instantAt('2026-04-01') },
      { name: 'contract-expiring-60:2026-06-30', due: instantAt('2026-05-01') },
      { name: 'contract-expiring-30:2026-06-30', due: instantAt('2026-05-31') },
      { name: 'contract-end:2026-06-30', due: instantAt('2026-07-01') },
    );
});

test('days that overlap another contract leave it as it was', () => {
  const asked = given(operatorContract, ...over, placed('2026-01-08', periodSought));
  const refused = contractSeatRefused({ ...subject, sought: eventId(3), refusedBy, holder });
  asked.when(notGranted(eventId(3))).then(refused);
  given(
    operatorContract,
    ...over,
    placed('2026-01-08', periodSought),
    placed('2026-01-08', refused),
  )
    .when(correcting())
    .then(periodSought);
});

test('a contract signed here keeps its days, as does one that was terminated', () => {
  given(operatorContract, ...contractOf())
    .when(correcting())
    .thenRefused('registry.not-migrated');
  const terminated = operatorContractEnded({
    ...{ ...subject, how: 'terminated', on: day('2024-03-29'), reason: '协商终止（测试）' },
  });
  given(operatorContract, isSought, isSigned, placed('2026-01-05', terminated))
    .when(correcting())
    .thenRefused({ code: 'registry.wrong-stage', stage: 'ended' });
});
