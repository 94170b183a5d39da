import { Inject } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { Mirror } from '../bus/index.ts';
import type { Clock } from '../clock/index.ts';
import type { PostgresStore } from '../event-store/index.ts';
import type { Privacy } from '../privacy/index.ts';
import type { Projection, SourceOf } from '../views/index.ts';
import type { Simulation } from './simulation.ts';

/** What the routes and reactions of a service work with: its history, its views, its keys, its time. */
export interface ServicePorts {
  /** `registry` */
  readonly service: string;
  readonly store: PostgresStore;
  readonly privacy: Privacy;
  readonly dataSource: DataSource;
  readonly projection: Projection;
  /** Where views and reactions read: the history, or the copy of a topic. */
  readonly sourceOf: SourceOf;
  /** The copies of the topics that the service listens to. */
  readonly mirrors: readonly Mirror[];
  readonly clock: Clock;
  /** Only where the clock is simulated. */
  readonly simulation?: Simulation | undefined;
}

/** The token under which `app.module.ts` provides them. */
export const PORTS = Symbol('fuhua service ports');

/** `constructor(@Ports() private readonly ports: ServicePorts)` */
export const Ports = (): ParameterDecorator => Inject(PORTS);
