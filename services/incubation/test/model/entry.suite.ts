import { eventId } from '@fuhua/testing';
import type { CaseCommand } from '../../src/case/case.decider.ts';
import { afterWorkingDays, placeOf } from './days.suite.ts';
import { entryRules, gapsOf, outcomeOf, panelPasses, preReviewerOf } from './eligibility.suite.ts';
import { knownOn } from './facts.suite.ts';
import {
  decided,
  events,
  hundredthsOf,
  notKnown,
  refusedFor,
  unlessAny,
  type Of,
  type PanelSaid,
  type Predicted,
  type Sheet,
  type Why,
} from './record.suite.ts';

/** From the application to the decision, as 5.2 and definitions 11 and 12 have it. */

/** R-JUR-01 for a base of a township: the bureau of the first six digits; the city's, above it, reviews. */
export function incompetent(command: CaseCommand, digits = 6): Why | false {
  if (!('acting' in command)) return false;
  const { acting, base } = command;
  const isIts = acting.division === base.location.slice(0, digits);
  return isIts && acting.kind === 'civil-affairs' ? false : 'competence';
}

/** Definition 1. */
export function outOfOrder(command: { on: string; today: string }, last: number): Why | false {
  return (command.on > command.today || placeOf(command.on) < last) && 'order';
}

export function apply(sheet: Sheet, command: Of<'ApplyEntry'>): Predicted {
  const on = placeOf(command.on);
  const { identity, outsideTargetReason: outsideReason } = command;
  const asked = { identity, outsideReason, known: knownOn(command.facts, on), on };
  return unlessAny(
    [
      sheet.stage !== 'none' && 'stage',
      outOfOrder(command, 0),
      command.on < '2023-10-11' && 'rule',
    ],
    () => {
      const rules = entryRules(asked);
      const outcome = outcomeOf(rules);
      sheet.stage = 'applied';
      sheet.identity = identity;
      sheet.outsideReason = outsideReason;
      sheet.last = on;
      sheet.preReviewer = preReviewerOf(asked);
      sheet.unknowns = gapsOf(rules);
      sheet.completenessBy = afterWorkingDays(on, 5);
      if (outcome !== 'refused') return decided(outcome, 'EntryApplied');
      rejected(sheet, on);
      return decided(outcome, 'EntryApplied', 'EntryRejected');
    },
  );
}

function rejected(sheet: Sheet, on: number): void {
  sheet.stage = 'ended';
  sheet.how = 'rejected';
  sheet.last = on;
  sheet.notify = { decidedOn: on, by: afterWorkingDays(on, 5) };
}

export function notifyGaps(sheet: Sheet, command: Of<'NotifyGaps'>): Predicted {
  return unlessAny(
    [incompetent(command), sheet.stage !== 'applied' && 'stage', outOfOrder(command, sheet.last)],
    () => {
      sheet.stage = 'gaps';
      sheet.last = placeOf(command.on);
      sheet.gaps = [...command.gaps.map(({ code }) => code), ...sheet.unknowns];
      sheet.open = new Set(sheet.gaps);
      sheet.completenessBy = undefined;
      return events('EntryGapNotified');
    },
  );
}

export function supplement(sheet: Sheet, command: Of<'SupplementEntry'>): Predicted {
  const on = placeOf(command.on);
  if (sheet.stage !== 'gaps') return refusedFor('stage');
  const isLate = sheet.supplementBy !== undefined && on > sheet.supplementBy;
  const isKnown = command.gaps.every((code) => sheet.gaps.includes(code));
  return unlessAny(
    [outOfOrder(command, sheet.last), isLate && 'limit', !isKnown && 'content'],
    () => {
      for (const code of command.gaps) sheet.open.delete(code);
      sheet.last = on;
      sheet.completenessBy = sheet.open.size === 0 ? afterWorkingDays(on, 5) : undefined;
      return events('EntrySupplemented');
    },
  );
}

export function accept(sheet: Sheet, command: Of<'AcceptEntry'>): Predicted {
  const on = placeOf(command.on);
  const isBefore = sheet.stage === 'applied' || sheet.stage === 'gaps';
  const isOpen = sheet.stage === 'gaps' && sheet.open.size > 0;
  return unlessAny(
    [incompetent(command), !isBefore && 'stage', outOfOrder(command, sheet.last), isOpen && 'step'],
    () => {
      sheet.stage = 'accepted';
      sheet.last = on;
      sheet.acceptedOn = on;
      sheet.preReviewBy = afterWorkingDays(on, 5);
      sheet.decideBy = afterWorkingDays(on, 20);
      return events('EntryAccepted');
    },
  );
}

