import type { Day, DivisionCode } from '@fuhua/kernel';
import type { Authority } from '@fuhua/rules';
import { basePlansOf, type BasePlan } from './base-plans.ts';
import type { Offices } from './offices.ts';
import { plansOf, type OrganizationPlan } from './organizations.ts';
import type { Writer } from './story.ts';

/** What there is at a bureau: planned alone, so that it can be said again without telling it. */
export interface Planned {
  /** Bases that the bureau decides about. */
  readonly operated: readonly BasePlan[];
  /** Of sponsors within its reach: these decide about them. */
  readonly special: readonly BasePlan[];
  /** Each for three of the operated bases, in their order. */
  readonly operators: readonly OrganizationPlan[];
  readonly others: readonly OrganizationPlan[];
}

export const BASES_OF_AN_OPERATOR = 3;
/** Organizations of one registrar at scale 1: 95 × 48 + 13 × 30 + 50 = 5,000. */
const ORGANIZATIONS = { county: 48, city: 30, province: 50 } as const;

export function plannedAt(
  writer: Writer,
  offices: Offices,
  bureau: Authority,
  size: { readonly scale: number; readonly from: Day; readonly to: Day },
): Planned {
  const bases = [...basePlansOf(writer, offices, bureau, size.scale, size)];
  const operated = bases.filter(({ decides }) => decides === bureau);
  const operators = Math.ceil(operated.length / BASES_OF_AN_OPERATOR);
  const count = Math.max(operators, organizationsOf(bureau, size.scale));
  const plans = [...plansOf(writer, bureau, count, operators)];
  return {
    operated,
    special: bases.filter(({ decides }) => decides !== bureau),
    operators: plans.slice(0, operators),
    others: plans.slice(operators),
  };
}

export function bureausWithin(
  { bureaus }: Offices,
  { within = '32' as DivisionCode }: { readonly within?: DivisionCode },
): readonly Authority[] {
  return bureaus.filter(({ division }) => division.startsWith(within));
}

/** One at least. */
function organizationsOf({ level }: Authority, scale: number): number {
  return Math.max(1, Math.round(ORGANIZATIONS[level] * scale));
}
