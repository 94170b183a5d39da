import { ok, refuse, type Day, type Deadline, type Instant, type PersonId } from '@fuhua/kernel';
import { missedFrom, rubricResult, sheetFault, spreadsToCalibrate, type Sheet } from '@fuhua/rules';
import {
  calibrationHeld,
  panelConcluded,
  raterOverdue,
  scoreSubmitted,
  type Duty,
  type Reasons,
} from './panel.events.ts';
import { independence, seatOf } from './raters.decider.ts';
import {
  activeSeats,
  identityOf,
  isComplete,
  sheetsOf,
  type Decided,
  type Gathered,
  type OfficerAct,
  type OpenPanel,
} from './record.decider.ts';

/** What raters give, and what it comes to (R-REV-03, R-ASM-05; definition 4). */

export interface SubmitScore {
  type: 'SubmitScore';
  rater: PersonId;
  scores: Sheet;
  reasons: Reasons;
  today: Day;
}
export type HoldCalibration = OfficerAct & { type: 'HoldCalibration'; evidence: string[] };
export type ConcludePanel = OfficerAct & Gathered & { type: 'ConcludePanel' };
export interface PassDeadline {
  type: 'PassDeadline';
  name: string;
  now: Instant;
}

/** Once, and once more after the calibration; a reason for every indicator. */
export function submit(command: SubmitScore, panel: OpenPanel): Decided {
  const { rater, scores, reasons, today: on } = command;
  const seat = seatOf(panel, rater);
  if ('code' in seat) return refuse(seat);
  if (seat.declared === undefined) return refuse({ code: 'evaluation.declaration-missing' });
  const { scored } = seat;
  const isRevision = scored !== undefined;
  if (isRevision && (!panel.calibrated || scored.round === 2)) {
    return refuse({ code: 'evaluation.already-scored' });
  }
  const fault = sheetFault(panel.content, scores);
  if (fault !== undefined) return refuse({ code: 'evaluation.sheet-wrong', ...fault });
  const silent = Object.keys(scores).find((indicator) => reasons[indicator] === undefined);
  if (silent !== undefined) {
    return refuse({ code: 'evaluation.sheet-wrong', indicator: silent, is: 'without-reason' });
  }
  const round = isRevision ? 2 : 1;
  return ok([scoreSubmitted({ ...identityOf(panel), rater, round, scores, reasons, on })]);
}

/** When all are in and too far apart on an indicator; once, unless a rater is assigned after it. */
export function calibrate({ evidence, today: on }: HoldCalibration, panel: OpenPanel): Decided {
  if (!isComplete(panel, activeSeats(panel))) return refuse(missing(panel));
  if (panel.calibrated) return refuse({ code: 'evaluation.calibration-held' });
  const indicators = [...spreadsToCalibrate(panel.content, sheetsOf(panel))];
  if (indicators.length === 0) return refuse({ code: 'evaluation.calibration-not-needed' });
  return ok([calibrationHeld({ ...identityOf(panel), indicators, evidence, on })]);
}

/** Enough raters, all of them in, calibrated where they had to be, and independent still. */
export function conclude(command: ConcludePanel, panel: OpenPanel): Decided {
  if (!isComplete(panel, activeSeats(panel))) return refuse(missing(panel));
  const sheets = sheetsOf(panel);
  const indicators = spreadsToCalibrate(panel.content, sheets);
  if (indicators.length > 0 && !panel.calibrated) {
    return refuse({ code: 'evaluation.calibration-needed', indicators });
  }
  const active = activeSeats(panel);
  const decision = independence(command, panel, active, command.today);
  switch (decision.outcome) {
    case 'refused':
      return refuse({ code: 'evaluation.raters-not-independent', decision });
    case 'insufficient-evidence':
      return refuse({ code: 'evaluation.insufficient-evidence', decision });
    case 'granted': {
      const { dimensions, ...result } = rubricResult(panel.content, sheets);
      return ok([
        panelConcluded({
          ...identityOf(panel),
          ...{ ...result, dimensions: [...dimensions], rubric: { ...panel.rubric } },
          raters: active.length,
          outsideRaters: active.filter(({ outside }) => outside).length,
          concludedOn: command.today,
          decision,
        }),
      ]);
    }
  }
}

/** What each rater owes next; one at a time. */
export function deadlinesOf(panel: OpenPanel): readonly Deadline[] {
  return owedIn(panel).map(({ name, due }) => ({ name, due }));
}

export function passDeadline({ name, now }: PassDeadline, panel: OpenPanel): Decided {
  const owed = owedIn(panel).find((one) => one.name === name);
  if (owed === undefined) return ok([]);
  const { rater, duty, due, day } = owed;
  if (now < due) return refuse({ code: 'evaluation.not-due-yet', name, due });
  return ok([raterOverdue({ ...identityOf(panel), rater, duty, due: day })]);
}

interface Owed extends Deadline {
  readonly rater: PersonId;
  readonly duty: Duty;
  readonly day: Day;
}

function owedIn(panel: OpenPanel): readonly Owed[] {
  return activeSeats(panel).flatMap(({ rater, declared, scored, overdue, declareBy, scoreBy }) => {
    const duty: Duty = declared === undefined ? 'declaration' : 'scores';
    if (scored !== undefined || overdue.has(duty)) return [];
    const by = duty === 'declaration' ? declareBy : scoreBy;
    return [{ name: `${duty}:${rater}`, due: missedFrom(by), rater, duty, day: by.due }];
  });
}

/** How many of the raters that are needed have scored. */
function missing(panel: OpenPanel) {
  const scored = activeSeats(panel).filter((one) => one.scored !== undefined);
  const outside = scored.filter((one) => one.outside).length;
  return { code: 'evaluation.scores-missing' as const, raters: scored.length, outside };
}
