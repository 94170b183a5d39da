import { parseDay, type DivisionCode } from '@fuhua/kernel';
import type { Authority } from '@fuhua/rules';
import { authorityId, uuidNamed } from '@fuhua/testing';
import type { Act } from './localrules.decider.ts';
import type { LocalRuleId, Sections } from './localrules.events.ts';

/** A county bureau and what it lays down, for specs. */

export const day = parseDay;
const bureau = (division: string, level: Authority['level']): Authority => ({
  id: authorityId(division),
  kind: 'civil-affairs',
  level,
  division: division as DivisionCode,
  above: [],
});
export const wuzhong = bureau('320506', 'county');
export const suzhou = bureau('3205', 'city');
export const [first, second] = ['first', 'second'].map(
  (name) => uuidNamed('local-rule', name) as LocalRuleId,
) as [LocalRuleId, LocalRuleId];
export const file = 'a'.repeat(64);
export const sections: Sections = {
  'service-content': '场地、能力建设、财务指导（测试）',
  'entry-conditions': '初创阶段社区社会组织（测试）',
  'application-procedure': '申请、初审、评审、决定（测试）',
  'incubation-term': '12个月（测试）',
  'incubation-flow': '入壳、中期、出壳（测试）',
};
export const act: Act = {
  authority: wuzhong.id,
  rule: first,
  acting: wuzhong,
  today: day('2024-03-04'),
};
export const of = { authority: wuzhong.id, rule: first, division: wuzhong.division };
export const title = '吴中区社会组织孵化基地运营管理办法（测试）';
export const adoption = {
  number: '吴民〔2024〕3号',
  adoptedOn: day('2024-02-26'),
  publishedOn: day('2024-03-01'),
  effectiveFrom: day('2024-04-01'),
  files: [file],
};
