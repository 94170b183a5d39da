import { ok, refuse, type Day, type PersonId } from '@fuhua/kernel';
import {
  dueAfterWorkingDays,
  evaluate,
  isOverdue,
  ruleSetOf,
  type Decision,
  type Due,
  type PersonLink,
  type WorkingDayCalendar,
} from '@fuhua/rules';
import {
  declarationSigned,
  raterAssigned,
  raterRecused,
  raterReplaced,
  type PanelEvent,
  type Statement,
} from './panel.events.ts';
import {
  identityOf,
  type Decided,
  type Gathered,
  type OfficerAct,
  type OpenPanel,
  type PanelRefusal,
  type Seat,
} from './record.decider.ts';

/** Who rates: assigned, declared independent or recused, replaced (R-OPR-04, R-ENT-09; definition 19). */

/** Working days in which a rater declares: a default [D]. */
const DECLARE_WORKING_DAYS = 3;

interface Named {
  rater: PersonId;
  outside: boolean;
  calendar: WorkingDayCalendar;
}
export type AssignRater = OfficerAct & Named & { type: 'AssignRater' };
/** `rater` takes the place of `instead`. */
export type ReplaceRater = OfficerAct & Named & { type: 'ReplaceRater'; instead: PersonId };
export type RecuseRater = OfficerAct & { type: 'RecuseRater'; rater: PersonId; reason: string };
/** By the rater itself. */
export type SignDeclaration = Gathered & {
  type: 'SignDeclaration';
  rater: PersonId;
  statement: Statement;
  links: PersonLink[];
  today: Day;
};

export function assign(command: Named & { today: Day }, panel: OpenPanel): Decided {
  const { rater, outside, calendar, today } = command;
  if (panel.seats.has(rater) || panel.left.has(rater)) {
    return refuse({ code: 'evaluation.rater-already-named', rater });
  }
  const declareBy = dueAfterWorkingDays(today, DECLARE_WORKING_DAYS, calendar);
  const byPanel: Due = { due: panel.dueOn, provisional: false };
  const scoreBy = panel.dueOn < declareBy.due ? declareBy : byPanel;
  const named = { ...identityOf(panel), rater, outside, declareBy, scoreBy, on: today };
  return ok([raterAssigned(named)]);
}

/** One that was recused or is late. */
export function replace(command: ReplaceRater, panel: OpenPanel): Decided {
  const { instead, rater, today: on } = command;
  const seat = panel.seats.get(instead);
  if (seat === undefined) return refuse({ code: 'evaluation.rater-unknown-here', rater: instead });
  if (!seat.recused && !isLate(seat, on)) {
    return refuse({ code: 'evaluation.rater-in-place', rater: instead });
  }
  const assigned = assign(command, panel);
  if (!assigned.ok) return assigned;
  const left = raterReplaced({ ...identityOf(panel), rater: instead, by: rater, on });
  return ok([left, ...assigned.value]);
}

export function recuse({ rater, reason, today: on }: RecuseRater, panel: OpenPanel): Decided {
  const seat = seatOf(panel, rater);
  if ('code' in seat) return refuse(seat);
  const recused = { ...identityOf(panel), rater, because: 'authority' as const, reason, on };
  return ok([raterRecused(recused)]);
}

/** Once. Whoever declares a link, or is bound by what is on record, stands back; nobody is taken to be free unknown. */
export function declare(command: SignDeclaration, panel: OpenPanel): Decided {
  const { rater, statement, links, today: on } = command;
  const seat = seatOf(panel, rater);
  if ('code' in seat) return refuse(seat);
  if (seat.declared !== undefined) return refuse({ code: 'evaluation.already-declared' });
  const decision = independence(command, panel, [{ ...seat, declared: { statement, links } }], on);
  const signed = { ...identityOf(panel), rater, statement, links, on, decision };
  const events: PanelEvent[] = [declarationSigned(signed)];
  switch (decision.outcome) {
    case 'granted':
      return ok(events);
    case 'refused': {
      const recused = { ...identityOf(panel), rater, because: 'declaration' as const, on };
      return ok([...events, raterRecused(recused)]);
    }
    case 'insufficient-evidence':
      return refuse({ code: 'evaluation.insufficient-evidence', decision });
  }
}

/** R-OPR-04 and R-ENT-09, of these raters on that day. */
export function independence(
  { hasOperator, facts, ruleSets, calendar, knownThrough }: Gathered,
  panel: OpenPanel,
  seats: readonly Seat[],
  on: Day,
): Decision {
  const raters = seats.map(({ rater: person, declared }) => ({
    ...{ person, links: declared?.links ?? [] },
    ...(declared && { declaration: declared.statement }),
  }));
  return evaluate({
    ruleSet: ruleSetOf(panel.ruleSet, ruleSets),
    procedure: hasOperator ? 'panel.raters' : 'panel.raters-without-operator',
    facts: { ...facts, 'panel.raters': { value: raters, validFrom: on, sources: [] } },
    ...{ on, calendar, knownThrough },
  });
}

/** The place of a rater that rates. */
export function seatOf(panel: OpenPanel, rater: PersonId): Seat | PanelRefusal {
  const seat = panel.seats.get(rater);
  if (seat === undefined) return { code: 'evaluation.rater-unknown-here', rater };
  return seat.recused ? { code: 'evaluation.rater-recused', rater } : seat;
}

function isLate({ declared, declareBy, scored, scoreBy }: Seat, on: Day): boolean {
  return declared === undefined
    ? isOverdue(declareBy, on)
    : scored === undefined && isOverdue(scoreBy, on);
}
