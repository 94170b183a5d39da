import { commonProblems, problemTable, told, type HttpProblem } from '@fuhua/platform/http';
import type { PlanRefusal } from './record.decider.ts';

export const planProblems = problemTable({
  ...commonProblems(
    ...(['incubation', 'not-competent', 'competence-unknown', 'not-due-yet'] as const),
    ...(['day-in-future', 'days-out-of-order'] as const),
  ),
  'incubation.plan-unknown': told(404, '该个案没有孵化方案', 'The case has no plan'),
  'incubation.plan-already-approved': told(
    409,
    '方案已核定，只能由双方调整',
    'The plan is approved: only both sides change it',
  ),
  'incubation.plan-awaits-approval': told(409, '方案未核定', 'The plan is not approved'),
  'incubation.plan-closed': told(409, '方案已结束', 'The case of the plan is over', {
    zh: '{on} 起',
    en: 'since {on}',
  }),
  'incubation.plan-not-ready': told(
    409,
    '个案不在拟订方案的阶段',
    'The case is in no stage in which it is planned',
    { zh: '{stage}', en: '{stage}' },
  ),
  'incubation.plan-insufficient-evidence': told(
    422,
    '依据不足，不作决定',
    'The evidence is insufficient: nothing is decided',
  ),
  'incubation.plan-amendment-unfit': told(
    422,
    '调整后的方案不符合要求（R-PLN-01）',
    'The plan would fall short as amended (R-PLN-01)',
  ),
  'incubation.plan-item-unknown': told(404, '方案中没有该事项', 'The plan has no such item', {
    zh: '{item}',
    en: '{item}',
  }),
  'incubation.plan-items-repeated': told(422, '事项编号重复', 'Two items have one number', {
    zh: '{item}',
    en: '{item}',
  }),
  'incubation.plan-item-already-completed': told(
    409,
    '该事项已完成，不再变动',
    'The item is completed and stays as it is',
    { zh: '{item}', en: '{item}' },
  ),
  'incubation.plan-amendment-open': told(
    409,
    '另有调整待答复',
    'Another amendment awaits its answer',
    { zh: '{proposed}', en: '{proposed}' },
  ),
  'incubation.plan-amendment-unknown': told(
    404,
    '没有待答复的该项调整',
    'No such amendment awaits an answer',
  ),
  'incubation.plan-needs-other-side': told(
    403,
    '调整须另一方同意（5.3）',
    'The other side agrees, not the one that proposed it (5.3)',
    { zh: '提出方：{by}', en: 'proposed by {by}' },
  ),
  'incubation.support-suspended': told(409, '支持服务已中止', 'Support was suspended on that day', {
    zh: '自 {from}',
    en: 'from {from}',
  }),
} satisfies Record<PlanRefusal['code'], HttpProblem>);

export const planCodes = Object.keys(planProblems);
