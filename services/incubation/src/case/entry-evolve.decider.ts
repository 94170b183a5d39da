import { dayOf, type Day, type Origin } from '@fuhua/kernel';
import type {
  Applied,
  Case,
  EndedHow,
  Entry,
  EntryCase,
  Notify,
  Review,
} from './case-state.decider.ts';
import { unknownsIn } from './entry-application.decider.ts';
import {
  isApplicationEvent,
  type ApplicationEvent,
  type ApprovalEvent,
  type EntryEvent,
  type Running,
} from './entry.events.ts';
import { startActive } from './active-state.decider.ts';
import { subjectIn } from './record.decider.ts';

/** How the state follows from the events of entry. */

export function evolveEntry(state: Case, event: EntryEvent, origin: Origin): Case {
  return isApplicationEvent(event)
    ? evolveApplication(state, event, origin)
    : evolveApproval(state, event, origin);
}

function evolveApplication(
  state: Case,
  { type, data }: ApplicationEvent,
  { id, occurredAt }: Origin,
): Case {
  switch (type) {
    case 'EntryApplied':
      return applied(data, id);
    case 'EntryGapNotified':
      if (state.stage !== 'applied') return state;
      return {
        ...{ stage: 'gaps', entry: onward(state.entry, data.notifiedOn) },
        ...{ preReviewer: state.preReviewer, gaps: data.gaps },
        open: new Set(data.gaps.map(({ code }) => code)),
      };
    case 'EntrySupplemented': {
      if (state.stage !== 'gaps') return state;
      const { gaps, suppliedOn, completenessBy } = data;
      const open = new Set([...state.open].filter((code) => !gaps.includes(code)));
      return { ...state, entry: onward(state.entry, suppliedOn), open, completenessBy };
    }
    case 'EntryAccepted':
      if (state.stage !== 'applied' && state.stage !== 'gaps') return state;
      return {
        stage: 'accepted',
        entry: onward(state.entry, data.acceptedOn),
        review: reviewFrom(data),
      };
    case 'EntryLapsed':
      return ended(state, 'lapsed', data.on);
    case 'EntryRejected': {
      const { rejectedOn, notifyBy } = data;
      return ended(state, 'rejected', rejectedOn, { decidedOn: rejectedOn, by: notifyBy });
    }
    case 'EntryPreReviewed':
      return reviewed(state, data.reviewedOn, () => ({ preReviewed: true }));
    case 'EntryDecisionExtended': {
      const { decideBy } = data;
      return reviewed(state, dayOf(occurredAt), () => ({ decideBy, extended: true }));
    }
  }
}

type Of<T extends EntryEvent['type']> = Extract<EntryEvent, { type: T }>['data'];

function applied(data: Of<'EntryApplied'>, id: Origin['id']): Applied {
  const { applicantKind, mode, incubationStage: stage, ruleSet, division, operator } = data;
  const known = { applicantKind, mode, stage, ruleSet, division, operator };
  const { appliedOn, outsideTargetReason, completenessBy, preReviewer } = data;
  return {
    stage: 'applied',
    entry: {
      ...{ identity: { ...subjectIn(data), ...known }, applied: id, appliedOn },
      ...{ outsideTargetReason, lastOn: appliedOn, partyWork: new Set(), missed: new Set() },
    },
    preReviewer,
    unknowns: unknownsIn(data.decision.results),
    completenessBy,
  };
}

function reviewFrom(data: Of<'EntryAccepted'>): Review {
  const { acceptedOn, preReviewer, preReviewBy, decideBy } = data;
  return { acceptedOn, preReviewer, preReviewBy, decideBy, preReviewed: false, extended: false };
}

