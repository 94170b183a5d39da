import { clocksFrom } from './approval.suite.ts';
import { afterWorkingDays, lastOfTerm, placeOf, rolled } from './days.suite.ts';
import { incompetent, outOfOrder, saidBy } from './entry.suite.ts';
import { served as exitDecisionServed } from './review.suite.ts';
import {
  events,
  refusedFor,
  unlessAny,
  type Incubation,
  type Of,
  type Predicted,
  type Sheet,
} from './record.suite.ts';

/** Papers, Party work, corrected days and panels' conclusions, in whichever stage. */

export function serve(sheet: Sheet, command: Of<'ServeDocument'>): Predicted {
  const { kind } = command.document;
  switch (sheet.stage) {
    case 'none':
      return refusedFor('stage');
    case 'active':
      return kind === 'exit-decision' && sheet.incubation?.file !== undefined
        ? exitDecisionServed(sheet, command)
        : serveWhileActive(sheet, command);
    case 'graduated':
      return serveAfterTerm(sheet, command);
    case 'ended':
      return sheet.how === 'rejected' || sheet.how === 'lapsed' || sheet.how === 'withdrawn'
        ? serveBeforeStart(sheet, command)
        : serveAfterTerm(sheet, command);
    case 'applied':
    case 'gaps':
    case 'accepted':
    case 'sought':
    case 'approved':
    case 'noticed':
    case 'agreeing':
    case 'planning':
      return serveBeforeStart(sheet, command);
  }
}

/** The gap notice starts 15 wd; the notification is owed once after a decision. */
function serveBeforeStart(sheet: Sheet, command: Of<'ServeDocument'>): Predicted {
  const on = placeOf(command.on);
  const { kind } = command.document;
  if (kind === 'gap-notice' && sheet.stage === 'gaps' && sheet.supplementBy === undefined) {
    return unlessAny([incompetent(command), outOfOrder(command, sheet.last)], () => {
      sheet.supplementBy = afterWorkingDays(on, 15);
      sheet.last = on;
      return events('DocumentServed');
    });
  }
  const { notify } = sheet;
  if (kind !== 'entry-decision' || notify === undefined || sheet.stage === 'sought') {
    return refusedFor(incompetent(command), 'step');
  }
  return unlessAny([incompetent(command), outOfOrder(command, notify.decidedOn)], () => {
    sheet.notify = undefined;
    return events('DocumentServed');
  });
}

const whileActive = new Set([
  ...['midterm-notice', 'extension-decision', 'graduation-decision', 'graduation-reminder'],
  ...['cure-order', 'hearing-notice', 'exit-rescission', 'review-decision'],
]);

/** The second chance runs from the service of the notice about the first (5.4, definition 1). */
function serveWhileActive(sheet: Sheet, command: Of<'ServeDocument'>): Predicted {
  const on = placeOf(command.on);
  const { kind } = command.document;
  const run = sheet.incubation!;
  const isAgain = run.midterm.noticed === true;
  const starts = kind === 'midterm-notice' && run.againBy !== undefined && !isAgain;
  const isStanding = starts && run.pause !== undefined;
  return unlessAny(
    [
      incompetent(command),
      outOfOrder(command, sheet.last),
      (!whileActive.has(kind) || isStanding) && 'step',
    ],
    () => {
      if (starts) {
        run.againBy = rolled(on + (run.midterm.band === 'improve' ? 60 : 90));
        run.midterm.noticed = true;
        sheet.last = on;
      }
      return events('DocumentServed');
    },
  );
}

/** What was decided is served after the end too. */
function serveAfterTerm(sheet: Sheet, command: Of<'ServeDocument'>): Predicted {
  const { kind } = command.document;
  const suits = kind === 'graduation-decision' || kind === 'review-decision';
  return unlessAny([incompetent(command), outOfOrder(command, sheet.last), !suits && 'step'], () =>
    events('DocumentServed'),
  );
}

/** 四(四)1-1: each gate has its stage. */
export function reviewPartyWork(sheet: Sheet, command: Of<'ReviewPartyWork'>): Predicted {
  const { gate } = command;
  const gates: Partial<Record<Sheet['stage'], readonly string[]>> = {
    ...{ accepted: ['entry'], planning: ['plan'], active: ['midterm', 'graduation'] },
  };
  if (gates[sheet.stage]?.includes(gate) !== true) return refusedFor(incompetent(command), 'stage');
  return unlessAny([incompetent(command), outOfOrder(command, sheet.last)], () => {
    sheet.partyWork.add(gate);
    sheet.last = placeOf(command.on);
    return events('PartyWorkReviewed');
  });
}

