import type { BaseId, Day, OrganizationId } from '@fuhua/kernel';
import type { ServicePorts } from '@fuhua/platform/service';
import type { View } from '@fuhua/platform/views';
import { contractOn, KnownContractEntity, knownContractView } from './known-contract.ts';

type Ports = Pick<ServicePorts, 'dataSource' | 'projection' | 'sourceOf'>;

/** Waits until the view has come to the end of what was told when this is asked. @throws ViewBehind */
export async function untilTold(
  { projection, sourceOf }: Omit<Ports, 'dataSource'>,
  view: View,
): Promise<void> {
  await projection.waitUntil(view, await sourceOf(view.source).store.head());
}

/** Who operates a base on a day; undefined where nobody has a contract. @throws ViewBehind */
export async function operatorTold(
  ports: Ports,
  base: BaseId,
  on: Day,
): Promise<OrganizationId | undefined> {
  await untilTold(ports, knownContractView);
  const contracts = await ports.dataSource.getRepository(KnownContractEntity).findBy({ base });
  return contractOn(contracts, on)?.operator;
}
