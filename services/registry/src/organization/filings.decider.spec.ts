import { test } from '@jest/globals';
import { eventId, given, type Given } from '@fuhua/testing';
import { organization, type OrganizationCommand } from './organization.decider.ts';
import {
  annualConclusionRecorded,
  annualFilingRecorded,
  charityStatusRecorded,
  filingAcceptedAsTimely,
  filingExempted,
  type OrganizationEvent,
} from './organization.events.ts';
import { act, day, filedSunny, registeredSunny, source, sunny } from './organization.suite.ts';

const about = { organization: sunny };
const onRecord = given(organization, ...registeredSunny);
const isFiled = given(organization, filedSunny);
const after = (...events: readonly Given<OrganizationEvent>[]) =>
  given(organization, ...registeredSunny, ...events);
const charitySince = (since: string, charity = true) =>
  charityStatusRecorded({ ...about, charity, since: day(since), source });

type Filed = Parameters<typeof annualFilingRecorded>[0];
const inspection = {
  ...about,
  fiscalYear: 2024,
  filing: 'annual-inspection',
  filedOn: day('2025-05-31'),
  source,
} as const satisfies Filed;
const file = (changes: Partial<Filed> = {}) =>
  ({
    ...act,
    type: 'RecordAnnualFiling',
    fact: { ...inspection, ...changes },
  }) as OrganizationCommand;
const filed = (changes: Partial<Filed> = {}) => annualFilingRecorded({ ...inspection, ...changes });

type Concluded = Parameters<typeof annualConclusionRecorded>[0];
const passed = {
  ...about,
  fiscalYear: 2024,
  conclusion: 'pass',
  publishedOn: day('2025-08-01'),
  source,
} as const satisfies Concluded;
const conclude = (changes: Partial<Concluded> = {}) =>
  ({
    ...act,
    type: 'RecordAnnualConclusion',
    fact: { ...passed, ...changes },
  }) as OrganizationCommand;
const concluded = (changes: Partial<Concluded> = {}) =>
  annualConclusionRecorded({ ...passed, ...changes });

test('an annual inspection is filed, once for each year', () => {
  onRecord.when(file()).then(filed());
  after(filed())
    .when(file({ filedOn: day('2025-06-01') }))
    .thenRefused({ code: 'registry.fact-already-recorded', recorded: eventId(2) });
});

test('nothing is filed for a year before it is over', () => {
  const year = (fiscalYear: number, filedOn: string) => ({ fiscalYear, filedOn: day(filedOn) });
  onRecord.when(file(year(2025, '2026-01-01'))).then(filed(year(2025, '2026-01-01')));
  onRecord
    .when(file(year(2025, '2025-12-31')))
    .thenRefused({ code: 'registry.fiscal-year-not-over', fiscalYear: 2025 });
  onRecord.when(file(year(2026, '2026-06-30'))).thenRefused('registry.fiscal-year-not-over');
});

test('nothing is filed tomorrow, nor for a year before the organization', () => {
  onRecord.when(file({ filedOn: day('2026-07-01') })).thenRefused('registry.day-in-future');
  onRecord.when(file({ fiscalYear: 2022 })).then(filed({ fiscalYear: 2022 }));
  onRecord.when(file({ fiscalYear: 2021 })).thenRefused('registry.before-organization-existed');
});

test('a body that is not registered files and is concluded on nothing', () => {
  isFiled.when(file()).thenRefused({ code: 'registry.wrong-form', needed: 'registered' });
  isFiled.when(conclude()).thenRefused({ code: 'registry.wrong-form', needed: 'registered' });
});

test('a charity files reports and nobody else does, by its status on the day of filing', () => {
  const report = { filing: 'annual-report' } as const;
  onRecord
    .when(file(report))
    .thenRefused({ code: 'registry.wrong-filing', needed: 'annual-inspection' });
  const sinceThatDay = after(charitySince('2025-05-31'));
  sinceThatDay.when(file(report)).then(filed(report));
  sinceThatDay.when(file()).thenRefused({ code: 'registry.wrong-filing', needed: 'annual-report' });
  after(charitySince('2025-06-01')).when(file()).then(filed());
});

test('of several charity statuses the newest of the day counts, in whatever order they came', () => {
  after(charitySince('2025-01-01', false), charitySince('2023-01-01')).when(file()).then(filed());
});

test('a late filing is taken as timely by the registrar, at once or later', () => {
  const accepted = { filedOn: day('2025-06-10'), acceptedAsTimelyOn: day('2025-06-20') };
  onRecord.when(file(accepted)).then(filed(accepted));
  onRecord
    .when(file({ ...accepted, acceptedAsTimelyOn: day('2025-06-09') }))
    .thenRefused('registry.days-out-of-order');
  const fact = { fiscalYear: 2024, on: day('2025-06-20'), source };
  const accept: OrganizationCommand = { ...act, type: 'RecordFilingAcceptance', fact };
  after(filed())
    .when(accept)
    .then(filingAcceptedAsTimely({ ...about, ...fact }));
  onRecord.when(accept).thenRefused({ code: 'registry.filing-not-on-record', fiscalYear: 2024 });
});

test('a registrar exempts inspections, never reports', () => {
  const fact = { fiscalYear: 2024, on: day('2025-03-01'), reason: '（测试）', source };
  const exempt: OrganizationCommand = { ...act, type: 'RecordFilingExemption', fact };
  onRecord.when(exempt).then(filingExempted({ ...about, ...fact }));
  after(charitySince('2025-03-01'))
    .when(exempt)
    .thenRefused({ code: 'registry.wrong-filing', needed: 'annual-report' });
});

test('a conclusion follows a filing, on the same day at the earliest', () => {
  for (const conclusion of ['pass', 'basic-pass', 'fail'] as const) {
    after(filed()).when(conclude({ conclusion })).then(concluded({ conclusion }));
  }
  const sameDay = { publishedOn: inspection.filedOn };
  after(filed()).when(conclude(sameDay)).then(concluded(sameDay));
  after(filed())
    .when(conclude({ publishedOn: day('2025-05-30') }))
    .thenRefused('registry.days-out-of-order');
});

test('a conclusion needs no filing on record, and a filing recorded later is not after it', () => {
  onRecord.when(conclude({ conclusion: 'fail' })).then(concluded({ conclusion: 'fail' }));
  after(concluded()).when(file()).then(filed());
  after(concluded())
    .when(file({ filedOn: day('2025-08-02') }))
    .thenRefused('registry.days-out-of-order');
});

test('a charity is not inspected', () => {
  after(charitySince('2025-08-01'))
    .when(conclude())
    .thenRefused({ code: 'registry.wrong-filing', needed: 'annual-report' });
  after(charitySince('2025-05-31'), filed({ filing: 'annual-report' }))
    .when(conclude())
    .thenRefused('registry.wrong-filing');
});

test('who was inspected before it became a charity is still concluded on', () => {
  after(filed(), charitySince('2025-06-01')).when(conclude()).then(concluded());
});

test('one conclusion a year, published by today, on a year that is over', () => {
  after(concluded()).when(conclude()).thenRefused('registry.fact-already-recorded');
  onRecord.when(conclude({ publishedOn: day('2026-07-01') })).thenRefused('registry.day-in-future');
  onRecord
    .when(conclude({ publishedOn: day('2024-12-31') }))
    .thenRefused('registry.fiscal-year-not-over');
});
