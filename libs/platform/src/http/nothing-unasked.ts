import { ROUTE_ARGS_METADATA } from '@nestjs/common/internal';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { problem } from './problem.ts';
import { messageOf } from './validation-messages.ts';

/**
 * A route that takes no query refuses one, and one that takes no JSON body its fields, as validation refuses unknown
 * fields: what is not known would otherwise be passed over in silence.
 */
export const nothingUnasked: CanActivate = {
  canActivate: (context: ExecutionContext): boolean => {
    const { query, body } = context.switchToHttp().getRequest<FastifyRequest>();
    const names = [
      ...(takes(context, QUERY) ? [] : Object.keys(query as object)),
      ...(takes(context, BODY) ? [] : fieldsOf(body)),
    ];
    if (names.length === 0) return true;
    const code = 'unknown-field';
    const message = messageOf(code, [], false);
    const errors = names.map((field) => ({ field, code, message }));
    throw problem('platform.unknown-field', {}, { errors });
  },
};

/** What is no object, a list or a form say, is refused or read by others. */
function fieldsOf(body: unknown): readonly string[] {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? Object.keys(body) : [];
}

function takes(context: ExecutionContext, what: number): boolean {
  const { name } = context.getHandler();
  const args: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), name);
  return Object.keys(args ?? {}).some((key) => Number(key.split(':')[0]) === what);
}

const QUERY: number = RouteParamtypes.QUERY;
const BODY: number = RouteParamtypes.BODY;
