import type { PublicCaseEvent, Publish } from '@fuhua/contracts';
import type { ActiveEvent } from './active.events.ts';
import {
  isActiveEvent,
  isCommonEvent,
  isEntryEvent,
  isExitEvent,
  type CaseEvent,
  type CommonEvent,
  type EntryEvent,
  type ExitEvent,
  type FollowUpEvent,
} from './case.events.ts';

type Published = PublicCaseEvent | 'private';

/**
 * Others learn who was taken in where and when, the gates of the term, and how it ended; evaluation, which panel is asked
 * for. Reasons, files, papers, decisions with their facts, defences and objections stay here.
 */
export const publishCase: Publish<CaseEvent, PublicCaseEvent> = (event) => {
  if (isCommonEvent(event)) return publishCommon(event);
  if (isEntryEvent(event)) return publishEntry(event);
  if (isActiveEvent(event)) return publishActive(event);
  return isExitEvent(event) ? publishExit(event) : publishFollowUp(event);
};

function publishCommon({ type, data }: CommonEvent): Published {
  switch (type) {
    case 'EvaluationRequested':
      return { type, data };
    case 'CaseClockMissed':
      return { type, data: { ...aboutOf(data), clock: data.clock, due: data.due } };
    case 'DocumentServed':
    case 'PartyWorkReviewed':
    case 'ClockDayCorrected':
    case 'EvaluationReceived':
      return 'private';
  }
}

function publishEntry({ type, data }: EntryEvent): Published {
  const about = aboutOf(data);
  switch (type) {
    case 'EntryApplied': {
      const { applicantKind, incubationStage, division, mode, appliedOn: on } = data;
      return { type, data: { ...about, applicantKind, incubationStage, division, mode, on } };
    }
    case 'EntryAccepted':
      return { type, data: { ...about, on: data.acceptedOn } };
    case 'EntryLapsed':
      return { type, data: { ...about, because: data.because, on: data.on } };
    case 'EntryRejected':
      return { type, data: { ...about, automatic: data.automatic, on: data.rejectedOn } };
    case 'EntryApprovalSought': {
      const { mode, soughtOn: on, running } = data;
      if (running === undefined) return { type, data: { ...about, mode, on } };
      const { applicantKind, incubationStage, division, appliedOn, term } = running;
      const known = { applicantKind, incubationStage, division, appliedOn, term };
      return { type, data: { ...about, mode, on, running: known } };
    }
    case 'EntryApproved':
      return { type, data: { ...about, on: data.approvedOn } };
    case 'PublicNoticePosted': {
      const { postedOn: on, endsBy, url } = data;
      return { type, data: { ...about, on, endsOn: endsBy.due, url } };
    }
    case 'EntryApprovalWithdrawn':
      return { type, data: { ...about, on: data.on } };
    case 'AgreementSigned':
      return { type, data: { ...about, on: data.signedOn } };
    case 'IncubationStarted': {
      const { startedOn: on, term, clocks } = data;
      const moved = clocks.end !== term.end && { end: clocks.end };
      return { type, data: { ...about, on, term, ...moved } };
    }
    case 'EntryGapNotified':
    case 'EntrySupplemented':
    case 'EntryPreReviewed':
    case 'EntryDecisionExtended':
    case 'EntryAdmissionRefused':
    case 'NoticeObjectionFiled':
    case 'NoticeObjectionAnswered':
    case 'PublicNoticeEnded':
      return 'private';
  }
}

function publishActive({ type, data }: ActiveEvent): Published {
  const about = aboutOf(data);
  switch (type) {
    case 'MidtermEvaluated': {
      const { band, score, evaluatedOn: on } = data;
      return { type, data: { ...about, band, score, on } };
    }
    case 'CasePaused':
      return { type, data: { ...about, from: data.from, until: data.until } };
    case 'CaseResumed':
      return { type, data: { ...about, on: data.resumedOn, end: data.clocks.end } };
    case 'ExtensionGranted': {
      const { months, grantedOn: on, clocks } = data;
      return { type, data: { ...about, months, on, end: clocks.end } };
    }
    case 'EndedWithoutGraduation':
    case 'VoluntaryExitRecorded':
      return { type, data: { ...about, on: data.on } };
    case 'PauseRefused':
    case 'ExtensionApplied':
    case 'ExtensionRefused':
    case 'GraduationReminded':
    case 'GraduationApplied':
    case 'GraduationApplicationRefused':
    case 'GraduationApproved':
    case 'GraduationRefused':
    case 'RegistrationStepRecorded':
      return 'private';
  }
}

function publishFollowUp({ type, data }: FollowUpEvent): Published {
  const about = aboutOf(data);
  switch (type) {
    case 'Graduated':
      return { type, data: { ...about, band: data.band, on: data.graduatedOn } };
    case 'FollowUpChecked': {
      const { month, active, checkedOn: on } = data;
      return { type, data: { ...about, month, active, on } };
    }
  }
}

function publishExit({ type, data }: ExitEvent): Published {
  const about = aboutOf(data);
  switch (type) {
    case 'EarlyExitNotified':
      return { type, data: { ...about, ground: data.ground, on: data.servedOn } };
    case 'EarlyExitDecided':
      return { type, data: { ...about, notice: data.notice, on: data.decidedOn } };
    case 'EarlyExitRescinded':
      return { type, data: { ...about, notice: data.notice, on: data.on } };
    case 'EarlyExitBecameFinal': {
      const { notice, finalOn: on, barredUntil } = data;
      return { type, data: { ...about, notice, on, barredUntil } };
    }
    case 'HandoverCompleted':
      return { type, data: { ...about, on: data.completedOn } };
    case 'SupportSuspended':
    case 'SupportResumed':
    case 'ExitCureOrdered':
    case 'ExitCured':
    case 'EarlyExitNoticeRefused':
    case 'DefenceSubmitted':
    case 'HearingRequested':
    case 'HearingNotified':
    case 'HearingHeld':
    case 'EarlyExitProposed':
    case 'ExitDecisionServed':
    case 'ExitProposalRefused':
    case 'MilderMeasureDecided':
    case 'ReviewRequested':
    case 'ReviewDecided':
      return 'private';
  }
}

type Subject = Pick<EntryEvent['data'], 'case' | 'base' | 'applicant'>;

function aboutOf({ case: id, base, applicant }: Subject): Subject {
  return { case: id, base, applicant };
}
