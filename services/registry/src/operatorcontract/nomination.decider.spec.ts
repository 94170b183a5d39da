import { expect, test } from '@jest/globals';
import { rerun, shippedRuleSets, type Facts } from '@fuhua/rules';
import { at, baseId, by, eventId, given } from '@fuhua/testing';
import type { NominateOperator } from './nomination.decider.ts';
import { operatorContract, type OperatorContractCommand } from './operatorcontract.decider.ts';
import {
  capabilityFileApproved,
  operatorExceptionApproved,
  operatorExceptionDeclined,
  operatorExceptionRequested,
} from './operatorcontract.events.ts';
import {
  above,
  award,
  contractId,
  day,
  factsWith,
  huishan,
  jiangyin,
  nominated,
  nominating,
  officer,
  on,
  opening,
  prepared,
  province,
  subject,
  submitted,
  submitting,
  superior,
  without,
  wuxi,
} from './operatorcontract.suite.ts';

const none = given(operatorContract);
const filed = given(operatorContract, ...prepared);

/** What was decided on a nomination, with a file or without. */
function decidedOn(changes: Partial<NominateOperator> = {}, { state } = filed) {
  const decided = operatorContract.decider.decide(nominating(changes), state);
  const events = decided.ok ? decided.value : [];
  const last = events.at(-1);
  if (last?.type !== 'OperatorEligibilityDecided') throw new Error('nothing was decided');
  return { events, decision: last.data.decision };
}

// --- Capability file ----------------------------------------------------------------------------------------------

test('a capability file opens the stream, once', () => {
  none.when(submitting('2023-12-04')).then(submitted);
  filed.when(submitting('2023-12-07')).thenRefused('registry.operator-contract-exists');
});

const approving = (today: string): OperatorContractCommand => ({
  ...{ ...on(today), type: 'ApproveCapabilityFile', remarks: '材料齐全（测试）' },
});

test('it is approved once, by the authority of the base', () => {
  const isSubmitted = given(operatorContract, submitted);
  isSubmitted.when(approving('2023-12-06')).then(
    capabilityFileApproved({
      ...{ ...subject, submitted: eventId(0), on: day('2023-12-06'), remarks: '材料齐全（测试）' },
    }),
  );
  filed.when(approving('2023-12-07')).thenRefused('registry.capability-file-approved');
  none.when(approving('2023-12-07')).thenRefused('registry.operator-contract-unknown');
  isSubmitted
    .when({ ...approving('2023-12-06'), acting: huishan } as OperatorContractCommand)
    .thenRefused({ code: 'registry.not-competent', competentAuthority: jiangyin.id });
});

// --- Nomination (R-OPR-01) ------------------------------------------------------------------------------------------

test('who meets every condition on the intended signing day may sign', () => {
  const { events, decision } = decidedOn();
  expect(events.map(({ type }) => type)).toEqual([
    'OperatorNominated',
    'OperatorEligibilityDecided',
  ]);
  expect(decision).toMatchObject({
    ...{ procedure: 'operator.nomination', outcome: 'granted', effectiveFrom: '2023-12-25' },
    ruleSet: { id: 'JS-2023', version: 1 },
  });
  expect(decision.facts['operator.capabilityFile']).toEqual({
    ...{ value: 'approved', validFrom: '2023-12-06', sources: [eventId(1)] },
  });
});

const otherKind: Facts = {
  'operator.classifications': {
    ...{ value: ['support'], validFrom: day('2021-06-01'), sources: [eventId('support')] },
  },
};
const barredUntil = (until: string): Facts => ({
  'operator.bar': {
    ...{ value: { until: day(until) }, validFrom: day('2021-01-01'), validTo: day(until) },
    sources: [eventId('bar')],
  },
});
const good = factsWith('2026-05-31');

test.each<[string, Partial<NominateOperator>, string]>([
  ['a grade below 3A', { facts: factsWith('2026-05-31', '2A') }, 'grade 2A is below 3A'],
  [
    'a grade lapsed the day before',
    { facts: factsWith('2023-12-24') },
    'was valid until 2023-12-24',
  ],
  ['another kind', { facts: { ...good, ...otherKind } }, 'support-type'],
  ['another route', { route: 'other' }, 'not by government purchase'],
  [
    'a bar on that day',
    { facts: { ...good, ...barredUntil('2023-12-25') } },
    'barred until 2023-12-25',
  ],
])('refused, naming R-OPR-01 and the condition: %s', (_, changes, says) => {
  const { decision } = decidedOn(changes);
  const [result] = decision.results;
  expect([decision.outcome, result?.rule, result?.outcome]).toEqual([
    'refused',
    'R-OPR-01',
    'fail',
  ]);
  expect(result?.reason.en).toContain(says);
  expect(result?.reason.zh).toMatch(/\p{Script=Han}/u);
});

