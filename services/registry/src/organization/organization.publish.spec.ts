import { expect, test } from '@jest/globals';
import { registryOrganization, registryOrganizationFacts } from '@fuhua/contracts';
import type { EventType } from '@fuhua/kernel';
import { eventId, personId, told } from '@fuhua/testing';
import * as events from './organization.events.ts';
import type { OrganizationEvent } from './organization.events.ts';
import { publishOrganization } from './organization.publish.ts';
import {
  code,
  day,
  filedSunny,
  preparingSunny,
  profile,
  rainy,
  refTo,
  registeredSunny,
  source,
  sunny,
  wuzhong,
} from './organization.suite.ts';

const fact = { organization: sunny, source };
const [on, validTo] = [day('2024-01-01'), day('2028-12-31')];
const [since, validFrom] = [on, on];
const reason = '内部理由（测试）';
const ending = { ...fact, recorded: eventId('recorded'), on };
const registration = {
  kind: 'social-service-organization',
  uscc: code,
  registrar: refTo(wuzhong),
  registeredOn: on,
} as const;
const turnedDown = {
  organization: sunny,
  uscc: code,
  sought: eventId('sought'),
  refusedBy: eventId('refused'),
  holder: rainy,
};
const due = { organization: sunny, recorded: eventId('recorded'), validTo };
const qualification = 'npo-exemption';
const fiscalYear = 2023;

/** One of each, with every optional field. */
const samples: readonly OrganizationEvent[] = [
  events.codeSought({ ...fact, registration, profile }),
  ...registeredSunny,
  filedSunny,
  preparingSunny,
  events.registrationRefused(turnedDown),
  events.codeLinkRefused(turnedDown),
  events.organizationRecordVoided({ ...fact, uscc: code, reason }),
  events.nameChangeRegistered({ ...fact, name: '雨后（测试）', since }),
  events.domicileChangeRegistered({ ...fact, domicile: profile.domicile, since }),
  events.registrarChanged({ ...fact, registrar: refTo(wuzhong), since }),
  events.headRecorded({ ...fact, person: personId('head'), post: 'head', since }),
  events.headLeft(ending),
  events.coreTeamRecorded({ ...fact, corePersons: 3, since }),
  events.namePreApproved({ ...fact, name: '雨后（测试）', on }),
  events.registrationApplied({ ...fact, kind: 'foundation', on }),
  events.organizationSuspended({ ...fact, validFrom, validTo }),
  events.registrationRevoked({ ...fact, on, reason }),
  events.organizationDeregistered({ ...fact, on, reason }),
  events.organizationDisbanded({ ...fact, on, reason }),
  events.gradeAwarded({
    ...fact,
    grade: '3A',
    rater: '吴中区民政局',
    plateLevel: 'county',
    awardedOn: on,
    validFrom,
    validTo,
  }),
  events.gradeWithdrawn({ ...ending, reason }),
  events.gradeExpired({ ...due, grade: '3A' }),
  events.taxQualificationRecorded({ ...fact, qualification, validFrom, validTo }),
  events.taxQualificationWithdrawn({ ...ending, reason }),
  events.taxQualificationExpiring({ ...due, qualification, daysLeft: 90 }),
  events.taxQualificationLapsed({ ...due, qualification }),
  events.charityStatusRecorded({ ...fact, charity: true, since }),
  events.publicFundraisingGranted({ ...fact, validFrom, validTo }),
  events.publicFundraisingWithdrawn({ ...ending, reason }),
  events.classificationRecorded({ ...fact, classification: 'hub', validFrom, validTo }),
  events.classificationEnded({ ...ending, reason }),
  events.annualFilingRecorded({
    ...fact,
    fiscalYear,
    filing: 'annual-report',
    filedOn: on,
    acceptedAsTimelyOn: on,
  }),
  events.filingAcceptedAsTimely({ ...fact, fiscalYear, on }),
  events.filingExempted({ ...fact, fiscalYear, on, reason }),
  events.annualConclusionRecorded({ ...fact, fiscalYear, conclusion: 'pass', publishedOn: on }),
  events.listingRecorded({ ...fact, list: 'abnormal-activity', ground: 'other', on }),
  events.listingLifted(ending),
  events.penaltyRecorded({
    ...fact,
    kind: 'fine',
    decidedBy: '吴中区民政局',
    decision: '1号（测试）',
    amountFen: '100',
    decidedOn: on,
    effectiveOn: on,
    fullyExecutedOn: on,
  }),
  events.penaltyExecuted(ending),
  events.partyOrganizationRecorded({ ...fact, coverage: 'joint', members: '1-2', since }),
  events.creditStatusChanged({ ...fact, status: 'normal', since }),
  events.registerSynchronised({ ...fact, registers: ['lists'], synchronisedOn: on }),
  events.relatedPartyRecorded({
    ...fact,
    relation: 'payment',
    counterparty: { is: 'organization', organization: rainy },
    amountFen: '100',
    validFrom,
    validTo,
  }),
  events.relatedPartyEnded(ending),
];
const published = told(...samples).map((event) => ({
  type: event.type,
  told: publishOrganization(event),
}));

test('there is a choice for every event of the catalogue', () => {
  const types = new Set(samples.map(({ type }) => type));
  expect([...types].sort()).toEqual(Object.keys(events.organizationEvents).sort());
});

test('attempts to get a code and who holds a post stay inside', () => {
  const kept = published.filter(({ told }) => told === 'private').map(({ type }) => type);
  expect(kept).toEqual([
    'CodeSought',
    'RegistrationRefused',
    'CodeLinkRefused',
    'HeadRecorded',
    'HeadLeft',
  ]);
});

test('what is published has exactly the fields of its contract', () => {
  const contracts = new Map(
    Object.values({ ...registryOrganization, ...registryOrganizationFacts }).map(
      (contract): [string, EventType] => [contract.type, contract],
    ),
  );
  for (const { told } of published) {
    if (told === 'private') continue;
    expect(told.data).toEqual(contracts.get(told.type)?.schema.parse(told.data));
  }
});

test('neither a source nor a reason leaves the registry', () => {
  expect(JSON.stringify(published)).not.toContain(source.name);
  expect(JSON.stringify(published)).not.toContain(reason);
});
