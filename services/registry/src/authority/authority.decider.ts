import {
  ok,
  refuse,
  type AuthorityId,
  type Day,
  type Decider,
  type DivisionCode,
  type PersonId,
  type Result,
  type Slice,
} from '@fuhua/kernel';
import { lookUpDivision, type DivisionLookup } from '@fuhua/rules';
import {
  authorityContactSet,
  authorityDissolved,
  authorityEvents,
  authorityRegistered,
  authorityRenamed,
  policyAcknowledged,
  type AuthorityEvent,
  type AuthorityKind,
  type Office,
} from './authority.events.ts';
import {
  unfit,
  unlessItself,
  unlessProvince,
  type Capacity,
  type NotCompetent,
  type OtherAuthority,
  type Unfit,
} from './competence.decider.ts';
import {
  setFilingDeadline,
  withDeadline,
  type FilingDeadlineRefusal,
  type FilingDeadlines,
  type SetFilingDeadline,
} from './filing-deadline.decider.ts';
import {
  setZoneMapping,
  withMapping,
  type SetZoneMapping,
  type ZoneMap,
  type ZoneMappingRefusal,
} from './zone-mapping.decider.ts';

/** Told with every command. */
export interface Asked {
  /** Whose stream it is. */
  readonly authority: AuthorityId;
  readonly by: Capacity;
  /** The provincial civil-affairs bureau, on record or not. */
  readonly province: AuthorityId;
}

export type AuthorityCommand = Asked &
  (
    | {
        type: 'RegisterAuthority';
        office: Office;
        name: string;
        contact?: PersonId | undefined;
        officePhone: string;
        validFrom: Day;
      }
    | { type: 'RenameAuthority'; name: string; validFrom: Day; document: string }
    | { type: 'SetContact'; contact?: PersonId | undefined; officePhone: string }
    | {
        type: 'DissolveAuthority';
        on: Day;
        today: Day;
        successor?: OtherAuthority | undefined;
        document: string;
      }
    | { type: 'AcknowledgePolicy'; document: string; receivedOn: Day; today: Day }
    | SetFilingDeadline
    | SetZoneMapping
  );

export type AuthorityRefusal =
  | NotCompetent
  | Unfit
  | FilingDeadlineRefusal
  | ZoneMappingRefusal
  | { code: 'registry.authority-already-registered' }
  | { code: 'registry.authority-unknown' }
  | { code: 'registry.authority-dissolved'; on: Day }
  | {
      code: 'registry.division-not-in-force';
      division: DivisionCode;
      on: Day;
      status: Exclude<DivisionLookup['status'], 'in-force'>;
    }
  | { code: 'registry.zone-without-authority'; division: DivisionCode; name: string }
  | { code: 'registry.level-without-authority'; division: DivisionCode; name: string }
  | { code: 'registry.day-in-future'; day: Day; today: Day }
  | { code: 'registry.successor-is-itself' }
  | { code: 'registry.policy-already-acknowledged'; document: string; receivedOn: Day }
  | { code: 'registry.not-a-registrar' }
  | { code: 'registry.not-the-provincial-bureau' };

export type Authority =
  | { stage: 'none' }
  | {
      stage: 'active';
      authority: AuthorityId;
      kind: AuthorityKind;
      division: DivisionCode;
      /** Since when it bears its newest name. */
      namedFrom: Day;
      acknowledged: ReadonlyMap<string, Day>;
      deadlines: FilingDeadlines;
      zones: ZoneMap;
    }
  | { stage: 'dissolved'; on: Day };

type Active = Extract<Authority, { stage: 'active' }>;
type CommandOf<T extends AuthorityCommand['type']> = Extract<AuthorityCommand, { type: T }>;
type Decided = Result<readonly AuthorityEvent[], AuthorityRefusal>;

export const authorityDecider: Decider<
  Authority,
  AuthorityCommand,
  AuthorityEvent,
  AuthorityRefusal
