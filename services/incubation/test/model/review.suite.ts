import type { ExitOutcome } from '@fuhua/rules';
import { afterWorkingDays, lastOfTerm, placeOf } from './days.suite.ts';
import { ended, incompetent, outOfOrder } from './entry.suite.ts';
import { madeOut, withFile } from './exit.suite.ts';
import { knownOn } from './facts.suite.ts';
import { passIf, worst, type Verdict } from './organization.suite.ts';
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

/** From the draft to the handover (R-EXT-04 … R-EXT-08 and definitions 8, 13 and 17). */

/** A hearing that was asked for comes first. */
const isUnheard = ({ hearing }: ExitPaper): boolean =>
  hearing !== 'not-asked' && hearing !== 'held';

export function propose(sheet: Sheet, command: Of<'ProposeEarlyExit'>): Predicted {
  return withFile(sheet, command, (file) =>
    unlessAny(
      [
        incompetent(command),
        (file.decided !== undefined || isUnheard(file)) && 'step',
        outOfOrder(command, file.last),
      ],
      () => {
        file.draft = { said: command.draft, by: command.person };
        file.last = placeOf(command.on);
        return events('EarlyExitProposed');
      },
    ),
  );
}

/** 24 months for G4, 12 for the others. */
const barOf = ({ measure, ground }: ExitOutcome): number =>
  measure !== 'early-exit' ? 0 : ground === 'G4' ? 24 : 12;

const measures = ['rectify', 'warn', 'early-exit'];

export function decideExit(sheet: Sheet, command: Of<'DecideEarlyExit'>): Predicted {
  const on = placeOf(command.on);
  return withFile(sheet, command, (file) => {
    const { draft } = file;
    if (draft === undefined) return refusedFor(incompetent(command), 'step');
    const verdict = exitVerdict(sheet, command, file);
    return unlessAny(
      [
        incompetent(command),
        (file.decided !== undefined || isUnheard(file)) && 'step',
        file.hearing !== 'held' && on <= file.hearingAskBy && 'limit',
        command.person === draft.by && 'persons',
        verdict === 'unknown' && 'rule',
        outOfOrder(command, file.last),
      ],
      () => {
        file.draft = undefined;
        file.last = on;
        if (verdict === 'fail') return decided('refused', 'ExitProposalRefused');
        const { outcome } = draft.said;
        if (outcome.measure !== 'early-exit') {
          closeFile(sheet, on);
          return decided('granted', 'MilderMeasureDecided');
        }
        file.decided = { barMonths: barOf(outcome), serveBy: afterWorkingDays(on, 7) };
        return decided('granted', 'EarlyExitDecided');
      },
    );
  });
}

function exitVerdict(
  sheet: Sheet,
  { facts, on: day }: Of<'DecideEarlyExit'>,
  { ground, measure, draft, points, defenceBy }: ExitPaper,
): Verdict {
  const on = placeOf(day);
  const known = knownOn(facts, on);
  const { outcome, answers } = draft!.said;
  const announced = { measure, ground: ground.ground };
  const isHarsher =
    measures.indexOf(outcome.measure) > measures.indexOf(measure) ||
    barOf(outcome) > barOf(announced);
  const isAnswered = points.every((_, at) =>
    answers.some(({ point, answer }) => point === String(at + 1) && answer.trim() !== ''),
  );
  const isHeard = points.length === 0 ? on > defenceBy : isAnswered;
  const bound = known('exit.operatorOfficers');
  return worst(
    madeOut({ ...ground, ground: outcome.ground }, sheet.identity!.applicantKind, known, on),
    passIf(isHeard && !isHarsher),
    passIf(bound === undefined ? undefined : bound.length === 0),
  );
}

