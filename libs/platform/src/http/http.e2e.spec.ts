import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { AuthorityId, Day } from '@fuhua/kernel';
import type { Grant, Role } from '../auth/index.ts';
import {
  now,
  OpenByMistake,
  person,
  script,
  startTestService,
  ThingBody,
  Things,
  Unchecked,
  type TestService,
} from './test-service.suite.ts';

const wujiang = '22222222-2222-4222-8222-222222222222' as AuthorityId;
const suzhou = '33333333-3333-4333-8333-333333333333' as AuthorityId;
const thing = '99999999-9999-4999-8999-999999999999';
const missing = '09999999-9999-4999-8999-999999999999';

const grant = (role: Role, authority?: AuthorityId): Grant => ({
  role,
  reach: { authority },
  validFrom: '2024-01-01' as Day,
});

let service: TestService;
let token: string;
beforeAll(async () => {
  service = await startTestService();
  token = await service.issuer.issueToken({ person, ttlSeconds: 600 });
});
afterAll(async () => {
  await service.app.close();
});
beforeEach(() => {
  service.world.grants = [grant('officer', wujiang)];
  service.world.recordsFail = false;
  service.world.lines.length = 0;
  service.records.length = 0;
  script.outcome = 'ok';
  script.contexts.length = 0;
  script.bodies.length = 0;
});

type Headers = Readonly<Record<string, string>>;
interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Record<string, unknown>;
  readonly text: string;
}

async function call(
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  payload?: string | object,
  headers: Headers = {},
): Promise<Answered> {
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
}
const register = (payload?: string | object, headers?: Headers): Promise<Answered> =>
  call('POST', '/v1/things', payload, headers);

function expectProblem(answered: Answered, status: number, code: string): void {
  expect([answered.status, answered.body['code']]).toEqual([status, code]);
  expect(answered.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(answered.body).toMatchObject({
    status,
    type: `urn:fuhua:problem:${code}`,
    instance: answered.headers['x-request-id'],
  });
}

describe('an accepted command', () => {
  test('answers id, revision, position token and ETag', async () => {
    const answered = await register({ name: '基地', parts: [{ name: 'a' }] });
    expect(answered.status).toBe(201);
    expect(answered.headers['etag']).toBe('"3"');
    expect(answered.body).toEqual({
      id: expect.any(String),
      revision: 3,
      position: 'things:e1:77',
      events: [],
    });
    expect(script.bodies[0]).toBeInstanceOf(ThingBody);
    expect(service.records).toEqual([]);
  });

  test('knows who, in which role, for whom, when and under which ids', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const headers = { 'x-request-id': 'client-id-1', traceparent, 'if-match': '"3"' };
    const answered = await call('POST', `/v1/things/${thing}/rename`, { name: 'x' }, headers);
    expect(answered.status).toBe(200);
    expect(answered.headers['x-request-id']).toBe('client-id-1');
    expect(script.contexts[0]).toEqual({
      commandId: expect.any(String),
      keyed: false,
      expected: 3,
      now,
      actor: { person, role: 'officer', authority: wujiang },
      correlationId: 'client-id-1',
      traceparent,
    });
  });

  test('has one identity for all retries with a key, and another on another path', async () => {
    const key = { 'idempotency-key': 'k-1' };
    const path = `/v1/things/${thing}/rename`;
    await call('POST', path, '{"name":"x","count":1}', key);
    await call('POST', `${path}?`, '{ "count": 1, "name": "\\u0078" }', key);
    await call('POST', path, '{"name":"y"}', key);
    await call('POST', path.replace('9999', '8888'), '{"name":"x","count":1}', key);
    const [first, again, other, elsewhere] = script.contexts;
    expect(again?.commandId).toBe(first?.commandId);
    expect(again?.requestHash).toBe(first?.requestHash);
    expect(first?.keyed).toBe(true);
    expect(other?.commandId).toBe(first?.commandId);
    expect(other?.requestHash).not.toBe(first?.requestHash);
    expect(elsewhere?.commandId).not.toBe(first?.commandId);
  });
});

