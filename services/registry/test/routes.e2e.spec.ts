import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { roles } from '@fuhua/platform/auth';
import {
  addressOf,
  routesIn,
  said,
  walkUnknownFields,
  type Answered,
  type DocumentedRoute,
  type Someone,
} from '@fuhua/platform/test-service';
import { bureauOf } from './organizations.suite.ts';
import { openWorld, type World } from './world.suite.ts';

let world: World;
let everybody: Someone;
let routes: readonly DocumentedRoute[];

beforeAll(async () => {
  world = await openWorld();
  const reach = { authority: bureauOf('32'), organization: randomUUID(), base: randomUUID() };
  everybody = await world.someone('周八(测试)', ...roles.map((role) => ({ role, reach })));
  routes = routesIn((await everybody.get('/openapi.json')).text);
});
afterAll(() => world.close());

/** In one of the capacities that the route takes: with all roles it is asked which. */
async function send(route: DocumentedRoute, query: string, body: object = {}): Promise<Answered> {
  const url = addressOf(route, query);
  const call = (headers: Readonly<Record<string, string>>): Promise<Answered> =>
    route.method === 'post' ? everybody.post(url, body, headers) : everybody.get(url, headers);
  const answered = await call({});
  const { code, choices = [] } = said(answered);
  return code === 'platform.grant-ambiguous'
    ? call({ 'acting-for': choices[0]?.role ?? '' })
    : answered;
}

test('every route refuses a field of its body, and of its query, that it does not know', async () => {
  const { faults, walked } = await walkUnknownFields(routes, send);
  expect(faults).toEqual([]);
  // Whoever adds a route counts it here: a walk over none would find no fault either.
  expect(walked).toEqual({ get: 36, post: 140 });
});
