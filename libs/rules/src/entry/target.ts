import type { Day } from '@fuhua/kernel';
import { atMostMonthsSince } from '../clocks/terms.ts';
import { fail, listed, pass, text, unknown, valuesOn, type Verdict } from '../findings/findings.ts';
import type { Text } from '../result.ts';
import type { Rule } from '../rule-set/rule.ts';
import {
  StartUpParams,
  startUpFacts,
  targetFacts,
  TargetParams,
  type StartUpFacts,
  type TargetFacts,
  type TargetKind,
} from './facts.ts';

type Known = boolean | 'unknown';

const targetNames = {
  hub: text('枢纽型社会组织', 'hub-type social organizations'),
  support: text('支持型社会组织', 'support-type social organizations'),
  'start-up-community': text('初创阶段的社区社会组织', 'start-up community social organizations'),
} satisfies Record<TargetKind, Text>;

/**
 * R-ENT-05 (三(二), 5.9): the applicant is what a base of this level is for [S], or gives a reason [D]. City: hub-type and
 * support-type; township and village: start-up community organizations, to which preparing teams belong (definition 11);
 * province and county: everybody. A filed organization is a community one. A reason helps where the fit is unknown, too.
 *
 * Conclusion: `fits`, true, false or `unknown`.
 */
export const targetRule: Rule<TargetParams, TargetFacts> = {
  rule: 'R-ENT-05',
  impl: 1,
  params: TargetParams,
  facts: targetFacts,
  evaluate(known, { targets, startUpMonths }, { on }) {
    const names = Object.keys(targetFacts);
    const values = valuesOn(known, on);
    const level = values['base.level'];
    if (level === undefined) {
      return { ...unknown('基地层级未知', 'the level of the base is not known'), facts: names };
    }
    const wanted = targets[level];
    const fits = fitsAny(wanted, values, startUpMonths, on);
    const verdict = fitted(wanted, fits, values['case.outsideTargetReason']);
    return { ...verdict, facts: names, conclusion: { fits } };
  },
};

function fitted(wanted: readonly TargetKind[], fits: Known, reason: string | undefined): Verdict {
  if (wanted.length === 0) {
    return pass('本级基地不限培育对象', 'a base of this level takes everybody');
  }
  const { zh, en } = listed(wanted.map((kind) => targetNames[kind]));
  if (fits === true) return pass(`属于培育对象（${zh}）`, `is of the target (${en})`);
  if (reason !== undefined && reason !== 'none') {
    return pass(
      `不在或未确定属于培育对象（${zh}），理由：${reason}`,
      `outside the target (${en}), or not known to be of it; the reason given: ${reason}`,
    );
  }
  if (fits === 'unknown' || reason === undefined) {
    return unknown(
      `是否属于培育对象（${zh}）或有无理由未知`,
      `whether it is of the target (${en}), or why not, is not known`,
    );
  }
  return fail(
    `不属于培育对象（${zh}），且未说明理由`,
    `outside the target (${en}), and no reason is given`,
  );
}

/** Three-valued: one that fits suffices, one that may fit leaves it open. Where no target is set, everybody fits. */
function fitsAny(
  wanted: readonly TargetKind[],
  values: Partial<TargetFacts>,
  startUpMonths: number,
  on: Day,
): Known {
  if (wanted.length === 0) return true;
  const each = wanted.map((kind) => isOf(kind, values, startUpMonths, on));
  if (each.includes(true)) return true;
  return each.includes('unknown') ? 'unknown' : false;
}

function isOf(
  target: TargetKind,
  values: Partial<TargetFacts>,
  startUpMonths: number,
  on: Day,
): Known {
  const kind = values['applicant.kind'];
  const classifications = values['applicant.classifications'];
  if (target !== 'start-up-community') {
    if (kind === 'preparing-team') return false;
    return classifications === undefined ? 'unknown' : classifications.includes(target);
  }
  if (kind === 'preparing-team') return true;
  const community = kind === 'filed' ? true : (classifications?.includes('community') ?? 'unknown');
  const startUp = isStartUp(values, startUpMonths, on);
  if (community === false || startUp === false) return false;
  return community === true && startUp === true ? true : 'unknown';
}

/**
 * R-ENT-06 (三(二)) [D, practice 克拉玛依]: a start-up is at most `startUpMonths` months from its registration or filing, the
 * anniversary included (definition 2); a preparing team is one (definition 11). It refuses nothing: R-ENT-05 does. Unknown
 * only while the kind of applicant is.
 *
 * Conclusion: `startUp`, true, false or `unknown`.
 */
export const startUpRule: Rule<StartUpParams, StartUpFacts> = {
  rule: 'R-ENT-06',
  impl: 1,
  params: StartUpParams,
  facts: startUpFacts,
  evaluate(known, { startUpMonths }, { on }) {
    const values = valuesOn(known, on);
    const startUp = isStartUp(values, startUpMonths, on);
    const names = Object.keys(startUpFacts);
    const kind = values['applicant.kind'];
    const verdict =
      kind === undefined
        ? unknown('申请主体类别未知', 'the kind of applicant is not known')
        : stated(startUp, sinceOf(values), startUpMonths);
    return { ...verdict, facts: names, conclusion: { startUp } };
  },
};

function stated(startUp: Known, since: Day | undefined, months: number): Verdict {
  if (since === undefined) {
    return startUp === true
      ? pass('筹备团队属于初创阶段', 'a preparing team is a start-up')
      : pass('成立或备案日期未知，是否初创未知', 'whether it is a start-up is not known');
  }
  const limit = text(`${String(months)} 个月`, `${String(months)} months`);
  return startUp === true
    ? pass(`成立或备案于 ${since}，在 ${limit.zh}以内`, `begun on ${since}, within ${limit.en}`)
    : pass(
        `成立或备案于 ${since}，不在 ${limit.zh}以内`,
        `begun on ${since}, not within ${limit.en}`,
      );
}

function isStartUp(values: Partial<StartUpFacts>, months: number, on: Day): Known {
  if (values['applicant.kind'] === 'preparing-team') return true;
  const since = sinceOf(values);
  return since === undefined ? 'unknown' : atMostMonthsSince(since, months, on);
}

function sinceOf(values: Partial<StartUpFacts>): Day | undefined {
  if (values['applicant.kind'] === 'registered') return values['applicant.registeredOn'];
  return values['applicant.kind'] === 'filed' ? values['applicant.filedOn'] : undefined;
}
