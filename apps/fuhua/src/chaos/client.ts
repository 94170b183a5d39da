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
}

/** A refusal that no fault excuses. */
export class WrongAnswer extends Error {
  override readonly name = 'WrongAnswer';
  constructor(path: string, said: string) {
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
          throw new WrongAnswer(path, said);
        }
        journal.interruptions.set(said, (journal.interruptions.get(said) ?? 0) + 1);
        if (meaning === 'unknown' && !unknown) journal.ambiguous += 1;
        unknown ||= meaning === 'unknown';
        await pause(repeatMs);
        signal.throwIfAborted();
      }
    },
  };
}

async function post(
  { origin, bearer, ask = fetch }: ClientOptions,
  path: string,
  body: object,
  key: string,
): Promise<Heard> {
  try {
    const response = await ask(origin + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${bearer}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify(body),
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
