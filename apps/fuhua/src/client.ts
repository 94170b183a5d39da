import { parseInstant, type Instant } from '@fuhua/kernel';
import { systemClock } from '@fuhua/platform/clock';
import type { Run } from './data-directory.ts';
import { UserError } from './user-error.ts';

/** The running fuhua, asked through its gateway like by any other client. */
export interface Client {
  /** @throws UserError with what the service answered */
  get<T>(path: string): Promise<T>;
  /** With a key, a repeat has the same answer. @throws UserError */
  post(path: string, body: object, key?: string): Promise<{ id: string; position: string }>;
}

export function clientOf({ gateway }: Pick<Run, 'gateway'>, bearer: string): Client {
  const ask = async (path: string, init: RequestInit): Promise<unknown> => {
    const response = await fetch(gateway.url + path, init);
    const body: unknown = await response.json();
    if (response.ok) return body;
    const { code, title, detail } = body as { code?: string; title?: string; detail?: string };
    const said = [title, detail].filter(Boolean).join('：');
    throw new UserError({
      zh: `服务拒绝了请求（${String(response.status)} ${code ?? ''}）：${said}`,
      en: `The service refused the request: ${String(response.status)} ${code ?? ''}.`,
    });
  };
  const headers = { authorization: `Bearer ${bearer}` };
  return {
    get: async <T>(path: string) => (await ask(path, { headers })) as T,
    post: async (path, body, key) =>
      (await ask(path, {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          ...(key !== undefined && { 'idempotency-key': key }),
        },
        body: JSON.stringify(body),
      })) as { id: string; position: string },
  };
}

/** The time of the services, which may be simulated. */
export async function timeOf({ gateway }: Pick<Run, 'gateway'>): Promise<Instant> {
  const response = await fetch(`${gateway.url}/dev/clock`);
  const body: unknown = await response.json();
  const isTold = response.ok && typeof body === 'object' && body !== null && 'now' in body;
  return isTold ? parseInstant(String(body.now)) : systemClock.now();
}
