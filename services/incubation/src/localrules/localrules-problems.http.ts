import { commonProblems, problemTable, told, type HttpProblem } from '@fuhua/platform/http';
import type { LocalRulesRefusal } from './localrules.decider.ts';

export const localRulesProblems = problemTable({
  ...commonProblems(
    ...(['incubation', 'not-competent', 'competence-unknown'] as const),
    ...(['day-in-future', 'days-out-of-order'] as const),
  ),
  'incubation.local-rule-unknown': told(404, '没有该制度', 'No such rules are on record'),
  'incubation.local-rule-already-adopted': told(
    409,
    '该版本已出台，须另起草新版本',
    'This version is adopted: draft another one',
  ),
  'incubation.local-rule-not-in-force': told(
    409,
    '该版本已被替代或废止',
    'This version was superseded or repealed',
  ),
  'incubation.local-rule-of-other-kind': told(
    409,
    '草稿属于另一种制度',
    'The draft is of another kind',
    { zh: '{kind}', en: '{kind}' },
  ),
  'incubation.local-rule-sections-mismatch': told(
    422,
    '仅本级运营规程须分五项内容',
    'The operating rules have five sections, companion systems none',
    { zh: '{kind}', en: '{kind}' },
  ),
  'incubation.local-rule-sections-empty': told(
    422,
    '五项内容不全，不得公布（四(三)2-1）',
    'Mandatory sections are empty: it cannot be published (四(三)2-1)',
    { zh: '缺：{sections}', en: 'empty: {sections}' },
  ),
} satisfies Record<LocalRulesRefusal['code'], HttpProblem>);

export const localRulesCodes = Object.keys(localRulesProblems);
