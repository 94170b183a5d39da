import { expect, test } from '@jest/globals';
import { eventCorrected, fold, type SharedEvent } from '@fuhua/kernel';
import { authorityId, eventId, given, told } from '@fuhua/testing';
import type { ConcludeCode, LinkToCode, RegisterOrganization } from './identity.decider.ts';
import {
  aboutOrganization,
  organization,
  organizationDecider,
  registrarOf,
  type OrganizationCommand,
} from './organization.decider.ts';
import {
  codeLinkRefused,
  codeSought,
  nameChangeRegistered,
  organizationDeregistered,
  organizationLinkedToCode,
  organizationRecordVoided,
  organizationRegistered,
  registrationRefused,
  type Body,
} from './organization.events.ts';
import {
  act,
  at,
  code,
  day,
  division,
  filedSunny,
  gusu,
  preparingSunny,
  profile,
  proven,
  rainy,
  refTo,
  registeredSunny,
  source,
  sunny,
  suzhou,
  wuzhong,
} from './organization.suite.ts';

const withCode: Body = { form: 'registered', kind: 'social-service-organization', uscc: code };
const filed: Body = { form: 'filed', township: division('320506104') };
const team: Body = { form: 'preparing', corePersons: 3 };
const since = day('2022-03-01');

const register = (
  body: Body,
  changes: Partial<RegisterOrganization> = {},
): OrganizationCommand => ({
  ...act,
  registrar: at(wuzhong),
  type: 'RegisterOrganization',
  organization: sunny,
  fact: { ...profile, since, body, source },
  ...changes,
});

const registration = {
  kind: 'social-service-organization',
  uscc: code,
  registrar: refTo(wuzhong),
  registeredOn: day('2024-05-01'),
} as const;
const first = codeSought({
  organization: sunny,
  registration: { ...registration, registeredOn: since },
  profile,
  source,
});
const link: LinkToCode = {
  ...act,
  type: 'LinkToCode',
  to: at(wuzhong),
  fact: {
    kind: 'social-service-organization',
    uscc: code,
    registeredOn: day('2024-05-01'),
    source,
  },
};
const seekingLink = codeSought({ organization: sunny, registration, source });

const [granted, turnedDown] = [eventId('CodeTaken'), eventId('CodeRefused')];
const grants = (sought: number): ConcludeCode => ({
  type: 'ConcludeCode',
  sought: eventId(sought),
  answer: 'granted',
  by: granted,
});
const refuses = (sought: number): ConcludeCode => ({
  type: 'ConcludeCode',
  sought: eventId(sought),
  answer: 'refused',
  by: turnedDown,
  holder: rainy,
});
const refusal = (sought: number) => ({
  organization: sunny,
  uscc: code,
  sought: eventId(sought),
  refusedBy: turnedDown,
  holder: rainy,
});
const linkedTo = (sought: number, registeredOn = day('2024-05-01')) =>
  organizationLinkedToCode({
    organization: sunny,
    ...registration,
    registeredOn,
    sought: eventId(sought),
    grantedBy: granted,
  });

// --- Opening a record ------------------------------------------------------------------------------------------

test('a registration asks the guard for its code, and holds all it needs to conclude', () => {
  given(organization).when(register(withCode)).then(first);
});

test('a granted code opens the record and links it', () => {
  given(organization, first).when(grants(0)).then(registeredSunny[0]!, linkedTo(0, since));
});

test('a refused code ends the attempt and names the holder', () => {
  given(organization, first)
    .when(refuses(0))
    .then(registrationRefused(refusal(0)));
});

test('after a refusal the attempt is over', () => {
  given(organization, first, registrationRefused(refusal(0)))
    .when(renamed())
    .thenRefused({ code: 'registry.registration-refused', holder: rainy });
});

test('an answer that is carried back again changes nothing', () => {
  given(organization, first, registeredSunny[0]!, linkedTo(0)).when(grants(0)).thenNothing();
  given(organization, first, registrationRefused(refusal(0)))
    .when(refuses(0))
    .thenNothing();
});

test('an answer to another question is refused', () => {
  given(organization, first).when(grants(7)).thenRefused('registry.code-not-sought');
  given(organization).when(grants(0)).thenRefused('registry.code-not-sought');
});

test('while the guard has not answered nothing else happens', () => {
  given(organization, first).when(renamed()).thenRefused('registry.code-awaited');
});

test('a filed organization and a preparing team are on record at once', () => {
  given(organization).when(register(filed)).then(filedSunny);
  given(organization)
    .when(register({ ...team, intendedKind: 'social-service-organization' }))
    .then(preparingSunny);
});

