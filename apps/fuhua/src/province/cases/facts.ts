import { organizationKnownOn, type BaseOn } from '@fuhua/directory';
import { dayOf, type CaseId, type Day, type EventId, type PersonId } from '@fuhua/kernel';
import type { Drafted } from '@fuhua/platform/handle';
import type { Fact, Facts } from '@fuhua/rules';
import { baseToday, operatorToday, residencyOf, spaceOf, type CaseTelling } from './telling.ts';

/** What is gathered for a decision of today: from what registry told, from the guards, from the bureau's own rules. */

function fact(value: unknown, validFrom: Day, ...sources: (EventId | undefined)[]): Fact {
  return { value, validFrom, sources: sources.filter((one) => one !== undefined) };
}

/** Of `case.application` and, with who decides, of `case.entry`. */
export function entryFacts(t: CaseTelling, decider?: PersonId): Facts {
  const { today } = t.around;
  return {
    ...organizationKnownOn(t.applicant, today),
    ...baseFacts(t, baseToday(t)),
    ...heldFacts(t),
    ...independenceFacts(t),
    ...(decider && { 'entry.decider': fact({ person: decider, links: [] }, today) }),
  };
}

function baseFacts(t: CaseTelling, base: BaseOn): Facts {
  const { rules, today } = t.around;
  const { stage, level, functions, extensions, capacity, sources, since } = base;
  const guard = spaceOf(t.around, t.place);
  const last = guard.events().at(-1)?.id;
  const fresh = grantedOn(guard.events(), today);
  const held = [...guard.state().held].filter((id) => !fresh.has(id));
  const free = Math.max(0, capacity - held.length);
  const { publishedOn, sections, effectiveFrom, adopted } = rules;
  return {
    'base.active': fact(stage === 'active', since.stage ?? today, sources.stage),
    'base.level': fact(level, since.level ?? today, sources.level),
    ...(functions && {
      'base.functions': fact(
        [...functions, ...extensions],
        ...[since.functions ?? today, sources.functions, sources.extensions],
      ),
    }),
    'base.freePlaces': fact(free, today, sources.capacity, last),
    'authority.localRules': fact({ publishedOn, sections }, effectiveFrom, adopted),
  };
}

/** What was granted today nobody knows yet: of two decisions on one day the guards settle which holds. */
function grantedOn(events: readonly Drafted[], today: Day): ReadonlySet<CaseId> {
  const granted = events.filter(
    ({ type, origin }) =>
      (type === 'ResidencyGranted' || type === 'SpaceAllocated') &&
      dayOf(origin.recordedAt) === today,
  );
  return new Set(granted.map(({ data }) => (data as { case: CaseId }).case));
}

/** Active cases and the bar, as the guard and the record of early exits have them. */
function heldFacts({ around, applicant, id }: CaseTelling): Facts {
  const { today, bars } = around;
  const guard = residencyOf(around, applicant.organization);
  const fresh = grantedOn(guard.events(), today);
  const others = [...guard.state().held].filter(([, one]) => one.case !== id);
  const active = others.filter(([, one]) => !fresh.has(one.case));
  const bar = bars.get(applicant.organization);
  const barred = bar !== undefined && today <= bar.until;
  return {
    'applicant.activeCases': fact(
      active.map(([mode, one]) => ({ case: one.case, mode })),
      ...[today, guard.events().at(-1)?.id],
    ),
    'applicant.bar': barred
      ? fact({ until: bar.until }, today, bar.event)
      : fact('none', today, bar?.event),
  };
}

/** R-OPR-04, R-ENT-09 */
export function independenceFacts(t: CaseTelling): Facts {
  const { today } = t.around;
  const known = (told: CaseTelling['applicant']): Fact | undefined =>
    organizationKnownOn(told, today)['applicant.relatedParties'];
  const { 'applicant.organization': organization } = organizationKnownOn(t.applicant, today);
  const applicant = known(t.applicant);
  const told = operatorToday(t);
  const operator = told === undefined ? fact('none', today) : known(told);
  return {
    ...(organization && { 'applicant.organization': organization }),
    ...(applicant && { 'applicant.relatedParties': applicant }),
    'applicant.personLinks': fact([], today),
    ...(operator && { 'operator.relatedParties': operator }),
  };
}

/** Of a running case: the organization today, and what the organization has shown. */
export function runningFacts(
  t: CaseTelling,
  shown: { readonly openDuties?: string[] } = {},
): Facts {
  const { today } = t.around;
  const signed = t.story.events().find(({ type }) => type === 'AgreementSigned')?.id;
  return {
    ...organizationKnownOn(t.applicant, today),
    'applicant.registrationPath': fact('approved', today, signed),
    'organization.accountsSeparate': fact(true, today, signed),
    'agreement.openDuties': fact(shown.openDuties ?? [], today, signed),
    'exit.operatorOfficers': fact([], today),
  };
}
