import { setTimeout as pause } from 'node:timers/promises';
import { UserError } from '../user-error.ts';

/** A client that does as it is told: it waits when asked to, and repeats with the same key until it knows. */
export interface Client {
  get(path: string): Promise<Heard>;
  post(path: string, body: object, key: string): Promise<Heard>;
}

export interface Heard {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface ClientOptions {
  /** Of the gateway, without a slash at the end. */
  readonly origin: string;
  readonly bearer: string;
  /** In whose name, where the person may act for several. */
  readonly actingFor?: string | undefined;
  /** No repeat after it. */
  readonly signal: AbortSignal;
  readonly ask?: typeof fetch;
  /** How long nobody may answer before all is given up. */
  readonly silenceMsMax?: number;
}

const ANSWER_MS_MAX = 30_000;
const SILENCE_MS_MAX = 120_000;
const REPEAT_MS_MIN = 50;
const REPEAT_MS_MAX = 5_000;

/** What no other row would be answered differently. */
const HOPELESS: ReadonlySet<unknown> = new Set([
  'platform.forbidden-role',
  'platform.grant-ambiguous',
]);

/**
 * Repeats while there is no answer that says whether it was done: 429 and 503 after `Retry-After`, a question to a guard
 * (202), a lost connection. @throws UserError when nobody answers for `silenceMsMax`, or the token will not do
 * @throws the signal's reason
 */
export function clientOf(options: ClientOptions): Client {
  const { bearer, actingFor } = options;
  const headers = {
    authorization: `Bearer ${bearer}`,
    ...(actingFor !== undefined && { 'acting-for': actingFor }),
  };
  return {
    get: (path) => untilKnown(options, path, { headers }),
    post: (path, body, key) =>
      untilKnown(options, path, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
      }),
  };
}

async function untilKnown(options: ClientOptions, path: string, init: RequestInit): Promise<Heard> {
  const { signal, silenceMsMax = SILENCE_MS_MAX } = options;
  let silentSince = performance.now();
  let silences = 0;
  for (;;) {
    signal.throwIfAborted();
    const { heard, said, waitMs } = await once(options, path, init);
    signal.throwIfAborted();
    if (heard !== undefined && waitMs === undefined) return known(heard);
    if (waitMs === undefined) silences += 1;
    else [silentSince, silences] = [performance.now(), 0];
    if (performance.now() - silentSince > silenceMsMax) throw unanswered(said);
    const pauseMs = waitMs ?? Math.min(REPEAT_MS_MIN * 2 ** silences, REPEAT_MS_MAX);
    await pause(pauseMs, undefined, { signal });
  }
}

interface Once {
  /** Missing: nothing is known. */
  readonly heard?: Heard;
  readonly said: string;
  /** Asked to wait so long. */
  readonly waitMs?: number;
}

async function once(
  { origin, ask = fetch, signal }: ClientOptions,
  path: string,
  init: RequestInit,
): Promise<Once> {
  try {
    const response = await ask(origin + path, {
      ...init,
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS_MAX)]),
    });
    const text = await response.text();
    const { status } = response;
    const said = String(status);
    if (status === 202) return { said, heard: { status, body: {} }, waitMs: 0 };
    const retryAfter = Number(response.headers.get('retry-after') ?? NaN);
    if (retryAfter >= 0) return { said, heard: { status, body: {} }, waitMs: retryAfter * 1_000 };
    if (status === 502 || status === 503 || status === 504) return { said };
    return { said, heard: { status, body: JSON.parse(text) as Heard['body'] } };
  } catch (error) {
    const { name, cause } = error as Error & { cause?: { code?: string } };
    return { said: cause?.code ?? name };
  }
}

/** @throws UserError for what every other request would be answered */
function known(heard: Heard): Heard {
  const { status, body } = heard;
  if (status !== 401 && !HOPELESS.has(body['code'])) return heard;
  const code = String(body['code']);
  const title = String(body['title']);
  throw new UserError({
    zh: `无法以此令牌导入（${status} ${code}）：${title}。请用 fuhua token 签发令牌；有多项授权时以 --acting-for 指明主管部门。`,
    en: `Nothing can be imported with this token (${status} ${code}). Make one with fuhua token; where several grants fit, name the authority with --acting-for.`,
  });
}

function unanswered(said: string): UserError {
  return new UserError({
    zh: `服务没有应答（${said}）。已保留的行不会重复，请稍后再次执行同一命令。`,
    en: `The service does not answer (${said}). What was kept stays kept: run the same command again.`,
  });
}
