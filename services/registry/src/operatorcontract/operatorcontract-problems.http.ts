import { problemTable, type HttpProblem } from '@fuhua/platform/http';
import type { OperatorContractRefusal } from './record.decider.ts';

const at = (
  status: number,
  zh: string,
  en: string,
  detail?: HttpProblem['detail'],
): HttpProblem => ({ status, title: { zh, en }, ...(detail && { detail }) });

export const operatorContractProblems = problemTable({
  'registry.not-competent': at(403, '无权办理：不是主管部门', 'Another authority is competent', {
    zh: '依据 {rule}（{clause}），应由 {competentAuthority} 办理',
    en: 'By {rule} ({clause}), {competentAuthority} is competent',
  }),
  'registry.competence-unknown': at(
    422,
    '无法确定由谁办理',
    'Who is competent cannot be determined',
    { zh: '依据 {rule}（{clause}）', en: 'By {rule} ({clause})' },
  ),
  'registry.operator-contract-unknown': at(
    404,
    '没有该运营方提名或运营合同',
    'No such nomination or operator contract',
  ),
  'registry.operator-contract-exists': at(
    409,
    '该编号已用于另一提名或合同',
    'The id is of another nomination or contract already',
  ),
  'registry.insufficient-evidence': at(
    422,
    '依据不足，不作决定',
    'The evidence is insufficient: nothing is decided',
  ),
  'registry.no-rule-set': at(422, '当日没有有效的规则集', 'No rule set is in force on that day', {
    zh: '{division}，{day}',
    en: '{division}, {day}',
  }),
  'registry.base-unknown': at(404, '没有该基地', 'No such base'),
  'registry.base-not-active': at(409, '基地不在运行中', 'The base is suspended, merged or closed'),
  'registry.organization-unknown': at(404, '没有该社会组织', 'No such organization'),
  'registry.wrong-stage': at(409, '当前阶段不能办理', 'Not at this stage', {
    zh: '当前阶段：{stage}',
    en: 'It stands at {stage}',
  }),
  'registry.capability-file-approved': at(
    409,
    '专业能力材料已认可',
    'The capability file is approved already',
  ),
  'registry.award-unknown': at(
    422,
    '该社会组织没有所指的等级授予记录',
    'The organization has no such award on record',
  ),
  'registry.renewal-blocked': at(
    409,
    '预警未解除，不得续签',
    'Nothing is renewed while an alert is open',
    { zh: '依据 R-OPR-03，未解除 {alerts} 项', en: 'By R-OPR-03; open: {alerts}' },
  ),
  'registry.not-a-renewal': at(
    422,
    '所续合同属于另一基地或另一运营方',
    'The contract to renew is of another base or operator',
  ),
  'registry.exception-too-long': at(
    422,
    '例外期限不得超过十二个月',
    'An exception is for twelve months at most',
    {
      zh: '依据 R-OPR-01，自 {validFrom} 起最迟至 {latest}，申请至 {validTo}',
      en: 'By R-OPR-01, from {validFrom} to {latest} at the latest, not {validTo}',
    },
  ),
  'registry.same-person': at(
    403,
    '须由另一人决定',
    'Another person decides than the one who asked',
  ),
  'registry.day-in-future': at(422, '日期不能晚于今天', 'The day must not be later than today', {
    zh: '{day}，今天是 {today}',
    en: '{day}; today is {today}',
  }),
  'registry.days-out-of-order': at(422, '日期先后颠倒', 'The days are in the wrong order', {
    zh: '{then} 早于 {first}',
    en: '{then} is before {first}',
  }),
  'registry.validity-reversed': at(422, '截止日早于起始日', 'It would end before it begins', {
    zh: '{validFrom} 至 {validTo}',
    en: '{validFrom} to {validTo}',
  }),
  'registry.seat-awaited': {
    ...at(409, '正在核对合同期是否重叠', 'Whether the terms overlap is being checked'),
    retryAfterSeconds: 1,
  },
  'registry.seat-not-sought': at(409, '没有提出过该合同期', 'No such term was asked for'),
  'registry.seat-taken': at(
    409,
    '该基地在此期间已有运营合同',
    'The base has an operator contract in part of that term',
    { zh: '合同 {holder}', en: 'contract {holder}' },
  ),
  'registry.not-migrated': at(
    422,
    '只更正系统启用前所签合同的合同期',
    'Only the term of a contract signed before this system is corrected',
  ),
  'registry.contract-already-published': at(
    409,
    '合同已公开，有误请更正',
    'The contract is published already; correct it if it is wrong',
  ),
  'registry.publication-place-missing': at(
    422,
    '须填写公开网址或文号',
    'Where it can be read is needed: a URL or a document number',
  ),
  'registry.bar-unknown': at(404, '没有所指的限制', 'No such bar is on record'),
  'registry.bar-ended': at(409, '该限制已解除或期满', 'The bar has ended already', {
    zh: '自 {on} 起',
    en: 'From {on}',
  }),
  'registry.not-due-yet': at(409, '期限未到', 'The deadline is not due yet', {
    zh: '{name}，{due}',
    en: '{name}, {due}',
  }),
} satisfies Record<
  OperatorContractRefusal['code'] | 'registry.base-unknown' | 'registry.organization-unknown',
  HttpProblem
>);

export const operatorContractCodes = Object.keys(operatorContractProblems);
