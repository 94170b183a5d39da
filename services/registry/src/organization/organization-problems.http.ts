import { problemTable, type HttpProblem, type PlatformCode } from '@fuhua/platform/http';
import type { OrganizationRefusal } from './record.decider.ts';

const at = (
  status: number,
  zh: string,
  en: string,
  detail?: HttpProblem['detail'],
): HttpProblem => ({ status, title: { zh, en }, ...(detail && { detail }) });

export const organizationProblems = problemTable({
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
  'registry.organization-already-registered': at(
    409,
    '该社会组织已建档',
    'The organization is on record already',
  ),
  'registry.organization-unknown': at(404, '没有该社会组织', 'No such organization'),
  'registry.organization-voided': at(
    410,
    '该记录系误建，已作废',
    'The record was made by mistake and is void',
  ),
  'registry.registration-refused': at(
    409,
    '统一社会信用代码已属于另一社会组织，未予建档',
    'The code belongs to another organization; no record was opened',
    { zh: '{uscc} 属于 {holder}', en: '{uscc} belongs to {holder}' },
  ),
  'registry.code-taken': at(
    409,
    '统一社会信用代码已属于另一社会组织',
    'The code belongs to another organization',
    { zh: '{uscc} 属于 {holder}', en: '{uscc} belongs to {holder}' },
  ),
  'registry.code-awaited': {
    ...at(409, '正在核对统一社会信用代码', 'The answer about the code is awaited'),
    retryAfterSeconds: 1,
  },
  'registry.code-not-sought': at(409, '没有提出过该代码', 'No such code was asked for'),
  'registry.already-linked': at(
    409,
    '已关联统一社会信用代码',
    'The organization is linked to a code already',
    { zh: '{uscc}', en: '{uscc}' },
  ),
  'registry.registrar-unfit': at(
    422,
    '指明的登记管理机关不合适',
    'The registrar named does not fit',
  ),
  'registry.day-in-future': at(422, '日期不能晚于今天', 'The day must not be later than today', {
    zh: '{day}，今天是 {today}',
    en: '{day}; today is {today}',
  }),
  'registry.before-organization-existed': at(
    422,
    '早于该社会组织成立（登记）之日',
    'That is before the organization existed in this form',
    { zh: '{day} 早于 {since}', en: '{day} is before {since}' },
  ),
  'registry.organization-ended': at(
    409,
    '该社会组织已注销、撤销登记或解散',
    'The organization has ended',
    { zh: '自 {endedOn} 起', en: 'From {endedOn}' },
  ),
  'registry.days-out-of-order': at(422, '日期先后颠倒', 'The days are in the wrong order', {
    zh: '{then} 早于 {first}',
    en: '{then} is before {first}',
  }),
  'registry.validity-reversed': at(422, '截止日早于起始日', 'It would end before it begins', {
    zh: '{validFrom} 至 {validTo}',
    en: '{validFrom} to {validTo}',
  }),
  'registry.fiscal-year-not-over': at(
    422,
    '该年度尚未结束',
    'The year reported on is not over yet',
    { zh: '{fiscalYear} 年度，{day}', en: '{fiscalYear}, on {day}' },
  ),
  'registry.wrong-form': at(
    422,
    '不适用于该形态的组织（已登记、已备案、筹备中）',
    'Not for an organization of this form',
    { zh: '{form}，须为 {needed}', en: '{form}; it takes {needed}' },
  ),
  'registry.wrong-organization-kind': at(
    422,
    '不适用于该类社会组织',
    'Not for an organization of this kind',
    { zh: '{kind}，须为 {needed}', en: '{kind}; it takes {needed}' },
  ),
  'registry.wrong-filing': at(
    422,
    '慈善组织报送年报，其他社会组织参加年检',
    'Charities file annual reports, others annual inspections',
    { zh: '{filing}，须为 {needed}', en: '{filing}; it takes {needed}' },
  ),
  'registry.filing-not-on-record': at(
    409,
    '没有该年度的报送记录',
    'No filing of that year is on record',
    { zh: '{fiscalYear} 年度', en: '{fiscalYear}' },
  ),
  'registry.ground-of-other-list': at(
    422,
    '该情形不属于此名录',
    'The ground is not one of that list',
    { zh: '{list}，{ground}', en: '{list}, {ground}' },
  ),
  'registry.amount-missing': at(422, '须填写金额', 'The amount is needed'),
  'registry.related-to-itself': at(
    422,
    '不能与自身关联',
    'No organization is a related party of itself',
  ),
  'registry.fact-already-recorded': at(
    409,
    '该事实已记录，有误请更正',
    'The fact is on record already; correct it if it is wrong',
    { zh: '{fact}，事件 {recorded}', en: '{fact}, event {recorded}' },
  ),
  'registry.fact-unknown': at(404, '没有所指的事实', 'No such fact is on record'),
  'registry.fact-already-ended': at(409, '该事实已终止或失效', 'The fact has ended already', {
    zh: '自 {endedOn} 起',
    en: 'From {endedOn}',
  }),
  'registry.not-due-yet': at(409, '期限未到', 'The deadline is not due yet', {
    zh: '{name}，{due}',
    en: '{name}, {due}',
  }),
} satisfies Record<Exclude<OrganizationRefusal['code'], PlatformCode>, HttpProblem> &
  Record<'registry.code-taken', HttpProblem>);

export const organizationCodes = Object.keys(organizationProblems);
