import type { Day } from '@fuhua/kernel';
import {
  dueAfterWorkingDays,
  competentAuthority,
  evaluate,
  ruleSetInForce,
  type Decision,
  type Directory,
  type Due,
  type JudgedBase,
  type RuleResult,
} from '@fuhua/rules';
import type { Applied, Case, Gaps } from './case-state.decider.ts';
import {
  entryAccepted,
  entryApplied,
  entryGapNotified,
  entryLapsed,
  entryRejected,
  entrySupplemented,
  type Gap,
  type PreReviewer,
} from './entry.events.ts';
import { caseFacts } from './entry-facts.decider.ts';
import {
  type EntryCheck,
  type EntryDecided,
  notInStage,
  record,
  reviewClocks,
  reviewClocksIn,
} from './entry-record.decider.ts';
import {
  competence,
  inOrder,
  subjectIn,
  type Act,
  type CaseIdentity,
  type Gathered,
  type PartyAct,
} from './record.decider.ts';

/** From the application to its acceptance (5.1, 5.2). */

export type ApplyEntry = PartyAct &
  Gathered & {
    type: 'ApplyEntry';
    identity: Omit<CaseIdentity, 'ruleSet'>;
    base: JudgedBase;
    directory: Directory;
    outsideTargetReason?: string | undefined;
    files: string[];
  };

/** All gaps at once; those of rules that could not say are among them. */
export type NotifyGaps = Act & { type: 'NotifyGaps'; gaps: Gap[] };

export type SupplementEntry = PartyAct & {
  type: 'SupplementEntry';
  gaps: string[];
  files: string[];
};

export type AcceptEntry = Act & { type: 'AcceptEntry' };

/** By the authority: what was supplied closes not every gap, or the agreement is overdue. */
export type LapseEntry = Act & { type: 'LapseEntry'; open: string[]; reason: string };

export type ApplicationCommand =
  ApplyEntry | NotifyGaps | SupplementEntry | AcceptEntry | LapseEntry;

/** Only `fail` refuses here; what is unknown is accepted, and listed in the gap notice (definition 11). */
export function apply(command: ApplyEntry, state: Case): EntryDecided {
  const { identity, base, directory, on, today, calendar, outsideTargetReason } = command;
  const { division } = identity;
  if (state.stage !== 'none') return record([], { code: 'incubation.case-exists' });
  const { authority, result } = competentAuthority(base, 'entry', directory, today);
  if (authority === undefined) {
    const { rule, clause, reason } = result;
    return record([], { code: 'incubation.competence-unknown', rule, clause, reason });
  }
  const outOfOrder = inOrder(command, on);
  if (outOfOrder !== undefined) return record([], outOfOrder);
  const ruleSet = ruleSetInForce(command.ruleSets, division, on);
  if (ruleSet === undefined) {
    return record([], { code: 'incubation.no-rule-set', division, day: on });
  }
  const decision = evaluate({
    ruleSet,
    procedure: 'case.application',
    facts: {
      ...command.facts,
      ...caseFacts({ identity, outsideTargetReason, appliedOn: on, sources: [] }),
    },
    ...{ on, calendar, knownThrough: command.knownThrough },
  });
  const clocks = reviewClocksIn(ruleSet);
  const subject = subjectIn(identity);
  const applied = entryApplied({
    ...subject,
    ...{ applicantKind: identity.applicantKind, mode: identity.mode },
    ...{ incubationStage: identity.stage, division, operator: identity.operator },
    ...{ preReviewer: preReviewerIn(decision), files: command.files, appliedOn: on },
    outsideTargetReason,
    ...{ ruleSet: decision.ruleSet, decision },
    completenessBy: dueAfterWorkingDays(on, clocks.completenessWorkingDays, calendar),
  });
  if (decision.outcome !== 'refused') return record([applied]);
  const notifyBy = dueAfterWorkingDays(on, clocks.notificationWorkingDays, calendar);
  const rejection = { decision, automatic: true, competentAuthority: authority, rejectedOn: on };
  return record([applied, entryRejected({ ...subject, ...rejection, notifyBy })]);
}

export function notifyGaps(command: NotifyGaps, state: Case): EntryDecided {
  const incompetent = competence(command, 'entry');
  if (state.stage !== 'applied') return record([], incompetent ?? notInStage(state));
  const { entry, unknowns } = state;
  const named = new Set(command.gaps.map(({ code }) => code));
  const gaps = [...command.gaps, ...unknowns.filter(({ code }) => !named.has(code))];
  return record(
    [entryGapNotified({ ...subjectIn(entry.identity), gaps, notifiedOn: command.on })],
    incompetent,
    inOrder(command, entry.lastOn),
  );
}

