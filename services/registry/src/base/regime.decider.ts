import {
  ok,
  refuse,
  type Day,
  type Deadline,
  type EventOf,
  type Instant,
  type PersonId,
  type Result,
} from '@fuhua/kernel';
import {
  dueAfterMonths,
  evaluate,
  missedFrom,
  RegimeParams,
  type Due,
  type RuleSet,
} from '@fuhua/rules';
import {
  baseRegimeInputsRecorded,
  baseRegistrationOverdue,
  managementRegimeClassified,
  RegimeConcluded,
  regimeEvidenceMissing,
  regimeManualOutcomeApproved,
  regimeManualOutcomeProposed,
  regimeReviewDue,
  regimeReviewOpened,
  type Regime,
  type RegimeEvent,
  type Source,
} from './base.events.ts';
import {
  inOrder,
  onItsDay,
  ruleSetOn,
  type Act,
  type BaseOnRecord,
  type FactOf,
} from './record.decider.ts';
import {
  changesInputs,
  decided,
  hasInputs,
  regimeFactsOf,
  ruleSetFor,
  type RegimeRefusal,
  type RegimeState,
  type RosterFact,
} from './regime-record.decider.ts';
import { assignedBy, unfitResponsible } from './responsible.decider.ts';

/** How a base is managed (四(四)2, R-REG-01): recorded, classified, looked at again. */

export type RegimeCommand = Act &
  (
    | { type: 'RecordRegimeInputs'; fact: FactOf<typeof baseRegimeInputsRecorded> }
    | { type: 'ClassifyRegime' }
    | { type: 'ProposeManualRegime'; fact: FactOf<typeof regimeManualOutcomeProposed> }
    | { type: 'ApproveManualRegime'; by: PersonId }
    | {
        type: 'RecordRegime';
        /** What was classified before this system (definition 23). */
        fact: { regime: Exclude<Regime, 'manual'>; on: Day; source: Source };
      }
  );

type Decided = Result<readonly RegimeEvent[], RegimeRefusal>;
type Classification = EventOf<typeof managementRegimeClassified>['data'];

export function decideRegime(
  command: RegimeCommand,
  base: BaseOnRecord,
  state: RegimeState,
  roster: RosterFact,
): Decided {
  switch (command.type) {
    case 'RecordRegimeInputs': {
      const { fact, today } = command;
      const recorded = baseRegimeInputsRecorded({ base: base.base, ...fact });
      const review = changesInputs(state, fact) ? reviewOpened(command, base, state) : [];
      return decided(
        [recorded, ...review],
        hasInputs(fact) ? undefined : { code: 'registry.inputs-missing' },
        onItsDay(base, fact.on, today),
      );
    }
    case 'ClassifyRegime':
      return classify(command, base, state, roster);
    case 'ProposeManualRegime': {
      const { responsible, on } = command.fact;
      const { classified } = state;
      if (classified === undefined) return refuse({ code: 'registry.not-classified' });
      return decided(
        [regimeManualOutcomeProposed({ base: base.base, ...command.fact })],
        onlyManual(classified.regime),
        unfitResponsible(responsible),
        onItsDay(base, on, command.today),
        inOrder(classified.on, on),
      );
    }
    case 'ApproveManualRegime':
      return approveManual(command, base, state);
    case 'RecordRegime':
      return recordRegime(command, base, state);
  }
}

/**
 * The table asked on what is known today. What is missing is a task, stored once for the same facts; asked again on them,
 * the answer is the decision alone.
 */
function classify(act: Act, base: BaseOnRecord, state: RegimeState, roster: RosterFact): Decided {
  const { today: on, calendar, knownThrough } = act;
  const ruleSet = ruleSetFor(act, base, state);
  if (ruleSet === undefined) {
    return refuse({ code: 'registry.no-rule-set', division: base.location, day: on });
  }
  const facts = regimeFactsOf(base, state, roster);
  const decision = evaluate({
    ...{ ruleSet, procedure: 'base.regime', facts, on, calendar, knownThrough },
  });
  if (decision.outcome !== 'granted') {
    if (state.missing.has(decision.factsDigest)) {
      return refuse({ code: 'registry.insufficient-evidence', decision });
    }
    return ok([regimeEvidenceMissing({ base: base.base, on, decision })]);
  }
  const { conclusion } = decision.results.find(({ rule }) => rule === 'R-REG-01') ?? {};
  const concluded = RegimeConcluded.parse(conclusion);
  return ok([managementRegimeClassified({ base: base.base, on, ...concluded, decision })]);
}