function evolveApproval(state: Case, { type, data }: ApprovalEvent, origin: Origin): Case {
  switch (type) {
    case 'EntryApprovalSought':
      return sought(state, data, origin.id);
    case 'EntryAdmissionRefused': {
      if (state.stage !== 'sought') return state;
      const { entry, was, soughtOn } = state;
      if ('running' in was) return ended(state, 'rejected', soughtOn);
      const notAdmitted = { guard: data.guard, holder: data.holder };
      return {
        ...{ stage: 'accepted', entry: { ...entry, notify: undefined } },
        ...{ review: was.review, notAdmitted },
      };
    }
    case 'EntryApproved':
      if (!hasEntry(state)) return state;
      return { stage: 'approved', entry: state.entry, approvedOn: data.approvedOn };
    case 'PublicNoticePosted': {
      if (state.stage !== 'approved') return state;
      const { postedOn, endsBy, agreementBy } = data;
      const entry = onward(state.entry, postedOn);
      return { stage: 'noticed', entry, postedOn, endsBy, agreementBy, objections: new Map() };
    }
    case 'NoticeObjectionFiled': {
      if (state.stage !== 'noticed') return state;
      const objections = new Map(state.objections).set(origin.id, { answerBy: data.answerBy });
      return { ...state, entry: onward(state.entry, data.filedOn), objections };
    }
    case 'NoticeObjectionAnswered': {
      if (state.stage !== 'noticed') return state;
      const objections = new Map(state.objections);
      objections.delete(data.objection);
      return { ...state, entry: onward(state.entry, data.answeredOn), objections };
    }
    case 'EntryApprovalWithdrawn':
      return ended(state, 'withdrawn', data.on);
    case 'PublicNoticeEnded': {
      if (state.stage !== 'noticed') return state;
      const { endedOn, agreementBy } = data;
      return { stage: 'agreeing', entry: onward(state.entry, endedOn), endedOn, agreementBy };
    }
    case 'AgreementSigned': {
      if (state.stage !== 'agreeing') return state;
      const { signedOn, twoMidtermsBreach, planBy } = data;
      const entry = onward(state.entry, signedOn);
      return { stage: 'planning', entry, signedOn, twoMidtermsBreach, planBy };
    }
    case 'IncubationStarted':
      if (!hasEntry(state)) return state;
      return startActive(state.entry.identity, { type, data }, origin);
  }
}

function sought(state: Case, data: Of<'EntryApprovalSought'>, id: Origin['id']): Case {
  const { running, soughtOn, notifyBy } = data;
  if (running !== undefined) {
    const entry = migratedEntry(data, running, id);
    return { stage: 'sought', entry, sought: id, soughtOn, was: { running } };
  }
  if (state.stage !== 'accepted') return state;
  const notify = notifyBy && { decidedOn: soughtOn, by: notifyBy };
  const entry = { ...onward(state.entry, soughtOn), notify };
  return { stage: 'sought', entry, sought: id, soughtOn, was: { review: state.review } };
}

function migratedEntry(
  data: Of<'EntryApprovalSought'>,
  running: Running,
  applied: Origin['id'],
): Entry {
  const { applicantKind, incubationStage: stage, ruleSet, division, operator } = running;
  const { appliedOn, startedOn: lastOn } = running;
  const known = { applicantKind, mode: data.mode, stage, ruleSet, division, operator };
  return {
    ...{ identity: { ...subjectIn(data), ...known }, applied, appliedOn, lastOn },
    ...{ partyWork: new Set(), missed: new Set() },
  };
}

/** Later than what stands, or as it stands. */
export function onward(entry: Entry, day: Day): Entry {
  return day > entry.lastOn ? { ...entry, lastOn: day } : entry;
}

export function reviewed(state: Case, day: Day, change: (review: Review) => Partial<Review>): Case {
  if (state.stage !== 'accepted') return state;
  const review = { ...state.review, ...change(state.review) };
  return { ...state, entry: onward(state.entry, day), review };
}

export function hasEntry(state: Case): state is EntryCase {
  return 'entry' in state;
}

/** What was missed before does not come again. */
function ended(state: Case, how: EndedHow, on: Day, notify?: Notify): Case {
  if (!hasEntry(state)) return state;
  const { identity, missed } = state.entry;
  return { stage: 'ended', identity, how, on, lastOn: on, missed, notify };
}
