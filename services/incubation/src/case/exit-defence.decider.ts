import type { Day } from '@fuhua/kernel';
import { ExitNoticeParams, meetingFrom } from '@fuhua/rules';
import {
  inTime,
  setOf,
  unless,
  type ActiveDecided,
  stepDone,
  stepMissing,
} from './active-record.decider.ts';
import type { ActiveCase, ExitFile } from './active-state.decider.ts';
import type { Case } from './case-state.decider.ts';
import { notInStage } from './entry-record.decider.ts';
import { defenceSubmitted, hearingHeld, hearingNotified, hearingRequested } from './exit.events.ts';
import { paramsIn } from './params.decider.ts';
import {
  competence,
  inOrder,
  record,
  subjectIn,
  type Act,
  type PartyAct,
} from './record.decider.ts';

/** How the organization is heard (R-EXT-02, after 处罚法 44, 45, 64). */

export type DefenceCommand =
  /** Both by the organization. */
  | (PartyAct & { type: 'SubmitDefence'; points: string[]; files: string[] })
  | (PartyAct & { type: 'RequestHearing' })
  | (Act & { type: 'NotifyHearing'; heldOn: Day; place: string })
  /** `on` is the day on which it was held. */
  | (Act & { type: 'HoldHearing'; attended: boolean; record: string[] });

/** A running case with an exit file. */
export type InExit = ActiveCase & { readonly exit: ExitFile };

export function hasExit(state: ActiveCase): state is InExit {
  return state.exit !== undefined;
}

export function decideDefence(command: DefenceCommand, state: Case): ActiveDecided {
  const incompetent = 'acting' in command ? competence(command, 'exit') : undefined;
  if (state.stage !== 'active') return record([], incompetent ?? notInStage(state));
  if (!hasExit(state)) return record([], incompetent ?? exitNotOpen(state));
  switch (command.type) {
    case 'SubmitDefence':
      return submit(command, state);
    case 'RequestHearing':
      return request(command, state);
    case 'NotifyHearing':
      return notify(command, state);
    case 'HoldHearing':
      return hold(command, state);
  }
}

export function exitNotOpen({ identity }: Pick<ActiveCase, 'identity'>) {
  return { code: 'incubation.exit-not-open', case: identity.case } as const;
}

type Of<T extends DefenceCommand['type']> = Extract<DefenceCommand, { type: T }>;

/** As often as there is something to say within its days; the points are numbered through. */
function submit(command: Of<'SubmitDefence'>, { identity, exit }: InExit): ActiveDecided {
  const { files, on: submittedOn } = command;
  const { notice } = exit;
  const before = exit.points.length;
  const points = command.points.map((text, index) => ({
    point: String(before + index + 1),
    text,
  }));
  return record(
    [defenceSubmitted({ ...subjectIn(identity), notice, points, files, submittedOn })],
    notDecided(exit),
    inTime(command, exit.defenceBy),
    inOrder(command, exit.lastOn),
  );
}

function request(command: Of<'RequestHearing'>, { identity, exit }: InExit): ActiveDecided {
  const { notice, hearing } = exit;
  return record(
    [hearingRequested({ ...subjectIn(identity), notice, requestedOn: command.on })],
    notDecided(exit),
    unless(hearing.is === 'not-asked', stepDone('hearing-request')),
    inTime(command, exit.hearingAskBy),
    inOrder(command, exit.lastOn),
  );
}

/** Anew when the day has to be another one. */
function notify(command: Of<'NotifyHearing'>, { identity, exit }: InExit): ActiveDecided {
  const { heldOn, place, on: notifiedOn, calendar } = command;
  const { notice, hearing } = exit;
  const params = paramsIn(setOf(command, exit), 'R-EXT-02', ExitNoticeParams);
  const { due: earliest } = meetingFrom(notifiedOn, params, calendar);
  return record(
    [hearingNotified({ ...subjectIn(identity), notice, heldOn, place, notifiedOn })],
    competence(command, 'exit'),
    unless(hearing.is === 'asked' || hearing.is === 'notified', stepMissing('hearing-request')),
    unless(heldOn >= earliest, { code: 'incubation.hearing-too-soon', earliest }),
    inOrder(command, exit.lastOn),
  );
}

function hold(command: Of<'HoldHearing'>, { identity, exit }: InExit): ActiveDecided {
  const { attended, record: files, on: heldOn } = command;
  const { notice, hearing } = exit;
  const incompetent = competence(command, 'exit');
  if (hearing.is !== 'notified') {
    return record([], incompetent ?? stepMissing('hearing-notice'));
  }
  return record(
    [hearingHeld({ ...subjectIn(identity), notice, attended, record: files, heldOn })],
    incompetent,
    unless(heldOn >= hearing.heldOn, {
      code: 'incubation.hearing-too-soon',
      earliest: hearing.heldOn,
    }),
    inOrder(command, exit.lastOn),
  );
}

function notDecided({ decided }: ExitFile) {
  return unless(decided === undefined, stepDone('exit-decision'));
}
