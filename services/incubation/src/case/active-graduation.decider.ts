import type { EventId } from '@fuhua/kernel';
import {
  dueAfterWorkingDays,
  ExtensionParams,
  graduationBand,
  GraduationBandParams,
  GraduationWindowParams,
  TermParams,
  type Decision,
} from '@fuhua/rules';
import {
  endedWithoutGraduation,
  graduationApplicationRefused,
  graduationApplied,
  graduationApproved,
  graduationRefused,
  GraduationBand,
} from './active.events.ts';
import { extended } from './active-extension.decider.ts';
import { conclusionFact, factsFrom, runningFacts } from './active-facts.decider.ts';
import { panelAsked } from './active-midterm.decider.ts';
import {
  ask,
  noExit,
  notPaused,
  reviewedFor,
  setOf,
  sufficient,
  unless,
  type ActiveCheck,
  type ActiveDecided,
  type RunningEvent,
  stepDone,
  stepMissing,
} from './active-record.decider.ts';
import type { ActiveCase, GraduationApplication } from './active-state.decider.ts';
import type { Case, Conclusion } from './case-state.decider.ts';
import { notInStage } from './entry-record.decider.ts';
import { graduation } from './follow-up.decider.ts';
import { paramsIn } from './params.decider.ts';
import {
  competence,
  inOrder,
  record,
  subjectIn,
  type Act,
  type Gathered,
  type PartyAct,
  type When,
} from './record.decider.ts';

/** Graduation, from the application to the decision (5.5, R-GRD-01 … R-GRD-03). */

/** By the organization. */
export type ApplyGraduation = PartyAct & { type: 'ApplyGraduation'; files: string[] };

export type RequestGraduationPanel = Act & {
  type: 'RequestGraduationPanel';
  /** What the panel answers to. */
  request: EventId;
};

export type DecideGraduation = Act &
  Gathered & {
    type: 'DecideGraduation';
    /** What is to be fulfilled afterwards: of 70 to 79 points, and only of them. */
    conditions?: string[] | undefined;
    /** Of 60 to 69 points; unless it is told, as many as there may be. */
    extensionMonths?: number | undefined;
  };

/** In the window the case stays open until it is decided; outside it the application is refused, and on file. */
export function applyGraduation(command: ApplyGraduation, state: Case): ActiveDecided {
  if (state.stage !== 'active') return record([], notInStage(state));
  const { files, on, calendar } = command;
  const set = setOf(command, state.identity);
  const decision = ask(command, set, 'case.graduation-application', runningFacts(state, set));
  const { decisionWorkingDays } = paramsIn(set, 'R-GRD-01', GraduationWindowParams);
  const decideBy = dueAfterWorkingDays(on, decisionWorkingDays, calendar);
  const subject = subjectIn(state.identity);
  const event =
    decision.outcome === 'granted'
      ? graduationApplied({ ...subject, files, appliedOn: on, decision, decideBy })
      : graduationApplicationRefused({ ...subject, decision, refusedOn: on });
  return record(
    [event],
    noExit(state),
    notPaused(state),
    unless(state.graduation.applied === undefined, stepDone('graduation-application')),
    sufficient(decision),
    inOrder(command, state.lastOn),
  );
}

export function requestGraduationPanel(
  command: RequestGraduationPanel,
  state: Case,
): ActiveDecided {
  const incompetent = competence(command, 'entry');
  if (state.stage !== 'active') return record([], incompetent ?? notInStage(state));
  const { applied } = state.graduation;
  if (applied === undefined) return record([], incompetent ?? notApplied);
  const { request } = command;
  const by = applied.decideBy.due;
  return record(
    [panelAsked(command, state, { request, purpose: 'graduation', by })],
    incompetent,
    noExit(state),
    unless(applied.panel === undefined, stepDone('panel')),
    inOrder(command, state.lastOn),
  );
}

const notApplied = stepMissing('graduation-application');

export function decideGraduation(command: DecideGraduation, state: Case): ActiveDecided {
  const incompetent = competence(command, 'entry');
  if (state.stage !== 'active') return record([], incompetent ?? notInStage(state));
  const { applied } = state.graduation;
  if (applied === undefined) return record([], incompetent ?? notApplied);
  const conclusion = applied.panel?.conclusion;
  if (conclusion === undefined) {
    return record([], incompetent ?? stepMissing('panel'));
  }
  const outOfOrder = inOrder(command, state.lastOn);
  if (outOfOrder !== undefined) return record([], incompetent ?? outOfOrder);
  const set = setOf(command, state.identity);
  const decision = ask(command, set, 'case.graduation', {
    ...runningFacts(state, set),
    ...conclusionFact(conclusion),
  });
  const refusal =
    incompetent ??
    noExit(state) ??
    reviewedFor(state, 'graduation') ??
    sufficient(decision) ??
    conditioned(decision, command) ??
    extendable(decision, command, state);
  if (refusal !== undefined) return record([], refusal);
  return record(outcomeOf(command, state, { applied, conclusion, decision }));
}

