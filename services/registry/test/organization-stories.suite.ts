import { startOfDay, type EventId, type OrganizationId } from '@fuhua/kernel';
import type { Recorded } from '@fuhua/platform/event-store';
import { eventId, organizationId, personId } from '@fuhua/testing';
import {
  aboutOrganization,
  organization,
  type OfficerCommand,
  type OrganizationCommand,
} from '../src/organization/organization.decider.ts';
import type { Body } from '../src/organization/organization.events.ts';
import {
  act,
  at,
  code,
  day,
  division,
  profile,
  rainy,
  source,
  sunny,
  suzhou,
} from '../src/organization/organization.suite.ts';
import type { Act } from '../src/organization/record.decider.ts';
import { scribeOf, type Scribe, type Written } from './scribe.suite.ts';

/** Every event that the streams of organizations hold, in histories that could be real. */

type Of<T extends OfficerCommand['type']> = Extract<OfficerCommand, { type: T }>;

/** A scribe for one organization, by whom Wuzhong's officer records facts. */
interface Clerk extends Scribe<OrganizationCommand> {
  record<T extends OfficerCommand['type']>(
    on: string,
    type: T,
    fact: Omit<Of<T>['fact'], 'source'>,
    more?: Partial<Act> & Omit<Of<T>, 'type' | 'fact' | keyof Act>,
  ): Promise<Written>;
  /** The guard's answer, carried back. */
  conclude(on: string, sought: EventId, holder?: OrganizationId): Promise<Written>;
}

const kind = 'social-service-organization';
const registration: Body = { form: 'registered', kind, uscc: code };
const since = day('2022-03-01');
const reason = '依申请（测试）';

async function clerkOf(): Promise<Clerk> {
  const scribe = await scribeOf(organization, sunny, aboutOrganization);
  return {
    ...scribe,
    record: (on, type, fact, more = {} as never) =>
      scribe.write(on, {
        ...{ ...act, today: day(on), ...more, type },
        fact: { ...fact, source },
      } as unknown as OfficerCommand),
    conclude: (on, sought, holder) => {
      const answered = holder === undefined ? 'granted' : 'refused';
      const by = eventId(`${answered} ${sought}`);
      const answer =
        holder === undefined
          ? ({ answer: 'granted', by } as const)
          : ({ answer: 'refused', by, holder } as const);
      return scribe.write(on, { type: 'ConcludeCode', sought, ...answer }, { causationId: by });
    },
  };
}

/** Since 2022-03-01; on record since 2024-01-02, but for the answer about its code. */
async function opened(body: Body): Promise<readonly [Clerk, EventId]> {
  const clerk = await clerkOf();
  const [first] = await clerk.write('2024-01-02', {
    ...{ ...act, today: day('2024-01-02'), type: 'RegisterOrganization', organization: sunny },
    ...{ registrar: at(act.acting), fact: { ...profile, source, since, body } },
  });
  return [clerk, first];
}

/** The id is that of OrganizationRegistered. */
async function registered(): Promise<readonly [Clerk, EventId]> {
  const [clerk, sought] = await opened(registration);
  const [record] = await clerk.conclude('2024-01-02', sought);
  return [clerk, record];
}

async function life(): Promise<readonly Recorded[]> {
  const [clerk, record] = await registered();
  const change = { since: day('2024-01-15') };
  const name = '吴中区晴天社区服务中心（测试）';
  await clerk.record('2024-02-01', 'RecordNameChange', { name, ...change });
  const domicile = { division: division('320506105'), address: '测试路2号' };
  await clerk.record('2024-02-01', 'RecordDomicileChange', { domicile, ...change });
  const post = { person: personId('head'), post: 'head', since: day('2023-01-10') } as const;
  const [head] = await clerk.record('2024-02-02', 'RecordHead', post);
  const left = { recorded: head, on: day('2024-02-29') };
  await clerk.record('2024-03-01', 'RecordHeadLeft', left);
  // Public before and after, then a correction of which others learn nothing, then one that is declined.
  const first = { name: '吴中区阳光服务中心（测试）', since: day('2022-03-02') };
  await clerk.approve('2024-03-05', await clerk.ask('2024-03-04', record, first));
  await clerk.approve('2024-03-06', await clerk.ask('2024-03-05', head, { since: '2023-01-11' }));
  await clerk.decline('2024-03-08', await clerk.ask('2024-03-07', head, { since: '2023-01-12' }));
  const days = { validFrom: day('2024-06-03'), validTo: day('2024-08-31') };
  await clerk.record('2024-06-03', 'RecordSuspension', days);
  const moved = { since: day('2025-01-02') };
  await clerk.record('2025-01-02', 'RecordRegistrarChange', moved, { to: at(suzhou) });
  const bySuzhou = { acting: suzhou, registrar: at(suzhou) };
  const revoked = { on: day('2025-03-03'), reason };
  await clerk.record('2025-03-03', 'RecordRevocation', revoked, bySuzhou);
  const gone = { on: day('2025-06-03'), reason };
  await clerk.record('2025-06-03', 'RecordDeregistration', gone, bySuzhou);
  return clerk.written();
}

