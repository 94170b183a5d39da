import type { Day } from '@fuhua/kernel';
import {
  cureEnd,
  defenceDue,
  ExitCureParams,
  exitDecisionDue,
  ExitDecisionParams,
  ExitNoticeParams,
  meetingAskDue,
  ruleSetInForce,
  type Decision,
  type ExitMeasure,
  type Facts,
  type RuleSet,
} from '@fuhua/rules';
import { factsFrom, runningFacts } from './active-facts.decider.ts';
import {
  ask,
  noExit,
  setOf,
  sufficient,
  unless,
  type ActiveCheck,
  type ActiveDecided,
  type ActiveRefusal,
  type RunningEvent,
  stepDone,
  stepMissing,
} from './active-record.decider.ts';
import type { ActiveCase } from './active-state.decider.ts';
import type { Case } from './case-state.decider.ts';
import { documentServed } from './common.events.ts';
import { notInStage } from './entry-record.decider.ts';
import {
  earlyExitNoticeRefused,
  earlyExitNotified,
  exitCured,
  exitCureOrdered,
  supportResumed,
  supportSuspended,
  type ExitEvidence,
  type GroundFacts,
  type NoticeText,
} from './exit.events.ts';
import { paramsIn } from './params.decider.ts';
import {
  competence,
  inOrder,
  record,
  subjectIn,
  type Act,
  type Gathered,
} from './record.decider.ts';
import type { ServedDocument } from './values.events.ts';

/** Up to the notice that opens an exit file (5.6, R-EXT-01 … R-EXT-03). */

export type NoticeCommand = Act &
  (
    | { type: 'SuspendSupport'; reason: string; evidence: ExitEvidence[] }
    | { type: 'ResumeSupport'; reason: string }
    | { type: 'OrderCure'; brokenDuty: string; facts: string; evidence: ExitEvidence[] }
    | { type: 'RecordCure'; facts: string; files: string[] }
  );

/** `on` is the day on which the notice was served: its clocks run from there. */
export type NotifyEarlyExit = Act &
  Gathered & {
    type: 'NotifyEarlyExit';
    ground: GroundFacts;
    text: NoticeText;
    measure: ExitMeasure;
    document: Omit<ServedDocument, 'servedOn' | 'kind'>;
  };

export function decideNotice(command: NoticeCommand, state: Case): ActiveDecided {
  const incompetent = competence(command, 'exit');
  if (state.stage !== 'active') return record([], incompetent ?? notInStage(state));
  const { support, cureOrder, lastOn } = state;
  const { on, calendar } = command;
  const subject = subjectIn(state.identity);
  const inOrderOf = inOrder(command, lastOn);
  switch (command.type) {
    case 'SuspendSupport': {
      const { reason, evidence } = command;
      return record(
        [supportSuspended({ ...subject, reason, evidence, on })],
        incompetent,
        unless(support === 'given', stepDone('support-suspension')),
        inOrderOf,
      );
    }
    case 'ResumeSupport':
      return record(
        [supportResumed({ ...subject, reason: command.reason, on })],
        incompetent,
        unless(support === 'suspended', stepMissing('support-suspension')),
        inOrderOf,
      );
    case 'OrderCure': {
      const { brokenDuty, facts, evidence } = command;
      const params = paramsIn(setOf(command, state.identity), 'R-EXT-03', ExitCureParams);
      const cureBy = cureEnd(on, params, calendar);
      return record(
        [exitCureOrdered({ ...subject, brokenDuty, facts, evidence, orderedOn: on, cureBy })],
        incompetent,
        noExit(state),
        unless(cureOrder === undefined, stepDone('cure-order')),
        inOrderOf,
      );
    }
    case 'RecordCure': {
      if (cureOrder === undefined) {
        return record([], incompetent ?? stepMissing('cure-order'));
      }
      const { facts, files } = command;
      const { ordered } = cureOrder;
      return record(
        [exitCured({ ...subject, ordered, facts, files, curedOn: on })],
        incompetent,
        noExit(state),
        inOrderOf,
      );
    }
  }
}

