import { eventId } from '@fuhua/testing';
import { afterWorkingDays, lastOfTerm, monthsLater, placeOf, rolled } from './days.suite.ts';
import { ended, incompetent, outOfOrder } from './entry.suite.ts';
import {
  events,
  refusedFor,
  unlessAny,
  type Incubation,
  type Of,
  type Predicted,
  type Sheet,
} from './record.suite.ts';

/** From the guards' answer to the start, as 5.2, 5.4 and definitions 11, 12 and 23 have it. */

export function concludeAdmission(
  sheet: Sheet,
  command: Of<'ConcludeAdmission'>,
  today: number,
): Predicted {
  if (sheet.stage !== 'sought' || sheet.sought !== command.sought) return refusedFor('step');
  const { migrated, identity } = sheet;
  sheet.sought = undefined;
  if (command.answer === 'refused') {
    if (migrated === undefined) sheet.stage = 'accepted';
    else ended(sheet, 'rejected', sheet.soughtOn);
    sheet.notify = undefined;
    return events('EntryAdmissionRefused');
  }
  sheet.residency = true;
  sheet.place = identity?.mode === 'in-shell';
  if (migrated === undefined) {
    sheet.stage = 'approved';
    return events('EntryApproved');
  }
  const { term, twoMidtermsBreach, startedOn, soFar } = migrated;
  begin(sheet, {
    ...{ start: placeOf(startedOn), end: placeOf(term.end), months: term.months },
    ...{ breachAgreed: twoMidtermsBreach, recordedOn: today },
  });
  behind(sheet, soFar);
  return events('EntryApproved', 'IncubationStarted');
}

/** What a case of before this system has behind it when it begins here. */
function behind(sheet: Sheet, soFar: Migrated['soFar'] = {}): void {
  const { endsOn, midterm, extension, pausedDays = 0, pause, named } = soFar;
  const run = sheet.incubation!;
  const { from, until } = run.window;
  run.end = endsOn === undefined ? run.end : placeOf(endsOn);
  run.window = { from: from + pausedDays, until: until + pausedDays };
  run.nameBy = run.nameBy === undefined ? undefined : rolled(run.nameBy + pausedDays);
  run.pausedDays = pausedDays;
  run.extensions = extension === undefined ? 0 : 1;
  run.extendedMonths = extension?.months ?? 0;
  run.pause = pause && { from: placeOf(pause.from), until: placeOf(pause.until) };
  run.named ||= named === true;
  if (midterm !== undefined) {
    const { firstOn, band, secondChanceFailed: failed, againBy } = midterm;
    run.midterm = { firstOn: placeOf(firstOn), band, failed, noticed: againBy !== undefined };
    run.againBy = againBy === undefined ? undefined : placeOf(againBy);
  }
  const days = [midterm?.firstOn, extension?.grantedOn, pause?.from];
  sheet.last = Math.max(
    run.start,
    ...days.flatMap((day) => (day === undefined ? [] : placeOf(day))),
  );
}

type Migrated = Of<'RecordMigratedCase'>['running'];

type Begun = Pick<Incubation, 'start' | 'end' | 'months' | 'breachAgreed' | 'recordedOn'>;

/** 5.4: midterm at 50% ±1 month; a preparing team has 6 months for its name, which roll. */
export function clocksFrom(
  sheet: Sheet,
  start: number,
  months: number,
  end = lastOfTerm(start, months),
) {
  const middle = start + Math.floor((end - start + 1) / 2);
  const isTeam = sheet.identity?.applicantKind === 'preparing-team';
  return {
    end,
    window: { from: monthsLater(middle, -1), until: monthsLater(middle, 1) },
    nameBy: isTeam ? rolled(monthsLater(start, 6)) : undefined,
  };
}

function begin(sheet: Sheet, begun: Begun): void {
  const { start, end, months } = begun;
  const { window, nameBy } = clocksFrom(sheet, start, months, end);
  sheet.stage = 'active';
  sheet.notify = undefined;
  sheet.last = start;
  sheet.partyWork.clear();
  sheet.missed.clear();
  sheet.incubation = {
    ...begun,
    ...{ window, nameBy, againBy: undefined },
    ...{ reminded: new Set(), pausedDays: 0, waitedDays: 0, pause: undefined },
    ...{ midterm: { firstOn: undefined, band: 'none', failed: false }, midtermPanel: undefined },
    ...{ extensions: 0, extendedMonths: 0, asked: undefined, graduation: undefined },
    ...{
      refused: false,
      named: nameBy === undefined,
      suspended: false,
      cure: undefined,
      file: undefined,
    },
  };
}

export function postNotice(sheet: Sheet, command: Of<'PostNotice'>): Predicted {
  const on = placeOf(command.on);
  const isNowhere = command.url === undefined && command.place === undefined;
  return unlessAny(
    [
      incompetent(command),
      sheet.stage !== 'approved' && 'stage',
      sheet.stage === 'approved' && outOfOrder(command, sheet.last),
      isNowhere && 'content',
    ],
    () => {
      sheet.stage = 'noticed';
      sheet.last = on;
      sheet.noticeEnds = afterWorkingDays(on, 5);
      sheet.agreementBy = afterWorkingDays(sheet.noticeEnds, 10);
      return events('PublicNoticePosted');
    },
  );
}

