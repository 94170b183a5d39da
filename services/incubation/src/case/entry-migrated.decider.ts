import type { Day } from '@fuhua/kernel';
import { ruleSetOf, type WorkingDayCalendar } from '@fuhua/rules';
import { clocksAtStart, daysIn, endingOn, movedByPause } from './active-clocks.decider.ts';
import type { SoFar, TermClocks } from './active-values.events.ts';
import type { Case } from './case-state.decider.ts';
import { entryApprovalSought, type Running } from './entry.events.ts';
import { record, type EntryCheck, type EntryDecided } from './entry-record.decider.ts';
import { competence, inOrder, subjectIn, type Act, type CaseIdentity } from './record.decider.ts';

/** Cases that run since before this system: with their own days and no decision, but asked of the guards (definition 23). */

export type RecordMigratedCase = Act & {
  type: 'RecordMigratedCase';
  identity: CaseIdentity;
  running: Pick<
    Running,
    'appliedOn' | 'approvedOn' | 'startedOn' | 'term' | 'twoMidtermsBreach' | 'source'
  > & { soFar?: ToldSoFar | undefined };
  capacity: number;
};

/** As the papers tell it. */
export interface ToldSoFar {
  /** The last day as it stands, a pause that still runs left out; missing: as agreed. */
  readonly endsOn?: Day | undefined;
  readonly midterm?:
    | (NonNullable<SoFar['midterm']> & {
        /** 再次评估期限, while a second chance is open. */
        readonly againBy?: Day | undefined;
      })
    | undefined;
  readonly extension?: SoFar['extension'];
  readonly pausedDays?: number | undefined;
  /** One that runs, both days in it. */
  readonly pause?: { readonly from: Day; readonly until: Day } | undefined;
  readonly named?: true | undefined;
}

export function recordMigrated(command: RecordMigratedCase, state: Case): EntryDecided {
  const { identity, running, capacity, on } = command;
  const { soFar: told, ...begun } = running;
  const { applicantKind, stage: incubationStage, division, operator, ruleSet, mode } = identity;
  const known = { applicantKind, incubationStage, division, operator, ruleSet };
  const { clocks, soFar } = asItStands(command);
  const sought = entryApprovalSought({
    ...{ ...subjectIn(identity), mode, capacity, soughtOn: on },
    running: { ...begun, ...known, clocks, soFar },
  });
  return record(
    [sought],
    competence(command, 'entry'),
    state.stage === 'none' ? undefined : { code: 'incubation.case-exists' },
    ...daysInOrder(command),
    termFits(command, (soFar?.pause?.clocks ?? clocks).end),
    told?.midterm && secondChanceFits(told.midterm),
  );
}

/** Pauses that are over move every clock; an extension only the end, which the papers tell. */
function asItStands({ identity, running, calendar, ruleSets }: RecordMigratedCase): {
  readonly clocks: TermClocks;
  readonly soFar: SoFar | undefined;
} {
  const { term, soFar } = running;
  const { applicantKind, ruleSet } = identity;
  const begun = clocksAtStart({ term, applicantKind }, ruleSetOf(ruleSet, ruleSets), calendar);
  if (soFar === undefined) return { clocks: begun, soFar };
  const { midterm, extension, pausedDays, pause, endsOn, named } = soFar;
  const moved = movedByPause(begun, pausedDays ?? 0, calendar);
  const again = midterm?.againBy && { due: midterm.againBy, provisional: false };
  const clocks = {
    ...endingOn(moved, endsOn ?? term.end),
    ...(again && { midtermAgainBy: again }),
  };
  const { againBy: _, ...held } = midterm ?? {};
  return {
    clocks,
    soFar: {
      ...{ extension, pausedDays, named },
      midterm: midterm && (held as NonNullable<SoFar['midterm']>),
      pause: pause && { ...pause, clocks: afterPause(clocks, pause, calendar) },
    },
  };
}

function afterPause(
  clocks: TermClocks,
  pause: NonNullable<ToldSoFar['pause']>,
  calendar: WorkingDayCalendar,
): TermClocks {
  return movedByPause(clocks, daysIn(pause), calendar);
}

/** None in the future; a pause that is over is told by its days. */
function daysInOrder(command: RecordMigratedCase): readonly EntryCheck[] {
  const { running, today } = command;
  const { appliedOn, approvedOn, startedOn, soFar = {} } = running;
  const { midterm, extension, pause } = soFar;
  const after = (then: Day | undefined, first: Day): EntryCheck =>
    then === undefined ? undefined : inOrder({ ...command, on: then }, first);
  return [
    after(startedOn, approvedOn),
    after(approvedOn, appliedOn),
    after(midterm?.firstOn, startedOn),
    after(extension?.grantedOn, startedOn),
    after(pause?.from, startedOn),
    pause === undefined || pause.until >= today
      ? undefined
      : { code: 'incubation.days-out-of-order', first: today, then: pause.until },
  ];
}

/** @param lastDay of the term, a pause that still runs counted in */
function termFits({ running, today }: RecordMigratedCase, lastDay: Day): EntryCheck {
  const { term, soFar = {} } = running;
  const { extension, pausedDays, endsOn: end = term.end } = soFar;
  const { start, end: agreed } = term;
  if (agreed < start) return { code: 'incubation.term-reversed', start, end: agreed };
  const isLonger = extension !== undefined || pausedDays !== undefined;
  if (isLonger ? end <= agreed : end !== agreed) {
    return { code: 'incubation.end-unexplained', agreed, end };
  }
  return lastDay < today ? { code: 'incubation.term-over', end: lastDay } : undefined;
}

/** After 60 points or more there is none, and one that failed is over. */
function secondChanceFits({
  band,
  secondChanceFailed,
  againBy,
}: NonNullable<ToldSoFar['midterm']>): EntryCheck {
  const has = againBy !== undefined || secondChanceFailed;
  const isBoth = againBy !== undefined && secondChanceFailed;
  return isBoth || (has && band === 'continue')
    ? { code: 'incubation.second-chance-unexplained', band }
    : undefined;
}
