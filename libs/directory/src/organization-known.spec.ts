import { describe, expect, test } from '@jest/globals';
import {
  registryOrganization as identity,
  registryOrganizationFacts as facts,
  type PublicOrganizationEvent,
} from '@fuhua/contracts';
import { parseDay, type DivisionCode } from '@fuhua/kernel';
import type { Facts } from '@fuhua/rules';
import { authorityId, eventId, organizationId, told } from '@fuhua/testing';
import type { FactRow } from './fact-row.ts';
import type { FilingDeadlineRow } from './filing-deadline-rows.ts';
import { knownOrganizationView } from './known-organization.ts';
import { organizationKnownOn } from './organization-known.ts';

const organization = organizationId('邻里助老');
const about = { organization };
const day = parseDay;
const registrar = {
  ...{ at: 'authority' as const, authority: authorityId('320506') },
  division: '320506' as DivisionCode,
};
const uscc = '52320506MJ0000018Y';
const kind = 'social-service-organization' as const;

const registered = [
  identity.organizationRegistered({
    ...{ ...about, name: '吴中区邻里助老服务社(测试)', registrar, since: day('2023-09-20') },
    body: { form: 'registered', kind, uscc },
  }),
  identity.organizationLinkedToCode({
    ...{ ...about, kind, uscc, registrar, registeredOn: day('2023-09-20') },
  }),
];
const team = identity.organizationRegistered({
  ...{ ...about, name: '筹备组(测试)', registrar, since: day('2024-01-05') },
  body: { form: 'preparing', corePersons: 3 },
});

const deadline: FilingDeadlineRow = {
  ...{ stream: 'authority-1', event: eventId(99), revision: 0, authority: registrar.authority },
  ...{ fiscalYear: 2024, organizationKind: kind, charity: false, namedDay: day('2025-06-30') },
  ...{ due: day('2025-06-30'), provisional: false, calendar: '2026', document: null },
};

function known(
  events: readonly PublicOrganizationEvent[],
  on: string,
  deadlines: readonly FilingDeadlineRow[] = [],
): Facts {
  const rows = told<PublicOrganizationEvent>(...events).reduce<readonly FactRow[]>(
    (before, event) => knownOrganizationView.fold(before, event),
    [],
  );
  return organizationKnownOn({ organization, rows, deadlines }, day(on));
}
const valuesOf = (given: Facts, prefix: string): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(given).flatMap(([name, { value }]) =>
      name.startsWith(prefix) ? [[name, value]] : [],
    ),
  );

describe('who it is', () => {
  test('nothing is known before it was registered', () => {
    expect(known(registered, '2023-09-19')).toEqual({});
  });

  test('a registered one is known with its code, kind and day', () => {
    expect(valuesOf(known(registered, '2023-09-20'), 'applicant.')).toMatchObject({
      ...{ 'applicant.kind': 'registered', 'applicant.uscc': uscc, 'applicant.charity': false },
      ...{ 'applicant.legalKind': kind, 'applicant.registeredOn': '2023-09-20' },
    });
  });

  test('a team has no code, and becomes registered on the day of its registration', () => {
    const linked = identity.organizationLinkedToCode({
      ...{ ...about, kind, uscc, registrar, registeredOn: day('2024-07-01') },
    });
    const kinds = ['2024-06-30', '2024-07-01'].map(
      (on) => known([team, linked], on)['applicant.kind']?.value,
    );
    expect(kinds).toEqual(['preparing-team', 'registered']);
    const before = known([team], '2024-06-01');
    expect(valuesOf(before, 'applicant.')).toMatchObject({
      ...{ 'applicant.kind': 'preparing-team', 'applicant.uscc': 'none' },
      'applicant.classifications': [],
    });
    expect(valuesOf(before, 'team.')).toEqual({
      ...{ 'team.corePersons': 3, 'team.name': 'not-applied-for' },
    });
    expect(before['organization.filings']).toBeUndefined();
  });

  test('a name that was pre-approved outweighs an application', () => {
    const on = day('2024-03-01');
    const named = [
      identity.registrationApplied({ ...about, kind, on }),
      identity.namePreApproved({ ...about, name: '测试社', on: day('2024-04-01') }),
    ];
    const names = ['2024-02-29', '2024-03-01', '2024-04-01'].map(
      (asked) => known([team, ...named], asked)['team.name']?.value,
    );
    expect(names).toEqual(['not-applied-for', 'applied-for', 'pre-approved']);
  });
});

