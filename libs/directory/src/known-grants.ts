import { registryPerson, type PublicPersonEvent } from '@fuhua/contracts';
import { topic } from '@fuhua/platform/bus';
import {
  foldDelegations,
  foldGrants,
  isDelegationFact,
  isGrantFact,
  PersonDelegationEntity,
  PersonGrantEntity,
  type PersonDelegationRow,
  type PersonGrantRow,
} from '@fuhua/platform/grants';
import { view } from '@fuhua/platform/views';

const source = topic('registry', 'person', registryPerson);

export const knownGrantView = view<PersonGrantRow, PublicPersonEvent>({
  name: 'person_grant',
  version: 1,
  source,
  entity: PersonGrantEntity,
  fold: foldGrants,
  datedFact: isGrantFact,
});

export const knownDelegationView = view<PersonDelegationRow, PublicPersonEvent>({
  name: 'person_delegation',
  version: 1,
  source,
  entity: PersonDelegationEntity,
  fold: foldDelegations,
  datedFact: isDelegationFact,
});
