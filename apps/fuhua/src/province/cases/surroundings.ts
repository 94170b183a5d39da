import {
  factsTold,
  knownBaseView,
  knownContractView,
  knownFilingDeadlineView,
  type FilingDeadlineRow,
  type KnownBaseRow,
  type KnownContractRow,
  type OrganizationTold,
  type Told,
} from '@fuhua/directory';
import { streamOf, type AuthorityId, type OrganizationId } from '@fuhua/kernel';
import type { Authority, Directory } from '@fuhua/rules';
import type { BasePlan } from '../base-plans.ts';
import { directoryOf } from '../bases.ts';
import { contractIdOf } from '../contracts.ts';
import type { Offices } from '../offices.ts';
import type { Planned } from '../planned.ts';
import type { Writer } from '../story.ts';

/** What registry has told of a bureau's bases and organizations, all through the years. */
export interface Surroundings {
  readonly places: readonly Place[];
  readonly organizations: readonly OrganizationTold[];
}

/** A base with whoever operates it. */
export interface Place {
  readonly plan: BasePlan;
  readonly row: KnownBaseRow;
  readonly directory: Directory;
  readonly contracts: readonly KnownContractRow[];
  readonly operators: ReadonlyMap<OrganizationId, OrganizationTold>;
}

export async function surroundingsOf(
  writer: Writer,
  told: Told,
  offices: Offices,
  bureau: Authority,
  { operated, others }: Planned,
): Promise<Surroundings> {
  const deadlines = await deadlinesOf(told, bureau.id);
  const organizationTold = async (organization: OrganizationId): Promise<OrganizationTold> => ({
    ...{ organization, rows: await factsTold(told, organization), deadlines },
  });
  const places: Place[] = [];
  for (const plan of operated) {
    const [row] = await told.rows(knownBaseView, streamOf('base', plan.base));
    if (row === undefined) continue;
    const stream = streamOf('operatorcontract', contractIdOf(writer, plan));
    const contracts = await told.rows(knownContractView, stream);
    const operators = new Map<OrganizationId, OrganizationTold>();
    for (const { operator } of contracts) operators.set(operator, await organizationTold(operator));
    const directory = directoryOf(offices, plan);
    places.push({ plan, row, directory, contracts, operators });
  }
  const organizations: OrganizationTold[] = [];
  for (const { organization } of others) organizations.push(await organizationTold(organization));
  return { places, organizations };
}

function deadlinesOf(told: Told, registrar: AuthorityId): Promise<readonly FilingDeadlineRow[]> {
  return told.rows(knownFilingDeadlineView, streamOf('authority', registrar));
}
