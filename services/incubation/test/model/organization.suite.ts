import type { YearlyFiling } from '@fuhua/rules';
import { dayAt, monthsLater, placeOf, rolled, yearOf } from './days.suite.ts';
import type { Known } from './facts.suite.ts';

/** What the law book says of an organization's record: lists, filings, penalties, its code (definitions 5, 6 and 22). */

export type Verdict = 'pass' | 'fail' | 'unknown';

/** Any fail, else any unknown, else pass (definition 5). */
export function worst(...verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('fail')) return 'fail';
  return verdicts.includes('unknown') ? 'unknown' : 'pass';
}

export function passIf(holds: boolean | undefined): Verdict {
  if (holds === undefined) return 'unknown';
  return holds ? 'pass' : 'fail';
}

/** 0123456789ABCDEFGHJKLMNPQRTUWXY for the whole, 0-9A-Z for the organization's own nine (section 4). */
const OF_WHOLE = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const OF_OWN = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

export function usccIsRight(code: string): boolean {
  let power = 1;
  let sum = 0;
  for (const letter of code.slice(0, 17)) {
    sum += OF_WHOLE.indexOf(letter) * power;
    power = (power * 3) % 31;
  }
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  const own = weights.map((weight, at) => OF_OWN.indexOf(code.charAt(8 + at)) * weight);
  const check = 11 - (own.reduce((all, one) => all + one, 0) % 11);
  const ownCheck = check === 10 ? 'X' : check === 11 ? '0' : String(check);
  return code[16] === ownCheck && code[17] === OF_WHOLE[(31 - (sum % 31)) % 31];
}

/** A register's silence counts for 7 days (definition 5). */
function isFresh(synchronised: string | undefined, on: number): boolean {
  if (synchronised === undefined || synchronised === 'never') return false;
  const place = placeOf(synchronised);
  return place <= on && on - place <= 7;
}

/** R-ENT-03, and of R-GRD-02. */
export function onNoList(known: Known, kind: string, on: number): Verdict {
  if (kind !== 'registered') return 'pass';
  const listings = known('organization.listings');
  if (listings?.some(({ from }) => placeOf(from) <= on) === true) return 'fail';
  const isKnown = listings !== undefined && isFresh(known('organization.listsSynchronisedOn'), on);
  return isKnown ? 'pass' : 'unknown';
}

/** Where one year's filing stands: definition 6. */
interface Filed {
  readonly year: number;
  readonly due: number;
  readonly is: 'in-time' | 'late' | 'none' | 'pending' | 'unknown';
  /** Of an inspection, once published. */
  readonly failedOn?: number | undefined;
  readonly conclusion?: 'pass' | 'basic-pass' | 'fail' | undefined;
}

/** Undefined: not known; `nothing`: exempt, or nothing due. */
export function filedFor(year: number, known: Known, on: number): Filed | 'nothing' | undefined {
  const legalKind = known('applicant.legalKind');
  const registered = known('applicant.registeredOn');
  const filings = known('organization.filings');
  const charity = known('applicant.charity');
  if (legalKind === undefined || registered === undefined) return undefined;
  if (filings === undefined || charity === undefined) return undefined;
  const paper: YearlyFiling = filings.find((one) => one.fiscalYear === year) ?? {
    ...{ fiscalYear: year, charity },
  };
  const registeredOn = placeOf(registered);
  const yearEnd = placeOf(`${String(year)}-12-31`);
  if (registeredOn > yearEnd) return 'nothing';
  const isInspected = legalKind === 'social-service-organization' && !paper.charity;
  if (isInspected && monthsLater(registeredOn, 6) > yearEnd) return 'nothing';
  if (paper.exemptByRegistrar === true) return 'nothing';
  const isByMarch = paper.charity || legalKind === 'foundation';
  const national = `${String(year + 1)}-${isByMarch ? '03-31' : '05-31'}`;
  const due = rolled(placeOf(paper.localDeadline ?? national));
  return { year, due, is: timelinessOf(paper, due, known, on), ...concludedIn(paper, on) };
}

