import fc from 'fast-check';
import {
  addDays,
  addMonths,
  daysBetween,
  epochMsOf,
  instantOfEpochMs,
  parseDay,
  startOfDay,
  type AuthorityId,
  type BaseId,
  type Day,
  type EventId,
  type Instant,
  type OrganizationId,
  type PersonId,
} from '@fuhua/kernel';

/** Inclusive. */
export interface Span {
  readonly from?: string;
  readonly to?: string;
}

/** Days the record sees: 2000-01-01 … 2099-12-31 unless told otherwise; ends of months come up often. */
export function anyDay({ from = '2000-01-01', to = '2099-12-31' }: Span = {}): fc.Arbitrary<Day> {
  const [first, last] = [parseDay(from), parseDay(to)];
  const any = fc.integer({ min: 0, max: daysBetween(first, last) }).map((n) => addDays(first, n));
  const endOfMonth = any.map((day) => {
    const end = addDays(addMonths(parseDay(`${day.slice(0, 7)}-01`), 1), -1);
    return end <= last ? end : day;
  });
  return fc.oneof({ weight: 3, arbitrary: any }, { weight: 1, arbitrary: endOfMonth });
}

/** Instants of those days of Asia/Shanghai; the first and last of a day come up often. */
export function anyInstant(span: Span = {}): fc.Arbitrary<Instant> {
  const ofDay = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 0, max: MS_PER_DAY - 1 }) },
    { weight: 1, arbitrary: fc.constantFrom(0, 1, MS_PER_DAY - 1) },
  );
  return fc
    .tuple(anyDay(span), ofDay)
    .map(([day, ms]) => instantOfEpochMs(epochMsOf(startOfDay(day)) + ms));
}

const MS_PER_DAY = 86_400_000;

export const anyPersonId = (): fc.Arbitrary<PersonId> => fc.uuid() as fc.Arbitrary<PersonId>;
export const anyAuthorityId = (): fc.Arbitrary<AuthorityId> =>
  fc.uuid() as fc.Arbitrary<AuthorityId>;
export const anyOrganizationId = (): fc.Arbitrary<OrganizationId> =>
  fc.uuid() as fc.Arbitrary<OrganizationId>;
export const anyBaseId = (): fc.Arbitrary<BaseId> => fc.uuid() as fc.Arbitrary<BaseId>;
export const anyEventId = (): fc.Arbitrary<EventId> => fc.uuid() as fc.Arbitrary<EventId>;