describe('input', () => {
  test.each([
    ['{"name":', 'platform.broken-json'],
    ['', 'platform.broken-json'],
    ['{"name":"a","name":"b"}', 'platform.duplicate-key'],
    ['{"name":"a","count":9007199254740993}', 'platform.unsafe-integer'],
    ['{"name":"a","__proto__":{}}', 'platform.forbidden-key'],
    ['{"name":"a","parts":[{"name":"b","constructor":1}]}', 'platform.forbidden-key'],
    ['{"name":"\\u0000"}', 'platform.forbidden-character'],
    ['[]', 'platform.invalid-input'],
    ['"text"', 'platform.invalid-input'],
    ['null', 'platform.invalid-input'],
    ['{"name":"a","evil":1}', 'platform.unknown-field'],
    ['{"name":"a","parts":[{"name":"b","evil":1}]}', 'platform.unknown-field'],
    ['{"name":1}', 'platform.invalid-input'],
    ['{"name":"a","count":"1"}', 'platform.invalid-input'],
    ['{"name":"a","parts":["b"]}', 'platform.invalid-input'],
    ['{"name":"a","parts":{}}', 'platform.invalid-input'],
    ['{"name":"a","day":"2024-02-30"}', 'platform.invalid-input'],
  ])('%s is %s', async (text, code) => {
    expectProblem(await register(text), 400, code);
    expect(script.bodies).toEqual([]);
  });

  test('each field is told in the reader’s language, by one code, without its value', async () => {
    const bad = { name: '张三张三张三张三张三张三', count: 0, kinds: ['c'], parts: [{}], extra: 1 };
    const zh = await register(bad);
    expectProblem(zh, 400, 'platform.invalid-input');
    expect(zh.headers['content-language']).toBe('zh-CN');
    expect(zh.text).not.toContain('张三');
    expect(zh.body).toMatchObject({
      title: '输入不符合要求',
      errors: expect.arrayContaining([
        { field: 'name', code: 'maxLength', message: '最多 10 个字符' },
        { field: 'count', code: 'min', message: '不能小于 1' },
        { field: 'kinds', code: 'isIn', message: '每一项必须是以下之一：a, b' },
        { field: 'parts.0.name', code: 'isString', message: '必须是文本' },
        { field: 'extra', code: 'unknown-field', message: '此字段未知' },
      ]),
    });
    const en = await register(bad, { 'accept-language': 'en-GB, zh;q=0.5' });
    expect(en.headers['content-language']).toBe('en');
    expect(en.body).toMatchObject({
      title: 'The input is not acceptable',
      errors: expect.arrayContaining([
        { field: 'name', code: 'maxLength', message: 'must have at most 10 characters' },
      ]),
    });
  });

  test('a body of 10 MB is too large, another content type is unsupported', async () => {
    const large = JSON.stringify({ name: 'x'.repeat(10_000_000) });
    expectProblem(await register(large), 413, 'platform.body-too-large');
    for (const type of [
      'text/plain',
      'application/xml',
      'application/x-www-form-urlencoded',
      'garbage',
    ]) {
      const answered = await register('name=a', { 'content-type': type });
      expectProblem(answered, 415, 'platform.unsupported-media-type');
    }
  });

  test('headers that cannot be used are refused', async () => {
    for (const header of ['3', 'W/"3"', '*', '"x"']) {
      expectProblem(
        await register({ name: 'a' }, { 'if-match': header }),
        400,
        'platform.invalid-input',
      );
    }
    for (const key of ['k'.repeat(256), 'a b']) {
      const answered = await register({ name: 'a' }, { 'idempotency-key': key });
      expectProblem(answered, 400, 'platform.invalid-input');
    }
    expect(script.contexts).toEqual([]);
  });

  test('a path and a query are checked like a body', async () => {
    expectProblem(await call('GET', '/v1/things/not-an-id'), 400, 'platform.invalid-input');
    expectProblem(await call('GET', '/v1/things?evil=1'), 400, 'platform.unknown-field');
    expectProblem(await call('GET', '/v1/things?limit=201'), 400, 'platform.invalid-input');
    expectProblem(await call('GET', '/v1/things?limit=2&limit=3'), 400, 'platform.invalid-input');
    expectProblem(await call('GET', '/v1/things?kind=%00'), 400, 'platform.invalid-input');
    expectProblem(await call('GET', '/v1/things/%zz'), 400, 'platform.invalid-input');
    expect((await call('GET', '/v1/things?limit=2')).body).toEqual({
      items: [1, 2],
      next: expect.any(String),
      position: 'things:e1:5',
    });
  });

  test('an unknown path is 404, an unknown method 405 with Allow', async () => {
    expectProblem(await call('GET', '/v1/nothing'), 404, 'platform.not-found');
    const answered = await call('PUT', `/v1/things/${thing}`, {});
    expectProblem(answered, 405, 'platform.method-not-allowed');
    expect(answered.headers['allow']).toBe('GET, HEAD');
  });
});

