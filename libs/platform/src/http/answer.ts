import 'reflect-metadata';
import type { Refusal, Result } from '@fuhua/kernel';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import type { Handled } from '../handle/index.ts';
import { etagOf } from './headers.ts';
import type { PlatformCode } from './platform-problems.ts';
import { problem, problemOf, raise, type HttpProblem } from './problem.ts';

class StoredEventSchema {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ description: '事件类型，见 events.md / one that events.md lists' })
  type!: string;
}

/** The answer to an accepted command; the edge sends `position` as a token and `revision` also as ETag. */
export interface CommandAnswer extends Omit<Handled, 'stream'> {
  /** -1: nothing was ever stored under the id. */
  readonly revision: number;
}

/** How OpenAPI tells it. */
@ApiSchema({ name: 'CommandAnswer' })
export class CommandAnswerSchema {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ type: 'integer' })
  revision!: number;
  @ApiProperty({ type: 'string', description: 'service:epoch:position' })
  position!: string;
  @ApiProperty({ type: [StoredEventSchema] })
  events!: readonly StoredEventSchema[];
  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  decision?: unknown;
}

/** What a route answers, told by the class that documents it. */
export type PlainOf<Schema> = { readonly [Field in keyof Schema]: Schema[Field] };

/** The problems of a slice's own codes; those of the platform are known. */
export type ProblemsOf<C extends string> = Readonly<Record<Exclude<C, PlatformCode>, HttpProblem>>;

/** What `handle` left, or the refusal's problem. @throws ProblemError */
export function answer<R extends Refusal>(
  result: Result<Handled, R>,
  problems: ProblemsOf<R['code']>,
): CommandAnswer {
  if (!result.ok) raiseWith(result.refusal, problems);
  const { id, revision, position, events, decision } = result.value;
  return { id, revision, position, events, ...(decision !== undefined && { decision }) };
}

function raiseWith<R extends Refusal>(refusal: R, problems: ProblemsOf<R['code']>): never {
  const own = (problems as Readonly<Record<string, HttpProblem>>)[refusal.code];
  const table = { [refusal.code]: own ?? problemOf(refusal.code) };
  return raise<Refusal>(refusal, table);
}

/** A row that was found. @throws ProblemError 404 with the slice's code, or the platform's */
export function found<Row>(row: Row | null | undefined, code = 'platform.not-found'): Row {
  if (row === null || row === undefined) throw problem(code);
  return row;
}

/**
 * Whatever a route returns with a `revision` carries it as ETag, for a later If-Match. It is never answered 304: what a
 * stream says also changes with the day (a grade lapses) and with a person who was forgotten, at the same revision. A
 * `position` that is still the store's number becomes a token.
 */
export const wire: NestInterceptor = {
  intercept: (context: ExecutionContext, next: CallHandler): Observable<unknown> => {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    return next.handle().pipe(map((body) => wired(body, request, http.getResponse())));
  },
};

function wired(body: unknown, request: FastifyRequest, reply: FastifyReply): unknown {
  if (typeof body !== 'object' || body === null) return body;
  const { revision, position } = body as { revision?: unknown; position?: unknown };
  if (typeof revision === 'number' && revision >= 0) {
    void reply.header('etag', etagOf(revision));
  }
  if (typeof position !== 'bigint') return body;
  return { ...body, position: request.fuhua.edge.positionToken(position) };
}
