import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { byPlace, cursorAfter } from '@fuhua/platform/todo';
import { startGateway, type Gateway } from './gateway.ts';

interface Item {
  readonly id: string;
  readonly since: string;
  readonly dueOn?: string;
}
interface Seen {
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
}

/** A service that keeps these items, as services page them. */
interface Stub {
  readonly server: Server;
  readonly seen: Seen[];
  status: number;
  items: readonly Item[];
}

let stubs: Record<'incubation' | 'evaluation', Stub>;
let gateway: Gateway;

async function stub(): Promise<Stub> {
  const made: Stub = {
    ...{ status: 200, items: [], seen: [] },
    server: createServer(({ url = '', headers }, response) => {
      const asked = new URL(url, 'http://stub');
      made.seen.push({ url: asked, headers });
      const [after, limit] = [asked.searchParams.get('after'), asked.searchParams.get('limit')];
      const places = [...made.items].sort(byPlace as never);
      const from = places.findIndex((item) => cursorOf(item) === after) + 1;
      const beyond = after === null || from > 0 ? places.slice(from) : later(places, after);
      const items = beyond.slice(0, Number(limit));
      const next = beyond.length > items.length ? { next: cursorOf(items.at(-1)!) } : {};
      const code = `stub.${String(made.status)}`;
      response.writeHead(made.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(made.status === 200 ? { items, ...next } : { code }));
    }),
  };
  made.server.listen(0, '127.0.0.1');
  await once(made.server, 'listening');
  return made;
}

const cursorOf = (item: Item): string => cursorAfter(item as never);

function later(places: readonly Item[], after: string): readonly Item[] {
  const [dueOn, since, id] = JSON.parse(Buffer.from(after, 'base64url').toString()) as string[];
  const place = { dueOn, since, id };
  return places.filter((item) => byPlace(item as never, place as never) > 0);
}

beforeEach(async () => {
  stubs = { incubation: await stub(), evaluation: await stub() };
  const services = Object.entries(stubs).map(([name, { server }]) => ({
    name,
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
  }));
  gateway = await startGateway({ port: 0, services });
  stubs.incubation.items = [
    { id: 'case-a/decision', dueOn: '2024-04-03', since: '2024-03-06' },
    { id: 'case-b/hearing', since: '2024-03-01' },
    { id: 'case-c/pre-review', dueOn: '2024-03-13', since: '2024-03-06' },
  ];
  stubs.evaluation.items = [
    { id: 'panel-a/raters', dueOn: '2024-04-03', since: '2024-03-05' },
    { id: 'panel-b/scores', dueOn: '2024-03-29', since: '2024-03-07' },
  ];
});

afterEach(async () => {
  await gateway.close();
  for (const { server } of Object.values(stubs)) if (server.listening) await stop(server);
});

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}

async function read(path: string, headers: Readonly<Record<string, string>> = {}) {
  const answer = await fetch(`${gateway.url}${path}`, { headers });
  const body = (await answer.json()) as Readonly<Record<string, unknown>>;
  const items = (body['items'] ?? []) as readonly Item[];
  return { status: answer.status, body, ids: items.map(({ id }) => id) };
}

const inOrder = [
  ...['case-c/pre-review', 'panel-b/scores', 'panel-a/raters'],
  ...['case-a/decision', 'case-b/hearing'],
];

test('what waits in two services is one list by last day, then by since, and every page follows on the last', async () => {
  const { status, body, ids } = await read('/v1/todo');
  expect([status, ids, body['missing'], body['next']]).toEqual([200, inOrder, [], undefined]);
  for (const limit of [1, 2, 3, 5]) {
    const walked: string[] = [];
    let after = '';
    do {
      const page = await read(`/v1/todo?limit=${String(limit)}${after}`);
      walked.push(...page.ids);
      after = page.body['next'] === undefined ? '' : `&after=${page.body['next'] as string}`;
    } while (after !== '');
    expect(walked).toEqual(inOrder);
  }
});

test('every service hears the caller and the filters, and a position only the one that gave it', async () => {
  const headers = { authorization: 'Bearer t', 'acting-for': 'officer', cookie: 'c=1' };
  await read('/v1/notifications?kind=lapsed&atLeast=incubation:e:7', headers);
  for (const [name, { seen }] of Object.entries(stubs)) {
    const [{ url, headers: heard }] = seen as [Seen];
    expect(url.pathname).toBe('/v1/notifications');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      ...{ kind: 'lapsed', limit: '50' },
      ...(name === 'incubation' && { atLeast: 'incubation:e:7' }),
    });
    expect(heard).toMatchObject({ authorization: 'Bearer t', 'acting-for': 'officer' });
    expect([heard.cookie, heard['x-forwarded-for']]).toEqual([undefined, '127.0.0.1']);
  }
});

test('a service that is down, or cannot answer, is named, and the others are shown', async () => {
  await stop(stubs.evaluation.server);
  const down = await read('/v1/todo');
  expect([down.status, down.body['missing']]).toEqual([200, ['evaluation']]);
  expect(down.ids).toEqual(['case-c/pre-review', 'case-a/decision', 'case-b/hearing']);
  stubs.incubation.status = 503;
  const none = await read('/v1/todo');
  expect([none.status, none.ids]).toEqual([200, []]);
  expect(none.body['missing']).toEqual(['incubation', 'evaluation']);
});

test('a caller that every service refuses is refused; one that keeps no such list is not missed', async () => {
  stubs.incubation.status = 403;
  stubs.evaluation.status = 403;
  const refused = await read('/v1/todo');
  expect([refused.status, refused.body]).toEqual([403, { code: 'stub.403' }]);
  stubs.incubation.status = 200;
  stubs.evaluation.status = 404;
  const one = await read('/v1/todo');
  expect([one.status, one.body['missing'], one.ids.length]).toEqual([200, [], 3]);
});