/** Pins the rule set in force on the day it is served (definition 7). A ground that is not made out is refused, and on file. */
export function notifyEarlyExit(command: NotifyEarlyExit, state: Case): ActiveDecided {
  const incompetent = competence(command, 'exit');
  if (state.stage !== 'active') return record([], incompetent ?? notInStage(state));
  const { on, ground, text, measure, document, calendar } = command;
  const { identity } = state;
  const set = ruleSetInForce(command.ruleSets, identity.division, on) ?? setOf(command, identity);
  const own = noticeFacts(command, state, set);
  const decision = ask(command, set, 'exit.notice', own);
  const textDecision = ask(command, set, 'exit.notice-text', own);
  const cureDecision = ask(command, set, 'exit.cure', own);
  const subject = subjectIn(identity);
  const params = paramsIn(set, 'R-EXT-02', ExitNoticeParams);
  const notified = earlyExitNotified({
    ...{ ...subject, ...ground, ...text, measure, ruleSet: decision.ruleSet },
    ...{ decision, textDecision, cureDecision, servedOn: on },
    defenceBy: defenceDue(on, params, calendar),
    hearingAskBy: meetingAskDue(on, params, calendar),
    decideBy: exitDecisionDue(on, paramsIn(set, 'R-EXT-05', ExitDecisionParams), calendar),
  });
  const served = documentServed({ ...subject, ...document, kind: 'exit-notice', servedOn: on });
  const refused = earlyExitNoticeRefused({ ...subject, ...ground, decision, refusedOn: on });
  const mayProceed = decision.outcome === 'granted';
  return record<RunningEvent, ActiveRefusal>(
    mayProceed ? [notified, served] : [refused],
    incompetent,
    noExit(state),
    agreedAsBreach(ground, state),
    sufficient(decision),
    mayProceed ? curedFirst(cureDecision) : undefined,
    mayProceed ? complete(textDecision) : undefined,
    inOrder(command, state.lastOn),
  );
}

/** Definition 13: a second chance that failed is a breach only if the agreement says so. */
function agreedAsBreach({ midterm }: GroundFacts, state: ActiveCase): ActiveCheck {
  const isAgreed = state.midterm.failed && state.started.twoMidtermsBreach;
  return midterm && !isAgreed ? { code: 'incubation.no-breach-agreed' } : undefined;
}

function curedFirst(decision: Decision): ActiveCheck {
  return decision.outcome === 'granted' ? undefined : { code: 'incubation.cure-first', decision };
}

function complete(decision: Decision): ActiveCheck {
  return decision.outcome === 'granted'
    ? undefined
    : { code: 'incubation.notice-incomplete', decision };
}

function noticeFacts(
  { on, ground, text, calendar }: NotifyEarlyExit,
  state: ActiveCase,
  set: RuleSet,
): Facts {
  const { cureOrder } = state;
  const parts = [
    ...(text.facts === '' ? [] : ['facts']),
    ...(text.basis === '' ? [] : ['basis']),
    ...(text.rights === '' ? [] : ['rights']),
    ...(ground.evidence.length === 0 ? [] : ['evidence']),
    'ground',
  ];
  const defence = defenceDue(on, paramsIn(set, 'R-EXT-02', ExitNoticeParams), calendar);
  const cure = cureOrder && {
    ...{ orderedOn: cureOrder.orderedOn, dueOn: cureOrder.cureBy.due, curedOn: 'not-cured' },
  };
  const given = factsFrom(
    {
      'notice.parts': parts,
      'notice.servedOn': on,
      'notice.defenceUntil': defence.due,
      'exit.curable': ground.curable,
      'exit.cure': cure ?? 'not-ordered',
    },
    on,
    cureOrder === undefined ? [] : [cureOrder.ordered],
  );
  return { ...runningFacts(state, set), ...groundFacts(ground, on), ...given };
}

/** R-EXT-01 */
export function groundFacts(ground: GroundFacts, from: Day): Facts {
  const { evidence, brokenDuty = '', fiscalYear, offence = 'none' } = ground;
  return factsFrom(
    {
      'exit.ground': ground.ground,
      'exit.evidence': evidence.map(({ source, date }) => ({ source, date })),
      'exit.brokenDuty': brokenDuty,
      'exit.offence': offence,
      ...(fiscalYear !== undefined && { 'exit.fiscalYear': fiscalYear }),
    },
    from,
    [],
  );
}
