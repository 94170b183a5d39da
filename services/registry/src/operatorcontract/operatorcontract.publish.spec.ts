import { expect, test } from '@jest/globals';
import { registryOperatorContract } from '@fuhua/contracts';
import type { EventType } from '@fuhua/kernel';
import { told } from '@fuhua/testing';
import * as events from './operatorcontract.events.ts';
import type { OperatorContractEvent } from './operatorcontract.events.ts';
import { publishOperatorContract } from './operatorcontract.publish.ts';
import {
  award,
  contractId,
  contractOf,
  day,
  nominating,
  prepared,
  signing,
  storyOf,
  subject,
  terms,
  wuxi,
} from './operatorcontract.suite.ts';

const [on, validFrom, validTo] = [day('2024-04-02'), day('2024-04-02'), day('2025-04-01')];
const [start, end] = [on, validTo];
const reason = '内部理由（测试）';
const due = { due: on, provisional: false };
const exception = { waives: ['grade' as const], validFrom, validTo };
const decided = [
  ...storyOf(prepared, ['2023-12-11', nominating()]),
  ...storyOf(
    [...prepared, ...storyOf(prepared, ['2023-12-11', nominating()])],
    ['2023-12-25', signing({ end: day('2030-12-31') })],
  ),
].map(({ placed }) => placed);

/** One of each, with every optional field. */
const samples: readonly OperatorContractEvent[] = [
  ...prepared.map(({ placed }) => placed),
  ...decided,
  events.operatorExceptionRequested({ ...subject, ...exception, reason }),
  events.operatorExceptionApproved({
    ...{ ...subject, ...exception, requested: award, authority: wuxi.id },
    ...{ reason: '公开的理由（测试）', remarks: reason },
  }),
  events.operatorExceptionDeclined({ ...subject, requested: award, authority: wuxi.id, reason }),
  ...contractOf().map(({ placed }) => placed),
  events.contractSeatRefused({
    ...{ ...subject, sought: award, refusedBy: award, holder: contractId('another') },
  }),
  events.contractPeriodSought({ ...subject, start, end, reason, evidence: ['b'.repeat(64)] }),
  events.contractPeriodCorrected({ ...subject, start, end, sought: award, grantedBy: award }),
  events.contractPublished({
    ...subject,
    on,
    url: 'https://www.example.gov.cn/1',
    document: '1号',
  }),
  events.contractPublicationOverdue({ ...subject, due: on }),
  events.contractExpiring({ ...subject, end, daysLeft: 30 }),
  events.operatorContractEnded({ ...subject, how: 'terminated', on, reason }),
  events.operatorGradeObserved({ ...subject, on }),
  events.operatorAlertRaised({
    ...{ ...subject, ground: 'abnormal-listing', since: on, listing: award },
    ...{ alertBy: due, cureBy: due },
  }),
  events.operatorCured({ ...subject, alert: award, on }),
  events.curePeriodExpired({ ...subject, alert: award, due: on }),
  events.terminationProcedureOpened({ ...subject, listing: award, on }),
  events.operatorWarned({ ...subject, on, reason }),
  events.operatorBarred({ ...subject, validFrom, validTo, reason }),
  events.operatorBarLifted({ ...subject, bar: award, on, reason }),
];
const published = told<OperatorContractEvent>(...samples).map(publishOperatorContract);

test('there is a sample of every event', () => {
  const types = new Set(samples.map(({ type }) => type));
  expect([...types].sort()).toEqual(Object.keys(events.operatorContractEvents).sort());
});

test('what is told satisfies its contract, whole', () => {
  const contract = new Map<string, EventType>(
    Object.values(registryOperatorContract).map((one) => [one.type, one]),
  );
  for (const one of published) {
    if (one === 'private') continue;
    expect(contract.get(one.type)?.schema.parse(one.data)).toEqual(one.data);
  }
});

test('every public event is told of', () => {
  const types = published.flatMap((one) => (one === 'private' ? [] : [one.type]));
  const declared = Object.values(registryOperatorContract).map(({ type }) => type);
  expect([...new Set(types)].sort()).toEqual(declared.sort());
});

test('price and KPIs are told; facts of decisions, files, evidence and inner reasons are not', () => {
  const signed = published.find(
    (one) => one !== 'private' && one.type === 'OperatorContractSigned',
  );
  expect(signed).toMatchObject({
    data: { priceFen: terms.priceFen, kpis: terms.kpis, migrated: false },
  });
  const text = JSON.stringify(published);
  expect(text).toContain('公开的理由');
  expect(text).not.toContain(reason);
  expect(text).not.toMatch(/factsDigest|aaaa|bbbb|knownThrough/);
});
