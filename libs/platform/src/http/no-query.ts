import { ROUTE_ARGS_METADATA } from '@nestjs/common/internal';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { problem } from './problem.ts';
import { messageOf } from './validation-messages.ts';

/**
 * A route that takes no query refuses one, as validation refuses unknown fields: a filter that is not known would
 * otherwise be passed over in silence.
 */
export const noUnknownQuery: CanActivate = {
  canActivate: (context: ExecutionContext): boolean => {
    const { query } = context.switchToHttp().getRequest<FastifyRequest>();
    const names = Object.keys(query as object);
    if (names.length === 0 || takesQuery(context)) return true;
    const code = 'unknown-field';
    const message = messageOf(code, [], false);
    const errors = names.map((field) => ({ field, code, message }));
    throw problem('platform.unknown-field', {}, { errors });
  },
};

function takesQuery(context: ExecutionContext): boolean {
  const { name } = context.getHandler();
  const args: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), name);
  return Object.keys(args ?? {}).some((key) => Number(key.split(':')[0]) === QUERY);
}

const QUERY: number = RouteParamtypes.QUERY;
