import {
  commonProblems,
  problemTable,
  told,
  type HttpProblem,
  type PlatformCode,
} from '@fuhua/platform/http';
import type { OrganizationRefusal } from './record.decider.ts';

export const organizationProblems = problemTable({
  ...commonProblems(
    'registry',
    'not-competent',
    'competence-unknown',
    'day-in-future',
    'days-out-of-order',
    'validity-reversed',
    'fact-already-recorded',
    'fact-unknown',
    'fact-already-ended',
    'not-due-yet',
  ),
  'registry.organization-already-registered': told(
    409,
    '该社会组织已建档',
    'The organization is on record already',
  ),
  'registry.organization-unknown': told(404, '没有该社会组织', 'No such organization'),
  'registry.organization-voided': told(
    410,
    '该记录系误建，已作废',
    'The record was made by mistake and is void',
  ),
  'registry.registration-refused': told(
    409,
    '统一社会信用代码已属于另一社会组织，未予建档',
    'The code belongs to another organization; no record was opened',
    { zh: '{uscc} 属于 {holder}', en: '{uscc} belongs to {holder}' },
  ),
  'registry.code-taken': told(
    409,
    '统一社会信用代码已属于另一社会组织',
    'The code belongs to another organization',
    { zh: '{uscc} 属于 {holder}', en: '{uscc} belongs to {holder}' },
  ),
  'registry.code-awaited': {
    ...told(409, '正在核对统一社会信用代码', 'The answer about the code is awaited'),
    retryAfterSeconds: 1,
  },
  'registry.code-not-sought': told(409, '没有提出过该代码', 'No such code was asked for'),
  'registry.already-linked': told(
    409,
    '已关联统一社会信用代码',
    'The organization is linked to a code already',
    { zh: '{uscc}', en: '{uscc}' },
  ),
  'registry.registrar-unfit': told(
    422,
    '指明的登记管理机关不合适',
    'The registrar named does not fit',
  ),
  'registry.before-organization-existed': told(
    422,
    '早于该社会组织成立（登记）之日',
    'That is before the organization existed in this form',
    { zh: '{day} 早于 {since}', en: '{day} is before {since}' },
  ),
  'registry.organization-ended': told(
    409,
    '该社会组织已注销、撤销登记或解散',
    'The organization has ended',
    { zh: '自 {endedOn} 起', en: 'From {endedOn}' },
  ),
  'registry.fiscal-year-not-over': told(
    422,
    '该年度尚未结束',
    'The year reported on is not over yet',
    { zh: '{fiscalYear} 年度，{day}', en: '{fiscalYear}, on {day}' },
  ),
  'registry.wrong-form': told(
    422,
    '不适用于该形态的组织（已登记、已备案、筹备中）',
    'Not for an organization of this form',
    { zh: '{form}，须为 {needed}', en: '{form}; it takes {needed}' },
  ),
  'registry.wrong-organization-kind': told(
    422,
    '不适用于该类社会组织',
    'Not for an organization of this kind',
    { zh: '{kind}，须为 {needed}', en: '{kind}; it takes {needed}' },
  ),
  'registry.wrong-filing': told(
    422,
    '慈善组织报送年报，其他社会组织参加年检',
    'Charities file annual reports, others annual inspections',
    { zh: '{filing}，须为 {needed}', en: '{filing}; it takes {needed}' },
  ),
  'registry.filing-not-on-record': told(
    409,
    '没有该年度的报送记录',
    'No filing of that year is on record',
    { zh: '{fiscalYear} 年度', en: '{fiscalYear}' },
  ),
  'registry.ground-of-other-list': told(
    422,
    '该情形不属于此名录',
    'The ground is not one of that list',
    { zh: '{list}，{ground}', en: '{list}, {ground}' },
  ),
  'registry.amount-missing': told(422, '须填写金额', 'The amount is needed'),
  'registry.related-to-itself': told(
    422,
    '不能与自身关联',
    'No organization is a related party of itself',
  ),
} satisfies Record<Exclude<OrganizationRefusal['code'], PlatformCode>, HttpProblem> &
  Record<'registry.code-taken', HttpProblem>);

export const organizationCodes = Object.keys(organizationProblems);
