import { commonProblems, problemTable, told, type HttpProblem } from '@fuhua/platform/http';
import type { CommunityRefusal } from './record.decider.ts';

export const communityProblems = problemTable({
  ...commonProblems(
    ...(['incubation', 'not-competent', 'competence-unknown', 'not-due-yet'] as const),
    ...(['day-in-future', 'days-out-of-order', 'validity-reversed'] as const),
  ),
  'incubation.community-record-unknown': told(404, '没有该记录', 'No such record'),
  'incubation.community-record-already-opened': told(
    409,
    '该记录已登记',
    'It is on record already',
  ),
  'incubation.community-record-of-other-kind': told(
    409,
    '该记录不是此类事项',
    'What is on record is something else',
    { zh: '需要：{needed}', en: 'needed: {needed}' },
  ),
  'incubation.community-record-over': told(409, '已终止或已答复', 'It is over, or answered', {
    zh: '自 {on}',
    en: 'since {on}',
  }),
  'incubation.organization-already-drawn-in': told(
    409,
    '该组织已登记为带动入驻',
    'The organization is on record as drawn in',
  ),
} satisfies Record<CommunityRefusal['code'], HttpProblem>);

export const communityCodes = Object.keys(communityProblems);
