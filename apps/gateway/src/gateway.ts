import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LogController, fastify } from 'fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from './problem.ts';
import { proxyTo } from './proxy.ts';
import type { Service } from './proxy.ts';
import { readinessOf } from './readiness.ts';
import { listingOf, servicesPage } from './services.page.ts';
import { addTodoRoutes } from './todo.ts';

/**
 * What any service takes. Refused before a byte is passed on: a service that answers early breaks the connection, and
 * the client would hear that the outcome is unknown.
 */
const BODY_BYTES_MAX = 1024 * 1024;
/** The one route that takes files. */
const UPLOAD = /^\/[a-z0-9-]+\/v1\/evidence(\?|$)/;
/** What a form adds to its file. */
const FORM_BYTES_MAX = 64 * 1024;

export interface GatewayOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly services: readonly Service[];
  /** 127.0.0.1 unless told otherwise. */
  readonly host?: string;
  /** Of an uploaded file, as the services take it; 20 MiB when missing. */
  readonly evidenceBytesMax?: number;
  /** `simulated`: it can be moved at `/dev/clock`. Real when missing; the services have the same kind. */
  readonly clock?: 'real' | 'simulated';
  /** pino level; silent when missing. */
  readonly logLevel?: string;
  /** Addresses of proxies in front whose `X-Forwarded-*` are believed; none when missing. */
  readonly trustProxy?: string;
}

export interface Gateway {
  readonly port: number;
  readonly url: string;
  /** Requests under way are answered first. */
  close(): Promise<void>;
}

/**
 * One origin in front of the services.
 * @throws Error with `code` EADDRINUSE — the port is taken.
 * @throws RangeError — a service name that cannot stand in a path.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const app = await gatewayApp(options);
  await app.listen({ port: options.port, host: options.host ?? '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  return { port, url: `http://127.0.0.1:${String(port)}`, close: () => app.close() };
}

async function gatewayApp(options: GatewayOptions): Promise<FastifyInstance> {
  const app = fastify({
    logger: options.logLevel === undefined ? false : { level: options.logLevel },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestId,
    trustProxy: options.trustProxy ?? false,
    // Longer than any client or proxy in front keeps an idle connection.
    keepAliveTimeout: 75_000,
  });
  app.addHook('onSend', async (request, reply) => {
    if (!reply.hasHeader('x-request-id')) reply.header('x-request-id', request.id);
  });
  const { evidenceBytesMax = 20 * BODY_BYTES_MAX } = options;
  app.addHook('onRequest', async (request, reply) => {
    const bytesMax = UPLOAD.test(request.url) ? evidenceBytesMax + FORM_BYTES_MAX : BODY_BYTES_MAX;
    if (Number(request.headers['content-length'] ?? 0) <= bytesMax) return;
    await sendProblem(request, reply, 'gateway.body-too-large').header('connection', 'close');
  });
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, 'gateway.not-found'));
  app.setErrorHandler(answerError);
  own(app, options.services);
  addTodoRoutes(app, options.services);
  if (options.clock === 'simulated') {
    // Imported here alone: it brings the client of PostgreSQL along.
    const { addClockRoutes } = await import('./dev-clock.ts');
    addClockRoutes(app, options.services);
  }
  for (const service of options.services) {
    if (!/^[a-z][a-z0-9-]*$/.test(service.name))
      throw new RangeError(`service name ${service.name}`);
    keepInside(app, service);
    await proxyTo(app, service);
  }
  return app;
}

/** The gateway's own addresses. */
function own(app: FastifyInstance, services: readonly Service[]): void {
  app.get('/', async (request, reply) => {
    const listings = (await readinessOf(services)).map(listingOf);
    void reply.header('cache-control', 'no-store').header('vary', 'accept');
    if (request.headers.accept?.includes('text/html') !== true) return { services: listings };
    return reply
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
      .type('text/html; charset=utf-8')
      .send(servicesPage(listings));
  });
  app.get('/health/live', () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    const readiness = await readinessOf(services);
    const ready = readiness.every(({ status }) => status === 'ready');
    void reply.header('cache-control', 'no-store').code(ready ? 200 : 503);
    return { status: ready ? 'ready' : 'not-ready', services: readiness };
  });
}

/** What services offer below `/dev` is for the gateway itself. */
function keepInside(app: FastifyInstance, { name }: Service): void {
  for (const path of [`/${name}/dev`, `/${name}/dev/*`]) {
    app.all(path, (request, reply) => sendProblem(request, reply, 'gateway.not-found'));
  }
}

/** The client's own id when it is a sane one, so that a trace can be followed from its side. */
function requestId({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID();
}

function answerError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return sendProblem(request, reply, 'gateway.bad-request');
  }
  request.log.error({ err: error }, 'unexpected');
  return sendProblem(request, reply, 'gateway.internal');
}
