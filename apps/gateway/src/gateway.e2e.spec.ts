import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { startGateway } from './gateway.ts';
import type { Gateway } from './gateway.ts';

jest.setTimeout(60_000);

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let seen: Seen[];
let answer: (response: ServerResponse, seen: Seen) => void;
let service: Server;
let gateway: Gateway;

beforeEach(async () => {
  seen = [];
  answer = (response) => response.end('{}');
  service = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const one = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body,
      };
      seen.push(one);
      answer(response, one);
    });
  });
  service.listen(0, '127.0.0.1');
  await once(service, 'listening');
  const { port } = service.address() as AddressInfo;
  gateway = await startGateway({
    port: 0,
    services: [{ name: 'registry', url: `http://127.0.0.1:${String(port)}` }],
  });
});

afterEach(async () => {
  await gateway.close();
  await stopService();
});

async function stopService(): Promise<void> {
  if (!service.listening) return;
  service.closeAllConnections();
  service.close();
  await once(service, 'close');
}

test('a request reaches the service without the prefix, its headers and bytes as they were', async () => {
  answer = (response) => {
    response
      .writeHead(201, { etag: '"7"', 'content-type': 'application/json' })
      .end('{"id":"b-1"}');
  };
  const body = '{"a":1,  "a":2, "big":9007199254740993}';
  const response = await fetch(`${gateway.url}/registry/v1/bases?x=%E5%AD%B5&x=2`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      authorization: 'Bearer t',
      'idempotency-key': 'k-1',
      'if-match': '"6"',
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      'x-request-id': 'r-1',
      'acting-for': '320506',
    },
  });
  expect(response.status).toBe(201);
  expect(response.headers.get('etag')).toBe('"7"');
  expect(await response.text()).toBe('{"id":"b-1"}');
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({
    method: 'POST',
    url: '/v1/bases?x=%E5%AD%B5&x=2',
    body,
    headers: {
      authorization: 'Bearer t',
      'idempotency-key': 'k-1',
      'if-match': '"6"',
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      'x-request-id': 'r-1',
      'acting-for': '320506',
      'x-forwarded-prefix': '/registry',
    },
  });
});

test('who asked is said by the gateway, not by the client', async () => {
  await fetch(`${gateway.url}/registry/v1/bases`, {
    headers: { 'x-forwarded-for': '10.9.9.9', 'x-request-id': 'not a sane id' },
  });
  expect(seen[0]?.headers['x-forwarded-for']).toBe('127.0.0.1');
  expect(seen[0]?.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
});

test('a problem of the service is passed on, and a 503 is asked for once only', async () => {
  answer = (response) => {
    response
      .writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '1' })
      .end('{"code":"registry.behind"}');
  };
  const response = await fetch(`${gateway.url}/registry/v1/bases`);
  expect(response.status).toBe(503);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.json()).toEqual({ code: 'registry.behind' });
  expect(seen).toHaveLength(1);
});

test('an answer is streamed: its first bytes arrive before the service has written the last', async () => {
  let finish: () => void = () => undefined;
  answer = (response) => {
    response.write('first');
    finish = () => response.end('last');
  };
  const response = await fetch(`${gateway.url}/registry/v1/events`);
  const reader = response.body?.getReader();
  const first = await reader?.read();
  expect(Buffer.from(first?.value ?? []).toString()).toBe('first');
  finish();
  const last = await reader?.read();
  expect(Buffer.from(last?.value ?? []).toString()).toBe('last');
});

test('a service that is down: 503 with a stable code, in the language asked for', async () => {
  await stopService();
  const ask = async (language: string): Promise<unknown> => {
    const response = await fetch(`${gateway.url}/registry/v1/bases`, {
      method: 'POST',
      body: '{}',
      headers: {
        'accept-language': language,
        'content-type': 'application/json',
        'x-request-id': 'request-0001',
      },
    });
    expect(response.status).toBe(503);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(response.headers.get('retry-after')).toBe('1');
    return response.json();
  };
  const rest = {
    type: 'urn:fuhua:problem:gateway.service-unavailable',
    status: 503,
    code: 'gateway.service-unavailable',
    service: 'registry',
    instance: 'request-0001',
  };
  expect(await ask('en-GB, zh;q=0.5')).toEqual({
    title: 'The service is unavailable; nothing was done',
    ...rest,
  });
  expect(await ask('zh-CN')).toEqual({ title: '服务暂时不可用，请求未被处理', ...rest });
});

