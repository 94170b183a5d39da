import { test } from '@jest/globals';
import { at, eventId, given, instantAt } from '@fuhua/testing';
import type { ConductCommand } from './conduct.decider.ts';
import { operatorContract } from './operatorcontract.decider.ts';
import {
  contractExpiring,
  contractPublicationOverdue,
  contractPublished,
  operatorBarLifted,
  operatorBarred,
  operatorContractEnded,
  operatorWarned,
  type OperatorContractEvent,
} from './operatorcontract.events.ts';
import {
  above,
  contractOf,
  day,
  huishan,
  jiangyin,
  nominated,
  on,
  subject,
  type Story,
} from './operatorcontract.suite.ts';

const reason = '履约检查发现问题（测试）';
const after = (...events: Story) => given(operatorContract, ...contractOf(), ...events);
const placed = (when: string, event: OperatorContractEvent): Story[number] => at(when, event);

type Wanted = ConductCommand extends infer C
  ? C extends ConductCommand
    ? Omit<C, keyof ReturnType<typeof on>>
    : never
  : never;
const act = (today: string, wanted: Wanted): ConductCommand => ({ ...on(today), ...wanted });

// --- Publication (R-OPR-02) -------------------------------------------------------------------------------------

const url = 'https://www.example.gov.cn/contract/1';
const published = contractPublished({ ...subject, on: day('2023-12-27'), url });
const publish = (of: string, place: { url?: string; document?: string } = { url }) =>
  act(of, { type: 'PublishContract', on: day(of), ...place });

test('a contract is published once, where it can be read', () => {
  after().when(publish('2023-12-27')).then(published);
  after(placed('2023-12-27', published))
    .when(publish('2023-12-28'))
    .thenRefused('registry.contract-already-published');
  after().when(publish('2023-12-27', {})).thenRefused('registry.publication-place-missing');
});

test('published neither before it was signed nor tomorrow', () => {
  after()
    .when(act('2023-12-26', { type: 'PublishContract', on: day('2023-12-24'), url }))
    .thenRefused({ code: 'registry.days-out-of-order', first: day('2023-12-25') });
  after()
    .when(act('2023-12-26', { type: 'PublishContract', on: day('2023-12-27'), url }))
    .thenRefused('registry.day-in-future');
});

test('unpublished after two working days it is overdue, once', () => {
  const overdue = contractPublicationOverdue({ ...subject, due: day('2023-12-27') });
  after().whenDue('2023-12-28').then(overdue);
  after(placed('2023-12-28', overdue)).whenDue('2023-12-31').thenNothing();
  after(placed('2023-12-27', published)).whenDue('2023-12-31').thenNothing();
});

// --- Notices and end ----------------------------------------------------------------------------------------------

const isPublished = placed('2023-12-27', published);
const expiring = (daysLeft: number) =>
  contractExpiring({ ...subject, end: day('2024-12-31'), daysLeft });
const ended = operatorContractEnded({ ...subject, how: 'expired', on: day('2024-12-31') });

test('90, 60 and 30 days before its last day it is announced, and the day after that it has ended', () => {
  after(isPublished).whenDue('2024-10-01').thenNothing();
  after(isPublished).whenDue('2024-10-02').then(expiring(90));
  after(isPublished).whenDue('2025-01-01').then(expiring(90), expiring(60), expiring(30), ended);
  after(isPublished).whenDue('2025-01-01').thenDue();
});

test('a contract that was recorded late is not announced for days past', () => {
  const end = day('2024-02-15');
  given(operatorContract, ...contractOf({ end }), isPublished).thenDue(
    { name: 'contract-expiring-30:2024-02-15', due: instantAt('2024-01-16') },
    { name: 'contract-end:2024-02-15', due: instantAt('2024-02-16') },
  );
});

const terminate = (of: string, today = of) =>
  act(today, { type: 'TerminateContract', on: day(of), reason });
const terminated = operatorContractEnded({
  ...{ ...subject, how: 'terminated', on: day('2024-03-29'), reason },
});

