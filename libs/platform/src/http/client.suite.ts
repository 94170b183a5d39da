import { expect } from '@jest/globals';
import type { AuthorityId, Day } from '@fuhua/kernel';
import type { Grant, Role } from '../auth/index.ts';
import { person, script, startTestService, type TestService } from './test-service.suite.ts';

export const wujiang = '22222222-2222-4222-8222-222222222222' as AuthorityId;
export const suzhou = '33333333-3333-4333-8333-333333333333' as AuthorityId;
export const thing = '99999999-9999-4999-8999-999999999999';
export const missing = '09999999-9999-4999-8999-999999999999';

export const grant = (role: Role, authority?: AuthorityId): Grant => ({
  role,
  reach: { authority },
  validFrom: '2024-01-01' as Day,
});

export type Headers = Readonly<Record<string, string>>;
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Record<string, unknown>;
  readonly text: string;
}

export interface Client {
  readonly service: TestService;
  readonly token: string;
  call(
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    payload?: string | object,
    headers?: Headers,
  ): Promise<Answered>;
  register(payload?: string | object, headers?: Headers): Promise<Answered>;
  /** An officer of Wujiang, nothing recorded, everything works. */
  reset(): void;
}

/** A test service and somebody with a token who calls it. */
export async function startClient(starting = startTestService()): Promise<Client> {
  const service = await starting;
  const token = await service.issuer.issueToken({ person, ttlSeconds: 600 });
  const call: Client['call'] = async (method, url, payload, headers = {}) => {
    const text = typeof payload === 'object' ? JSON.stringify(payload) : payload;
    const response = await service.app.inject({
      method,
      url,
      headers: {
        authorization: `Bearer ${token}`,
        ...(text !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(text !== undefined && { payload: text }),
    });
    const isJson = /json/.test(String(response.headers['content-type']));
    return {
      status: response.statusCode,
      headers: response.headers,
      text: response.payload,
      body: isJson ? (JSON.parse(response.payload) as Record<string, unknown>) : {},
    };
  };
  return {
    service,
    token,
    call,
    register: (payload, headers) => call('POST', '/v1/things', payload, headers),
    reset: () => {
      service.world.grants = [grant('officer', wujiang)];
      service.world.recordsFail = false;
      service.world.lines.length = 0;
      service.records.length = 0;
      script.outcome = 'ok';
      script.contexts.length = 0;
      script.bodies.length = 0;
    },
  };
}

export function expectProblem(answered: Answered, status: number, code: string): void {
  expect([answered.status, answered.body['code']]).toEqual([status, code]);
  expect(answered.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(answered.body).toMatchObject({
    status,
    type: `urn:fuhua:problem:${code}`,
    instance: answered.headers['x-request-id'],
  });
}
