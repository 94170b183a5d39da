import { problemTable, type HttpProblem, type PlatformCode } from '@fuhua/platform/http';
import type { RegimeRefusal } from './regime-record.decider.ts';
import type { UpkeepRefusal } from './upkeep-record.decider.ts';

const at = (
  status: number,
  zh: string,
  en: string,
  detail?: HttpProblem['detail'],
): HttpProblem => ({ status, title: { zh, en }, ...(detail && { detail }) });

/** Of what only this part refuses; the rest is in the table of the whole slice (`baseProblems`). */
export const upkeepProblems = problemTable({
  'registry.validity-reversed': at(422, '截止日早于起始日', 'It would end before it begins', {
    zh: '{validFrom} 至 {validTo}',
    en: '{validFrom} to {validTo}',
  }),
  'registry.fact-already-recorded': at(
    409,
    '该事实已记录，有误请更正',
    'The fact is on record already; correct it if it is wrong',
    { zh: '{fact}，事件 {recorded}', en: '{fact}, event {recorded}' },
  ),
  'registry.fact-unknown': at(404, '没有所指的事实', 'No such fact is on record'),
  'registry.fact-already-ended': at(409, '该事实已终止或失效', 'The fact has ended already', {
    zh: '自 {endedOn} 起',
    en: 'From {endedOn}',
  }),
  'registry.evidence-missing': at(
    422,
    '须附证明材料',
    'Evidence is needed: the hash of a file that proves it',
  ),
  'registry.chosen-not-a-candidate': at(
    422,
    '所选之人不在候选名单中',
    'The one chosen is not among the candidates',
    { zh: '{chosen}', en: '{chosen}' },
  ),
  'registry.staff-preference-breached': at(
    422,
    '不符合优先聘用规则：总分相同的，优先使用具有社会工作资格者',
    'Against the order of preference: of equal scores, a social-work qualification goes first',
    { zh: '{chosen} 不是第一名：{first}', en: '{chosen} does not stand first: {first}' },
  ),
} satisfies Record<
  Exclude<UpkeepRefusal['code'], RegimeRefusal['code'] | PlatformCode>,
  HttpProblem
>);
