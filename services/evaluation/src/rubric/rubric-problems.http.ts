import { commonProblems, problemTable, told, type HttpProblem } from '@fuhua/platform/http';
import type { RubricRefusal } from './rubric.decider.ts';

export const rubricProblems = problemTable({
  ...commonProblems(
    ...(['evaluation', 'not-competent', 'competence-unknown', 'days-out-of-order'] as const),
  ),
  'evaluation.rubric-unknown': told(404, '没有该评分标准', 'No such rubric is on record'),
  'evaluation.rubric-not-drafted': told(
    409,
    '没有待发布的草稿，须先起草新版本',
    'There is no draft to release: draft the next version',
  ),
  'evaluation.rubric-invalid': told(422, '评分标准有误', 'The rubric cannot be used', {
    zh: '{faults}',
    en: '{faults}',
  }),
} satisfies Record<RubricRefusal['code'], HttpProblem>);

export const rubricCodes = Object.keys(rubricProblems);
