import { startOfDay, type EventId } from '@fuhua/kernel';
import type { Recorded } from '@fuhua/platform/event-store';
import { personId } from '@fuhua/testing';
import { aboutDelegation, type Act } from '../src/delegation/act.decider.ts';
import { delegation, type DelegationCommand } from '../src/delegation/delegation.decider.ts';
import {
  act,
  calendar,
  day,
  id,
  mandate,
  rainy,
  source,
  sunny,
} from '../src/delegation/delegation.suite.ts';
import { scribeOf, type Scribe } from './scribe.suite.ts';

/** Every event that the streams of delegations hold, in histories that could be real. */

const scribe = (): Promise<Scribe<DelegationCommand>> => scribeOf(delegation, id, aboutDelegation);
const on = (today: string): Act => ({ ...act, today: day(today) });
const reason = '工作调整（测试）';

async function assigned(): Promise<Scribe<DelegationCommand> & { readonly first: EventId }> {
  const clerk = await scribe();
  const given = { service: 'grading', ...mandate } as const;
  const command = { ...on('2024-03-04'), type: 'AssignDelegatedService', given, calendar } as const;
  const [first] = await clerk.write('2024-03-04', command);
  return { ...clerk, first };
}

async function carriedOut(): Promise<readonly Recorded[]> {
  const clerk = await assigned();
  const pass = (when: string, name: string) =>
    clerk.write(when, { type: 'PassDeadline', name, now: startOfDay(day(when)) }, {});
  await pass('2024-03-19', 'declaration');
  const interests = [{ organization: rainy, interest: 'shared-head' as const }];
  const declared = { person: personId('zhang'), interests, on: day('2024-03-20'), source };
  await clerk.write('2024-03-20', {
    ...{ ...on('2024-03-20'), type: 'SignDelegateDeclaration', given: declared },
  });
  const delivered = { on: day('2024-06-03'), organizations: [sunny], source };
  await clerk.write('2024-06-03', {
    ...{ ...on('2024-06-03'), type: 'RecordDelivery', given: delivered },
  });
  const scope = '等级评估材料初审（测试）';
  await clerk.approve('2024-06-05', await clerk.ask('2024-06-04', clerk.first, { scope }));
  const other = { scope: '等级评估（测试）' };
  await clerk.decline('2024-06-07', await clerk.ask('2024-06-06', clerk.first, other));
  await pass('2025-01-01', 'end');
  return clerk.written();
}

async function revoked(): Promise<readonly Recorded[]> {
  const clerk = await assigned();
  const given = { on: day('2024-04-01'), reason, document: '吴民〔2024〕7号' };
  await clerk.write('2024-04-01', { ...on('2024-04-01'), type: 'RevokeDelegatedService', given });
  return clerk.written();
}

async function researched(): Promise<readonly Recorded[]> {
  const clerk = await scribe();
  const research = { title: '培育路径研究（测试）', form: 'report', source } as const;
  const given = { ...research, completedOn: day('2024-02-28') };
  await clerk.write('2024-03-04', { ...on('2024-03-04'), type: 'RegisterResearchOutput', given });
  await clerk.write('2024-06-03', {
    ...{ ...on('2024-06-03'), type: 'WithdrawResearchOutput' },
    given: { on: day('2024-06-03'), reason },
  });
  return clerk.written();
}

async function standardised(): Promise<readonly Recorded[]> {
  const clerk = await scribe();
  const standard = { title: '孵化服务规范（测试）', level: 'local', source } as const;
  const named = { number: 'DB320506/T 001-2024', issuedBy: '市场监管局（测试）' };
  const given = { ...standard, ...named, adoptedOn: day('2024-03-04') };
  await clerk.write('2024-03-04', { ...on('2024-03-04'), type: 'AdoptStandard', given });
  await clerk.write('2025-03-03', {
    ...{ ...on('2025-03-03'), type: 'RepealStandard' },
    given: { on: day('2025-03-03'), reason },
  });
  return clerk.written();
}

export const delegationStories: Readonly<Record<string, () => Promise<readonly Recorded[]>>> = {
  'delegation-carried-out': carriedOut,
  'delegation-revoked': revoked,
  'delegation-researched': researched,
  'delegation-standardised': standardised,
};
