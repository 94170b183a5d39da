import { expect, test } from '@jest/globals';
import { eventId, given, personId } from '@fuhua/testing';
import { organization, type OrganizationCommand } from './organization.decider.ts';
import {
  codeSought,
  coreTeamRecorded,
  domicileChangeRegistered,
  headLeft,
  headRecorded,
  nameChangeRegistered,
  namePreApproved,
  organizationDeregistered,
  organizationDisbanded,
  organizationSuspended,
  registrarChanged,
  registrationApplied,
  registrationRevoked,
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
  refTo,
  registeredSunny,
  source,
  sunny,
  suzhou,
  wuzhong,
} from './organization.suite.ts';

const about = { organization: sunny };
const onRecord = given(organization, ...registeredSunny);

const rename = (since: string): OrganizationCommand => ({
  ...act,
  type: 'RecordNameChange',
  fact: { name: '新阳光（测试）', since: day(since), source },
});
const newName = nameChangeRegistered({
  ...about,
  name: '新阳光（测试）',
  since: day('2024-01-01'),
  source,
});

test('a name changes from the first day of the organization to today', () => {
  for (const since of ['2022-03-01', '2026-06-30']) {
    onRecord.when(rename(since)).then(nameChangeRegistered({ ...newName.data, since: day(since) }));
  }
  onRecord.when(rename('2022-02-28')).thenRefused('registry.before-organization-existed');
  onRecord.when(rename('2026-07-01')).thenRefused('registry.day-in-future');
});

test('a second name from the same day is a correction, not a fact', () => {
  given(organization, ...registeredSunny, newName)
    .when(rename('2024-01-01'))
    .thenRefused({ code: 'registry.fact-already-recorded', recorded: eventId(2) });
});

const moved = (since: string, to: string) =>
  domicileChangeRegistered({
    ...about,
    domicile: { division: division(to), address: '测试路2号' },
    since: day(since),
    source,
  });

test('an earlier move that is recorded later does not move it back', () => {
  const { state } = given(
    organization,
    ...registeredSunny,
    moved('2025-01-01', '320506101'),
    moved('2024-01-01', '320506102'),
  );
  expect(state).toMatchObject({ domicile: { division: '320506101' } });
});

test('a move is recorded', () => {
  onRecord
    .when({
      ...act,
      type: 'RecordDomicileChange',
      fact: {
        domicile: { division: division('320506101'), address: '测试路2号' },
        since: day('2025-01-01'),
        source,
      },
    })
    .then(moved('2025-01-01', '320506101'));
});

const toGusu = registrarChanged({
  ...about,
  registrar: refTo(gusu),
  since: day('2025-01-01'),
  source,
});

test('with another registrar the competence moves', () => {
  onRecord
    .when({
      ...act,
      type: 'RecordRegistrarChange',
      to: at(gusu),
      fact: { since: day('2025-01-01'), source },
    })
    .then(toGusu);
  const moved = given(organization, ...registeredSunny, toGusu);
  moved.when(rename('2024-01-01')).thenRefused('registry.competence-unknown');
  moved
    .when({ ...rename('2024-01-01'), registrar: at(gusu) } as OrganizationCommand)
    .thenRefused({ code: 'registry.not-competent', competentAuthority: gusu.id });
  moved
    .when({ ...rename('2024-01-01'), registrar: at(gusu), acting: gusu } as OrganizationCommand)
    .then(newName);
});

test('an earlier registrar that is recorded later does not become the present one', () => {
  const earlier = registrarChanged({
    ...about,
    registrar: refTo(suzhou),
    since: day('2023-01-01'),
    source,
  });
  const { state } = given(organization, ...registeredSunny, toGusu, earlier);
  expect(state).toMatchObject({ registrar: refTo(gusu) });
});

const head = headRecorded({
  ...about,
  person: personId('head'),
  post: 'legal-representative',
  since: day('2022-03-01'),
  source,
});

test('a head is a person in a post, and leaves it once', () => {
  const { person, post, since } = head.data;
  onRecord.when({ ...act, type: 'RecordHead', fact: { person, post, since, source } }).then(head);
  const fact = { recorded: eventId(2), on: day('2025-05-01'), source };
  const left = headLeft({ ...about, ...fact });
  const command: OrganizationCommand = { ...act, type: 'RecordHeadLeft', fact };
  given(organization, ...registeredSunny, head)
    .when(command)
    .then(left);
  given(organization, ...registeredSunny, head, left)
    .when(command)
    .thenRefused({ code: 'registry.fact-already-ended', endedOn: day('2025-05-01') });
});