test('nobody is registered twice', () => {
  given(organization, filedSunny)
    .when(register(filed))
    .thenRefused('registry.organization-already-registered');
  given(organization, first)
    .when(register(withCode))
    .thenRefused('registry.organization-already-registered');
});

test('a registration today is recorded, one of tomorrow is not', () => {
  const on = (text: string) =>
    register(filed, { fact: { ...profile, since: day(text), body: filed, source } });
  given(organization)
    .when(on('2026-06-30'))
    .then(organizationRegistered({ ...filedSunny.data, since: day('2026-06-30') }));
  given(organization).when(on('2026-07-01')).thenRefused('registry.day-in-future');
});

test('a filed organization names the bureau above its township', () => {
  given(organization)
    .when(register(filed, { acting: gusu, registrar: at(gusu) }))
    .thenRefused('registry.registrar-unfit');
});

test('for a township in a functional zone the map names the bureau, not the code', () => {
  const body: Body = { form: 'filed', township: division('320576001') };
  given(organization)
    .when(register(filed, { fact: { ...profile, since, body, source } }))
    .then(organizationRegistered({ ...filedSunny.data, body }));
});

test('a body that is not registered names a bureau of the province', () => {
  const registrar = { at: 'outside', division: division('310104') } as const;
  const fact = { ...profile, since, body: team, source: proven };
  given(organization)
    .when(register(team, { registrar, fact }))
    .thenRefused('registry.registrar-unfit');
});

test('an organization registered outside the province needs evidence, from any authority', () => {
  const registrar = { at: 'outside', division: division('310104') } as const;
  const outside = (of: typeof source) =>
    register(withCode, {
      acting: gusu,
      registrar,
      fact: { ...profile, since, body: withCode, source: of },
    });
  given(organization).when(outside(source)).thenRefused('registry.competence-unknown');
  given(organization)
    .when(outside(proven))
    .then(
      codeSought({
        ...first.data,
        registration: { ...first.data.registration, registrar },
        source: proven,
      }),
    );
});

// --- Linking a code later --------------------------------------------------------------------------------------

test('a filed organization is linked to a code later and keeps its record', () => {
  given(organization, filedSunny).when(link).then(seekingLink);
  const linked = given(organization, filedSunny, seekingLink).when(grants(1));
  linked.then(linkedTo(1));
  expect(linked.state).toMatchObject({
    stage: 'on-record',
    since,
    body: { form: 'registered', uscc: code, registeredOn: day('2024-05-01') },
  });
});

test('a refused link leads back to where it was, with the reason stored', () => {
  const back = given(organization, preparingSunny, seekingLink).when(refuses(1));
  back.then(codeLinkRefused(refusal(1)));
  expect(back.state).toMatchObject({ stage: 'on-record', body: { form: 'preparing' } });
});

test('after a refused link another code may be asked for', () => {
  given(organization, filedSunny, seekingLink, codeLinkRefused(refusal(1)))
    .when(link)
    .then(seekingLink);
});

test('facts are recorded while a code is asked for', () => {
  given(organization, filedSunny, seekingLink).when(renamed()).then(newName);
});

test('one code is asked for at a time, and one is enough', () => {
  given(organization, filedSunny, seekingLink).when(link).thenRefused('registry.code-awaited');
  given(organization, ...registeredSunny)
    .when(link)
    .thenRefused({ code: 'registry.already-linked', uscc: code });
});

test('a registration is not before the organization existed', () => {
  const on = (text: string): LinkToCode => ({
    ...link,
    fact: { ...link.fact, registeredOn: day(text) },
  });
  given(organization, filedSunny)
    .when(on('2022-02-28'))
    .thenRefused('registry.before-organization-existed');
  given(organization, filedSunny)
    .when(on('2022-03-01'))
    .then(
      codeSought({
        ...seekingLink.data,
        registration: { ...registration, registeredOn: day('2022-03-01') },
      }),
    );
});

// --- Voiding ---------------------------------------------------------------------------------------------------

const voidIt: OrganizationCommand = {
  ...act,
  type: 'VoidRecord',
  fact: { reason: '重复建档', source },
};
const voided = organizationRecordVoided({
  organization: sunny,
  uscc: code,
  reason: '重复建档',
  source,
});

test('a record made by mistake is voided and names the code that is free again', () => {
  given(organization, ...registeredSunny)
    .when(voidIt)
    .then(voided);
});

test('voiding what has no code frees none', () => {
  given(organization, filedSunny)
    .when(voidIt)
    .then(organizationRecordVoided({ organization: sunny, reason: '重复建档', source }));
});

