import { addDays, type EventId } from '@fuhua/kernel';
import { caseTermEnd, TermParams, type Decision } from '@fuhua/rules';
import {
  extensionApplied,
  extensionGranted,
  extensionRefused,
  type ExtensionReason,
  type TermClocks,
} from './active.events.ts';
import { endingOn } from './active-clocks.decider.ts';
import { factsFrom, runningFacts } from './active-facts.decider.ts';
import {
  ask,
  inTime,
  noExit,
  notPaused,
  setOf,
  sufficient,
  unless,
  type ActiveDecided,
  stepDone,
  stepMissing,
} from './active-record.decider.ts';
import type { ActiveCase } from './active-state.decider.ts';
import type { Case } from './case-state.decider.ts';
import { notInStage } from './entry-record.decider.ts';
import { paramsIn } from './params.decider.ts';
import {
  competence,
  inOrder,
  record,
  subjectIn,
  type Act,
  type Gathered,
  type PartyAct,
  type When,
} from './record.decider.ts';

/** The one extension (5.4, R-TRM-01, R-TRM-03). */

/** By the organization. */
export type ApplyExtension = PartyAct & {
  type: 'ApplyExtension';
  reason: ExtensionReason;
  grounds: string;
  months: number;
  files: string[];
};

export type DecideExtension = Act & Gathered & { type: 'DecideExtension' };

/** Whether it may be granted is decided afterwards; late, or a second one, it is on file all the same. */
export function applyExtension(command: ApplyExtension, state: Case): ActiveDecided {
  if (state.stage !== 'active') return record([], notInStage(state));
  const { reason, grounds, months, files, on: appliedOn } = command;
  return record(
    [
      extensionApplied({
        ...{ ...subjectIn(state.identity), reason, grounds, months, files, appliedOn },
      }),
    ],
    noExit(state),
    notPaused(state),
    unless(state.extensions.asked === undefined, stepDone('extension-request')),
    unless(state.graduation.applied === undefined, stepDone('graduation-application')),
    inTime(command, { due: state.clocks.end }),
    inOrder(command, state.lastOn),
  );
}

/** By the authority of the base; beyond the cap only by the next higher one, which is competent in its stead. */
export function decideExtension(command: DecideExtension, state: Case): ActiveDecided {
  if (state.stage !== 'active') {
    return record([], competence(command, 'entry') ?? notInStage(state));
  }
  const { asked } = state.extensions;
  const beyondCap = asked !== undefined && isBeyondCap(command, state, asked.months);
  const incompetent = competence(command, beyondCap ? 'review' : 'entry');
  if (asked === undefined) {
    return record([], incompetent ?? stepMissing('extension-request'));
  }
  const { on, acting } = command;
  const { application, appliedOn, months, reason } = asked;
  const set = setOf(command, state.identity);
  const decision = ask(command, set, 'case.extension', {
    ...runningFacts(state, set),
    ...factsFrom(
      {
        'extension.origin': 'request',
        'extension.askedOn': appliedOn,
        'extension.months': months,
        'extension.reason': reason,
        'extension.beyondCapBy': beyondCap ? acting.id : 'none',
      },
      appliedOn,
      [application],
    ),
  });
  const granted = { application, decision, months, beyondCap };
  const event =
    decision.outcome === 'granted'
      ? extended(command, state, { ...granted, origin: 'request' })
      : extensionRefused({ ...subjectIn(state.identity), application, decision, refusedOn: on });
  return record(
    [event],
    incompetent,
    sufficient(decision),
    noExit(state),
    notPaused(state),
    inOrder(command, state.lastOn),
  );
}

interface Granted {
  readonly origin: 'request' | 'graduation';
  readonly application: EventId;
  readonly decision: Decision;
  readonly months: number;
  readonly beyondCap: boolean;
}

export function extended({ on: grantedOn }: When, state: ActiveCase, granted: Granted) {
  const subject = subjectIn(state.identity);
  return extensionGranted({ ...subject, ...granted, grantedOn, clocks: longer(state, granted) });
}

/** The months are counted from the start; days for which the clock stood still, or the end waited, come on top. */
function longer(state: ActiveCase, { months }: Pick<Granted, 'months'>): TermClocks {
  const { started, extensions, pausedDays, waitedDays, clocks } = state;
  const inAll = started.months + extensions.months + months;
  return endingOn(clocks, addDays(caseTermEnd(started.on, inAll, pausedDays), waitedDays));
}

/** R-TRM-01: in shell only. */
export function isBeyondCap(command: When, state: ActiveCase, months: number): boolean {
  const { identity, started, extensions } = state;
  const { capMonths } = paramsIn(setOf(command, identity), 'R-TRM-01', TermParams);
  const inAll = started.months + extensions.months + months;
  return identity.mode === 'in-shell' && inAll > capMonths;
}
