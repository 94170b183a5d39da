import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { GrantsFromViews } from '../grants/index.ts';
import type { Edge } from '../http/edge.ts';
import { createMetrics, type Metrics } from '../http/metrics.ts';
import { measureLag } from './lag-metrics.ts';
import { edgeOver, openPorts, type AuthConfig, type OpenOptions, type OpenPorts } from './open.ts';

export interface StartOptions {
  readonly parts: Omit<OpenOptions, 'config' | 'logger' | 'onRows'>;
  readonly config: OpenOptions['config'] & AuthConfig;
  readonly logger: OpenOptions['logger'];
  /** Who may do what; asked only once the ports are open. */
  readonly grants: (ports: () => OpenPorts) => GrantsFromViews;
  /** Its routes over the ports. */
  readonly over: (
    ports: OpenPorts,
    metrics: Metrics,
    edge: () => Promise<Edge>,
  ) => Promise<NestFastifyApplication>;
  /** Before the first request. */
  readonly prepare?: (ports: OpenPorts) => Promise<void>;
}

/** A service over the adapters that its configuration names; call `listen` on what it answers. @throws as `openPorts` */
export async function startService(options: StartOptions): Promise<NestFastifyApplication> {
  const { parts, config, logger, over, prepare } = options;
  const grants = options.grants(() => ports);
  const onRows = (view: string): void => grants.heardOf(view);
  const ports = await openPorts({ ...parts, config, logger, onRows });
  const metrics = createMetrics(parts.service);
  measureLag(metrics, ports);
  return over(ports, metrics, async () => {
    await prepare?.(ports);
    return edgeOver(ports, config, grants);
  });
}
