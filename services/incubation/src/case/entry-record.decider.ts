import type { CaseId, Day, DivisionCode, EventId, Result } from '@fuhua/kernel';
import { PanelParams, ReviewParams, ruleSetOf, type Decision, type RuleSet } from '@fuhua/rules';
import type { Case, NoCase } from './case-state.decider.ts';
import type { CommonEvent } from './common.events.ts';
import type { MidtermBand } from './active-values.events.ts';
import type { DocumentKind, EntryEvent, Gate, PreReviewer } from './entry.events.ts';
import {
  competence,
  record as recordUnless,
  type Act,
  type CaseIdentity,
  type CommonCheck,
  type CommonRefusal,
  type When,
} from './record.decider.ts';
import { paramsIn } from './params.decider.ts';

/** What the deciders of entry share. */

export type EntryRefusal =
  | CommonRefusal
  | { code: 'incubation.case-exists' }
  | { code: 'incubation.no-rule-set'; division: DivisionCode; day: Day }
  /** Nothing is stored. */
  | { code: 'incubation.insufficient-evidence'; decision: Decision }
  | { code: 'incubation.gap-unknown'; gap: string }
  | { code: 'incubation.gaps-open'; gaps: readonly string[] }
  | { code: 'incubation.no-gap-open' }
  | { code: 'incubation.notice-not-served' }
  | { code: 'incubation.limit-not-over'; due: Day }
  | { code: 'incubation.limit-over'; due: Day }
  | { code: 'incubation.other-pre-reviewer'; reviewer: PreReviewer }
  /** R-REV-01: a step of the review that comes before. */
  | { code: 'incubation.step-missing'; step: 'pre-review' | 'panel' }
  | { code: 'incubation.step-done'; step: 'pre-review' | 'panel' | 'extension' }
  /** 四(四)1-1 */
  | { code: 'incubation.party-work-not-reviewed'; gate: Gate }
  | { code: 'incubation.evaluation-not-asked'; request: EventId }
  | { code: 'incubation.document-not-expected'; kind: DocumentKind; stage: string }
  | { code: 'incubation.admission-not-sought'; sought: EventId }
  | { code: 'incubation.objection-unknown'; objection: EventId }
  | { code: 'incubation.objection-open'; objections: readonly EventId[] }
  | { code: 'incubation.notice-place-missing' }
  | { code: 'incubation.notice-not-over'; endsOn: Day }
  | { code: 'incubation.plan-not-approved'; case: CaseId }
  | { code: 'incubation.term-reversed'; start: Day; end: Day }
  /** Of a case of before this system: it runs no more. */
  | { code: 'incubation.term-over'; end: Day }
  /** Its end is another than agreed without extension and pauses, or the same with them. */
  | { code: 'incubation.end-unexplained'; agreed: Day; end: Day }
  /** Its second chance does not follow from the evaluation. */
  | { code: 'incubation.second-chance-unexplained'; band: MidtermBand };

export type EntryCheck = EntryRefusal | undefined;
export type EntryDecided = Result<readonly (EntryEvent | CommonEvent)[], EntryRefusal>;

/** The events, unless one of the checks refuses; the first that does is told. */
export function record(
  events: readonly (EntryEvent | CommonEvent)[],
  ...checks: readonly EntryCheck[]
): EntryDecided {
  return recordUnless(events, ...checks);
}

/** Why a command does not fit where the case stands (R-REV-01). */
export function notInStage({ stage }: Case): NonNullable<CommonCheck> {
  return stage === 'none'
    ? { code: 'incubation.case-unknown' }
    : { code: 'incubation.not-in-stage', stage };
}

/** Of a command that an officer or somebody else may give: only an officer's competence is asked. */
export function competenceOf(command: Act | When): CommonCheck {
  return 'acting' in command ? competence(command, 'entry') : undefined;
}

/** R-REV-02, in working days. A set that lacks the rule is a bug. */
export function reviewClocks({ ruleSets }: When, { ruleSet }: PinnedBy): ReviewParams {
  return reviewClocksIn(ruleSetOf(ruleSet, ruleSets));
}

export function reviewClocksIn(set: RuleSet): ReviewParams {
  return paramsIn(set, 'R-REV-02', ReviewParams);
}

/** R-REV-03 */
export function panelParams({ ruleSets }: When, { ruleSet }: PinnedBy): PanelParams {
  return paramsIn(ruleSetOf(ruleSet, ruleSets), 'R-REV-03', PanelParams);
}

type PinnedBy = Pick<CaseIdentity, 'ruleSet'>;

/** Whose case it is; undefined while there is none. */
export function identityOf(state: Exclude<Case, NoCase>): CaseIdentity;
export function identityOf(state: Case): CaseIdentity | undefined;
export function identityOf(state: Case): CaseIdentity | undefined {
  switch (state.stage) {
    case 'none':
      return undefined;
    case 'applied':
    case 'gaps':
    case 'accepted':
    case 'sought':
    case 'approved':
    case 'noticed':
    case 'agreeing':
    case 'planning':
      return state.entry.identity;
    case 'active':
    case 'graduated':
    case 'ended':
      return state.identity;
  }
}
