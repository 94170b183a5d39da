import type { Origin } from '@fuhua/kernel';
import { activeEvents, type ActiveEvent } from './active.events.ts';
import { correctWhileActive } from './active-correction.decider.ts';
import { openWhileActive } from './active-deadlines.decider.ts';
import { evolveActive, evolveCommon } from './active-evolve.decider.ts';
import {
  applyExtension,
  decideExtension,
  type ApplyExtension,
  type DecideExtension,
} from './active-extension.decider.ts';
import {
  applyGraduation,
  decideGraduation,
  requestGraduationPanel,
  type ApplyGraduation,
  type DecideGraduation,
  type RequestGraduationPanel,
} from './active-graduation.decider.ts';
import {
  leaveVoluntarily,
  recordRegistrationStep,
  reviewPartyWorkOf,
  serveAfterTerm,
  serveWhileActive,
  type LeaveVoluntarily,
  type RecordRegistrationStep,
} from './active-leave.decider.ts';
import {
  evaluateMidterm,
  receiveWhileActive,
  requestMidterm,
  type EvaluateMidterm,
  type RequestMidterm,
} from './active-midterm.decider.ts';
import { pauseCase, resumeCase, type PauseCase, type ResumeCase } from './active-pause.decider.ts';
import type { ActiveDecided, RunningEvent } from './active-record.decider.ts';
import type { ActiveCase, GraduatedCase } from './active-state.decider.ts';
import type { Case, Ended } from './case-state.decider.ts';
import type { SharedCommand } from './entry-common.decider.ts';
import { notInStage } from './entry-record.decider.ts';
import { hasExit } from './exit-defence.decider.ts';
import { openAfterExit } from './exit-deadlines.decider.ts';
import { evolveExit } from './exit-evolve.decider.ts';
import { serveExitDecision } from './exit-review.decider.ts';
import { exitEvents, type ExitEvent } from './exit.events.ts';
import {
  checkFollowUp,
  evolveFollowUp,
  openAfterGraduation,
  type CheckFollowUp,
} from './follow-up.decider.ts';
import { followUpEvents, type FollowUpEvent } from './follow-up.events.ts';
import { record, type Open } from './record.decider.ts';
import { typesOf } from './values.events.ts';

/** From the start to the last follow-up: every command that is not about an early exit. */

export type ActiveCommand =
  | RequestMidterm
  | EvaluateMidterm
  | PauseCase
  | ResumeCase
  | ApplyExtension
  | DecideExtension
  | ApplyGraduation
  | RequestGraduationPanel
  | DecideGraduation
  | LeaveVoluntarily
  | RecordRegistrationStep
  | CheckFollowUp;

export function decideActive(command: ActiveCommand, state: Case): ActiveDecided {
  switch (command.type) {
    case 'RequestMidterm':
      return requestMidterm(command, state);
    case 'EvaluateMidterm':
      return evaluateMidterm(command, state);
    case 'PauseCase':
      return pauseCase(command, state);
    case 'ResumeCase':
      return resumeCase(command, state);
    case 'ApplyExtension':
      return applyExtension(command, state);
    case 'DecideExtension':
      return decideExtension(command, state);
    case 'ApplyGraduation':
      return applyGraduation(command, state);
    case 'RequestGraduationPanel':
      return requestGraduationPanel(command, state);
    case 'DecideGraduation':
      return decideGraduation(command, state);
    case 'LeaveVoluntarily':
      return leaveVoluntarily(command, state);
    case 'RecordRegistrationStep':
      return recordRegistrationStep(command, state);
    case 'CheckFollowUp':
      return checkFollowUp(command, state);
  }
}

/** What every stage shares, since the start. */
export function decideSharedSinceStart(
  command: SharedCommand,
  state: ActiveCase | GraduatedCase | Ended,
): ActiveDecided {
  switch (command.type) {
    case 'ServeDocument':
      if (state.stage !== 'active') return serveAfterTerm(command, state);
      return command.document.kind === 'exit-decision' && hasExit(state)
        ? serveExitDecision(command, state)
        : serveWhileActive(command, state);
    case 'ReviewPartyWork':
      return state.stage === 'active'
        ? reviewPartyWorkOf(command, state)
        : record([], notInStage(state));
    case 'ReceiveEvaluation':
      return state.stage === 'active'
        ? receiveWhileActive(command, state)
        : record([], { code: 'incubation.evaluation-not-asked', request: command.request });
    case 'CorrectClockDay':
      return state.stage === 'active'
        ? correctWhileActive(command, state)
        : record([], notInStage(state));
  }
}

/** What becomes due since the start; nothing of a case that never started. */
export function openSinceStart(state: Case): readonly Open<RunningEvent>[] {
  switch (state.stage) {
    case 'active':
      return openWhileActive(state);
    case 'graduated':
      return openAfterGraduation(state);
    case 'ended':
      return openAfterExit(state);
    case 'none':
    case 'applied':
    case 'gaps':
    case 'accepted':
    case 'sought':
    case 'approved':
    case 'noticed':
    case 'agreeing':
    case 'planning':
      return [];
  }
}

const active = typesOf(activeEvents);
const exit = typesOf(exitEvents);
const followUp = typesOf(followUpEvents);

interface Typed {
  readonly type: string;
}

const isActiveEvent = (event: Typed): event is ActiveEvent => active.has(event.type);
const isExitEvent = (event: Typed): event is ExitEvent => exit.has(event.type);
const isFollowUpEvent = (event: Typed): event is FollowUpEvent => followUp.has(event.type);

/** Whether an event is of no other part of the slice. */
export function isSinceStart(event: Typed): event is ActiveEvent | ExitEvent | FollowUpEvent {
  return isActiveEvent(event) || isExitEvent(event) || isFollowUpEvent(event);
}

/** Where a case stands after one of its events since the start, those included that every stage shares. */
export function evolveSinceStart(state: Case, event: RunningEvent, origin: Origin): Case {
  if (isExitEvent(event)) return evolveExit(state, event, origin);
  if (isFollowUpEvent(event)) return evolveFollowUp(state, event, origin);
  if (isActiveEvent(event)) {
    return state.stage === 'active' ? evolveActive(state, event, origin) : state;
  }
  if (state.stage === 'active') return evolveCommon(state, event, origin);
  if (state.stage !== 'graduated' || event.type !== 'CaseClockMissed') return state;
  const { clock, due } = event.data;
  return { ...state, missed: new Set(state.missed).add(`${clock}:${due}`) };
}
