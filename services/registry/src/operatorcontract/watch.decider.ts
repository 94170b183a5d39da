import { addDays, ok, type Day, type EventId, type Result } from '@fuhua/kernel';
import {
  alertDue,
  cureDue,
  gradeReaches,
  ruleSetInForce,
  ruleSetOf,
  type AlertParams,
  type RuleSet,
  type WorkingDayCalendar,
} from '@fuhua/rules';
import { alertParams } from './params.decider.ts';
import {
  operatorAlertRaised,
  operatorCured,
  operatorGradeObserved,
  terminationProcedureOpened,
  type AlertGround,
  type Lapse,
  type ObservedGrade,
  type WatchEvent,
} from './operatorcontract.events.ts';
import type { Contract, OperatorContract } from './record.decider.ts';

/** What becomes of an operator's grade and listings while its contract is in force (R-OPR-03). */

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
  /** Every version there is. */
  ruleSets: readonly RuleSet[];
}

export interface Listing {
  readonly listing: EventId;
  readonly list: 'abnormal-activity' | 'serious-violation';
  readonly on: Day;
}

/** Of a contract that has ended, or begins to be corrected, nothing is watched. */
export function observe(
  command: ObserveOperator,
  state: OperatorContract,
): Result<readonly WatchEvent[], never> {
  const { today } = command;
  if (state.stage !== 'in-force') return ok([]);
  const { contract } = state;
  if (contract.agreed.end < today) return ok([]);
  const set = ruleSetFor(command, contract);
  if (set === undefined) return ok([]);
  const clocks: Clocks = { params: alertParams(set), calendar: command.calendar };
  return ok([
    ...gradeChanges(command, contract, clocks),
    ...listingChanges(command, contract, clocks),
  ]);
}

/** How an alert's days are reckoned. */
interface Clocks {
  readonly params: AlertParams;
  readonly calendar: WorkingDayCalendar;
}

/** The set that the nomination pinned; for a contract signed before this system, the one in force today. */
function ruleSetFor(
  { ruleSets, today }: ObserveOperator,
  { agreed }: Contract,
): RuleSet | undefined {
  const { decision, division } = agreed;
  return decision === undefined
    ? ruleSetInForce(ruleSets, division, today)
    : ruleSetOf(decision.ruleSet, ruleSets);
}

function gradeChanges(
  command: ObserveOperator,
  state: Contract,
  clocks: Clocks,
): readonly WatchEvent[] {
  const { grade, gradeEndedOn, knownOn, today } = command;
  const { subject, observed } = state;
  const lapsesOn = lapseAfter(state, grade, clocks.params);
  const isCovered = lapsesOn !== undefined && today < lapsesOn;
  const events: WatchEvent[] = [];
  const lapse = isCovered ? lapseOn(lapsesOn, clocks) : undefined;
  if (observed === undefined || !isSame(observed.grade, grade)) {
    events.push(operatorGradeObserved({ ...subject, on: today, grade, lapse }));
  }
  const open = openAlert(state, 'grade');
  if (isCovered && open !== undefined) {
    events.push(operatorCured({ ...subject, alert: open, on: today }));
  }
  if (!isCovered && open === undefined) {
    const since = lapsesOn ?? gradeEndedOn ?? today;
    const due = dueFrom(knownOn, today, clocks);
    events.push(operatorAlertRaised({ ...subject, ground: 'grade', since, ...due }));
  }
  return events;
}

function listingChanges(
  command: ObserveOperator,
  state: Contract,
  clocks: Clocks,
): readonly WatchEvent[] {
  const { listings, knownOn, today } = command;
  const { subject, alerts } = state;
  const known = new Set([...alerts.values()].map(({ listing }) => listing));
  const raised = listings
    .filter(({ listing }) => !known.has(listing))
    .flatMap(({ listing, list, on }): readonly WatchEvent[] => {
      const isSerious = list === 'serious-violation';
      const ground = isSerious ? 'serious-listing' : 'abnormal-listing';
      const due = dueFrom(knownOn, today, clocks);
      const alert = operatorAlertRaised({ ...subject, ground, since: on, listing, ...due });
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
function lapseAfter(
  { exception }: Contract,
  grade: ObservedGrade | undefined,
  { gradeMin }: AlertParams,
): Day | undefined {
  const ends = [
    grade !== undefined && gradeReaches(grade.grade, gradeMin) ? grade.validTo : undefined,
    exception?.waives.includes('grade') === true ? exception.validTo : undefined,
  ].filter((day) => day !== undefined);
  const last = ends.sort().at(-1);
  return last && addDays(last, 1);
}

function lapseOn(on: Day, clocks: Clocks): Lapse {
  return { on, ...dueFrom(on, on, clocks) };
}

/** Both clocks run from what was known; the cure's from the alert. */
function dueFrom(
  knownOn: Day,
  raisedOn: Day,
  { params, calendar }: Clocks,
): Pick<Lapse, 'alertBy' | 'cureBy'> {
  return {
    alertBy: alertDue(knownOn, params, calendar),
    cureBy: cureDue(raisedOn, params, calendar),
  };
}

export function openAlert({ alerts }: Contract, ground: AlertGround): EventId | undefined {
  return [...alerts].find(([, alert]) => alert.ground === ground)?.[0];
}

function isSame(a: ObservedGrade | undefined, b: ObservedGrade | undefined): boolean {
  return a?.award === b?.award && a?.grade === b?.grade && a?.validTo === b?.validTo;
}
