import { addMonths, parseDay, type Day } from '@fuhua/kernel';
import { z } from 'zod';
import type { WorkingDayCalendar } from '../calendar/calendar.ts';
import { dueOnNamedDate, type Due } from '../clocks/limits.ts';

/** The three legal kinds of social organization. A private non-enterprise unit is a social service organization. */
export const LegalKind = z.enum([
  'social-association',
  'social-service-organization',
  'foundation',
]);
export type LegalKind = z.infer<typeof LegalKind>;

/** Charities file annual reports (年报), others annual inspections (年检). */
export type FilingType = 'annual-inspection' | 'annual-report';

/** Whose filing, and for which year. */
export interface FilingOf {
  readonly kind: LegalKind;
  readonly charity: boolean;
  /** The calendar year reported on; the year of filing is the next one. */
  readonly fiscalYear: number;
}

export interface FilingDeadline extends Due {
  readonly filing: FilingType;
}

/**
 * The national deadline for filing with the registrar, which holds where no local one is on record (definition 6):
 * 31 May for social associations (条例 第28条) and social service organizations (民政部令27号), 31 March for foundations
 * (条例 第36条) and for charities of any kind (慈善法 第13条, 民办函〔2024〕8号), of the year of filing; a named date, so it
 * rolls. Filing is missed from the day after.
 */
export function nationalFilingDeadline(of: FilingOf, calendar: WorkingDayCalendar): FilingDeadline {
  const monthAndDay = of.charity || of.kind === 'foundation' ? '03-31' : '05-31';
  return filingDeadline(of, parseDay(`${of.fiscalYear + 1}-${monthAndDay}`), calendar);
}

/**
 * The last day on which filing is in time (definition 6). `localDeadline` is what the registrar set for this kind and
 * charity flag in the year of filing, not rolled yet; undefined while none is on record: the national one holds.
 */
export function filingDeadlineOf(
  of: FilingOf,
  localDeadline: Day | undefined,
  calendar: WorkingDayCalendar,
): FilingDeadline {
  return localDeadline === undefined
    ? nationalFilingDeadline(of, calendar)
    : filingDeadline(of, localDeadline, calendar);
}

function filingDeadline(of: FilingOf, day: Day, calendar: WorkingDayCalendar): FilingDeadline {
  const filing = of.charity ? 'annual-report' : 'annual-inspection';
  return { filing, ...dueOnNamedDate(day, calendar) };
}

/**
 * Whether an organization has nothing to file because it was registered after the fiscal year, or is exempt: inspected
 * social service organizations registered for less than 6 months on 31 December (民政部令27号). Charities file for their
 * first year too; what a registrar exempts by its own rule is a fact of its own.
 */
export function filingDuty(of: FilingOf, registeredOn: Day): 'due' | 'exempt' | 'nothing-due' {
  const yearEnd = parseDay(`${of.fiscalYear}-12-31`);
  if (registeredOn > yearEnd) return 'nothing-due';
  const isInspectedService = of.kind === 'social-service-organization' && !of.charity;
  return isInspectedService && addMonths(registeredOn, 6) > yearEnd ? 'exempt' : 'due';
}
