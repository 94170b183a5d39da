import {
  registryOrganization,
  registryOrganizationFacts,
  type PublicOrganizationEvent,
} from '@fuhua/contracts';
import { topic } from '@fuhua/platform/bus';
import { view } from '@fuhua/platform/views';
import { OrganizationFactEntity, type FactRow } from './fact-row.ts';
import { foldOrganizationFacts } from './organization-facts.ts';

/** Every dated fact that registry tells about an organization; what holds on a day, `facts-on.ts` says. */
export const knownOrganizationView = view<FactRow, PublicOrganizationEvent>({
  name: 'organization_fact',
  version: 1,
  source: topic('registry', 'organization', {
    ...registryOrganization,
    ...registryOrganizationFacts,
  }),
  entity: OrganizationFactEntity,
  fold: foldOrganizationFacts,
  datedFact: () => true,
});
