import { problemTable, type HttpProblem } from '@fuhua/platform/http';
import type { DelegationRefusal } from './act.decider.ts';

const at = (
  status: number,
  zh: string,
  en: string,
  detail?: HttpProblem['detail'],
): HttpProblem => ({ status, title: { zh, en }, ...(detail && { detail }) });

export const delegationProblems = problemTable({
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
  'registry.delegation-already-opened': at(409, '该事项已登记', 'It is on record already'),
  'registry.delegation-unknown-here': at(
    404,
    '没有该承接事项、成果或标准',
    'No such mandate, research or standard',
  ),
  'registry.delegation-of-other-kind': at(
    409,
    '该记录不是此类事项',
    'What is on record is something else',
    { zh: '需要：{needed}', en: 'needed: {needed}' },
  ),
  'registry.delegation-over': at(409, '已终止', 'It is over', { zh: '自 {on}', en: 'since {on}' }),
  'registry.base-unknown': at(404, '没有该基地', 'No such base'),
  'registry.base-not-active': at(409, '基地不在运行中', 'The base is suspended, merged or closed'),
  'registry.not-a-county-base': at(
    422,
    '只有县级基地承接委托事项（三(二)）',
    'Only a county base takes over services (三(二))',
    { zh: '该基地层级：{level}', en: 'its level is {level}' },
  ),
  'registry.function-not-approved': at(
    422,
    '该基地的功能定位中没有此项',
    'The base has no such function approved',
    { zh: '需要功能：{needed}', en: 'the function needed is {needed}' },
  ),
  'registry.validity-reversed': at(422, '截止日早于起始日', 'It would end before it begins', {
    zh: '{validFrom} 至 {validTo}',
    en: '{validFrom} to {validTo}',
  }),
  'registry.day-in-future': at(422, '日期不能晚于今天', 'The day must not be later than today', {
    zh: '{day}，今天是 {today}',
    en: '{day}; today is {today}',
  }),
  'registry.outside-mandate': at(422, '不在委托期内', 'The day is outside the mandate', {
    zh: '{day} 不在 {validFrom} 至 {validTo} 内',
    en: '{day} is not within {validFrom} to {validTo}',
  }),
  'registry.days-out-of-order': at(422, '日期先后颠倒', 'The days are in the wrong order', {
    zh: '{then} 早于 {first}',
    en: '{then} is before {first}',
  }),
  'registry.declaration-missing': at(
    409,
    '办理前须先签署独立性声明',
    'Independence has to be declared before',
  ),
  'registry.declared-interest': at(
    422,
    '与所评组织有已声明的利害关系，须回避',
    'It declared an interest in who is judged, and has to stand back',
    { zh: '{organizations}', en: '{organizations}' },
  ),
  'registry.not-due-yet': at(409, '期限未到', 'The deadline is not due yet', {
    zh: '{name}，{due}',
    en: '{name}, {due}',
  }),
} satisfies Record<DelegationRefusal['code'] | 'registry.base-unknown', HttpProblem>);

export const delegationCodes = Object.keys(delegationProblems);