export function lapse(sheet: Sheet, command: Of<'LapseEntry'>): Predicted {
  const on = placeOf(command.on);
  const { stage } = sheet;
  if (stage !== 'gaps' && stage !== 'agreeing') return refusedFor(incompetent(command), 'stage');
  const limit = stage === 'gaps' ? sheet.supplementBy : sheet.agreementBy;
  const isStrange = command.open.some((code) => !sheet.gaps.includes(code));
  const isNothing = sheet.open.size + command.open.length === 0;
  return unlessAny(
    [
      incompetent(command),
      outOfOrder(command, sheet.last),
      limit === undefined && 'step',
      limit !== undefined && on <= limit && 'limit',
      stage === 'gaps' && isStrange && 'content',
      stage === 'gaps' && isNothing && 'step',
    ],
    () => {
      ended(sheet, 'lapsed', on);
      return events('EntryLapsed');
    },
  );
}

/** Every end gives back what the guards gave (definition 12). */
export function ended(sheet: Sheet, how: NonNullable<Sheet['how']>, on: number): void {
  sheet.stage = 'ended';
  sheet.how = how;
  sheet.last = Math.max(on, sheet.last);
  sheet.notify = undefined;
  sheet.incubation = undefined;
  sheet.residency = false;
  sheet.place = how === 'early-exit' && sheet.place;
}

export function preReview(sheet: Sheet, command: Of<'PreReviewEntry'>): Predicted {
  const on = placeOf(command.on);
  const reviewer = 'acting' in command ? 'authority' : 'operator';
  const isItsTurn =
    reviewer === sheet.preReviewer || (reviewer === 'authority' && on > sheet.preReviewBy);
  if (sheet.stage !== 'accepted') return refusedFor(incompetent(command), 'stage');
  return unlessAny(
    [
      incompetent(command),
      outOfOrder(command, sheet.last),
      !isItsTurn && 'persons',
      sheet.preReviewed && 'step',
    ],
    () => {
      sheet.preReviewed = true;
      sheet.last = on;
      return events('EntryPreReviewed');
    },
  );
}

export function requestPanel(sheet: Sheet, command: Of<'RequestPanel'>): Predicted {
  const isNext = sheet.preReviewed && sheet.panel === undefined;
  if (sheet.stage !== 'accepted') return refusedFor(incompetent(command), 'stage');
  return unlessAny(
    [incompetent(command), outOfOrder(command, sheet.last), !isNext && 'step'],
    () => {
      sheet.panel = { request: command.request };
      sheet.last = placeOf(command.on);
      return events('EvaluationRequested');
    },
  );
}

export function saidBy(command: Of<'ReceiveEvaluation'>): PanelSaid {
  return {
    mean: hundredthsOf(command.mean),
    dimensions: command.dimensions.map(({ code, mean, max }) => ({
      ...{ code, mean: hundredthsOf(mean), max: hundredthsOf(max) },
    })),
    raters: command.raters,
    outside: command.outsideRaters,
  };
}

export function extendDecision(sheet: Sheet, command: Of<'ExtendDecision'>): Predicted {
  const on = placeOf(command.on);
  if (sheet.stage !== 'accepted') return refusedFor(incompetent(command), 'stage');
  return unlessAny(
    [
      incompetent(command),
      outOfOrder(command, sheet.last),
      sheet.extended && 'step',
      on > sheet.decideBy && 'limit',
    ],
    () => {
      sheet.extended = true;
      sheet.decideBy = afterWorkingDays(sheet.acceptedOn, 30);
      sheet.last = on;
      return events('EntryDecisionExtended');
    },
  );
}

export function decideEntry(sheet: Sheet, command: Of<'DecideEntry'>): Predicted {
  const on = placeOf(command.on);
  const { identity, panel } = sheet;
  if (sheet.stage !== 'accepted' || identity === undefined) {
    return refusedFor(incompetent(command), 'stage');
  }
  return unlessAny(
    [
      incompetent(command),
      outOfOrder(command, sheet.last),
      (!sheet.preReviewed || panel?.said === undefined) && 'step',
      !sheet.partyWork.has('entry') && 'party-work',
    ],
    () => {
      const { outsideReason } = sheet;
      const asked = { identity, outsideReason, known: knownOn(command.facts, on), on };
      const rules = { ...entryRules(asked), 'R-REV-03': panelPasses(panel!.said!) };
      const outcome = outcomeOf(rules);
      if (outcome === 'insufficient-evidence') return notKnown;
      if (outcome === 'refused') {
        rejected(sheet, on);
        return decided(outcome, 'EntryRejected');
      }
      sheet.stage = 'sought';
      sheet.sought = eventId(sheet.events);
      sheet.soughtOn = on;
      sheet.last = on;
      sheet.notify = { decidedOn: on, by: afterWorkingDays(on, 5) };
      return decided(outcome, 'EntryApprovalSought');
    },
  );
}
