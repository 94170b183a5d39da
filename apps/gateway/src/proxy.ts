import httpProxy from '@fastify/http-proxy';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import { sendProblem } from './problem.ts';
import type { ProblemCode } from './problem.ts';

/** One service behind the gateway, reached under `/<name>/`. */
export interface Service {
  readonly name: string;
  /** Origin, such as `http://127.0.0.1:3001`. */
  readonly url: string;
}

/** Above the services' own limits: a command answers within seconds, an export starts to stream within them. */
const ANSWER_MS_MAX = 60_000;
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Everything under `/<name>/` goes to the service, streamed both ways, status and headers as they are. */
export async function proxyTo(app: FastifyInstance, service: Service): Promise<void> {
  await app.register(httpProxy, {
    upstream: service.url,
    prefix: `/${service.name}`,
    undici: { connect: { timeout: 2_000 }, headersTimeout: ANSWER_MS_MAX, bodyTimeout: 0 },
    disableRequestLogging: true,
    replyOptions: {
      // Never repeats a request by itself: by default it asks up to ten times anew when a service answers 503.
      retryDelay: () => null,
      rewriteRequestHeaders: (request, headers) => forwarded(request, headers, service),
      onError: (reply, { error }) => {
        // The plugin's types allow HTTP/2; this server speaks HTTP/1.1.
        failed(reply as FastifyReply, error, service);
      },
    },
  });
}

/** Says who asked and through which prefix. What the client claims of itself is replaced. */
export function forwarded<H extends IncomingHttpHeaders>(
  request: Pick<FastifyRequest, 'id' | 'ip' | 'host' | 'protocol'>,
  headers: H,
  service: Service,
): H {
  return {
    ...headers,
    'x-request-id': request.id,
    'x-forwarded-for': request.ip,
    'x-forwarded-host': request.host,
    'x-forwarded-proto': request.protocol,
    'x-forwarded-prefix': `/${service.name}`,
  };
}

function failed(reply: FastifyReply, error: Error, { name }: Service): void {
  const { request } = reply;
  const code = codeOf(request.method, error);
  request.log.warn({ service: name, code, cause: causeOf(error) }, 'service did not answer');
  sendProblem(request, reply, code, { service: name });
}

/** Not connected: surely nothing happened. Broken later: a command may have been carried out. */
function codeOf(method: string, error: Error): ProblemCode {
  const cause = causeOf(error);
  const never = ['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN'];
  if (never.includes(cause) || cause === 'UND_ERR_CONNECT_TIMEOUT')
    return 'gateway.service-unavailable';
  if (!SAFE.has(method)) return 'gateway.outcome-unknown';
  return cause === 'UND_ERR_HEADERS_TIMEOUT' ? 'gateway.timeout' : 'gateway.service-unavailable';
}

function causeOf(error: Error): string {
  const { code } = (error.cause ?? error) as NodeJS.ErrnoException;
  return code ?? error.message;
}