function timelinessOf(paper: YearlyFiling, due: number, known: Known, on: number): Filed['is'] {
  const filed = paper.filedOn === undefined ? undefined : placeOf(paper.filedOn);
  const isFiled = filed !== undefined && filed <= on;
  if (isFiled && filed <= due) return 'in-time';
  const receipt = paper.acceptedAsTimelyOn;
  if (receipt !== undefined && placeOf(receipt) <= on) return 'in-time';
  if (isFiled) return 'late';
  if (on <= due) return 'pending';
  return isFresh(known('organization.filingsSynchronisedOn'), on) ? 'none' : 'unknown';
}

function concludedIn(paper: YearlyFiling, on: number): Pick<Filed, 'failedOn' | 'conclusion'> {
  const { conclusion, charity } = paper;
  if (charity || conclusion === undefined) return {};
  const published = placeOf(conclusion.publishedOn);
  if (published > on) return {};
  const { outcome } = conclusion;
  return { conclusion: outcome, failedOn: outcome === 'fail' ? published : undefined };
}

/** Every year that may matter; undefined when it is not known. */
function yearsOf(known: Known, on: number): readonly Filed[] | undefined {
  const found: Filed[] = [];
  for (let year = yearOf(on) - 4; year < yearOf(on); year += 1) {
    const one = filedFor(year, known, on);
    if (one === undefined) return undefined;
    if (one !== 'nothing') found.push(one);
  }
  return found;
}

/** R-ENT-04: a look-back of 24 months covers days after t − 24 months (definition 2). */
export function cleanRecord(known: Known, kind: string, on: number): Verdict {
  if (kind !== 'registered') return 'pass';
  const isRecent = (place: number): boolean => monthsLater(on, -24) < place && place <= on;
  const years = yearsOf(known, on);
  const filed =
    years === undefined
      ? 'unknown'
      : worst(
          ...years.map(({ is, due, failedOn }): Verdict => {
            const isMissed = (is === 'late' || is === 'none') && isRecent(due);
            if (isMissed || (failedOn !== undefined && isRecent(failedOn))) return 'fail';
            return is === 'unknown' && isRecent(due) ? 'unknown' : 'pass';
          }),
        );
  const penalties = known('organization.penalties');
  const isPunished = penalties?.some(({ decidedOn }) => isRecent(placeOf(decidedOn))) === true;
  const isSilent =
    penalties !== undefined && isFresh(known('organization.penaltiesSynchronisedOn'), on);
  return worst(filed, isPunished ? 'fail' : isSilent ? 'pass' : 'unknown');
}

/** Of R-GRD-02: the last filing due is done, and none since it failed. */
export function lastFilingDone(known: Known, kind: string, on: number): Verdict {
  if (kind !== 'registered') return 'pass';
  const years = yearsOf(known, on);
  if (years === undefined) return 'unknown';
  const last = years.findLast(({ due }) => due < on);
  const since = years.filter(({ year }) => year >= (last?.year ?? 0));
  if (since.some(({ conclusion }) => conclusion === 'fail')) return 'fail';
  if (last?.is === 'none') return 'fail';
  return last?.is === 'unknown' ? 'unknown' : 'pass';
}

/** R-EXT-01, G2: missed once the deadline has passed. */
export function missedFiling(year: number | undefined, known: Known, on: number): Verdict {
  const one = year === undefined ? undefined : filedFor(year, known, on);
  if (one === undefined) return 'unknown';
  if (one === 'nothing') return 'fail';
  if (one.is === 'unknown') return 'unknown';
  return passIf(one.is === 'late' || one.is === 'none');
}

/** R-EXT-01, G3: a published failure; basic-pass does not count. */
export function failedFiling(year: number | undefined, known: Known, on: number): Verdict {
  const one = year === undefined ? undefined : filedFor(year, known, on);
  if (one === undefined) return 'unknown';
  return passIf(one !== 'nothing' && one.conclusion === 'fail');
}

/** "≤ 24 months since" includes the anniversary. */
export function isStartUp(since: string | undefined, on: number): boolean | undefined {
  if (since === undefined) return undefined;
  return dayAt(on) >= since && on <= monthsLater(placeOf(since), 24);
}
