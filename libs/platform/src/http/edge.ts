import type { PersonId } from '@fuhua/kernel';
import type { FastifyRequest } from 'fastify';
import type { AccessRecords } from '../auth/access-records.ts';
import type { Caller, Grants } from '../auth/grants.ts';
import type { TokenVerifier } from '../auth/token.ts';
import type { Position } from '../event-store/index.ts';
import type { Privacy } from '../privacy/index.ts';
import type { Clock } from '../clock/clock.ts';
import type { Reactions } from '../reactions/index.ts';
import type { HealthCheck } from './health.ts';

/** What the HTTP edge of a service needs from the service's adapters. */
export interface Edge {
  readonly clock: Clock;
  readonly privacy: Pick<Privacy, 'digest'>;
  readonly tokens: TokenVerifier;
  readonly grants: Grants;
  /** The token `service:epoch:position` that answers carry. */
  readonly positionToken: (position: Position) => string;
  /** Needed by every route marked `@PersonalRead`; without it, refusals leave no record either. */
  readonly accessRecords?: AccessRecords | undefined;
  readonly health?: readonly HealthCheck[] | undefined;
  /** Where what controllers declare by `@OnTopic` is run; without it they hear nothing. */
  readonly reactions?: Pick<Reactions, 'add'> | undefined;
}

/** What the edge knows of one request. */
export interface RequestState {
  readonly edge: Edge;
  readonly traceparent?: string | undefined;
  /** Whose valid token came with the request. */
  person?: PersonId | undefined;
  /** The capacity that the guard chose. */
  caller?: Caller | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    fuhua: RequestState;
  }
}

/** The route's pattern, `/v1/persons/:id`; `unknown` where no route matched. */
export function routeOf(request: FastifyRequest): string {
  return request.is404 ? 'unknown' : (request.routeOptions.url ?? 'unknown');
}
