import type {
  AuthorityId,
  BaseId,
  Day,
  DivisionCode,
  OrganizationId,
  PersonId,
} from '@fuhua/kernel';
import { problem } from '../http/problem.ts';

export const roles = [
  'officer',
  'operator',
  'organization',
  'rater',
  'integrator',
  'auditor',
  'administrator',
] as const;
/** Held by grant. `public` is nobody's grant: it is everyone on a route that is open. */
export type Role = (typeof roles)[number];

/** For whom a role is held. A field that is missing does not widen it. */
export interface Reach {
  readonly authority?: AuthorityId | undefined;
  readonly organization?: OrganizationId | undefined;
  readonly base?: BaseId | undefined;
  /** The division and everything below it. */
  readonly division?: DivisionCode | undefined;
}

/** A role in force. */
export interface Grant {
  readonly role: Role;
  readonly reach: Reach;
  readonly validFrom: Day;
  readonly validTo?: Day | undefined;
  /** Whose grant it is, when it is used for somebody absent. */
  readonly delegatedFrom?: PersonId | undefined;
}

/** Implemented by the service's view of persons. */
export interface Grants {
  /**
   * The grants of the person in force on that day, own and delegated; none for a person unknown or forgotten.
   * @throws GrantsStale when the view is too far behind to be believed
   */
  of(person: PersonId, on: Day): Promise<readonly Grant[]>;
}

/** Registry's news of grants are older than 30 s: nothing may rest on them. */
export class GrantsStale extends Error {
  override readonly name = 'GrantsStale';
}

/** Who asks: one person in one capacity. On a route open to all, role `public` and no grant. */
export interface Caller {
  readonly person: PersonId;
  readonly role: Role | 'public';
  readonly authority?: AuthorityId | undefined;
  readonly organization?: OrganizationId | undefined;
  /** All grants of this capacity; together they are its scope. */
  readonly grants: readonly Grant[];
}

/** Whoever has no token. */
export const NOBODY = '00000000-0000-4000-8000-000000000000' as PersonId;

/**
 * The capacity in which the person acts on a route. Grants of one role, for one authority and organization, are one
 * capacity whatever their bases and divisions. `actingFor` is what the header says: the id of an authority, organization
 * or base, or a role, or several of these, of which all must fit.
 *
 * @throws ProblemError `forbidden-role` when none fits, `grant-ambiguous` with the choices when several do
 */
export function chooseCapacity(
  person: PersonId,
  grants: readonly Grant[],
  allowed: readonly Role[],
  actingFor: string | undefined,
): Caller {
  const left = fittingCapacities(person, grants, allowed, actingFor);
  const [only, ...others] = left;
  if (others.length === 0) return only;
  throw problem('platform.grant-ambiguous', {
    choices: left.map(({ role, authority, organization }) => ({ role, authority, organization })),
  });
}

/**
 * Of a route about the person: every capacity that fits counts, and none is chosen. `role` is the first one's; what each
 * grant opens, its own role says.
 * @throws ProblemError `forbidden-role` when none fits
 */
export function everyCapacity(
  person: PersonId,
  grants: readonly Grant[],
  allowed: readonly Role[],
  actingFor: string | undefined,
): Caller {
  const left = fittingCapacities(person, grants, allowed, actingFor);
  return { person, role: left[0].role, grants: left.flatMap((capacity) => capacity.grants) };
}

function fittingCapacities(
  person: PersonId,
  grants: readonly Grant[],
  allowed: readonly Role[],
  actingFor: string | undefined,
): readonly [Caller, ...Caller[]] {
  const fitting = grants.filter(({ role }) => allowed.includes(role));
  const named = (actingFor ?? '').split(/[\s,;]+/).filter((word) => word !== '');
  const [first, ...others] = capacitiesOf(person, fitting).filter((capacity) =>
    named.every((word) => namesOf(capacity).has(word)),
  );
  if (first === undefined) throw problem('platform.forbidden-role', { roles: allowed });
  return [first, ...others];
}

function capacitiesOf(person: PersonId, grants: readonly Grant[]): readonly Caller[] {
  const byKey = new Map<string, Caller>();
  for (const grant of grants) {
    const { role, reach } = grant;
    const { authority, organization } = reach;
    const key = [role, authority, organization].join();
    const known = byKey.get(key) ?? { person, role, authority, organization, grants: [] };
    byKey.set(key, { ...known, grants: [...known.grants, grant] });
  }
  return [...byKey.values()];
}

function namesOf({ role, grants }: Caller): ReadonlySet<string> {
  const ids = grants.flatMap(({ reach }) => [reach.authority, reach.organization, reach.base]);
  return new Set<string>([role, ...ids.filter((id) => id !== undefined)]);
}
