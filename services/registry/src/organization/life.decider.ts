import type { Origin } from '@fuhua/kernel';
import type { Registrar } from '@fuhua/rules';
import {
  existed,
  inOrder,
  isNew,
  mayEnd,
  noCodeAwaited,
  notEnded,
  notInFuture,
  refOf,
  registered,
  validity,
  wrongForm,
} from './checks.decider.ts';
import {
  coreTeamRecorded,
  domicileChangeRegistered,
  headLeft,
  headRecorded,
  nameChangeRegistered,
  namePreApproved,
  organizationDeregistered,
  organizationDisbanded,
  organizationSuspended,
  registrarChanged,
  registrationApplied,
  registrationRevoked,
  type LifeEvent,
} from './organization.events.ts';
import {
  addEntry,
  endEntry,
  record,
  type Act,
  type Decided,
  type FactOf,
  type OnRecord,
} from './record.decider.ts';

/** What becomes of an organization: its name, place, registrar, heads, and its end. */
export type LifeCommand = Act &
  (
    | { type: 'RecordNameChange'; fact: FactOf<typeof nameChangeRegistered> }
    | { type: 'RecordDomicileChange'; fact: FactOf<typeof domicileChangeRegistered> }
    | {
        type: 'RecordRegistrarChange';
        /** The new one. */
        to: Registrar;
        fact: Omit<FactOf<typeof registrarChanged>, 'registrar'>;
      }
    | { type: 'RecordHead'; fact: FactOf<typeof headRecorded> }
    | { type: 'RecordHeadLeft'; fact: FactOf<typeof headLeft> }
    | { type: 'RecordCoreTeam'; fact: FactOf<typeof coreTeamRecorded> }
    | { type: 'RecordNamePreApproval'; fact: FactOf<typeof namePreApproved> }
    | { type: 'RecordRegistrationApplication'; fact: FactOf<typeof registrationApplied> }
    | { type: 'RecordSuspension'; fact: FactOf<typeof organizationSuspended> }
    | { type: 'RecordRevocation'; fact: FactOf<typeof registrationRevoked> }
    | { type: 'RecordDeregistration'; fact: FactOf<typeof organizationDeregistered> }
    | { type: 'RecordDisbanding'; fact: FactOf<typeof organizationDisbanded> }
  );

export function decideLife(command: LifeCommand, state: OnRecord): Decided {
  const { today } = command;
  const { organization } = state;
  switch (command.type) {
    case 'RecordNameChange':
      return change(nameChangeRegistered({ organization, ...command.fact }), state, today);
    case 'RecordDomicileChange':
      return change(domicileChangeRegistered({ organization, ...command.fact }), state, today);
    case 'RecordRegistrarChange': {
      const registrar = refOf(command.to);
      return change(registrarChanged({ organization, registrar, ...command.fact }), state, today);
    }
    case 'RecordHead':
      return change(headRecorded({ organization, ...command.fact }), state, today);
    case 'RecordHeadLeft': {
      const { recorded, on } = command.fact;
      return record(
        [headLeft({ organization, ...command.fact })],
        mayEnd(state, 'HeadRecorded', recorded, on),
        notInFuture(on, today),
      );
    }
    case 'RecordCoreTeam':
      return ofTeam(coreTeamRecorded({ organization, ...command.fact }), state, today);
    case 'RecordNamePreApproval':
      return ofTeam(namePreApproved({ organization, ...command.fact }), state, today);
    case 'RecordRegistrationApplication':
      return ofTeam(registrationApplied({ organization, ...command.fact }), state, today);
    case 'RecordSuspension': {
      const { validFrom, validTo } = command.fact;
      const event = organizationSuspended({ organization, ...command.fact });
      return record(
        [event],
        registered(state, validFrom),
        validity(validFrom, validTo),
        notEnded(state, validFrom),
        isNew(state, event),
      );
    }
    case 'RecordRevocation': {
      const event = registrationRevoked({ organization, ...command.fact });
      return end(event, state, today, notEnded(state, command.fact.on));
    }
    case 'RecordDeregistration': {
      // What was revoked is wound up and deregistered all the same.
      const event = organizationDeregistered({ organization, ...command.fact });
      return end(event, state, today, inOrder(state.endedOn, command.fact.on));
    }
    case 'RecordDisbanding': {
      const { on } = command.fact;
      const { form } = state.body;
      const event = organizationDisbanded({ organization, ...command.fact });
      return record(
        [event],
        form === 'registered' ? wrongForm(form, 'unregistered') : undefined,
        noCodeAwaited(state),
        notInFuture(on, today),
        existed(state, on),
        isNew(state, event),
      );
    }
  }
}

function change(
  event: Extract<LifeEvent, { data: { since: Act['today'] } }>,
  state: OnRecord,
  today: Act['today'],
): Decided {
  const { since } = event.data;
  return record(
    [event],
    notInFuture(since, today),
    existed(state, since),
    notEnded(state, since),
    isNew(state, event),
  );
}

/** R-ENT-08 asks for these while there is no registration. */
function ofTeam(
  event: Extract<
    LifeEvent,
    { type: 'CoreTeamRecorded' | 'NamePreApproved' | 'RegistrationApplied' }
  >,
  state: OnRecord,
  today: Act['today'],
): Decided {
  const { form } = state.body;
  const day = event.type === 'CoreTeamRecorded' ? event.data.since : event.data.on;
  return record(
    [event],
    form === 'preparing' ? undefined : wrongForm(form, 'preparing'),
    notInFuture(day, today),
    existed(state, day),
    notEnded(state, day),
    isNew(state, event),
  );
}

function end(
  event: Extract<LifeEvent, { type: 'RegistrationRevoked' | 'OrganizationDeregistered' }>,
  state: OnRecord,
  today: Act['today'],
  again: ReturnType<typeof notEnded>,
): Decided {
  const { on } = event.data;
  return record([event], registered(state, on), notInFuture(on, today), isNew(state, event), again);
}

export function evolveLife(state: OnRecord, event: LifeEvent, origin: Origin): OnRecord {
  const { type, data } = event;
  switch (type) {
    case 'NameChangeRegistered':
    case 'CoreTeamRecorded':
    case 'NamePreApproved':
    case 'RegistrationApplied':
    case 'OrganizationSuspended':
      return state;
    case 'DomicileChangeRegistered':
      return state.domicile !== undefined && data.since < state.domicile.since
        ? state
        : { ...state, domicile: { division: data.domicile.division, since: data.since } };
    case 'RegistrarChanged':
      return data.since < state.registrarSince
        ? state
        : { ...state, registrar: data.registrar, registrarSince: data.since };
    case 'HeadRecorded':
      return addEntry(state, { type, data }, origin);
    case 'HeadLeft':
      return endEntry(state, data.recorded, data.on);
    case 'RegistrationRevoked':
    case 'OrganizationDeregistered':
    case 'OrganizationDisbanded':
      return { ...state, endedOn: earlier(state.endedOn, data.on) };
  }
}

function earlier(a: Act['today'] | undefined, b: Act['today']): Act['today'] {
  return a !== undefined && a < b ? a : b;
}
