import { addDays, ok, type Day, type EventId } from '@fuhua/kernel';
import { dueAfterDays, dueAfterWorkingDays, type WorkingDayCalendar } from '@fuhua/rules';
import {
  operatorAlertRaised,
  operatorCured,
  operatorGradeObserved,
  terminationProcedureOpened,
  type AlertGround,
  type Grade,
  type Lapse,
  type ObservedGrade,
  type WatchEvent,
} from './operatorcontract.events.ts';
import type { Contract, Decided, OperatorContract } from './record.decider.ts';

/** What becomes of an operator's grade and listings while its contract is in force (R-OPR-03). */

/** R-OPR-03 [D]: an alert within one working day, a cure within 90 days. */
const ALERT_WORKING_DAYS = 1;
const CURE_DAYS = 90;
/** 四(三)1-2 [S]: grades that suffice, 3A and above. */
const SUFFICIENT: ReadonlySet<Grade> = new Set(['3A', '4A', '5A']);

/** How the organization stands today, as its own stream tells it; sent by reactions. */
export interface ObserveOperator {
  type: 'ObserveOperator';
  /** The award in force, if there is one. */
  grade?: ObservedGrade | undefined;
  /** The first day without, where there is none in force and that is known. */
  gradeEndedOn?: Day | undefined;
  listings: readonly Listing[];
  /** The day on which it was recorded what led to this. */
  knownOn: Day;
  today: Day;
  calendar: WorkingDayCalendar;
}

export interface Listing {
  readonly listing: EventId;
  readonly list: 'abnormal-activity' | 'serious-violation';
  readonly on: Day;
}

/** Of a contract that has ended, or begins to be corrected, nothing is watched. */
export function observe(command: ObserveOperator, state: OperatorContract): Decided {
  const { today } = command;
  if (state.stage !== 'in-force') return ok([]);
  const { contract } = state;
  if (contract.agreed.end < today) return ok([]);
  return ok([...gradeChanges(command, contract), ...listingChanges(command, contract)]);
}

function gradeChanges(command: ObserveOperator, state: Contract): readonly WatchEvent[] {
  const { grade, gradeEndedOn, knownOn, today, calendar } = command;
  const { subject, observed } = state;
  const lapsesOn = lapseAfter(state, grade);
  const isCovered = lapsesOn !== undefined && today < lapsesOn;
  const events: WatchEvent[] = [];
  const lapse = isCovered ? lapseOn(lapsesOn, calendar) : undefined;
  if (observed === undefined || !isSame(observed.grade, grade)) {
    events.push(operatorGradeObserved({ ...subject, on: today, grade, lapse }));
  }
  const open = openAlert(state, 'grade');
  if (isCovered && open !== undefined) {
    events.push(operatorCured({ ...subject, alert: open, on: today }));
  }
  if (!isCovered && open === undefined) {
    const since = lapsesOn ?? gradeEndedOn ?? today;
    const clocks = clocksFrom(knownOn, today, calendar);
    events.push(operatorAlertRaised({ ...subject, ground: 'grade', since, ...clocks }));
  }
  return events;
}

function listingChanges(command: ObserveOperator, state: Contract): readonly WatchEvent[] {
  const { listings, knownOn, today, calendar } = command;
  const { subject, alerts } = state;
  const known = new Set([...alerts.values()].map(({ listing }) => listing));
  const raised = listings
    .filter(({ listing }) => !known.has(listing))
    .flatMap(({ listing, list, on }): readonly WatchEvent[] => {
      const isSerious = list === 'serious-violation';
      const ground = isSerious ? 'serious-listing' : 'abnormal-listing';
      const clocks = clocksFrom(knownOn, today, calendar);
      const alert = operatorAlertRaised({ ...subject, ground, since: on, listing, ...clocks });
      if (!isSerious) return [alert];
      return [alert, terminationProcedureOpened({ ...subject, listing, on: today })];
    });
  const listed = new Set(listings.map(({ listing }) => listing));
  const cured = [...alerts]
    .filter(([, { listing }]) => listing !== undefined && !listed.has(listing))
    .map(([alert]) => operatorCured({ ...subject, alert, on: today }));
  return [...raised, ...cured];
}

/** The first day on which neither a sufficient grade nor an exception covers the operator. */
function lapseAfter({ exception }: Contract, grade: ObservedGrade | undefined): Day | undefined {
  const ends = [
    grade !== undefined && SUFFICIENT.has(grade.grade) ? grade.validTo : undefined,
    exception?.waives.includes('grade') === true ? exception.validTo : undefined,
  ].filter((day) => day !== undefined);
  const last = ends.sort().at(-1);
  return last && addDays(last, 1);
}

function lapseOn(on: Day, calendar: WorkingDayCalendar): Lapse {
  return { on, ...clocksFrom(on, on, calendar) };
}

/** Both clocks run from what was known; the cure's from the alert. */
function clocksFrom(
  knownOn: Day,
  raisedOn: Day,
  calendar: WorkingDayCalendar,
): Pick<Lapse, 'alertBy' | 'cureBy'> {
  return {
    alertBy: dueAfterWorkingDays(knownOn, ALERT_WORKING_DAYS, calendar),
    cureBy: dueAfterDays(raisedOn, CURE_DAYS, calendar),
  };
}

export function openAlert({ alerts }: Contract, ground: AlertGround): EventId | undefined {
  return [...alerts].find(([, alert]) => alert.ground === ground)?.[0];
}

function isSame(a: ObservedGrade | undefined, b: ObservedGrade | undefined): boolean {
  return a?.award === b?.award && a?.grade === b?.grade && a?.validTo === b?.validTo;
}
