import { addDays } from '@fuhua/kernel';
import {
  barUntil,
  competentAuthority,
  ExitHandoverParams,
  ExitReviewParams,
  handoverDue,
  mayDecide,
  reviewAskDue,
  reviewDecisionDue,
} from '@fuhua/rules';
import { factsFrom } from './active-facts.decider.ts';
import {
  ask,
  inTime,
  setOf,
  sufficient,
  unless,
  type ActiveCheck,
  type ActiveDecided,
  stepDone,
  stepMissing,
} from './active-record.decider.ts';
import type { ExitDecided, ExitFile } from './active-state.decider.ts';
import type { Case } from './case-state.decider.ts';
import { documentServed } from './common.events.ts';
import type { ServeDocument } from './entry-common.decider.ts';
import { notInStage } from './entry-record.decider.ts';
import { rescinded } from './exit-decision.decider.ts';
import { exitNotOpen, hasExit, type InExit } from './exit-defence.decider.ts';
import {
  earlyExitBecameFinal,
  exitDecisionServed,
  handoverCompleted,
  reviewDecided,
  reviewRequested,
  type Finality,
  type HandedOver,
} from './exit.events.ts';
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

/** After the decision: service, review, finality and handover (R-EXT-06, R-EXT-07, definition 17). */

/** By the organization. */
export type RequestReview = PartyAct & { type: 'RequestReview'; grounds: string; files: string[] };

/** By the next higher authority; where there is none above, by other persons of the same (definition 8). */
export type DecideReview = Act & {
  type: 'DecideReview';
  outcome: 'upheld' | 'revoked';
  reasons: string;
};

export type CompleteHandover = Act &
  Partial<Gathered> & { type: 'CompleteHandover'; items: HandedOver[] };

/** The window for a review runs from the service of the decision. */
export function serveExitDecision(command: ServeDocument, state: InExit): ActiveDecided {
  const { identity, exit } = state;
  const { document, on: servedOn, calendar } = command;
  const { decided, notice } = exit;
  const incompetent = competence(command, 'exit');
  if (decided === undefined) {
    return record([], incompetent ?? stepMissing('exit-decision'));
  }
  const subject = subjectIn(identity);
  const params = paramsIn(setOf(command, exit), 'R-EXT-06', ExitReviewParams);
  const reviewAskBy = reviewAskDue(servedOn, params, calendar);
  const unused = finality({ ...command, on: addDays(reviewAskBy.due, 1) }, exit, decided);
  return record(
    [
      documentServed({
        ...{ ...subject, ...document, servedOn },
        starts: { clock: 'review-request', due: reviewAskBy },
      }),
      exitDecisionServed({ ...subject, notice, servedOn, reviewAskBy, unused }),
    ],
    incompetent,
    unless(decided.served === undefined, stepDone('exit-decision-served')),
    inOrder(command, exit.lastOn),
  );
}

/** What starts when it is final on the day `on`. */
function finality(command: When, exit: ExitFile, { barMonths }: ExitDecided): Finality {
  const { on: finalOn, calendar } = command;
  const params = paramsIn(setOf(command, exit), 'R-EXT-07', ExitHandoverParams);
  const barredUntil = barUntil(finalOn, barMonths);
  return {
    ...{ finalOn, handoverBy: handoverDue(finalOn, params, calendar) },
    ...(barredUntil !== undefined && { barredUntil }),
  };
}

export function requestReview(command: RequestReview, state: Case): ActiveDecided {
  if (state.stage !== 'active') return record([], notInStage(state));
  if (!hasExit(state)) return record([], exitNotOpen(state));
  const { identity, exit } = state;
  const served = exit.decided?.served;
  if (served === undefined) {
    return record([], stepMissing('exit-decision-served'));
  }
  const { grounds, files, on: requestedOn, calendar } = command;
  const params = paramsIn(setOf(command, exit), 'R-EXT-06', ExitReviewParams);
  const decideBy = reviewDecisionDue(requestedOn, params, calendar);
  return record(
    [
      reviewRequested({
        ...{ ...subjectIn(identity), notice: exit.notice, grounds, files, requestedOn, decideBy },
      }),
    ],
    unless(exit.decided?.review === undefined, stepDone('review-request')),
    inTime(command, served.reviewAskBy),
    inOrder(command, exit.lastOn),
  );
}

/** Upheld it is final on that day, revoked the file is rescinded. */
export function decideReview(command: DecideReview, state: Case): ActiveDecided {
  const incompetent = competence(command, 'review');
  if (state.stage !== 'active') return record([], incompetent ?? notInStage(state));
  if (!hasExit(state)) return record([], incompetent ?? exitNotOpen(state));
  const { identity, exit } = state;
  const { decided } = exit;
  const { review, served } = decided ?? {};
  if (decided === undefined || review === undefined || served === undefined) {
    return record([], incompetent ?? stepMissing('review-request'));
  }
  const { acting, base, directory, today, outcome, reasons, on: decidedOn } = command;
  const { authority } = competentAuthority(base, 'review', directory, today);
  const decision = ask(command, setOf(command, exit), 'exit.review', {
    ...factsFrom({ 'exit.servedOn': served.on }, served.on, [decided.decided]),
    ...factsFrom({ 'review.askedOn': review.requestedOn }, review.requestedOn, []),
    ...factsFrom(
      { 'review.authority': acting.id, 'base.reviewAuthority': authority },
      decidedOn,
      [],
    ),
  });
  const subject = subjectIn(identity);
  const { notice } = exit;
  const final = { ...subject, notice, how: 'review-decided' } as const;
  const follows =
    outcome === 'upheld'
      ? earlyExitBecameFinal({ ...final, ...finality(command, exit, decided) })
      : rescinded(command, state, { because: 'review', reason: reasons, files: [] });
  return record(
    [reviewDecided({ ...subject, notice, outcome, decision, reasons, decidedOn }), follows],
    incompetent,
    otherPersons(command, decided),
    sufficient(decision),
    inOrder(command, exit.lastOn),
  );
}

/** Definition 8: who judges again what the same authority decided is none of those who did. */
function otherPersons(
  { acting, base, directory, today: day, person }: DecideReview,
  { officers }: ExitDecided,
): ActiveCheck {
  const { otherPersons: needed } = mayDecide({ base, act: 'review', acting, directory, day });
  return needed && officers.includes(person)
    ? { code: 'incubation.same-person', person }
    : undefined;
}

/** All of its parts at once: the place is given back by it. */
export function completeHandover(command: CompleteHandover, state: Case): ActiveDecided {
  const incompetent = competence(command, 'exit');
  const handover = state.stage === 'ended' ? state.handover : undefined;
  if (state.stage !== 'ended' || handover === undefined) {
    return record([], incompetent ?? notInStage(state));
  }
  const { items, on: completedOn } = command;
  const { notice, finalOn } = handover;
  const decision = ask(command, setOf(command, handover), 'exit.handover', {
    ...factsFrom({ 'exit.finalOn': finalOn }, finalOn, []),
    ...factsFrom(
      { 'handover.items': items.map(({ item, doneOn }) => ({ item, doneOn })) },
      finalOn,
      [],
    ),
  });
  const late = items.find(({ doneOn }) => doneOn > completedOn);
  return record(
    [handoverCompleted({ ...subjectIn(state.identity), notice, items, decision, completedOn })],
    incompetent,
    unless(!handover.completed, stepDone('handover')),
    decision.outcome === 'granted'
      ? undefined
      : { code: 'incubation.handover-incomplete', decision },
    late && { code: 'incubation.day-in-future', day: late.doneOn, today: completedOn },
    inOrder(command, finalOn),
  );
}
