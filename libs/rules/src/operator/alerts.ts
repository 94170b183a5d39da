import { addDays, Day } from '@fuhua/kernel';
import { z } from 'zod';
import type { WorkingDayCalendar } from '../calendar/calendar.ts';
import { dueAfterDays, dueAfterWorkingDays, type Due } from '../clocks/limits.ts';
import { lapseDay } from '../clocks/terms.ts';
import { fail, pass, unknown, valueOn, verdictOf, type Verdict } from '../findings/findings.ts';
import type { Fact, Rule } from '../rule-set/rule.ts';
import { GradeOrNone, gradeReaches, OperatorException, OperatorGrade } from './values.ts';

const Listing = z.object({ list: z.enum(['abnormal-activity', 'serious-violation']), from: Day });

const facts = {
  /** With the validity of the award; `none` from the first day without. */
  'operator.grade': GradeOrNone,
  /** Those in force. Valid no longer than their absence is known for certain (definition 5). */
  'operator.listings': z.array(Listing),
  'contract.exception': OperatorException,
};
export type AlertFacts = { [K in keyof typeof facts]: z.infer<(typeof facts)[K]> };

export const AlertParams = z.strictObject({
  gradeMin: OperatorGrade,
  alertWorkingDays: z.int().positive(),
  cureDays: z.int().positive(),
});
export type AlertParams = z.infer<typeof AlertParams>;

/** What is wrong with the operator of a contract in force. While one stands, nothing is renewed. */
export interface OperatorAlert extends Verdict {
  readonly ground: 'grade' | 'abnormal-listing' | 'serious-listing';
  /** The first day on which it was so. */
  readonly since: Day;
  /** A listing for serious violations opens the termination procedure. */
  readonly terminates: boolean;
}

/**
 * R-OPR-03 (四(三)1-2, 四(三)1-4) [D]: on day `on` of a contract, whether the operator still is what it was chosen for: its
 * grade in force and `gradeMin` or above, or waived by an exception in force; on neither list. Fails with the alerts;
 * the conclusion has them all, with `renewable` and `terminates`. Its clocks are `alertDue` and `cureDue`.
 */
export const operatorAlertsRule: Rule<AlertParams, AlertFacts> = {
  rule: 'R-OPR-03',
  impl: 1,
  params: AlertParams,
  facts,
  evaluate(known, params, { on }) {
    const graded = gradeAlert(known['operator.grade'], known['contract.exception'], params, on);
    const listings = valueOn(known['operator.listings'], on);
    const listed = listings === undefined ? [listsUnknown] : listings.map(listingAlert);
    const found = [graded, ...(listed.length > 0 ? listed : [notListed])];
    const alerts = found.filter((one): one is OperatorAlert => 'ground' in one);
    return {
      ...verdictOf(found),
      facts: Object.keys(facts),
      conclusion: {
        alerts,
        renewable: alerts.length === 0,
        terminates: alerts.some(({ terminates }) => terminates),
      },
    };
  },
};

/** The last day to raise an alert: so many working days from the day on which its ground was known. */
export function alertDue(knownOn: Day, params: AlertParams, calendar: WorkingDayCalendar): Due {
  return dueAfterWorkingDays(knownOn, params.alertWorkingDays, calendar);
}

/** The last day to cure, counted in days from the alert; it rolls (definition 1). */
export function cureDue(raisedOn: Day, params: AlertParams, calendar: WorkingDayCalendar): Due {
  return dueAfterDays(raisedOn, params.cureDays, calendar);
}

function gradeAlert(
  fact: Fact<GradeOrNone> | undefined,
  exception: Fact<OperatorException> | undefined,
  { gradeMin }: AlertParams,
  on: Day,
): Verdict | OperatorAlert {
  const grade = valueOn(fact, on);
  if (grade !== undefined && grade !== 'none' && gradeReaches(grade, gradeMin)) {
    return pass(`等级 ${grade} 有效`, `grade ${grade} is in force`);
  }
  const waiver = exception?.value.waives.includes('grade') === true ? exception : undefined;
  if (waiver !== undefined && waiver.validFrom <= on && on <= waiver.value.until) {
    const { until } = waiver.value;
    return pass(
      `等级经批准例外免除，至 ${until}`,
      `its grade is waived by exception until ${until}`,
    );
  }
  const bad = badGrade(fact, on);
  if (bad === undefined) return unknown('等级未知', 'the grade is not known');
  const uncovered = waiver === undefined ? bad.since : addDays(waiver.value.until, 1);
  const since = bad.since < uncovered && uncovered <= on ? uncovered : bad.since;
  const fault = gradeFault(bad, since, gradeMin);
  return { ground: 'grade', since, terminates: false, ...fault };
}

interface BadGrade {
  readonly grade: GradeOrNone;
  readonly isOver: boolean;
  readonly since: Day;
}

/** Of one that does not suffice on that day; undefined where what holds on that day is not told. */
function badGrade(fact: Fact<GradeOrNone> | undefined, on: Day): BadGrade | undefined {
  if (fact === undefined || on < fact.validFrom) return undefined;
  const { value: grade, validFrom } = fact;
  const lapsedOn = lapseDay(fact);
  if (lapsedOn === undefined || on < lapsedOn) return { grade, isOver: false, since: validFrom };
  return grade === 'none' ? undefined : { grade, isOver: true, since: lapsedOn };
}

function gradeFault({ grade, isOver }: BadGrade, since: Day, gradeMin: OperatorGrade): Verdict {
  if (grade === 'none') return fail(`自 ${since} 起无有效等级`, `no grade since ${since}`);
  return isOver
    ? fail(`${grade} 等级自 ${since} 起失效`, `grade ${grade} has lapsed since ${since}`)
    : fail(
        `自 ${since} 起等级 ${grade} 低于 ${gradeMin}`,
        `grade ${grade} has been below ${gradeMin} since ${since}`,
      );
}

function listingAlert({ list, from: since }: z.infer<typeof Listing>): OperatorAlert {
  return list === 'serious-violation'
    ? {
        ...{ ground: 'serious-listing', since, terminates: true },
        ...fail(
          `自 ${since} 起列入严重违法失信名单`,
          `on the list of serious violations since ${since}`,
        ),
      }
    : {
        ...{ ground: 'abnormal-listing', since, terminates: false },
        ...fail(`自 ${since} 起列入活动异常名录`, `on the abnormal-activity list since ${since}`),
      };
}

const notListed = pass('未列入名录', 'on neither list');
const listsUnknown = unknown('名录情况未知', 'whether it is listed is not known');
