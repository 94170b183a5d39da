import type { Day } from '@fuhua/kernel';
import type { WorkingDayCalendar } from '../calendar/calendar.ts';
import { withinLookBack } from '../clocks/terms.ts';
import { filingFaults } from '../filing/standing.ts';
import {
  fail,
  listed,
  pass,
  text,
  unknown,
  valuesOn,
  verdictOf,
  type Verdict,
} from '../findings/findings.ts';
import type { Rule } from '../rule-set/rule.ts';
import { CleanRecordParams, cleanRecordFacts, type CleanRecordFacts } from './facts.ts';
import { standingsOf, type YearStanding } from './filings.ts';
import { isFresh, stale } from './listings.ts';

/**
 * R-ENT-04 (四(三)2-2) [practice 泸州, parameter `cleanMonths`]: nothing missed or failed in annual inspection or report, and
 * no administrative penalty, in the last `cleanMonths` months before `on` (definition 6). New organizations: since
 * registration; an exempt year passes, and so does a filing made on time whose conclusion is pending. Who is not registered
 * passes. Unknown when nothing is on record after a deadline, or no penalty is, and the register is more than 7 days old.
 */
export const cleanRecordRule: Rule<CleanRecordParams, CleanRecordFacts> = {
  rule: 'R-ENT-04',
  impl: 1,
  params: CleanRecordParams,
  facts: cleanRecordFacts,
  evaluate(known, { cleanMonths }, { on, calendar }) {
    const values = valuesOn(known, on);
    return { ...clean(values, cleanMonths, on, calendar), facts: Object.keys(cleanRecordFacts) };
  },
};

function clean(
  values: Partial<CleanRecordFacts>,
  months: number,
  on: Day,
  calendar: WorkingDayCalendar,
): Verdict {
  const kind = values['applicant.kind'];
  if (kind === undefined) return unknown('申请主体类别未知', 'the kind of applicant is not known');
  if (kind !== 'registered') {
    return pass('未登记，不适用年检和处罚核查', 'not registered: it owes no filing');
  }
  const standings = standingsOf(values, months, on, calendar);
  return verdictOf([
    standings === undefined
      ? unknown('年检年报记录未知', 'the record of annual filings is not known')
      : filed(standings, months, on),
    unpunished(values, months, on),
  ]);
}

function filed(standings: readonly YearStanding[], months: number, on: Day): Verdict {
  const faults = standings.flatMap(({ fiscalYear, standing }) =>
    filingFaults(standing)
      .filter((fault) => withinLookBack(on, months, fault.on))
      .map((fault) => ({ fiscalYear, ...fault })),
  );
  if (faults.length > 0) {
    const { zh, en } = listed(
      faults.map(({ fiscalYear, fault, on: day }) =>
        fault === 'missed'
          ? text(
              `未按时参加 ${String(fiscalYear)} 年度年检（年报），期限 ${day}`,
              `the filing for ${String(fiscalYear)}, due on ${day}, was missed`,
            )
          : text(
              `${String(fiscalYear)} 年度年检不合格，${day} 公布`,
              `the inspection for ${String(fiscalYear)} failed, published on ${day}`,
            ),
      ),
    );
    const within = `${String(months)} `;
    return fail(`近 ${within}个月内：${zh}`, `in the last ${within}months: ${en}`);
  }
  const open = standings.filter(
    ({ standing }) =>
      'deadline' in standing &&
      standing.timeliness === 'unknown' &&
      withinLookBack(on, months, standing.deadline.due),
  );
  if (open.length > 0) {
    const years = open.map(({ fiscalYear }) => String(fiscalYear));
    return unknown(
      `${years.join('、')} 年度年检（年报）是否报送未知`,
      `whether the filing for ${years.join(', ')} was made is not known`,
    );
  }
  return pass(
    `近 ${String(months)} 个月年检（年报）无未报送、不合格`,
    `no filing was missed or failed in the last ${String(months)} months`,
  );
}

function unpunished(values: Partial<CleanRecordFacts>, months: number, on: Day): Verdict {
  const penalties = values['organization.penalties'];
  const found = penalties?.filter(({ decidedOn }) => withinLookBack(on, months, decidedOn)) ?? [];
  if (found.length > 0) {
    const decisions = found.map(({ decision, decidedOn }) => `${decision} (${decidedOn})`);
    return fail(
      `近 ${String(months)} 个月内受行政处罚：${decisions.join('、')}`,
      `penalized in the last ${String(months)} months: ${decisions.join(', ')}`,
    );
  }
  const synchronised = values['organization.penaltiesSynchronisedOn'];
  if (penalties === undefined || !isFresh(synchronised, on)) {
    return unknown(...stale('行政处罚', 'penalties', synchronised));
  }
  return pass(
    `近 ${String(months)} 个月无行政处罚`,
    `no penalty in the last ${String(months)} months`,
  );
}
