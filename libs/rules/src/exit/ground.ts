import type { Day } from '@fuhua/kernel';
import { standingOf } from '../entry/filings.ts';
import type { FilingTimeliness } from '../filing/standing.ts';
import { fail, pass, unknown, valuesOn, verdictOf, type Verdict } from '../findings/findings.ts';
import type { At, Rule } from '../rule-set/rule.ts';
import { ExitGround, exitGroundFacts, ExitGroundParams, type ExitGroundFacts } from './facts.ts';

/**
 * R-EXT-01 (四(三)2-4) [grounds S, the rest D]: an early exit has one of four grounds, and `evidenceMin` items of evidence or
 * more, each with source and date.
 * - G1 违反约定: the broken duty of the agreement is named
 * - G2 未按时参加年检: registered; the registrar's deadline for that year, rolled, has passed, and the inspection (of a
 *   charity: the annual report) was filed late or not at all (definition 6); never where exempt or accepted as timely
 * - G3 年检不合格: registered; the conclusion is published, and is fail: a basic pass never counts
 * - G4 其他违法违规: a decision that is in effect; a mere investigation suspends support, and is no ground
 *
 * Conclusion: `suspendSupport`, whether support is suspended meanwhile.
 */
export const exitGroundRule: Rule<ExitGroundParams, ExitGroundFacts> = {
  rule: 'R-EXT-01',
  impl: 1,
  params: ExitGroundParams,
  facts: exitGroundFacts,
  evaluate(known, params, at) {
    const values = valuesOn(known, at.on);
    const offence = values['exit.offence'];
    const suspendSupport =
      values['exit.ground'] === 'G4' &&
      offence !== undefined &&
      offence !== 'none' &&
      (offence.is === 'investigation' || offence.effectiveOn > at.on);
    return {
      ...verdictOf([groundOf(values, at), evidenceOf(values['exit.evidence'], params)]),
      facts: Object.keys(exitGroundFacts),
      conclusion: { suspendSupport },
    };
  },
};

type Values = Partial<ExitGroundFacts>;

function groundOf(values: Values, at: At): Verdict {
  const given = values['exit.ground'];
  if (given === undefined) return unknown('退出事由未知', 'the ground is not known');
  const { data: ground } = ExitGround.safeParse(given);
  if (ground === undefined) {
    return fail(`${given} 不是 G1 至 G4 之一`, `${given} is none of G1 to G4`);
  }
  switch (ground) {
    case 'G1':
      return breachOf(values['exit.brokenDuty']);
    case 'G2':
      return filingGround(values, at, missedOf);
    case 'G3':
      return filingGround(values, at, failedOf);
    case 'G4':
      return offenceOf(values['exit.offence'], at.on);
  }
}

function breachOf(duty: string | undefined): Verdict {
  if (duty === undefined) return unknown('违反的约定未知', 'the broken duty is not known');
  return duty === ''
    ? fail('未指明违反的约定', 'no broken duty of the agreement is named')
    : pass(`违反约定：${duty}`, `a broken duty of the agreement: ${duty}`);
}

type Standing = NonNullable<ReturnType<typeof standingOf>>['standing'];

/** G2 and G3, which are of registered organizations only. */
function filingGround(
  values: Values,
  { on, calendar }: At,
  of: (standing: Standing, year: string) => Verdict,
): Verdict {
  const [kind, year] = [values['applicant.kind'], values['exit.fiscalYear']];
  if (kind !== undefined && kind !== 'registered') {
    return fail('未登记的组织无年检义务', 'who is not registered owes no annual filing');
  }
  const found = year === undefined ? undefined : standingOf(values, year, on, calendar);
  if (kind === undefined || found === undefined) {
    return unknown('年检年报记录未知', 'the record of annual filings is not known');
  }
  return of(found.standing, String(found.fiscalYear));
}

