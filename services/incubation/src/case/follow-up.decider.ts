import { addMonths, type Origin } from '@fuhua/kernel';
import { followUpsDue, FollowUpParams, missedFrom } from '@fuhua/rules';
import type { GraduationBand } from './active.events.ts';
import { factsFrom } from './active-facts.decider.ts';
import {
  ask,
  setOf,
  sufficient,
  unless,
  type ActiveDecided,
  type RunningEvent,
} from './active-record.decider.ts';
import type { ActiveCase, GraduatedCase } from './active-state.decider.ts';
import type { Case } from './case-state.decider.ts';
import { caseClockMissed } from './common.events.ts';
import { notInStage } from './entry-record.decider.ts';
import { followUpChecked, graduated, type FollowUpEvent } from './follow-up.events.ts';
import { paramsIn } from './params.decider.ts';
import {
  competence,
  inOrder,
  record,
  subjectIn,
  type Act,
  type Gathered,
  type Open,
  type When,
} from './record.decider.ts';

/** After the graduation: checks at 3, 6 and 12 months, and whether the organization survived (5.5, R-GRD-04). */

export type CheckFollowUp = Act &
  Gathered & {
    type: 'CheckFollowUp';
    /** Which check: so many months after the graduation. */
    month: number;
    active: boolean;
    /** Of those it graduated on. */
    openConditions: string[];
  };

/** Each check is made in the month that ends on its last day. */
export function graduation(
  command: When,
  { identity }: Pick<ActiveCase, 'identity'>,
  { band, conditions }: { readonly band: GraduationBand; readonly conditions: string[] },
) {
  const { on: graduatedOn, calendar } = command;
  const params = paramsIn(setOf(command, identity), 'R-GRD-04', FollowUpParams);
  const checks = followUpsDue(graduatedOn, params, calendar).map(({ month, ...by }) => ({
    ...{ month, from: addMonths(graduatedOn, month - 1), by },
  }));
  return graduated({ ...subjectIn(identity), band, conditions, graduatedOn, checks });
}

export function checkFollowUp(command: CheckFollowUp, state: Case): ActiveDecided {
  const incompetent = competence(command, 'entry');
  if (state.stage !== 'graduated') return record([], incompetent ?? notInStage(state));
  const { identity, checks, on: graduatedOn } = state;
  const { month, active, openConditions, on: checkedOn } = command;
  const check = checks.find((one) => one.month === month);
  if (check === undefined) {
    return record([], incompetent ?? { code: 'incubation.follow-up-unknown', month });
  }
  const decision = ask(command, setOf(command, identity), 'case.follow-up', {
    ...factsFrom({ 'case.graduatedOn': graduatedOn }, graduatedOn, [state.graduated]),
    ...factsFrom(
      {
        'followUp.month': month,
        'organization.active': active,
        'followUp.openConditions': openConditions,
      },
      checkedOn,
      [],
    ),
  });
  return record(
    [
      followUpChecked({
        ...{ ...subjectIn(identity), month, decision, active, openConditions, checkedOn },
      }),
    ],
    incompetent,
    sufficient(decision),
    unless(checkedOn >= check.from, { code: 'incubation.window-not-open', from: check.from }),
    inOrder(command, state.lastOn),
  );
}

/** A check that is not made in time is overdue; it may be made all the same. */
export function openAfterGraduation(state: GraduatedCase): readonly Open<RunningEvent>[] {
  const { identity, checks, missed } = state;
  return checks
    .map(({ month, by }) => ({ clock: `follow-up-${String(month)}`, by }))
    .map(({ clock, by }) => ({
      name: `${clock}:${by.due}`,
      due: missedFrom(by),
      events: [caseClockMissed({ ...subjectIn(identity), clock, due: by.due })],
    }))
    .filter(({ name }) => !missed.has(name));
}

/** Where a graduated case stands after one of its own events. */
export function evolveFollowUp(state: Case, event: FollowUpEvent, { id }: Origin): Case {
  const { type, data } = event;
  switch (type) {
    case 'Graduated': {
      if (state.stage !== 'active') return state;
      const { band, conditions, graduatedOn: on, checks } = data;
      return {
        ...{ stage: 'graduated', identity: state.identity, graduated: id, on, band, checks },
        ...{ openConditions: conditions, missed: new Set(), lastOn: on },
      };
    }
    case 'FollowUpChecked': {
      if (state.stage !== 'graduated') return state;
      const { month, openConditions, checkedOn: lastOn } = data;
      const checks = state.checks.filter((one) => one.month !== month);
      return { ...state, checks, openConditions, lastOn };
    }
  }
}