/** Definition 25: the open due days of the stage are counted anew from the right day. */
export function correctClockDay(sheet: Sheet, command: Of<'CorrectClockDay'>): Predicted {
  const day = placeOf(command.day);
  if (sheet.stage === 'active') return correctWhileActive(sheet, command, day);
  const isRunning =
    ['applied', 'accepted', 'noticed', 'agreeing', 'planning'].includes(sheet.stage) ||
    (sheet.stage === 'gaps' && sheet.supplementBy !== undefined);
  if (!isRunning) return refusedFor(incompetent(command), 'stage');
  return unlessAny([incompetent(command), command.day > command.today && 'order'], () => {
    recount(sheet, day);
    sheet.last = Math.max(sheet.last, day);
    return events('ClockDayCorrected');
  });
}

/** Of an open exit file the day of service, else the day of the start. */
function correctWhileActive(sheet: Sheet, command: Of<'CorrectClockDay'>, day: number): Predicted {
  const run = sheet.incubation!;
  const { file } = run;
  return unlessAny(
    [
      incompetent(command),
      command.day > command.today && 'order',
      file !== undefined && day < run.start && 'order',
      file?.decided !== undefined && 'step',
      file === undefined && run.pause !== undefined && 'step',
    ],
    () => {
      if (file === undefined) restart(sheet, run, day);
      else {
        if (file.waitsFrom === file.servedOn) file.waitsFrom = day;
        file.servedOn = day;
        file.defenceBy = afterWorkingDays(day, 10);
        file.hearingAskBy = afterWorkingDays(day, 5);
        file.decideBy = afterWorkingDays(day, 30);
        file.last = Math.max(file.last, day);
      }
      sheet.last = Math.max(sheet.last, day);
      return events('ClockDayCorrected');
    },
  );
}

/** All that runs from the start, with what was granted and the days that did not count. */
function restart(sheet: Sheet, run: Incubation, day: number): void {
  run.start = day;
  const { end, window, nameBy } = clocksFrom(sheet, day, run.months);
  run.window = { from: window.from + run.pausedDays, until: window.until + run.pausedDays };
  run.nameBy =
    nameBy === undefined || run.pausedDays === 0 ? nameBy : rolled(nameBy + run.pausedDays);
  run.end = run.extendedMonths === 0 ? end : lastOfTerm(day, run.months + run.extendedMonths);
  run.end += run.pausedDays + run.waitedDays;
}

function recount(sheet: Sheet, day: number): void {
  switch (sheet.stage) {
    case 'applied':
      sheet.completenessBy = afterWorkingDays(day, 5);
      return;
    case 'gaps':
      if (sheet.completenessBy === undefined) sheet.supplementBy = afterWorkingDays(day, 15);
      else sheet.completenessBy = afterWorkingDays(day, 5);
      return;
    case 'accepted':
      sheet.acceptedOn = day;
      sheet.decideBy = afterWorkingDays(day, sheet.extended ? 30 : 20);
      if (!sheet.preReviewed) sheet.preReviewBy = afterWorkingDays(day, 5);
      return;
    case 'noticed':
      sheet.noticeEnds = afterWorkingDays(day, 5);
      sheet.agreementBy = afterWorkingDays(sheet.noticeEnds, 10);
      return;
    case 'agreeing':
      sheet.agreementBy = afterWorkingDays(day, 10);
      return;
    case 'planning':
      sheet.planBy = afterWorkingDays(day, 20);
      return;
    case 'none':
    case 'sought':
    case 'approved':
    case 'active':
    case 'graduated':
    case 'ended':
      return;
  }
}

/** Once for each request; nothing is decided by it. */
export function receiveEvaluation(sheet: Sheet, command: Of<'ReceiveEvaluation'>): Predicted {
  const run = sheet.incubation;
  const panels =
    sheet.stage === 'accepted' ? [sheet.panel] : [run?.midtermPanel, run?.graduation?.panel];
  const asked = panels.find((panel) => panel?.request === command.request);
  if (asked === undefined) return refusedFor('step');
  if (asked.said !== undefined) return events();
  asked.said = saidBy(command);
  sheet.last = Math.max(sheet.last, placeOf(command.concludedOn));
  return events('EvaluationReceived');
}
