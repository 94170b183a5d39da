import {
  ok,
  refuse,
  type DivisionCode,
  type EventId,
  type OrganizationId,
  type Origin,
  type Result,
} from '@fuhua/kernel';
import { levelOf, type Registrar } from '@fuhua/rules';
import {
  competence,
  existed,
  noCodeAwaited,
  notEnded,
  notInFuture,
  refOf,
} from './checks.decider.ts';
import {
  codeLinkRefused,
  codeSought,
  organizationLinkedToCode,
  organizationRecordVoided,
  organizationRegistered,
  registrationRefused,
  type Body,
  type IdentityEvent,
  type OrganizationEvent,
  type Registration,
  type RegistrarRef,
} from './organization.events.ts';
import {
  isOnRecord,
  record,
  type Act,
  type Asked,
  type Decided,
  type FactOf,
  type FirstAsked,
  type LegalBody,
  type OnRecord,
  type Organization,
  type OrganizationRefusal,
} from './record.decider.ts';

/** How a record is opened, gets its code from the guard, and is voided. */

type Opened = Extract<IdentityEvent, { type: 'OrganizationRegistered' }>['data'];

export type RegisterOrganization = Act & {
  type: 'RegisterOrganization';
  registrar: Registrar;
  organization: OrganizationId;
  /** `registrar` is the one to be on record. */
  fact: Omit<FactOf<typeof organizationRegistered>, 'registrar'>;
};

export type LinkToCode = Act & {
  type: 'LinkToCode';
  /** Who registered it; `registrar` is the one on record until then. */
  to: Registrar;
  fact: Omit<Registration, 'registrar'> & Pick<FactOf<typeof codeSought>, 'source'>;
};

/** The guard's answer, carried back by a reaction. Each is taken once. */
export type ConcludeCode =
  | { type: 'ConcludeCode'; sought: EventId; answer: 'granted'; by: EventId }
  | {
      type: 'ConcludeCode';
      sought: EventId;
      answer: 'refused';
      by: EventId;
      holder: OrganizationId;
    };

export type VoidRecord = Act & {
  type: 'VoidRecord';
  fact: Omit<FactOf<typeof organizationRecordVoided>, 'uscc'>;
};

export function register(command: RegisterOrganization, state: Organization): Decided {
  const { organization, registrar, today, fact } = command;
  const { body, source, since, name, domicile, sponsoringUnit } = fact;
  const ref = refOf(registrar);
  const event =
    body.form === 'registered'
      ? codeSought({
          organization,
          registration: { kind: body.kind, uscc: body.uscc, registrar: ref, registeredOn: since },
          profile: { name, domicile, sponsoringUnit },
          source,
        })
      : organizationRegistered({ organization, registrar: ref, ...fact });
  return record(
    [event],
    competence(command, source),
    state.stage === 'none' ? undefined : { code: 'registry.organization-already-registered' },
    fit(body, ref),
    notInFuture(since, today),
  );
}

/**
 * A body that is not registered lies in the competence of a bureau of the province: a filed one of the bureau above its
 * township, by code, or the one that the map of zones names (definitions 8 and 9).
 */
function fit(body: Body, registrar: RegistrarRef): OrganizationRefusal | undefined {
  if (body.form === 'registered') return undefined;
  if (registrar.at === 'outside') {
    const zh = '未登记的组织须指明本省主管民政部门';
    return unfit(zh, 'a body that is not registered names a bureau of the province');
  }
  if (body.form === 'preparing') return undefined;
  const county = body.township.slice(0, 6) as DivisionCode;
  if (levelOf(county) === 'functional-zone' || county.startsWith(registrar.division)) {
    return undefined;
  }
  const zh = `${body.township}不在该民政部门辖区（${registrar.division}）`;
  return unfit(zh, `${body.township} is not in the bureau's division ${registrar.division}`);
}

function unfit(zh: string, en: string): OrganizationRefusal {
  return { code: 'registry.registrar-unfit', reason: { zh, en } };
}

export type CodeNotSought = Extract<OrganizationRefusal, { code: 'registry.code-not-sought' }>;

