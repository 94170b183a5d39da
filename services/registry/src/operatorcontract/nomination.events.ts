import {
  AuthorityId,
  Day,
  DivisionCode,
  event,
  EventId,
  OperatorContractId,
  type EventOf,
} from '@fuhua/kernel';
import { Decision, RuleSetPin } from '@fuhua/rules';
import { z } from 'zod';
import { ApprovedFile, Files, Reason, Route, subject, Term, Waivable } from './values.events.ts';

/** From the capability file to the decision who may sign (四(三)1-2, R-OPR-01). */

/** 专业能力材料已提交 */
export const capabilityFileSubmitted = event(
  'CapabilityFileSubmitted',
  1,
  z.object({ ...subject, division: DivisionCode, files: Files }),
);

/** 专业能力材料已认可, by the competent authority. */
export const capabilityFileApproved = event(
  'CapabilityFileApproved',
  1,
  z.object({ ...subject, submitted: EventId, on: Day, remarks: Reason.optional() }),
);

/** 运营方已提名. Opens the procedure and pins its rule set (definition 7). */
export const operatorNominated = event(
  'OperatorNominated',
  1,
  z.object({
    ...subject,
    division: DivisionCode,
    route: Route,
    /** The day on which it is meant to be signed; the real one is decided again. */
    signingDay: Day,
    term: Term,
    /** 稳定、经常性服务: up to three years (R-OPR-02). */
    recurring: z.boolean(),
    /** The GradeAwarded it rests on; missing where an exception will be asked for. */
    award: EventId.optional(),
    /** The approved file it rests on: of this nomination, or of the contract it would renew. */
    capabilityFile: ApprovedFile.optional(),
    /** The contract it would renew. */
    previous: OperatorContractId.optional(),
    ruleSet: RuleSetPin,
  }),
);

/** 资格已判定 for the intended signing day, granted or refused. */
export const operatorEligibilityDecided = event(
  'OperatorEligibilityDecided',
  1,
  z.object({ ...subject, decision: Decision }),
);

const exception = {
  waives: z.array(Waivable).min(1),
  validFrom: Day,
  /** At most twelve months from `validFrom`. */
  validTo: Day,
  reason: Reason,
};

/** 例外已申请, with a written reason. */
export const operatorExceptionRequested = event(
  'OperatorExceptionRequested',
  1,
  z.object({ ...subject, ...exception }),
);

/** 例外已批准, by the next-higher authority; public. */
export const operatorExceptionApproved = event(
  'OperatorExceptionApproved',
  1,
  z.object({
    ...{ ...subject, ...exception, requested: EventId, authority: AuthorityId },
    remarks: Reason.optional(),
  }),
);

/** 例外不予批准 */
export const operatorExceptionDeclined = event(
  'OperatorExceptionDeclined',
  1,
  z.object({ ...subject, requested: EventId, authority: AuthorityId, reason: Reason }),
);

export const nominationEvents = [
  capabilityFileSubmitted,
  capabilityFileApproved,
  operatorNominated,
  operatorEligibilityDecided,
  operatorExceptionRequested,
  operatorExceptionApproved,
  operatorExceptionDeclined,
] as const;
export type NominationEvent = EventOf<(typeof nominationEvents)[number]>;
