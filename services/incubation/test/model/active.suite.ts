import { monthsLater, placeOf, rolled, lastOfTerm } from './days.suite.ts';
import { ended, incompetent, outOfOrder } from './entry.suite.ts';
import {
  decided,
  events,
  refusedFor,
  unlessAny,
  type Incubation,
  type Of,
  type Predicted,
  type Sheet,
} from './record.suite.ts';

/** The running case but for its graduation: midterm, pause, extension, leaving (5.4 and definitions 2, 4, 13). */

export function requestMidterm(sheet: Sheet, command: Of<'RequestMidterm'>): Predicted {
  const run = sheet.incubation;
  if (run === undefined) return refusedFor(incompetent(command), 'stage');
  const mayBe = run.midterm.firstOn === undefined || run.againBy !== undefined;
  return unlessAny(
    [
      incompetent(command),
      (run.pause !== undefined || !mayBe || run.midtermPanel !== undefined) && 'step',
      placeOf(command.on) < run.window.from && 'limit',
      outOfOrder(command, sheet.last),
    ],
    () => {
      run.midtermPanel = { request: command.request };
      sheet.last = placeOf(command.on);
      return events('EvaluationRequested');
    },
  );
}

/** ≥ 60 continue, 50–59 improvement plan 60 d, < 50 warning and re-evaluation in 90 d. */
export function evaluateMidterm(sheet: Sheet, command: Of<'EvaluateMidterm'>): Predicted {
  const run = sheet.incubation;
  if (run === undefined) return refusedFor(incompetent(command), 'stage');
  const said = run.midtermPanel?.said;
  if (said === undefined) return refusedFor(incompetent(command), 'step');
  const on = placeOf(command.on);
  const band = said.mean >= 6000 ? 'continue' : said.mean >= 5000 ? 'improve' : 'warn';
  const before = run.midterm.band;
  const isFailed =
    (before === 'improve' && band !== 'continue') || (before === 'warn' && band === 'warn');
  return unlessAny(
    [
      incompetent(command),
      run.pause !== undefined && 'step',
      !sheet.partyWork.has('midterm') && 'party-work',
      band !== 'continue' && command.measures === undefined && 'content',
      outOfOrder(command, sheet.last),
    ],
    () => {
      const { firstOn = on, failed } = run.midterm;
      run.midterm = { firstOn, band, failed: failed || isFailed };
      run.midtermPanel = undefined;
      run.againBy = undefined;
      if (band === 'improve' && !isFailed) run.againBy = rolled(on + 60);
      if (band === 'warn' && !isFailed) run.againBy = rolled(on + 90);
      sheet.last = on;
      return decided(band === 'continue' ? 'granted' : 'refused', 'MidtermEvaluated');
    },
  );
}

/** At most 3 months in all, for force majeure, within the term; it stops the clock. */
export function pauseCase(sheet: Sheet, command: Of<'PauseCase'>): Predicted {
  const run = sheet.incubation;
  if (run === undefined) return refusedFor(incompetent(command), 'stage');
  const [from, until] = [placeOf(command.on), placeOf(command.until)];
  const isBusy = run.pause !== undefined || run.file !== undefined || run.graduation !== undefined;
  return unlessAny(
    [
      incompetent(command),
      until < from && 'order',
      isBusy && 'step',
      outOfOrder(command, sheet.last),
    ],
    () => {
      const isShort = until <= lastOfTerm(from, 3) - run.pausedDays;
      const isInTerm = run.start <= from && from <= run.end;
      sheet.last = from;
      if (command.reason !== 'force-majeure' || !isShort || !isInTerm) {
        return decided('refused', 'PauseRefused');
      }
      run.pause = { from, until };
      return decided('granted', 'CasePaused');
    },
  );
}

/** Every clock of the term is later by the days for which it stood still. */
export function endPause(run: Incubation, days: number): void {
  run.pause = undefined;
  run.pausedDays += days;
  run.end += days;
  run.window = { from: run.window.from + days, until: run.window.until + days };
  if (run.againBy !== undefined) run.againBy = rolled(run.againBy + days);
  if (run.nameBy !== undefined) run.nameBy = rolled(run.nameBy + days);
}