> = {
  initial: { stage: 'none' },
  decide(command, state) {
    const incompetent = incompetence(command);
    if (incompetent !== undefined) return refuse(incompetent);
    if (command.type === 'RegisterAuthority') return registerAuthority(command, state);
    if (state.stage === 'none') return refuse({ code: 'registry.authority-unknown' });
    if (state.stage === 'dissolved') {
      return refuse({ code: 'registry.authority-dissolved', on: state.on });
    }
    switch (command.type) {
      case 'RenameAuthority':
        return renameAuthority(command, state);
      case 'SetContact': {
        const { contact, officePhone } = command;
        const { authority } = state;
        return ok([authorityContactSet({ authority, ...(contact && { contact }), officePhone })]);
      }
      case 'DissolveAuthority':
        return dissolveAuthority(command, state);
      case 'AcknowledgePolicy':
        return acknowledgePolicy(command, state);
      case 'SetFilingDeadline':
        if (state.kind !== 'civil-affairs') return refuse({ code: 'registry.not-a-registrar' });
        return setFilingDeadline(command, state.authority, state.deadlines);
      case 'SetZoneMapping':
        if (state.authority !== command.province) {
          return refuse({ code: 'registry.not-the-provincial-bureau' });
        }
        return setZoneMapping(command, state.authority, state.zones);
    }
  },
  evolve(state, event, origin) {
    if (event.type === 'AuthorityRegistered') {
      const { authority, kind, division, validFrom } = event.data;
      const nothingYet = { acknowledged: new Map(), deadlines: new Map(), zones: new Map() };
      const office = { authority, kind, division };
      return { stage: 'active', ...office, namedFrom: validFrom, ...nothingYet };
    }
    if (state.stage !== 'active') return state;
    switch (event.type) {
      case 'AuthorityRenamed':
        return { ...state, namedFrom: event.data.validFrom };
      case 'AuthorityContactSet':
        return state;
      case 'AuthorityDissolved':
        return { stage: 'dissolved', on: event.data.on };
      case 'PolicyAcknowledged': {
        const { document, receivedOn } = event.data;
        return { ...state, acknowledged: new Map(state.acknowledged).set(document, receivedOn) };
      }
      case 'FilingDeadlineSet':
        return { ...state, deadlines: withDeadline(state.deadlines, event.data, origin.id) };
      case 'ZoneMappingSet':
        return { ...state, zones: withMapping(state.zones, event.data, origin.id) };
    }
  },
};

export const authority: Slice<Authority, AuthorityCommand, AuthorityEvent, AuthorityRefusal> = {
  category: 'authority',
  events: authorityEvents,
  decider: authorityDecider,
};

/** Before any other condition (definition 8). */
function incompetence(command: AuthorityCommand): NotCompetent | undefined {
  switch (command.type) {
    case 'RegisterAuthority':
    case 'RenameAuthority':
    case 'DissolveAuthority':
    case 'SetZoneMapping':
      return unlessProvince(command.by, command.province);
    case 'SetContact':
    case 'AcknowledgePolicy':
    case 'SetFilingDeadline':
      return unlessItself(command.by, command.authority);
  }
}

/** A county's bureau is registered under the county's own code, a county-level city's too, never under its prefecture's. */
function registerAuthority(command: CommandOf<'RegisterAuthority'>, state: Authority): Decided {
  if (state.stage !== 'none') return refuse({ code: 'registry.authority-already-registered' });
  const { office, name, contact, officePhone, validFrom, authority } = command;
  const { division: code, kind } = office;
  const found = lookUpDivision(code, validFrom);
  if (found.status !== 'in-force') {
    const { status } = found;
    return refuse({
      code: 'registry.division-not-in-force',
      division: code,
      on: validFrom,
      status,
    });
  }
  const { division } = found;
  if (division.level === 'functional-zone') {
    const refusal = { division: code, name: division.name };
    return refuse({ code: 'registry.zone-without-authority', ...refusal });
  }
  if (division.level === 'township' || division.level === 'village') {
    const refusal = { division: code, name: division.name };
    return refuse({ code: 'registry.level-without-authority', ...refusal });
  }
  return ok([
    authorityRegistered({
      authority,
      kind,
      division: code,
      level: division.level,
      ...(office.kind === 'sponsor' && { department: office.department }),
      name,
      ...(contact && { contact }),
      officePhone,
      validFrom,
    }),
  ]);
}

function renameAuthority(command: CommandOf<'RenameAuthority'>, state: Active): Decided {
  const { name, validFrom, document } = command;
  if (validFrom <= state.namedFrom) {
    return refuse({ code: 'registry.not-later', day: validFrom, last: state.namedFrom });
  }
  return ok([authorityRenamed({ authority: state.authority, name, validFrom, document })]);
}

/** Recorded on its day or later: until then the authority acts. */
function dissolveAuthority(command: CommandOf<'DissolveAuthority'>, state: Active): Decided {
  const { on, today, successor, document } = command;
  if (on > today) return refuse({ code: 'registry.day-in-future', day: on, today });
  if (on <= state.namedFrom) {
    return refuse({ code: 'registry.not-later', day: on, last: state.namedFrom });
  }
  if (successor?.id === state.authority) return refuse({ code: 'registry.successor-is-itself' });
  const misfit = successor && unfit(successor, state.kind);
  if (misfit !== undefined) return refuse(misfit);
  const taken = { ...(successor && { successor: successor.id }) };
  return ok([authorityDissolved({ authority: state.authority, on, ...taken, document })]);
}

function acknowledgePolicy(command: CommandOf<'AcknowledgePolicy'>, state: Active): Decided {
  const { document, receivedOn, today } = command;
  const before = state.acknowledged.get(document);
  if (before !== undefined) {
    const refusal = { document, receivedOn: before };
    return refuse({ code: 'registry.policy-already-acknowledged', ...refusal });
  }
  if (receivedOn > today) return refuse({ code: 'registry.day-in-future', day: receivedOn, today });
  return ok([policyAcknowledged({ authority: state.authority, document, receivedOn })]);
}
