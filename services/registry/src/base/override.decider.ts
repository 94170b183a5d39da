import { dayOf, ok, refuse, type Day, type Override, type Told } from '@fuhua/kernel';
import {
  dueAfterMonths,
  newestCalendar,
  RegimeParams,
  ruleSetOf,
  type Decision,
  type Due,
} from '@fuhua/rules';
import { isLive, type Base, type BaseRefusal, type LiveBase } from './base.decider.ts';
import {
  baseFunctionSetApproved,
  managementRegimeClassified,
  Regime,
  type BaseEvent,
} from './base.events.ts';
import { inOrder } from './record.decider.ts';

/** What two persons may decide about a base against R-FUN-01, or against the table of R-REG-01 (definition 20). */

export type BaseOverrideRefusal =
  | Extract<BaseRefusal, { code: 'registry.base-ended' | 'registry.days-out-of-order' }>
  | { code: 'registry.base-unknown' }
  /** Another regime is named in `conclusion`, and not that the table has none. */
  | { code: 'registry.regime-not-named'; regimes: readonly string[] };

/** A set of functions that was refused is approved; a base that was classified is put under another regime. */
export const overrideBase: Override<Base, BaseEvent, BaseOverrideRefusal> = (
  state,
  { event, outcome, conclusion, now },
) => {
  const { type, data } = event as Told & BaseEvent;
  const approves = type === 'BaseFunctionSetRefused';
  if ((!approves && type !== 'ManagementRegimeClassified') || outcome === 'refused') {
    return 'not-offered';
  }
  if (state.stage === 'none') return refuse({ code: 'registry.base-unknown' });
  if (!isLive(state)) {
    const { stage, endedOn } = state;
    return refuse({ code: 'registry.base-ended', stage, endedOn });
  }
  const since = approves ? state.functions.approved?.on : state.regime.classified?.on;
  const late = inOrder(since, data.on);
  if (late?.code === 'registry.days-out-of-order') return refuse(late);
  const on = dayOf(now);
  if (type === 'BaseFunctionSetRefused') {
    const { base, functions } = data;
    return ok([baseFunctionSetApproved({ base, functions, on })]);
  }
  const named = Regime.exclude(['manual']).safeParse(conclusion?.['regime']);
  if (!named.success) {
    const regimes = Regime.exclude(['manual']).options;
    return refuse({ code: 'registry.regime-not-named', regimes });
  }
  return ok([classified(state, event, named.data, on)]);
};

/** Its clocks run from that day, by the numbers of the set that the decision pinned. */
function classified(
  { base }: LiveBase,
  { data }: Told,
  regime: Exclude<Regime, 'manual'>,
  on: Day,
): BaseEvent {
  const { ruleSet } = data['decision'] as Decision;
  const { rules } = ruleSetOf(ruleSet);
  const params = rules.find(({ rule }) => rule === 'R-REG-01')?.params;
  const { reviewMonths, filingMonthsMax } = RegimeParams.parse(params);
  const after = (months: number): Due => dueAfterMonths(on, months, newestCalendar());
  return managementRegimeClassified({
    ...{ base, regime, on, review: after(reviewMonths) },
    ...(regime === 'A' && { filing: after(filingMonthsMax) }),
  });
}
