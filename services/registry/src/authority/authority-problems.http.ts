import { commonProblems, problemTable, type HttpProblem } from '@fuhua/platform/http';
import type { AuthorityRefusal } from './authority.decider.ts';

export const authorityProblems = problemTable({
  ...commonProblems('registry', 'not-competent', 'day-in-future'),
  'registry.authority-already-registered': {
    status: 409,
    title: { zh: '该主管部门已建档', en: 'The authority is registered already' },
  },
  'registry.authority-unknown': {
    status: 404,
    title: { zh: '没有该主管部门', en: 'No such authority' },
  },
  'registry.authority-dissolved': {
    status: 409,
    title: { zh: '该主管部门已撤并', en: 'The authority was dissolved' },
    detail: { zh: '自 {on} 起', en: 'From {on}' },
  },
  'registry.division-not-in-force': {
    status: 422,
    title: { zh: '该日没有此区划', en: 'There is no such division on that day' },
    detail: { zh: '{division}，{on}', en: '{division} on {on}: {status}' },
  },
  'registry.zone-without-authority': {
    status: 422,
    title: { zh: '功能区不单设主管部门', en: 'A functional zone has no authority of its own' },
    detail: {
      zh: '{name}（{division}）是功能区，由对应关系指明代管的民政部门',
      en: '{name} ({division}) is a functional zone: the zone map says which bureau acts for it',
    },
  },
  'registry.level-without-authority': {
    status: 422,
    title: {
      zh: '乡镇（街道）、村（社区）没有主管部门',
      en: 'There are no authorities below the county',
    },
    detail: { zh: '{name}（{division}）', en: '{name} ({division})' },
  },
  'registry.not-later': {
    status: 422,
    title: { zh: '日期须晚于前一项', en: 'The day must be later than the one before' },
    detail: { zh: '{day} 不晚于 {last}', en: '{day} is not later than {last}' },
  },
  'registry.authority-unfit': {
    status: 422,
    title: {
      zh: '指明的主管部门未建档、已撤并或类别不符',
      en: 'The authority named is not on record, dissolved or of another kind',
    },
    detail: { zh: '{authority} 须是 {needed}', en: '{authority} must be of kind {needed}' },
  },
  'registry.successor-is-itself': {
    status: 422,
    title: { zh: '承接部门不能是本部门', en: 'No authority succeeds itself' },
  },
  'registry.policy-already-acknowledged': {
    status: 409,
    title: { zh: '该文件已签收', en: 'The document was acknowledged already' },
    detail: { zh: '{document}，{receivedOn} 收到', en: '{document}, received on {receivedOn}' },
  },
  'registry.not-a-registrar': {
    status: 422,
    title: {
      zh: '只有民政部门是登记管理机关',
      en: 'Only a civil-affairs bureau registers organizations',
    },
  },
  'registry.deadline-outside-filing-year': {
    status: 422,
    title: {
      zh: '期限须在报送年度内',
      en: 'The deadline must lie in the year after the fiscal year',
    },
    detail: { zh: '{namedDay} 不在 {filingYear} 年', en: '{namedDay} is not in {filingYear}' },
  },
  'registry.filing-deadline-already-set': {
    status: 409,
    title: {
      zh: '该年度、类别的期限已确定，变更须指明所替换的事件',
      en: 'Such a deadline stands already: name the event that is replaced',
    },
    detail: { zh: '现有事件 {standing}', en: 'It was set by {standing}' },
  },
  'registry.replaces-unknown': {
    status: 409,
    title: {
      zh: '所替换的事件不存在，或已被替换',
      en: 'What is to be replaced does not stand, or no longer',
    },
  },
  'registry.not-the-provincial-bureau': {
    status: 422,
    title: {
      zh: '功能区对应关系只记在省级民政部门名下',
      en: 'The zone map is kept under the provincial bureau only',
    },
  },
  'registry.not-a-zone': {
    status: 422,
    title: { zh: '该日不是功能区', en: 'It is no functional zone on that day' },
    detail: { zh: '{division}，{on}', en: '{division} on {on}' },
  },
  'registry.not-a-county': {
    status: 422,
    title: { zh: '该日不是县（市、区）', en: 'It is no county on that day' },
    detail: { zh: '{division}，{on}', en: '{division} on {on}' },
  },
} satisfies Record<AuthorityRefusal['code'], HttpProblem>);

export const authorityCodes = Object.keys(authorityProblems);
