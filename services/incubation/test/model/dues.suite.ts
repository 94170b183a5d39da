import { becomeFinal } from './review.suite.ts';
import { resumed } from './active.suite.ts';
import { dayAt } from './days.suite.ts';
import { ended } from './entry.suite.ts';
import { events, type Incubation, type Predicted, type Sheet } from './record.suite.ts';

/** What becomes due when nobody does anything: a missed clock is recorded and decides nothing; some ends come by themselves. */

export interface DueDay {
  readonly name: string;
  /** From the first instant of this day. */
  readonly due: number;
  readonly pass: () => Predicted;
}

export function duesOf(sheet: Sheet): readonly DueDay[] {
  return all(sheet).filter(({ name }) => !sheet.missed.has(name));
}

function all(sheet: Sheet): readonly DueDay[] {
  const { notify, incubation: run } = sheet;
  const told = notify === undefined ? [] : [missed(sheet, 'notification', notify.by)];
  switch (sheet.stage) {
    case 'none':
    case 'sought':
      return [];
    case 'applied':
      return [missed(sheet, 'completeness', sheet.completenessBy!)];
    case 'gaps':
      return gapDues(sheet);
    case 'accepted':
      return [
        ...(sheet.preReviewed ? [] : [missed(sheet, 'pre-review', sheet.preReviewBy)]),
        missed(sheet, 'decision', sheet.decideBy),
      ];
    case 'approved':
      return told;
    case 'noticed':
      return [...told, ...noticeDues(sheet)];
    case 'agreeing':
      return [...told, missed(sheet, 'agreement', sheet.agreementBy)];
    case 'planning':
      return [...told, missed(sheet, 'plan', sheet.planBy)];
    case 'active':
      return [
        ...(run!.pause === undefined ? termDues(sheet, run!) : [pauseOver(sheet, run!)]),
        ...fileDues(sheet, run!),
      ];
    case 'graduated':
      return sheet.checks.map(({ month, by }) => missed(sheet, `follow-up-${String(month)}`, by));
    case 'ended': {
      const { handover } = sheet;
      const isOpen = handover?.completed === false;
      return isOpen ? [missed(sheet, 'handover', handover.by)] : told;
    }
  }
}

function missed(sheet: Sheet, clock: string, by: number, of?: string): DueDay {
  const name = of === undefined ? clock : `${clock}-${of}`;
  return entry(name, by, by + 1, () => {
    sheet.missed.add(`${name}:${dayAt(by)}`);
    return events('CaseClockMissed');
  });
}

function entry(name: string, day: number, due: number, pass: () => Predicted): DueDay {
  return { name: `${name}:${dayAt(day)}`, due, pass };
}

/** Still incomplete: lapse (definition 12). */
function gapDues(sheet: Sheet): readonly DueDay[] {
  const { completenessBy, supplementBy } = sheet;
  if (completenessBy !== undefined) return [missed(sheet, 'completeness', completenessBy)];
  if (supplementBy === undefined) return [];
  return [
    entry('supplement', supplementBy, supplementBy + 1, () => {
      ended(sheet, 'lapsed', supplementBy);
      return events('EntryLapsed');
    }),
  ];
}

/** An objection stops progress until it is answered. */
function noticeDues(sheet: Sheet): readonly DueDay[] {
  const { noticeEnds, objections } = sheet;
  if (objections.size > 0) {
    return [...objections].map(([id, by]) => missed(sheet, 'objection-answer', by, id));
  }
  return [
    entry('notice', noticeEnds, noticeEnds + 1, () => {
      sheet.stage = 'agreeing';
      sheet.last = Math.max(sheet.last, noticeEnds);
      return events('PublicNoticeEnded');
    }),
  ];
}

function pauseOver(sheet: Sheet, run: Incubation): DueDay {
  const { until } = run.pause!;
  return entry('pause', until, until + 1, () => {
    resumed(sheet, run, until + 1);
    return events('CaseResumed');
  });
}

function termDues(sheet: Sheet, run: Incubation): readonly DueDay[] {
  const { window, againBy, midterm, recordedOn } = run;
  const isFirst = midterm.firstOn === undefined && window.until >= recordedOn;
  return [
    ...(isFirst ? [missed(sheet, 'midterm', window.until)] : []),
    ...(againBy === undefined || againBy < recordedOn
      ? []
      : [missed(sheet, 'midterm-again', againBy)]),
    ...(run.file === undefined ? endDues(sheet, run) : []),
  ];
}

/** A timely application keeps the case open until decided; none by the end is a voluntary exit (5.5). */
function endDues(sheet: Sheet, run: Incubation): readonly DueDay[] {
  const { graduation, asked, end } = run;
  if (graduation !== undefined) {
    return [missed(sheet, 'graduation-decision', graduation.decideBy)];
  }
  if (asked !== undefined) {
    return [...nameDues(sheet, run), missed(sheet, 'extension-decision', end)];
  }
  const reminders = [60, 45]
    .map((left) => ({ left, key: `${String(left)}:${dayAt(end)}` }))
    .filter(({ key }) => !run.reminded.has(key))
    .map(({ left, key }) =>
      entry(`graduation-reminder-${String(left)}`, end, end - left, () => {
        run.reminded.add(key);
        return events('GraduationReminded');
      }),
    );
  const over = entry('term', end, end + 1, () => {
    ended(sheet, run.refused ? 'without-graduation' : 'voluntary', end);
    return events(run.refused ? 'EndedWithoutGraduation' : 'VoluntaryExitRecorded');
  });
  return [...nameDues(sheet, run), ...reminders, over];
}

/** R-ENT-08: otherwise the case ends at month 6. */
function nameDues(sheet: Sheet, { nameBy, named }: Incubation): readonly DueDay[] {
  if (nameBy === undefined || named) return [];
  return [
    entry('team-name', nameBy, nameBy + 1, () => {
      ended(sheet, 'without-graduation', nameBy);
      return events('EndedWithoutGraduation');
    }),
  ];
}

/** Of an exit file, paused or not. */
function fileDues(sheet: Sheet, { cure, file }: Incubation): readonly DueDay[] {
  if (file === undefined) return cure === undefined ? [] : [missed(sheet, 'cure', cure.by)];
  if (file.decided === undefined) return [missed(sheet, 'exit-decision', file.decideBy)];
  if (file.reviewBy !== undefined) return [missed(sheet, 'review-decision', file.reviewBy)];
  if (file.served === undefined) return [missed(sheet, 'exit-service', file.decided.serveBy)];
  const { askBy } = file.served;
  return [
    entry('review-request', askBy, askBy + 1, () => {
      becomeFinal(sheet, file, askBy + 1);
      return events('EarlyExitBecameFinal');
    }),
  ];
}
