import { dayOf, type Day, type Origin } from '@fuhua/kernel';
import type { ActiveEvent } from './active.events.ts';
import { corrected } from './active-correction.decider.ts';
import { reminderKey } from './active-deadlines.decider.ts';
import type { ActiveCase, Panel } from './active-state.decider.ts';
import type { Case, Ended } from './case-state.decider.ts';
import type { CommonEvent } from './common.events.ts';

/** How a running case follows from its events. */

export function evolveActive(state: ActiveCase, event: ActiveEvent, { id }: Origin): Case {
  const { type, data } = event;
  switch (type) {
    case 'MidtermEvaluated': {
      const { band, secondChanceFailed, evaluatedOn: on, clocks } = data;
      const firstOn = state.midterm.firstOn ?? on;
      const failed = state.midterm.failed || secondChanceFailed;
      return onward({ ...state, clocks, midterm: { firstOn, band, evaluated: id, failed } }, on);
    }
    case 'CasePaused': {
      const { from, until, clocks: clocksAfter } = data;
      return onward({ ...state, pause: { from, until, clocksAfter } }, from);
    }
    case 'PauseRefused':
    case 'GraduationApplicationRefused':
      return onward(state, data.refusedOn);
    case 'CaseResumed':
      return resumed(state, data);
    case 'ExtensionApplied': {
      const { months, reason, appliedOn } = data;
      const asked = { application: id, months, reason, appliedOn };
      return onward({ ...state, extensions: { ...state.extensions, asked } }, appliedOn);
    }
    case 'ExtensionGranted': {
      const { months, clocks, grantedOn } = data;
      const { extensions } = state;
      const all = { granted: extensions.granted + 1, months: extensions.months + months };
      const graduation = { ...state.graduation, refused: false };
      return onward({ ...state, clocks, graduation, extensions: all }, grantedOn);
    }
    case 'ExtensionRefused': {
      const extensions = { ...state.extensions, asked: undefined };
      return onward({ ...state, extensions }, data.refusedOn);
    }
    case 'GraduationReminded': {
      const reminded = new Set(state.graduation.reminded).add(reminderKey(data));
      return { ...state, graduation: { ...state.graduation, reminded } };
    }
    case 'GraduationApplied': {
      const { appliedOn, decideBy } = data;
      const applied = { application: id, appliedOn, decideBy };
      return onward({ ...state, graduation: { ...state.graduation, applied } }, appliedOn);
    }
    case 'GraduationApproved':
      return onward(state, data.approvedOn);
    case 'GraduationRefused':
      return refused(state, data.refusedOn);
    case 'EndedWithoutGraduation':
      return ended(state, 'without-graduation', data.on);
    case 'VoluntaryExitRecorded':
      return ended(state, 'voluntary', data.on);
    case 'RegistrationStepRecorded':
      return onward({ ...state, named: true }, data.on);
  }
}

/** What every stage shares, in a running case. */
export function evolveCommon(
  state: ActiveCase,
  event: CommonEvent,
  { id, occurredAt }: Origin,
): ActiveCase {
  const { type, data } = event;
  switch (type) {
    case 'DocumentServed': {
      const { starts, servedOn } = data;
      if (starts?.clock !== 'midterm-again') return state;
      const clocks = { ...state.clocks, midtermAgainBy: starts.due };
      const midterm = { ...state.midterm, noticed: true };
      return onward({ ...state, clocks, midterm }, servedOn);
    }
    case 'PartyWorkReviewed': {
      const partyWork = new Set(state.partyWork).add(data.gate);
      return onward({ ...state, partyWork }, data.reviewedOn);
    }
    case 'CaseClockMissed':
      return { ...state, missed: new Set(state.missed).add(`${data.clock}:${data.due}`) };
    case 'ClockDayCorrected':
      return onward(corrected(state, data.day, data.clocks), data.day);
    case 'EvaluationRequested':
      return onward(withPanel(state, data.purpose, { request: data.request }), dayOf(occurredAt));
    case 'EvaluationReceived': {
      const { request, purpose, mean, dimensions, raters, outsideRaters, concludedOn } = data;
      const conclusion = { received: id, mean, dimensions, raters, outsideRaters, concludedOn };
      return onward(withPanel(state, purpose, { request, conclusion }), concludedOn);
    }
  }
}

/** The newest day stays the newest: what another service concluded may have been told late. */
export function onward(state: ActiveCase, on: Day): ActiveCase {
  return { ...state, lastOn: on < state.lastOn ? state.lastOn : on };
}

function withPanel(state: ActiveCase, purpose: string, panel: Panel): ActiveCase {
  if (purpose === 'midterm') return { ...state, midterm: { ...state.midterm, panel } };
  const { applied } = state.graduation;
  if (applied === undefined) return state;
  return { ...state, graduation: { ...state.graduation, applied: { ...applied, panel } } };
}

/** An exit file that was opened during the pause waits from here. */
function resumed(
  state: ActiveCase,
  data: Extract<ActiveEvent, { type: 'CaseResumed' }>['data'],
): ActiveCase {
  const { pausedDays, clocks, resumedOn } = data;
  const { exit } = state;
  return onward(
    {
      ...{ ...state, clocks, pause: undefined },
      pausedDays: state.pausedDays + pausedDays,
      exit: exit && { ...exit, waitsFrom: resumedOn },
    },
    resumedOn,
  );
}

function refused(state: ActiveCase, on: Day): ActiveCase {
  const { partyWork, graduation } = state;
  const gates = new Set([...partyWork].filter((gate) => gate !== 'graduation'));
  const now = { ...graduation, applied: undefined, refused: true };
  return onward({ ...state, graduation: now, partyWork: gates }, on);
}

export function ended({ identity, missed, lastOn }: ActiveCase, how: Ended['how'], on: Day): Ended {
  return { stage: 'ended', identity, how, on, lastOn: on < lastOn ? lastOn : on, missed };
}
