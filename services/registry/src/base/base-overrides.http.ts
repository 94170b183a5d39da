import { overrideController } from '@fuhua/platform/override';
import { problemTable, type HttpProblem } from '@fuhua/platform/http';
import { aboutBase } from './about.decider.ts';
import { assertCompetent } from './base-corrections.http.ts';
import { baseProblems } from './base-problems.http.ts';
import { base } from './base.decider.ts';
import { overrideBase, type BaseOverrideRefusal } from './override.decider.ts';

const problems = problemTable({
  'registry.base-unknown': baseProblems['registry.base-unknown'],
  'registry.base-ended': baseProblems['registry.base-ended'],
  'registry.days-out-of-order': baseProblems['registry.days-out-of-order'],
  'registry.regime-not-named': {
    status: 422,
    title: {
      zh: '须在 conclusion 中写明 regime：A、B、C 或 D',
      en: 'The conclusion names the regime: A, B, C or D',
    },
  },
} satisfies Record<BaseOverrideRefusal['code'], HttpProblem>);

/** Functions and regimes decided against the rules: by two officers of whose base it is (R-JUR-01). */
export const BaseOverrides = overrideController({
  collection: 'bases',
  slice: base,
  override: overrideBase,
  roles: ['officer'],
  readers: ['auditor'],
  assertCompetent,
  problems,
  competence: ['registry.not-competent', 'registry.competence-unknown'],
  about: aboutBase,
});