/** In time, and for gaps that are open; before the notice was served no limit runs. */
export function supplement(command: SupplementEntry, state: Case): EntryDecided {
  if (state.stage !== 'gaps') return record([], notInStage(state));
  const { entry, open } = state;
  const { gaps, files, on, calendar } = command;
  const isComplete = [...open].every((code) => gaps.includes(code));
  const { completenessWorkingDays } = reviewClocks(command, entry.identity);
  const supplied = entrySupplemented({
    ...{ ...subjectIn(entry.identity), gaps, files, suppliedOn: on },
    completenessBy: isComplete
      ? dueAfterWorkingDays(on, completenessWorkingDays, calendar)
      : undefined,
  });
  return record(
    [supplied],
    inOrder(command, entry.lastOn),
    inTime(command, state),
    known(gaps, state),
  );
}

function inTime({ on }: SupplementEntry, { supplementBy }: Gaps): EntryCheck {
  if (supplementBy === undefined || on <= supplementBy.due) return undefined;
  return { code: 'incubation.limit-over', due: supplementBy.due };
}

function known(codes: readonly string[], { gaps }: Gaps): EntryCheck {
  const gap = codes.find((code) => gaps.every((one) => one.code !== code));
  return gap === undefined ? undefined : { code: 'incubation.gap-unknown', gap };
}

/** Complete: pre-review and decision run from here (definition 12). */
export function accept(command: AcceptEntry, state: Case): EntryDecided {
  const incompetent = competence(command, 'entry');
  if (state.stage !== 'applied' && state.stage !== 'gaps') {
    return record([], incompetent ?? notInStage(state));
  }
  const { entry, preReviewer } = state;
  const { on, calendar } = command;
  const clocks = reviewClocks(command, entry.identity);
  return record(
    [
      entryAccepted({
        ...{ ...subjectIn(entry.identity), acceptedOn: on, preReviewer },
        preReviewBy: dueAfterWorkingDays(on, clocks.preReviewWorkingDays, calendar),
        decideBy: dueAfterWorkingDays(on, clocks.decisionWorkingDays, calendar),
      }),
    ],
    incompetent,
    inOrder(command, entry.lastOn),
    nothingOpen(state),
  );
}

function nothingOpen(state: Applied | Gaps): EntryCheck {
  if (state.stage === 'applied' || state.open.size === 0) return undefined;
  return { code: 'incubation.gaps-open', gaps: [...state.open] };
}

export function lapse(command: LapseEntry, state: Case): EntryDecided {
  const incompetent = competence(command, 'entry');
  if (state.stage !== 'gaps' && state.stage !== 'agreeing') {
    return record([], incompetent ?? notInStage(state));
  }
  const { entry } = state;
  const { reason, on } = command;
  const limit = state.stage === 'gaps' ? state.supplementBy : state.agreementBy;
  const open = state.stage === 'gaps' ? [...new Set([...state.open, ...command.open])] : [];
  const because = state.stage === 'gaps' ? 'gaps-open' : 'agreement-overdue';
  return record(
    [entryLapsed({ ...subjectIn(entry.identity), because, open, reason, on })],
    incompetent,
    inOrder(command, entry.lastOn),
    limitOver(limit, on),
    state.stage === 'gaps' ? (known(command.open, state) ?? someOpen(open)) : undefined,
  );
}

/** No limit runs before the gap notice was served. */
function limitOver(limit: Due | undefined, on: Day): EntryCheck {
  if (limit === undefined) return { code: 'incubation.notice-not-served' };
  return on <= limit.due ? { code: 'incubation.limit-not-over', due: limit.due } : undefined;
}

function someOpen(open: readonly string[]): EntryCheck {
  return open.length === 0 ? { code: 'incubation.no-gap-open' } : undefined;
}

/** A rule that could not say is a gap; R-ENT-02 and R-ENT-07 only read, so that no applicant can close theirs. */
export function unknownsIn(results: readonly RuleResult[]): readonly Gap[] {
  return results
    .filter(
      ({ rule, outcome }) => outcome === 'unknown' && rule !== 'R-ENT-02' && rule !== 'R-ENT-07',
    )
    .map(({ rule, reason }) => ({ code: rule, text: reason.zh }));
}

/** R-ENT-09 says so wherever it was asked; a set without it leaves it to the authority. */
function preReviewerIn({ results }: Decision): PreReviewer {
  const found = results.find(({ rule }) => rule === 'R-ENT-09');
  return found?.conclusion?.['preReviewer'] === 'operator' ? 'operator' : 'authority';
}