test('nobody leaves a post that is not on record, or before holding it', () => {
  const leave = (recorded: number, on: string): OrganizationCommand => ({
    ...act,
    type: 'RecordHeadLeft',
    fact: { recorded: eventId(recorded), on: day(on), source },
  });
  onRecord.when(leave(1, '2025-05-01')).thenRefused('registry.fact-unknown');
  given(organization, ...registeredSunny, head)
    .when(leave(2, '2022-02-28'))
    .thenRefused('registry.days-out-of-order');
});

test('R-ENT-08 facts belong to a preparing team', () => {
  const team = { corePersons: 5, since: day('2022-04-01'), source };
  const name = { name: '阳光（测试）', on: day('2022-04-01'), source };
  const applied = {
    kind: 'social-service-organization',
    on: day('2022-08-31'),
    source,
  } as const;
  const commands: readonly OrganizationCommand[] = [
    { ...act, type: 'RecordCoreTeam', fact: team },
    { ...act, type: 'RecordNamePreApproval', fact: name },
    { ...act, type: 'RecordRegistrationApplication', fact: applied },
  ];
  const events = [
    coreTeamRecorded({ ...about, ...team }),
    namePreApproved({ ...about, ...name }),
    registrationApplied({ ...about, ...applied }),
  ];
  commands.forEach((command, index) => {
    given(organization, preparingSunny).when(command).then(events[index]!);
    given(organization, filedSunny)
      .when(command)
      .thenRefused({ code: 'registry.wrong-form', form: 'filed', needed: 'preparing' });
  });
});

test('a suspension has an end, and both days are its own', () => {
  const suspend = (validFrom: string, validTo: string): OrganizationCommand => ({
    ...act,
    type: 'RecordSuspension',
    fact: { validFrom: day(validFrom), validTo: day(validTo), source },
  });
  onRecord.when(suspend('2025-01-01', '2025-01-01')).then(
    organizationSuspended({
      ...about,
      validFrom: day('2025-01-01'),
      validTo: day('2025-01-01'),
      source,
    }),
  );
  onRecord.when(suspend('2025-01-02', '2025-01-01')).thenRefused('registry.validity-reversed');
  given(organization, filedSunny)
    .when(suspend('2025-01-01', '2025-01-02'))
    .thenRefused('registry.wrong-form');
});

const ends = (type: 'RecordRevocation' | 'RecordDeregistration' | 'RecordDisbanding', on: string) =>
  ({ ...act, type, fact: { on: day(on), reason: '（测试）', source } }) as OrganizationCommand;
const ended = (on: string) => ({ ...about, on: day(on), reason: '（测试）', source });
const revoked = registrationRevoked(ended('2025-03-01'));

test('what was revoked is deregistered afterwards, not the other way round', () => {
  onRecord.when(ends('RecordRevocation', '2025-03-01')).then(revoked);
  const afterwards = given(organization, ...registeredSunny, revoked);
  afterwards
    .when(ends('RecordDeregistration', '2025-03-01'))
    .then(organizationDeregistered(ended('2025-03-01')));
  afterwards
    .when(ends('RecordDeregistration', '2025-02-28'))
    .thenRefused('registry.days-out-of-order');
  given(organization, ...registeredSunny, organizationDeregistered(ended('2025-03-01')))
    .when(ends('RecordRevocation', '2025-04-01'))
    .thenRefused({ code: 'registry.organization-ended', endedOn: day('2025-03-01') });
});

test('an end keeps the code: it is for life', () => {
  const { state } = given(organization, ...registeredSunny, revoked);
  expect(state).toMatchObject({ stage: 'on-record', body: { uscc: code } });
});

test('nothing changes from the day of the end, and what was before is still recorded', () => {
  const gone = given(organization, ...registeredSunny, revoked);
  gone.when(rename('2025-03-01')).thenRefused('registry.organization-ended');
  gone
    .when(rename('2025-02-28'))
    .then(nameChangeRegistered({ ...newName.data, since: day('2025-02-28') }));
});

test('only a registered organization is revoked, only another one disbands', () => {
  given(organization, filedSunny)
    .when(ends('RecordRevocation', '2025-03-01'))
    .thenRefused('registry.wrong-form');
  onRecord
    .when(ends('RecordDisbanding', '2025-03-01'))
    .thenRefused({ code: 'registry.wrong-form', needed: 'unregistered' });
  given(organization, preparingSunny)
    .when(ends('RecordDisbanding', '2025-03-01'))
    .then(organizationDisbanded(ended('2025-03-01')));
});

test('a team does not disband while its code is asked for', () => {
  const seeking = codeSought({
    ...about,
    registration: {
      kind: 'social-service-organization',
      uscc: code,
      registrar: refTo(wuzhong),
      registeredOn: day('2024-05-01'),
    },
    source,
  });
  given(organization, preparingSunny, seeking)
    .when(ends('RecordDisbanding', '2025-03-01'))
    .thenRefused('registry.code-awaited');
});
