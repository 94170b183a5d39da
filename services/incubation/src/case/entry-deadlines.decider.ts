import type { Day, EventId } from '@fuhua/kernel';
import { missedFrom, type Due } from '@fuhua/rules';
import type { Case, Ended, EntryCase, Notify } from './case-state.decider.ts';
import { caseClockMissed, type CommonEvent } from './common.events.ts';
import { endOf } from './entry-approval.decider.ts';
import { entryLapsed, type EntryEvent } from './entry.events.ts';
import { subjectIn, type CaseIdentity, type Open } from './record.decider.ts';

/** What becomes due before the start (R-REV-02). A clock that is missed is recorded; none ever approves. */

type OpenClock = Open<EntryEvent | CommonEvent>;

export function openBeforeStart(state: Case): readonly OpenClock[] {
  switch (state.stage) {
    case 'none':
    case 'active':
    case 'graduated':
      return [];
    case 'applied':
      return notPassed(state, [missed(state, 'completeness', state.completenessBy)]);
    case 'gaps':
      return notPassed(state, gapClocks(state));
    case 'accepted': {
      const { preReviewed, preReviewBy, decideBy } = state.review;
      const preReview = preReviewed ? [] : [missed(state, 'pre-review', preReviewBy)];
      return notPassed(state, [...preReview, missed(state, 'decision', decideBy)]);
    }
    case 'sought':
      return [];
    case 'approved':
      return notPassed(state, notification(state, state.entry.notify));
    case 'noticed':
      return notPassed(state, [...notification(state, state.entry.notify), ...noticeClocks(state)]);
    case 'agreeing':
      return notPassed(state, [
        ...notification(state, state.entry.notify),
        missed(state, 'agreement', state.agreementBy),
      ]);
    case 'planning':
      return notPassed(state, [
        ...notification(state, state.entry.notify),
        missed(state, 'plan', state.planBy),
      ]);
    case 'ended':
      return notPassed(state, notification(state, state.notify));
  }
}

/** With gaps left open the application lapses by itself; supplied, it waits for the authority. */
function gapClocks(state: Extract<EntryCase, { stage: 'gaps' }>): readonly OpenClock[] {
  const { entry, open, supplementBy, completenessBy } = state;
  if (completenessBy !== undefined) return [missed(state, 'completeness', completenessBy)];
  if (supplementBy === undefined) return [];
  const { due } = supplementBy;
  const subject = subjectIn(entry.identity);
  const lapsed = entryLapsed({ ...subject, because: 'gaps-open', open: [...open], on: due });
  return [{ name: `supplement:${due}`, due: missedFrom(supplementBy), events: [lapsed] }];
}

/** The notice ends by itself when nobody objects, or all were answered. */
function noticeClocks(state: Extract<EntryCase, { stage: 'noticed' }>): readonly OpenClock[] {
  const { objections, endsBy } = state;
  if (objections.size === 0) {
    const name = `notice:${endsBy.due}`;
    return [{ name, due: missedFrom(endsBy), events: [endOf(state)] }];
  }
  return [...objections].map(([objection, { answerBy }]) =>
    missed(state, 'objection-answer', answerBy, objection),
  );
}

function notification(state: EntryCase | Ended, notify: Notify | undefined): readonly OpenClock[] {
  return notify === undefined ? [] : [missed(state, 'notification', notify.by)];
}

function missed(state: EntryCase | Ended, clock: string, by: Due, of?: EventId): OpenClock {
  const { due } = by;
  const identity: CaseIdentity = state.stage === 'ended' ? state.identity : state.entry.identity;
  const event = caseClockMissed({ ...subjectIn(identity), clock, due, of });
  return { name: missedName({ clock, due, of }), due: missedFrom(by), events: [event] };
}

/** Each once: what is recorded does not come again. */
function notPassed(state: EntryCase | Ended, clocks: readonly OpenClock[]): readonly OpenClock[] {
  const { missed: passed } = state.stage === 'ended' ? state : state.entry;
  return clocks.filter(({ name }) => !passed.has(name));
}

interface Missed {
  readonly clock: string;
  readonly due: Day;
  /** The event whose own clock it is, where several of a kind may run. */
  readonly of?: EventId | undefined;
}

export function missedName({ clock, due, of }: Missed): string {
  return of === undefined ? `${clock}:${due}` : `${clock}-${of}:${due}`;
}
