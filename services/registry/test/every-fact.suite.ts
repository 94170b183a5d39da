import { bureauOf } from './organizations.suite.ts';

/** One fact by each route: for a registered organization, in order, and for a preparing team. `from` names the fact it ends. */
export interface Recorded {
  readonly route: string;
  readonly event: string;
  readonly fact: object;
  readonly from?: string;
}

const at = (route: string, event: string, fact: object, from?: string): Recorded => ({
  route,
  event,
  fact,
  ...(from !== undefined && { from }),
});

const year = { fiscalYear: 2023 };
const on = '2024-06-03';
const since = '2024-01-02';
const validity = { validFrom: since, validTo: '2028-12-31' };
const reason = '依申请（测试）';
const person = '0aaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
const award = { grade: '4A', rater: '南京市民政局(测试)', plateLevel: 'city', awardedOn: since };
const exempt = { qualification: 'npo-exemption' };
const listing = { list: 'serious-violation', ground: 'large-fine', on: since };
const fine = {
  kind: 'fine',
  decidedBy: '鼓楼区民政局(测试)',
  decision: '1号',
  amountFen: '100000',
};
const domicile = { division: '320106', address: '测试路2号' };
const members = { coverage: 'joint', members: '3-49' };

export const ofRegistered: readonly Recorded[] = [
  at('record-name-change', 'NameChangeRegistered', { name: '晴天服务中心(测试)', since }),
  at('record-domicile-change', 'DomicileChangeRegistered', { domicile, since }),
  at('record-head', 'HeadRecorded', { person, post: 'head', since }),
  at('record-head-left', 'HeadLeft', { on }, 'record-head'),
  at('record-grade', 'GradeAwarded', { ...award, ...validity }),
  at('record-grade-withdrawal', 'GradeWithdrawn', { on, reason }, 'record-grade'),
  at('record-tax-qualification', 'TaxQualificationRecorded', { ...exempt, validFrom: since }),
  at(
    ...(['record-tax-qualification-withdrawal', 'TaxQualificationWithdrawn'] as const),
    ...([{ on, reason }, 'record-tax-qualification'] as const),
  ),
  at('record-public-fundraising', 'PublicFundraisingGranted', validity),
  at(
    ...(['record-public-fundraising-withdrawal', 'PublicFundraisingWithdrawn'] as const),
    ...([{ on, reason }, 'record-public-fundraising'] as const),
  ),
  at('record-classification', 'ClassificationRecorded', { classification: 'hub', ...validity }),
  at('record-classification-end', 'ClassificationEnded', { on, reason }, 'record-classification'),
  at('record-annual-filing', 'AnnualFilingRecorded', {
    ...{ ...year, filing: 'annual-inspection', filedOn: '2024-06-20' },
  }),
  at('record-filing-acceptance', 'FilingAcceptedAsTimely', { ...year, on: '2024-06-21' }),
  at('record-filing-exemption', 'FilingExempted', { fiscalYear: 2022, on: since, reason }),
  at('record-annual-conclusion', 'AnnualConclusionRecorded', {
    ...{ ...year, conclusion: 'pass', publishedOn: '2024-09-02' },
  }),
  at('record-charity-status', 'CharityStatusRecorded', { charity: true, since: '2024-10-01' }),
  at('record-listing', 'ListingRecorded', listing),
  at('lift-listing', 'ListingLifted', { on }, 'record-listing'),
  at('record-penalty', 'PenaltyRecorded', { ...fine, decidedOn: since, effectiveOn: since }),
  at('record-penalty-execution', 'PenaltyExecuted', { on }, 'record-penalty'),
  at('record-party-organization', 'PartyOrganizationRecorded', { ...members, since }),
  at('record-credit-status', 'CreditStatusChanged', { status: 'normal', since }),
  at('record-synchronisation', 'RegisterSynchronised', {
    ...{ registers: ['lists', 'grades'], synchronisedOn: on },
  }),
  at('record-related-party', 'RelatedPartyRecorded', {
    ...{ relation: 'shared-head', counterparty: { person }, validFrom: since },
  }),
  at('record-related-party-end', 'RelatedPartyEnded', { on }, 'record-related-party'),
  at('record-suspension', 'OrganizationSuspended', { validFrom: on, validTo: '2024-08-31' }),
  at('record-registrar-change', 'RegistrarChanged', {
    ...{ registrar: { authority: bureauOf('3201') }, since: '2025-01-02' },
  }),
  at('record-revocation', 'RegistrationRevoked', { on: '2025-03-03', reason }),
  at('record-deregistration', 'OrganizationDeregistered', { on: '2025-06-03', reason }),
];

export const ofTeam: readonly Recorded[] = [
  at('record-core-team', 'CoreTeamRecorded', { corePersons: 5, since }),
  at('record-name-pre-approval', 'NamePreApproved', { name: '新苗服务中心(测试)', on }),
  at('record-registration-application', 'RegistrationApplied', { kind: 'foundation', on }),
  at('record-disbanding', 'OrganizationDisbanded', { on: '2025-01-02', reason }),
];
