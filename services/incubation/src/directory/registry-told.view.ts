import {
  baseTold,
  inBeingOn,
  KnownAuthorityEntity,
  namedOn,
  officesTold,
  toldTo,
} from '@fuhua/directory';
import type { ServicePorts } from '@fuhua/platform/service';
import type { RegistryTold } from './directory.view.ts';

/** What the service's copy of registry's topic says; single things from their streams, for a table might lag. */
export function registryTold(ports: Pick<ServicePorts, 'sourceOf' | 'dataSource'>): RegistryTold {
  const told = toldTo(ports);
  return {
    bases: (base, on) => baseTold(told, base, on),
    offices: officesTold(told),
    authorities: async (on) => {
      const rows = await ports.dataSource
        .getRepository(KnownAuthorityEntity)
        .find({ order: { division: 'ASC', authority: 'ASC' } });
      return rows.flatMap((row) => {
        if (inBeingOn(row, on) === undefined) return [];
        const { authority, kind, level, division, names } = row;
        return [{ authority, name: namedOn(names, on), kind, level, division }];
      });
    },
  };
}
