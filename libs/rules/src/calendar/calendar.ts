import { addDays, type Day } from '@fuhua/kernel';
import { WORKING_DAY_VERSIONS } from './working-days.data.ts';

/**
 * The State Council's yearly holidays and make-up workdays, as one version knew them. Decisions store the id; versions are
 * never changed, so a replay counts as the decision did.
 */
export interface WorkingDayCalendar {
  /** `CN-<last year covered>-<revision>` */
  readonly id: string;
  readonly years: readonly number[];
  readonly holidays: ReadonlySet<Day>;
  readonly makeUpWorkdays: ReadonlySet<Day>;
}

export interface DayKind {
  readonly working: boolean;
  /** The calendar does not know the day for certain: Monday to Friday are taken to be working (definition 26). */
  readonly provisional: boolean;
}

/** Five of the first 23 notices reached back into the year before, to 29 December at the earliest. */
const NEXT_YEARS_NOTICE_REACHES_BACK_TO = '12-25';

const versions: ReadonlyMap<string, WorkingDayCalendar> = new Map(
  WORKING_DAY_VERSIONS.map((text) => {
    const calendar = read(text);
    return [calendar.id, calendar];
  }),
);

/** Ids of every version ever released, oldest first. */
export const calendarIds: readonly string[] = Array.from(versions.keys());

/** The version a stored decision names. @throws RangeError when there is none of that id. */
export function calendarOf(id: string): WorkingDayCalendar {
  const calendar = versions.get(id);
  if (calendar === undefined) throw new RangeError(`no such calendar: ${id}`);
  return calendar;
}

/** What new decisions count with. */
export function newestCalendar(): WorkingDayCalendar {
  return calendarOf(calendarIds.at(-1) ?? '');
}

/**
 * Covered are the years listed, but of the last one only what the next year's notice cannot change: the New Year's holiday
 * may move days of late December (2018-12-31 was a holiday, 2018-12-29 a workday, by the notice for 2019).
 */
export function isCovered(day: Day, { years }: WorkingDayCalendar): boolean {
  const year = Number(day.slice(0, 4));
  const isEarlyEnough = day.slice(5) < NEXT_YEARS_NOTICE_REACHES_BACK_TO;
  return years.includes(year) && (isEarlyEnough || years.includes(year + 1));
}

export function dayKind(day: Day, calendar: WorkingDayCalendar): DayKind {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  const working =
    calendar.makeUpWorkdays.has(day) ||
    (!calendar.holidays.has(day) && weekday !== 0 && weekday !== 6);
  return { working, provisional: !isCovered(day, calendar) };
}

/** Without the doubt that `dayKind` states. */
export function isWorkingDay(day: Day, calendar: WorkingDayCalendar): boolean {
  return dayKind(day, calendar).working;
}

/** An id, then a line a year: `YYYY holidays … + make-up workdays …`, each `MMDD` or `MMDD-MMDD`. */
function read(text: string): WorkingDayCalendar {
  const [id = '', ...lines] = text.split('\n');
  const years = lines.map((line) => Number(line.slice(0, 4)));
  const daysOf = (half: 0 | 1): ReadonlySet<Day> =>
    new Set(
      lines.flatMap((line) => {
        const spans = line.slice(4).split('+')[half] ?? '';
        return spans.split(' ').flatMap((span) => daysIn(line.slice(0, 4), span));
      }),
    );
  return { id, years, holidays: daysOf(0), makeUpWorkdays: daysOf(1) };
}

function daysIn(year: string, span: string): readonly Day[] {
  if (span === '') return [];
  const [from = '', to = from] = span
    .split('-')
    .map((d) => `${year}-${d.slice(0, 2)}-${d.slice(2)}`);
  const days: Day[] = [];
  for (let day = from as Day; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}
