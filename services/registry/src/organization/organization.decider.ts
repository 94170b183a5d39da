import {
  ok,
  refuse,
  type AuthorityId,
  type Decider,
  type DivisionCode,
  type OrganizationId,
  type Origin,
  type Slice,
} from '@fuhua/kernel';
import { competence, resolved } from './checks.decider.ts';
import {
  conclude,
  evolveIdentity,
  linkToCode,
  register,
  voidRecord,
  type CodeNotSought,
  type ConcludeCode,
  type LinkToCode,
  type RegisterOrganization,
  type VoidRecord,
} from './identity.decider.ts';
import { decideLife, evolveLife, type LifeCommand } from './life.decider.ts';
import {
  isIdentityEvent,
  isLifeEvent,
  isQualificationEvent,
  organizationEvents,
  type Body,
  type IdentityEvent,
  type OrganizationEvent,
  type RegistrarRef,
} from './organization.events.ts';
import {
  deadlines,
  decideQualification,
  evolveQualification,
  passDeadline,
  type PassDeadline,
  type QualificationCommand,
} from './qualifications.decider.ts';
import {
  isOnRecord,
  keyOf,
  type Asked,
  type Decided,
  type LegalBody,
  type OnRecord,
  type Organization,
  type OrganizationRefusal,
} from './record.decider.ts';
import { decideStanding, evolveStanding, type StandingCommand } from './standing.decider.ts';

/** Commands of an officer about an organization on record. */
export type OfficerCommand =
  LinkToCode | VoidRecord | LifeCommand | QualificationCommand | StandingCommand;

export type OrganizationCommand =
  RegisterOrganization | ConcludeCode | PassDeadline | OfficerCommand;

export const organizationDecider: Decider<
  Organization,
  OrganizationCommand,
  OrganizationEvent,
  OrganizationRefusal
> = {
  initial: { stage: 'none' },
  decide(command, state) {
    if (command.type === 'RegisterOrganization') return register(command, state);
    if (command.type === 'ConcludeCode') return conclude(command, state);
    switch (state.stage) {
      case 'none':
        return refuse({ code: 'registry.organization-unknown' });
      case 'seeking-registration': {
        const { uscc } = state.asked.registration;
        return refuse({ code: 'registry.code-awaited', uscc });
      }
      case 'refused': {
        const { uscc, holder } = state;
        return refuse({ code: 'registry.registration-refused', uscc, holder });
      }
      case 'voided':
        if (command.type === 'PassDeadline') return ok([]);
        return refuse({ code: 'registry.organization-voided' });
      case 'on-record':
      case 'linking':
        return command.type === 'PassDeadline'
          ? passDeadline(command, state)
          : decideAsOfficer(command, state);
    }
  },
  evolve(state, event, origin) {
    if (isIdentityEvent(event)) return evolveIdentity(state, event, origin);
    return isOnRecord(state) ? evolveFact(state, event, origin) : state;
  },
  deadlines: (state) => (isOnRecord(state) ? deadlines(state) : []),
};

export const organization: Slice<
  Organization,
  OrganizationCommand,
  OrganizationEvent,
  OrganizationRefusal
> = {
  category: 'organization',
  events: organizationEvents,
  decider: organizationDecider,
};

/** The same streams, decided by the part that takes the guard's answer: all that the reaction to it may send. */
export const codeConclusions: Slice<Organization, ConcludeCode, OrganizationEvent, CodeNotSought> =
  { ...organization, decider: { ...organizationDecider, decide: conclude } };

/** Whom an edge looks up before a command: undefined while nothing is on record. */
export function registrarOf(state: Organization): RegistrarRef | undefined {
  return isOnRecord(state) ? state.registrar : undefined;
}

export interface AboutOrganization {
  readonly organization?: OrganizationId;
  readonly authority?: AuthorityId;
  readonly division?: DivisionCode;
}

/** Whom events decided in this state concern: the organization, its registrar, and the division it works from. */
export function aboutOrganization(
  state: Organization,
  [first]: readonly OrganizationEvent[],
): AboutOrganization {
  if (isOnRecord(state)) {
    const { organization, registrar, body, domicile } = state;
    return about(organization, registrar, domicile?.division ?? townshipOf(body));
  }
  if (state.stage === 'seeking-registration') return aboutAsked(state.asked);
  if (first?.type === 'CodeSought') return aboutAsked(first.data);
  if (first?.type !== 'OrganizationRegistered') return {};
  const { organization, registrar, body, domicile } = first.data;
  return about(organization, registrar, domicile?.division ?? townshipOf(body));
}

function aboutAsked({ organization, registration, profile }: Asked): AboutOrganization {
  return about(organization, registration.registrar, profile?.domicile?.division);
}

function townshipOf(body: Body | LegalBody): DivisionCode | undefined {
  return body.form === 'filed' ? body.township : undefined;
}

function about(
  organization: OrganizationId,
  registrar: RegistrarRef,
  division: DivisionCode = registrar.division,
): AboutOrganization {
  if (registrar.at === 'outside') return { organization, division };
  return { organization, authority: registrar.authority, division };
}

function decideAsOfficer(command: OfficerCommand, state: OnRecord): Decided {
  const registrar = resolved(state.registrar, command.registrar);
  const incompetent = competence({ acting: command.acting, registrar }, command.fact.source);
  if (incompetent !== undefined) return refuse(incompetent);
  switch (command.type) {
    case 'LinkToCode':
      return linkToCode(command, state);
    case 'VoidRecord':
      return voidRecord(command, state);
    case 'RecordNameChange':
    case 'RecordDomicileChange':
    case 'RecordRegistrarChange':
    case 'RecordHead':
    case 'RecordHeadLeft':
    case 'RecordCoreTeam':
    case 'RecordNamePreApproval':
    case 'RecordRegistrationApplication':
    case 'RecordSuspension':
    case 'RecordRevocation':
    case 'RecordDeregistration':
    case 'RecordDisbanding':
      return decideLife(command, state);
    case 'RecordGrade':
    case 'RecordGradeWithdrawal':
    case 'RecordTaxQualification':
    case 'RecordTaxQualificationWithdrawal':
    case 'RecordCharityStatus':
    case 'RecordPublicFundraising':
    case 'RecordPublicFundraisingWithdrawal':
    case 'RecordClassification':
    case 'RecordClassificationEnd':
      return decideQualification(command, state);
    case 'RecordAnnualFiling':
    case 'RecordFilingAcceptance':
    case 'RecordFilingExemption':
    case 'RecordAnnualConclusion':
    case 'RecordListing':
    case 'RecordListingLifted':
    case 'RecordPenalty':
    case 'RecordPenaltyExecution':
    case 'RecordPartyOrganization':
    case 'RecordCreditStatus':
    case 'RecordSynchronisation':
    case 'RecordRelatedParty':
    case 'RecordRelatedPartyEnd':
      return decideStanding(command, state);
  }
}

function evolveFact(
  state: OnRecord,
  event: Exclude<OrganizationEvent, IdentityEvent>,
  origin: Origin,
): OnRecord {
  const key = keyOf(event);
  const facts = key === undefined ? state.facts : new Map(state.facts).set(key, origin.id);
  const next = { ...state, facts };
  if (isLifeEvent(event)) return evolveLife(next, event, origin);
  if (isQualificationEvent(event)) return evolveQualification(next, event, origin);
  return evolveStanding(next, event, origin);
}