describe('registers', () => {
  const synchronised = (registers: string[], on: string): PublicOrganizationEvent =>
    facts.registerSynchronised({ ...about, registers, synchronisedOn: day(on) });

  test('one never synchronised says so, and one synchronised gives its newest day', () => {
    const events = [
      ...registered,
      synchronised(['lists'], '2024-03-01'),
      synchronised(['lists', 'penalties'], '2024-03-10'),
    ];
    const days = (on: string): unknown[] => [
      known(events, on)['organization.listsSynchronisedOn']?.value,
      known(events, on)['organization.penaltiesSynchronisedOn']?.value,
    ];
    expect(days('2024-02-29')).toEqual(['never', 'never']);
    expect(days('2024-03-09')).toEqual(['2024-03-01', 'never']);
    expect(days('2024-03-10')).toEqual(['2024-03-10', '2024-03-10']);
  });

  test('a listing counts until the day on which it is lifted, and a penalty from its decision', () => {
    const list = 'abnormal-activity' as const;
    const events = [
      ...registered,
      facts.listingRecorded({ ...about, list, ground: 'late', on: day('2024-03-01') }),
      facts.listingLifted({ ...about, recorded: eventId(2), on: day('2024-05-01') }),
      facts.penaltyRecorded({
        ...{ ...about, kind: 'fine', decidedBy: '局', decision: '〔2024〕1号' },
        ...{ decidedOn: day('2024-04-01'), effectiveOn: day('2024-04-20') },
      }),
    ];
    const at = (on: string): unknown[] => [
      known(events, on)['organization.listings']?.value,
      known(events, on)['organization.penalties']?.value,
    ];
    const listed = [{ list, from: '2024-03-01' }];
    expect(at('2024-03-31')).toEqual([listed, []]);
    expect(at('2024-04-30')).toEqual([
      listed,
      [{ decision: '〔2024〕1号', decidedOn: '2024-04-01' }],
    ]);
    expect(at('2024-05-01')[0]).toEqual([]);
  });

  test('what is silent about kinds is unknown until registrations are fresh', () => {
    const fresh = [...registered, synchronised(['registrations'], '2024-03-01')];
    const at = (on: string): unknown => known(fresh, on)['applicant.classifications']?.value;
    expect([at('2024-02-29'), at('2024-03-08'), at('2024-03-09')]).toEqual([
      ...[undefined, [], undefined],
    ]);
  });
});

describe('filings', () => {
  test('a year has an entry where anything of it is on record, a deadline alone included', () => {
    const filed = facts.annualFilingRecorded({
      ...{ ...about, fiscalYear: 2023, filing: 'annual-inspection', filedOn: day('2024-05-20') },
    });
    const passed = facts.annualConclusionRecorded({
      ...{ ...about, fiscalYear: 2023, conclusion: 'pass', publishedOn: day('2024-08-01') },
    });
    const filings = (on: string): unknown =>
      known([...registered, filed, passed], on, [deadline])['organization.filings']?.value;
    const first = { fiscalYear: 2023, charity: false, filedOn: '2024-05-20' };
    const second = { fiscalYear: 2024, charity: false, localDeadline: '2025-06-30' };
    expect(filings('2024-05-19')).toEqual([second]);
    expect(filings('2024-07-31')).toEqual([first, second]);
    expect(filings('2024-08-01')).toEqual([
      { ...first, conclusion: { outcome: 'pass', publishedOn: '2024-08-01' } },
      second,
    ]);
  });

  test('the charity flag is that of the day of filing', () => {
    const charity = facts.charityStatusRecorded({
      ...{ ...about, charity: true, since: day('2024-06-01') },
    });
    const filed = facts.annualFilingRecorded({
      ...{ ...about, fiscalYear: 2023, filing: 'annual-inspection', filedOn: day('2024-05-20') },
    });
    const of = known([...registered, charity, filed], '2024-12-31');
    expect(of['organization.filings']?.value).toEqual([
      { fiscalYear: 2023, charity: false, filedOn: '2024-05-20' },
    ]);
    expect(of['applicant.charity']?.value).toBe(true);
  });
});