export function resumeCase(sheet: Sheet, command: Of<'ResumeCase'>): Predicted {
  const run = sheet.incubation;
  if (run === undefined) return refusedFor(incompetent(command), 'stage');
  const { pause } = run;
  if (pause === undefined) return refusedFor(incompetent(command), 'step');
  const on = placeOf(command.on);
  return unlessAny(
    [
      incompetent(command),
      (on <= pause.from || outOfOrder(command, sheet.last)) && 'order',
      on > pause.until && 'limit',
    ],
    () => {
      resumed(sheet, run, on);
      return events('CaseResumed');
    },
  );
}

/** On the first day on which the clocks run again; an exit file that was opened meanwhile waits from there. */
export function resumed(sheet: Sheet, run: Incubation, on: number): void {
  endPause(run, on - run.pause!.from);
  if (run.file !== undefined) run.file.waitsFrom = on;
  sheet.last = Math.max(sheet.last, on);
}

export function applyExtension(sheet: Sheet, command: Of<'ApplyExtension'>): Predicted {
  const run = sheet.incubation;
  if (run === undefined) return refusedFor('stage');
  const on = placeOf(command.on);
  const isBusy =
    run.file !== undefined ||
    run.pause !== undefined ||
    run.asked !== undefined ||
    run.graduation !== undefined;
  return unlessAny(
    [isBusy && 'step', on > run.end && 'limit', outOfOrder(command, sheet.last)],
    () => {
      run.asked = { on, months: command.months, reason: command.reason };
      sheet.last = on;
      return events('ExtensionApplied');
    },
  );
}

/** Once, at most 6 months, asked ≥ 30 d before the end, midterm ≥ 60, for a reason; beyond 24 in shell by the next higher. */
export function decideExtension(sheet: Sheet, command: Of<'DecideExtension'>): Predicted {
  const run = sheet.incubation;
  if (run === undefined) return refusedFor(incompetent(command), 'stage');
  const { asked } = run;
  if (asked === undefined) return refusedFor(incompetent(command), 'step');
  const isBeyond = monthsLeft(sheet, run) < asked.months;
  return unlessAny(
    [
      incompetent(command, isBeyond ? 4 : 6),
      (run.file !== undefined || run.pause !== undefined) && 'step',
      outOfOrder(command, sheet.last),
    ],
    () => {
      const isGranted =
        run.extensions === 0 &&
        asked.months <= 6 &&
        asked.on <= run.end - 30 &&
        run.midterm.band === 'continue' &&
        asked.reason !== 'other';
      sheet.last = placeOf(command.on);
      run.asked = undefined;
      if (!isGranted) return decided('refused', 'ExtensionRefused');
      extend(run, asked.months);
      return decided('granted', 'ExtensionGranted');
    },
  );
}

/** Under the cap of 24 months in shell; a virtual case has none. */
export function monthsLeft(sheet: Sheet, run: Incubation): number {
  if (sheet.identity?.mode === 'virtual') return Infinity;
  return 24 - run.months - run.extendedMonths;
}

/** Start + n months − 1 day (definition 2); the days that did not count come on top. */
export function extend(run: Incubation, months: number): void {
  run.extensions += 1;
  run.extendedMonths += months;
  run.end =
    monthsLater(run.start, run.months + run.extendedMonths) - 1 + run.pausedDays + run.waitedDays;
  run.refused = false;
  run.asked = undefined;
}

export function leave(sheet: Sheet, command: Of<'LeaveVoluntarily'>): Predicted {
  const run = sheet.incubation;
  if (run === undefined) return refusedFor('stage');
  return unlessAny([run.file !== undefined && 'step', outOfOrder(command, sheet.last)], () => {
    ended(sheet, 'voluntary', placeOf(command.on));
    return events('VoluntaryExitRecorded');
  });
}

/** R-ENT-08 */
export function recordStep(sheet: Sheet, command: Of<'RecordRegistrationStep'>): Predicted {
  const run = sheet.incubation;
  if (run === undefined) return refusedFor(incompetent(command), 'stage');
  return unlessAny(
    [
      incompetent(command),
      sheet.identity?.applicantKind !== 'preparing-team' && 'content',
      outOfOrder(command, sheet.last),
    ],
    () => {
      run.named = true;
      sheet.last = placeOf(command.on);
      return events('RegistrationStepRecorded');
    },
  );
}
