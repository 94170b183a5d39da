import { addDays, daysBetween } from '@fuhua/kernel';
import {
  competentAuthority,
  dueAfterWorkingDays,
  ExitDecisionParams,
  exitServiceDue,
  GraduationWindowParams,
  type Facts,
  type RuleSet,
} from '@fuhua/rules';
import { endingOn } from './active-clocks.decider.ts';
import { factsFrom, runningFacts } from './active-facts.decider.ts';
import {
  ask,
  concluded,
  setOf,
  sufficient,
  unless,
  type ActiveCheck,
  type ActiveDecided,
  stepDone,
  stepMissing,
} from './active-record.decider.ts';
import type { ExitFile, ExitProposal } from './active-state.decider.ts';
import type { Case } from './case-state.decider.ts';
import { notInStage } from './entry-record.decider.ts';
import { exitNotOpen, hasExit, type InExit } from './exit-defence.decider.ts';
import { groundFacts } from './exit-notice.decider.ts';
import {
  earlyExitDecided,
  earlyExitProposed,
  earlyExitRescinded,
  exitProposalRefused,
  milderMeasureDecided,
  type ExitDraft,
  type Onward,
} from './exit.events.ts';
import { paramsIn } from './params.decider.ts';
import {
  competence,
  inOrder,
  record,
  subjectIn,
  type Act,
  type Gathered,
  type When,
} from './record.decider.ts';

/** How an exit file is decided or given up (R-EXT-04, R-EXT-05, R-EXT-08, definition 17). */

/** By one officer. */
export type ProposeEarlyExit = Act & { type: 'ProposeEarlyExit'; draft: ExitDraft };

/** By another one of the same authority, on the newest draft. */
export type DecideEarlyExit = Act & Gathered & { type: 'DecideEarlyExit' };

export type RescindEarlyExit = Act & {
  type: 'RescindEarlyExit';
  because: 'cured' | 'late-acceptance' | 'defence' | 'other';
  reason: string;
  files: string[];
};

export function proposeEarlyExit(command: ProposeEarlyExit, state: Case): ActiveDecided {
  const incompetent = competence(command, 'exit');
  if (state.stage !== 'active') return record([], incompetent ?? notInStage(state));
  if (!hasExit(state)) return record([], incompetent ?? exitNotOpen(state));
  const { identity, exit } = state;
  const { draft, on: proposedOn } = command;
  const { notice } = exit;
  return record(
    [earlyExitProposed({ ...subjectIn(identity), notice, ...draft, proposedOn })],
    incompetent,
    undecided(exit),
    heard(exit),
    inOrder(command, exit.lastOn),
  );
}

/** Granted, it is what the draft says; refused by a rule, the draft falls and the file stays open. */
export function decideEarlyExit(command: DecideEarlyExit, state: Case): ActiveDecided {
  const incompetent = competence(command, 'exit');
  if (state.stage !== 'active') return record([], incompetent ?? notInStage(state));
  if (!hasExit(state)) return record([], incompetent ?? exitNotOpen(state));
  const { exit } = state;
  const { proposal: proposed, notice } = exit;
  if (proposed === undefined) {
    return record([], incompetent ?? undecided(exit) ?? stepMissing('proposal'));
  }
  const { on, person, calendar } = command;
  const { proposal, draft, proposedBy } = proposed;
  const set = setOf(command, exit);
  const decision = ask(command, set, 'exit.decision', decisionFacts(command, state, proposed, set));
  const about = { ...subjectIn(state.identity), notice, proposal, decision };
  const serveBy = exitServiceDue(on, paramsIn(set, 'R-EXT-05', ExitDecisionParams), calendar);
  const event =
    decision.outcome === 'refused'
      ? exitProposalRefused({ ...about, refusedOn: on })
      : draft.outcome.measure === 'early-exit'
        ? earlyExitDecided({
            ...{ ...about, ...draft, decidedOn: on, serveBy },
            barMonths: concluded(decision, 'R-EXT-08')['months'] as number,
          })
        : milderMeasureDecided({
            ...{ ...about, ...draft, decidedOn: on },
            ...onwardFrom(command, state),
          });
  return record(
    [event],
    incompetent,
    undecided(exit),
    heard(exit),
    askedInTime(command, exit),
    unless(person !== proposedBy, { code: 'incubation.same-person', person }),
    sufficient(decision),
    inOrder(command, exit.lastOn),
  );
}

