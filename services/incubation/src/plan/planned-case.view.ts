import type { BaseId, CaseId, Day, DivisionCode, OrganizationId } from '@fuhua/kernel';
import type { DevelopmentStage, RuleSetPin } from '@fuhua/rules';

/** A case as its own stream tells it: all that its plan rests on. */
export interface CaseToPlan {
  readonly case: CaseId;
  readonly base: BaseId;
  readonly organization: OrganizationId;
  readonly division: DivisionCode;
  readonly developmentStage: DevelopmentStage;
  readonly ruleSet: RuleSetPin;
  /** `planning` and `active` cases have a plan. */
  readonly caseStage: string;
  /** Once it started. */
  readonly term?: { readonly start: Day; readonly end: Day } | undefined;
}

/** Undefined for a case that is not on record; the module hands it in. */
export type CasesToPlan = (id: CaseId) => Promise<CaseToPlan | undefined>;

/** The token under which `app.module.ts` provides it. */
export const CASES_TO_PLAN = Symbol('the cases that are planned');