export function fileObjection(sheet: Sheet, command: Of<'FileObjection'>): Predicted {
  const on = placeOf(command.on);
  if (sheet.stage !== 'noticed') return refusedFor('stage');
  return unlessAny([outOfOrder(command, sheet.last), on > sheet.noticeEnds && 'limit'], () => {
    sheet.objections.set(eventId(sheet.events), afterWorkingDays(on, 15));
    sheet.last = on;
    return events('NoticeObjectionFiled');
  });
}

export function answerObjection(sheet: Sheet, command: Of<'AnswerObjection'>): Predicted {
  const on = placeOf(command.on);
  if (sheet.stage !== 'noticed') return refusedFor(incompetent(command), 'stage');
  return unlessAny(
    [
      incompetent(command),
      outOfOrder(command, sheet.last),
      !sheet.objections.has(command.objection) && 'step',
    ],
    () => {
      sheet.objections.delete(command.objection);
      sheet.last = on;
      if (command.upheld) {
        ended(sheet, 'withdrawn', on);
        return events('NoticeObjectionAnswered', 'EntryApprovalWithdrawn');
      }
      if (sheet.objections.size > 0 || on <= sheet.noticeEnds) {
        return events('NoticeObjectionAnswered');
      }
      sheet.stage = 'agreeing';
      sheet.agreementBy = afterWorkingDays(on, 10);
      return events('NoticeObjectionAnswered', 'PublicNoticeEnded');
    },
  );
}

export function signAgreement(sheet: Sheet, command: Of<'SignAgreement'>): Predicted {
  const on = placeOf(command.on);
  const { stage } = sheet;
  if (stage !== 'noticed' && stage !== 'agreeing') return refusedFor(incompetent(command), 'stage');
  const isNoticed = stage === 'noticed';
  return unlessAny(
    [
      incompetent(command),
      outOfOrder(command, sheet.last),
      isNoticed && sheet.objections.size > 0 && 'step',
      isNoticed && on <= sheet.noticeEnds && 'limit',
    ],
    () => {
      sheet.stage = 'planning';
      sheet.last = on;
      sheet.breachAgreed = command.terms.twoMidtermsBreach;
      sheet.planBy = afterWorkingDays(on, 20);
      return isNoticed ? events('PublicNoticeEnded', 'AgreementSigned') : events('AgreementSigned');
    },
  );
}

export function startIncubation(
  sheet: Sheet,
  command: Of<'StartIncubation'>,
  today: number,
): Predicted {
  const on = placeOf(command.on);
  const { identity } = sheet;
  const { plan } = command;
  if (sheet.stage !== 'planning' || identity === undefined) {
    return refusedFor(incompetent(command), 'stage');
  }
  return unlessAny(
    [
      incompetent(command),
      outOfOrder(command, sheet.last),
      !sheet.partyWork.has('plan') && 'party-work',
      plan === undefined && 'step',
      plan !== undefined && placeOf(plan.on) > on && 'order',
    ],
    () => {
      const months = identity.mode === 'in-shell' && identity.stage === 'growth' ? 6 : 12;
      begin(sheet, {
        ...{ start: on, end: lastOfTerm(on, months), months },
        ...{ breachAgreed: sheet.breachAgreed, recordedOn: today },
      });
      return events('IncubationStarted');
    },
  );
}

/** Definition 23: it passes the guards, with its own days, and is not decided again. */
export function recordMigrated(sheet: Sheet, command: Of<'RecordMigratedCase'>): Predicted {
  const { running, identity } = command;
  return unlessAny(
    [
      incompetent(command),
      sheet.stage !== 'none' && 'stage',
      hasDaysOutOfOrder(command) && 'order',
      hasNoTerm(command) && 'content',
      hasNoSuchChance(running.soFar?.midterm) && 'content',
    ],
    () => {
      sheet.stage = 'sought';
      sheet.identity = identity;
      sheet.sought = eventId(sheet.events);
      sheet.soughtOn = placeOf(command.on);
      sheet.last = placeOf(running.startedOn);
      sheet.migrated = running;
      return events('EntryApprovalSought');
    },
  );
}

function hasDaysOutOfOrder({ running, today }: Of<'RecordMigratedCase'>): boolean {
  const { startedOn, soFar = {} } = running;
  const { midterm, extension, pause } = soFar;
  const days = [midterm?.firstOn, extension?.grantedOn, pause?.from];
  const isOutside = days.some((day) => day !== undefined && (day < startedOn || day > today));
  return startedOn > today || isOutside || (pause !== undefined && pause.until < today);
}

function hasNoTerm({ running, today }: Of<'RecordMigratedCase'>): boolean {
  const { term, soFar = {} } = running;
  const { extension, pausedDays, pause, endsOn = term.end } = soFar;
  const isLonger = extension !== undefined || pausedDays !== undefined;
  const fits = isLonger ? endsOn > term.end : endsOn === term.end;
  const waits = pause === undefined ? 0 : placeOf(pause.until) - placeOf(pause.from) + 1;
  return term.end < term.start || !fits || placeOf(endsOn) + waits < placeOf(today);
}

function hasNoSuchChance(midterm: NonNullable<Migrated['soFar']>['midterm']): boolean {
  if (midterm === undefined) return false;
  const { band, againBy, secondChanceFailed } = midterm;
  const chances = (againBy === undefined ? 0 : 1) + (secondChanceFailed ? 1 : 0);
  return chances > (band === 'continue' ? 0 : 1);
}