test('it may be ended early, for a reason, and then nothing is due', () => {
  after().when(terminate('2024-03-29')).then(terminated);
  after(placed('2024-03-29', terminated)).thenDue();
  after(placed('2024-03-29', terminated))
    .when(terminate('2024-03-29'))
    .thenRefused({ code: 'registry.wrong-stage', stage: 'ended' });
});

test('it is not ended before it was signed, after its last day, or tomorrow', () => {
  after().when(terminate('2023-12-24', '2024-01-02')).thenRefused('registry.days-out-of-order');
  after().when(terminate('2025-01-02')).thenRefused('registry.days-out-of-order');
  after().when(terminate('2024-03-30', '2024-03-29')).thenRefused('registry.day-in-future');
});

// --- Warning and bar (四(三)1-4) ------------------------------------------------------------------------------------

test('the operator is warned, also when the contract has ended', () => {
  const warn = act('2024-04-02', { type: 'WarnOperator', on: day('2024-04-02'), reason });
  const warned = operatorWarned({ ...subject, on: day('2024-04-02'), reason });
  after().when(warn).then(warned);
  after(placed('2024-03-29', terminated)).when(warn).then(warned);
});

const bar = (changes: object = {}) =>
  act('2024-04-02', { type: 'BarOperator', validFrom: day('2024-04-02'), reason, ...changes });
const barred = operatorBarred({
  ...{ ...subject, validFrom: day('2024-04-02'), validTo: day('2027-04-01'), reason },
});

test('the operator is barred for 36 months, unless another last day is told', () => {
  after().when(bar()).then(barred);
  const validTo = day('2025-04-01');
  after()
    .when(bar({ validTo }))
    .then(operatorBarred({ ...barred.data, validTo }));
  after()
    .when(bar({ validTo: day('2024-04-01') }))
    .thenRefused('registry.days-out-of-order');
});

const isBarred = placed('2024-04-02', barred);
const lift = (today: string, of = today) =>
  act(today, { type: 'LiftBar', bar: eventId(2), on: day(of), reason });

test('a bar is lifted while it stands, once', () => {
  const lifted = operatorBarLifted({
    ...{ ...subject, bar: eventId(2), on: day('2025-01-06'), reason },
  });
  after(isBarred).when(lift('2025-01-06')).then(lifted);
  after(isBarred)
    .when(lift('2027-04-01'))
    .then(operatorBarLifted({ ...lifted.data, on: day('2027-04-01') }));
  after(isBarred)
    .when(lift('2027-04-02'))
    .thenRefused({ code: 'registry.bar-ended', on: day('2027-04-02') });
  after(isBarred, placed('2025-01-06', lifted))
    .when(lift('2025-01-07'))
    .thenRefused({ code: 'registry.bar-ended', on: day('2025-01-06') });
  after(isBarred).when(lift('2025-01-06', '2024-04-01')).thenRefused('registry.days-out-of-order');
  after()
    .when(lift('2025-01-06'))
    .thenRefused({ code: 'registry.bar-unknown', bar: eventId(2) });
});

// --- Who, and when --------------------------------------------------------------------------------------------------

test('only the authority of the base acts, neither a neighbour nor the next higher', () => {
  const wanted = { type: 'WarnOperator', on: day('2024-04-02'), reason } as const;
  const denied = {
    code: 'registry.not-competent',
    ...{ rule: 'R-JUR-01', competentAuthority: jiangyin.id },
  } as const;
  after()
    .when({ ...on('2024-04-02'), acting: huishan, ...wanted })
    .thenRefused(denied);
  after()
    .when({ ...above('2024-04-02'), ...wanted })
    .thenRefused(denied);
  given(operatorContract)
    .when({ ...above('2024-04-02'), ...wanted })
    .thenRefused(denied);
});

test('before a contract is concluded there is nothing to end, publish or warn of', () => {
  given(operatorContract)
    .when(terminate('2024-03-29'))
    .thenRefused('registry.operator-contract-unknown');
  given(operatorContract, nominated)
    .when(publish('2024-03-29'))
    .thenRefused({ code: 'registry.wrong-stage', stage: 'refused' });
});
