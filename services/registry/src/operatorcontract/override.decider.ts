import { dayOf, ok, refuse, type Override, type Told } from '@fuhua/kernel';
import { dueAfterWorkingDays, newestCalendar } from '@fuhua/rules';
import { wrongStage } from './checks.decider.ts';
import { contractSigningSought, type OperatorContractEvent } from './operatorcontract.events.ts';
import type { OperatorContract, OperatorContractRefusal } from './record.decider.ts';
import { PUBLICATION_WORKING_DAYS } from './signing.decider.ts';

export type SigningOverrideRefusal = Extract<
  OperatorContractRefusal,
  {
    code: 'registry.operator-contract-unknown' | 'registry.seat-awaited' | 'registry.wrong-stage';
  }
>;

/**
 * What two persons may decide against R-OPR-01 and R-OPR-02 (definition 20): a contract that was not to be signed is, on the
 * terms that were refused, once the base's seat is granted; it is published from that day on. Who is eligible is not
 * overridden: the guidance holds 原则上, and an exception by the next higher authority is its way (四(三)1-2).
 */
export const overrideSigning: Override<
  OperatorContract,
  OperatorContractEvent,
  SigningOverrideRefusal
> = (state, { event, outcome, now }) => {
  const { type, data } = event as Told & OperatorContractEvent;
  if (type !== 'ContractSigningRefused' || outcome === 'refused') return 'not-offered';
  if (state.stage !== 'eligible' && state.stage !== 'refused') {
    return refuse(wrongStage(state) as SigningOverrideRefusal);
  }
  const { decision: _decision, contract, base, operator, ...terms } = data;
  const { division, recurring, route, previous } = state.nominated.nomination;
  const subject = { contract, base, operator };
  const publishBy = dueAfterWorkingDays(dayOf(now), PUBLICATION_WORKING_DAYS, newestCalendar());
  const agreed = { ...subject, division, recurring, route, previous, ...terms, publishBy };
  const { start, end } = terms;
  return ok([contractSigningSought({ ...subject, start, end, agreed })]);
};
