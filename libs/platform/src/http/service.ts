import 'reflect-metadata';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { grantsGuard } from '../auth/guard.ts';
import { personalReads } from '../auth/personal-read.ts';
import { TopicStrategy } from '../bus/strategy/strategy.ts';
import type { httpVariables } from '../config/index.ts';
import { addUploads } from '../evidence/upload.ts';
import type { z } from 'zod';
import { wire } from './answer.ts';
import type { Edge } from './edge.ts';
import { addEntrance, BODY_BYTES_MAX, requestIdOf } from './entrance.ts';
import { invalidInput } from './headers.ts';
import { addHealthRoutes } from './health.ts';
import { createLogger, nestLogger } from './logging.ts';
import { addMetricsRoute, createMetrics, type Metrics } from './metrics.ts';
import { addOpenApi } from './openapi.ts';
import { nothingUnasked } from './nothing-unasked.ts';
import { ProblemFilter, sendProblem } from './problem-filter.ts';
import { assertRoutes, routeMethodsOf } from './routes.ts';
import { validationPipe } from './validation.ts';

type HttpConfig = z.output<z.ZodObject<typeof httpVariables>>;

export interface ServiceOptions {
  readonly module: Type | DynamicModule;
  /** `registry` */
  readonly service: string;
  readonly config: Pick<
    HttpConfig,
    | 'FUHUA_LOG_LEVEL'
    | 'FUHUA_RATE_PERSON'
    | 'FUHUA_RATE_ADDRESS'
    | 'FUHUA_PROXIES'
    | 'FUHUA_EVIDENCE_BYTES_MAX'
  >;
  /** The service's adapters, or where to find them among the module's providers. */
  readonly edge: Edge | ((app: NestFastifyApplication) => Edge | Promise<Edge>);
  /** Made here when missing; pass one to add gauges of other parts. */
  readonly metrics?: Metrics;
  readonly logger?: Logger;
  /** Whether SIGTERM and SIGINT stop the service: requests in hand are answered, then the module's hooks run. Usually yes. */
  readonly signals?: boolean;
}

/**
 * The whole HTTP edge around a service's module: nothing in a controller says how input is checked, who may come in or
 * what an error looks like. Call `listen` on what it answers.
 *
 * @throws Error naming every route that is open or unchecked by mistake
 */
export async function createService(options: ServiceOptions): Promise<NestFastifyApplication> {
  const { service, config, signals = true } = options;
  const logger = options.logger ?? createLogger(service, config.FUHUA_LOG_LEVEL);
  const metrics = options.metrics ?? createMetrics(service);
  const app = await NestFactory.create<NestFastifyApplication>(
    options.module,
    adapter(config.FUHUA_PROXIES),
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- a class in Nest's types only
    {
      logger: nestLogger(logger),
      bodyParser: false,
      abortOnError: false,
      return503OnClosing: true,
    },
  );
  try {
    const edge = typeof options.edge === 'function' ? await options.edge(app) : options.edge;
    const routes = routeMethodsOf(app);
    assertRoutes(routes, { hasAccessRecords: edge.accessRecords !== undefined });
    const server = app.getHttpAdapter().getInstance();
    const methodsAt = rememberMethods(server);
    const rates = { ratePerson: config.FUHUA_RATE_PERSON, rateAddress: config.FUHUA_RATE_ADDRESS };
    await addEntrance(server, { edge, metrics, logger, ...rates });
    await addUploads(server, config.FUHUA_EVIDENCE_BYTES_MAX);
    addMetricsRoute(server, metrics);
    addHealthRoutes(server, edge.health ?? []);
    addOpenApi(app, service, routes);
    app.useGlobalPipes(validationPipe());
    app.useGlobalGuards(grantsGuard, nothingUnasked);
    app.useGlobalInterceptors(wire, personalReads);
    app.useGlobalFilters(new ProblemFilter({ logger, methodsAt, metrics }));
    if (signals) app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
    await app.init();
    await server.ready();
    if (edge.reactions !== undefined) {
      const strategy = new TopicStrategy(edge.reactions);
      app.connectMicroservice<MicroserviceOptions>({ strategy });
      await app.startAllMicroservices();
    }
    return app;
  } catch (error) {
    await app.close();
    throw error;
  }
}

function adapter(proxies: number): FastifyAdapter {
  return new FastifyAdapter({
    trustProxy: proxies === 0 ? false : (_address: string, hop: number) => hop < proxies,
    bodyLimit: BODY_BYTES_MAX,
    genReqId: requestIdOf,
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (_error: Error, request: FastifyRequest, reply: FastifyReply) => {
      sendProblem(request, reply, invalidInput(badAddress));
    },
  });
}

const badAddress = {
  field: '',
  code: 'url',
  message: { zh: '地址不正确', en: 'the address is malformed' },
};

/** Which methods a path has, for 405. Fastify's router answers only for one method at a time. */
function rememberMethods(server: FastifyInstance): (path: string) => readonly string[] {
  const routes: { readonly pattern: RegExp; readonly methods: readonly string[] }[] = [];
  server.addHook('onRoute', ({ url, method }) => {
    const pattern = url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+');
    routes.push({ pattern: new RegExp(`^${pattern}$`), methods: [method].flat() });
  });
  return (path) => routes.flatMap(({ pattern, methods }) => (pattern.test(path) ? methods : []));
}
