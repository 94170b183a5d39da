import { startOfDay, type EventId } from '@fuhua/kernel';
import type { Recorded } from '@fuhua/platform/event-store';
import { authorityId, organizationId, personId } from '@fuhua/testing';
import { aboutBase } from '../src/base/about.decider.ts';
import { base, type BaseCommand } from '../src/base/base.decider.ts';
import { act, day, huashi, opening, source } from '../src/base/base.suite.ts';
import type { UpkeepCommand } from '../src/base/upkeep.decider.ts';
import { scribeOf, type Scribe, type Written } from './scribe.suite.ts';

/** Every event of what is kept up of a base, in histories that could be real. */

const reason = '情况变化（测试）';
const [li, wang, zhang] = [personId('li'), personId('wang'), personId('zhang')];

type Wanted<C> = C extends UpkeepCommand ? Omit<C, keyof typeof act> : never;

interface Clerk extends Scribe<BaseCommand> {
  /** Decided on that day, in the words of the officer of Jiangyin. */
  keep(on: string, wanted: Wanted<UpkeepCommand>): Promise<Written>;
  pass(on: string, name: string): Promise<Written>;
}

async function clerkOf(): Promise<Clerk> {
  const scribe = await scribeOf(base, huashi, aboutBase);
  await scribe.write('2024-01-02', {
    ...{ ...act, type: 'RegisterBase', base: huashi, today: day('2024-01-02'), fact: opening },
  });
  return {
    ...scribe,
    keep: (on, wanted) => scribe.write(on, { ...wanted, ...act, today: day(on) }),
    pass: (on, name) =>
      scribe.write(on, { type: 'PassDeadline', name, now: startOfDay(day(on)) }, {}),
  };
}

const from = (recorded: EventId, on: string) => ({ recorded, on: day(on), source });

async function furnished(): Promise<readonly Recorded[]> {
  const clerk = await clerkOf();
  const since = day('2022-03-01');
  const proven = { ...source, evidence: ['a'.repeat(64)] };
  const actor = { is: 'authority', authority: authorityId('320281') } as const;
  const role = { kind: 'government', actor, role: 'accountable', validFrom: since } as const;
  const [assigned] = await clerk.keep('2024-01-03', {
    ...{ type: 'AssignActor', fact: { ...role, validTo: day('2026-12-31'), source } },
  });
  await clerk.keep('2024-02-01', { type: 'ReleaseActor', fact: from(assigned, '2024-02-01') });
  const runner = { is: 'organization', organization: organizationId('nuanyang') } as const;
  const running = { kind: 'operator', actor: runner, role: 'responsible' } as const;
  await clerk.keep('2024-02-01', {
    ...{ type: 'AssignActor', fact: { ...running, validFrom: day('2024-02-01'), source } },
  });
  const rules = { system: 'finance', document: '财务管理制度（测试）', since, source } as const;
  const [system] = await clerk.keep('2024-02-02', { type: 'EstablishSystem', fact: rules });
  await clerk.keep('2024-03-01', {
    ...{ type: 'WithdrawSystem', fact: { ...from(system, '2024-03-01'), reason } },
  });
  const model = { model: 'purchased', legalBasis: '财政部令102号', since, source } as const;
  await clerk.keep('2024-03-04', { type: 'SetOperatingModel', fact: model });
  const desk = { place: 'desk', responsible: zhang, validFrom: since, source: proven } as const;
  const [service] = await clerk.keep('2024-03-05', { type: 'EnablePartyService', fact: desk });
  await clerk.keep('2024-03-06', {
    ...{ type: 'EndPartyService', fact: { ...from(service, '2024-03-06'), reason } },
  });
  const rented = {
    ...({ kind: 'township-service-facility', name: '华士镇党群服务中心（测试）' } as const),
    ...{ areaM2: 320.5, sharedUse: '共用协议（测试）', validFrom: since, source },
  };
  const [leased] = await clerk.keep('2024-03-07', {
    ...{ type: 'LinkHostFacility', fact: { ...rented, validTo: day('2024-06-30') } },
  });
  for (const [on, left] of [
    ['2024-04-01', 90],
    ['2024-05-01', 60],
    ['2024-05-31', 30],
  ] as const) {
    await clerk.pass(on, `host-lease-expiring:${String(left)}:${leased}`);
  }
  await clerk.pass('2024-07-01', `host-lease-ended:${leased}`);
  const [second] = await clerk.keep('2024-07-01', {
    ...{ type: 'LinkHostFacility', fact: { ...rented, validFrom: day('2024-07-01') } },
  });
  await clerk.keep('2024-08-01', {
    ...{ type: 'UnlinkHostFacility', fact: { ...from(second, '2024-08-01'), reason } },
  });
  return clerk.written();
}

async function staffed(): Promise<readonly Recorded[]> {
  const clerk = await clerkOf();
  const validFrom = day('2023-01-01');
  const post = { person: li, post: '社工', fullTime: true, validFrom, source };
  const [assigned] = await clerk.keep('2024-01-03', {
    ...{ type: 'AssignStaff', fact: { ...post, validTo: day('2026-12-31') } },
  });
  await clerk.keep('2024-03-01', { type: 'RecordStaffLeft', fact: from(assigned, '2024-03-01') });
  const paper = { person: wang, level: 'social-worker', validFrom, source } as const;
  const [qualified] = await clerk.keep('2024-03-04', {
    ...{ type: 'RecordSocialWorkQualification', fact: { ...paper, validTo: day('2025-12-31') } },
  });
  const candidates = [
    { candidate: 'A1', totalScore: '86.5', socialWorkQualification: false },
    { candidate: wang, totalScore: '86.50', socialWorkQualification: true },
  ];
  await clerk.keep('2024-03-05', {
    ...{ type: 'ChooseStaff' },
    fact: { post: '社工', candidates, chosen: wang, on: day('2024-03-05'), source },
  });
  await clerk.keep('2024-04-01', {
    type: 'RecordSocialWorkQualificationWithdrawal',
    fact: { ...from(qualified, '2024-04-01'), reason },
  });
  const [corrected] = await clerk.keep('2024-04-02', {
    ...{ type: 'AssignStaff', fact: { ...post, person: wang } },
  });
  await clerk.approve('2024-04-04', await clerk.ask('2024-04-03', corrected, { fullTime: false }));
  return clerk.written();
}

async function verified(): Promise<readonly Recorded[]> {
  const clerk = await clerkOf();
  await clerk.pass('2024-01-02', 'verification-overdue:2023-03-02');
  const checked = ['location', 'staff'] as const;
  await clerk.keep('2024-01-10', {
    ...{ type: 'VerifyBase' },
    fact: { on: day('2024-01-10'), checked: [...checked], source },
  });
  await clerk.keep('2024-01-11', {
    ...{ type: 'VerifyBase' },
    fact: { on: day('2023-01-10'), checked: ['name'], source: { ...source, migrated: true } },
  });
  const doubt = { field: 'capacity', reason, on: day('2024-02-01'), source } as const;
  const [flag] = await clerk.keep('2024-02-01', { type: 'FlagData', fact: doubt });
  const cleared = { ...from(flag, '2024-02-05'), finding: '与现场一致（测试）' };
  await clerk.keep('2024-02-05', { type: 'ClearFlag', by: zhang, fact: cleared });
  await clerk.pass('2025-01-11', 'verification-overdue:2025-01-11');
  return clerk.written();
}

export const baseUpkeepStories = {
  'base-furnished': furnished,
  'base-staffed': staffed,
  'base-verified': verified,
};
