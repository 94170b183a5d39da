import type { Day, EventId } from '@fuhua/kernel';
import {
  MidtermParams,
  PanelParams,
  reEvaluationDue,
  type Due,
  type MidtermBand,
} from '@fuhua/rules';
import { midtermEvaluated } from './active.events.ts';
import { factsFrom, runningFacts } from './active-facts.decider.ts';
import {
  ask,
  concluded,
  notPaused,
  reviewedFor,
  setOf,
  sufficient,
  unless,
  type ActiveCheck,
  type ActiveDecided,
  stepDone,
  stepMissing,
} from './active-record.decider.ts';
import type { ActiveCase } from './active-state.decider.ts';
import type { Case } from './case-state.decider.ts';
import { evaluationReceived, evaluationRequested } from './common.events.ts';
import { notInStage } from './entry-record.decider.ts';
import type { ReceiveEvaluation } from './entry-review.decider.ts';
import { paramsIn } from './params.decider.ts';
import {
  competence,
  inOrder,
  record,
  subjectIn,
  type Act,
  type Gathered,
  type When,
} from './record.decider.ts';

/** The midterm evaluation and its second chance (5.4, R-TRM-02), and what panels answer to a running case. */

export type RequestMidterm = Act & {
  type: 'RequestMidterm';
  /** What the panel answers to. */
  request: EventId;
};

export type EvaluateMidterm = Act &
  Gathered & {
    type: 'EvaluateMidterm';
    /** What is to improve, or what is warned of; of every band but `continue`. */
    measures?: string | undefined;
  };

/** In the window, or after a missed one; again while the second chance is open. Before the window there is nothing to evaluate. */
export function requestMidterm(command: RequestMidterm, state: Case): ActiveDecided {
  const incompetent = competence(command, 'entry');
  if (state.stage !== 'active') return record([], incompetent ?? notInStage(state));
  const { request, on } = command;
  const { clocks, midterm } = state;
  const by = clocks.midtermAgainBy?.due ?? clocks.midterm.until;
  return record(
    [panelAsked(command, state, { request, purpose: 'midterm', by })],
    incompetent,
    notPaused(state),
    unless(mayEvaluate(state), stepDone('midterm')),
    unless(midterm.panel === undefined, stepDone('panel')),
    unless(on >= clocks.midterm.from, {
      code: 'incubation.window-not-open',
      from: clocks.midterm.from,
    }),
    inOrder(command, state.lastOn),
  );
}

function mayEvaluate({ midterm, clocks }: ActiveCase): boolean {
  return midterm.firstOn === undefined || clocks.midtermAgainBy !== undefined;
}

interface Wanted {
  readonly request: EventId;
  readonly purpose: 'midterm' | 'graduation';
  /** Its last day; a panel asked for later is due at once. */
  readonly by: Day;
}

export function panelAsked(
  command: When,
  { identity }: ActiveCase,
  { request, purpose, by }: Wanted,
) {
  const { base, applicant: organization, division } = identity;
  const { ratersMin, outsideRatersMin } = paramsIn(
    setOf(command, identity),
    'R-REV-03',
    PanelParams,
  );
  return evaluationRequested({
    ...{ request, purpose, base, organization, division },
    ...{ ratersMin, outsideMin: outsideRatersMin, dueOn: by < command.on ? command.on : by },
  });
}

/** Once for each request; nothing is decided by it. */
export function receiveWhileActive(command: ReceiveEvaluation, state: ActiveCase): ActiveDecided {
  const { type: _, ...conclusion } = command;
  const asked = [
    { purpose: 'midterm', panel: state.midterm.panel } as const,
    { purpose: 'graduation', panel: state.graduation.applied?.panel } as const,
  ].find(({ panel }) => panel?.request === command.request);
  if (asked === undefined) {
    return record([], { code: 'incubation.evaluation-not-asked', request: command.request });
  }
  if (asked.panel?.conclusion !== undefined) return record([]);
  const subject = subjectIn(state.identity);
  return record([evaluationReceived({ ...subject, purpose: asked.purpose, ...conclusion })]);
}

/** Definition 13: two evaluations below 50, or one below 60 after the improvement plan, and the second chance has failed. */
export function evaluateMidterm(command: EvaluateMidterm, state: Case): ActiveDecided {
  const incompetent = competence(command, 'entry');
  if (state.stage !== 'active') return record([], incompetent ?? notInStage(state));
  const conclusion = state.midterm.panel?.conclusion;
  if (conclusion === undefined) {
    return record([], incompetent ?? stepMissing('panel'));
  }
  const outOfOrder = inOrder(command, state.lastOn);
  if (outOfOrder !== undefined) return record([], incompetent ?? outOfOrder);
  const { on, measures } = command;
  const set = setOf(command, state.identity);
  const { received, mean: score, concludedOn } = conclusion;
  const decision = ask(command, set, 'case.midterm', {
    ...runningFacts(state, set),
    ...factsFrom({ 'midterm.previous': state.midterm.band ?? 'none' }, state.started.on, []),
    ...factsFrom({ 'midterm.score': score }, concludedOn, [received]),
  });
  const found = concluded(decision, 'R-TRM-02');
  const band = found['band'] as MidtermBand;
  const secondChanceFailed = found['secondChanceFailed'] === true;
  const { midtermAgainBy: _, ...clocks } = state.clocks;
  const again =
    band === 'continue' || secondChanceFailed
      ? undefined
      : reEvaluationDue(band, on, paramsIn(set, 'R-TRM-02', MidtermParams), command.calendar);
  return record(
    [
      midtermEvaluated({
        ...{ ...subjectIn(state.identity), evaluation: received, decision, band, score },
        ...{ measures, secondChanceFailed, evaluatedOn: on },
        clocks: again === undefined ? clocks : { ...clocks, midtermAgainBy: again },
      }),
    ],
    incompetent,
    sufficient(decision),
    notPaused(state),
    reviewedFor(state, 'midterm'),
    measured(band, measures),
  );
}

function measured(band: MidtermBand, measures: string | undefined): ActiveCheck {
  return band === 'continue' || measures !== undefined
    ? undefined
    : { code: 'incubation.measures-missing' };
}

/** The last day of the second chance, from the first service of the notice about the first evaluation. */
export function againFrom(command: When, state: ActiveCase): Due | undefined {
  const { band, noticed } = state.midterm;
  if (noticed === true) return undefined;
  if (state.clocks.midtermAgainBy === undefined || band === undefined || band === 'continue') {
    return undefined;
  }
  const params = paramsIn(setOf(command, state.identity), 'R-TRM-02', MidtermParams);
  return reEvaluationDue(band, command.on, params, command.calendar);
}