test('refused without an approved capability file, submitted or not', () => {
  expect(decidedOn({}, none).decision.results[0]?.reason.en).toBe('no capability file is approved');
  const unread = given(operatorContract, submitted);
  expect(unread.when(nominating()).state.stage).toBe('refused');
});

test('a grade of the last day, and a bar that ended the day before, do', () => {
  expect(decidedOn({ facts: factsWith('2023-12-25') }).decision.outcome).toBe('granted');
  const facts = { ...good, ...barredUntil('2023-12-24') };
  expect(decidedOn({ facts }).decision.outcome).toBe('granted');
});

test.each(['operator.grade', 'operator.classifications', 'operator.bar'])(
  'with %s unknown nothing is stored, and the answer says what is missing',
  (name) => {
    filed
      .when(nominating({ facts: without(good, name) }))
      .thenRefused('registry.insufficient-evidence');
  },
);

test('one condition failed refuses, whatever else is unknown', () => {
  const facts = without(factsWith('2023-12-24'), 'operator.bar');
  expect(decidedOn({ facts }).decision.outcome).toBe('refused');
});

test('what was decided is decided again the same', () => {
  for (const changes of [{}, { route: 'other' } as const]) {
    const { decision } = decidedOn(changes);
    expect(rerun(decision)).toEqual(decision);
  }
});

test('the set in force on the day of the nomination is pinned; before the first there is none', () => {
  none
    .when(nominating(opening('2023-10-10')))
    .thenRefused({ code: 'registry.no-rule-set', day: day('2023-10-10') });
  const [first] = shippedRuleSets;
  const newer = { ...first!, version: 2, effectiveFrom: day('2023-12-12') };
  const ruleSets = [...shippedRuleSets, newer];
  expect(decidedOn({ ruleSets }).decision.ruleSet.version).toBe(1);
  expect(decidedOn({ ...opening('2023-12-12'), ruleSets }).decision.ruleSet.version).toBe(2);
});

test('a base that is not active nominates nobody', () => {
  const { base } = on('2023-12-11');
  filed
    .when(nominating({ base: { ...base, active: false } }))
    .thenRefused('registry.base-not-active');
});

test('an award that is not the organization’s, or a term reversed, is refused', () => {
  filed
    .when(nominating({ award: eventId('of another') }))
    .thenRefused({ code: 'registry.award-unknown', award: eventId('of another') });
  filed
    .when(nominating({ term: { start: day('2024-01-01'), end: day('2023-12-31') } }))
    .thenRefused('registry.validity-reversed');
  filed.when(nominating({ award: undefined })).then(...decidedOn({ award: undefined }).events);
});

test('the file is for one base and one organization; a nomination is made once', () => {
  filed
    .when(nominating({ subject: { ...subject, base: baseId('another') } }))
    .thenRefused('registry.operator-contract-exists');
  given(operatorContract, nominated)
    .when(nominating())
    .thenRefused('registry.operator-contract-exists');
});

test.each([
  ['a neighbour', { acting: huishan }],
  ['the next higher', { acting: wuxi }],
  ['the province', { acting: province }],
])('%s is not competent, and that is said before anything else', (_, changes) => {
  given(operatorContract, nominated)
    .when(nominating({ ...changes, route: 'other' }))
    .thenRefused({
      ...{ code: 'registry.not-competent', rule: 'R-JUR-01', clause: '五(二)-1' },
      competentAuthority: jiangyin.id,
    });
});

// --- Renewal (R-OPR-03) ---------------------------------------------------------------------------------------------

const previous = { ...subject, contract: contractId('previous'), alerts: 0 };
const fileBefore = { approved: eventId('approved before'), on: day('2022-12-01') };

test('a renewal is a nomination that names the contract, and rests on its file', () => {
  const { events, decision } = decidedOn({ previous: { ...previous, file: fileBefore } }, none);
  expect(decision.outcome).toBe('granted');
  expect(events[0]?.data).toMatchObject({
    previous: previous.contract,
    capabilityFile: fileBefore,
  });
});

test('nothing is renewed while an alert is open', () => {
  filed
    .when(nominating({ previous: { ...previous, alerts: 2 } }))
    .thenRefused({ code: 'registry.renewal-blocked', previous: previous.contract, alerts: 2 });
});

