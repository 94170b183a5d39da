import {
  commonProblems,
  problemTable,
  told,
  type HttpProblem,
  type PlatformCode,
} from '@fuhua/platform/http';
import type { RegimeRefusal } from './regime-record.decider.ts';
import type { UpkeepRefusal } from './upkeep-record.decider.ts';

/** Of what only this part refuses; the rest is in the table of the whole slice (`baseProblems`). */
export const upkeepProblems = problemTable({
  ...commonProblems(
    'registry',
    'validity-reversed',
    'fact-already-recorded',
    'fact-unknown',
    'fact-already-ended',
  ),
  'registry.evidence-missing': told(
    422,
    '须附证明材料',
    'Evidence is needed: the hash of a file that proves it',
  ),
  'registry.chosen-not-a-candidate': told(
    422,
    '所选之人不在候选名单中',
    'The one chosen is not among the candidates',
    { zh: '{chosen}', en: '{chosen}' },
  ),
  'registry.staff-preference-breached': told(
    422,
    '不符合优先聘用规则：总分相同的，优先使用具有社会工作资格者',
    'Against the order of preference: of equal scores, a social-work qualification goes first',
    { zh: '{chosen} 不是第一名：{first}', en: '{chosen} does not stand first: {first}' },
  ),
} satisfies Record<
  Exclude<UpkeepRefusal['code'], RegimeRefusal['code'] | PlatformCode>,
  HttpProblem
>);
