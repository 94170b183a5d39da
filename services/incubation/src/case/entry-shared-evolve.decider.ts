import { dayOf, type Day, type Origin } from '@fuhua/kernel';
import type { Due } from '@fuhua/rules';
import type { Case, Ended, EntryCase } from './case-state.decider.ts';
import type { CommonEvent } from './common.events.ts';
import { missedName } from './entry-deadlines.decider.ts';
import { onward, reviewed } from './entry-evolve.decider.ts';
import type { RunningClock } from './entry.events.ts';

/** How the state before the start, or after an end without one, follows from the events every stage shares. */

export function evolveShared(
  state: EntryCase | Ended,
  { type, data }: CommonEvent,
  { id, occurredAt }: Origin,
): Case {
  switch (type) {
    case 'DocumentServed':
      return served(state, data.kind, data.servedOn, data.starts);
    case 'PartyWorkReviewed': {
      if (state.stage === 'ended') return state;
      const entry = onward(state.entry, data.reviewedOn);
      return { ...state, entry: { ...entry, partyWork: new Set(entry.partyWork).add(data.gate) } };
    }
    case 'CaseClockMissed': {
      const name = missedName(data);
      if (state.stage === 'ended') return { ...state, missed: new Set(state.missed).add(name) };
      const missed = new Set(state.entry.missed).add(name);
      return { ...state, entry: { ...state.entry, missed } };
    }
    case 'ClockDayCorrected':
      if (state.stage === 'ended') return state;
      return corrected({ ...state, entry: onward(state.entry, data.day) }, data.day, data.clocks);
    case 'EvaluationRequested': {
      const { request } = data;
      return reviewed(state, dayOf(occurredAt), () => ({ request }));
    }
    case 'EvaluationReceived': {
      const { mean, dimensions, raters, outsideRaters, concludedOn } = data;
      const conclusion = { received: id, mean, dimensions, raters, outsideRaters, concludedOn };
      return reviewed(state, concludedOn, () => ({ conclusion }));
    }
  }
}

function served(
  state: EntryCase | Ended,
  kind: string,
  servedOn: Day,
  starts: RunningClock | undefined,
): Case {
  if (state.stage === 'gaps' && kind === 'gap-notice') {
    return { ...state, entry: onward(state.entry, servedOn), supplementBy: starts?.due };
  }
  if (kind !== 'entry-decision') return state;
  if (state.stage === 'ended') return { ...state, notify: undefined };
  return { ...state, entry: { ...state.entry, notify: undefined } };
}

/** What happens next is not before the right day either (definition 1). */
function corrected(state: EntryCase, day: Day, clocks: readonly RunningClock[]): Case {
  const due = (clock: string, before: Due): Due =>
    clocks.find((one) => one.clock === clock)?.due ?? before;
  switch (state.stage) {
    case 'applied': {
      const entry = { ...state.entry, appliedOn: day };
      return { ...state, entry, completenessBy: due('completeness', state.completenessBy) };
    }
    case 'gaps':
      if (state.supplementBy === undefined) return state;
      if (state.completenessBy !== undefined) {
        return { ...state, completenessBy: due('completeness', state.completenessBy) };
      }
      return { ...state, supplementBy: due('supplement', state.supplementBy) };
    case 'accepted': {
      const { preReviewBy, decideBy } = state.review;
      const review = {
        ...{ ...state.review, acceptedOn: day, decideBy: due('decision', decideBy) },
        preReviewBy: due('pre-review', preReviewBy),
      };
      return { ...state, review };
    }
    case 'noticed': {
      const endsBy = due('notice', state.endsBy);
      return { ...state, postedOn: day, endsBy, agreementBy: due('agreement', state.agreementBy) };
    }
    case 'agreeing':
      return { ...state, endedOn: day, agreementBy: due('agreement', state.agreementBy) };
    case 'planning':
      return { ...state, signedOn: day, planBy: due('plan', state.planBy) };
    case 'sought':
    case 'approved':
      return state;
  }
}
