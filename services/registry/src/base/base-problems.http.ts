import {
  commonProblems,
  problemTable,
  told,
  type HttpProblem,
  type PlatformCode,
} from '@fuhua/platform/http';
import type { BaseRefusal } from './base.decider.ts';
import { upkeepProblems } from './upkeep-problems.http.ts';

export const baseProblems = problemTable({
  ...commonProblems(
    'registry',
    'not-competent',
    'competence-unknown',
    'same-person',
    'day-in-future',
    'days-out-of-order',
    'no-rule-set',
    'insufficient-evidence',
    'not-due-yet',
  ),
  ...upkeepProblems,
  'registry.base-already-registered': told(409, '该基地已建档', 'The base is on record already'),
  'registry.base-unknown': told(404, '没有该基地', 'No such base'),
  'registry.base-ended': told(409, '该基地已合并或关闭', 'The base was merged or closed', {
    zh: '自 {endedOn} 起',
    en: 'From {endedOn}',
  }),
  'registry.base-suspended': told(409, '该基地已暂停', 'The base is suspended already', {
    zh: '自 {since} 起',
    en: 'Since {since}',
  }),
  'registry.base-not-suspended': told(409, '该基地未暂停', 'The base is not suspended'),
  'registry.platform-kind-misplaced': told(
    422,
    '区域平台须填写平台类别，孵化基地不得填写',
    'A regional platform says of which kind it is, and only one does',
  ),
  'registry.division-not-in-force': told(
    422,
    '该日没有此区划',
    'There is no such division on that day',
    {
      zh: '{division}，{on}',
      en: '{division} on {on}: {status}',
    },
  ),
  'registry.level-unchanged': told(409, '层级没有变化', 'The base has that level already', {
    zh: '{level}',
    en: '{level}',
  }),
  'registry.merged-into-itself': told(422, '基地不能并入自身', 'No base is merged into itself'),
  'registry.successor-unfit': told(
    422,
    '并入的基地未建档或已终止',
    'The base that is to go on is not on record, or has ended',
    { zh: '{base}', en: '{base}: {stage}' },
  ),
  'registry.before-base-existed': told(422, '早于基地设立之日', 'That is before the base existed', {
    zh: '{day} 早于 {since}',
    en: '{day} is before {since}',
  }),
  'registry.decision-needed': told(
    422,
    '只有系统启用前的认定可以直接登记',
    'Only what was decided before this system is recorded without a decision',
  ),
  'registry.functions-not-declared': told(
    409,
    '没有待核定的功能定位申报',
    'No declared functions await a decision',
  ),
  'registry.extension-already-approved': told(
    409,
    '该功能拓展已批准',
    'The extension is approved already',
    { zh: '{functions}', en: '{functions}' },
  ),
  'registry.inputs-missing': told(422, '至少填写一项', 'At least one input is needed'),
  'registry.not-classified': told(409, '管理方式尚未认定', 'The regime is not classified yet'),
  'registry.regime-differs': told(409, '与管理方式不符', 'The base is under another regime', {
    zh: '现为 {regime}，须为 {needed}',
    en: 'It is {regime}; it takes {needed}',
  }),
  'registry.nothing-proposed': told(
    409,
    '没有待批准的人工认定',
    'No manual outcome awaits an approval',
  ),
  'registry.lead-is-guide': told(
    422,
    '领导与指导须是不同的组织',
    'It is led by one body and guided by another',
  ),
  'registry.body-unfit': told(422, '不是所在地的对应机构', 'Not the body of the place', {
    zh: '须为 {needed}',
    en: 'It takes {needed}',
  }),
  'registry.review-too-late': told(422, '复核日期过晚', 'The review would be too late', {
    zh: '{day} 晚于 {last}',
    en: '{day} is after {last}',
  }),
  'registry.registration-already-filed': told(
    409,
    '登记申请已提交',
    'Registration is filed already',
    {
      zh: '{filedOn}',
      en: 'On {filedOn}',
    },
  ),
  'registry.base-already-registered-legally': told(
    409,
    '该基地已依法登记',
    'The base is registered by law already',
    { zh: '{registeredOn}', en: 'On {registeredOn}' },
  ),
  'registry.code-of-other-form': told(
    422,
    '统一社会信用代码与登记形式不符',
    'The code is of another legal form',
    { zh: '须以 {needed} 开头', en: 'It begins with {needed}' },
  ),
} satisfies Record<Exclude<BaseRefusal['code'], PlatformCode>, HttpProblem>);

export const baseCodes = Object.keys(baseProblems);