export function conclude(
  command: ConcludeCode,
  state: Organization,
): Result<readonly OrganizationEvent[], CodeNotSought> {
  const { sought } = command;
  if (concludedBy(state).has(sought)) return ok([]);
  const pending = state.stage === 'seeking-registration' || state.stage === 'linking';
  if (!pending || state.sought !== sought) {
    return refuse({ code: 'registry.code-not-sought', sought });
  }
  const registration = state.stage === 'linking' ? state.registration : state.asked.registration;
  const organization = state.stage === 'linking' ? state.organization : state.asked.organization;
  if (command.answer === 'refused') {
    const { by: refusedBy, holder } = command;
    const data = { organization, uscc: registration.uscc, sought, refusedBy, holder };
    return ok([state.stage === 'linking' ? codeLinkRefused(data) : registrationRefused(data)]);
  }
  const linked = organizationLinkedToCode({
    organization,
    ...registration,
    sought,
    grantedBy: command.by,
  });
  return ok(state.stage === 'linking' ? [linked] : [openedBy(state.asked), linked]);
}

function concludedBy(state: Organization): ReadonlySet<EventId> {
  switch (state.stage) {
    case 'none':
    case 'seeking-registration':
      return new Set();
    case 'refused':
      return new Set([state.sought]);
    case 'on-record':
    case 'linking':
    case 'voided':
      return state.concluded;
  }
}

/** R-ENT-01: a filed body or a team gets a code later and keeps its record. */
export function linkToCode({ today, to, fact }: LinkToCode, state: OnRecord): Decided {
  const { source, kind, uscc, registeredOn } = fact;
  const { organization, body } = state;
  const registration = { kind, uscc, registrar: refOf(to), registeredOn };
  return record(
    [codeSought({ organization, registration, source })],
    body.form === 'registered'
      ? { code: 'registry.already-linked', uscc: body.uscc }
      : noCodeAwaited(state),
    notInFuture(registeredOn, today),
    existed(state, registeredOn),
    notEnded(state, registeredOn),
  );
}

export function voidRecord({ fact }: VoidRecord, state: OnRecord): Decided {
  const { organization, body } = state;
  const uscc = body.form === 'registered' ? body.uscc : undefined;
  const event = organizationRecordVoided({ organization, uscc, ...fact });
  return record([event], noCodeAwaited(state));
}

export function evolveIdentity(
  state: Organization,
  { type, data }: IdentityEvent,
  { id }: Origin,
): Organization {
  switch (type) {
    case 'CodeSought':
      return soughtBy(state, data, id);
    case 'OrganizationRegistered':
      return opened(data);
    case 'RegistrationRefused':
      return { stage: 'refused', sought: data.sought, uscc: data.uscc, holder: data.holder };
    case 'OrganizationLinkedToCode': {
      if (!isOnRecord(state)) return state;
      const { kind, uscc, registeredOn, registrar } = data;
      const body: LegalBody = { form: 'registered', kind, uscc, registeredOn };
      return { ...settled(state, data.sought), body, registrar, registrarSince: registeredOn };
    }
    case 'CodeLinkRefused':
      return isOnRecord(state) ? settled(state, data.sought) : state;
    case 'OrganizationRecordVoided':
      return { stage: 'voided', concluded: concludedBy(state) };
  }
}

function soughtBy(
  state: Organization,
  { profile, ...asked }: Asked,
  sought: EventId,
): Organization {
  if (profile !== undefined) {
    return { stage: 'seeking-registration', sought, asked: { ...asked, profile } };
  }
  if (!isOnRecord(state)) return state;
  return { ...state, stage: 'linking', sought, registration: asked.registration };
}

function opened({ organization, registrar, since, body, domicile }: Opened): OnRecord {
  return {
    stage: 'on-record',
    organization,
    registrar,
    registrarSince: since,
    since,
    body: body.form === 'registered' ? { ...body, registeredOn: since } : body,
    domicile: domicile && { division: domicile.division, since },
    concluded: new Set(),
    facts: new Map(),
    entries: new Map(),
    charity: new Map(),
    filings: new Map(),
    conclusions: new Map(),
    synchronised: new Map(),
    passed: new Set(),
  };
}

/** The guard has answered. */
function settled(state: OnRecord, sought: EventId): OnRecord {
  return { ...state, stage: 'on-record', concluded: new Set(state.concluded).add(sought) };
}

function openedBy({ organization, registration, profile, source }: FirstAsked): IdentityEvent {
  const { kind, uscc, registrar, registeredOn: since } = registration;
  const body: Body = { form: 'registered', kind, uscc };
  return organizationRegistered({ organization, ...profile, registrar, since, body, source });
}
