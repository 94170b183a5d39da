import { byPlace, cursorAfter, type TodoItem } from '@fuhua/platform/todo';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { forwarded, type Service } from './proxy.ts';

const ASK_MS_MAX = 5_000;
const PAGE_USUAL = 50;
/** 待办 and 通知: each service answers its own. */
const LISTS = ['/v1/todo', '/v1/notifications'] as const;
/** Of whoever asks: what any service says of the request or the caller holds in all. */
const REFUSED = new Set([400, 401, 403]);

type Answered =
  | { readonly is: 'page'; readonly items: readonly TodoItem[]; readonly next?: string }
  | { readonly is: 'refused'; readonly status: number; readonly body: string }
  /** The service keeps no such list. */
  | { readonly is: 'none' }
  | { readonly is: 'missing' };

/**
 * What waits for the caller, of every service at once: by last day, with one cursor. A service that did not answer is named
 * in `missing`; its items are not in this page, nor in what follows its cursor: ask again from the beginning.
 */
export function addTodoRoutes(app: FastifyInstance, services: readonly Service[]): void {
  for (const path of LISTS) {
    app.get(path, async (request, reply) => {
      const asked = queryOf(request);
      const answers = await Promise.all(
        services.map(async (service) => ({
          name: service.name,
          answered: await ask(request, service, path, asked),
        })),
      );
      return merged(reply, Number(asked.get('limit')), answers);
    });
  }
}

function queryOf({ url }: FastifyRequest): URLSearchParams {
  const asked = new URL(url, 'http://gateway').searchParams;
  if (!asked.has('limit')) asked.set('limit', String(PAGE_USUAL));
  return asked;
}

async function ask(
  request: FastifyRequest,
  service: Service,
  path: string,
  asked: URLSearchParams,
): Promise<Answered> {
  try {
    const answer = await fetch(`${service.url}${path}?${forService(asked, service)}`, {
      headers: headersFor(request, service),
      signal: AbortSignal.timeout(ASK_MS_MAX),
    });
    const body = await answer.text();
    if (REFUSED.has(answer.status)) return { is: 'refused', status: answer.status, body };
    if (answer.status === 404) return { is: 'none' };
    if (answer.ok) return { is: 'page', ...(JSON.parse(body) as Page) };
    request.log.warn({ service: service.name, status: answer.status }, 'no list from service');
  } catch (error) {
    request.log.warn({ err: error, service: service.name }, 'no list from service');
  }
  return { is: 'missing' };
}

interface Page {
  readonly items: readonly TodoItem[];
  readonly next?: string;
}

/** A position is the business of the service that gave it. */
function forService(asked: URLSearchParams, { name }: Service): string {
  const own = new URLSearchParams(asked);
  if (own.get('atLeast')?.startsWith(`${name}:`) === false) own.delete('atLeast');
  return own.toString();
}

const PASSED_ON = ['authorization', 'acting-for', 'accept-language', 'traceparent'] as const;

function headersFor(request: FastifyRequest, service: Service): Record<string, string> {
  const given = PASSED_ON.flatMap((name) => {
    const value = request.headers[name];
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  return forwarded(request, Object.fromEntries(given), service);
}

interface Told {
  readonly name: string;
  readonly answered: Answered;
}

function merged(reply: FastifyReply, limit: number, answers: readonly Told[]): FastifyReply {
  const pages = answers.flatMap(({ answered }) => (answered.is === 'page' ? [answered] : []));
  const refused = answers.flatMap(({ answered }) => (answered.is === 'refused' ? [answered] : []));
  void reply.header('cache-control', 'no-store');
  const [refusal] = refused;
  if (pages.length === 0 && refusal !== undefined) {
    return reply
      .code(refusal.status)
      .type('application/problem+json; charset=utf-8')
      .send(refusal.body);
  }
  const all = pages.flatMap(({ items }) => items).sort(byPlace);
  const items = all.slice(0, limit);
  const last = items.at(-1);
  const goesOn = all.length > items.length || pages.some(({ next }) => next !== undefined);
  const missing = answers.flatMap(({ name, answered }) =>
    answered.is === 'missing' || answered.is === 'refused' ? [name] : [],
  );
  return reply.send({
    items,
    ...(goesOn && last !== undefined && { next: cursorAfter(last) }),
    missing,
  });
}