/** At any time before the exit is final, when its ground has fallen away: also while a review runs. */
export function rescindEarlyExit(command: RescindEarlyExit, state: Case): ActiveDecided {
  const incompetent = competence(command, 'exit');
  if (state.stage !== 'active') return record([], incompetent ?? notInStage(state));
  if (!hasExit(state)) return record([], incompetent ?? exitNotOpen(state));
  const { because, reason, files } = command;
  return record(
    [rescinded(command, state, { because, reason, files })],
    incompetent,
    inOrder(command, state.exit.lastOn),
  );
}

interface Because {
  readonly because: RescindEarlyExit['because'] | 'review';
  readonly reason: string;
  readonly files: string[];
}

export function rescinded(command: When, state: InExit, because: Because) {
  const { identity, exit } = state;
  return earlyExitRescinded({
    ...{ ...subjectIn(identity), notice: exit.notice, ...because, on: command.on },
    ...onwardFrom(command, state),
  });
}

/** The end of the term is later by the days for which it waited; a pause that runs now counts its own. */
function onwardFrom(command: When, state: InExit): Onward {
  const { identity, exit, pause, clocks, graduation } = state;
  const { on, calendar } = command;
  const waitedDays = pause === undefined ? Math.max(0, daysBetween(exit.waitsFrom, on)) : 0;
  const after = { waitedDays, clocks: endingOn(clocks, addDays(clocks.end, waitedDays)) };
  if (graduation.applied === undefined) return after;
  const { decisionWorkingDays } = paramsIn(
    setOf(command, identity),
    'R-GRD-01',
    GraduationWindowParams,
  );
  return { ...after, graduationBy: dueAfterWorkingDays(on, decisionWorkingDays, calendar) };
}

function undecided({ decided }: ExitFile): ActiveCheck {
  return unless(decided === undefined, stepDone('exit-decision'));
}

/** A hearing that was asked for comes before anything is decided. */
function heard({ hearing }: ExitFile): ActiveCheck {
  return unless(hearing.is === 'not-asked' || hearing.is === 'held', stepMissing('hearing'));
}

/** Nothing is decided while a hearing may still be asked for. */
function askedInTime({ on }: When, { hearing, hearingAskBy: { due } }: ExitFile): ActiveCheck {
  return unless(hearing.is === 'held' || on > due, { code: 'incubation.limit-not-over', due });
}

/** Whether an officer is bound to the operator, and the filings, are gathered; the rest is on file here. */
function decisionFacts(
  { acting, person, base, directory, today, on }: DecideEarlyExit,
  state: InExit,
  { draft, proposal, proposedBy }: ExitProposal,
  set: RuleSet,
): Facts {
  const { exit } = state;
  const { outcome } = draft;
  const { authority } = competentAuthority(base, 'exit', directory, today);
  return {
    ...runningFacts(state, set),
    ...groundFacts({ ...exit.ground, ground: outcome.ground }, exit.servedOn),
    ...factsFrom(
      {
        'notice.defenceUntil': exit.defenceBy.due,
        'notice.outcome': { measure: exit.measure, ground: exit.ground.ground },
      },
      exit.servedOn,
      [exit.notice],
    ),
    ...factsFrom(
      {
        'exit.defence': defenceOf(exit, draft),
        'exit.outcome': outcome,
        'exit.decidedBy': acting.id,
        'base.competentAuthority': authority,
        'exit.officers': [proposedBy, person],
        'exit.reasonsGiven': true,
      },
      on,
      [proposal],
    ),
  };
}

/** R-EXT-04: point by point; one without an answer has an empty one. */
function defenceOf({ points }: ExitFile, { answers }: ExitDraft): unknown {
  if (points.length === 0) return 'none';
  return points.map(({ point, text }) => ({
    point: text,
    answer: answers.find((one) => one.point === point)?.answer ?? '',
  }));
}
