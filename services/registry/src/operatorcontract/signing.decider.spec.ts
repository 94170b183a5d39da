import { expect, test } from '@jest/globals';
import { addDays } from '@fuhua/kernel';
import { rerun } from '@fuhua/rules';
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
import type { NominateOperator } from './nomination.decider.ts';
import { operatorContract, type OperatorContractCommand } from './operatorcontract.decider.ts';
import {
  above,
  contractId,
  contractOf,
  day,
  factsWith,
  jiangyin,
  nominated,
  nominating,
  on,
  opening,
  prepared,
  signing,
  storyOf,
  subject,
  terms,
  without,
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

// --- Signing (R-OPR-01, R-OPR-02) --------------------------------------------------------------------------------------

const nominatedStory = (changes: Partial<NominateOperator> = {}): Story => [
  ...prepared,
  ...storyOf(prepared, ['2023-12-11', nominating(changes)]),
];
const eligible = nominatedStory();
const recurring = nominatedStory({ recurring: true });

/** What became of a signing: the event, its decision, and the stage after. */
function signedBy(history: Story, command: OperatorContractCommand) {
  const { state } = given(operatorContract, ...history).when(command);
  const [event] = storyOf(history, ['2023-12-25', command]);
  const { data, type } = event!.placed;
  const decision = 'agreed' in data ? data.agreed.decision : 'decision' in data && data.decision;
  if (!decision) throw new Error('nothing was decided');
  const failed = decision.results.filter(({ outcome }) => outcome === 'fail');
  return { type, stage: state.stage, decision, failed };
}

test('on the signing day it is decided again; granted, the base’s seat is asked for', () => {
  const { type, stage, decision } = signedBy(eligible, signing());
  expect([type, stage, decision.outcome]).toEqual(['ContractSigningSought', 'signing', 'granted']);
  expect(decision.results.map(({ rule }) => rule)).toEqual(['R-OPR-01', 'R-OPR-02']);
  expect(rerun(decision)).toEqual(decision);
});

test('the seat granted, the contract is signed with its decision, to be published in two working days', () => {
  const asked = [...eligible, ...storyOf(eligible, ['2023-12-25', signing()])];
  const [signed] = storyOf(asked, ['2023-12-25', granted(eventId(4))]);
  expect(signed?.placed).toMatchObject({
    type: 'OperatorContractSigned',
    data: {
      ...{ ...subject, ...terms, recurring: false, route: 'government-purchase' },
      ...{ decision: { outcome: 'granted' }, publishBy: { due: '2023-12-27', provisional: false } },
      ...{ sought: eventId(4), grantedBy: taken },
    },
  });
});

test('the seat taken by another, other days may be signed', () => {
  const asked = [...eligible, ...storyOf(eligible, ['2023-12-25', signing()])];
  const refused = [...asked, ...storyOf(asked, ['2023-12-25', notGranted(eventId(4))])];
  const later = { start: day('2025-01-01'), end: day('2025-12-31') };
  expect(signedBy(refused, signing(later)).type).toBe('ContractSigningSought');
});

test('signed on the last day of the grade: granted; the day after: refused, and no contract', () => {
  const lastDay = signing({}, { facts: factsWith('2023-12-25') });
  expect(signedBy(eligible, lastDay).type).toBe('ContractSigningSought');
  const dayAfter = signing({}, { facts: factsWith('2023-12-24') });
  const { type, stage, failed } = signedBy(eligible, dayAfter);
  expect([type, stage]).toEqual(['ContractSigningRefused', 'refused']);
  expect(failed.map(({ rule }) => rule)).toEqual(['R-OPR-01']);
  expect(failed[0]?.reason).toEqual({
    zh: '3A 等级有效期至 2023-12-24，早于签约日 2023-12-25',
    en: 'grade 3A was valid until 2023-12-24, before the signing day 2023-12-25',
  });
});

test.each([
  ['a year', eligible, '2024-12-31', 'ContractSigningSought'],
  ['a year and a day', eligible, '2025-01-01', 'ContractSigningRefused'],
  ['three years, declared recurring', recurring, '2026-12-31', 'ContractSigningSought'],
  ['three years and a day', recurring, '2027-01-01', 'ContractSigningRefused'],
  ['four years', recurring, '2027-12-31', 'ContractSigningRefused'],
])('a contract of %s', (_, history, last, becomes) => {
  const { type, stage, failed } = signedBy(history, signing({ end: day(last) }));
  expect(type).toBe(becomes);
  const isRefused = becomes === 'ContractSigningRefused';
  expect(failed.map(({ rule }) => rule)).toEqual(isRefused ? ['R-OPR-02'] : []);
  // Other terms may be signed: no exception waives R-OPR-02.
  expect(stage).toBe(isRefused ? 'eligible' : 'signing');
});

test('a class-I institution, or a line for public-welfare posts, refuses', () => {
  const institution = signedBy(eligible, signing({ institutionClass: 'I' }));
  const posts = [{ kind: 'public-welfare-post', text: '设置岗位 2 名' }];
  const line = signedBy(eligible, signing({ lines: posts }));
  for (const { type, failed } of [institution, line]) {
    expect([type, failed.map(({ rule }) => rule)]).toEqual([
      'ContractSigningRefused',
      ['R-OPR-02'],
    ]);
  }
});

test('with a fact unknown nothing is stored', () => {
  const isEligible = given(operatorContract, ...eligible);
  const unknownClass = signing({ institutionClass: undefined });
  isEligible.when(unknownClass).thenRefused('registry.insufficient-evidence');
  const facts = without(factsWith('2026-05-31'), 'operator.grade');
  isEligible.when(signing({}, { facts })).thenRefused('registry.insufficient-evidence');
});

test('under an exception the grade is not asked for, through its last day', () => {
  const facts = factsWith('2023-12-24');
  const excepted = (validTo: string): Story => {
    const refused = nominatedStory({ facts });
    return [
      ...refused,
      ...storyOf(
        refused,
        ['2023-12-12', { ...on('2023-12-12'), type: 'RequestException', ...exception(validTo) }],
        ['2023-12-18', { ...above('2023-12-18'), type: 'ApproveException' }],
      ),
    ];
  };
  const exception = (validTo: string) => ({
    ...{ waives: ['grade' as const], validFrom: day('2023-12-18'), validTo: day(validTo) },
    reason: '无其他机构（测试）',
  });
  expect(signedBy(excepted('2023-12-25'), signing({}, { facts })).type).toBe(
    'ContractSigningSought',
  );
  const late = signedBy(excepted('2023-12-24'), signing({}, { facts }));
  expect(late.type).toBe('ContractSigningRefused');
});

test('only whoever was found eligible signs, today or since the newest step, by the authority of the base', () => {
  given(operatorContract, ...nominatedStory({ facts: factsWith('2023-12-24') }))
    .when(signing())
    .thenRefused({ code: 'registry.wrong-stage', stage: 'refused' });
  const isEligible = given(operatorContract, ...eligible);
  isEligible
    .when(signing({ signedOn: day('2023-12-10') }))
    .thenRefused({ code: 'registry.days-out-of-order', first: day('2023-12-11') });
  isEligible
    .when(signing({ signedOn: day('2023-12-26') }, on('2023-12-25')))
    .thenRefused('registry.day-in-future');
  isEligible.when(signing({ end: day('2023-12-31') })).thenRefused('registry.validity-reversed');
  isEligible
    .when(signing({}, above('2023-12-25')))
    .thenRefused({ code: 'registry.not-competent', competentAuthority: jiangyin.id });
  const { base } = on('2023-12-25');
  isEligible
    .when(signing({}, { base: { ...base, active: false } }))
    .thenRefused('registry.base-not-active');
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
