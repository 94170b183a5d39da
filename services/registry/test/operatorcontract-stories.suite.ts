import { startOfDay, type EventId } from '@fuhua/kernel';
import type { Recorded } from '@fuhua/platform/event-store';
import { shippedRuleSets } from '@fuhua/rules';
import { baseId, eventId } from '@fuhua/testing';
import {
  aboutContract,
  operatorContract,
  type OperatorContractCommand,
} from '../src/operatorcontract/operatorcontract.decider.ts';
import {
  above,
  calendar,
  contractId,
  day,
  factsWith,
  nominating,
  on,
  opening,
  signing,
  subject,
  submitting,
  terms,
} from '../src/operatorcontract/operatorcontract.suite.ts';
import type { ObserveOperator } from '../src/operatorcontract/watch.decider.ts';
import {
  operatorSeat,
  type OperatorSeatCommand,
} from '../src/operatorseat/operatorseat.decider.ts';
import { scribeOf, type Scribe, type Written } from './scribe.suite.ts';

/** Every event that the streams of operator contracts and of their guard hold, in histories that could be real. */

const reason = '履约检查发现问题（测试）';

interface Clerk extends Scribe<OperatorContractCommand> {
  /** The guard's answer to the event that asked last, carried back. */
  conclude(on: string, sought: EventId, holder?: string): Promise<Written>;
  pass(on: string, name: string): Promise<Written>;
  observe(on: string, standing: Partial<ObserveOperator>): Promise<Written>;
}

async function clerkOf(): Promise<Clerk> {
  const scribe = await scribeOf(operatorContract, subject.contract, aboutContract);
  return {
    ...scribe,
    conclude: (when, sought, holder) => {
      const answer =
        holder === undefined
          ? ({ answer: 'granted' } as const)
          : ({ answer: 'refused', holder: contractId(holder) } as const);
      const by = eventId(`${answer.answer} ${sought}`);
      const command = { type: 'ConcludeSeat', sought, by, ...answer } as const;
      return scribe.write(when, command, { causationId: by });
    },
    pass: (when, name) =>
      scribe.write(when, { type: 'PassDeadline', name, now: startOfDay(day(when)) }, {}),
    observe: (when, standing) => {
      const [today, causationId] = [day(when), eventId(`seen ${when}`)];
      return scribe.write(
        when,
        {
          ...{ type: 'ObserveOperator', listings: [], knownOn: today, today },
          ...{ calendar, ruleSets: shippedRuleSets },
          ...standing,
        },
        { causationId },
      );
    },
  };
}

async function prepared(): Promise<Clerk> {
  const clerk = await clerkOf();
  await clerk.write('2023-12-04', submitting('2023-12-04'));
  const approving = { ...on('2023-12-06'), type: 'ApproveCapabilityFile' } as const;
  await clerk.write('2023-12-06', { ...approving, remarks: '材料齐全（测试）' });
  return clerk;
}

async function life(): Promise<readonly Recorded[]> {
  const clerk = await prepared();
  await clerk.write('2023-12-11', nominating());
  const [sought] = await clerk.write('2023-12-25', signing({ renewalTerms: '考核良好可续签' }));
  const [signed] = await clerk.conclude('2023-12-25', sought);
  const grade = { award: eventId('award'), grade: '3A', validTo: day('2024-06-30') } as const;
  await clerk.observe('2023-12-25', { grade });
  const url = 'https://www.example.gov.cn/contract/1';
  const published = { type: 'PublishContract', on: day('2023-12-27'), url } as const;
  await clerk.write('2023-12-27', { ...on('2023-12-27'), ...published });
  await clerk.approve(
    '2024-01-09',
    await clerk.ask('2024-01-08', signed, { priceFen: '41000000' }),
  );
  await clerk.decline('2024-01-11', await clerk.ask('2024-01-10', signed, { kpis: [] }));
  const listing = { listing: eventId('listing'), on: day('2024-04-30') };
  const listings = [{ ...listing, list: 'serious-violation' } as const];
  await clerk.observe('2024-05-06', { grade, listings });
  await clerk.observe('2024-06-03', { grade });
  const [alert] = await clerk.pass('2024-07-01', 'grade-lapse:2024-07-01');
  await clerk.pass('2024-09-30', `cure:${alert}`);
  for (const [when, left] of [
    ['2024-10-02', 90],
    ['2024-11-01', 60],
    ['2024-12-01', 30],
  ] as const) {
    await clerk.pass(when, `contract-expiring-${String(left)}:2024-12-31`);
  }
  const warned = { type: 'WarnOperator', on: day('2024-12-02'), reason } as const;
  await clerk.write('2024-12-02', { ...on('2024-12-02'), ...warned });
  await clerk.pass('2025-01-01', 'contract-end:2024-12-31');
  const barring = { type: 'BarOperator', validFrom: day('2025-04-01'), reason } as const;
  const [bar] = await clerk.write('2025-03-28', { ...on('2025-03-28'), ...barring });
  const lifting = { type: 'LiftBar', bar, on: day('2026-01-05'), reason } as const;
  await clerk.write('2026-01-05', { ...on('2026-01-05'), ...lifting });
  return clerk.written();
}

