import { BaseId, Day, event, EventId, type EventOf } from '@fuhua/kernel';
import { Decision, FunctionCode, RuleSetPin } from '@fuhua/rules';
import { z } from 'zod';
import { fact, Reason } from './values.events.ts';

/** What a base is for (三(二)): declared, and decided against the set of its level (R-FUN-01). */

const Functions = z
  .array(FunctionCode)
  .min(1)
  .refine((codes) => new Set(codes).size === codes.length, { error: 'must not repeat' });

/** 功能定位已申报: the whole set, in place of the one before once it is approved. Opens the procedure (definition 7). */
export const baseFunctionSetDeclared = event(
  'BaseFunctionSetDeclared',
  1,
  z.object({ base: BaseId, functions: Functions, on: Day, ruleSet: RuleSetPin }),
);

/** 功能定位已核定. A recorded history may lack declaration and decision, and tells its source instead (definition 23). */
export const baseFunctionSetApproved = event(
  'BaseFunctionSetApproved',
  1,
  z.object({
    base: BaseId,
    functions: Functions,
    on: Day,
    declared: EventId.optional(),
    decision: Decision.optional(),
    source: fact.source.optional(),
  }),
);

/** 功能定位不予核定: a function outside the level’s set, without an extension. */
export const baseFunctionSetRefused = event(
  'BaseFunctionSetRefused',
  1,
  z.object({
    base: BaseId,
    functions: Functions,
    on: Day,
    declared: EventId,
    decision: Decision,
  }),
);

/** 功能拓展已批准: this base may claim these functions outside the set of its level. */
export const functionExtensionApproved = event(
  'FunctionExtensionApproved',
  1,
  z.object({ ...fact, functions: Functions, reason: Reason, on: Day }),
);

export const functionEvents = [
  baseFunctionSetDeclared,
  baseFunctionSetApproved,
  baseFunctionSetRefused,
  functionExtensionApproved,
] as const;
export type FunctionEvent = EventOf<(typeof functionEvents)[number]>;
