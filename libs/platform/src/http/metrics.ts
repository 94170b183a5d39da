import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import { routeOf } from './edge.ts';

/** One registry a service; other parts add their gauges to `registry`. */
export interface Metrics {
  readonly registry: Registry;
  /** A request without a good token, where one was needed. */
  unauthenticated(code: string): void;
  rateLimited(): void;
  /** A refusal whose access record could not be written. */
  unrecorded(): void;
}

export function createMetrics(service: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  const counter = (name: string, help: string, labelNames: readonly string[] = []): Counter =>
    new Counter({ name, help, labelNames: [...labelNames], registers: [registry] });
  const unauthenticated = counter(
    'fuhua_http_unauthenticated_total',
    'Requests without a good token',
    ['code'],
  );
  const limited = counter('fuhua_http_rate_limited_total', 'Requests answered 429');
  const unrecorded = counter('fuhua_access_unrecorded_total', 'Refusals without access record');
  return {
    registry,
    unauthenticated: (code) => {
      unauthenticated.inc({ code });
    },
    rateLimited: () => {
      limited.inc();
    },
    unrecorded: () => {
      unrecorded.inc();
    },
  };
}

/** `/metrics`, and the histogram of requests by method, route pattern and status. */
export function addMetricsRoute(server: FastifyInstance, { registry }: Metrics): void {
  const duration = new Histogram({
    name: 'fuhua_http_request_duration_seconds',
    help: 'From the first byte of the request to the last of the answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  server.addHook('onResponse', (request, reply, done) => {
    duration.observe(
      { method: request.method, route: routeOf(request), status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    );
    done();
  });
  server.get('/metrics', async (_, reply) =>
    reply.header('content-type', registry.contentType).send(await registry.metrics()),
  );
}
