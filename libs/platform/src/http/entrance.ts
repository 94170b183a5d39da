import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { routeOf, type Edge } from './edge.ts';
import { invalidInput, isRequestId, traceparentOf } from './headers.ts';
import { JsonError, parseJson } from './json.ts';
import type { Metrics } from './metrics.ts';
import { problem } from './problem.ts';

export const BODY_BYTES_MAX = 1024 * 1024;
const WINDOW_MS = 60_000;

/** Answered without a token, unlimited: they say nothing of anybody and must answer under load. */
const open: ReadonlySet<string> = new Set(['/health/live', '/health/ready', '/metrics']);

export interface EntranceOptions {
  readonly edge: Edge;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** Requests a minute of one person. */
  readonly ratePerson: number;
  /** Requests a minute of one address, counting those without a token verified before. */
  readonly rateAddress: number;
}

export function requestIdOf(raw: IncomingMessage): string {
  const wished = raw.headers['x-request-id'];
  return isRequestId(wished) ? wished : randomUUID();
}

/** The way of every request: id and headers, rate, token; then, once it has a route and a body, the body's text. */
export async function addEntrance(
  server: FastifyInstance,
  options: EntranceOptions,
): Promise<void> {
  await server.register(rateLimit, { global: false });
  const limits = limiter(server, options);
  server.decorateRequest('fuhua', null as never);
  server.addHook('onRequest', async (request, reply) => {
    begin(request, reply, options.edge);
    if (open.has(routeOf(request))) return;
    await limits(request);
    await authenticate(request);
    if (/%00/.test(request.url)) throw invalidInput(NUL_IN_URL);
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: BODY_BYTES_MAX },
    (_request, body, done) => {
      try {
        done(null, objectOf(body as Buffer));
      } catch (error) {
        done(error as Error, undefined);
      }
    },
  );
  closeConnectionsAtEnd(server);
  server.addHook('onResponse', (request, reply, done) => {
    const { method, id } = request;
    const ms = Math.round(reply.elapsedTime);
    const line = { requestId: id, method, route: routeOf(request), status: reply.statusCode, ms };
    options.logger.info(line, 'answered');
    done();
  });
}

/** A connection that stayed open behind an answer in hand would keep the stopping service waiting for it. */
function closeConnectionsAtEnd(server: FastifyInstance): void {
  let stopping = false;
  server.addHook('preClose', (done) => {
    stopping = true;
    done();
  });
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (stopping) void reply.header('connection', 'close');
    done(null, payload);
  });
}

const NUL_IN_URL = {
  field: '',
  code: 'url',
  message: {
    zh: '地址中有无法使用的字符',
    en: 'the address holds a character that cannot be used',
  },
};

/** A command is an object; anything else would slip past validation. @throws JsonError @throws ProblemError */
function objectOf(body: Buffer): unknown {
  if (body.length === 0) throw new JsonError({ code: 'platform.broken-json' });
  const value = parseJson(body);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw invalidInput({
    field: '',
    code: 'isObject',
    message: { zh: '必须是对象', en: 'must be an object' },
  });
}

function begin(request: FastifyRequest, reply: FastifyReply, edge: Edge): void {
  const traceparent = traceparentOf(request.headers['traceparent']);
  request.fuhua = { edge, traceparent };
  void reply.headers({
    'x-request-id': request.id,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cache-control': 'private, no-cache',
  });
}

/** A token costs a signature check, so whoever has none that was checked before is counted by address first. */
function limiter(
  server: FastifyInstance,
  { metrics, ratePerson, rateAddress }: EntranceOptions,
): (request: FastifyRequest) => Promise<void> {
  const perPerson = server.createRateLimit({
    max: ratePerson,
    timeWindow: WINDOW_MS,
    keyGenerator: (request) => request.fuhua.person ?? '',
  });
  const perAddress = server.createRateLimit({ max: rateAddress, timeWindow: WINDOW_MS });
  return async (request) => {
    const { authorization } = request.headers;
    request.fuhua.person =
      authorization === undefined ? undefined : request.fuhua.edge.tokens.known(authorization);
    const count = await (request.fuhua.person === undefined ? perAddress : perPerson)(request);
    if (count.isAllowed || !count.isExceeded) return;
    metrics.rateLimited();
    const headers = { 'retry-after': String(Math.max(1, count.ttlInSeconds)) };
    throw problem('platform.too-many-requests', {}, { headers });
  };
}

async function authenticate(request: FastifyRequest): Promise<void> {
  const { authorization } = request.headers;
  if (authorization === undefined || request.fuhua.person !== undefined) return;
  request.fuhua.person = await request.fuhua.edge.tokens.verify(authorization);
}
