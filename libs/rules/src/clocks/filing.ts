import { parseDay } from '@fuhua/kernel';
import type { WorkingDayCalendar } from '../calendar/calendar.ts';
import { dueOnNamedDate, type Due } from './limits.ts';

/** The three legal kinds of social organization. A private non-enterprise unit is a social service organization. */
export type LegalKind = 'social-association' | 'social-service-organization' | 'foundation';

/** Charities file annual reports (年报), others annual inspections (年检). */
export type FilingType = 'annual-inspection' | 'annual-report';

export interface FilingDeadline extends Due {
  readonly filing: FilingType;
}

/**
 * The national deadline for filing with the registrar, which holds where no local one is on record (definition 6):
 * 31 May for social associations (条例 第28条) and social service organizations (民政部令27号), 31 March for foundations
 * (条例 第36条) and for charities of any kind (慈善法 第13条, 民办函〔2024〕8号), of the year after the fiscal year; a named
 * date, so it rolls. Filing is missed from the day after.
 */
export function nationalFilingDeadline(
  of: { readonly kind: LegalKind; readonly charity: boolean; readonly fiscalYear: number },
  calendar: WorkingDayCalendar,
): FilingDeadline {
  const monthAndDay = of.charity || of.kind === 'foundation' ? '03-31' : '05-31';
  const named = parseDay(`${of.fiscalYear + 1}-${monthAndDay}`);
  const filing = of.charity ? 'annual-report' : 'annual-inspection';
  return { filing, ...dueOnNamedDate(named, calendar) };
}
