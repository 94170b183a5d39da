import { refuse, type Day } from '@fuhua/kernel';
import { committee, dueOnNamedDate, townshipBody } from '@fuhua/rules';
import {
  baseLegallyRegistered,
  baseRegistrationFiled,
  communityPartyLeadershipAssigned,
  responsibleBodyAssigned,
  townshipManagementAssigned,
  type Body,
  type BodyKind,
  type LegalForm,
  type Regime,
  type RegimeEvent,
  type Responsible,
  type Source,
} from './base.events.ts';
import {
  inOrder,
  isMigrated,
  onItsDay,
  type Act,
  type BaseOnRecord,
  type FactOf,
} from './record.decider.ts';
import {
  decided,
  type Classified,
  type RegimeRefusal,
  type RegimeState,
} from './regime-record.decider.ts';

/** What follows from a regime (四(四)2-2 … 2-5): registration, or a responsible body. */

export type ResponsibleCommand = Act &
  (
    | { type: 'RecordRegistrationFiling'; fact: FactOf<typeof baseRegistrationFiled> }
    | { type: 'RecordLegalRegistration'; fact: FactOf<typeof baseLegallyRegistered> }
    | { type: 'AssignTownshipManagement'; fact: FactOf<typeof townshipManagementAssigned> }
    | {
        type: 'AssignCommunityPartyLeadership';
        fact: FactOf<typeof communityPartyLeadershipAssigned>;
      }
    | {
        type: 'AssignResponsibleBody';
        fact: Omit<FactOf<typeof responsibleBodyAssigned>, 'review'>;
        /** Without it: the day on which the regime is looked at again anyway. */
        reviewBy?: Day | undefined;
      }
  );

type Decided = ReturnType<typeof decided>;

export function decideResponsible(
  command: ResponsibleCommand,
  base: BaseOnRecord,
  state: RegimeState,
): Decided {
  const { classified } = state;
  if (classified === undefined) return refuse({ code: 'registry.not-classified' });
  switch (command.type) {
    case 'RecordRegistrationFiling': {
      const { filedOn, source } = command.fact;
      return decided(
        [baseRegistrationFiled({ base: base.base, ...command.fact })],
        ofRegime(classified, 'A'),
        state.filedOn === undefined
          ? undefined
          : { code: 'registry.registration-already-filed', filedOn: state.filedOn },
        following(base, classified, source, filedOn, command.today),
      );
    }
    case 'RecordLegalRegistration': {
      const { registeredOn, source, form, uscc } = command.fact;
      const since = state.registeredOn;
      return decided(
        [baseLegallyRegistered({ base: base.base, ...command.fact })],
        ofRegime(classified, 'A'),
        since === undefined
          ? undefined
          : { code: 'registry.base-already-registered-legally', registeredOn: since },
        uscc.startsWith(USCC_BEGINS[form])
          ? undefined
          : { code: 'registry.code-of-other-form', needed: USCC_BEGINS[form] },
        inOrder(state.filedOn, registeredOn),
        following(base, classified, source, registeredOn, command.today),
      );
    }
    case 'AssignTownshipManagement': {
      const { manager, since, source } = command.fact;
      return decided(
        [townshipManagementAssigned({ base: base.base, ...command.fact })],
        ofRegime(classified, 'B'),
        fits(manager, townshipBody(base.location)),
        following(base, classified, source, since, command.today),
      );
    }
    case 'AssignCommunityPartyLeadership': {
      const { lead, guide, since, source } = command.fact;
      const party = {
        kind: 'community-party-organization',
        division: base.location,
      } as const;
      return decided(
        [communityPartyLeadershipAssigned({ base: base.base, ...command.fact })],
        ofRegime(classified, 'C'),
        unfitResponsible({ regime: 'C', lead, guide }),
        fits(lead, party),
        fits(guide, committee(base.location)),
        following(base, classified, source, since, command.today),
      );
    }
    case 'AssignResponsibleBody':
      return assignResponsibleBody(command, base, classified);
  }
}

/** GB 32100, positions 1 and 2: institutions are registered by their own office, social service organizations by 民政. */
const USCC_BEGINS: Readonly<Record<LegalForm, string>> = {
  'public-institution-i': '12',
  'public-institution-ii': '12',
  'social-service-organization': '52',
};

/** R-REG-01: whose nature cannot be defined is looked at again within the same limit as any other. */
function assignResponsibleBody(
  command: Extract<ResponsibleCommand, { type: 'AssignResponsibleBody' }>,
  base: BaseOnRecord,
  classified: Classified,
): Decided {
  const { fact, reviewBy, today, calendar } = command;
  const last = classified.review.due;
  const review = reviewBy === undefined ? classified.review : dueOnNamedDate(reviewBy, calendar);
  return decided(
    [responsibleBodyAssigned({ base: base.base, ...fact, review })],
    ofRegime(classified, 'D'),
    following(base, classified, fact.source, fact.since, today),
    inOrder(fact.since, reviewBy),
    review.due <= last ? undefined : { code: 'registry.review-too-late', day: review.due, last },
  );
}

/** Led by one body and guided by another, whoever names them. */
export function unfitResponsible(responsible: Responsible): RegimeRefusal | undefined {
  if (responsible.regime !== 'C') return undefined;
  const { lead, guide } = responsible;
  return lead.name === guide.name ? { code: 'registry.lead-is-guide' } : undefined;
}

/** The event by which what two persons decided is put in place. */
export function assignedBy(
  responsible: Responsible,
  { base }: BaseOnRecord,
  { review }: Classified,
  { source, since, reason }: { source: Source; since: Day; reason: string },
): RegimeEvent {
  const fact = { base, source, since };
  switch (responsible.regime) {
    case 'B':
      return townshipManagementAssigned({ ...fact, manager: responsible.manager });
    case 'C': {
      const { lead, guide } = responsible;
      return communityPartyLeadershipAssigned({ ...fact, lead, guide });
    }
    case 'D':
      return responsibleBodyAssigned({ ...fact, body: responsible.body, reason, review });
  }
}

function ofRegime({ regime }: Classified, needed: Regime): RegimeRefusal | undefined {
  return regime === needed ? undefined : { code: 'registry.regime-differs', regime, needed };
}

/** Where the place tells no body (quasi-townships and quasi-villages), whoever is named is taken. */
function fits(
  { kind, division }: Body,
  needed: { readonly kind: BodyKind; readonly division: string } | undefined,
): RegimeRefusal | undefined {
  if (needed === undefined || (kind === needed.kind && division === needed.division)) {
    return undefined;
  }
  return { code: 'registry.body-unfit', needed: `${needed.kind} ${needed.division}` };
}

/** Not before the classification that it follows from, unless it was recorded before this system. */
function following(
  base: BaseOnRecord,
  { on }: Classified,
  source: Source,
  day: Day,
  today: Day,
): RegimeRefusal | undefined {
  return onItsDay(base, day, today) ?? (isMigrated(source) ? undefined : inOrder(on, day));
}
