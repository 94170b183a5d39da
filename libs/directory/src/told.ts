import {
  streamOf,
  type BaseId,
  type Day,
  type DomainEvent,
  type OrganizationId,
  type StreamName,
} from '@fuhua/kernel';
import type { ServicePorts } from '@fuhua/platform/service';
import { rowsAsOf, type View, type ViewRow } from '@fuhua/platform/views';
import { PROVINCE } from './authority-id.ts';
import type { Offices } from './directory.ts';
import type { FactRow } from './fact-row.ts';
import {
  knownAuthorityView,
  knownFilingDeadlineView,
  knownZoneMappingView,
} from './known-authority.ts';
import { baseOn, knownBaseView, type BaseOn } from './known-base.ts';
import { knownContractView } from './known-contract.ts';
import { knownDelegationView, knownGrantView } from './known-grants.ts';
import { knownOrganizationView } from './known-organization.ts';
import { Directory1764300000000 } from './migrations/1764300000000-directory.ts';

/** What a service keeps of registry's topic; it listens to `registry` and lists these among its views. */
export const directoryViews = [
  knownGrantView,
  knownDelegationView,
  knownAuthorityView,
  knownFilingDeadlineView,
  knownZoneMappingView,
  knownBaseView,
  knownContractView,
  knownOrganizationView,
] as const;

export const directoryMigrations = [Directory1764300000000];

/** Reads the copy of registry's topic, stream by stream: a table might not know yet. */
export interface Told {
  rows<Row extends ViewRow, E extends DomainEvent>(
    view: View<Row, E>,
    stream: StreamName,
  ): Promise<readonly Row[]>;
}

/** Of a service that listens to registry. */
export const toldTo = ({ sourceOf }: Pick<ServicePorts, 'sourceOf'>): Told => ({
  rows: (view, stream) => rowsAsOf(view, sourceOf(view.source).store, stream, {}),
});

export const officesTold = (told: Told): Offices => ({
  authority: async (id) => (await told.rows(knownAuthorityView, streamOf('authority', id)))[0],
  zoneMappings: () => told.rows(knownZoneMappingView, streamOf('authority', PROVINCE)),
});

/** Undefined when registry has told nothing of it, or it was established later. */
export async function baseTold(told: Told, base: BaseId, on: Day): Promise<BaseOn | undefined> {
  const [row] = await told.rows(knownBaseView, streamOf('base', base));
  return row && baseOn(row, on);
}

/** None when registry has told nothing of it. */
export function factsTold(told: Told, organization: OrganizationId): Promise<readonly FactRow[]> {
  return told.rows(knownOrganizationView, streamOf('organization', organization));
}
