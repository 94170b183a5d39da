import { randomUUID } from 'node:crypto';
import { streamOf } from '@fuhua/kernel';
import { openPostgresBus } from '@fuhua/platform/bus';
import type { Advanced } from '@fuhua/platform/clock';
import { createLogger } from '@fuhua/platform/http';
import { migrateService, PORTS, type ServicePorts } from '@fuhua/platform/service';
import {
  moveClock,
  openTestPlace,
  someoneOf,
  tellerOn,
  type Someone,
  type Teller,
} from '@fuhua/platform/test-service';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { incubation, openIncubation } from '../src/app.module.ts';

/** The service on a PostgreSQL of its own, through its HTTP edge; other services' topics are told by the spec. */
export interface World extends Teller<'registry' | 'evaluation'> {
  readonly app: NestFastifyApplication;
  readonly ports: ServicePorts;
  /** A person with that grant since 2020. */
  someone(role: string, reach?: object): Promise<Someone>;
  /** Without a token. */
  readonly anybody: Someone;
  /** As the gateway does it: by way of every deadline, and until all is at rest. */
  moveClock(to: string): Promise<Advanced>;
  close(): Promise<void>;
}

export async function openWorld(clock: string): Promise<World> {
  const { service } = incubation;
  const { config, admin, tokenOf, close } = await openTestPlace(service, clock);
  await migrateService(incubation, config, admin);
  const app = await openIncubation(config, createLogger(service, 'silent'));
  const ports = app.get<ServicePorts>(PORTS);
  const telling = await openPostgresBus({ url: admin.bus });
  const teller = tellerOn<'registry' | 'evaluation'>(telling, ports, incubation);
  await teller.tell('evaluation');
  const someone: World['someone'] = async (role, reach = {}) => {
    const person = randomUUID();
    const grant = { person, grant: randomUUID(), role, reach, validFrom: '2020-01-01' };
    await teller.tell('registry', {
      stream: streamOf('person', person),
      type: 'RoleGranted',
      data: grant,
    });
    return someoneOf(() => app, person, await tokenOf(person));
  };
  const administrator = await someone('administrator');
  return {
    ...{ ...teller, app, ports, someone, anybody: someoneOf(() => app, '') },
    moveClock: (to) => moveClock(service, administrator, to),
    close: async () => {
      await telling.close();
      await app.close();
      await close();
    },
  };
}