/** By another person than the one who proposed it; the bodies are in place from that day. */
function approveManual(
  { by, today: on }: Extract<RegimeCommand, { type: 'ApproveManualRegime' }>,
  base: BaseOnRecord,
  { classified, proposed }: RegimeState,
): Decided {
  if (classified === undefined || proposed === undefined) {
    return refuse({ code: 'registry.nothing-proposed' });
  }
  if (proposed.by === by) return refuse({ code: 'registry.same-person' });
  const { responsible, source, reason, event } = proposed;
  const assigned = { source, reason, since: on };
  return ok([
    regimeManualOutcomeApproved({ base: base.base, proposed: event, responsible, on }),
    assignedBy(responsible, base, classified, assigned),
  ]);
}

/** The clocks run from the day it was classified, by the numbers of the set in force today. */
function recordRegime(
  command: Extract<RegimeCommand, { type: 'RecordRegime' }>,
  base: BaseOnRecord,
  state: RegimeState,
): Decided {
  const { fact, today, calendar } = command;
  const ruleSet = ruleSetOn(command, base, today);
  if (ruleSet === undefined) {
    return refuse({ code: 'registry.no-rule-set', division: base.location, day: today });
  }
  const { reviewMonths, filingMonthsMax } = regimeParamsOf(ruleSet);
  const after = (months: number): Due => dueAfterMonths(fact.on, months, calendar);
  const clocks: Pick<Classification, 'review' | 'filing'> = {
    review: after(reviewMonths),
    ...(fact.regime === 'A' && { filing: after(filingMonthsMax) }),
  };
  return decided(
    [managementRegimeClassified({ base: base.base, ...fact, ...clocks })],
    fact.source.migrated === true ? undefined : { code: 'registry.decision-needed' },
    onItsDay(base, fact.on, today),
    inOrder(state.classified?.on, fact.on),
  );
}

function regimeParamsOf({ rules }: RuleSet): RegimeParams {
  return RegimeParams.parse(rules.find(({ rule }) => rule === 'R-REG-01')?.params);
}

function onlyManual(regime: Regime): RegimeRefusal | undefined {
  return regime === 'manual'
    ? undefined
    : { code: 'registry.regime-differs', regime, needed: 'manual' };
}

/** Something changed that a classification rests on: once, until it is classified anew. */
export function reviewOpened(
  act: Act,
  base: BaseOnRecord,
  { classified, review }: RegimeState,
): readonly RegimeEvent[] {
  if (classified === undefined || review !== undefined) return [];
  const ruleSet = ruleSetOn(act, base, act.today);
  if (ruleSet === undefined) return [];
  const { id, version } = ruleSet;
  return [regimeReviewOpened({ base: base.base, on: act.today, ruleSet: { id, version } })];
}

export interface PassDeadline {
  readonly type: 'PassDeadline';
  readonly name: string;
  readonly now: Instant;
}

export interface Open extends Deadline {
  readonly event: RegimeEvent;
}

/** The review, and of regime A the filing for registration: each is missed at the end of its last day. */
export function regimeDeadlines({ base }: BaseOnRecord, state: RegimeState): readonly Open[] {
  const { classified, reviewPassed, filedOn, registeredOn, filingPassed } = state;
  if (classified === undefined) return [];
  const { review, filing } = classified;
  const open: Open[] = [];
  if (!reviewPassed) {
    const event = regimeReviewDue({ base, due: review.due });
    open.push({ name: `regime-review:${review.due}`, due: missedFrom(review), event });
  }
  const filed = filedOn !== undefined || registeredOn !== undefined || filingPassed;
  if (filing !== undefined && !filed) {
    const event = baseRegistrationOverdue({ base, due: filing.due });
    open.push({ name: `regime-registration:${filing.due}`, due: missedFrom(filing), event });
  }
  return open;
}
