import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { meaningOf } from './journal.ts';
import type { Acknowledged, Journal, Meaning } from './journal.ts';

/** A client that does as it is told: it repeats with the same key until it knows. */
export interface Client {
  /**
   * @param mayBe codes of refusals that are no surprise
   * @returns undefined when it was refused with one of them
   * @throws WrongAnswer for any other refusal @throws the signal's reason
   */
  send(path: string, body: object, mayBe?: readonly string[]): Promise<Acknowledged | undefined>;
  /** What stands there now; undefined when no answer or a problem comes. @throws the signal's reason */
  read(path: string): Promise<unknown>;
}

/** What is not yet possible is tried again, each time as a command of its own. @throws as `send` */
export async function sendOnce(
  client: Client,
  path: string,
  body: object,
  notYet: readonly string[],
): Promise<Acknowledged> {
  return until(() => client.send(path, body, notYet));
}

/** Asks again until there is something. */
export async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    await pause(REPEAT_MS / 2);
  }
}

/** A refusal that no fault excuses. */
export class WrongAnswer extends Error {
  override readonly name = 'WrongAnswer';
  constructor(
    path: string,
    said: string,
    readonly code?: string,
  ) {
    super(`POST ${path}: ${said}`);
  }
}

export interface ClientOptions {
  readonly origin: string;
  readonly bearer: string;
  readonly journal: Journal;
  /** No repeat after it. */
  readonly signal: AbortSignal;
  readonly ask?: typeof fetch;
  readonly repeatMs?: number;
}

interface Heard {
  readonly meaning: Meaning;
  /** Status and code, or why there is no answer. */
  readonly said: string;
  readonly code?: string | undefined;
  readonly body?: unknown;
}

const ANSWER_MS_MAX = 20_000;
/** Sooner than `Retry-After` asks, so that the moments after a fault are full of requests. */
const REPEAT_MS = 200;

export function clientOf(options: ClientOptions): Client {
  const { journal, signal, repeatMs = REPEAT_MS } = options;
  return {
    async read(path) {
      const { meaning, said, body } = await request(options, path, {});
      signal.throwIfAborted();
      if (meaning === 'accepted') return body;
      if (meaning !== 'refused') interrupted(journal, said);
      return undefined;
    },
    async send(path, body, mayBe = []) {
      const key = randomUUID();
      let unknown = false;
      for (;;) {
        const { meaning, said, code, body: answer } = await post(options, path, body, key);
        signal.throwIfAborted();
        if (meaning === 'accepted') {
          const acknowledged = answer as Acknowledged;
          journal.acknowledged.push(acknowledged);
          return acknowledged;
        }
        if (meaning === 'refused') {
          if (code !== undefined && mayBe.includes(code)) return undefined;
          throw new WrongAnswer(path, said, code);
        }
        interrupted(journal, said);
        if (meaning === 'unknown' && !unknown) journal.ambiguous += 1;
        unknown ||= meaning === 'unknown';
        await pause(repeatMs);
        signal.throwIfAborted();
      }
    },
  };
}

function interrupted({ interruptions }: Journal, said: string): void {
  interruptions.set(said, (interruptions.get(said) ?? 0) + 1);
}

function post(options: ClientOptions, path: string, body: object, key: string): Promise<Heard> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': key };
  return request(options, path, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function request(
  { origin, bearer, ask = fetch }: ClientOptions,
  path: string,
  {
    headers,
    ...init
  }: Pick<RequestInit, 'method' | 'body'> & {
    readonly headers?: Readonly<Record<string, string>>;
  },
): Promise<Heard> {
  try {
    const response = await ask(origin + path, {
      ...init,
      headers: { ...headers, authorization: `Bearer ${bearer}` },
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    const answer = (await response.json()) as { readonly code?: string };
    const said = [String(response.status), answer.code].filter(Boolean).join(' ');
    const meaning = meaningOf(response.status, answer.code);
    return { meaning, said, code: answer.code, body: answer };
  } catch (error) {
    const { name, cause } = error as Error & { cause?: { code?: string } };
    return { meaning: 'unknown', said: cause?.code ?? name };
  }
}
