import 'reflect-metadata';
import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Caller as CallerOfRequest, Role } from './grants.ts';

export const ROLES = 'fuhua:roles';
export const PUBLIC = 'fuhua:public';
export const EVERY_CAPACITY = 'fuhua:every-capacity';
export const PERSONAL_READ = 'fuhua:personal-read';

/** Who may use the route (or every route of the controller). A route without this or `@Public()` stops the start. */
export const Roles = (...roles: readonly [Role, ...Role[]]): MethodDecorator & ClassDecorator =>
  SetMetadata(ROLES, roles);

/** Beside `@Roles`: the route is about the person, so that every grant of these roles counts and none is chosen. */
export const EveryCapacity = (): ClassDecorator => SetMetadata(EVERY_CAPACITY, true);

/** Open to everyone, also without a token; a token that is sent must be good all the same. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true);

/**
 * The route shows personal data: each use is recorded before it is answered, and is answered 503 when it cannot be.
 * @param subject the path parameter that names whom or what is shown; none for a list
 */
export const PersonalRead = (subject?: string): MethodDecorator & ClassDecorator =>
  SetMetadata(PERSONAL_READ, { subject });

export interface PersonalReadMark {
  readonly subject?: string | undefined;
}

/** The person in the capacity chosen for this request. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext) =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

export function callerOf(request: FastifyRequest): CallerOfRequest {
  const { caller } = request.fuhua;
  if (caller === undefined) throw new TypeError('no guard chose a caller for this request');
  return caller;
}