describe('refusals and failures', () => {
  test('a refusal becomes its problem, with its members and its record', async () => {
    script.outcome = 'barred';
    const answered = await call('POST', `/v1/things/${thing}/rename`, { name: 'x' });
    expectProblem(answered, 409, 'things.barred');
    expect(answered.body).toMatchObject({
      title: '此物被禁止',
      detail: '依据 四(三)',
      rule: 'R-ENT-03',
    });
    expect(service.records).toEqual([
      {
        at: now,
        person,
        role: 'officer',
        authority: wujiang,
        method: 'POST',
        route: '/v1/things/:id/rename',
        subject: thing,
        outcome: 'things.barred',
        requestId: answered.headers['x-request-id'],
        rule: 'R-ENT-03',
        clause: '四(三)',
      },
    ]);
  });

  test('a stale revision is 412', async () => {
    const answered = await register({ name: 'a' }, { 'if-match': '"2"' });
    expectProblem(answered, 412, 'platform.stale-revision');
    expect(answered.body['actual']).toBe(3);
  });

  test('an unknown outcome and an engine that is down are 503 with Retry-After', async () => {
    script.outcome = 'unknown';
    const unknown = await register({ name: 'a' });
    expectProblem(unknown, 503, 'platform.outcome-unknown');
    expect(unknown.headers['retry-after']).toBe('2');
    script.outcome = 'unavailable';
    expectProblem(await register({ name: 'a' }), 503, 'platform.unavailable');
  });

  test('a bug is 500, logged, and says nothing', async () => {
    script.outcome = 'bug';
    const answered = await register({ name: 'a' });
    expectProblem(answered, 500, 'platform.internal');
    expect(answered.text).not.toContain('secret');
    expect(service.world.lines.join('')).toContain('a secret detail');
  });

  test('log lines hold no path values, queries, bodies or tokens', async () => {
    await call('GET', `/v1/things/${thing}?name=zhangsan`);
    await register({ name: '李四', secret: 1 });
    const lines = service.world.lines.join('');
    expect(lines).toContain('/v1/things/:id');
    for (const hidden of [thing, 'zhangsan', '李四', token]) expect(lines).not.toContain(hidden);
  });
});

describe('reads', () => {
  test('a row carries its ETag, and is 304 for who has it', async () => {
    const answered = await call('GET', `/v1/things/${thing}`);
    expect([answered.status, answered.headers['etag']]).toEqual([200, '"7"']);
    const again = await call('GET', `/v1/things/${thing}`, undefined, { 'if-none-match': '"7"' });
    expect([again.status, again.text]).toEqual([304, '']);
    expect(service.records.map(({ outcome, subject }) => [outcome, subject])).toEqual([
      ['ok', thing],
      ['ok', thing],
    ]);
  });

  test('personal data that cannot be recorded is not shown', async () => {
    service.world.recordsFail = true;
    const answered = await call('GET', `/v1/things/${thing}`);
    expectProblem(answered, 503, 'platform.access-not-recorded');
    expect(answered.text).not.toContain('张三');
  });

  test('a row that is missing is the slice’s 404, recorded', async () => {
    expectProblem(await call('GET', `/v1/things/${missing}`), 404, 'things.unknown');
    expect(service.records[0]).toMatchObject({ outcome: 'things.unknown', subject: missing });
  });

  test('a refusal that cannot be recorded is a refusal all the same', async () => {
    service.world.recordsFail = true;
    expectProblem(await call('GET', `/v1/things/${missing}`), 404, 'things.unknown');
    expect((await call('GET', '/metrics')).text).toContain(
      'fuhua_access_unrecorded_total{service="things"} 1',
    );
  });
});

