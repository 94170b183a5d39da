import type { CaseId, Day, EventId, PersonId, Result } from '@fuhua/kernel';
import { evaluate, ruleSetOf, type Decision, type Facts, type RuleSet } from '@fuhua/rules';
import type { ActiveEvent } from './active.events.ts';
import type { ActiveCase } from './active-state.decider.ts';
import type { CommonEvent } from './common.events.ts';
import type { ExitEvent } from './exit.events.ts';
import type { FollowUpEvent } from './follow-up.events.ts';
import type { CaseIdentity, CommonRefusal, Gathered, When } from './record.decider.ts';
import type { DocumentKind, Gate } from './values.events.ts';

/** What the deciders of a running case share. */

export type ActiveRefusal =
  | CommonRefusal
  /** Nothing is stored. */
  | { code: 'incubation.insufficient-evidence'; decision: Decision }
  | { code: 'incubation.case-paused'; until: Day }
  | { code: 'incubation.case-not-paused' }
  /** Definition 13: while it is open there is no graduation and no extension. */
  | { code: 'incubation.exit-open'; notice: EventId }
  | { code: 'incubation.exit-not-open'; case: CaseId }
  /** A step that comes before, or one that was done. */
  | { code: 'incubation.step-missing'; step: ActiveStep }
  | { code: 'incubation.step-done'; step: ActiveStep }
  | { code: 'incubation.window-not-open'; from: Day }
  | { code: 'incubation.limit-over'; due: Day }
  | { code: 'incubation.limit-not-over'; due: Day }
  /** 四(四)1-1 */
  | { code: 'incubation.party-work-not-reviewed'; gate: Gate }
  | { code: 'incubation.evaluation-not-asked'; request: EventId }
  | { code: 'incubation.document-not-expected'; kind: DocumentKind; stage: string }
  | { code: 'incubation.measures-missing' }
  | { code: 'incubation.conditions-missing' }
  /** `months` is the most there may be. */
  | { code: 'incubation.extension-too-long'; months: number }
  | { code: 'incubation.no-preparing-team'; case: CaseId }
  | { code: 'incubation.same-person'; person: PersonId }
  | { code: 'incubation.no-breach-agreed' }
  /** R-EXT-02 */
  | { code: 'incubation.notice-incomplete'; decision: Decision }
  /** R-EXT-03 */
  | { code: 'incubation.cure-first'; decision: Decision }
  | { code: 'incubation.hearing-too-soon'; earliest: Day }
  /** R-EXT-07 */
  | { code: 'incubation.handover-incomplete'; decision: Decision }
  | { code: 'incubation.follow-up-unknown'; month: number };

export type ActiveStep =
  | ('midterm' | 'panel' | 'extension-request' | 'graduation-application')
  | ('cure-order' | 'hearing-request' | 'hearing-notice' | 'hearing' | 'proposal')
  | ('exit-decision' | 'exit-decision-served' | 'review-request' | 'handover')
  | ('support-suspension' | 'defence-window');

export function stepDone(step: ActiveStep): ActiveRefusal {
  return { code: 'incubation.step-done', step };
}

export function stepMissing(step: ActiveStep): ActiveRefusal {
  return { code: 'incubation.step-missing', step };
}

export type ActiveCheck = ActiveRefusal | undefined;
export type RunningEvent = ActiveEvent | ExitEvent | FollowUpEvent | CommonEvent;
export type ActiveDecided = Result<readonly RunningEvent[], ActiveRefusal>;

/** The set that a case, or its exit file, pinned (definition 7). */
export function setOf({ ruleSets }: When, pinned: Pick<CaseIdentity, 'ruleSet'>): RuleSet {
  return ruleSetOf(pinned.ruleSet, ruleSets);
}

/** What the rules say; what the case itself is the record of stands above what was gathered. */
export function ask(
  command: When & Partial<Gathered>,
  ruleSet: RuleSet,
  procedure: string,
  own: Facts,
): Decision {
  const { on, calendar, facts, knownThrough = {} } = command;
  const all = { ...facts, ...own };
  return evaluate({ ruleSet, procedure, facts: all, on, calendar, knownThrough });
}

/** What a rule concluded in a decision. @throws TypeError when it concluded nothing: the decision is of another procedure */
export function concluded(
  { results }: Decision,
  wanted: string,
): Readonly<Record<string, unknown>> {
  const conclusion = results.find(({ rule }) => rule === wanted)?.conclusion;
  if (conclusion === undefined) throw new TypeError(`${wanted} concluded nothing`);
  return conclusion;
}

export function sufficient(decision: Decision): ActiveCheck {
  return decision.outcome === 'insufficient-evidence'
    ? { code: 'incubation.insufficient-evidence', decision }
    : undefined;
}

export function notPaused({ pause }: ActiveCase): ActiveCheck {
  return pause && { code: 'incubation.case-paused', until: pause.until };
}

export function noExit({ exit }: ActiveCase): ActiveCheck {
  return exit && { code: 'incubation.exit-open', notice: exit.notice };
}

/** Refused unless it is so. */
export function unless(holds: boolean, refusal: ActiveRefusal): ActiveCheck {
  return holds ? undefined : refusal;
}

export function inTime({ on }: When, { due }: { readonly due: Day }): ActiveCheck {
  return on > due ? { code: 'incubation.limit-over', due } : undefined;
}

export function reviewedFor({ partyWork }: ActiveCase, gate: Gate): ActiveCheck {
  return partyWork.has(gate) ? undefined : { code: 'incubation.party-work-not-reviewed', gate };
}
