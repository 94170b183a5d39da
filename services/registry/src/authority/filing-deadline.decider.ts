import { ok, refuse, type AuthorityId, type Day, type EventId, type Result } from '@fuhua/kernel';
import { dueOnNamedDate, type LegalKind, type WorkingDayCalendar } from '@fuhua/rules';
import { filingDeadlineSet, type AuthorityEvent } from './authority.events.ts';

/** One deadline for each year, legal kind and charity flag. `replacing` names the standing one it takes the place of. */
export interface SetFilingDeadline {
  readonly type: 'SetFilingDeadline';
  readonly fiscalYear: number;
  readonly organizationKind: LegalKind;
  readonly charity: boolean;
  readonly namedDay: Day;
  readonly calendar: WorkingDayCalendar;
  readonly document?: string | undefined;
  readonly replacing?: Replacing | undefined;
}

/** What was wrong or was changed is replaced by name, so that nobody replaces what they have not seen. */
export interface Replacing {
  readonly event: EventId;
  readonly reason: string;
}

export type FilingDeadlineRefusal =
  | {
      readonly code: 'registry.deadline-outside-filing-year';
      readonly namedDay: Day;
      readonly filingYear: number;
    }
  | { readonly code: 'registry.filing-deadline-already-set'; readonly standing: EventId }
  | { readonly code: 'registry.replaces-unknown'; readonly replaces: EventId };

/** The event that set each standing deadline. */
export type FilingDeadlines = ReadonlyMap<string, EventId>;

type FilingDeadlineSet = Extract<AuthorityEvent, { type: 'FilingDeadlineSet' }>;
type Key = Pick<SetFilingDeadline, 'fiscalYear' | 'organizationKind' | 'charity'>;

/** Definition 6. The filing year is the one after the fiscal year. */
export function setFilingDeadline(
  command: SetFilingDeadline,
  authority: AuthorityId,
  deadlines: FilingDeadlines,
): Result<readonly FilingDeadlineSet[], FilingDeadlineRefusal> {
  const { fiscalYear, organizationKind, charity, namedDay, calendar } = command;
  const { document, replacing } = command;
  const filingYear = fiscalYear + 1;
  if (Number(namedDay.slice(0, 4)) !== filingYear) {
    return refuse({ code: 'registry.deadline-outside-filing-year', namedDay, filingYear });
  }
  const standing = deadlines.get(keyOf(command));
  if (replacing !== undefined && replacing.event !== standing) {
    return refuse({ code: 'registry.replaces-unknown', replaces: replacing.event });
  }
  if (replacing === undefined && standing !== undefined) {
    return refuse({ code: 'registry.filing-deadline-already-set', standing });
  }
  return ok([
    filingDeadlineSet({
      authority,
      fiscalYear,
      organizationKind,
      charity,
      namedDay,
      ...dueOnNamedDate(namedDay, calendar),
      calendar: calendar.id,
      ...(document !== undefined && { document }),
      ...(replacing && { replaces: replacing.event, reason: replacing.reason }),
    }),
  ]);
}

export function withDeadline(
  deadlines: FilingDeadlines,
  data: FilingDeadlineSet['data'],
  event: EventId,
): FilingDeadlines {
  return new Map(deadlines).set(keyOf(data), event);
}

function keyOf({ fiscalYear, organizationKind, charity }: Key): string {
  return JSON.stringify([fiscalYear, organizationKind, charity]);
}
