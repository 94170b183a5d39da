import { addDays, daysBetween, type Day } from '@fuhua/kernel';
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
import type { Text } from '../result.ts';
import type { Rule } from '../rule-set/rule.ts';
import {
  planFacts,
  PlanParams,
  type PlanFacts,
  type PlanItem,
  type PlanStage,
  type PlanTopic,
  type PlanType,
} from './facts.ts';
import { planTemplate } from './templates.data.ts';

export const topicNames = {
  'party-work': text('党建', 'Party work'),
  governance: text('内部治理', 'governance'),
  finance: text('财务', 'finance'),
  project: text('项目', 'project'),
  talent: text('人才', 'talent'),
  brand: text('品牌', 'brand'),
  'resource-need': text('资源需求', 'need of resources'),
  'grade-readiness': text('等级评估准备', 'readiness for grading'),
  'member-service': text('会员服务', 'service to members'),
  'democratic-procedure': text('民主程序', 'democratic procedure'),
  dues: text('会费', 'dues'),
  'branch-control': text('分支机构管理', 'control of branches'),
  'service-quality': text('服务质量', 'quality of service'),
  'finance-assets': text('财务和资产', 'finance and assets'),
  staff: text('从业人员', 'staff'),
  licence: text('许可', 'licence'),
  'spending-ratio': text('支出比例', 'ratios of spending'),
  disclosure: text('信息公开', 'disclosure'),
  'fundraising-filing': text('募捐备案', 'filing of fundraising'),
  'registration-path': text('登记路径', 'path to registration'),
  'basic-accounts': text('基本账目', 'basic accounts'),
  volunteers: text('志愿者', 'volunteers'),
} satisfies Record<PlanTopic, Text>;

/** A plan as its template drafts it: each item is due at the end of its quarter of the term, in the language asked for. */
export function draftPlan(
  type: PlanType,
  stage: PlanStage,
  { start, end }: { readonly start: Day; readonly end: Day },
  language: keyof Text,
): readonly PlanItem[] {
  const days = daysBetween(start, end);
  return planTemplate(type, stage).map(({ topic, task, evidence, dueQuarter }) => ({
    topic,
    task: task[language],
    evidence: evidence[language],
    dueOn: addDays(start, Math.floor((days * dueQuarter) / 4)),
  }));
}

/** One condition, with its value and limit. */
export interface PlanFound extends Verdict {
  readonly condition: 'items' | 'complete' | 'topics' | 'inapplicable';
}

/**
 * R-PLN-01: a plan by the type of the organization (四(三)2-3) [S; content and numbers D]. All of
 * - `itemsMin` items or more
 * - each with evidence and a due day
 * - the `topics` of every plan and those of its type are covered, except topics said not to apply
 * - only `waivable` topics are said not to apply
 *
 * Whether both sides agree to a change is no rule over facts: a plan is amended by the two of them.
 *
 * Conclusion: `template`, the type and stage whose template it was held against; `missing`, topics not covered.
 */
export const planRule: Rule<PlanParams, PlanFacts> = {
  rule: 'R-PLN-01',
  impl: 1,
  params: PlanParams,
  facts: planFacts,
  evaluate(known, params, { on }) {
    const facts = Object.keys(planFacts);
    const values = valuesOn(known, on);
    const [type, stage] = [values['plan.type'], values['plan.stage']];
    const [items, inapplicable] = [values['plan.items'], values['plan.inapplicable']];
    if (type === undefined || stage === undefined || items === undefined) {
      return {
        ...unknown('方案类型、阶段或事项未知', 'type, stage or items are not known'),
        facts,
      };
    }
    const covered = new Set(items.map(({ topic }) => topic));
    const needed = [...params.topics, ...params.topicsOf[type]];
    const uncovered = needed.filter((topic) => !covered.has(topic));
    const waived = inapplicable?.map(({ topic }) => topic);
    const missing = uncovered.filter((topic) => waived?.includes(topic) !== true);
    const conditions: readonly PlanFound[] = [
      { condition: 'items', ...enough(items, params) },
      { condition: 'complete', ...complete(items) },
      { condition: 'topics', ...topicsOf(missing, waived === undefined) },
      { condition: 'inapplicable', ...waivable(waived ?? [], params) },
    ];
    const conclusion = { template: { type, stage }, missing, conditions };
    return { ...verdictOf(conditions), facts, conclusion };
  },
};

function enough(items: readonly PlanItem[], { itemsMin }: PlanParams): Verdict {
  const [has, min] = [String(items.length), String(itemsMin)];
  return items.length >= itemsMin
    ? pass(`事项 ${has} 项，不少于 ${min} 项`, `${has} items, at least ${min}`)
    : fail(`事项 ${has} 项，少于 ${min} 项`, `${has} items, fewer than ${min}`);
}

function complete(items: readonly PlanItem[]): Verdict {
  const lacking = items.filter(({ evidence, dueOn }) => evidence === '' || dueOn === 'none');
  if (lacking.length === 0) {
    return pass('每项均有佐证和期限', 'each item has evidence and a due day');
  }
  const tasks = lacking.map(({ task }) => `“${task}”`);
  return fail(
    `缺佐证或期限的事项：${tasks.join('、')}`,
    `without evidence or a due day: ${tasks.join(', ')}`,
  );
}

/** What is missing may be waived by what is not known. */
function topicsOf(missing: readonly PlanTopic[], isOpen: boolean): Verdict {
  if (missing.length === 0) return pass('应有内容齐全', 'every topic is covered');
  const { zh, en } = listed(missing.map((topic) => topicNames[topic]));
  return isOpen
    ? unknown(`未涵盖${zh}，是否不适用未知`, `not covered, and perhaps not applicable: ${en}`)
    : fail(`未涵盖${zh}`, `not covered: ${en}`);
}

function waivable(waived: readonly PlanTopic[], params: PlanParams): Verdict {
  const wrongly = waived.filter((topic) => !params.waivable.includes(topic));
  if (wrongly.length === 0)
    return pass('不适用事项符合规定', 'only what may be left out is left out');
  const { zh, en } = listed(wrongly.map((topic) => topicNames[topic]));
  return fail(`不得列为不适用：${zh}`, `may not be said not to apply: ${en}`);
}
