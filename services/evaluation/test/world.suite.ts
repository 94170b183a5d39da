import { randomUUID } from 'node:crypto';
import type { Envelope } from '@fuhua/contracts';
import { streamOf } from '@fuhua/kernel';
import { openPostgresBus, topicOf } from '@fuhua/platform/bus';
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
import { evaluation, openEvaluation } from '../src/app.module.ts';

/** The service on a PostgreSQL of its own, through its HTTP edge; other services' topics are told by the spec. */
export interface World extends Teller<'registry' | 'incubation'> {
  readonly app: NestFastifyApplication;
  readonly ports: ServicePorts;
  /** What the service has told others, from the first event on. */
  toldByUs(): Promise<readonly Envelope[]>;
  /** A person with these grants since 2020. */
  someone(reach: object, ...roles: readonly string[]): Promise<Someone>;
  /** As the gateway does it: by way of every deadline, and until all is at rest. */
  moveClock(to: string): Promise<Advanced>;
  close(): Promise<void>;
}

export async function openWorld(clock: string): Promise<World> {
  const { service } = evaluation;
  const { config, admin, tokenOf, close } = await openTestPlace(service, clock);
  await migrateService(evaluation, config, admin);
  const app = await openEvaluation(config, createLogger(service, 'silent'));
  const ports = app.get<ServicePorts>(PORTS);
  const telling = await openPostgresBus({ url: admin.bus });
  const teller = tellerOn<'registry' | 'incubation'>(telling, ports, evaluation);
  await teller.tell('incubation');
  const someone: World['someone'] = async (reach, ...roles) => {
    const person = randomUUID();
    const grants = roles.map((role) => ({
      ...{ stream: streamOf('person', person), type: 'RoleGranted' },
      data: { person, grant: randomUUID(), role, reach, validFrom: '2020-01-01' },
    }));
    await teller.tell('registry', ...grants);
    return someoneOf(() => app, person, await tokenOf(person));
  };
  const administrator = await someone({}, 'administrator');
  return {
    ...{ ...teller, app, ports, someone },
    toldByUs: async () => (await telling.read(topicOf(service), undefined, 1_000))?.messages ?? [],
    moveClock: (to) => moveClock(service, administrator, to),
    close: async () => {
      await telling.close();
      await app.close();
      await close();
    },
  };
}
