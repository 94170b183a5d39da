import {
  ok,
  refuse,
  type BaseId,
  type Day,
  type Decider,
  type Instant,
  type Origin,
  type Result,
  type Slice,
} from '@fuhua/kernel';
import { acts, judged, type BaseOfficerCommand } from './competence.decider.ts';
import {
  baseEvents,
  isFunctionEvent,
  isLifeEvent,
  isRegimeEvent,
  type BaseEvent,
} from './base.events.ts';
import { evolveRegime } from './evolve-regime.decider.ts';
import {
  decideFunctions,
  evolveFunctions,
  initialFunctions,
  type FunctionRefusal,
  type FunctionState,
} from './functions.decider.ts';
import {
  decideLife,
  evolveLife,
  opened,
  opensRecord,
  register,
  type EndedBase,
  type LifeRefusal,
  type RegisterBase,
} from './life.decider.ts';
import { competence, type Act, type BaseOnRecord } from './record.decider.ts';
import { decideRegime, regimeDeadlines, reviewOpened } from './regime.decider.ts';
import { initialRegime, type RegimeRefusal, type RegimeState } from './regime-record.decider.ts';
import { decideResponsible } from './responsible.decider.ts';
import { rosterOn } from './staff.decider.ts';
import type { OtherPart } from './upkeep-on.decider.ts';
import {
  evolveUpkeep,
  initialUpkeep,
  type Upkeep,
  type UpkeepRefusal,
} from './upkeep-record.decider.ts';
import { decideUpkeep, passUpkeepDeadline, upkeepDeadlines } from './upkeep.decider.ts';

interface Parts {
  readonly functions: FunctionState;
  readonly regime: RegimeState;
  readonly upkeep: Upkeep;
}

/** On record, and not ended. */
export type LiveBase = BaseOnRecord & Parts;
export type Base = { readonly stage: 'none' } | LiveBase | (EndedBase & Parts);

export interface PassDeadline {
  readonly type: 'PassDeadline';
  readonly name: string;
  readonly now: Instant;
}

export type BaseCommand = RegisterBase | BaseOfficerCommand | PassDeadline;

export type BaseRefusal =
  | LifeRefusal
  | FunctionRefusal
  | RegimeRefusal
  | UpkeepRefusal
  | { code: 'registry.base-already-registered' }
  | { code: 'registry.base-unknown' }
  | {
      code: 'registry.base-ended';
      stage: EndedBase['stage'];
      endedOn: Day;
      into?: BaseId | undefined;
    };

type Decided = Result<readonly BaseEvent[], BaseRefusal>;

export const baseDecider: Decider<Base, BaseCommand, BaseEvent, BaseRefusal> = {
  initial: { stage: 'none' },
  decide(command, state) {
    if (command.type === 'PassDeadline') {
      return isLive(state) ? passDeadline(command, state) : ok([]);
    }
    if (command.type === 'RegisterBase') {
      const { kind, level, location } = command.fact;
      const asked = { kind, level, location, sponsor: command.special?.sponsor };
      const incompetent = competence(command, asked, 'register');
      if (incompetent !== undefined) return refuse(incompetent);
      return state.stage === 'none'
        ? register(command)
        : refuse({ code: 'registry.base-already-registered' });
    }
    if (state.stage === 'none') return refuse({ code: 'registry.base-unknown' });
    const incompetent = competence(command, judged(command, state), acts[command.type]);
    if (incompetent !== undefined) return refuse(incompetent);
    if (!isLive(state)) {
      const { stage, endedOn } = state;
      const into = stage === 'merged' ? state.into : undefined;
      return refuse({ code: 'registry.base-ended', stage, endedOn, into });
    }
    return decideAsOfficer(command, state);
  },
  evolve(state, event, origin) {
    if (opensRecord(event)) {
      const parts = { functions: initialFunctions, regime: initialRegime, upkeep: initialUpkeep };
      return { ...opened(event, origin), ...parts };
    }
    return isLive(state) ? evolveLive(state, event, origin) : state;
  },
  deadlines: (state) =>
    isLive(state)
      ? [
          ...regimeDeadlines(state, state.regime).map(({ name, due }) => ({ name, due })),
          ...upkeepDeadlines(state, state.upkeep),
        ]
      : [],
};

export const base: Slice<Base, BaseCommand, BaseEvent, BaseRefusal> = {
  category: 'base',
  events: baseEvents,
  decider: baseDecider,
};

export function isLive(state: Base): state is LiveBase {
  return state.stage === 'active' || state.stage === 'suspended';
}

