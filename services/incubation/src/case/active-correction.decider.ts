import { addDays, type Day } from '@fuhua/kernel';
import {
  caseTermEnd,
  defenceDue,
  exitDecisionDue,
  ExitDecisionParams,
  ExitNoticeParams,
  meetingAskDue,
  termEnd,
  type Due,
} from '@fuhua/rules';
import { clocksAtStart, endingOn, movedByPause } from './active-clocks.decider.ts';
import { notPaused, setOf, stepDone, unless, type ActiveDecided } from './active-record.decider.ts';
import type { ActiveCase, ExitFile } from './active-state.decider.ts';
import { clockDayCorrected } from './common.events.ts';
import type { CorrectClockDay } from './entry-common.decider.ts';
import { hasExit, type InExit } from './exit-defence.decider.ts';
import { paramsIn } from './params.decider.ts';
import { competence, inOrder, record, subjectIn } from './record.decider.ts';
import type { RunningClock } from './values.events.ts';

/** Definition 25: the day of the start, or of the service of an exit notice, was another one; what runs from it is due anew. */

export function correctWhileActive(command: CorrectClockDay, state: ActiveCase): ActiveDecided {
  return hasExit(state) ? correctNotice(command, state) : correctStart(command, state);
}

function correctNotice(command: CorrectClockDay, state: InExit): ActiveDecided {
  const { identity, exit } = state;
  const { day, reason, evidence, calendar } = command;
  const set = setOf(command, exit);
  const params = paramsIn(set, 'R-EXT-02', ExitNoticeParams);
  const decision = paramsIn(set, 'R-EXT-05', ExitDecisionParams);
  const clocks: RunningClock[] = [
    { clock: 'defence', due: defenceDue(day, params, calendar) },
    { clock: 'hearing-request', due: meetingAskDue(day, params, calendar) },
    { clock: 'exit-decision', due: exitDecisionDue(day, decision, calendar) },
  ];
  return record(
    [clockDayCorrected({ ...subjectIn(identity), day, clocks, reason, evidence })],
    competence(command, 'exit'),
    unless(exit.decided === undefined, stepDone('exit-decision')),
    inOrder({ ...command, on: day }, state.started.on),
  );
}

/** Months that were granted, and days for which the clock stood still, are kept. */
function correctStart(command: CorrectClockDay, state: ActiveCase): ActiveDecided {
  const { identity, started, extensions, pausedDays, waitedDays } = state;
  const { day, reason, evidence, calendar } = command;
  const { applicantKind } = identity;
  const term = { start: day, end: termEnd(day, started.months), months: started.months };
  const begun = clocksAtStart({ term, applicantKind }, setOf(command, identity), calendar);
  const moved = pausedDays === 0 ? begun : movedByPause(begun, pausedDays, calendar);
  const months = started.months + extensions.months;
  const end = addDays(caseTermEnd(day, months, pausedDays), waitedDays);
  const clocks: RunningClock[] = [
    { clock: 'term', due: exact(end) },
    { clock: 'midterm-from', due: exact(moved.midterm.from) },
    { clock: 'midterm', due: exact(moved.midterm.until) },
    ...(moved.nameBy === undefined ? [] : [{ clock: 'team-name', due: moved.nameBy }]),
  ];
  return record(
    [clockDayCorrected({ ...subjectIn(identity), day, clocks, reason, evidence })],
    competence(command, 'entry'),
    notPaused(state),
    inOrder({ ...command, on: day }, day),
  );
}

/** The days of a term never roll. */
function exact(due: Day): Due {
  return { due, provisional: false };
}

/** Where the case stands after it. */
export function corrected(
  state: ActiveCase,
  day: Day,
  running: readonly RunningClock[],
): ActiveCase {
  const due = (clock: string, before: Due): Due =>
    running.find((one) => one.clock === clock)?.due ?? before;
  const { exit, clocks, started } = state;
  if (exit !== undefined) return { ...state, exit: servedOn(exit, day, due) };
  const { midterm, nameBy } = clocks;
  return {
    ...state,
    started: { ...started, on: day },
    clocks: {
      ...endingOn(clocks, due('term', exact(clocks.end)).due),
      midterm: {
        from: due('midterm-from', exact(midterm.from)).due,
        until: due('midterm', exact(midterm.until)).due,
      },
      ...(nameBy && { nameBy: due('team-name', nameBy) }),
    },
  };
}

function servedOn(exit: ExitFile, day: Day, due: (clock: string, before: Due) => Due): ExitFile {
  const waitsFrom = exit.waitsFrom === exit.servedOn ? day : exit.waitsFrom;
  const lastOn = day > exit.lastOn ? day : exit.lastOn;
  return {
    ...{ ...exit, servedOn: day, waitsFrom, lastOn },
    defenceBy: due('defence', exit.defenceBy),
    hearingAskBy: due('hearing-request', exit.hearingAskBy),
    decideBy: due('exit-decision', exit.decideBy),
  };
}