const notMissed = {
  'on-time': ['按时报送', 'filed on time'],
  'accepted-as-timely': ['经登记管理机关按时受理', 'accepted as timely by the registrar'],
} satisfies Partial<Record<FilingTimeliness, [string, string]>>;

/** G2 */
function missedOf(standing: Standing, year: string): Verdict {
  if (!('deadline' in standing)) {
    return fail(`${year} 年度免检或无需报送`, `nothing is owed for ${year}`);
  }
  const { timeliness, deadline } = standing;
  const [what, it] =
    deadline.filing === 'annual-report' ? ['年报', 'annual report'] : ['年检', 'annual inspection'];
  switch (timeliness) {
    case 'on-time':
    case 'accepted-as-timely':
      return fail(
        `${year} 年度${what}${notMissed[timeliness][0]}`,
        `the ${it} for ${year} was ${notMissed[timeliness][1]}`,
      );
    case 'pending':
      return fail(
        `${year} 年度${what}期限 ${deadline.due} 尚未届满`,
        `the ${it} for ${year} may be filed until ${deadline.due}`,
      );
    case 'unknown':
      return unknown(
        `${year} 年度${what}是否报送未知`,
        `whether the ${it} for ${year} was filed is not known`,
      );
    case 'late':
    case 'none':
      return pass(
        `未按时参加 ${year} 年度${what}，期限 ${deadline.due}`,
        `the ${it} for ${year}, due on ${deadline.due}, was missed`,
      );
  }
}

/** G3 */
function failedOf(standing: Standing, year: string): Verdict {
  const conclusion = 'deadline' in standing ? standing.conclusion : undefined;
  if (conclusion === undefined) {
    return fail(`${year} 年度年检结论尚未公布`, `no conclusion for ${year} is published`);
  }
  switch (conclusion.outcome) {
    case 'fail':
      return pass(
        `${year} 年度年检不合格，${conclusion.since} 公布`,
        `the inspection for ${year} failed, published on ${conclusion.since}`,
      );
    case 'basic-pass':
      return fail(`${year} 年度年检基本合格，不是不合格`, `${year} was a basic pass, no failure`);
    case 'pass':
      return fail(`${year} 年度年检（年报）合格`, `${year} was passed`);
  }
}

/** G4 */
function offenceOf(offence: ExitGroundFacts['exit.offence'] | undefined, on: Day): Verdict {
  if (offence === undefined) return unknown('违法违规情况未知', 'the offence is not known');
  if (offence === 'none') return fail('无违法违规处理决定', 'there is no decision on an offence');
  if (offence.is === 'investigation') {
    return fail(
      `自 ${offence.since} 起立案调查，尚无生效决定，仅暂停扶持`,
      `investigated since ${offence.since}, without a decision: support is suspended, no more`,
    );
  }
  const { number, effectiveOn } = offence;
  return effectiveOn > on
    ? fail(
        `决定 ${number} 自 ${effectiveOn} 起生效，${on} 尚未生效，仅暂停扶持`,
        `decision ${number} takes effect on ${effectiveOn}, after ${on}: support is suspended`,
      )
    : pass(
        `决定 ${number} 已于 ${effectiveOn} 生效`,
        `decision ${number} took effect on ${effectiveOn}`,
      );
}

function evidenceOf(
  items: ExitGroundFacts['exit.evidence'] | undefined,
  { evidenceMin }: ExitGroundParams,
): Verdict {
  if (items === undefined) return unknown('证据情况未知', 'the evidence is not known');
  const complete = items.filter(({ source, date }) => source !== '' && date !== '');
  const [has, min] = [String(complete.length), String(evidenceMin)];
  return complete.length >= evidenceMin && complete.length === items.length
    ? pass(`证据 ${has} 项，均有来源和日期`, `${has} items of evidence, with source and date`)
    : fail(
        `有来源和日期的证据 ${has} 项（共 ${String(items.length)} 项），至少须 ${min} 项且均须注明`,
        `${has} of ${String(items.length)} items have source and date; each must, and ${min} at least`,
      );
}