async function qualifications(): Promise<readonly Recorded[]> {
  const [clerk] = await registered();
  const validity = { validFrom: day('2024-02-20'), validTo: day('2028-12-31') };
  const end = (recorded: EventId) => ({ recorded, on: day('2024-06-03'), reason });
  const [grade] = await clerk.record('2024-03-04', 'RecordGrade', {
    ...{ grade: '3A', rater: '吴中区民政局（测试）', plateLevel: 'county' },
    ...{ awardedOn: day('2024-02-20'), validFrom: day('2024-02-20') },
  });
  await clerk.approve('2024-03-06', await clerk.ask('2024-03-05', grade, { grade: '4A' }));
  await clerk.record('2024-06-03', 'RecordGradeWithdrawal', end(grade));
  const [tax] = await clerk.record('2024-03-04', 'RecordTaxQualification', {
    ...{ qualification: 'npo-exemption', validFrom: day('2024-01-01') },
  });
  await clerk.record('2024-06-03', 'RecordTaxQualificationWithdrawal', end(tax));
  const [appeals] = await clerk.record('2024-03-04', 'RecordPublicFundraising', validity);
  await clerk.record('2024-06-03', 'RecordPublicFundraisingWithdrawal', end(appeals));
  const agency = { classification: 'social-work-agency', validFrom: day('2024-02-20') } as const;
  const [classified] = await clerk.record('2024-03-04', 'RecordClassification', agency);
  await clerk.record('2024-06-03', 'RecordClassificationEnd', end(classified));
  const charity = { charity: true, since: day('2024-10-01') };
  await clerk.record('2024-10-08', 'RecordCharityStatus', charity);
  return clerk.written();
}

/** A grade and a deduction reach their last days. */
async function lapses(): Promise<readonly Recorded[]> {
  const [clerk] = await registered();
  const validity = { validFrom: day('2022-06-01'), validTo: day('2024-12-31') };
  const [grade] = await clerk.record('2024-03-04', 'RecordGrade', {
    ...{ grade: '3A', rater: '吴中区民政局（测试）', plateLevel: 'county', ...validity },
    awardedOn: day('2022-06-01'),
  });
  const deduction = { qualification: 'donation-deduction', ...validity } as const;
  const [tax] = await clerk.record('2024-03-04', 'RecordTaxQualification', deduction);
  const pass = (on: string, name: string) =>
    clerk.write(on, { type: 'PassDeadline', name, now: startOfDay(day(on)) }, {});
  await pass('2024-10-02', `tax-qualification-expiring-90-${tax}`);
  await pass('2024-11-01', `tax-qualification-expiring-60-${tax}`);
  await pass('2024-12-01', `tax-qualification-expiring-30-${tax}`);
  await pass('2025-01-01', `tax-qualification-lapsed-${tax}`);
  await pass('2025-01-01', `grade-expired-${grade}`);
  return clerk.written();
}

