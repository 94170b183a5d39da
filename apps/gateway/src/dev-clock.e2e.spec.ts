import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { startGateway } from './gateway.ts';
import type { Gateway } from './gateway.ts';

jest.setTimeout(60_000);

/** The shared clock, and services with deadlines known beforehand. */
let now: string;
let moves: string[];
let headers: IncomingHttpHeaders[];
let refusal: { status: number; body: object } | undefined;
let servers: Server[];
let gateway: Gateway;

const start = '2024-03-04T01:00:00.000Z';

beforeEach(async () => {
  now = start;
  moves = [];
  headers = [];
  refusal = undefined;
  servers = [];
  gateway = await open('simulated');
});

afterEach(async () => {
  await gateway.close();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

async function open(clock: 'real' | 'simulated'): Promise<Gateway> {
  const services = [
    { name: 'registry', url: await serviceWith('registry', ['2024-06-01T00:00:00.000Z']) },
    { name: 'incubation', url: await serviceWith('incubation', ['2024-05-01T00:00:00.000Z']) },
  ];
  return startGateway({ port: 0, services, clock });
}

async function serviceWith(name: string, due: readonly string[]): Promise<string> {
  let open = due;
  let head = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      headers.push(request.headers);
      if (refusal !== undefined) {
        const type = 'application/problem+json';
        response.writeHead(refusal.status, { 'content-type': type });
        response.end(JSON.stringify(refusal.body));
        return;
      }
      if (request.method === 'PUT') {
        const { now: to } = JSON.parse(body) as { now: string };
        if (to > now) now = to;
        moves.push(`${name} ${to.slice(0, 10)}`);
      }
      const gone = open.filter((one) => one <= now);
      const passed = request.method === 'PUT' ? gone : [];
      open = open.filter((one) => !passed.includes(one));
      head += passed.length;
      const told = passed.map((one) => ({ stream: `${name}-a`, name: 'end', due: one }));
      response.end(JSON.stringify({ now, next: open[0], head: String(head), passed: told }));
    });
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

const put = (body: unknown, more: Record<string, string> = {}): Promise<Response> =>
  fetch(`${gateway.url}/dev/clock`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', ...more },
    body: JSON.stringify(body),
  });

test('the clock goes by way of every deadline of every service, and tells which passed', async () => {
  const answer = await put({ now: '2024-07-01T08:00:00+08:00' }, { authorization: 'Bearer t' });
  expect([answer.status, await answer.json()]).toEqual([
    200,
    {
      now: '2024-07-01T00:00:00.000Z',
      passed: [
        ...[{ service: 'incubation', stream: 'incubation-a', name: 'end' }],
        ...[{ service: 'registry', stream: 'registry-a', name: 'end' }],
      ].map((one, n) => ({ ...one, due: `2024-0${String(5 + n)}-01T00:00:00.000Z` })),
    },
  ]);
  const days = [...new Set(moves.map((move) => move.split(' ')[1]))];
  expect(days).toEqual(['2024-03-04', '2024-05-01', '2024-06-01', '2024-07-01']);
  expect(headers.every(({ authorization }) => authorization === 'Bearer t')).toBe(true);
});

test('it is told with the next deadline', async () => {
  const answer = await fetch(`${gateway.url}/dev/clock`);
  expect(await answer.json()).toEqual({ now: start, next: '2024-05-01T00:00:00.000Z' });
});

test('two who move it at once have their turns', async () => {
  const [first, second] = await Promise.all([
    put({ now: '2024-08-01T00:00:00Z' }),
    put({ now: '2024-07-01T00:00:00Z' }),
  ]);
  expect([first.status, second.status]).toEqual([200, 409]);
  expect(await second.json()).toMatchObject({
    ...{ code: 'gateway.clock-goes-forward', now: '2024-08-01T00:00:00.000Z' },
  });
});

test.each([
  ['no instant', { now: 'tomorrow' }],
  ['none at all', {}],
  ['something else', ['2024-07-01T00:00:00Z']],
])('%s is refused, and nothing moves', async (_, body) => {
  const answer = await put(body);
  expect([answer.status, await answer.json()]).toEqual([
    ...[400, expect.objectContaining({ code: 'gateway.bad-request', field: 'now' })],
  ]);
  expect(moves).toEqual([]);
});

test('what a service refuses is handed on as it is', async () => {
  refusal = { status: 403, body: { code: 'platform.forbidden-role' } };
  const answer = await put({ now: '2024-07-01T00:00:00Z' });
  expect([answer.status, answer.headers.get('content-type'), await answer.json()]).toEqual([
    ...[403, 'application/problem+json; charset=utf-8', { code: 'platform.forbidden-role' }],
  ]);
});

test('a service that is away is named', async () => {
  for (const server of servers) server.close();
  const answer = await put({ now: '2024-07-01T00:00:00Z' });
  expect([answer.status, await answer.json()]).toEqual([
    ...[503, expect.objectContaining({ code: 'gateway.service-unavailable' })],
  ]);
});

test('under the real clock there is no such address, and those of the services are never reached from outside', async () => {
  await gateway.close();
  gateway = await open('real');
  const asked = ['/dev/clock', '/registry/dev/clock', '/registry/%64ev/clock', '/registry/dev'];
  const methods = ['GET', 'PUT'];
  for (const path of asked) {
    for (const method of methods) {
      const { status } = await fetch(gateway.url + path, { method });
      expect([path, method, status]).toEqual([path, method, 404]);
    }
  }
  expect(headers).toEqual([]);
});
