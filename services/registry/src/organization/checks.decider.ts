import { addDays, type Day, type EventId, type Validity } from '@fuhua/kernel';
import { incompetence, mayRecordFactsOf, type Registrar } from '@fuhua/rules';
import type { OrganizationEvent, RegistrarRef, Source } from './organization.events.ts';
import {
  keyOf,
  type Act,
  type Endable,
  type Form,
  type OnRecord,
  type OrganizationRefusal,
  type RecordOf,
} from './record.decider.ts';

/** Each says why not, or nothing. */
type Check = OrganizationRefusal | undefined;

/** R-JUR-01, before any other condition: the registrar or an authority above it records an organization's facts. */
export function competence(
  { acting, registrar }: Pick<Act, 'acting' | 'registrar'>,
  source: Source,
): Check {
  const evidence = (source.evidence?.length ?? 0) > 0;
  return incompetence('registry', mayRecordFactsOf({ registrar, acting, evidence }));
}

/** The registrar the edge looked up, if it is the one on record. A division outside needs no looking up. */
export function resolved(ref: RegistrarRef, found: Registrar | undefined): Registrar | undefined {
  if (ref.at === 'outside') return ref;
  return found?.at === 'authority' && found.authority.id === ref.authority ? found : undefined;
}

export function refOf(registrar: Registrar): RegistrarRef {
  if (registrar.at === 'outside') return registrar;
  const { id, division } = registrar.authority;
  return { at: 'authority', authority: id, division };
}

export function notInFuture(day: Day, today: Day): Check {
  return day > today ? { code: 'registry.day-in-future', day, today } : undefined;
}

export function existed({ since }: RecordOf, day: Day): Check {
  return day < since ? { code: 'registry.before-organization-existed', day, since } : undefined;
}

export function notEnded({ endedOn }: RecordOf, day: Day): Check {
  if (endedOn === undefined || day < endedOn) return undefined;
  return { code: 'registry.organization-ended', day, endedOn };
}

export function inOrder(first: Day | undefined, then: Day | undefined): Check {
  if (first === undefined || then === undefined || first <= then) return undefined;
  return { code: 'registry.days-out-of-order', first, then };
}

export function validity(validFrom: Day, validTo: Day | undefined): Check {
  if (validTo === undefined || validFrom <= validTo) return undefined;
  return { code: 'registry.validity-reversed', validFrom, validTo };
}

/** What only a registered organization has, from the day of its registration. */
export function registered({ body }: RecordOf, day: Day): Check {
  if (body.form !== 'registered') return wrongForm(body.form, 'registered');
  const { registeredOn } = body;
  if (day >= registeredOn) return undefined;
  return { code: 'registry.before-organization-existed', day, since: registeredOn };
}

export function wrongForm(form: Form, needed: Form | 'unregistered'): Check {
  return { code: 'registry.wrong-form', form, needed };
}

/** An end of the organization would overtake the answer about its code. */
export function noCodeAwaited(state: OnRecord): Check {
  if (state.stage === 'on-record') return undefined;
  return { code: 'registry.code-awaited', uscc: state.registration.uscc };
}

/** The same fact is recorded once. */
export function isNew(state: RecordOf, event: OrganizationEvent): Check {
  const recorded = state.facts.get(keyOf(event) ?? '');
  if (recorded === undefined) return undefined;
  return { code: 'registry.fact-already-recorded', fact: event.type, recorded };
}

/** A fact of that type is on record, began by `on`, and neither ended nor lapsed before. */
export function mayEnd(state: RecordOf, type: Endable['type'], recorded: EventId, on: Day): Check {
  const entry = state.entries.get(recorded);
  if (entry?.fact.type !== type) return { code: 'registry.fact-unknown', recorded };
  if (entry.endedOn !== undefined) {
    return { code: 'registry.fact-already-ended', recorded, endedOn: entry.endedOn };
  }
  const { validFrom, validTo } = validityOf(entry.fact);
  if (validTo !== undefined && validTo < on) {
    return { code: 'registry.fact-already-ended', recorded, endedOn: addDays(validTo, 1) };
  }
  return inOrder(validFrom, on);
}

/** From when a fact holds, and until when if that was known at once; it may have ended earlier. */
export function validityOf({ type, data }: Endable): Validity {
  switch (type) {
    case 'GradeAwarded':
    case 'TaxQualificationRecorded':
    case 'PublicFundraisingGranted':
    case 'ClassificationRecorded':
    case 'RelatedPartyRecorded':
      return data;
    case 'ListingRecorded':
      return { validFrom: data.on };
    case 'PenaltyRecorded':
      return { validFrom: data.effectiveOn };
    case 'HeadRecorded':
      return { validFrom: data.since };
  }
}