describe('who may come in', () => {
  test('nobody without a token, except where it is open', async () => {
    const anonymous = { authorization: '' };
    const response = await service.app.inject({ method: 'GET', url: `/v1/things/${thing}` });
    expect(response.statusCode).toBe(401);
    expect(response.headers['www-authenticate']).toBe('Bearer realm="fuhua"');
    expect((await service.app.inject({ method: 'GET', url: '/v1/things' })).statusCode).toBe(200);
    expectProblem(
      await call('GET', '/v1/things', undefined, anonymous),
      401,
      'platform.token-malformed',
    );
    expect(service.records).toEqual([]);
  });

  test('a role that is missing is forbidden and recorded', async () => {
    service.world.grants = [grant('auditor')];
    expectProblem(await register({ name: 'a' }), 403, 'platform.forbidden-role');
    expect(service.records[0]).toMatchObject({
      person,
      role: 'none',
      outcome: 'platform.forbidden-role',
    });
  });

  test('several grants that fit need Acting-For', async () => {
    service.world.grants = [grant('officer', wujiang), grant('officer', suzhou)];
    const answered = await register({ name: 'a' });
    expectProblem(answered, 400, 'platform.grant-ambiguous');
    expect(answered.body['choices']).toEqual([
      { role: 'officer', authority: wujiang },
      { role: 'officer', authority: suzhou },
    ]);
    expect((await register({ name: 'a' }, { 'acting-for': suzhou })).status).toBe(201);
    expect(script.contexts[0]?.actor).toEqual({ person, role: 'officer', authority: suzhou });
  });

  test('a flood is 429 with Retry-After, for its sender only', async () => {
    const flooded = await startTestService([Things], { person: 5, address: 3 });
    try {
      const mine = await flooded.issuer.issueToken({ person, ttlSeconds: 60 });
      const get = (
        headers: Headers,
      ): Promise<{ statusCode: number; headers: object; json(): unknown }> =>
        flooded.app.inject({ method: 'GET', url: '/v1/things', headers });
      const bearer = { authorization: `Bearer ${mine}` };
      expect((await get(bearer)).statusCode).toBe(200);
      const strangers = [];
      for (let n = 0; n < 4; n += 1) strangers.push((await get({})).statusCode);
      expect(strangers).toEqual([200, 200, 429, 429]);
      const answers = [];
      for (let n = 0; n < 6; n += 1) answers.push(await get(bearer));
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200, 429]);
      const last = answers.at(-1);
      expect(last?.json()).toMatchObject({ code: 'platform.too-many-requests' });
      expect(Number((last?.headers as Headers)['retry-after'])).toBeGreaterThan(0);
      expect((await flooded.app.inject({ method: 'GET', url: '/health/live' })).statusCode).toBe(
        200,
      );
    } finally {
      await flooded.app.close();
    }
  });

  test('a service with an open or unchecked route does not start', async () => {
    await expect(startTestService([Things, OpenByMistake])).rejects.toThrow(
      'OpenByMistake.get has neither @Roles nor @Public',
    );
    await expect(startTestService([Unchecked])).rejects.toThrow(
      'Unchecked.post takes a whole body',
    );
  });
});

describe('operations', () => {
  test('health, metrics, OpenAPI and its pages answer', async () => {
    const open = (url: string) => service.app.inject({ method: 'GET', url });
    expect((await open('/health/live')).json()).toEqual({ state: 'green' });
    expect((await open('/health/ready')).json()).toEqual({
      state: 'amber',
      components: [{ name: 'history', state: 'amber', reason: 'slow' }],
    });
    const metrics = (await open('/metrics')).payload;
    expect(metrics).toContain('fuhua_http_request_duration_seconds_bucket');
    expect(metrics).toContain('route="/v1/things/:id"');
    expect((await open('/docs')).payload).toContain('swagger-ui');
    expect((await open('/docs/swagger-ui-bundle.js')).statusCode).toBe(200);
  });

  test('OpenAPI tells what the rules and the problem tables say', async () => {
    const response = await service.app.inject({ method: 'GET', url: '/openapi.json' });
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- JSON of somebody else's making
    const document: any = response.json();
    expect(document.components.schemas.ThingBody).toEqual({
      type: 'object',
      required: ['name'],
      properties: {
        name: { type: 'string', maxLength: 10 },
        count: { type: 'integer', minimum: 1 },
        day: { type: 'string', format: 'date' },
        kinds: { type: 'array', items: { enum: ['a', 'b'], type: 'string' } },
        parts: { type: 'array', items: { $ref: '#/components/schemas/Part' } },
      },
    });
    expect(document.components.schemas.Part.properties).toEqual({ name: { type: 'string' } });
    const { post } = document.paths['/v1/things/{id}/rename'];
    expect(post.summary).toBe('更名');
    expect(post['x-problems']).toEqual(
      expect.arrayContaining(['things.barred', 'platform.stale-revision']),
    );
    expect(Object.keys(post.responses)).toEqual(
      expect.arrayContaining([
        '200',
        '400',
        '401',
        '403',
        '404',
        '409',
        '412',
        '413',
        '415',
        '422',
        '429',
        '500',
        '503',
      ]),
    );
    expect(JSON.stringify(post.responses['409'])).toContain('things.barred');
    expect(post.parameters.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['id', 'Idempotency-Key', 'If-Match', 'Acting-For']),
    );
    const list = document.paths['/v1/things'].get.parameters;
    expect(
      list
        .filter((p: { in: string }) => p.in === 'query')
        .map((p: { name: string }) => p.name)
        .sort(),
    ).toEqual(['after', 'atLeast', 'kind', 'limit']);
  });
});
