import { addDays, addMonths, daysBetween, parseDay, type Day } from '@fuhua/kernel';
import fc from 'fast-check';

/** Days from … to, inclusive; ends of months come up often. */
export function anyDay(from = '2004-01-01', to = '2028-12-31'): fc.Arbitrary<Day> {
  const first = parseDay(from);
  const any = fc
    .integer({ min: 0, max: daysBetween(first, parseDay(to)) })
    .map((n) => addDays(first, n));
  const endOfMonth = any.map((day) => addDays(addMonths(parseDay(`${day.slice(0, 7)}-01`), 1), -1));
  return fc.oneof({ weight: 3, arbitrary: any }, { weight: 1, arbitrary: endOfMonth });
}