async function standing(): Promise<readonly Recorded[]> {
  const [clerk] = await registered();
  const year = { fiscalYear: 2023 };
  const filed = { ...year, filing: 'annual-inspection', filedOn: day('2024-06-20') } as const;
  await clerk.record('2024-06-20', 'RecordAnnualFiling', filed);
  const accepted = { ...year, on: day('2024-06-21') };
  await clerk.record('2024-06-21', 'RecordFilingAcceptance', accepted);
  const exempt = { fiscalYear: 2022, on: day('2024-06-24'), reason };
  await clerk.record('2024-06-24', 'RecordFilingExemption', exempt);
  const passed = { ...year, conclusion: 'pass', publishedOn: day('2024-09-02') } as const;
  await clerk.record('2024-09-02', 'RecordAnnualConclusion', passed);
  const [listing] = await clerk.record('2024-09-03', 'RecordListing', {
    ...{ list: 'abnormal-activity', ground: 'unreachable', on: day('2024-09-01') },
  });
  await clerk.record('2024-10-08', 'RecordListingLifted', {
    ...{ recorded: listing, on: day('2024-10-01') },
  });
  const [penalty] = await clerk.record('2024-10-09', 'RecordPenalty', {
    ...{ kind: 'fine', decidedBy: '吴中区民政局（测试）', decision: '吴民罚字〔2024〕1号' },
    ...{ amountFen: '100000', decidedOn: day('2024-09-09'), effectiveOn: day('2024-09-10') },
  });
  await clerk.record('2024-10-10', 'RecordPenaltyExecution', {
    ...{ recorded: penalty, on: day('2024-10-10') },
  });
  await clerk.record('2024-10-11', 'RecordPartyOrganization', {
    ...{ coverage: 'joint', members: '3-49', since: day('2024-07-01') },
  });
  const normal = { status: 'normal', since: day('2024-10-01') } as const;
  await clerk.record('2024-10-11', 'RecordCreditStatus', normal);
  await clerk.record('2024-10-14', 'RecordSynchronisation', {
    ...{ registers: ['lists', 'grades'], synchronisedOn: day('2024-10-14') },
  });
  const [related] = await clerk.record('2024-10-15', 'RecordRelatedParty', {
    ...{ relation: 'payment', amountFen: '5000000', validFrom: day('2024-01-01') },
    counterparty: { is: 'organization', organization: organizationId('rainy') },
  });
  await clerk.record('2024-12-02', 'RecordRelatedPartyEnd', {
    ...{ recorded: related, on: day('2024-12-01') },
  });
  return clerk.written();
}

/** A team whose first code is another's. */
async function team(): Promise<readonly Recorded[]> {
  const body = { form: 'preparing', corePersons: 3, intendedKind: kind } as const;
  const [clerk] = await opened(body);
  const more = { corePersons: 5, since: day('2024-01-15') };
  await clerk.record('2024-02-01', 'RecordCoreTeam', more);
  const approved = { name: '吴中区新苗服务中心（测试）', on: day('2024-02-20') };
  await clerk.record('2024-02-21', 'RecordNamePreApproval', approved);
  const applied = { kind, on: day('2024-03-01') } as const;
  await clerk.record('2024-03-01', 'RecordRegistrationApplication', applied);
  const to = { to: at(act.acting) };
  const linked = { kind, uscc: code, registeredOn: day('2024-03-20') } as const;
  const [first] = await clerk.record('2024-03-21', 'LinkToCode', linked, to);
  await clerk.conclude('2024-03-21', first, rainy);
  const [second] = await clerk.record('2024-03-25', 'LinkToCode', linked, to);
  await clerk.conclude('2024-03-25', second);
  return clerk.written();
}

async function filed(): Promise<readonly Recorded[]> {
  const [clerk] = await opened({ form: 'filed', township: division('320506104') });
  await clerk.record('2025-01-02', 'RecordDisbanding', { on: day('2025-01-02'), reason });
  return clerk.written();
}

async function refused(): Promise<readonly Recorded[]> {
  const [clerk, sought] = await opened(registration);
  await clerk.conclude('2024-01-02', sought, rainy);
  return clerk.written();
}

async function voided(): Promise<readonly Recorded[]> {
  const [clerk] = await registered();
  await clerk.record('2024-01-08', 'VoidRecord', { reason });
  return clerk.written();
}

export const organizationStories = {
  'organization-life': life,
  'organization-qualifications': qualifications,
  'organization-lapses': lapses,
  'organization-standing': standing,
  'organization-team': team,
  'organization-filed': filed,
  'organization-refused': refused,
  'organization-voided': voided,
};
