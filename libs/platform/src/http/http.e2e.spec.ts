import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { thing, wujiang, expectProblem, startClient, type Client } from './client.suite.ts';
import { now, person, script, ThingBody, type TestService } from './test-service.suite.ts';

let client: Client;
let service: TestService;
const call: Client['call'] = (...args) => client.call(...args);
const register: Client['register'] = (...args) => client.register(...args);
beforeAll(async () => {
  client = await startClient();
  ({ service } = client);
});
afterAll(async () => {
  await service.app.close();
});
beforeEach(() => {
  client.reset();
});

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
    const unasked = '/v1/things/0aaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa?evil=1';
    expectProblem(await call('GET', unasked), 400, 'platform.unknown-field');
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
    for (const hidden of [thing, 'zhangsan', '李四', client.token])
      expect(lines).not.toContain(hidden);
  });
});
