import {
  BaseId,
  CaseId,
  catalogue,
  event,
  EventId,
  OrganizationId,
  type EventOf,
} from '@fuhua/kernel';
import { CaseMode } from '@fuhua/rules';
import { z } from 'zod';

/**
 * One stream an organization, so that it has one active case of a mode in the whole province (R-ENT-07). Every asking event
 * gets exactly one answer.
 */

const asked = {
  organization: OrganizationId,
  base: BaseId,
  case: CaseId,
  mode: CaseMode,
  askedBy: EventId,
};

/** 入驻资格已占用. A case in shell asks for a place next: `place` says of how many. */
export const residencyGranted = event(
  'ResidencyGranted',
  1,
  z.object({ ...asked, place: z.object({ capacity: z.int().nonnegative() }).optional() }),
);

/** 已在孵化，不予占用: `holder` is the organization's active case of that mode. */
export const residencyRefused = event(
  'ResidencyRefused',
  1,
  z.object({ ...asked, holder: CaseId, holderBase: BaseId }),
);

/** 入驻资格已释放: the case ended, or its base had no place; then `answers` is the event that asked. */
export const residencyReleased = event(
  'ResidencyReleased',
  1,
  z.object({
    organization: OrganizationId,
    case: CaseId,
    becauseOf: EventId,
    answers: EventId.optional(),
  }),
);

export const residencyEvents = catalogue(residencyGranted, residencyRefused, residencyReleased);
export type ResidencyEvent =
  | EventOf<typeof residencyGranted>
  | EventOf<typeof residencyRefused>
  | EventOf<typeof residencyReleased>;
