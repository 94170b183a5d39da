import { catalogue, event, EventId, OrganizationId, type EventOf } from '@fuhua/kernel';
import { Uscc } from '@fuhua/rules';
import { z } from 'zod';

/** One stream a code, so that one code has one organization. Every asking event gets exactly one answer. */

/** 代码已占用: the answer to a CodeSought that asked first, or that asked for its own code again. */
export const codeTaken = event(
  'CodeTaken',
  1,
  z.object({ uscc: Uscc, organization: OrganizationId, askedBy: EventId }),
);

/** 代码已被占用，不予关联: `holder` has it. */
export const codeRefused = event(
  'CodeRefused',
  1,
  z.object({
    uscc: Uscc,
    organization: OrganizationId,
    askedBy: EventId,
    holder: OrganizationId,
  }),
);

/** 代码已释放: the holder's record was made by mistake. Deregistration and revocation release nothing. */
export const codeReleased = event(
  'CodeReleased',
  1,
  z.object({ uscc: Uscc, organization: OrganizationId, becauseOf: EventId }),
);

export const usccEvents = catalogue(codeTaken, codeRefused, codeReleased);
export type UsccEvent =
  EventOf<typeof codeTaken> | EventOf<typeof codeRefused> | EventOf<typeof codeReleased>;
