import { AuthorityId, Day, DivisionCode, OrganizationId, type EventOf } from '@fuhua/kernel';
import { z } from 'zod';
import { publicEvent } from './public-event.ts';
import type { PublicOrganizationFact } from './registry.organization-facts.ts';

/**
 * Registry's public events about organizations: which there are, and what they are. A day `on` or `since` is the first
 * on which it is so; `validTo` is the last. `recorded` names the event whose fact ends.
 */

const Registrar = z.discriminatedUnion('at', [
  z.object({ at: z.literal('authority'), authority: AuthorityId, division: DivisionCode }),
  z.object({ at: z.literal('outside'), division: DivisionCode }),
]);
const Kind = z.enum(['social-association', 'social-service-organization', 'foundation']);
const Domicile = z.object({ division: DivisionCode, address: z.string() });
const about = { organization: OrganizationId };

/** A registered organization's OrganizationLinkedToCode follows at once; it repeats kind, code and registrar. */
export const organizationRegistered = publicEvent(
  'OrganizationRegistered',
  z.object({
    ...about,
    name: z.string(),
    domicile: Domicile.optional(),
    sponsoringUnit: z.string().optional(),
    registrar: Registrar,
    since: Day,
    body: z.discriminatedUnion('form', [
      z.object({ form: z.literal('registered'), kind: Kind, uscc: z.string() }),
      z.object({ form: z.literal('filed'), township: DivisionCode }),
      z.object({
        form: z.literal('preparing'),
        intendedKind: Kind.optional(),
        corePersons: z.int(),
      }),
    ]),
  }),
);

/** From `registeredOn` it is a registered organization, whatever it was before. */
export const organizationLinkedToCode = publicEvent(
  'OrganizationLinkedToCode',
  z.object({ ...about, kind: Kind, uscc: z.string(), registrar: Registrar, registeredOn: Day }),
);

/** The record was opened by mistake: as if there had never been one. */
export const organizationRecordVoided = publicEvent(
  'OrganizationRecordVoided',
  z.object({ ...about, uscc: z.string().optional() }),
);

export const nameChangeRegistered = publicEvent(
  'NameChangeRegistered',
  z.object({ ...about, name: z.string(), since: Day }),
);

export const domicileChangeRegistered = publicEvent(
  'DomicileChangeRegistered',
  z.object({ ...about, domicile: Domicile, since: Day }),
);

export const registrarChanged = publicEvent(
  'RegistrarChanged',
  z.object({ ...about, registrar: Registrar, since: Day }),
);

export const coreTeamRecorded = publicEvent(
  'CoreTeamRecorded',
  z.object({ ...about, corePersons: z.int(), since: Day }),
);

export const namePreApproved = publicEvent(
  'NamePreApproved',
  z.object({ ...about, name: z.string(), on: Day }),
);

export const registrationApplied = publicEvent(
  'RegistrationApplied',
  z.object({ ...about, kind: Kind, on: Day }),
);

export const organizationSuspended = publicEvent(
  'OrganizationSuspended',
  z.object({ ...about, validFrom: Day, validTo: Day }),
);

const ended = z.object({ ...about, on: Day });
export const registrationRevoked = publicEvent('RegistrationRevoked', ended);
export const organizationDeregistered = publicEvent('OrganizationDeregistered', ended);
export const organizationDisbanded = publicEvent('OrganizationDisbanded', ended);

export type PublicOrganizationIdentity =
  | EventOf<typeof organizationRegistered>
  | EventOf<typeof organizationLinkedToCode>
  | EventOf<typeof organizationRecordVoided>
  | EventOf<typeof nameChangeRegistered>
  | EventOf<typeof domicileChangeRegistered>
  | EventOf<typeof registrarChanged>
  | EventOf<typeof coreTeamRecorded>
  | EventOf<typeof namePreApproved>
  | EventOf<typeof registrationApplied>
  | EventOf<typeof organizationSuspended>
  | EventOf<typeof registrationRevoked>
  | EventOf<typeof organizationDeregistered>
  | EventOf<typeof organizationDisbanded>;

export type PublicOrganizationEvent = PublicOrganizationIdentity | PublicOrganizationFact;
