import { afterWorkingDays, placeOf, rolled } from './days.suite.ts';
import { incompetent, outOfOrder } from './entry.suite.ts';
import { knownOn, type Known } from './facts.suite.ts';
import { failedFiling, missedFiling, passIf, worst, type Verdict } from './organization.suite.ts';
import {
  decided,
  events,
  refusedFor,
  unlessAny,
  type ExitPaper,
  type Of,
  type Predicted,
  type Sheet,
} from './record.suite.ts';

/** Up to the hearing (R-EXT-01 … R-EXT-03 and definitions 13 and 17). */

export function suspend(sheet: Sheet, command: Of<'SuspendSupport'>): Predicted {
  const run = sheet.incubation;
  if (run === undefined) return refusedFor(incompetent(command), 'stage');
  return unlessAny(
    [incompetent(command), run.suspended && 'step', outOfOrder(command, sheet.last)],
    () => {
      run.suspended = true;
      sheet.last = placeOf(command.on);
      return events('SupportSuspended');
    },
  );
}

export function resumeSupport(sheet: Sheet, command: Of<'ResumeSupport'>): Predicted {
  const run = sheet.incubation;
  if (run === undefined) return refusedFor(incompetent(command), 'stage');
  return unlessAny(
    [incompetent(command), !run.suspended && 'step', outOfOrder(command, sheet.last)],
    () => {
      run.suspended = false;
      sheet.last = placeOf(command.on);
      return events('SupportResumed');
    },
  );
}

/** Rectify within 30 d, which roll. */
export function orderCure(sheet: Sheet, command: Of<'OrderCure'>): Predicted {
  const run = sheet.incubation;
  if (run === undefined) return refusedFor(incompetent(command), 'stage');
  const on = placeOf(command.on);
  return unlessAny(
    [
      incompetent(command),
      (run.file !== undefined || run.cure !== undefined) && 'step',
      outOfOrder(command, sheet.last),
    ],
    () => {
      run.cure = { on, by: rolled(on + 30) };
      sheet.last = on;
      return events('ExitCureOrdered');
    },
  );
}

export function recordCure(sheet: Sheet, command: Of<'RecordCure'>): Predicted {
  const run = sheet.incubation;
  if (run === undefined) return refusedFor(incompetent(command), 'stage');
  return unlessAny(
    [
      incompetent(command),
      (run.file !== undefined || run.cure === undefined) && 'step',
      outOfOrder(command, sheet.last),
    ],
    () => {
      run.cure = undefined;
      sheet.last = placeOf(command.on);
      return events('ExitCured');
    },
  );
}

type Ground = Pick<
  ExitPaper['ground'],
  'ground' | 'brokenDuty' | 'fiscalYear' | 'offence' | 'evidence'
>;

/** One of four grounds, with evidence of source and date. */
export function madeOut(paper: Ground, kind: string, known: Known, on: number): Verdict {
  const { evidence } = paper;
  const isProven = evidence.length > 0 && evidence.every(({ source }) => source.trim() !== '');
  return worst(groundOf(paper, kind, known, on), passIf(isProven));
}

function groundOf(paper: Ground, kind: string, known: Known, on: number): Verdict {
  const { ground, brokenDuty = '', fiscalYear, offence } = paper;
  switch (ground) {
    case 'G1':
      return passIf(brokenDuty !== '');
    case 'G2':
      return kind === 'registered' ? missedFiling(fiscalYear, known, on) : 'fail';
    case 'G3':
      return kind === 'registered' ? failedFiling(fiscalYear, known, on) : 'fail';
    case 'G4':
      return passIf(offence?.is === 'decision' && placeOf(offence.effectiveOn) <= on);
  }
}

