import { parseDay, type AuthorityId, type DivisionCode, type EventId } from '@fuhua/kernel';
import type { Recorded } from '@fuhua/platform/event-store';
import { calendarOf } from '@fuhua/rules';
import { authorityId, baseId, eventId, organizationId, personId } from '@fuhua/testing';
import { authority, type AuthorityCommand } from '../src/authority/authority.decider.ts';
import { code, rainy, sunny } from '../src/organization/organization.suite.ts';
import { person, type PersonCommand } from '../src/person/person.decider.ts';
import { uscc } from '../src/uscc/uscc.decider.ts';
import { baseStories } from './base-stories.suite.ts';
import { baseUpkeepStories } from './base-upkeep-stories.suite.ts';
import { delegationStories } from './delegation-stories.suite.ts';
import { operatorContractStories } from './operatorcontract-stories.suite.ts';
import { organizationStories } from './organization-stories.suite.ts';
import { scribeOf, type Scribe } from './scribe.suite.ts';

/** Tells one stream. Its name is the history's: `<category>-<what>`. */
export type Story = () => Promise<readonly Recorded[]>;

const day = parseDay;
const division = (text: string): DivisionCode => text as DivisionCode;
const reason = '工作需要（测试）';
const document = '苏民函〔2024〕1号';

// --- Persons -----------------------------------------------------------------------------------------------------

const zhang = personId('zhang');
const grant = eventId('grant');
const delegation = eventId('delegation');

async function registered(): Promise<Scribe<PersonCommand>> {
  const scribe = await scribeOf(person, zhang);
  const phone = '025-83590000';
  await scribe.write('2024-01-02', { type: 'RegisterPerson', person: zhang, name: '张三', phone });
  const reach = { authority: authorityId('320506'), division: division('320506') };
  const validFrom = day('2024-01-03');
  await scribe.write('2024-01-02', { type: 'GrantRole', grant, role: 'officer', reach, validFrom });
  return scribe;
}

async function personGrants(): Promise<readonly Recorded[]> {
  const scribe = await registered();
  await scribe.write('2024-02-01', {
    ...{ type: 'GrantRole', grant: eventId('operator'), role: 'operator' },
    reach: { organization: organizationId('sunny'), base: baseId('base') },
    ...{ validFrom: day('2024-03-01'), validTo: day('2025-02-28') },
  });
  await scribe.write('2024-03-04', {
    ...{ type: 'SetDelegation', delegation, grant, delegate: personId('deputy'), reason },
    ...{ validFrom: day('2024-03-05'), validTo: day('2024-03-15') },
  });
  const today = day('2024-03-08');
  await scribe.write('2024-03-08', {
    ...{ type: 'RevokeDelegation', delegation, on: day('2024-03-09'), today, reason },
  });
  await scribe.write('2024-03-08', {
    ...{ type: 'RevokeRole', grant, on: day('2024-04-01'), today, reason },
  });
  return scribe.written();
}

async function personCorrected(): Promise<readonly Recorded[]> {
  const scribe = await registered();
  const [{ id: first }] = (await scribe.written()) as [Recorded];
  await scribe.approve('2024-01-05', await scribe.ask('2024-01-04', first, { name: '章三' }));
  await scribe.decline('2024-01-09', await scribe.ask('2024-01-08', first, { phone: null }));
  return scribe.written();
}

async function personForgotten(): Promise<readonly Recorded[]> {
  const scribe = await registered();
  await scribe.write('2024-05-06', { type: 'ForgetPerson', reason });
  return scribe.written();
}

// --- Authorities -------------------------------------------------------------------------------------------------

const province = authorityId('32');
const wuzhong = authorityId('320506');
const officePhone = '0512-65250000';

const authorityScribe = (id: AuthorityId, of: string): Promise<Scribe<AuthorityCommand>> =>
  scribeOf(authority, id, () => ({ authority: id, division: division(of) }));
const byProvince = (of: AuthorityId) =>
  ({ authority: of, province, by: { role: 'officer', authority: province } }) as const;
const byItself = { ...byProvince(wuzhong), by: { role: 'officer', authority: wuzhong } } as const;

