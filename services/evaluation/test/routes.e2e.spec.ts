import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { roles } from '@fuhua/platform/auth';
import { wuzhong } from './panels.suite.ts';
import type { Answered, Someone } from './someone.suite.ts';
import { openWorld, type World } from './world.suite.ts';

interface Route {
  readonly method: 'get' | 'post';
  readonly path: string;
}

let world: World;
let everybody: Someone;
let routes: readonly Route[];

beforeAll(async () => {
  world = await openWorld('2024-03-04T09:00:00+08:00');
  const reach = { authority: wuzhong, organization: randomUUID(), base: randomUUID() };
  everybody = await world.someone(reach, ...roles);
  const { text } = await everybody.get('/openapi.json');
  const { paths } = JSON.parse(text) as { paths: Readonly<Record<string, object>> };
  routes = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => {
      if (method !== 'get' && method !== 'post') throw new Error(`who calls ${method} ${path}?`);
      return { method, path };
    }),
  );
});
afterAll(() => world.close());

const unknown = 'nobodyKnowsThis';
/** Takes one file, and no fields. */
const form = '/v1/evidence';

/** In one of the capacities that the route takes: with all roles it is asked which. */
async function send(
  { method, path }: Route,
  query: string,
  body: Readonly<Record<string, unknown>> = {},
): Promise<Answered> {
  const url = `${path.replaceAll(/\{\w+\}/g, randomUUID())}${query}`;
  const call = (headers: Readonly<Record<string, string>>): Promise<Answered> =>
    method === 'post' ? everybody.post(url, body, headers) : everybody.get(url, headers);
  const answered = await call({});
  const { code, choices = [] } = said(answered);
  return code === 'platform.grant-ambiguous'
    ? call({ 'acting-for': choices[0]?.role ?? '' })
    : answered;
}

interface Said {
  readonly code?: string;
  readonly choices?: readonly { readonly role: string }[];
  readonly errors?: readonly { readonly field: string; readonly code: string }[];
}
const said = ({ body }: Answered): Said => body;

/** What is wrong with an answer that had to say that the field is unknown. */
function faultOf(answered: Answered): string | undefined {
  const { code = '', errors = [] } = said(answered);
  const isTold = errors.some((error) => error.field === unknown && error.code === 'unknown-field');
  const isRefused = ['platform.unknown-field', 'platform.invalid-input'].includes(code);
  const { status, text } = answered;
  return status === 400 && isRefused && isTold ? undefined : `${String(status)} ${text}`;
}

test('every route refuses a field of its body, and of its query, that it does not know', async () => {
  const faults: string[] = [];
  const walked = { get: 0, post: 0 };
  for (const route of routes) {
    const answers = [await send(route, `?${unknown}=1`)];
    if (route.method === 'post' && route.path !== form) {
      answers.push(await send(route, '', { [unknown]: 1 }));
    }
    for (const fault of answers.map(faultOf)) {
      if (fault !== undefined) faults.push(`${route.method} ${route.path}: ${fault}`);
    }
    walked[route.method] += 1;
  }
  expect(faults).toEqual([]);
  // Whoever adds a route counts it here: a walk over none would find no fault either.
  expect(walked).toEqual({ get: 10, post: 10 });
});
