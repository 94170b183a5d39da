import type { Day, Origin } from '@fuhua/kernel';
import type { Open, TodoRow } from '@fuhua/platform/views';
import { changesBy as boardChangesBy } from './board-changes.view.ts';
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
} from './case.events.ts';
import {
  clockKinds,
  documentKinds,
  otherNotices,
  otherTodos,
  servedKind,
} from './todo-kinds.view.ts';

/** What an event opens and closes in a case's items. */

export interface Changes {
  readonly opens?: readonly Open[];
  /** Of what is to be done; what is to be read stays. */
  readonly closes?: readonly string[] | 'all';
}

type Told<E extends CaseEvent> = E & { readonly origin: Origin };

export function changesBy(event: Told<CaseEvent>, rows: readonly TodoRow[]): Changes {
  const clocks = clockChanges(event, rows);
  const others = otherChanges(event, rows);
  // A clock that an event both moves and opens is one item.
  const opens = new Map(
    [...(clocks.opens ?? []), ...(others.opens ?? [])].map((open) => [open.item, open]),
  );
  const [one = [], other = []] = [clocks.closes, others.closes];
  const closes = one === 'all' || other === 'all' ? 'all' : [...one, ...other];
  return { opens: [...opens.values()], closes };
}

/** As on the board. Objections have a clock each; they are told below. */
function clockChanges(event: CaseEvent, rows: readonly TodoRow[]): Changes {
  if (event.type === 'CaseClockMissed') return {};
  const { starts = [], moves = [], stops = [] } = boardChangesBy(event);
  const moved = moves.filter(({ clock }) => rows.some(({ item }) => item === clock));
  const opens = [...starts, ...moved].flatMap(({ clock, due }) => clockItem(event, clock, due));
  return { opens, closes: stops };
}

function clockItem(event: CaseEvent, clock: string, dueOn: Day): readonly Open[] {
  const kind = clock.startsWith('follow-up-') ? 'follow-up' : clock;
  if (!isClockKind(kind)) return [];
  const isAuthoritys = event.type === 'EntryAccepted' && event.data.preReviewer === 'authority';
  const assignee = kind === 'pre-review' && isAuthoritys ? 'authority' : clockKinds[kind].assignee;
  return [{ item: clock, kind, assignee, dueOn }];
}

const isClockKind = (kind: string): kind is keyof typeof clockKinds => kind in clockKinds;

function otherChanges(event: Told<CaseEvent>, rows: readonly TodoRow[]): Changes {
  if (isCommonEvent(event)) return commonChanges(event);
  if (isEntryEvent(event)) return entryChanges(event);
  if (isActiveEvent(event)) return activeChanges(event, rows);
  if (isExitEvent(event)) return exitChanges(event);
  return {};
}

type OtherKind = keyof typeof otherTodos | keyof typeof otherNotices;
const others = { ...otherTodos, ...otherNotices };

function opening(kind: OtherKind, more: Partial<Pick<Open, 'item' | 'dueOn'>> = {}): Open {
  return { item: kind, kind, assignee: others[kind].assignee, ...more };
}

function commonChanges({ type, data, origin }: Told<CommonEvent>): Changes {
  switch (type) {
    case 'DocumentServed': {
      const kind = servedKind(data.kind);
      const { assignee } = documentKinds[data.kind];
      const paper = { item: `${kind}:${origin.id}`, kind, assignee };
      return { opens: [paper], closes: data.kind === 'gap-notice' ? ['gap-notice'] : [] };
    }
    case 'PartyWorkReviewed':
    case 'CaseClockMissed':
    case 'ClockDayCorrected':
    case 'EvaluationRequested':
    case 'EvaluationReceived':
      return {};
  }
}

function entryChanges({ type, data, origin: { id } }: Told<EntryEvent>): Changes {
  switch (type) {
    case 'EntryGapNotified':
      return { opens: [opening('gap-notice')] };
    case 'EntryLapsed':
      return { opens: [opening('lapsed')] };
    case 'EntryApproved':
      return { opens: [opening('notice-posting')] };
    case 'PublicNoticePosted':
      return { opens: [opening('public-notice')], closes: ['notice-posting'] };
    case 'NoticeObjectionFiled': {
      const item = `objection-answer:${id}`;
      return { opens: [opening('objection-answer', { item, dueOn: data.answerBy.due })] };
    }
    case 'NoticeObjectionAnswered':
      return { closes: [`objection-answer:${data.objection}`] };
    case 'EntryApprovalWithdrawn':
      return { opens: [opening('withdrawn')] };
    case 'AgreementSigned':
      return { opens: [opening('plan-draft', { dueOn: data.planBy.due })] };
    case 'EntryApplied':
    case 'EntrySupplemented':
    case 'EntryAccepted':
    case 'EntryRejected':
    case 'EntryPreReviewed':
    case 'EntryDecisionExtended':
    case 'EntryApprovalSought':
    case 'EntryAdmissionRefused':
    case 'PublicNoticeEnded':
    case 'IncubationStarted':
      return {};
  }
}

function activeChanges(
  { type, data, origin: { id } }: Told<ActiveEvent>,
  rows: readonly TodoRow[],
): Changes {
  switch (type) {
    case 'MidtermEvaluated':
      return { opens: [opening('midterm-result', { item: `midterm-result:${id}` })] };
    case 'ExtensionApplied': {
      const dueOn = rows.find(({ item }) => item === 'term')?.dueOn;
      return { opens: [opening('extension-decision', { dueOn })] };
    }
    case 'ExtensionGranted': {
      const { assignee } = clockKinds.term;
      const term: Open = { item: 'term', kind: 'term', assignee, dueOn: data.clocks.end };
      return { opens: [term], closes: ['extension-decision'] };
    }
    case 'ExtensionRefused':
      return { closes: ['extension-decision'] };
    case 'GraduationReminded': {
      const item = `graduation-window:${String(data.daysLeft)}:${data.end}`;
      return { opens: [opening('graduation-window', { item })] };
    }
    case 'GraduationApplied':
      return { closes: ['term'] };
    case 'CasePaused':
    case 'PauseRefused':
    case 'CaseResumed':
    case 'GraduationApplicationRefused':
    case 'GraduationApproved':
    case 'GraduationRefused':
    case 'EndedWithoutGraduation':
    case 'VoluntaryExitRecorded':
    case 'RegistrationStepRecorded':
      return {};
  }
}

function exitChanges({ type, data }: Told<ExitEvent>): Changes {
  switch (type) {
    case 'HearingRequested':
      return { opens: [opening('hearing')] };
    case 'HearingHeld':
    case 'EarlyExitDecided':
    case 'MilderMeasureDecided':
    case 'EarlyExitRescinded':
      return { closes: ['hearing'] };
    case 'ExitDecisionServed':
      return { opens: [opening('review-request', { dueOn: data.reviewAskBy.due })] };
    case 'SupportSuspended':
    case 'SupportResumed':
    case 'ExitCureOrdered':
    case 'ExitCured':
    case 'EarlyExitNotified':
    case 'EarlyExitNoticeRefused':
    case 'DefenceSubmitted':
    case 'HearingNotified':
    case 'EarlyExitProposed':
    case 'ExitProposalRefused':
    case 'ReviewRequested':
    case 'ReviewDecided':
    case 'EarlyExitBecameFinal':
    case 'HandoverCompleted':
      return {};
  }
}
