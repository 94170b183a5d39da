import type { Day } from '@fuhua/kernel';
import { dueAfterWorkingDays, type Due } from '@fuhua/rules';
import type { ActiveCase, GraduatedCase } from './active-state.decider.ts';
import type { Case, EntryCase } from './case-state.decider.ts';
import { clockDayCorrected, documentServed, partyWorkReviewed } from './common.events.ts';
import {
  type EntryDecided,
  identityOf,
  notInStage,
  record,
  reviewClocks,
} from './entry-record.decider.ts';
import { receiveEvaluation, type ReceiveEvaluation } from './entry-review.decider.ts';
import type { Gate, RunningClock, ServedDocument } from './entry.events.ts';
import { competence, inOrder, subjectIn, type Act } from './record.decider.ts';

/** Papers, Party work and corrected days, before the start and after a rejection. */

/** `on` is the day of service. */
export type ServeDocument = Act & {
  type: 'ServeDocument';
  document: Omit<ServedDocument, 'servedOn'>;
};

export type ReviewPartyWork = Act & {
  type: 'ReviewPartyWork';
  gate: Gate;
  findings: string;
  evidence: string[];
};

/** Definition 25: the day on which the clocks of the stage run was recorded wrongly. */
export type CorrectClockDay = Act & {
  type: 'CorrectClockDay';
  day: Day;
  reason: string;
  evidence: string[];
};

export type CommonCommand = ServeDocument | ReviewPartyWork | CorrectClockDay;

/** Where no incubation runs: before the start, or after the end. */
export type NotRunning = Exclude<Case, ActiveCase | GraduatedCase>;

/** What more than one part of the slice may have to answer. */
export type SharedCommand = CommonCommand | ReceiveEvaluation;

export function decideShared(command: SharedCommand, state: NotRunning): EntryDecided {
  switch (command.type) {
    case 'ServeDocument':
      return serve(command, state);
    case 'ReviewPartyWork':
      return reviewPartyWork(command, state);
    case 'CorrectClockDay':
      return correctClockDay(command, state);
    case 'ReceiveEvaluation':
      return receiveEvaluation(command, state);
  }
}

/** The gap notice starts the limit to supplement; the notification starts nothing. */
function serve(command: ServeDocument, state: NotRunning): EntryDecided {
  if (state.stage === 'none') return record([], notInStage(state));
  const { document, on: servedOn, calendar } = command;
  const identity = identityOf(state);
  const { kind } = document;
  const served = { ...subjectIn(identity), ...document, servedOn };
  const incompetent = competence(command, 'entry');
  if (kind === 'gap-notice' && state.stage === 'gaps' && state.supplementBy === undefined) {
    const { supplementWorkingDays } = reviewClocks(command, identity);
    const due = dueAfterWorkingDays(servedOn, supplementWorkingDays, calendar);
    return record(
      [documentServed({ ...served, starts: { clock: 'supplement', due } })],
      incompetent,
      inOrder(command, state.entry.lastOn),
    );
  }
  const notify = state.stage === 'ended' ? state.notify : state.entry.notify;
  if (kind !== 'entry-decision' || notify === undefined || state.stage === 'sought') {
    const { stage } = state;
    return record([], incompetent ?? { code: 'incubation.document-not-expected', kind, stage });
  }
  return record([documentServed(served)], incompetent, inOrder(command, notify.decidedOn));
}

/** Before the decision, and before the start. */
function reviewPartyWork(command: ReviewPartyWork, state: NotRunning): EntryDecided {
  const incompetent = competence(command, 'entry');
  if (state.stage !== 'accepted' && state.stage !== 'planning') {
    return record([], incompetent ?? notInStage(state));
  }
  const { gate, findings, evidence, on: reviewedOn } = command;
  const { identity, lastOn } = state.entry;
  const isItsGate = gate === (state.stage === 'accepted' ? 'entry' : 'plan');
  return record(
    [partyWorkReviewed({ ...subjectIn(identity), gate, findings, evidence, reviewedOn })],
    incompetent,
    isItsGate ? undefined : notInStage(state),
    inOrder(command, lastOn),
  );
}

function correctClockDay(command: CorrectClockDay, state: NotRunning): EntryDecided {
  const incompetent = competence(command, 'entry');
  if (!runsClocks(state)) return record([], incompetent ?? notInStage(state));
  const { day, reason, evidence, today } = command;
  const clocks = clocksFrom(command, state);
  const { identity } = state.entry;
  return record(
    [clockDayCorrected({ ...subjectIn(identity), day, clocks: [...clocks], reason, evidence })],
    incompetent,
    clocks.length === 0 ? notInStage(state) : undefined,
    inOrder({ ...command, on: day, today }, day),
  );
}

type Running = Exclude<EntryCase, { stage: 'sought' | 'approved' }>;

function runsClocks(state: NotRunning): state is Running {
  switch (state.stage) {
    case 'applied':
    case 'gaps':
    case 'accepted':
    case 'noticed':
    case 'agreeing':
    case 'planning':
      return true;
    case 'none':
    case 'sought':
    case 'approved':
    case 'ended':
      return false;
  }
}

/** What runs from the day that the stage counts from. */
function clocksFrom(command: CorrectClockDay, state: Running): readonly RunningClock[] {
  const { day, calendar } = command;
  const clocks = reviewClocks(command, state.entry.identity);
  const after = (from: Day, workingDays: number): Due =>
    dueAfterWorkingDays(from, workingDays, calendar);
  switch (state.stage) {
    case 'applied':
      return [{ clock: 'completeness', due: after(day, clocks.completenessWorkingDays) }];
    case 'gaps':
      if (state.supplementBy === undefined) return [];
      if (state.completenessBy !== undefined) {
        return [{ clock: 'completeness', due: after(day, clocks.completenessWorkingDays) }];
      }
      return [{ clock: 'supplement', due: after(day, clocks.supplementWorkingDays) }];
    case 'accepted': {
      const { extended, preReviewed } = state.review;
      const extension = extended ? clocks.decisionExtensionWorkingDays : 0;
      const decision = after(day, clocks.decisionWorkingDays + extension);
      const preReview = after(day, clocks.preReviewWorkingDays);
      return [
        { clock: 'decision', due: decision },
        ...(preReviewed ? [] : [{ clock: 'pre-review', due: preReview }]),
      ];
    }
    case 'noticed': {
      const notice = after(day, clocks.noticeWorkingDays);
      const agreement = after(notice.due, clocks.agreementWorkingDays);
      return [
        { clock: 'notice', due: notice },
        { clock: 'agreement', due: agreement },
      ];
    }
    case 'agreeing':
      return [{ clock: 'agreement', due: after(day, clocks.agreementWorkingDays) }];
    case 'planning':
      return [{ clock: 'plan', due: after(day, clocks.planWorkingDays) }];
  }
}
