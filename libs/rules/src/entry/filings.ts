import { addMonths, type Day } from '@fuhua/kernel';
import type { WorkingDayCalendar } from '../calendar/calendar.ts';
import { filingStanding, type FilingStanding } from '../filing/standing.ts';
import type { FilingRegisterFacts } from './organization-facts.ts';
import type { YearlyFiling } from './values.ts';

/** Where the filing for one fiscal year stands, as definition 6 has it. */
export interface YearStanding {
  readonly fiscalYear: number;
  readonly standing: FilingStanding;
}

/** Undefined while kind, charity flag, day of registration or record are not known. */
export function standingOf(
  values: Partial<FilingRegisterFacts>,
  fiscalYear: number,
  on: Day,
  calendar: WorkingDayCalendar,
): YearStanding | undefined {
  const kind = values['applicant.legalKind'];
  const registeredOn = values['applicant.registeredOn'];
  const filings = values['organization.filings'];
  const charity = values['applicant.charity'];
  if (kind === undefined || registeredOn === undefined || filings === undefined) return undefined;
  if (charity === undefined) return undefined;
  const recorded = filings.find((one) => one.fiscalYear === fiscalYear);
  const filing: YearlyFiling = recorded ?? { fiscalYear, charity };
  const synchronised = values['organization.filingsSynchronisedOn'];
  const synchronisedOn = synchronised === 'never' ? undefined : synchronised;
  const facts = { ...filing, kind, registeredOn, synchronisedOn };
  return { fiscalYear, standing: filingStanding(facts, on, calendar) };
}

/**
 * Of every year whose filing may have fallen due within so many months before `on`, and of every year on record, the oldest
 * first. Undefined as `standingOf`.
 */
export function standingsOf(
  values: Partial<FilingRegisterFacts>,
  months: number,
  on: Day,
  calendar: WorkingDayCalendar,
): readonly YearStanding[] | undefined {
  const [first, last] = [yearOf(addMonths(on, -months)) - 1, yearOf(on) - 1];
  const recent = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const recorded = (values['organization.filings'] ?? []).map(({ fiscalYear }) => fiscalYear);
  const years = [...new Set([...recent, ...recorded])].toSorted((a, b) => a - b);
  const standings = years.map((year) => standingOf(values, year, on, calendar));
  return standings.every((one) => one !== undefined) ? standings : undefined;
}

function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}
