import { test } from '@jest/globals';
import { eventId, given, personId, type Given } from '@fuhua/testing';
import { organization, type OrganizationCommand } from './organization.decider.ts';
import {
  creditStatusChanged,
  listingLifted,
  listingRecorded,
  organizationDeregistered,
  partyOrganizationRecorded,
  penaltyExecuted,
  penaltyRecorded,
  registerSynchronised,
  relatedPartyEnded,
  relatedPartyRecorded,
  type OrganizationEvent,
} from './organization.events.ts';
import {
  act,
  day,
  filedSunny,
  preparingSunny,
  rainy,
  registeredSunny,
  source,
  sunny,
} from './organization.suite.ts';

const about = { organization: sunny };
const onRecord = given(organization, ...registeredSunny);
const isFiled = given(organization, filedSunny);
const after = (...events: readonly Given<OrganizationEvent>[]) =>
  given(organization, ...registeredSunny, ...events);
const FIRST = eventId(2);

// --- Lists -----------------------------------------------------------------------------------------------------

const listing = {
  list: 'abnormal-activity',
  ground: 'unreachable',
  on: day('2024-05-01'),
  source,
} as const;
const listed = listingRecorded({ ...about, ...listing });
const list = (changes: Partial<Parameters<typeof listingRecorded>[0]> = {}) =>
  ({ ...act, type: 'RecordListing', fact: { ...listing, ...changes } }) as OrganizationCommand;
const lift = (on: string): OrganizationCommand => ({
  ...act,
  type: 'RecordListingLifted',
  fact: { recorded: FIRST, on: day(on), source },
});
const lifted = (on: string) => listingLifted({ ...about, recorded: FIRST, on: day(on), source });

test('a listing is recorded with list and ground', () => {
  onRecord.when(list()).then(listed);
});

test('each list has its own grounds', () => {
  onRecord
    .when(list({ ground: 'large-fine' }))
    .thenRefused({ code: 'registry.ground-of-other-list', list: 'abnormal-activity' });
  onRecord
    .when(list({ list: 'serious-violation', ground: 'large-fine' }))
    .then(listingRecorded({ ...listed.data, list: 'serious-violation', ground: 'large-fine' }));
});

test('only registered organizations are listed', () => {
  isFiled.when(list()).thenRefused('registry.wrong-form');
});

test('a listing of today is recorded, one of tomorrow is not', () => {
  onRecord
    .when(list({ on: day('2026-06-30') }))
    .then(listingRecorded({ ...listed.data, on: day('2026-06-30') }));
  onRecord.when(list({ on: day('2026-07-01') })).thenRefused('registry.day-in-future');
});

test('what stands on a list is not put on it again for the same ground', () => {
  after(listed)
    .when(list({ on: day('2024-06-01') }))
    .thenRefused({ code: 'registry.fact-already-recorded', recorded: FIRST });
  after(listed)
    .when(list({ on: day('2024-06-01'), ground: 'annual-report' }))
    .then(listingRecorded({ ...listed.data, on: day('2024-06-01'), ground: 'annual-report' }));
});

test('it is listed again from the day on which it was lifted, not before', () => {
  const history = after(listed, lifted('2025-01-01'));
  history.when(list({ on: day('2024-12-31') })).thenRefused('registry.fact-already-recorded');
  history
    .when(list({ on: day('2025-01-01') }))
    .then(listingRecorded({ ...listed.data, on: day('2025-01-01') }));
});

test('an earlier listing may be recorded after a later one', () => {
  after(listed)
    .when(list({ on: day('2023-01-01') }))
    .then(listingRecorded({ ...listed.data, on: day('2023-01-01') }));
});

test('a listing is lifted once, not before it began, and only if it is there', () => {
  after(listed).when(lift('2024-05-01')).then(lifted('2024-05-01'));
  after(listed).when(lift('2024-04-30')).thenRefused('registry.days-out-of-order');
  after(listed).when(lift('2026-07-01')).thenRefused('registry.day-in-future');
  after(listed, lifted('2025-01-01'))
    .when(lift('2025-02-01'))
    .thenRefused({ code: 'registry.fact-already-ended', endedOn: day('2025-01-01') });
  onRecord.when(lift('2025-01-01')).thenRefused({ code: 'registry.fact-unknown' });
});

