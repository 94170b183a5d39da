import { daysBetween, startOfDay, addDays, type Day } from '@fuhua/kernel';
import { casePaused, caseResumed, pauseRefused, type PauseReason } from './active.events.ts';
import { daysIn, movedByPause } from './active-clocks.decider.ts';
import { factsFrom, runningFacts } from './active-facts.decider.ts';
import {
  ask,
  inTime,
  noExit,
  notPaused,
  setOf,
  sufficient,
  unless,
  type ActiveDecided,
  type RunningEvent,
  stepDone,
} from './active-record.decider.ts';
import type { ActiveCase, Pause } from './active-state.decider.ts';
import type { Case } from './case-state.decider.ts';
import { notInStage } from './entry-record.decider.ts';
import {
  competence,
  inOrder,
  record,
  subjectIn,
  type Act,
  type Gathered,
  type Open,
} from './record.decider.ts';

/** A pause stops every clock of the term (5.4, R-TRM-04). */

/** From the day of the act to `until`, both included. */
export type PauseCase = Act &
  Gathered & {
    type: 'PauseCase';
    reason: PauseReason;
    grounds: string;
    files: string[];
    until: Day;
  };

/** `on` is the first day on which the clocks run again. */
export type ResumeCase = Act & { type: 'ResumeCase' };

export function pauseCase(command: PauseCase, state: Case): ActiveDecided {
  const incompetent = competence(command, 'entry');
  if (state.stage !== 'active') return record([], incompetent ?? notInStage(state));
  const { on: from, until, reason, grounds, files, calendar } = command;
  if (until < from) {
    return record([], incompetent ?? outOfOrder(from, until));
  }
  const set = setOf(command, state.identity);
  const period = { from, until };
  const decision = ask(command, set, 'case.pause', {
    ...runningFacts(state, set),
    ...factsFrom({ 'pause.reason': reason, 'pause.period': period }, from, []),
  });
  const subject = subjectIn(state.identity);
  const clocks = movedByPause(state.clocks, daysIn(period), calendar);
  const event =
    decision.outcome === 'granted'
      ? casePaused({ ...subject, reason, grounds, files, ...period, decision, clocks })
      : pauseRefused({ ...subject, ...period, decision, refusedOn: from });
  return record(
    [event],
    incompetent,
    sufficient(decision),
    notPaused(state),
    noExit(state),
    unless(state.graduation.applied === undefined, stepDone('graduation-application')),
    inOrder(command, state.lastOn),
  );
}

/** Before its last day is over; then the clocks run again by themselves. */
export function resumeCase(command: ResumeCase, state: Case): ActiveDecided {
  const incompetent = competence(command, 'entry');
  if (state.stage !== 'active') return record([], incompetent ?? notInStage(state));
  const { pause } = state;
  if (pause === undefined) {
    return record([], incompetent ?? { code: 'incubation.case-not-paused' });
  }
  const { on: resumedOn, calendar } = command;
  const pausedDays = daysBetween(pause.from, resumedOn);
  const clocks = movedByPause(state.clocks, pausedDays, calendar);
  return record(
    [
      caseResumed({
        ...{ ...subjectIn(state.identity), how: 'earlier', resumedOn, pausedDays, clocks },
      }),
    ],
    incompetent,
    inOrder(command, state.lastOn),
    pausedDays < 1 ? outOfOrder(addDays(pause.from, 1), resumedOn) : undefined,
    inTime(command, { due: pause.until }),
  );
}

/** After its last day the clocks run again; nobody decides anything by that. */
export function endOfPause({ identity }: ActiveCase, pause: Pause): Open<RunningEvent> {
  const resumedOn = addDays(pause.until, 1);
  const resumed = caseResumed({
    ...{ ...subjectIn(identity), how: 'at-end', resumedOn },
    ...{ pausedDays: daysIn(pause), clocks: pause.clocksAfter },
  });
  return { name: `pause:${pause.until}`, due: startOfDay(resumedOn), events: [resumed] };
}

function outOfOrder(first: Day, then: Day) {
  return { code: 'incubation.days-out-of-order', first, then } as const;
}