test('the contract of another base or operator is not renewed', () => {
  filed
    .when(nominating({ previous: { ...previous, base: baseId('another') } }))
    .thenRefused({ code: 'registry.not-a-renewal', previous: previous.contract });
});

// --- Exception ----------------------------------------------------------------------------------------------------------

const refusedStory = [
  ...prepared,
  ...decidedOn({ facts: factsWith('2023-12-24') }).events.map((event) => at('2023-12-11', event)),
] as const;
const isRefused = given(operatorContract, ...refusedStory);
const terms = {
  ...{ waives: ['grade' as const], validFrom: day('2023-12-25'), validTo: day('2024-12-24') },
  reason: '县域内无其他符合条件的机构（测试）',
};
const asking = (changes: object = {}): OperatorContractCommand => ({
  ...on('2023-12-12'),
  type: 'RequestException',
  ...terms,
  ...changes,
});
const asked = operatorExceptionRequested({ ...subject, ...terms });
const isAsked = given(operatorContract, ...refusedStory, at('2023-12-12', by(officer, asked)));
const approve = (changes: object = {}): OperatorContractCommand => ({
  ...{ ...above('2023-12-18'), type: 'ApproveException' },
  ...changes,
});
const decline = (changes: object = {}): OperatorContractCommand => ({
  ...{ ...above('2023-12-18'), type: 'DeclineException', reason: '可另行公开招标（测试）' },
  ...changes,
});

test('whoever was refused may be excepted: asked for by the base’s authority', () => {
  isRefused.when(asking()).then(asked);
  isRefused
    .when(asking({ acting: wuxi }))
    .thenRefused({ code: 'registry.not-competent', competentAuthority: jiangyin.id });
  filed.when(asking()).thenRefused({ code: 'registry.wrong-stage', stage: 'prepared' });
  isAsked
    .when(asking())
    .thenRefused({ code: 'registry.wrong-stage', stage: 'exception-requested' });
});

test('twelve months are not too long, a day more is', () => {
  isRefused.when(asking({ validTo: day('2024-12-24') })).then(asked);
  isRefused.when(asking({ validTo: day('2024-12-25') })).thenRefused({
    ...{ code: 'registry.exception-too-long', validFrom: day('2023-12-25') },
    ...{ validTo: day('2024-12-25'), latest: day('2024-12-24') },
  });
  isRefused.when(asking({ validTo: day('2023-12-24') })).thenRefused('registry.validity-reversed');
});

test('the next higher approves it, and nobody else', () => {
  const approved = operatorExceptionApproved({
    ...{ ...subject, ...terms, requested: eventId(4), authority: wuxi.id },
  });
  isAsked.when(approve()).then(approved);
  expect(isAsked.when(approve()).state.stage).toBe('eligible');
  for (const acting of [jiangyin, huishan, province]) {
    isAsked
      .when(approve({ acting }))
      .thenRefused({ code: 'registry.not-competent', competentAuthority: wuxi.id });
    isAsked
      .when(decline({ acting }))
      .thenRefused({ code: 'registry.not-competent', competentAuthority: wuxi.id });
  }
  isRefused.when(approve()).thenRefused({ code: 'registry.wrong-stage', stage: 'refused' });
  isRefused.when(decline()).thenRefused({ code: 'registry.wrong-stage', stage: 'refused' });
});

test('not by the person who asked, in whichever authority', () => {
  isAsked
    .when(approve({ person: officer }))
    .thenRefused({ code: 'registry.same-person', person: officer });
  isAsked.when(decline({ person: officer })).thenRefused('registry.same-person');
});

test('declined, it may be asked for again', () => {
  const declined = operatorExceptionDeclined({
    ...{ ...subject, requested: eventId(4), authority: wuxi.id, reason: '可另行公开招标（测试）' },
  });
  isAsked.when(decline()).then(declined);
  given(
    operatorContract,
    ...refusedStory,
    at('2023-12-12', by(officer, asked)),
    at('2023-12-18', by(superior, declined)),
  )
    .when(asking())
    .then(asked);
});

test('a base of the province has no exception, and a city’s has the province', () => {
  const provincial = { ...on('2023-12-12').base, level: 'province' as const };
  isAsked
    .when(approve({ base: provincial, acting: province }))
    .thenRefused({ code: 'registry.not-competent', rule: 'R-JUR-01' });
  const ofCity = { ...on('2023-12-12').base, level: 'city' as const };
  expect(isAsked.when(approve({ base: ofCity, acting: province })).state.stage).toBe('eligible');
});

test('the award is kept, and the day it is for', () => {
  expect(decidedOn().events[0]?.data).toMatchObject({ award, signingDay: '2023-12-25' });
});
