import 'reflect-metadata';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { GrantsStale } from '../auth/grants.ts';
import { accessRecordOf } from '../auth/personal-read.ts';
import {
  Busy,
  OutcomeUnknown,
  TooLarge,
  Unavailable,
  WrongRevision,
} from '../event-store/index.ts';
import { UnknownEvent } from '../handle/index.ts';
import { routeOf, type RequestState } from './edge.ts';
import { invalidInput } from './headers.ts';
import { JsonError } from './json.ts';
import type { Metrics } from './metrics.ts';
import { problem, ProblemError, problemBody } from './problem.ts';
import './platform-problems.ts';
import { languageOf, languageTags } from './text.ts';

interface FilterPorts {
  readonly logger: Logger;
  /** Methods of the routes that match a path. */
  readonly methodsAt: (path: string) => readonly string[];
  readonly metrics: Metrics;
}

/** Answers every error as a problem, and records what a known person was refused. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly ports: FilterPorts) {}

  async catch(exception: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    try {
      await this.answer(exception, request, reply);
    } catch (err) {
      // Nobody awaits a filter: what it throws would end the process.
      this.ports.logger.error({ requestId: request.id, err }, 'a problem could not be told');
      sendProblem(request, reply, problem('platform.internal'));
    }
  }

  private async answer(
    exception: unknown,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const error = this.problemFor(exception, request);
    const { status } = error.problem;
    if (status >= 500) {
      const cause = exception instanceof ProblemError ? exception.cause : exception;
      const about = { requestId: request.id, route: routeOf(request), code: error.code };
      this.ports.logger[status === 500 ? 'error' : 'warn']({ ...about, err: cause }, 'failed');
    }
    if (status === 401) this.ports.metrics.unauthenticated(error.code);
    if (isRecorded(request, status)) await this.record(request, error);
    sendProblem(request, reply, error);
  }

  private problemFor(exception: unknown, request: FastifyRequest): ProblemError {
    if (exception instanceof HttpException && exception.getStatus() === 404) {
      return missing(request, this.ports.methodsAt);
    }
    return problemFor(exception);
  }

  /** The refusal stands, recorded or not: it shows nothing. */
  private async record(request: FastifyRequest, error: ProblemError): Promise<void> {
    const { rule, clause } = error.members as { rule?: unknown; clause?: unknown };
    try {
      await request.fuhua.edge.accessRecords?.write(
        accessRecordOf(request, error.code, undefined, {
          rule: typeof rule === 'string' ? rule : undefined,
          clause: typeof clause === 'string' ? clause : undefined,
        }),
      );
    } catch (err) {
      this.ports.metrics.unrecorded();
      this.ports.logger.error({ requestId: request.id, err }, 'a refusal was not recorded');
    }
  }
}

/** Strangers are counted and rate-limited, not recorded; a flood must not fill the records either. */
function isRecorded(request: FastifyRequest, status: number): boolean {
  // Not there yet when the request ended before the entrance began.
  const state = request.fuhua as RequestState | null;
  return (
    state?.person !== undefined && status >= 400 && status < 500 && status !== 429 && !request.is404
  );
}

export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  error: ProblemError,
): void {
  const language = languageOf(request.headers['accept-language']);
  const { status, retryAfterSeconds } = error.problem;
  if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(retryAfterSeconds));
  void reply
    .code(status)
    .headers(error.headers)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('x-request-id', request.id)
    .header('content-language', languageTags[language])
    .header('vary', 'Accept-Language')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problemBody(error, language, request.id), bigintAsText));
}

function bigintAsText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

function missing(request: FastifyRequest, methodsAt: FilterPorts['methodsAt']): ProblemError {
  const methods = methodsAt(request.url.split('?')[0] ?? '').filter((m) => m !== request.method);
  if (!request.is404 || methods.length === 0) return problem('platform.not-found');
  const headers = { allow: [...new Set(methods)].sort().join(', ') };
  return problem('platform.method-not-allowed', {}, { headers });
}

/** What an exception means to the client. Anything unforeseen is `platform.internal` and says no more. */
export function problemFor(exception: unknown): ProblemError {
  if (exception instanceof ProblemError) return exception;
  if (exception instanceof JsonError) {
    const { code, ...where } = exception.fault;
    return problem(code, where);
  }
  const named = exception instanceof Error ? problemOfClass[exception.constructor.name] : undefined;
  if (named !== undefined) return named(exception as Error);
  if (exception instanceof OutcomeUnknown) return problem('platform.outcome-unknown');
  if (exception instanceof Busy) return problem('platform.busy');
  if (exception instanceof Unavailable) return problem('platform.unavailable');
  if (exception instanceof TooLarge) return problem('platform.command-too-large');
  if (exception instanceof WrongRevision) return problem('platform.conflict');
  if (exception instanceof GrantsStale) return problem('platform.grants-stale');
  if (exception instanceof UnknownEvent) {
    return problem('platform.unknown-event', { eventType: exception.recorded.type });
  }
  const status = statusOf(exception);
  if (status !== undefined) return problem(codeOfStatus[status] ?? 'platform.invalid-input');
  return problem(isConnectionLost(exception) ? 'platform.unavailable' : 'platform.internal');
}

/** Errors of the views and of privacy, by class, so that the edge does not load TypeORM. */
const problemOfClass: Readonly<Record<string, (error: Error) => ProblemError>> = {
  ViewBehind: (error) => problem('platform.view-behind', shownOf(error, 'view', 'lag')),
  PositionOfOtherEpoch: () => problem('platform.position-of-other-epoch'),
  PositionOfOtherService: () => problem('platform.position-of-other-service'),
  MalformedPosition: () => invalidInput(malformedPosition),
  PersonForgotten: () => problem('platform.person-forgotten'),
};

const malformedPosition = {
  field: 'atLeast',
  code: 'position',
  message: { zh: '必须是某次回答给出的 position', en: 'must be the position of an answer' },
};

function shownOf(error: Error, ...names: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(error).filter(([name]) => names.includes(name)));
}

const codeOfStatus: Readonly<Record<number, string>> = {
  401: 'platform.unauthenticated',
  403: 'platform.forbidden-role',
  404: 'platform.not-found',
  405: 'platform.method-not-allowed',
  409: 'platform.conflict',
  413: 'platform.body-too-large',
  415: 'platform.unsupported-media-type',
  429: 'platform.too-many-requests',
};

/** Of Nest's and Fastify's own errors, when they blame the client. */
function statusOf(exception: unknown): number | undefined {
  const status =
    exception instanceof HttpException
      ? exception.getStatus()
      : exception instanceof Error && exception.name === 'FastifyError' && 'statusCode' in exception
        ? Number(exception.statusCode)
        : undefined;
  return status !== undefined && status >= 400 && status < 500 ? status : undefined;
}

/** node-postgres, also inside TypeORM's error: connection failures, shutdown, too many connections. */
function isConnectionLost(exception: unknown): boolean {
  if (!(exception instanceof Error)) return false;
  const inner = 'driverError' in exception ? exception.driverError : exception;
  if (!(inner instanceof Error)) return false;
  const code = 'code' in inner ? String(inner.code) : '';
  return (
    /^(08|53|57P)/.test(code) ||
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'].includes(code) ||
    /^(Connection terminated|timeout exceeded when trying to connect)/.test(inner.message)
  );
}
