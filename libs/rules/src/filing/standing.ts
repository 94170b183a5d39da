import type { Day } from '@fuhua/kernel';
import { z } from 'zod';
import type { WorkingDayCalendar } from '../calendar/calendar.ts';
import { isOverdue } from '../clocks/limits.ts';
import { registerIsFresh } from '../clocks/registers.ts';
import { filingDeadlineOf, filingDuty, type FilingDeadline, type FilingOf } from './deadline.ts';

/** 合格, 基本合格, 不合格. A basic pass is no failure (never G3), and not the *pass* of R-PRI-01 either. */
export const FilingConclusion = z.enum(['pass', 'basic-pass', 'fail']);
export type FilingConclusion = z.infer<typeof FilingConclusion>;

/** What is on record of an organization's filing for one fiscal year. Days after the day asked for are not seen. */
export interface FilingFacts extends FilingOf {
  readonly registeredOn: Day;
  /** What the registrar set for this kind and charity flag in the year of filing, as on record now, not rolled. */
  readonly localDeadline?: Day | undefined;
  /** Whether the registrar, by its own rule, exempts the organization for that year. */
  readonly exemptByRegistrar?: boolean | undefined;
  readonly filedOn?: Day | undefined;
  /** The day of the registrar's receipt that takes a late filing as timely. */
  readonly acceptedAsTimelyOn?: Day | undefined;
  /** Of an annual inspection; an annual report gets none. */
  readonly conclusion?:
    { readonly outcome: FilingConclusion; readonly publishedOn: Day } | undefined;
  /** When the filing register was last synchronised (RegisterSynchronised). */
  readonly synchronisedOn?: Day | undefined;
}

export type FilingTimeliness =
  | 'on-time'
  | 'accepted-as-timely'
  | 'late'
  /** Not filed, in a register that is fresh. */
  | 'none'
  /** Not filed, and the deadline has not passed. */
  | 'pending'
  /** The deadline has passed, nothing is on record, and the register is not fresh. */
  | 'unknown';

export type FilingStanding =
  | { readonly timeliness: 'nothing-due' | 'exempt' }
  | {
      readonly timeliness: FilingTimeliness;
      readonly deadline: FilingDeadline;
      /** Missing while it is pending. */
      readonly conclusion?: ConclusionInForce;
    };

export interface ConclusionInForce {
  readonly outcome: FilingConclusion;
  /** Of an inspection, its publication; of a charity's report, its filing or the registrar's receipt. */
  readonly since: Day;
}

/** What counts against an organization, and the day by which a look-back finds it. */
export interface FilingFault {
  readonly fault: 'missed' | 'failed';
  readonly on: Day;
}

/**
 * Definition 6: where the filing for one fiscal year stands on day `on`. A day is in time until its 24:00, so a filing is
 * missed from the day after the deadline.
 */
export function filingStanding(
  facts: FilingFacts,
  on: Day,
  calendar: WorkingDayCalendar,
): FilingStanding {
  const duty = filingDuty(facts, facts.registeredOn);
  if (duty !== 'due') return { timeliness: duty };
  if (facts.exemptByRegistrar === true) return { timeliness: 'exempt' };
  const deadline = filingDeadlineOf(facts, facts.localDeadline, calendar);
  const timeliness = timelinessOf(facts, deadline, on);
  const conclusion = facts.charity
    ? conclusionOfReport(facts, timeliness)
    : conclusionOfInspection(facts, on);
  return { timeliness, deadline, ...(conclusion !== undefined && { conclusion }) };
}

function timelinessOf(facts: FilingFacts, deadline: FilingDeadline, on: Day): FilingTimeliness {
  const { filedOn, acceptedAsTimelyOn, synchronisedOn } = facts;
  const isFiled = filedOn !== undefined && filedOn <= on;
  if (isFiled && !isOverdue(deadline, filedOn)) return 'on-time';
  if (acceptedAsTimelyOn !== undefined && acceptedAsTimelyOn <= on) return 'accepted-as-timely';
  if (isFiled) return 'late';
  if (!isOverdue(deadline, on)) return 'pending';
  return registerIsFresh(synchronisedOn, on) ? 'none' : 'unknown';
}

/** For a charity, filing on time is *pass*. */
function conclusionOfReport(
  { filedOn, acceptedAsTimelyOn }: FilingFacts,
  timeliness: FilingTimeliness,
): ConclusionInForce | undefined {
  const isAccepted = timeliness === 'accepted-as-timely';
  if (!isAccepted && timeliness !== 'on-time') return undefined;
  const since = isAccepted ? acceptedAsTimelyOn : filedOn;
  return since && { outcome: 'pass', since };
}

function conclusionOfInspection(
  { conclusion }: FilingFacts,
  on: Day,
): ConclusionInForce | undefined {
  if (conclusion === undefined || conclusion.publishedOn > on) return undefined;
  return { outcome: conclusion.outcome, since: conclusion.publishedOn };
}

/**
 * For R-ENT-04: late and none count, dated at the deadline, and a failed conclusion, dated at its publication. Filed on
 * time with the conclusion pending, exempt, or nothing due counts nothing; whether `unknown` matters is the rule's.
 */
export function filingFaults(standing: FilingStanding): readonly FilingFault[] {
  if (!('deadline' in standing)) return [];
  const { timeliness, deadline, conclusion } = standing;
  const isMissed = timeliness === 'late' || timeliness === 'none';
  const missed = isMissed ? [{ fault: 'missed', on: deadline.due } as const] : [];
  const isFailed = conclusion?.outcome === 'fail';
  const failed = isFailed ? [{ fault: 'failed', on: conclusion.since } as const] : [];
  return [...missed, ...failed];
}