test('a list may follow the end of an organization', () => {
  const on = day('2024-04-01');
  const ground = 'revocation';
  after(organizationDeregistered({ ...about, on, reason: '（测试）', source }))
    .when(list({ list: 'serious-violation', ground }))
    .then(listingRecorded({ ...listed.data, list: 'serious-violation', ground }));
});

// --- Penalties -------------------------------------------------------------------------------------------------

const penalty = {
  kind: 'fine',
  decidedBy: '苏州市吴中区民政局',
  decision: '吴民罚〔2024〕1号（测试）',
  amountFen: '3000000',
  decidedOn: day('2024-05-01'),
  effectiveOn: day('2024-05-08'),
  source,
} as const;
const fined = penaltyRecorded({ ...about, ...penalty });
const punish = (changes: Partial<Parameters<typeof penaltyRecorded>[0]> = {}) =>
  ({ ...act, type: 'RecordPenalty', fact: { ...penalty, ...changes } }) as OrganizationCommand;

test('a penalty is recorded for a body of any form', () => {
  onRecord.when(punish()).then(fined);
  isFiled.when(punish()).then(fined);
});

test('a fine has an amount, a warning needs none', () => {
  onRecord.when(punish({ amountFen: undefined })).thenRefused('registry.amount-missing');
  onRecord
    .when(punish({ kind: 'warning', amountFen: undefined }))
    .then(penaltyRecorded({ ...fined.data, kind: 'warning', amountFen: undefined }));
});

test('a penalty is decided, takes effect and is executed, in this order', () => {
  const early = day('2024-04-30');
  onRecord.when(punish({ effectiveOn: early })).thenRefused('registry.days-out-of-order');
  onRecord
    .when(punish({ fullyExecutedOn: day('2024-05-07') }))
    .thenRefused('registry.days-out-of-order');
  const fullyExecutedOn = day('2024-05-08');
  onRecord
    .when(punish({ fullyExecutedOn }))
    .then(penaltyRecorded({ ...fined.data, fullyExecutedOn }));
});

test('a decision of tomorrow, or of before the organization, is no penalty of it', () => {
  onRecord
    .when(punish({ decidedOn: day('2026-07-01'), effectiveOn: day('2026-07-01') }))
    .thenRefused('registry.day-in-future');
  onRecord
    .when(punish({ decidedOn: day('2022-02-28') }))
    .thenRefused('registry.before-organization-existed');
});

test('one decision gives each kind of penalty once', () => {
  after(fined).when(punish()).thenRefused('registry.fact-already-recorded');
  after(fined)
    .when(punish({ kind: 'warning' }))
    .then(penaltyRecorded({ ...fined.data, kind: 'warning' }));
});

test('a penalty is executed once, whether that was told at once or later', () => {
  const fact = { recorded: FIRST, on: day('2024-06-01'), source };
  const command: OrganizationCommand = { ...act, type: 'RecordPenaltyExecution', fact };
  after(fined)
    .when(command)
    .then(penaltyExecuted({ ...about, ...fact }));
  after(penaltyRecorded({ ...fined.data, fullyExecutedOn: day('2024-05-20') }))
    .when(command)
    .thenRefused({ code: 'registry.fact-already-ended', endedOn: day('2024-05-20') });
});

// --- Party, credit, registers ----------------------------------------------------------------------------------

test('party organization is recorded for a body of any form, once a day', () => {
  const fact = {
    coverage: 'joint',
    members: '1-2',
    since: day('2023-01-01'),
    source,
  } as const;
  const command: OrganizationCommand = { ...act, type: 'RecordPartyOrganization', fact };
  const recorded = partyOrganizationRecorded({ ...about, ...fact });
  for (const body of [onRecord, isFiled, given(organization, preparingSunny)]) {
    body.when(command).then(recorded);
  }
  after(recorded).when(command).thenRefused('registry.fact-already-recorded');
});

