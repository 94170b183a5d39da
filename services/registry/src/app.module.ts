import { registryAuthority, registryPerson } from '@fuhua/contracts';
import { feedController, type PublishedSlice } from '@fuhua/platform/feed';
import { createService, type Edge, type Logger } from '@fuhua/platform/http';
import {
  ClosesPorts,
  edgeOver,
  openPorts,
  PORTS,
  type ServiceParts,
  type ServicePorts,
} from '@fuhua/platform/service';
import { Module, type DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AuthorityQueryHttp } from './authority/authority-query.http.ts';
import { authority } from './authority/authority.decider.ts';
import { AuthorityHttp } from './authority/authority.http.ts';
import { publishAuthority } from './authority/authority.publish.ts';
import { authorityView, filingDeadlineView, zoneMappingView } from './authority/authority.view.ts';
import { appointFirstAdministrator } from './bootstrap.ts';
import type { Config } from './config.ts';
import { Person1764000100000 } from './migrations/1764000100000-person.ts';
import { Authority1764000200000 } from './migrations/1764000200000-authority.ts';
import { grantsFromViews } from './person/grants.view.ts';
import { personForgottenReaction } from './person/person-forgotten.reaction.ts';
import { person } from './person/person.decider.ts';
import { PersonHttp } from './person/person.http.ts';
import { publishPerson } from './person/person.publish.ts';
import { personDelegationView, personGrantView, personView } from './person/person.view.ts';

const views = [
  personView,
  personGrantView,
  personDelegationView,
  authorityView,
  filingDeadlineView,
  zoneMappingView,
];

/** What the service is made of beside its routes; a new view also needs its table in a migration. */
export const registry: ServiceParts = {
  service: 'registry',
  views,
  entities: views.map(({ entity }) => entity),
  migrations: [Person1764000100000, Authority1764000200000],
  reactions: (ports) => [personForgottenReaction(ports)],
};

/** Every slice, with what it tells others. */
export const published: readonly PublishedSlice[] = [
  { slice: person, publish: publishPerson, contract: registryPerson },
  { slice: authority, publish: publishAuthority, contract: registryAuthority },
];

@Module({})
class RegistryModule {}

function registryModule(ports: ServicePorts): DynamicModule {
  return {
    module: RegistryModule,
    controllers: [
      PersonHttp,
      AuthorityHttp,
      AuthorityQueryHttp,
      feedController({ slices: published }),
    ],
    providers: [{ provide: PORTS, useValue: ports }, ClosesPorts],
  };
}

/** The service over the adapters that its configuration names; call `listen` on what it answers. */
export async function openRegistry(
  config: Config,
  logger: Logger,
): Promise<NestFastifyApplication> {
  const grants = grantsFromViews(() => ports.dataSource);
  const onRows = (view: string): void => grants.heardOf(view);
  const ports = await openPorts({ ...registry, config, logger, onRows });
  return serviceOver(ports, config, logger, async () => {
    const first = config.FUHUA_FIRST_ADMINISTRATOR;
    if (first !== undefined) await appointFirstAdministrator(ports, first);
    return edgeOver(ports, config, grants);
  });
}

/** The same over given ports: what OpenAPI is made of needs no adapter. */
export function serviceOver(
  ports: ServicePorts,
  config: Config,
  logger: Logger,
  edge: () => Edge | Promise<Edge>,
): Promise<NestFastifyApplication> {
  const module = registryModule(ports);
  return createService({ module, service: registry.service, config, logger, edge });
}
