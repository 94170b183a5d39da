import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  missing,
  suzhou,
  thing,
  wujiang,
  grant,
  expectProblem,
  startClient,
  type Client,
  type Headers,
} from './client.suite.ts';
import {
  OpenByMistake,
  person,
  script,
  startTestService,
  Things,
  Unchecked,
  type TestService,
} from './test-service.suite.ts';

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

describe('reads', () => {
  test('a row carries its ETag, and is told anew to who has it: the day or a person’s wish may have changed it', async () => {
    const answered = await call('GET', `/v1/things/${thing}`);
    expect([answered.status, answered.headers['etag']]).toEqual([200, '"7"']);
    const again = await call('GET', `/v1/things/${thing}`, undefined, { 'if-none-match': '"7"' });
    expect([again.status, again.text]).toEqual([200, answered.text]);
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
      /Unchecked.post takes a whole body.*\n.*Unchecked.get takes id unchecked/,
    );
  });
});

describe('operations', () => {
  test('a request in hand is answered when the service stops', async () => {
    const stopping = await startTestService();
    stopping.world.grants = [grant('officer', wujiang)];
    const token = await stopping.issuer.issueToken({ person, ttlSeconds: 60 });
    await stopping.app.listen(0, '127.0.0.1');
    script.outcome = 'slow';
    const answered = fetch(`${await stopping.app.getUrl()}/v1/things`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{"name":"a"}',
    });
    while (script.contexts.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await stopping.app.close();
    expect((await answered).status).toBe(201);
  });

  test('behind the gateway, each of its clients is counted for itself', async () => {
    const flooded = await startTestService([Things], { person: 5, address: 1 });
    const from = async (forwarded: string): Promise<number> => {
      const headers = { 'x-forwarded-for': forwarded };
      return (await flooded.app.inject({ method: 'GET', url: '/v1/things', headers })).statusCode;
    };
    try {
      expect([await from('10.0.0.1'), await from('10.0.0.2')]).toEqual([200, 200]);
      expect([await from('10.9.9.9, 10.0.0.1'), await from('10.0.0.3')]).toEqual([429, 200]);
    } finally {
      await flooded.app.close();
    }
  });

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
