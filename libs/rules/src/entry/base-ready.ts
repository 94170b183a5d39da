import type { Day } from '@fuhua/kernel';
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
import { functionLabel } from '../functions/codes.ts';
import type { Text } from '../result.ts';
import type { Rule } from '../rule-set/rule.ts';
import { BaseReadyParams, baseReadyFacts, type BaseReadyFacts } from './facts.ts';
import type { LocalRuleSection } from './values.ts';

export const sectionNames = {
  'service-content': text('服务内容', 'services'),
  'entry-conditions': text('入驻条件', 'conditions of entry'),
  'application-procedure': text('申请程序', 'application procedure'),
  'incubation-term': text('孵化期限', 'term of incubation'),
  'incubation-flow': text('孵化流程', 'steps of incubation'),
} satisfies Record<LocalRuleSection, Text>;

/** One condition, with its value and limit. */
export interface BaseReadyFound extends Verdict {
  readonly condition: 'active' | 'function' | 'places' | 'local-rules';
}

/**
 * R-ENT-02: the base can take somebody in. All of
 * - it is active [D]
 * - its approved functions have `function`, incubation [D]
 * - a place is free: capacity less places held; a virtual case takes none [D]
 * - its authority has published local rules with all `sections` (四(三)2-1) [S]
 *
 * It only reads: the place itself is given by its guard, at the approval (definition 11).
 */
export const baseReadyRule: Rule<BaseReadyParams, BaseReadyFacts> = {
  rule: 'R-ENT-02',
  impl: 1,
  params: BaseReadyParams,
  facts: baseReadyFacts,
  evaluate(known, params, { on }) {
    const values = valuesOn(known, on);
    const conditions: readonly BaseReadyFound[] = [
      { condition: 'active', ...activeOf(values['base.active']) },
      { condition: 'function', ...functionOf(values['base.functions'], params) },
      { condition: 'places', ...placesOf(values['case.mode'], values['base.freePlaces']) },
      { condition: 'local-rules', ...rulesOf(values['authority.localRules'], params, on) },
    ];
    const names = Object.keys(baseReadyFacts);
    return { ...verdictOf(conditions), facts: names, conclusion: { conditions } };
  },
};

function activeOf(active: boolean | undefined): Verdict {
  if (active === undefined) return unknown('基地状态未知', 'the state of the base is not known');
  return active
    ? pass('基地正常运行', 'the base is active')
    : fail('基地未在运行', 'the base is not active');
}

function functionOf(
  functions: readonly string[] | undefined,
  { function: needed }: BaseReadyParams,
): Verdict {
  const { zh, en } = functionLabel(needed);
  if (functions === undefined) {
    return unknown('核定功能未知', 'the approved functions are not known');
  }
  return functions.includes(needed)
    ? pass(`核定功能含${zh}`, `its approved functions have ${en}`)
    : fail(`核定功能不含${zh}`, `its approved functions do not have ${en}`);
}

function placesOf(
  mode: BaseReadyFacts['case.mode'] | undefined,
  free: number | undefined,
): Verdict {
  if (mode === 'virtual') return pass('壳外孵化不占名额', 'a virtual case takes no place');
  if (free !== undefined && free > 0) {
    return pass(`剩余名额 ${String(free)} 个`, `${String(free)} places are free`);
  }
  if (mode === undefined || free === undefined) {
    return unknown('孵化方式或剩余名额未知', 'the mode or the free places are not known');
  }
  return fail('剩余名额 0 个，至少须 1 个', '0 places are free; at least 1 is needed');
}

function rulesOf(
  rules: BaseReadyFacts['authority.localRules'] | undefined,
  { sections }: BaseReadyParams,
  on: Day,
): Verdict {
  if (rules === undefined) return unknown('本级制度情况未知', 'the local rules are not known');
  if (rules === 'none') return fail('未出台本级制度', 'there are no local rules');
  if (rules.publishedOn > on) {
    return fail(
      `本级制度于 ${rules.publishedOn} 公布，晚于 ${on}`,
      `the local rules were published on ${rules.publishedOn}, after ${on}`,
    );
  }
  const missing = sections.filter((section) => !rules.sections.includes(section));
  if (missing.length === 0) {
    return pass(
      `本级制度已公布，${String(sections.length)} 项内容齐全`,
      `the local rules are published, with all ${String(sections.length)} sections`,
    );
  }
  const { zh, en } = listed(missing.map((section) => sectionNames[section]));
  return fail(`本级制度缺${zh}`, `the local rules lack: ${en}`);
}