async function authorityCounty(): Promise<readonly Recorded[]> {
  const scribe = await authorityScribe(wuzhong, '320506');
  const [opened] = await scribe.write('2024-01-02', {
    ...{ ...byProvince(wuzhong), type: 'RegisterAuthority', name: '吴中区民政局（测试）' },
    office: { kind: 'civil-affairs', division: division('320506') },
    ...{ contact: personId('officer'), officePhone, validFrom: day('2020-01-01') },
  });
  await scribe.write('2024-01-03', { ...byItself, type: 'SetContact', officePhone });
  await scribe.write('2024-01-15', {
    ...{ ...byItself, type: 'AcknowledgePolicy', document },
    ...{ receivedOn: day('2024-01-12'), today: day('2024-01-15') },
  });
  const deadline = {
    ...({ ...byItself, type: 'SetFilingDeadline', fiscalYear: 2023, charity: false } as const),
    organizationKind: 'social-service-organization',
    calendar: calendarOf('CN-2026-1'),
  } as const;
  const [set] = await scribe.write('2024-02-01', { ...deadline, namedDay: day('2024-05-31') });
  const replacing = { event: set, reason };
  await scribe.write('2024-04-01', {
    ...deadline,
    ...{ namedDay: day('2024-06-30'), document, replacing },
  });
  await scribe.write('2024-06-03', {
    ...{ ...byProvince(wuzhong), type: 'RenameAuthority', name: '吴中区民政和社会事务局（测试）' },
    ...{ validFrom: day('2024-06-01'), document },
  });
  const name = '苏州市吴中区民政局（测试）';
  await scribe.approve('2024-06-05', await scribe.ask('2024-06-04', opened, { name }));
  const phone = { officePhone: '0512-65250001' };
  await scribe.decline('2024-06-07', await scribe.ask('2024-06-06', opened, phone));
  await scribe.write('2024-12-02', {
    ...{ ...byProvince(wuzhong), type: 'DissolveAuthority', document },
    ...{ on: day('2024-12-01'), today: day('2024-12-02') },
    successor: { id: authorityId('3205'), kind: 'civil-affairs' },
  });
  return scribe.written();
}

async function authoritySponsor(): Promise<readonly Recorded[]> {
  const id = authorityId('320506 education');
  const scribe = await authorityScribe(id, '320506');
  const department = { code: 'education', name: '教育' };
  await scribe.write('2024-01-02', {
    ...{ ...byProvince(id), type: 'RegisterAuthority', name: '吴中区教育局（测试）' },
    office: { kind: 'sponsor', division: division('320506'), department },
    ...{ officePhone, validFrom: day('2020-01-01') },
  });
  return scribe.written();
}

async function authorityProvince(): Promise<readonly Recorded[]> {
  const scribe = await authorityScribe(province, '32');
  const asked = byProvince(province);
  await scribe.write('2024-01-02', {
    ...{ ...asked, type: 'RegisterAuthority', name: '江苏省民政厅（测试）' },
    office: { kind: 'civil-affairs', division: division('32') },
    ...{ officePhone: '025-83590000', validFrom: day('2020-01-01') },
  });
  const map = {
    ...({ ...asked, type: 'SetZoneMapping', zone: division('320576') } as const),
    acting: { id: authorityId('3205'), kind: 'civil-affairs' },
  } as const;
  const since = day('2024-01-01');
  const [first] = await scribe.write('2024-01-03', { ...map, countsFor: 'none', validFrom: since });
  const county = { ...map, countsFor: division('320506') };
  const replacing = { event: first, reason };
  await scribe.write('2024-01-04', { ...county, validFrom: since, document, replacing });
  await scribe.write('2024-07-01', { ...map, countsFor: 'none', validFrom: day('2024-07-01') });
  return scribe.written();
}

// --- Codes -------------------------------------------------------------------------------------------------------

async function codePassedOn(): Promise<readonly Recorded[]> {
  const scribe = await scribeOf(uscc, code);
  const take = (on: string, organization: typeof sunny, askedBy: EventId) =>
    scribe.write(
      on,
      { type: 'TakeCode', uscc: code, organization, askedBy },
      { causationId: askedBy },
    );
  await take('2024-01-02', sunny, eventId('sunny asked'));
  await take('2024-01-03', rainy, eventId('rainy asked'));
  const becauseOf = eventId('sunny voided');
  const release = { type: 'ReleaseCode', uscc: code, organization: sunny, becauseOf } as const;
  await scribe.write('2024-01-04', release, { causationId: becauseOf });
  await take('2024-01-05', rainy, eventId('rainy asked again'));
  return scribe.written();
}

export const stories: Readonly<Record<string, Story>> = {
  'person-grants': personGrants,
  'person-corrected': personCorrected,
  'person-forgotten': personForgotten,
  'authority-county': authorityCounty,
  'authority-sponsor': authoritySponsor,
  'authority-province': authorityProvince,
  ...organizationStories,
  'uscc-passed-on': codePassedOn,
  ...operatorContractStories,
  ...delegationStories,
  ...baseStories,
  ...baseUpkeepStories,
};
