import { parseInstant, type Instant } from '@fuhua/kernel';
import {
  advanceClock,
  ClockGoesForward,
  type ClockPeer,
  type ClockState,
  type Settled,
} from '@fuhua/platform/clock';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from './problem.ts';
import type { Service } from './proxy.ts';

/**
 * The simulated clock of all services. `GET /dev/clock` tells it to anybody; `PUT /dev/clock {"now": "…"}` brings it
 * forward, by way of every instant at which a deadline is due, and answers once all services are at rest. The services
 * decide who may: administrators. One move at a time; another waits for its turn.
 */
export function addClockRoutes(app: FastifyInstance, services: readonly Service[]): void {
  let turn: Promise<unknown> = Promise.resolve();
  const answering = async (
    request: FastifyRequest,
    reply: FastifyReply,
    work: (peers: readonly ClockPeer[]) => Promise<object>,
  ): Promise<FastifyReply> => {
    void reply.header('cache-control', 'no-store');
    const peers = services.map((service) => peerOf(service, request));
    try {
      return await reply.send(await work(peers));
    } catch (error) {
      return answerFailure(request, reply, error);
    }
  };
  app.get('/dev/clock', (request, reply) =>
    answering(request, reply, async (peers) => stateOf(await lookAt(peers))),
  );
  app.put('/dev/clock', (request, reply) => {
    const to = instantIn(request.body);
    if (to === undefined) {
      return sendProblem(request, reply, 'gateway.bad-request', { field: 'now' });
    }
    const mine = turn.then(() => answering(request, reply, (peers) => advanceClock(peers, to)));
    turn = mine.catch(() => undefined);
    return mine;
  });
}

function lookAt(peers: readonly ClockPeer[]): Promise<readonly ClockState[]> {
  return Promise.all(peers.map((peer) => peer.look()));
}

function stateOf(states: readonly ClockState[]): ClockState {
  const [now] = states
    .map((state) => state.now)
    .sort()
    .reverse();
  const [next] = states.flatMap((state) => state.next ?? []).sort();
  if (now === undefined) throw new Error('there is no service');
  return { now, ...(next !== undefined && { next }) };
}

function instantIn(body: unknown): Instant | undefined {
  const text = typeof body === 'object' && body !== null && 'now' in body ? body.now : undefined;
  try {
    return parseInstant(String(text));
  } catch {
    return undefined;
  }
}

/** A service refused, and what it said is handed on. */
class ServiceAnswered extends Error {
  override readonly name = 'ServiceAnswered';
  constructor(
    readonly status: number,
    readonly type: string,
    readonly body: string,
  ) {
    super(`a service answered ${String(status)}`);
  }
}

/** A service could not be asked. */
class ServiceSilent extends Error {
  override readonly name = 'ServiceSilent';
  constructor(
    readonly service: string,
    cause: unknown,
  ) {
    super(`${service} does not answer`, { cause });
  }
}

/** In the name of whoever asks. */
function peerOf({ name, url }: Service, { id, headers }: FastifyRequest): ClockPeer {
  const ask = async (init: RequestInit): Promise<Settled> => {
    const response = await fetch(`${url}/dev/clock`, {
      ...init,
      headers: {
        'x-request-id': id,
        'content-type': 'application/json',
        ...(headers.authorization !== undefined && { authorization: headers.authorization }),
        ...(headers['accept-language'] !== undefined && {
          'accept-language': headers['accept-language'],
        }),
      },
    }).catch((error: unknown) => {
      throw new ServiceSilent(name, error);
    });
    const body = await response.text();
    if (response.ok) return JSON.parse(body) as Settled;
    const type = response.headers.get('content-type') ?? 'application/json';
    throw new ServiceAnswered(response.status, type, body);
  };
  return {
    service: name,
    look: () => ask({ method: 'GET' }),
    settle: (now) => ask({ method: 'PUT', body: JSON.stringify({ now }) }),
  };
}

function answerFailure(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  if (error instanceof ServiceAnswered) {
    return reply.code(error.status).type(error.type).send(error.body);
  }
  if (error instanceof ClockGoesForward) {
    return sendProblem(request, reply, 'gateway.clock-goes-forward', { now: error.now });
  }
  if (!(error instanceof ServiceSilent)) throw error;
  request.log.warn({ service: error.service, cause: error.cause }, 'service did not answer');
  return sendProblem(request, reply, 'gateway.service-unavailable', { service: error.service });
}
