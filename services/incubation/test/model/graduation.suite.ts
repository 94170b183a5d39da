import { extend, monthsLeft } from './active.suite.ts';
import { afterWorkingDays, monthsLater, placeOf, rolled } from './days.suite.ts';
import { ended, incompetent, outOfOrder } from './entry.suite.ts';
import { knownOn, type Known } from './facts.suite.ts';
import { lastFilingDone, onNoList, passIf, worst, type Verdict } from './organization.suite.ts';
import {
  decided,
  events,
  refusedFor,
  unlessAny,
  type Incubation,
  type Of,
  type PanelSaid,
  type Predicted,
  type Sheet,
} from './record.suite.ts';

/** Graduation and what follows it (5.5 and definitions 4 and 13). */

/** From month 6, pauses left out (growth: from the midterm), to 30 d before the end. */
export function graduationWindow(
  sheet: Sheet,
  run: Incubation,
): { readonly from: number | undefined; readonly until: number } {
  const isGrowth = sheet.identity?.stage === 'growth';
  const from = isGrowth ? run.midterm.firstOn : monthsLater(run.start, 6) + run.pausedDays;
  return { from, until: run.end - 30 };
}

export function applyGraduation(sheet: Sheet, command: Of<'ApplyGraduation'>): Predicted {
  const run = sheet.incubation;
  if (run === undefined) return refusedFor('stage');
  const on = placeOf(command.on);
  const isBusy = run.file !== undefined || run.pause !== undefined || run.graduation !== undefined;
  return unlessAny([isBusy && 'step', outOfOrder(command, sheet.last)], () => {
    const { from, until } = graduationWindow(sheet, run);
    sheet.last = on;
    if (from === undefined || on < from || on > until) {
      return decided('refused', 'GraduationApplicationRefused');
    }
    run.graduation = { decideBy: afterWorkingDays(on, 20), panel: undefined };
    return decided('granted', 'GraduationApplied');
  });
}

export function requestGraduationPanel(
  sheet: Sheet,
  command: Of<'RequestGraduationPanel'>,
): Predicted {
  const run = sheet.incubation;
  if (run === undefined) return refusedFor(incompetent(command), 'stage');
  const { graduation } = run;
  if (graduation === undefined) return refusedFor(incompetent(command), 'step');
  return unlessAny(
    [
      incompetent(command),
      (run.file !== undefined || graduation.panel !== undefined) && 'step',
      outOfOrder(command, sheet.last),
    ],
    () => {
      graduation.panel = { request: command.request };
      sheet.last = placeOf(command.on);
      return events('EvaluationRequested');
    },
  );
}

const weights: Readonly<Record<string, number>> = {
  ...{ governance: 20, 'party-work': 10, 'finance-compliance': 20, 'project-service': 20 },
  ...{ 'self-financing-resources': 15, 'staff-volunteers': 10, 'social-evaluation': 5 },
};

function isWeighted({ dimensions }: PanelSaid): boolean {
  return (
    dimensions.length === 7 &&
    dimensions.every(({ code, max }) => max === (weights[code] ?? 0) * 100)
  );
}

/** R-GRD-02 */
function hardConditions(kind: string, known: Known, on: number): Verdict {
  const path = known('applicant.registrationPath');
  const registered: Verdict =
    kind === 'registered'
      ? 'pass'
      : kind === 'preparing-team'
        ? 'fail'
        : passIf(path === undefined ? undefined : path === 'approved');
  const duties = known('agreement.openDuties');
  return worst(
    registered,
    lastFilingDone(known, kind, on),
    onNoList(known, kind, on),
    passIf(known('organization.accountsSeparate')),
    passIf(duties === undefined ? undefined : duties.length === 0),
  );
}

export function decideGraduation(sheet: Sheet, command: Of<'DecideGraduation'>): Predicted {
  const run = sheet.incubation;
  if (run === undefined) return refusedFor(incompetent(command), 'stage');
  const said = run.graduation?.panel?.said;
  if (said === undefined) return refusedFor(incompetent(command), 'step');
  const on = placeOf(command.on);
  const hard = hardConditions(sheet.identity!.applicantKind, knownOn(command.facts, on), on);
  const score: Verdict = isWeighted(said) ? passIf(said.mean >= 7000) : 'unknown';
  const verdict = worst(hard, score);
  const isConditional = verdict === 'pass' && said.mean < 8000;
  const hasConditions = (command.conditions ?? []).length > 0;
  const most = monthsToExtend(sheet, run);
  const isExtended = score === 'fail' && said.mean >= 6000 && most > 0;
  const { extensionMonths: months = most } = command;
  return unlessAny(
    [
      incompetent(command),
      run.file !== undefined && 'step',
      !sheet.partyWork.has('graduation') && 'party-work',
      verdict === 'unknown' && 'rule',
      verdict !== 'unknown' && isConditional !== hasConditions && 'content',
      isExtended && months > most && 'content',
      outOfOrder(command, sheet.last),
    ],
    () => {
      if (verdict === 'pass') return graduated(sheet, on);
      return notGraduated(sheet, run, { on, score, months: isExtended ? months : 0 });
    },
  );
}

/** Checks at 3, 6 and 12 months, each in the month that ends on its last day. */
function graduated(sheet: Sheet, on: number): Predicted {
  sheet.stage = 'graduated';
  sheet.incubation = undefined;
  sheet.last = on;
  sheet.missed.clear();
  sheet.graduatedOn = on;
  [sheet.residency, sheet.place] = [false, false];
  sheet.checks = [3, 6, 12].map((month) => ({
    month,
    from: monthsLater(on, month - 1),
    by: rolled(monthsLater(on, month)),
  }));
  return decided('granted', 'GraduationApproved', 'Graduated');
}

/** The one extension: at most 6 months, and not beyond the cap. */
function monthsToExtend(sheet: Sheet, run: Incubation): number {
  return run.extensions === 0 ? Math.max(0, Math.min(6, monthsLeft(sheet, run))) : 0;
}

interface Missed {
  readonly on: number;
  readonly score: Verdict;
  /** 0 where it is not extended. */
  readonly months: number;
}

/** 60–69 extends once, < 60 ends; a hard condition alone leaves the case to the end of its term. */
function notGraduated(sheet: Sheet, run: Incubation, { on, score, months }: Missed): Predicted {
  run.graduation = undefined;
  run.refused = true;
  sheet.last = on;
  sheet.partyWork.delete('graduation');
  if (months > 0) {
    extend(run, months);
    return decided('refused', 'GraduationRefused', 'ExtensionGranted');
  }
  if (score !== 'fail' && on <= run.end) return decided('refused', 'GraduationRefused');
  ended(sheet, 'without-graduation', on);
  return decided('refused', 'GraduationRefused', 'EndedWithoutGraduation');
}

export function checkFollowUp(sheet: Sheet, command: Of<'CheckFollowUp'>): Predicted {
  const { month, active, openConditions } = command;
  if (sheet.stage !== 'graduated') return refusedFor(incompetent(command), 'stage');
  const check = sheet.checks.find((one) => one.month === month);
  const on = placeOf(command.on);
  return unlessAny(
    [
      incompetent(command),
      check === undefined && 'step',
      check !== undefined && on < check.from && 'limit',
      outOfOrder(command, sheet.last),
    ],
    () => {
      sheet.checks = sheet.checks.filter((one) => one !== check);
      sheet.last = on;
      const isWell = active && openConditions.length === 0;
      return decided(isWell ? 'granted' : 'refused', 'FollowUpChecked');
    },
  );
}
