import { startOfDay } from '@fuhua/kernel';
import type { Recorded } from '@fuhua/platform/event-store';
import { makeUscc } from '@fuhua/rules';
import { baseId, organizationId, personId } from '@fuhua/testing';
import { aboutBase } from '../src/base/about.decider.ts';
import { base, type BaseCommand } from '../src/base/base.decider.ts';
import {
  act,
  day,
  education,
  huashi,
  migrated,
  opening,
  place,
  source,
  special,
  wuxi,
  wuzhong,
} from '../src/base/base.suite.ts';
import type { BaseOfficerCommand } from '../src/base/competence.decider.ts';
import type { RegisterBase } from '../src/base/life.decider.ts';
import { scribeOf, type Scribe, type Written } from './scribe.suite.ts';

/** Every event of a base's life, functions and regime, in histories that could be real. */

const reason = '工作需要（测试）';

type Wanted<C> = C extends BaseOfficerCommand ? Omit<C, keyof typeof act> : never;

interface Clerk extends Scribe<BaseCommand> {
  readonly opened: Written;
  /** Decided on that day, in the words of the officer of Jiangyin unless another authority acts. */
  act(on: string, wanted: Wanted<BaseOfficerCommand>, by?: typeof act.acting): Promise<Written>;
  pass(on: string, name: string): Promise<Written>;
}

async function clerkOf(
  how: Partial<Pick<RegisterBase, 'acting' | 'special'>> = {},
): Promise<Clerk> {
  const scribe = await scribeOf(base, huashi, aboutBase);
  const today = day('2024-01-02');
  const opened = await scribe.write('2024-01-02', {
    ...{ ...act, type: 'RegisterBase', base: huashi, today, fact: opening, ...how },
  });
  return {
    ...{ ...scribe, opened },
    act: (on, wanted, acting = how.acting ?? act.acting) =>
      scribe.write(on, { ...wanted, ...act, acting, today: day(on) }),
    pass: (on, name) =>
      scribe.write(on, { type: 'PassDeadline', name, now: startOfDay(day(on)) }, {}),
  };
}

async function life(): Promise<readonly Recorded[]> {
  const clerk = await clerkOf();
  const { opened } = clerk;
  const on = (text: string) => ({ on: day(text), source });
  await clerk.act('2024-01-03', {
    ...{ type: 'RenameBase' },
    fact: { name: '华士社会组织之家（测试）', since: day('2023-01-01'), source },
  });
  await clerk.act('2024-01-04', {
    ...{ type: 'SetCapacity', fact: { capacity: 30, since: day('2024-01-01'), source } },
  });
  await clerk.act('2024-02-01', { type: 'SuspendBase', fact: { ...on('2024-02-01'), reason } });
  await clerk.act('2024-03-01', { type: 'ResumeBase', fact: on('2024-03-01') });
  const values = { name: '华士镇社会组织培育基地（测试）', establishedOn: '2022-03-02' };
  await clerk.approve('2024-03-05', await clerk.ask('2024-03-04', opened[0], values));
  await clerk.decline('2024-03-07', await clerk.ask('2024-03-06', opened[0], { capacity: 5 }));
  const raised = { level: 'county', ...on('2024-04-01') } as const;
  await clerk.act('2024-04-01', { type: 'AssignLevel', fact: raised });
  const moved = { location: place('320506104201'), address: '测试路2号', ...on('2024-05-06') };
  await clerk.act('2024-05-06', { type: 'RelocateBase', fact: moved });
  const closing = { ...on('2024-06-28'), reason };
  await clerk.act('2024-06-28', { type: 'CloseBase', fact: closing }, wuzhong);
  return clerk.written();
}

async function specialField(): Promise<readonly Recorded[]> {
  const clerk = await clerkOf({ acting: education, special });
  await clerk.act('2024-05-06', {
    ...{ type: 'MergeBase', successor: 'active' },
    fact: { into: baseId('zhouzhuang'), on: day('2024-05-06'), reason, source },
  });
  return clerk.written();
}

async function functions(): Promise<readonly Recorded[]> {
  const clerk = await clerkOf();
  const own = ['incubation', 'space'] as ('incubation' | 'space' | 'brand')[];
  const on = day('2024-01-03');
  await clerk.act('2024-01-03', {
    ...{ type: 'RecordApprovedFunctions' },
    fact: { functions: own, on: day('2022-05-04'), source: migrated },
  });
  const beyond = { functions: [...own, 'brand' as const], on };
  await clerk.act('2024-01-03', { type: 'DeclareFunctions', fact: beyond });
  await clerk.act('2024-01-08', { type: 'DecideFunctions' });
  const extension = { functions: ['brand' as const], reason, on: day('2024-01-09'), source };
  await clerk.act('2024-01-09', { type: 'ApproveExtension', fact: extension });
  await clerk.act('2024-01-10', { type: 'DeclareFunctions', fact: beyond });
  await clerk.act('2024-01-11', { type: 'DecideFunctions' });
  return clerk.written();
}

