import type { NestFastifyApplication } from '@nestjs/platform-fastify';

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
  post(path: string, body?: object, headers?: Readonly<Record<string, string>>): Promise<Answered>;
  put(path: string, body: object): Promise<Answered>;
}

export function someoneOf(app: NestFastifyApplication, person: string, token?: string): Someone {
  const call = async (
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answered> => {
    const response = await app.inject({
      ...{ method, url },
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
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
    put: (path, body) => call('PUT', path, body),
  };
}
