import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { roles } from '@fuhua/platform/auth';
import { allProblems } from '@fuhua/platform/http';
import {
  addressOf,
  routesIn,
  said,
  walkUnknownFields,
  type Answered,
  type DocumentedRoute,
  type Someone,
} from '@fuhua/platform/test-service';
import { openWorld, type World } from './world.suite.ts';

let world: World;
const everybody = new Map<string, Someone>();
let routes: readonly DocumentedRoute[];

beforeAll(async () => {
  world = await openWorld('2024-10-21T09:00:00+08:00');
  const reach = { authority: randomUUID(), organization: randomUUID(), base: randomUUID() };
  for (const role of roles) everybody.set(role, await world.someone(role, reach));
  routes = routesIn((await world.anybody.get('/openapi.json')).text);
});
afterAll(() => world.close());

function sendAs(by: Someone, route: DocumentedRoute, query: string, body: object) {
  const url = addressOf(route, query);
  return route.method === 'post' ? by.post(url, body) : by.get(url);
}

/** By somebody who holds one of the roles that the route takes. */
async function send(route: DocumentedRoute, query: string, body: object = {}): Promise<Answered> {
  const answered = await sendAs(everybody.get('officer')!, route, query, body);
  const { code, roles: taken = [] } = said(answered);
  return code === 'platform.forbidden-role'
    ? sendAs(everybody.get(String(taken[0]))!, route, query, body)
    : answered;
}

test('every route says in both languages what it does, and names only problems that are told in both', () => {
  const known = new Map(allProblems());
  const faults = routes.filter(({ summary = '', description = '', 'x-problems': codes = [] }) => {
    const isTold = codes.every((code) => {
      const title = known.get(code)?.title;
      return title !== undefined && title.zh !== '' && title.en !== '';
    });
    return !/\p{Script=Han}/u.test(summary) || description === '' || codes.length === 0 || !isTold;
  });
  expect(faults).toEqual([]);
});

test('nobody without a token gets further than what is open to everybody', async () => {
  const open: string[] = [];
  for (const route of routes) {
    const { status } = await sendAs(world.anybody, route, '', {});
    if (status !== 401) open.push(`${route.method} ${route.path}`);
  }
  expect(open.sort()).toEqual(['get /v1/early-exits', 'post /v1/cases/{id}/object']);
});

test('every route refuses a field of its body, and of its query, that it does not know', async () => {
  const { faults, walked } = await walkUnknownFields(routes, send);
  expect(faults).toEqual([]);
  // Whoever adds a route counts it here: a walk over none would find no fault either.
  expect(walked).toEqual({ get: 21, post: 76 });
});