test('a credit status has a first day, which is not to come', () => {
  const change = (since: string): OrganizationCommand => ({
    ...act,
    type: 'RecordCreditStatus',
    fact: { status: 'untrustworthy', since: day(since), source },
  });
  onRecord
    .when(change('2026-06-30'))
    .then(
      creditStatusChanged({ ...about, status: 'untrustworthy', since: day('2026-06-30'), source }),
    );
  onRecord.when(change('2026-07-01')).thenRefused('registry.day-in-future');
});

test('a register is synchronised once a day', () => {
  const synchronise = (
    on: string,
    ...registers: readonly ('lists' | 'penalties')[]
  ): OrganizationCommand => ({
    ...act,
    type: 'RecordSynchronisation',
    fact: { registers: [...registers], synchronisedOn: day(on), source },
  });
  const synchronised = (on: string, ...registers: readonly ('lists' | 'penalties')[]) =>
    registerSynchronised({
      ...about,
      registers: [...registers],
      synchronisedOn: day(on),
      source,
    });
  const lists = synchronised('2026-06-29', 'lists');
  onRecord.when(synchronise('2026-06-29', 'lists')).then(lists);
  after(lists)
    .when(synchronise('2026-06-29', 'lists'))
    .thenRefused({ code: 'registry.fact-already-recorded', recorded: FIRST });
  after(lists)
    .when(synchronise('2026-06-29', 'lists', 'penalties'))
    .then(synchronised('2026-06-29', 'lists', 'penalties'));
  after(lists).when(synchronise('2026-06-30', 'lists')).then(synchronised('2026-06-30', 'lists'));
  onRecord.when(synchronise('2026-07-01', 'lists')).thenRefused('registry.day-in-future');
});

// --- Related parties -------------------------------------------------------------------------------------------

const relation = {
  relation: 'shared-head',
  counterparty: { is: 'organization', organization: rainy },
  validFrom: day('2023-01-01'),
  source,
} as const;
const related = relatedPartyRecorded({ ...about, ...relation });
const relate = (changes: Partial<Parameters<typeof relatedPartyRecorded>[0]> = {}) =>
  ({
    ...act,
    type: 'RecordRelatedParty',
    fact: { ...relation, ...changes },
  }) as OrganizationCommand;

test('an organization is related to another one or to a person, never to itself', () => {
  onRecord.when(relate()).then(related);
  const person = { is: 'person', person: personId('rater') } as const;
  onRecord
    .when(relate({ relation: 'controlled-by', counterparty: person }))
    .then(
      relatedPartyRecorded({ ...related.data, relation: 'controlled-by', counterparty: person }),
    );
  onRecord
    .when(relate({ counterparty: { is: 'organization', organization: sunny } }))
    .thenRefused('registry.related-to-itself');
});

test('a payment has an amount and a time', () => {
  onRecord.when(relate({ relation: 'payment' })).thenRefused('registry.amount-missing');
  const paid = { relation: 'payment', amountFen: '100', validTo: day('2023-01-01') } as const;
  onRecord.when(relate(paid)).then(relatedPartyRecorded({ ...related.data, ...paid }));
  onRecord
    .when(relate({ ...paid, validTo: day('2022-12-31') }))
    .thenRefused('registry.validity-reversed');
});

test('a relation is recorded once and ends once', () => {
  after(related).when(relate()).thenRefused('registry.fact-already-recorded');
  const fact = { recorded: FIRST, on: day('2024-01-01'), source };
  const end: OrganizationCommand = { ...act, type: 'RecordRelatedPartyEnd', fact };
  const ended = relatedPartyEnded({ ...about, ...fact });
  after(related).when(end).then(ended);
  after(related, ended).when(end).thenRefused('registry.fact-already-ended');
});
