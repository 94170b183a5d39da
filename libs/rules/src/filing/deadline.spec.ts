import { describe, expect, test } from '@jest/globals';
import { parseDay } from '@fuhua/kernel';
import {
  calendarOf,
  filingDeadlineOf,
  filingDuty,
  nationalFilingDeadline,
  type FilingOf,
  type LegalKind,
} from '../index.ts';

const day = parseDay;
const calendar = calendarOf('CN-2026-1');
const of = (kind: LegalKind, fiscalYear: number, charity = false): FilingOf => ({
  kind,
  charity,
  fiscalYear,
});

describe('the national deadline', () => {
  test.each<[LegalKind, boolean, number, string, string]>([
    ['social-association', false, 2023, 'annual-inspection', '2024-05-31'],
    ['social-association', false, 2024, 'annual-inspection', '2025-06-03'],
    ['social-association', false, 2025, 'annual-inspection', '2026-06-01'],
    ['social-association', true, 2024, 'annual-report', '2025-03-31'],
    ['social-service-organization', false, 2023, 'annual-inspection', '2024-05-31'],
    ['social-service-organization', false, 2024, 'annual-inspection', '2025-06-03'],
    ['social-service-organization', true, 2023, 'annual-report', '2024-04-01'],
    ['foundation', false, 2023, 'annual-inspection', '2024-04-01'],
    ['foundation', false, 2024, 'annual-inspection', '2025-03-31'],
    ['foundation', true, 2023, 'annual-report', '2024-04-01'],
    ['foundation', true, 2022, 'annual-report', '2023-03-31'],
  ])('%s, charity %s, for %i: %s by %s', (kind, charity, fiscalYear, filing, due) => {
    const deadline = { filing, due, provisional: false };
    expect(nationalFilingDeadline(of(kind, fiscalYear, charity), calendar)).toEqual(deadline);
    expect(filingDeadlineOf(of(kind, fiscalYear, charity), undefined, calendar)).toEqual(deadline);
  });

  test('is provisional in a year that the calendar does not cover', () => {
    expect(nationalFilingDeadline(of('social-association', 2026), calendar)).toEqual({
      filing: 'annual-inspection',
      due: '2027-05-31',
      provisional: true,
    });
  });
});

describe('a local deadline', () => {
  test.each([
    ['2025-07-20', '2025-07-21'],
    ['2025-08-20', '2025-08-20'],
    ['2025-03-31', '2025-03-31'],
    ['2025-05-31', '2025-06-03'],
    ['2025-10-01', '2025-10-09'],
  ])('of %s holds instead, and rolls to %s', (local, due) => {
    const inspected = of('social-service-organization', 2024);
    expect(filingDeadlineOf(inspected, day(local), calendar)).toEqual({
      filing: 'annual-inspection',
      due,
      provisional: false,
    });
  });

  test('of charities is one of annual reports', () => {
    const charity = of('foundation', 2024, true);
    expect(filingDeadlineOf(charity, day('2025-04-30'), calendar).filing).toBe('annual-report');
  });
});

describe('the first year', () => {
  test.each<[LegalKind, boolean, string, string]>([
    ['social-service-organization', false, '2023-06-30', 'due'],
    ['social-service-organization', false, '2023-07-01', 'exempt'],
    ['social-service-organization', false, '2023-09-20', 'exempt'],
    ['social-service-organization', false, '2023-12-31', 'exempt'],
    ['social-service-organization', false, '2024-01-01', 'nothing-due'],
    ['social-service-organization', false, '2015-01-01', 'due'],
    ['social-service-organization', true, '2023-07-01', 'due'],
    ['social-service-organization', true, '2024-01-01', 'nothing-due'],
    ['social-association', false, '2023-12-31', 'due'],
    ['social-association', false, '2024-01-01', 'nothing-due'],
    ['foundation', false, '2023-12-31', 'due'],
    ['foundation', true, '2023-12-31', 'due'],
    ['foundation', true, '2024-01-01', 'nothing-due'],
  ])('%s, charity %s, registered %s, for 2023: %s', (kind, charity, registeredOn, expected) => {
    expect(filingDuty(of(kind, 2023, charity), day(registeredOn))).toBe(expected);
  });

  test('an exemption is for that year only', () => {
    const inspected = (fiscalYear: number) => of('social-service-organization', fiscalYear);
    expect(filingDuty(inspected(2023), day('2023-09-20'))).toBe('exempt');
    expect(filingDuty(inspected(2024), day('2023-09-20'))).toBe('due');
  });
});