/** No exit came of it: the end is later by the days for which it waited, and so is what waited with it. */
function closeFile(sheet: Sheet, on: number): void {
  const run = sheet.incubation!;
  const waited = run.pause === undefined ? Math.max(0, on - run.file!.waitsFrom) : 0;
  run.waitedDays += waited;
  run.end += waited;
  run.file = undefined;
  run.cure = undefined;
  if (run.graduation !== undefined) run.graduation.decideBy = afterWorkingDays(on, 20);
  sheet.last = Math.max(sheet.last, on);
}

function rescinded(sheet: Sheet, on: number): void {
  sheet.incubation!.suspended = false;
  closeFile(sheet, on);
}

export function rescind(sheet: Sheet, command: Of<'RescindEarlyExit'>): Predicted {
  return withFile(sheet, command, (file) =>
    unlessAny([incompetent(command), outOfOrder(command, file.last)], () => {
      rescinded(sheet, placeOf(command.on));
      return events('EarlyExitRescinded');
    }),
  );
}

/** The window for a review runs from the service of the decision. */
export function served(sheet: Sheet, command: Of<'ServeDocument'>): Predicted {
  const on = placeOf(command.on);
  return withFile(sheet, command, (file) =>
    unlessAny(
      [
        incompetent(command),
        (file.decided === undefined || file.served !== undefined) && 'step',
        outOfOrder(command, file.last),
      ],
      () => {
        file.served = { on, askBy: afterWorkingDays(on, 15) };
        file.last = on;
        return events('DocumentServed', 'ExitDecisionServed');
      },
    ),
  );
}

export function requestReview(sheet: Sheet, command: Of<'RequestReview'>): Predicted {
  const on = placeOf(command.on);
  return withFile(sheet, command, (file) => {
    if (file.served === undefined) return refusedFor('step');
    return unlessAny(
      [
        file.reviewBy !== undefined && 'step',
        on > file.served.askBy && 'limit',
        outOfOrder(command, file.last),
      ],
      () => {
        file.reviewBy = afterWorkingDays(on, 30);
        file.last = on;
        return events('ReviewRequested');
      },
    );
  });
}

/** By the next higher authority. */
export function decideReview(sheet: Sheet, command: Of<'DecideReview'>): Predicted {
  const higher = incompetent(command, 4);
  const run = sheet.incubation;
  if (run === undefined) return refusedFor(higher, 'stage');
  const { file } = run;
  if (file?.reviewBy === undefined) return refusedFor(higher, 'step');
  const on = placeOf(command.on);
  return unlessAny([higher, outOfOrder(command, file.last)], () => {
    if (command.outcome === 'revoked') {
      rescinded(sheet, on);
      return decided('granted', 'ReviewDecided', 'EarlyExitRescinded');
    }
    becomeFinal(sheet, file, on);
    return decided('granted', 'ReviewDecided', 'EarlyExitBecameFinal');
  });
}

/** Definition 17: bar and handover start there. */
export function becomeFinal(sheet: Sheet, { decided: decision }: ExitPaper, on: number): void {
  const barMonths = decision?.barMonths ?? 0;
  ended(sheet, 'early-exit', on);
  sheet.barredUntil = barMonths === 0 ? undefined : lastOfTerm(on, barMonths);
  sheet.handover = { finalOn: on, by: afterWorkingDays(on, 15), completed: false };
}

/** Space, seals and data, all at once. */
export function completeHandover(sheet: Sheet, command: Of<'CompleteHandover'>): Predicted {
  const { handover } = sheet;
  if (handover === undefined) return refusedFor(incompetent(command), 'stage');
  const { items, on } = command;
  const isWhole = ['space', 'seals', 'data-export'].every((item) =>
    items.some((one) => one.item === item),
  );
  return unlessAny(
    [
      incompetent(command),
      handover.completed && 'step',
      !isWhole && 'rule',
      items.some(({ doneOn }) => doneOn > on) && 'order',
      outOfOrder(command, handover.finalOn),
    ],
    () => {
      handover.completed = true;
      sheet.place = false;
      sheet.last = placeOf(on);
      return decided('granted', 'HandoverCompleted');
    },
  );
}
