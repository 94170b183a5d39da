import { problemTable, type HttpProblem } from '../http/problem.ts';
import type { OverrideRefusal } from './overrides.ts';

/** The refusals of an override, the same in every slice. */
export const overrideProblems = problemTable({
  'platform.override-not-offered': {
    status: 409,
    title: { zh: '此类决定不可改判', en: 'Decisions of this kind cannot be overridden' },
  },
  'override.unknown-decision': {
    status: 404,
    title: { zh: '没有可改判的该决定', en: 'There is no such decision to override' },
  },
  'override.already-open': {
    status: 409,
    title: {
      zh: '该决定已有待审的改判申请',
      en: 'A request to override this decision is open already',
    },
  },
  'override.no-change': {
    status: 409,
    title: { zh: '改判没有改变结果', en: 'The override would change nothing' },
  },
  'override.not-open': {
    status: 409,
    title: { zh: '该改判申请不在待审状态', en: 'The request for an override is not open' },
  },
  'override.same-person': {
    status: 403,
    title: { zh: '申请人不得审批自己的改判', en: 'Nobody approves an override of their own' },
  },
} satisfies Record<OverrideRefusal['code'], HttpProblem>);
