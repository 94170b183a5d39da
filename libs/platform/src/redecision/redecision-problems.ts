import { problemTable, type HttpProblem } from '../http/problem.ts';
import type { RedecisionRefusal } from './redecisions.ts';

/** The refusals of a task to decide anew, the same in every slice. */
export const redecisionProblems = problemTable({
  'redecision.unknown-decision': {
    status: 404,
    title: { zh: '没有该决定', en: 'There is no such decision' },
  },
  'redecision.not-open': {
    status: 409,
    title: { zh: '该重新决定事项已办结', en: 'The task to decide anew is not open' },
  },
} satisfies Record<RedecisionRefusal['code'], HttpProblem>);
