import { setTimeout as delay } from 'node:timers/promises';
import { parseInstant } from '@fuhua/kernel';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { advanceClock, type Advanced, type Settled } from '../clock/index.ts';

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, never>>;
  readonly text: string;
  readonly bytes: Buffer;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a spec reads what it has just written
export type Said = Readonly<Record<string, any>>;
export const said = (answered: Answered): Said => answered.body;

/** Somebody with a token, or anybody without. */
export interface Someone {
  readonly person: string;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answered>;
  /** A text is sent as it is. */
  post(
    path: string,
    body?: object | string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answered>;
  put(path: string, body: object): Promise<Answered>;
}

/** At the service that `app` is at the time of a call. */
export function someoneOf(
  app: () => NestFastifyApplication,
  person: string,
  token?: string,
): Someone {
  const call = async (
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    body: object | string | undefined,
    headers: Readonly<Record<string, string>>,
  ): Promise<Answered> => {
    const payload = typeof body === 'object' ? JSON.stringify(body) : body;
    const response = await app().inject({
      ...{ method, url },
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(payload !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(payload !== undefined && { payload }),
    });
    const isJson = String(response.headers['content-type']).includes('json');
    return {
      status: response.statusCode,
      headers: response.headers,
      text: response.payload,
      bytes: response.rawPayload,
      body: (isJson && response.payload !== '' ? JSON.parse(response.payload) : {}) as never,
    };
  };
  return {
    person,
    get: (path, headers = {}) => call('GET', path, undefined, headers),
    post: (path, body = {}, headers = {}) => call('POST', path, body, headers),
    put: (path, body) => call('PUT', path, body, {}),
  };
}

/** As the gateway moves the simulated clock: by way of every deadline, and until all is at rest. */
export function moveClock(service: string, administrator: Someone, to: string): Promise<Advanced> {
  const settled = async (answering: Promise<Answered>): Promise<Settled> => {
    const { status, text, body } = await answering;
    if (status !== 200) throw new Error(text);
    return body as unknown as Settled;
  };
  const peer = {
    service,
    look: () => settled(administrator.get('/dev/clock')),
    settle: (now: string) => settled(administrator.put('/dev/clock', { now })),
  };
  return advanceClock([peer], parseInstant(to));
}

const TRY_MS = 25;

/** Reads until the reactions have come so far; they follow within milliseconds. @throws Error after that many tries, 25 ms apart */
export async function eventually<T>(
  read: () => Promise<T>,
  isSo: (value: T) => boolean,
  triesMax = 200,
): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const value = await read();
    if (isSo(value)) return value;
    if (tries === triesMax) throw new Error(`it never became so: ${JSON.stringify(value)}`);
    await delay(TRY_MS);
  }
}
