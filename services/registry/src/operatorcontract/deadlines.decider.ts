import { addDays, ok, refuse, startOfDay, type Deadline, type Instant } from '@fuhua/kernel';
import { daysBefore, missedFrom } from '@fuhua/rules';
import {
  contractExpiring,
  contractPublicationOverdue,
  curePeriodExpired,
  operatorAlertRaised,
  operatorContractEnded,
  type OperatorContractEvent,
} from './operatorcontract.events.ts';
import type { Contract, Decided, OperatorContract } from './record.decider.ts';
import { openAlert } from './watch.decider.ts';

/** What becomes due while a contract is in force. */

/** Before the last day of a contract. */
const NOTICE_DAYS = [90, 60, 30] as const;

export interface PassDeadline {
  type: 'PassDeadline';
  name: string;
  now: Instant;
}

interface Open extends Deadline {
  readonly event: OperatorContractEvent;
}

export function deadlines(state: OperatorContract): readonly Deadline[] {
  return openDeadlines(state).map(({ name, due }) => ({ name, due }));
}

/** A deadline that is not open any more needs nothing. */
export function passDeadline({ name, now }: PassDeadline, state: OperatorContract): Decided {
  const open = openDeadlines(state).find((deadline) => deadline.name === name);
  if (open === undefined) return ok([]);
  if (now < open.due) return refuse({ code: 'registry.not-due-yet', name, due: open.due });
  return ok([open.event]);
}

/** While the days of a contract are being corrected nothing is due; what was, is afterwards. */
function openDeadlines(state: OperatorContract): readonly Open[] {
  if (state.stage !== 'in-force') return [];
  const { contract } = state;
  return [
    ...[...notices(contract), ...publication(contract), ...lapse(contract)],
    ...[...cures(contract), end(contract)],
  ];
}

/** None is raised that was past when the contract was recorded. */
function notices({ subject, agreed, recordedAt, passed }: Contract): readonly Open[] {
  return NOTICE_DAYS.map((daysLeft) => ({
    name: noticeName(daysLeft, agreed.end),
    due: startOfDay(daysBefore(agreed.end, daysLeft)),
    event: contractExpiring({ ...subject, end: agreed.end, daysLeft }),
  })).filter(({ name, due }) => recordedAt < due && !passed.has(name));
}

function publication({ subject, agreed, published, passed }: Contract): readonly Open[] {
  const { publishBy } = agreed;
  if (published || publishBy === undefined) return [];
  const { due } = publishBy;
  const name = publicationName(due);
  if (passed.has(name)) return [];
  const event = contractPublicationOverdue({ ...subject, due });
  return [{ name, due: missedFrom(publishBy), event }];
}

/** R-OPR-03: the grade that was seen last has its last day, and nothing newer came. */
function lapse(state: Contract): readonly Open[] {
  const lapse = state.observed?.lapse;
  if (lapse === undefined || openAlert(state, 'grade') !== undefined) return [];
  const { on: since, alertBy, cureBy } = lapse;
  const event = operatorAlertRaised({ ...state.subject, ground: 'grade', since, alertBy, cureBy });
  return [{ name: `grade-lapse:${since}`, due: startOfDay(since), event }];
}

function cures({ subject, alerts }: Contract): readonly Open[] {
  return [...alerts]
    .filter(([, { cureMissed }]) => !cureMissed)
    .map(([alert, { cureBy }]) => ({
      name: `cure:${alert}`,
      due: missedFrom(cureBy),
      event: curePeriodExpired({ ...subject, alert, due: cureBy.due }),
    }));
}

/** The last day of a contract signed before this system may be past: it ends at once. */
function end({ subject, agreed: { end: on } }: Contract): Open {
  return {
    name: `contract-end:${on}`,
    due: startOfDay(addDays(on, 1)),
    event: operatorContractEnded({ ...subject, how: 'expired', on }),
  };
}

export function noticeName(daysLeft: number, end: string): string {
  return `contract-expiring-${String(daysLeft)}:${end}`;
}

export function publicationName(due: string): string {
  return `publication:${due}`;
}