function decideAsOfficer(command: BaseOfficerCommand, state: LiveBase): Decided {
  const { functions, regime, upkeep } = state;
  switch (command.type) {
    case 'AssignLevel':
    case 'RenameBase':
    case 'SetCapacity':
    case 'RelocateBase':
    case 'SuspendBase':
    case 'ResumeBase':
    case 'MergeBase':
    case 'CloseBase':
      return reviewing(command, state, decideLife(command, state));
    case 'DeclareFunctions':
    case 'DecideFunctions':
    case 'ApproveExtension':
    case 'RecordApprovedFunctions':
      return decideFunctions(command, state, functions);
    case 'RecordRegimeInputs':
    case 'ClassifyRegime':
    case 'ProposeManualRegime':
    case 'ApproveManualRegime':
    case 'RecordRegime':
      return decideRegime(command, state, regime, rosterOn(upkeep, command.today));
    case 'RecordRegistrationFiling':
    case 'RecordLegalRegistration':
    case 'AssignTownshipManagement':
    case 'AssignCommunityPartyLeadership':
    case 'AssignResponsibleBody':
      return decideResponsible(command, state, regime);
    case 'AssignActor':
    case 'ReleaseActor':
    case 'EstablishSystem':
    case 'WithdrawSystem':
    case 'VerifyBase':
    case 'FlagData':
    case 'ClearFlag':
    case 'AssignStaff':
    case 'RecordStaffLeft':
    case 'RecordSocialWorkQualification':
    case 'RecordSocialWorkQualificationWithdrawal':
    case 'ChooseStaff':
    case 'LinkHostFacility':
    case 'UnlinkHostFacility':
    case 'EnablePartyService':
    case 'EndPartyService':
    case 'SetOperatingModel':
      return reviewing(command, state, decideUpkeep(command, state, upkeep, otherParts(state)));
  }
}

/** 四(四)2, R-REG-01: on any change of what it rests on, the regime is looked at again, from the same append on. */
function reviewing(act: Act, state: LiveBase, decided: Decided): Decided {
  if (!decided.ok || !decided.value.some((event) => isInput(event, state))) return decided;
  return ok([...decided.value, ...reviewOpened(act, state, state.regime)]);
}

/** The place, and while nobody recorded another figure the full-time staff on the roster. */
function isInput(event: BaseEvent, { regime, upkeep }: LiveBase): boolean {
  if (event.type === 'BaseRelocated') return true;
  if (regime.inputs.has('fullTimeStaff')) return false;
  if (event.type === 'BaseStaffAssigned') return event.data.fullTime;
  if (event.type !== 'BaseStaffLeft') return false;
  const left = upkeep.facts.get(event.data.recorded);
  return left?.type === 'BaseStaffAssigned' && left.data.fullTime;
}

/** For the completeness of the record (五(一)-2). */
function otherParts({ functions, regime }: LiveBase): ReadonlySet<OtherPart> {
  const { classified, responsible, registeredOn } = regime;
  const parts = new Set<OtherPart>(['level', 'location', 'capacity']);
  if (functions.approved !== undefined) parts.add('functions');
  if (classified !== undefined && classified.regime !== 'manual') parts.add('regime');
  if (responsible !== undefined || registeredOn !== undefined) parts.add('responsible');
  return parts;
}

function evolveLive(state: LiveBase, event: BaseEvent, origin: Origin): Base {
  if (opensRecord(event)) return state;
  if (isLifeEvent(event)) {
    const { functions, regime, upkeep } = state;
    const parts = { functions, regime: placedBy(event, regime), upkeep };
    return { ...evolveLife(state, event, origin), ...parts };
  }
  if (isFunctionEvent(event)) {
    return { ...state, functions: evolveFunctions(state.functions, event, origin) };
  }
  if (isRegimeEvent(event)) {
    return { ...state, regime: evolveRegime(state.regime, event, origin) };
  }
  return { ...state, upkeep: evolveUpkeep(state.upkeep, event, origin) };
}

/** Bodies that are told by the place are left behind when a base moves. */
function placedBy(event: BaseEvent, regime: RegimeState): RegimeState {
  const stays = event.type !== 'BaseRelocated' || regime.responsible?.regime === 'D';
  return stays ? regime : { ...regime, responsible: undefined };
}

/** A deadline that is not open any more needs nothing. */
function passDeadline({ name, now }: PassDeadline, state: LiveBase): Decided {
  const open = regimeDeadlines(state, state.regime).find((deadline) => deadline.name === name);
  if (open === undefined) return passUpkeepDeadline({ name, now }, state, state.upkeep);
  if (now < open.due) return refuse({ code: 'registry.not-due-yet', name, due: open.due });
  return ok([open.event]);
}
