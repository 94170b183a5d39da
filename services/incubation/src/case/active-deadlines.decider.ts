import { addDays, startOfDay } from '@fuhua/kernel';
import { missedFrom, type Due } from '@fuhua/rules';
import {
  endedWithoutGraduation,
  graduationReminded,
  voluntaryExitRecorded,
} from './active.events.ts';
import { endOfPause } from './active-pause.decider.ts';
import type { RunningEvent } from './active-record.decider.ts';
import { wasOverAtRecording, type ActiveCase } from './active-state.decider.ts';
import { caseClockMissed } from './common.events.ts';
import { openInExit } from './exit-deadlines.decider.ts';
import { subjectIn, type Open } from './record.decider.ts';

/** What becomes due while an incubation runs. A clock that is missed is recorded, and decides nothing for the authority. */

type OpenClock = Open<RunningEvent>;

export function openWhileActive(state: ActiveCase): readonly OpenClock[] {
  const { pause, missed } = state;
  const ofTerm = pause === undefined ? termClocks(state) : [endOfPause(state, pause)];
  return [...ofTerm, ...openInExit(state)].filter(({ name }) => !missed.has(name));
}

function termClocks(state: ActiveCase): readonly OpenClock[] {
  return [...midtermClocks(state), ...endOfTerm(state)];
}

/** A window or a second chance that was over when the case was recorded here is nobody's fault. */
function midtermClocks(state: ActiveCase): readonly OpenClock[] {
  const { clocks, midterm } = state;
  const { until } = clocks.midterm;
  const { midtermAgainBy: again } = clocks;
  const isFirst = midterm.firstOn === undefined && !wasOverAtRecording(state, until);
  return [
    ...(isFirst ? [overdue(state, 'midterm', { due: until })] : []),
    ...(again && !wasOverAtRecording(state, again.due)
      ? [overdue(state, 'midterm-again', again)]
      : []),
  ];
}

/** While an exit file is open the end waits, and what leads to it (definition 13). */
function endOfTerm(state: ActiveCase): readonly OpenClock[] {
  const { exit, graduation, extensions } = state;
  if (exit !== undefined) return [];
  if (graduation.applied !== undefined) {
    return [overdue(state, 'graduation-decision', graduation.applied.decideBy)];
  }
  if (extensions.asked !== undefined) {
    return [...unnamed(state), overdue(state, 'extension-decision', { due: state.clocks.end })];
  }
  return [...unnamed(state), ...reminders(state), termOver(state)];
}

function reminders(state: ActiveCase): readonly OpenClock[] {
  const { clocks, graduation, identity } = state;
  const { end } = clocks;
  return clocks.reminders
    .filter(({ daysLeft }) => !graduation.reminded.has(reminderKey({ daysLeft, end })))
    .map(({ daysLeft, on }) => ({
      name: `graduation-reminder-${String(daysLeft)}:${end}`,
      due: startOfDay(on),
      events: [graduationReminded({ ...subjectIn(identity), daysLeft, end })],
    }));
}

export function reminderKey({ daysLeft, end }: { daysLeft: number; end: string }): string {
  return `${String(daysLeft)}:${end}`;
}

/** 5.5: not applied by the end is a voluntary exit; applied and refused for a hard condition is not. */
function termOver({ identity, clocks, graduation }: ActiveCase): OpenClock {
  const { end: on } = clocks;
  const subject = subjectIn(identity);
  const event = graduation.refused
    ? endedWithoutGraduation({ ...subject, because: 'refused', on })
    : voluntaryExitRecorded({ ...subject, how: 'no-application', on });
  return { name: `term:${on}`, due: startOfDay(addDays(on, 1)), events: [event] };
}

/** R-ENT-08: a preparing team without a name ends at month 6. */
function unnamed({ identity, clocks, named }: ActiveCase): readonly OpenClock[] {
  const { nameBy } = clocks;
  if (nameBy === undefined || named) return [];
  const { due: on } = nameBy;
  const subject = subjectIn(identity);
  const event = endedWithoutGraduation({ ...subject, because: 'not-registered', on });
  return [{ name: `team-name:${on}`, due: missedFrom(nameBy), events: [event] }];
}

export function overdue(
  { identity }: Pick<ActiveCase, 'identity'>,
  clock: string,
  { due }: Pick<Due, 'due'>,
): OpenClock {
  return {
    ...{ name: `${clock}:${due}`, due: startOfDay(addDays(due, 1)) },
    events: [caseClockMissed({ ...subjectIn(identity), clock, due })],
  };
}