export function notifyExit(sheet: Sheet, command: Of<'NotifyEarlyExit'>): Predicted {
  const run = sheet.incubation;
  if (run === undefined) return refusedFor(incompetent(command), 'stage');
  const { ground, text, measure } = command;
  const on = placeOf(command.on);
  const isAgreed = run.midterm.failed && run.breachAgreed;
  const kind = sheet.identity!.applicantKind;
  const verdict = madeOut(ground, kind, knownOn(command.facts, on), on);
  const isCuredFirst =
    ground.ground === 'G1' && ground.curable && (run.cure === undefined || on <= run.cure.by);
  const isWhole = text.facts !== '' && text.basis !== '' && text.rights !== '';
  return unlessAny(
    [
      incompetent(command),
      run.file !== undefined && 'step',
      ground.midterm && !isAgreed && 'rule',
      verdict === 'unknown' && 'rule',
      verdict === 'pass' && (isCuredFirst || !isWhole) && 'rule',
      outOfOrder(command, sheet.last),
    ],
    () => {
      sheet.last = on;
      if (verdict === 'fail') return decided('refused', 'EarlyExitNoticeRefused');
      run.file = {
        ...{ ground, measure, servedOn: on, points: [], hearing: 'not-asked', draft: undefined },
        ...{ defenceBy: afterWorkingDays(on, 10), hearingAskBy: afterWorkingDays(on, 5) },
        ...{ decideBy: afterWorkingDays(on, 30), decided: undefined, served: undefined },
        ...{ reviewBy: undefined, waitsFrom: on, last: on },
      };
      return decided('granted', 'EarlyExitNotified', 'DocumentServed');
    },
  );
}

/** Of a command about an open file. */
export function withFile(
  sheet: Sheet,
  command: Parameters<typeof incompetent>[0],
  predict: (file: ExitPaper) => Predicted,
): Predicted {
  const run = sheet.incubation;
  if (run === undefined) return refusedFor(incompetent(command), 'stage');
  return run.file === undefined ? refusedFor(incompetent(command), 'step') : predict(run.file);
}

export function submitDefence(sheet: Sheet, command: Of<'SubmitDefence'>): Predicted {
  const on = placeOf(command.on);
  return withFile(sheet, command, (file) =>
    unlessAny(
      [
        file.decided !== undefined && 'step',
        on > file.defenceBy && 'limit',
        outOfOrder(command, file.last),
      ],
      () => {
        file.points.push(...command.points);
        file.last = on;
        return events('DefenceSubmitted');
      },
    ),
  );
}

export function requestHearing(sheet: Sheet, command: Of<'RequestHearing'>): Predicted {
  const on = placeOf(command.on);
  return withFile(sheet, command, (file) =>
    unlessAny(
      [
        (file.decided !== undefined || file.hearing !== 'not-asked') && 'step',
        on > file.hearingAskBy && 'limit',
        outOfOrder(command, file.last),
      ],
      () => {
        file.hearing = 'asked';
        file.last = on;
        return events('HearingRequested');
      },
    ),
  );
}

/** Notified 7 working days ahead (处罚法 64). */
export function notifyHearing(sheet: Sheet, command: Of<'NotifyHearing'>): Predicted {
  const on = placeOf(command.on);
  const heldOn = placeOf(command.heldOn);
  return withFile(sheet, command, (file) =>
    unlessAny(
      [
        incompetent(command),
        (file.hearing === 'not-asked' || file.hearing === 'held') && 'step',
        heldOn < afterWorkingDays(on, 7) && 'limit',
        outOfOrder(command, file.last),
      ],
      () => {
        file.hearing = { on: heldOn };
        file.last = on;
        return events('HearingNotified');
      },
    ),
  );
}

export function holdHearing(sheet: Sheet, command: Of<'HoldHearing'>): Predicted {
  const on = placeOf(command.on);
  return withFile(sheet, command, (file) => {
    const { hearing } = file;
    if (typeof hearing === 'string') return refusedFor(incompetent(command), 'step');
    return unlessAny(
      [incompetent(command), on < hearing.on && 'limit', outOfOrder(command, file.last)],
      () => {
        file.hearing = 'held';
        file.last = on;
        return events('HearingHeld');
      },
    );
  });
}
