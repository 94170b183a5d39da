import { commonProblems, problemTable, told, type HttpProblem } from '@fuhua/platform/http';
import type { DelegationRefusal } from './act.decider.ts';

export const delegationProblems = problemTable({
  ...commonProblems(
    'registry',
    'not-competent',
    'competence-unknown',
    'day-in-future',
    'days-out-of-order',
    'validity-reversed',
    'not-due-yet',
  ),
  'registry.delegation-already-opened': told(409, '该事项已登记', 'It is on record already'),
  'registry.delegation-unknown-here': told(
    404,
    '没有该承接事项、成果或标准',
    'No such mandate, research or standard',
  ),
  'registry.delegation-of-other-kind': told(
    409,
    '该记录不是此类事项',
    'What is on record is something else',
    { zh: '需要：{needed}', en: 'needed: {needed}' },
  ),
  'registry.delegation-over': told(409, '已终止', 'It is over', {
    zh: '自 {on}',
    en: 'since {on}',
  }),
  'registry.base-unknown': told(404, '没有该基地', 'No such base'),
  'registry.base-not-active': told(
    409,
    '基地不在运行中',
    'The base is suspended, merged or closed',
  ),
  'registry.not-a-county-base': told(
    422,
    '只有县级基地承接委托事项（三(二)）',
    'Only a county base takes over services (三(二))',
    { zh: '该基地层级：{level}', en: 'its level is {level}' },
  ),
  'registry.function-not-approved': told(
    422,
    '该基地的功能定位中没有此项',
    'The base has no such function approved',
    { zh: '需要功能：{needed}', en: 'the function needed is {needed}' },
  ),
  'registry.outside-mandate': told(422, '不在委托期内', 'The day is outside the mandate', {
    zh: '{day} 不在 {validFrom} 至 {validTo} 内',
    en: '{day} is not within {validFrom} to {validTo}',
  }),
  'registry.declaration-missing': told(
    409,
    '办理前须先签署独立性声明',
    'Independence has to be declared before',
  ),
  'registry.declared-interest': told(
    422,
    '与所评组织有已声明的利害关系，须回避',
    'It declared an interest in who is judged, and has to stand back',
    { zh: '{organizations}', en: '{organizations}' },
  ),
} satisfies Record<DelegationRefusal['code'] | 'registry.base-unknown', HttpProblem>);

export const delegationCodes = Object.keys(delegationProblems);
