import { dayOf, streamOf, type OrganizationId } from '@fuhua/kernel';
import type { CallerOfRequest } from '@fuhua/platform/auth';
import { correctionController, found } from '@fuhua/platform/http';
import type { ServicePorts } from '@fuhua/platform/service';
import { rowsAsOf } from '@fuhua/platform/views';
import { mayRecordFactsOf } from '@fuhua/rules';
import { actingOf, assertMayAct } from '../authority/directory.view.ts';
import { onRecord } from './acting.http.ts';
import './organization-problems.http.ts';
import { organization } from './organization.decider.ts';
import type { RegistrarRef } from './organization.events.ts';
import { organizationView, type OrganizationRow } from './organization.view.ts';

/** Corrections of what is recorded about organizations: asked for and approved by who may record it (R-JUR-01). */
export const OrganizationCorrections = correctionController({
  collection: 'organizations',
  slice: organization,
  roles: ['officer'],
  readers: ['auditor'],
  assertCompetent: (caller, id, ports, evidence) =>
    assertCompetent(caller, id as OrganizationId, ports, evidence),
  problems: [
    ...['registry.organization-unknown', 'registry.not-competent', 'registry.competence-unknown'],
  ],
});

/** For an organization registered outside the province any authority is, with evidence. */
async function assertCompetent(
  caller: CallerOfRequest,
  id: OrganizationId,
  ports: ServicePorts,
  evidence: boolean,
): Promise<void> {
  if (caller.role === 'auditor') return;
  const now = ports.clock.now();
  const acting = await actingOf(ports, caller, { now });
  const stream = streamOf(organization.category, id);
  const [row] = await rowsAsOf(organizationView, ports.store, stream, {});
  const ref = refOf(found(row, 'registry.organization-unknown'));
  const registrar = await onRecord(ports, ref, dayOf(now), acting);
  assertMayAct(mayRecordFactsOf({ registrar, acting, evidence }));
}

function refOf(row: OrganizationRow): RegistrarRef {
  const { registrarAuthority: authority, registrarDivision: division } = row;
  return authority === null
    ? { at: 'outside', division }
    : { at: 'authority', authority, division };
}