test('a record is not voided before the guard has answered', () => {
  given(organization, filedSunny, seekingLink).when(voidIt).thenRefused('registry.code-awaited');
});

test('a voided record takes nothing more, and a late repeat of an answer changes nothing', () => {
  const history = [first, registeredSunny[0]!, linkedTo(0), voided];
  given(organization, ...history)
    .when(renamed())
    .thenRefused('registry.organization-voided');
  given(organization, ...history)
    .when(grants(0))
    .thenNothing();
});

test('what was deregistered can still be voided: it was never there', () => {
  const gone = organizationDeregistered({
    organization: sunny,
    on: day('2025-01-01'),
    reason: '完成宗旨',
    source,
  });
  given(organization, ...registeredSunny, gone)
    .when(voidIt)
    .then(voided);
});

// --- Competence ------------------------------------------------------------------------------------------------

function renamed(changes: Partial<typeof act> = {}, of = source): OrganizationCommand {
  const fact = { name: '阳光服务中心（测试）', since: day('2024-01-01'), source: of };
  return { ...act, ...changes, type: 'RecordNameChange', fact };
}
const newName = nameChangeRegistered({
  organization: sunny,
  name: '阳光服务中心（测试）',
  since: day('2024-01-01'),
  source,
});

test('the registrar records facts, and so does an authority above it', () => {
  given(organization, ...registeredSunny)
    .when(renamed())
    .then(newName);
  given(organization, ...registeredSunny)
    .when(renamed({ acting: suzhou }))
    .then(newName);
});

test('a neighbour is refused, with rule, clause and the competent authority', () => {
  given(organization, ...registeredSunny)
    .when(renamed({ acting: gusu }))
    .thenRefused({
      code: 'registry.not-competent',
      rule: 'R-JUR-01',
      clause: '五(二)-1',
      competentAuthority: wuzhong.id,
    });
});

test('a sponsor with the same division code records nothing', () => {
  const sponsor = { ...wuzhong, id: authorityId('sponsor of 320506'), kind: 'sponsor' } as const;
  given(organization, ...registeredSunny)
    .when(renamed({ acting: sponsor }))
    .thenRefused('registry.not-competent');
});

test('where the registrar on record was not looked up, competence is unknown', () => {
  for (const registrar of [undefined, at(gusu)]) {
    given(organization, ...registeredSunny)
      .when(renamed({ registrar, acting: gusu }))
      .thenRefused('registry.competence-unknown');
  }
});

test('competence comes before any other condition', () => {
  given(organization, ...registeredSunny)
    .when({ ...link, acting: gusu })
    .thenRefused('registry.not-competent');
});

test('an authority that is not competent opens no record', () => {
  given(organization)
    .when(register(filed, { acting: gusu }))
    .thenRefused({ code: 'registry.not-competent', competentAuthority: wuzhong.id });
});

test('of an organization nobody knows nothing is recorded', () => {
  given(organization).when(renamed()).thenRefused('registry.organization-unknown');
});

// --- What edges read -------------------------------------------------------------------------------------------

test('events concern the organization, its registrar and where it works', () => {
  const about = { organization: sunny, authority: wuzhong.id, division: division('320506104') };
  for (const events of [[first], [filedSunny], registeredSunny]) {
    expect(aboutOrganization({ stage: 'none' }, events)).toEqual(about);
    expect(aboutOrganization(fold(organizationDecider, told(...events)), [newName])).toEqual(about);
  }
});

test('without a domicile a filed organization works from its township, others from their registrar', () => {
  const filedAt = organizationRegistered({ ...filedSunny.data, domicile: undefined });
  const team = organizationRegistered({ ...preparingSunny.data, domicile: undefined });
  expect(aboutOrganization({ stage: 'none' }, [filedAt]).division).toBe('320506104');
  expect(aboutOrganization({ stage: 'none' }, [team]).division).toBe('320506');
});

test('an edge looks up the registrar on record', () => {
  const states = [[], [first], registeredSunny].map((events) =>
    fold(organizationDecider, told(...events)),
  );
  expect(states.map(registrarOf)).toEqual([undefined, undefined, refTo(wuzhong)]);
});

test('a corrected day of registration moves what came before the organization', () => {
  const corrected: SharedEvent = eventCorrected({
    request: eventId('request'),
    event: eventId(0),
    eventType: 'OrganizationRegistered',
    shape: 1,
    data: { ...filedSunny.data, since: day('2024-06-01') },
  });
  given(organization, filedSunny, corrected)
    .when(renamed())
    .thenRefused('registry.before-organization-existed');
});