const large = { natureDefinable: true, meetsRegistrationConditions: false, areaM2: 200 };
const small = { areaM2: 50, fullTimeStaff: 1, liveIncubatees: 3, yearlyFundsFen: '100000' };
const tight = { hasCharter: true, hasRegularMeeting: true, hasOwnAccount: true };
const manager = {
  ...{ kind: 'township-government' as const, name: '华士镇人民政府（测试）' },
  division: place('320281107'),
};
const party = {
  ...{ kind: 'community-party-organization' as const, name: '华士社区党委（测试）' },
  division: place('320281107001'),
};
const committee = {
  ...{ kind: 'residents-committee' as const, name: '华士社区居委会（测试）' },
  division: place('320281107001'),
};

const record = (clerk: Clerk, on: string, known: object): Promise<Written> =>
  clerk.act(on, { type: 'RecordRegimeInputs', fact: { ...known, on: day(on), source } });

async function managed(): Promise<readonly Recorded[]> {
  const clerk = await clerkOf();
  const since = day('2024-01-10');
  await record(clerk, '2024-01-03', large);
  await clerk.act('2024-01-03', { type: 'ClassifyRegime' });
  await record(clerk, '2024-01-10', { liveIncubatees: 10 });
  await clerk.act('2024-01-10', { type: 'ClassifyRegime' });
  await clerk.act('2024-01-10', {
    ...{ type: 'AssignTownshipManagement', fact: { manager, since, source } },
  });
  const [changed] = await record(clerk, '2024-06-03', { ...small, hasCharter: false });
  await clerk.act('2024-06-04', { type: 'ClassifyRegime' });
  const leading = { lead: party, guide: committee, since: day('2024-06-04'), source };
  await clerk.act('2024-06-04', { type: 'AssignCommunityPartyLeadership', fact: leading });
  await clerk.approve('2024-06-06', await clerk.ask('2024-06-05', changed, { areaM2: 60 }));
  await record(clerk, '2024-07-01', tight);
  await clerk.act('2024-07-02', { type: 'ClassifyRegime' });
  const responsible = { regime: 'B', manager } as const;
  await clerk.act('2024-07-03', {
    ...{ type: 'ProposeManualRegime' },
    fact: { responsible, reason, on: day('2024-07-03'), source },
  });
  await clerk.act('2024-07-04', { type: 'ApproveManualRegime', by: personId('approver') });
  await clerk.pass('2025-07-03', 'regime-review:2025-07-02');
  await record(clerk, '2025-07-07', { natureDefinable: false });
  await clerk.act('2025-07-08', { type: 'ClassifyRegime' });
  await clerk.act('2025-07-09', {
    ...{ type: 'AssignResponsibleBody', reviewBy: day('2025-12-31') },
    fact: {
      body: { kind: 'other', name: '江阴市民政局（测试）' },
      ...{ reason, since: day('2025-07-09'), source },
    },
  });
  return clerk.written();
}

async function incorporated(): Promise<readonly Recorded[]> {
  const clerk = await clerkOf();
  await clerk.act('2024-01-03', {
    ...{ type: 'RecordRegime', fact: { regime: 'A', on: day('2022-06-01'), source: migrated } },
  });
  await clerk.pass('2024-01-04', 'regime-registration:2022-12-01');
  const filed = { filedOn: day('2024-02-01'), source };
  await clerk.act('2024-02-01', { type: 'RecordRegistrationFiling', fact: filed });
  await clerk.act('2024-03-01', {
    ...{ type: 'RecordLegalRegistration' },
    fact: {
      ...{ form: 'social-service-organization' as const },
      ...{ uscc: makeUscc('52320281', 'MJ500026'), organization: organizationId('huashi') },
      ...{ registeredOn: day('2024-03-01'), source },
    },
  });
  return clerk.written();
}

async function raised(): Promise<readonly Recorded[]> {
  const clerk = await clerkOf();
  const fact = { level: 'city', on: day('2024-02-01'), source } as const;
  await clerk.act('2024-02-01', { type: 'AssignLevel', fact }, wuxi);
  return clerk.written();
}

export const baseStories = {
  'base-life': life,
  'base-special': specialField,
  'base-functions': functions,
  'base-managed': managed,
  'base-incorporated': incorporated,
  'base-raised': raised,
};
