import {
  ended,
  factOf,
  foldLinkToCode,
  foldOrganizationFacts,
  OrganizationFactEntity,
  type FactRow,
} from '@fuhua/directory';
import { view } from '@fuhua/platform/views';
import { organizationEvents, type OrganizationEvent } from './organization.events.ts';

/** Every dated fact about an organization, ended or not: what others are told, and what stays here. */
export const organizationFactView = view<FactRow, OrganizationEvent>({
  name: 'organization_fact',
  version: 1,
  source: { category: 'organization', events: organizationEvents },
  entity: OrganizationFactEntity,
  fold(rows, event) {
    if (!isKept(event)) return foldOrganizationFacts(rows, event);
    switch (event.type) {
      case 'CodeSought': {
        const validFrom = event.data.registration.registeredOn;
        return [...rows, factOf('code-sought', event, { validFrom })];
      }
      case 'RegistrationRefused':
      case 'CodeLinkRefused':
        return rows.filter((row) => row.event !== event.data.sought);
      case 'OrganizationLinkedToCode': {
        const asked = rows.find((row) => row.event === event.data.sought);
        const rest = rows.filter((row) => row !== asked);
        return foldLinkToCode(rest, event, asked?.source ?? null);
      }
      case 'HeadRecorded':
        return [...rows, factOf('head', event, { validFrom: event.data.since })];
      case 'HeadLeft':
        return ended(rows, event.data);
    }
  },
  datedFact: () => true,
});

type Kept = Extract<
  OrganizationEvent,
  {
    type:
      | 'CodeSought'
      | 'RegistrationRefused'
      | 'CodeLinkRefused'
      | 'OrganizationLinkedToCode'
      | 'HeadRecorded'
      | 'HeadLeft';
  }
>;

/** Others are told less of it, or nothing. */
function isKept<E extends OrganizationEvent>(event: E): event is E & Kept {
  return kept.has(event.type);
}

const kept: ReadonlySet<string> = new Set<Kept['type']>([
  ...(['CodeSought', 'RegistrationRefused', 'CodeLinkRefused'] as const),
  ...(['OrganizationLinkedToCode', 'HeadRecorded', 'HeadLeft'] as const),
]);
