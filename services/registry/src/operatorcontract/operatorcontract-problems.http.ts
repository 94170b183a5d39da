import { commonProblems, problemTable, told, type HttpProblem } from '@fuhua/platform/http';
import type { OperatorContractRefusal } from './record.decider.ts';

export const operatorContractProblems = problemTable({
  ...commonProblems(
    'registry',
    'not-competent',
    'competence-unknown',
    'same-person',
    'day-in-future',
    'days-out-of-order',
    'validity-reversed',
    'no-rule-set',
    'insufficient-evidence',
    'not-due-yet',
  ),
  'registry.operator-contract-unknown': told(
    404,
    '没有该运营方提名或运营合同',
    'No such nomination or operator contract',
  ),
  'registry.operator-contract-exists': told(
    409,
    '该编号已用于另一提名或合同',
    'The id is of another nomination or contract already',
  ),
  'registry.base-unknown': told(404, '没有该基地', 'No such base'),
  'registry.base-not-active': told(
    409,
    '基地不在运行中',
    'The base is suspended, merged or closed',
  ),
  'registry.organization-unknown': told(404, '没有该社会组织', 'No such organization'),
  'registry.wrong-stage': told(409, '当前阶段不能办理', 'Not at this stage', {
    zh: '当前阶段：{stage}',
    en: 'It stands at {stage}',
  }),
  'registry.capability-file-approved': told(
    409,
    '专业能力材料已认可',
    'The capability file is approved already',
  ),
  'registry.award-unknown': told(
    422,
    '该社会组织没有所指的等级授予记录',
    'The organization has no such award on record',
  ),
  'registry.renewal-blocked': told(
    409,
    '预警未解除，不得续签',
    'Nothing is renewed while an alert is open',
    { zh: '依据 R-OPR-03，未解除 {alerts} 项', en: 'By R-OPR-03; open: {alerts}' },
  ),
  'registry.not-a-renewal': told(
    422,
    '所续合同属于另一基地或另一运营方',
    'The contract to renew is of another base or operator',
  ),
  'registry.exception-too-long': told(
    422,
    '例外期限不得超过十二个月',
    'An exception is for twelve months at most',
    {
      zh: '依据 R-OPR-01，自 {validFrom} 起最迟至 {latest}，申请至 {validTo}',
      en: 'By R-OPR-01, from {validFrom} to {latest} at the latest, not {validTo}',
    },
  ),
  'registry.seat-awaited': {
    ...told(409, '正在核对合同期是否重叠', 'Whether the terms overlap is being checked'),
    retryAfterSeconds: 1,
  },
  'registry.seat-not-sought': told(409, '没有提出过该合同期', 'No such term was asked for'),
  'registry.seat-taken': told(
    409,
    '该基地在此期间已有运营合同',
    'The base has an operator contract in part of that term',
    { zh: '合同 {holder}', en: 'contract {holder}' },
  ),
  'registry.not-migrated': told(
    422,
    '只更正系统启用前所签合同的合同期',
    'Only the term of a contract signed before this system is corrected',
  ),
  'registry.contract-already-published': told(
    409,
    '合同已公开，有误请更正',
    'The contract is published already; correct it if it is wrong',
  ),
  'registry.publication-place-missing': told(
    422,
    '须填写公开网址或文号',
    'Where it can be read is needed: a URL or a document number',
  ),
  'registry.bar-unknown': told(404, '没有所指的限制', 'No such bar is on record'),
  'registry.bar-ended': told(409, '该限制已解除或期满', 'The bar has ended already', {
    zh: '自 {on} 起',
    en: 'From {on}',
  }),
} satisfies Record<
  OperatorContractRefusal['code'] | 'registry.base-unknown' | 'registry.organization-unknown',
  HttpProblem
>);

export const operatorContractCodes = Object.keys(operatorContractProblems);
