import type { Day } from '@fuhua/kernel';
import type { CaseBoardRow, Running } from './case-board.view.ts';
import {
  isActiveEvent,
  isCommonEvent,
  isEntryEvent,
  isExitEvent,
  type ActiveEvent,
  type CaseEvent,
  type CommonEvent,
  type EntryEvent,
  type ExitEvent,
  type TermClocks,
} from './case.events.ts';

/** What an event changes in a case's row: what stands in it, and which clocks it starts and stops. */

export type Changes = Partial<
  Pick<
    CaseBoardRow,
    'stage' | 'how' | 'approvedOn' | 'startedOn' | 'termEnd' | 'exitOpen' | 'endedOn'
  >
> & {
  readonly starts?: readonly Running[];
  /** Those that run are due anew; others are left alone. */
  readonly moves?: readonly Running[];
  /** By name, or every one that runs. */
  readonly stops?: readonly string[] | 'all';
};

export function changesBy(event: CaseEvent): Changes {
  if (isCommonEvent(event)) return commonChanges(event);
  if (isEntryEvent(event)) return entryChanges(event);
  if (isActiveEvent(event)) return activeChanges(event);
  if (isExitEvent(event)) return exitChanges(event);
  if (event.type === 'FollowUpChecked') return { stops: [followUp(event.data.month)] };
  const starts = event.data.checks.map(({ month, by }) => running(followUp(month), by.due));
  return { stage: 'graduated', endedOn: event.data.graduatedOn, stops: 'all', starts };
}

function commonChanges({ type, data }: CommonEvent): Changes {
  switch (type) {
    case 'DocumentServed': {
      const { starts, kind } = data;
      const stops = kind === 'entry-decision' ? ['notification'] : [];
      return { stops, ...(starts && { starts: [running(starts.clock, starts.due.due)] }) };
    }
    case 'CaseClockMissed':
      return { stops: [data.clock] };
    case 'ClockDayCorrected':
      return { starts: data.clocks.map(({ clock, due: { due } }) => running(clock, due)) };
    case 'PartyWorkReviewed':
    case 'EvaluationRequested':
    case 'EvaluationReceived':
      return {};
  }
}

function entryChanges({ type, data }: EntryEvent): Changes {
  switch (type) {
    case 'EntryApplied':
      return { starts: [running('completeness', data.completenessBy.due)] };
    case 'EntryGapNotified':
      return { stage: 'gaps', stops: 'all' };
    case 'EntrySupplemented': {
      const { completenessBy } = data;
      if (completenessBy === undefined) return {};
      return { stops: ['supplement'], starts: [running('completeness', completenessBy.due)] };
    }
    case 'EntryAccepted': {
      const { preReviewBy, decideBy } = data;
      const starts = [running('pre-review', preReviewBy.due), running('decision', decideBy.due)];
      return { stage: 'accepted', stops: 'all', starts };
    }
    case 'EntryLapsed':
      return ended('lapsed', data.on);
    case 'EntryRejected': {
      const starts = [running('notification', data.notifyBy.due)];
      return { ...ended('rejected', data.rejectedOn), starts };
    }
    case 'EntryPreReviewed':
      return { stops: ['pre-review'] };
    case 'EntryDecisionExtended':
      return { starts: [running('decision', data.decideBy.due)] };
    case 'EntryApprovalSought': {
      const { notifyBy } = data;
      const starts = notifyBy === undefined ? [] : [running('notification', notifyBy.due)];
      return { stage: 'sought', starts };
    }
    case 'EntryAdmissionRefused':
      return { stage: 'accepted', stops: ['notification'] };
    case 'EntryApproved':
      return { stage: 'approved', approvedOn: data.approvedOn, stops: ['decision'] };
    case 'PublicNoticePosted':
      return { stage: 'noticed', starts: [running('notice', data.endsBy.due)] };
    case 'NoticeObjectionFiled':
      return { starts: [running('objection-answer', data.answerBy.due)] };
    case 'NoticeObjectionAnswered':
      return { stops: ['objection-answer'] };
    case 'EntryApprovalWithdrawn':
      return ended('withdrawn', data.on);
    case 'PublicNoticeEnded':
      return {
        ...{ stage: 'agreeing', stops: ['notice'] },
        starts: [running('agreement', data.agreementBy.due)],
      };
    case 'AgreementSigned':
      return {
        ...{ stage: 'planning', stops: ['agreement'] },
        starts: [running('plan', data.planBy.due)],
      };
    case 'IncubationStarted':
      return {
        ...{ stage: 'active', startedOn: data.startedOn, termEnd: data.clocks.end },
        ...{ stops: 'all', starts: startsOf(data) },
      };
  }
}