test('a connection that breaks under a command says that the outcome is unknown; under a query it does not', async () => {
  answer = (response) => response.destroy();
  const command = await fetch(`${gateway.url}/registry/v1/bases`, { method: 'POST', body: 'x' });
  expect(command.status).toBe(502);
  expect(await command.json()).toMatchObject({ code: 'gateway.outcome-unknown' });
  const query = await fetch(`${gateway.url}/registry/v1/bases`);
  expect(query.status).toBe(503);
  expect(await query.json()).toMatchObject({ code: 'gateway.service-unavailable' });
  expect(seen).toHaveLength(2);
});

test('a body that no service would take is refused before it is passed on', async () => {
  const post = (bytes: number, path = 'bases'): Promise<Response> =>
    fetch(`${gateway.url}/registry/v1/${path}`, {
      method: 'POST',
      body: 'a'.repeat(bytes),
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
    });
  const refused = await post(10 * 1024 * 1024);
  expect(refused.status).toBe(413);
  expect(await refused.json()).toMatchObject({
    type: 'urn:fuhua:problem:gateway.body-too-large',
    code: 'gateway.body-too-large',
    instance: refused.headers.get('x-request-id'),
  });
  expect(seen).toEqual([]);
  expect((await post(21 * 1024 * 1024, 'evidence')).status).toBe(413);
  expect(seen).toEqual([]);
  expect((await post(1024 * 1024)).status).toBe(200);
  expect((await post(20 * 1024 * 1024, 'evidence')).status).toBe(200);
});

test('a service that comes back is served at once', async () => {
  const { port } = service.address() as AddressInfo;
  await stopService();
  expect((await fetch(`${gateway.url}/registry/v1/bases`)).status).toBe(503);
  service.listen(port, '127.0.0.1');
  await once(service, 'listening');
  expect((await fetch(`${gateway.url}/registry/v1/bases`)).status).toBe(200);
});

test('/ lists the services: a page for browsers, JSON for programs', async () => {
  const page = await fetch(gateway.url, { headers: { accept: 'text/html,*/*;q=0.8' } });
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(await page.text()).toContain('<a href="/registry/docs">/registry/docs</a>');
  const list = await fetch(gateway.url);
  expect(await list.json()).toEqual({
    services: [
      {
        name: 'registry',
        status: 'ready',
        docs: '/registry/docs',
        openapi: '/registry/openapi.json',
        health: '/registry/health/ready',
      },
    ],
  });
});

test('the gateway is ready when every service is', async () => {
  const ready = async (): Promise<[number, unknown]> => {
    const response = await fetch(`${gateway.url}/health/ready`);
    return [response.status, await response.json()];
  };
  expect(await ready()).toEqual([
    200,
    { status: 'ready', services: [{ name: 'registry', status: 'ready' }] },
  ]);
  answer = (response) => response.writeHead(503).end();
  expect(await ready()).toEqual([
    503,
    { status: 'not-ready', services: [{ name: 'registry', status: 'not-ready' }] },
  ]);
  await stopService();
  expect(await ready()).toEqual([
    503,
    { status: 'not-ready', services: [{ name: 'registry', status: 'down' }] },
  ]);
  expect((await fetch(`${gateway.url}/health/live`)).status).toBe(200);
});

test('an address that no service has is a problem of the gateway, and so is a path that climbs out', async () => {
  const missing = await fetch(`${gateway.url}/nowhere`);
  expect(missing.status).toBe(404);
  expect(await missing.json()).toMatchObject({ code: 'gateway.not-found' });
  const climbing = await rawGet('/registry/%2e%2e/%2e%2e/etc/passwd');
  expect(climbing.status).toBe(400);
  expect(JSON.parse(climbing.body)).toMatchObject({ code: 'gateway.bad-request' });
  expect(seen).toEqual([]);
});

/** fetch would tidy the path up. */
async function rawGet(path: string): Promise<{ status: number; body: string }> {
  const request = httpRequest({ host: '127.0.0.1', port: gateway.port, path }).end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let body = '';
  for await (const chunk of response) body += String(chunk);
  return { status: response.statusCode ?? 0, body };
}