/** Conditions are stated where the band asks for them, and nowhere else. */
function conditioned(decision: Decision, { conditions = [] }: DecideGraduation): ActiveCheck {
  const isConditional =
    decision.outcome === 'granted' && bandOf(decision) === GraduationBand.enum.conditions;
  return isConditional === conditions.length > 0
    ? undefined
    : { code: 'incubation.conditions-missing' };
}

/** A slip of the pen ends no case: longer than may be is refused, not taken for none left. */
function extendable(decision: Decision, command: DecideGraduation, state: ActiveCase): ActiveCheck {
  const max = monthsLeft(command, state);
  const { extensionMonths = max } = command;
  return bandOf(decision) === 'extend' && max > 0 && extensionMonths > max
    ? { code: 'incubation.extension-too-long', months: max }
    : undefined;
}

/** Of one extension, under the cap (R-TRM-01, R-TRM-03). */
function monthsLeft(command: When, { identity, started, extensions }: ActiveCase): number {
  const set = setOf(command, identity);
  const { monthsMax } = paramsIn(set, 'R-TRM-03', ExtensionParams);
  if (identity.mode === 'virtual') return monthsMax;
  const { capMonths } = paramsIn(set, 'R-TRM-01', TermParams);
  return Math.max(0, Math.min(monthsMax, capMonths - started.months - extensions.months));
}

interface Decided {
  readonly applied: GraduationApplication;
  readonly conclusion: Conclusion;
  readonly decision: Decision;
}

function outcomeOf(
  command: DecideGraduation,
  state: ActiveCase,
  { applied, conclusion, decision }: Decided,
): readonly RunningEvent[] {
  const { on } = command;
  const { application } = applied;
  const subject = subjectIn(state.identity);
  const about = { ...subject, application, evaluation: conclusion.received, decision };
  const { data: band } = GraduationBand.safeParse(bandOf(decision));
  if (decision.outcome === 'granted' && band !== undefined) {
    const { conditions = [] } = command;
    return [
      graduationApproved({ ...about, band, score: conclusion.mean, conditions, approvedOn: on }),
      graduation(command, state, { band, conditions }),
    ];
  }
  const refused = graduationRefused({ ...about, refusedOn: on });
  /** Enough points, or points that say nothing, and a hard condition failed. */
  if (band !== undefined || bandOf(decision) === undefined)
    return [refused, ...endAfterTerm(command, state)];
  if (isBelowExtension(command, state, conclusion)) {
    return [refused, endedWithoutGraduation({ ...subject, because: 'score', on })];
  }
  const extension = extensionBy(command, state, application);
  return extension === undefined
    ? [refused, endedWithoutGraduation({ ...subject, because: 'no-extension-left', on })]
    : [refused, extension];
}

/** As the band would be if no extension had been granted. */
function isBelowExtension(
  command: DecideGraduation,
  { identity }: ActiveCase,
  { mean }: Conclusion,
): boolean {
  const params = paramsIn(setOf(command, identity), 'R-GRD-03', GraduationBandParams);
  return graduationBand(mean, 0, params) === 'end';
}

/** Refused after the term was over, there is no other application. */
function endAfterTerm({ on }: DecideGraduation, state: ActiveCase): readonly RunningEvent[] {
  if (on <= state.clocks.end) return [];
  return [endedWithoutGraduation({ ...subjectIn(state.identity), because: 'refused', on })];
}

/** Definition 13: it needs neither reason, nor 30 days, nor the midterm; undefined where there is none left. */
function extensionBy(command: DecideGraduation, state: ActiveCase, application: EventId) {
  const set = setOf(command, state.identity);
  const { extensionMonths: months = monthsLeft(command, state) } = command;
  const decision = ask(command, set, 'case.extension', {
    ...runningFacts(state, set),
    ...factsFrom(
      {
        'extension.origin': 'graduation',
        'extension.months': months,
        'extension.beyondCapBy': 'none',
      },
      command.on,
      [application],
    ),
  });
  if (decision.outcome !== 'granted') return undefined;
  const granted = { origin: 'graduation', application, decision, months } as const;
  return extended(command, state, { ...granted, beyondCap: false });
}

/** Undefined where the panel rated by other dimensions than the rule set has. */
function bandOf({ results }: Decision): unknown {
  return results.find(({ rule }) => rule === 'R-GRD-03')?.conclusion?.['band'];
}