function activeChanges({ type, data }: ActiveEvent): Changes {
  switch (type) {
    case 'MidtermEvaluated':
      return {
        ...{ termEnd: data.clocks.end, stops: ['midterm', 'midterm-again'] },
        starts: clocksOf(data.clocks).filter(({ clock }) => clock === 'midterm-again'),
      };
    case 'CaseResumed':
    case 'ExtensionGranted':
      return movedTo(data.clocks);
    case 'GraduationApplied':
      return { starts: [running('graduation-decision', data.decideBy.due)] };
    case 'GraduationApproved':
    case 'GraduationRefused':
      return { stops: ['graduation-decision'] };
    case 'EndedWithoutGraduation':
      return ended('without-graduation', data.on);
    case 'VoluntaryExitRecorded':
      return ended('voluntary', data.on);
    case 'CasePaused':
    case 'PauseRefused':
    case 'ExtensionApplied':
    case 'ExtensionRefused':
    case 'GraduationReminded':
    case 'GraduationApplicationRefused':
    case 'RegistrationStepRecorded':
      return {};
  }
}

function exitChanges({ type, data }: ExitEvent): Changes {
  switch (type) {
    case 'ExitCureOrdered':
      return { starts: [running('cure', data.cureBy.due)] };
    case 'ExitCured':
      return { stops: ['cure'] };
    case 'EarlyExitNotified': {
      const { defenceBy, decideBy } = data;
      const starts = [running('defence', defenceBy.due), running('exit-decision', decideBy.due)];
      return { exitOpen: true, stops: ['cure'], starts };
    }
    case 'DefenceSubmitted':
      return { stops: ['defence'] };
    case 'EarlyExitDecided': {
      const starts = [running('exit-service', data.serveBy.due)];
      return { stops: ['defence', 'exit-decision'], starts };
    }
    case 'ExitDecisionServed':
      return { stops: ['exit-service'] };
    case 'MilderMeasureDecided':
    case 'EarlyExitRescinded':
      return {
        ...{ exitOpen: false, ...movedTo(data.clocks) },
        stops: ['defence', 'exit-decision', 'exit-service', 'review-request', 'review-decision'],
      };
    case 'ReviewRequested':
      return {
        stops: ['review-request'],
        starts: [running('review-decision', data.decideBy.due)],
      };
    case 'ReviewDecided':
      return { stops: ['review-decision'] };
    case 'EarlyExitBecameFinal':
      return {
        ...{ ...ended('early-exit', data.finalOn), exitOpen: false },
        starts: [running('handover', data.handoverBy.due)],
      };
    case 'HandoverCompleted':
      return { stops: ['handover'] };
    case 'SupportSuspended':
    case 'SupportResumed':
    case 'EarlyExitNoticeRefused':
    case 'HearingRequested':
    case 'HearingNotified':
    case 'HearingHeld':
    case 'EarlyExitProposed':
    case 'ExitProposalRefused':
      return {};
  }
}

function ended(how: NonNullable<CaseBoardRow['how']>, endedOn: Day): Changes {
  return { stage: 'ended', how, endedOn, stops: 'all' };
}

function clocksOf({ end, midterm, midtermAgainBy, nameBy }: TermClocks): readonly Running[] {
  return [
    ...[running('term', end), running('midterm', midterm.until)],
    ...(midtermAgainBy ? [running('midterm-again', midtermAgainBy.due)] : []),
    ...(nameBy ? [running('name', nameBy.due)] : []),
  ];
}

/** Where a midterm was held before this system, only its second chance may run. */
function startsOf({ clocks, soFar }: Of<'IncubationStarted'>): readonly Running[] {
  const starts = clocksOf(clocks);
  return soFar?.midterm === undefined ? starts : starts.filter(({ clock }) => clock !== 'midterm');
}

type Of<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>['data'];

/** After a pause, an extension, or the end of an exit file. */
function movedTo(clocks: TermClocks): Changes {
  return { termEnd: clocks.end, moves: clocksOf(clocks) };
}

function followUp(month: number): string {
  return `follow-up-${String(month)}`;
}

function running(clock: string, due: Day): Running {
  return { clock, due };
}
