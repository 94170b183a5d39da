import type { At } from '../rule-set/rule.ts';
import { isOverdue } from '../clocks/limits.ts';
import { standingsOf, type YearStanding } from '../entry/filings.ts';
import { unlisted } from '../entry/listings.ts';
import type { FilingStanding } from '../filing/standing.ts';
import { fail, pass, unknown, valuesOn, verdictOf, type Verdict } from '../findings/findings.ts';
import type { Rule } from '../rule-set/rule.ts';
import {
  graduationConditionFacts,
  GraduationConditionParams,
  type GraduationConditionFacts,
} from './facts.ts';

/** Filings older than the last due one say nothing here; two years always hold that one. */
const FILING_MONTHS = 24;

/** One condition, with its value and limit. */
export interface GraduationFound extends Verdict {
  readonly condition: 'exit' | 'registration' | 'filing' | 'lists' | 'accounts' | 'duties';
}

/**
 * R-GRD-02 (四(三)2-2) [D]: the hard conditions. All of
 * - no early exit is open (definition 13)
 * - registered, or filed with an approved path to registration
 * - the last annual inspection or report due is filed, late or not, and none since it failed (definition 6)
 * - on none of `lists`
 * - accounts of its own
 * - every duty of the agreement done
 *
 * Who is not registered owes no filing and is on no list (definition 11).
 */
export const graduationConditionRule: Rule<GraduationConditionParams, GraduationConditionFacts> = {
  rule: 'R-GRD-02',
  impl: 1,
  params: GraduationConditionParams,
  facts: graduationConditionFacts,
  evaluate(known, { lists }, at) {
    const values = valuesOn(known, at.on);
    const conditions: readonly GraduationFound[] = [
      { condition: 'exit', ...exitOf(values['case.exitOpen']) },
      { condition: 'registration', ...registrationOf(values) },
      { condition: 'filing', ...filingOf(values, at) },
      { condition: 'lists', ...unlisted(values, lists, at.on) },
      { condition: 'accounts', ...accountsOf(values['organization.accountsSeparate']) },
      { condition: 'duties', ...dutiesOf(values['agreement.openDuties']) },
    ];
    const facts = Object.keys(graduationConditionFacts);
    return { ...verdictOf(conditions), facts, conclusion: { conditions } };
  },
};

type Values = Partial<GraduationConditionFacts>;

function exitOf(open: boolean | undefined): Verdict {
  if (open === undefined) {
    return unknown('有无退出程序未知', 'whether an early exit is open is not known');
  }
  return open
    ? fail('提前退出程序进行中，不得出壳', 'an early exit is open: no graduation')
    : pass('无退出程序', 'no early exit is open');
}

function registrationOf(values: Values): Verdict {
  const kind = values['applicant.kind'];
  if (kind === undefined) return unknown('登记情况未知', 'whether it is registered is not known');
  if (kind === 'registered') return pass('已登记', 'registered');
  if (kind === 'preparing-team') {
    return fail('筹备团队尚未登记或备案', 'a preparing team, neither registered nor filed');
  }
  const path = values['applicant.registrationPath'];
  if (path === undefined) {
    return unknown(
      '登记路径是否获批未知',
      'whether a path to registration is approved is not known',
    );
  }
  return path === 'approved'
    ? pass('已备案，登记路径已获批准', 'filed, with an approved path to registration')
    : fail('已备案，但登记路径未获批准', 'filed, without an approved path to registration');
}

function filingOf(values: Values, { on, calendar }: At): Verdict {
  const kind = values['applicant.kind'];
  if (kind === undefined) return unknown('登记情况未知', 'whether it is registered is not known');
  if (kind !== 'registered')
    return pass('未登记，无需年检年报', 'not registered: it owes no filing');
  const standings = standingsOf(values, FILING_MONTHS, on, calendar);
  if (standings === undefined) {
    return unknown('年检年报记录未知', 'the record of annual filings is not known');
  }
  const due = standings.filter(
    ({ standing }) => 'deadline' in standing && isOverdue(standing.deadline, on),
  );
  const last = due.at(-1);
  const since = standings.filter(({ fiscalYear }) => fiscalYear >= (last?.fiscalYear ?? 0));
  const failed = since.find(({ standing }) => hasFailed(standing));
  if (failed !== undefined) {
    const year = String(failed.fiscalYear);
    return fail(`${year} 年度年检不合格`, `the inspection for ${year} failed`);
  }
  return last === undefined ? pass('尚无到期的年检年报', 'no filing was due yet') : done(last);
}

function hasFailed(standing: FilingStanding): boolean {
  return 'deadline' in standing && standing.conclusion?.outcome === 'fail';
}

function done({ fiscalYear, standing: { timeliness } }: YearStanding): Verdict {
  const year = String(fiscalYear);
  if (timeliness === 'none') {
    return fail(`${year} 年度年检（年报）未报送`, `the filing for ${year} was not made`);
  }
  return timeliness === 'unknown'
    ? unknown(`${year} 年度年检（年报）是否报送未知`, `whether ${year} was filed is not known`)
    : pass(`${year} 年度年检（年报）已报送，未不合格`, `${year} is filed, and did not fail`);
}

function accountsOf(separate: boolean | undefined): Verdict {
  if (separate === undefined) {
    return unknown('账目是否独立未知', 'whether it has its own accounts is not known');
  }
  return separate
    ? pass('账目独立', 'has its own accounts')
    : fail('账目未独立', 'its accounts are not separate');
}

function dutiesOf(open: readonly string[] | undefined): Verdict {
  if (open === undefined) return unknown('协议义务履行情况未知', 'open duties are not known');
  if (open.length === 0) return pass('协议义务均已履行', 'every duty of the agreement is done');
  return fail(
    `协议义务未履行：${open.join('、')}`,
    `duties of the agreement are open: ${open.join(', ')}`,
  );
}
