import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import {
  createParamDecorator,
  Param,
  type ExecutionContext,
  type PipeTransform,
} from '@nestjs/common';
import { PersonId } from '@fuhua/kernel';
import canonicalize from 'canonicalize';
import type { FastifyRequest } from 'fastify';
import { callerOf } from '../auth/decorators.ts';
import { uuidOf, type CommandContext } from '../handle/index.ts';
import { routeOf } from './edge.ts';
import { idempotencyKeyOf, invalidInput, revisionOfIfMatch } from './headers.ts';

/**
 * The `CommandContext` of this request, for `handle`. Ids of what a command creates: `newIdOf(context.commandId)`.
 * Ends the request with 400 when If-Match or Idempotency-Key cannot be used.
 */
export const Command = createParamDecorator((_: unknown, context: ExecutionContext) =>
  commandContextOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** @throws ProblemError 400 */
export function commandContextOf(request: FastifyRequest): CommandContext {
  const { edge, traceparent } = request.fuhua;
  const { person, role, authority } = callerOf(request);
  const key = idempotencyKeyOf(header(request, 'idempotency-key'));
  return {
    ...(key === undefined
      ? { commandId: randomUUID(), keyed: false }
      : {
          commandId: uuidOf('http', person, addressOf(request), key),
          keyed: true,
          requestHash: edge.privacy.digest('request', canonicalize(request.body ?? null) ?? ''),
        }),
    expected: revisionOfIfMatch(header(request, 'if-match')),
    now: edge.clock.now(),
    actor: { person, role, authority },
    correlationId: request.id,
    traceparent,
  };
}

/** Method, pattern and path parameters: the same however the client wrote the path. */
function addressOf(request: FastifyRequest): string {
  return canonicalize([request.method, routeOf(request), request.params]) ?? '';
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** `@Id() id: CaseId` is the path parameter `id`, `@Id('grant')` another: a lower-case UUID, or the request ends with 400. */
export const Id = (name = 'id'): ParameterDecorator => Param(name, idPipe(name));

function idPipe(field: string): PipeTransform<unknown, string> {
  return {
    transform: (value) => {
      const id = PersonId.safeParse(value);
      if (id.success) return id.data;
      throw invalidInput({
        field,
        code: 'isId',
        message: { zh: '必须是小写 UUID', en: 'must be a lower-case UUID' },
      });
    },
  };
}