async function excepted(): Promise<readonly Recorded[]> {
  const clerk = await prepared();
  const facts = factsWith('2023-12-24');
  await clerk.write('2023-12-11', nominating({ facts }));
  const asking = {
    ...{ type: 'RequestException' as const, waives: ['grade' as const] },
    ...{ validFrom: day('2023-12-25'), validTo: day('2024-12-24') },
    reason: '无其他机构应聘（测试）',
  };
  await clerk.write('2023-12-12', { ...on('2023-12-12'), ...asking });
  const declining = { type: 'DeclineException', reason: '可另行公开招标（测试）' } as const;
  await clerk.write('2023-12-14', { ...above('2023-12-14'), ...declining });
  await clerk.write('2023-12-15', { ...on('2023-12-15'), ...asking });
  const approving = { type: 'ApproveException', remarks: '同意（测试）' } as const;
  await clerk.write('2023-12-18', { ...above('2023-12-18'), ...approving });
  await clerk.write('2023-12-25', signing({ end: day('2027-12-31') }, { facts }));
  const [first] = await clerk.write('2023-12-25', signing({}, { facts }));
  await clerk.conclude('2023-12-25', first, 'another');
  const later = { start: day('2024-02-01'), end: day('2024-12-24') };
  const [second] = await clerk.write('2023-12-25', signing(later, { facts }));
  await clerk.conclude('2023-12-25', second);
  await clerk.pass('2023-12-28', 'publication:2023-12-27');
  const ending = { type: 'TerminateContract', on: day('2024-03-29'), reason } as const;
  await clerk.write('2024-03-29', { ...on('2024-03-29'), ...ending });
  return clerk.written();
}

async function migrated(): Promise<readonly Recorded[]> {
  const clerk = await clerkOf();
  const source = { name: '运营合同台账（测试）', migrated: true } as const;
  const [sought] = await clerk.write('2026-01-05', {
    ...{ ...opening('2026-01-05'), type: 'RecordMigratedContract', terms, source },
    ...{ recurring: true, route: 'government-purchase' },
  });
  await clerk.conclude('2026-01-05', sought);
  await clerk.pass('2026-01-05', 'contract-end:2024-12-31');
  const [period] = await clerk.write('2026-01-08', {
    ...{ ...on('2026-01-08'), type: 'CorrectPeriod', reason: '合同期录入有误（测试）' },
    ...{ start: day('2024-07-01'), end: day('2026-06-30'), evidence: ['b'.repeat(64)] },
  });
  await clerk.conclude('2026-01-08', period);
  return clerk.written();
}

async function notConcluded(): Promise<readonly Recorded[]> {
  const clerk = await clerkOf();
  const source = { name: '运营合同台账（测试）', migrated: true } as const;
  const [sought] = await clerk.write('2026-01-05', {
    ...{ ...opening('2026-01-05'), type: 'RecordMigratedContract', terms, source },
    ...{ recurring: false, route: 'other' },
  });
  await clerk.conclude('2026-01-05', sought, 'another');
  return clerk.written();
}

async function seatPassedOn(): Promise<readonly Recorded[]> {
  const base = baseId('huashi');
  const scribe = await scribeOf(operatorSeat, base);
  const write = (when: string, command: OperatorSeatCommand, causationId: EventId) =>
    scribe.write(when, command, { causationId });
  const take = (when: string, contract: string, start: string, end: string) => {
    const askedBy = eventId(`${contract} asked on ${when}`);
    const period = { start: day(start), end: day(end) };
    const asked = { base, contract: contractId(contract), ...period, askedBy };
    return write(when, { type: 'TakeSeat', ...asked }, askedBy);
  };
  await take('2023-12-25', 'first', '2024-01-01', '2024-12-31');
  await take('2024-01-15', 'second', '2024-07-01', '2025-06-30');
  const becauseOf = eventId('first ended');
  const released = { base, contract: contractId('first'), through: day('2024-03-29'), becauseOf };
  await write('2024-03-29', { type: 'ReleaseSeat', ...released }, becauseOf);
  await take('2024-04-01', 'second', '2024-07-01', '2025-06-30');
  return scribe.written();
}

export const operatorContractStories: Readonly<Record<string, () => Promise<readonly Recorded[]>>> =
  {
    'operatorcontract-life': life,
    'operatorcontract-excepted': excepted,
    'operatorcontract-migrated': migrated,
    'operatorcontract-overlapping': notConcluded,
    'operatorseat-passed-on': seatPassedOn,
  };
