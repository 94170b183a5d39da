import { dayOf, type Day, type Instant } from '@fuhua/kernel';
import type { Case } from '../../src/case/case-state.decider.ts';
import { caseDecider, type CaseDecided, type CaseRefusal } from '../../src/case/case.decider.ts';
import type { CaseEvent } from '../../src/case/case.events.ts';
import type { ActiveCase } from '../../src/case/active-state.decider.ts';
import type { Outcome, Predicted, Why } from './record.suite.ts';

/** The decider's answers and states, in the model's coarse words. */

const whys: Record<CaseRefusal['code'], Why> = {
  'incubation.not-competent': 'competence',
  'incubation.competence-unknown': 'competence',
  'incubation.case-unknown': 'stage',
  'incubation.case-exists': 'stage',
  'incubation.not-in-stage': 'stage',
  'incubation.day-in-future': 'order',
  'incubation.days-out-of-order': 'order',
  'incubation.no-rule-set': 'rule',
  'incubation.insufficient-evidence': 'rule',
  'incubation.no-breach-agreed': 'rule',
  'incubation.notice-incomplete': 'rule',
  'incubation.cure-first': 'rule',
  'incubation.handover-incomplete': 'rule',
  'incubation.party-work-not-reviewed': 'party-work',
  'incubation.limit-over': 'limit',
  'incubation.limit-not-over': 'limit',
  'incubation.not-due-yet': 'limit',
  'incubation.notice-not-over': 'limit',
  'incubation.window-not-open': 'limit',
  'incubation.hearing-too-soon': 'limit',
  'incubation.gap-unknown': 'content',
  'incubation.notice-place-missing': 'content',
  'incubation.term-reversed': 'content',
  'incubation.term-over': 'content',
  'incubation.end-unexplained': 'content',
  'incubation.second-chance-unexplained': 'content',
  'incubation.measures-missing': 'content',
  'incubation.conditions-missing': 'content',
  'incubation.extension-too-long': 'content',
  'incubation.no-preparing-team': 'content',
  'incubation.other-pre-reviewer': 'persons',
  'incubation.same-person': 'persons',
  'incubation.gaps-open': 'step',
  'incubation.no-gap-open': 'step',
  'incubation.notice-not-served': 'step',
  'incubation.step-missing': 'step',
  'incubation.step-done': 'step',
  'incubation.evaluation-not-asked': 'step',
  'incubation.document-not-expected': 'step',
  'incubation.admission-not-sought': 'step',
  'incubation.objection-unknown': 'step',
  'incubation.objection-open': 'step',
  'incubation.plan-not-approved': 'step',
  'incubation.case-paused': 'step',
  'incubation.case-not-paused': 'step',
  'incubation.exit-open': 'step',
  'incubation.exit-not-open': 'step',
  'incubation.follow-up-unknown': 'step',
};

/**
 * What disagrees, or nothing. Competence comes before every other reason (definition 8); on a day that is out of order, what
 * came to be known since may be unknown to a rule.
 */
export function disagreement(predicted: Predicted, decided: CaseDecided): string | undefined {
  if ('refused' in predicted) {
    const expected = [...predicted.refused].join(' or ');
    if (decided.ok) return `accepted (${typesOf(decided.value)}), must be refused for ${expected}`;
    const why = whys[decided.refusal.code];
    const isEarly = predicted.refused.has('order') && why === 'rule';
    const isOne = predicted.refused.has('competence')
      ? why === 'competence'
      : predicted.refused.has(why) || isEarly;
    if (!isOne) return `refused by ${decided.refusal.code}, must be for ${expected}`;
  } else {
    const expected = predicted.events.join(', ');
    if (!decided.ok) return `refused by ${decided.refusal.code}, must be accepted (${expected})`;
    const types = typesOf(decided.value);
    if (types !== expected) return `accepted with ${types}, must be with ${expected}`;
  }
  const outcome = outcomeIn(decided);
  if (predicted.outcome === undefined || predicted.outcome === outcome) return undefined;
  return `decided as ${String(outcome)}, must be ${predicted.outcome}`;
}

function typesOf(events: readonly CaseEvent[]): string {
  return events.map(({ type }) => type).join(', ');
}

function outcomeIn(decided: CaseDecided): Outcome | undefined {
  const told = decided.ok ? decided.value.map(({ data }) => data) : [decided.refusal];
  const holder = told.find((one) => 'decision' in one && one.decision !== undefined);
  return holder && 'decision' in holder ? holder.decision?.outcome : undefined;
}

/** As `standOfSheet` writes the model's. */
export function standOf(state: Case): Readonly<Record<string, unknown>> {
  return {
    ...{ stage: state.stage, how: state.stage === 'ended' ? state.how : undefined },
    last: lastOf(state),
    dues: caseDecider.deadlines!(state)
      .map(({ name, due }) => `${name} from ${firstDay(due)}`)
      .toSorted(),
    gaps: state.stage === 'gaps' ? [...state.open].toSorted() : undefined,
    preReviewer: state.stage === 'applied' ? state.preReviewer : undefined,
    agreementBy: state.stage === 'noticed' ? state.agreementBy.due : undefined,
    ...(state.stage === 'active' && runningOf(state)),
    checks: state.stage === 'graduated' ? state.checks.map(({ from }) => from) : undefined,
  };
}

function firstDay(due: Instant): string {
  return dayOf(due);
}

function lastOf(state: Case): Day | undefined {
  if (state.stage === 'none') return undefined;
  return 'entry' in state ? state.entry.lastOn : state.lastOn;
}

function runningOf(state: ActiveCase): Readonly<Record<string, unknown>> {
  const { clocks, midterm, extensions, exit } = state;
  return {
    end: clocks.end,
    window: [clocks.midterm.from, clocks.midterm.until],
    againBy: clocks.midtermAgainBy?.due,
    pausedDays: state.pausedDays,
    midterm: [midterm.band ?? 'none', midterm.failed],
    extensions: [extensions.granted, extensions.months],
    support: state.support,
    defence: exit && [exit.defenceBy.due, exit.hearingAskBy.due, exit.points.length],
    hearing: exit?.hearing.is,
    barMonths: exit?.decided?.barMonths,
    reviewAskBy: exit?.decided?.served?.reviewAskBy.due,
  };
}
