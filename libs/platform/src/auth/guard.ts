import { dayOf } from '@fuhua/kernel';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { problem } from '../http/problem.ts';
import { EVERY_CAPACITY, PUBLIC, ROLES } from './decorators.ts';
import { chooseCapacity, everyCapacity, NOBODY, type Caller, type Role } from './grants.ts';
import { challenge } from './token.ts';

/** Chooses the caller's capacity for the route, or refuses. Fails closed: a route that says nothing is refused. */
export const grantsGuard: CanActivate = {
  canActivate: async (context: ExecutionContext): Promise<boolean> => {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    request.fuhua.caller = await capacityFor(context, request);
    return true;
  },
};

async function capacityFor(context: ExecutionContext, request: FastifyRequest): Promise<Caller> {
  const { edge, person } = request.fuhua;
  const allowed = markOf(context, ROLES) as readonly Role[] | undefined;
  if (allowed === undefined) {
    if (markOf(context, PUBLIC) === undefined) throw problem('platform.forbidden-role');
    return { person: person ?? NOBODY, role: 'public', grants: [] };
  }
  if (person === undefined) {
    throw problem('platform.unauthenticated', {}, { headers: challenge() });
  }
  const today = dayOf(edge.clock.now());
  const header = request.headers['acting-for'];
  const actingFor = Array.isArray(header) ? header.join(' ') : header;
  const grants = await edge.grants.of(person, today);
  const counts = Reflect.hasMetadata(EVERY_CAPACITY, context.getClass());
  return (counts ? everyCapacity : chooseCapacity)(person, grants, allowed, actingFor);
}

/** The method's mark, else the controller's. A method marked with the other kind overrides its controller. */
function markOf(context: ExecutionContext, key: string): unknown {
  const method = context.getHandler();
  if (Reflect.hasMetadata(ROLES, method) || Reflect.hasMetadata(PUBLIC, method)) {
    return Reflect.getMetadata(key, method);
  }
  return Reflect.getMetadata(key, context.getClass());
}
