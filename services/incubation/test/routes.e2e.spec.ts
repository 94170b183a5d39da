import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { roles } from '@fuhua/platform/auth';
import { allProblems } from '@fuhua/platform/http';
import { said, type Answered, type Someone } from './someone.suite.ts';
import { openWorld, type World } from './world.suite.ts';

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly 'x-problems'?: readonly string[];
}
interface Route extends Operation {
  readonly method: 'get' | 'post';
  readonly path: string;
}

let world: World;
const everybody = new Map<string, Someone>();
let routes: readonly Route[];

beforeAll(async () => {
  world = await openWorld('2024-10-21T09:00:00+08:00');
  const reach = { authority: randomUUID(), organization: randomUUID(), base: randomUUID() };
  for (const role of roles) everybody.set(role, await world.someone(role, reach));
  const { paths } = said(await world.anybody.get('/openapi.json')) as {
    paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  };
  routes = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => {
      if (method !== 'get' && method !== 'post') throw new Error(`who calls ${method} ${path}?`);
      return { method, path, ...operation };
    }),
  );
});
afterAll(() => world.close());

const unknown = 'nobodyKnowsThis';
/** Takes one file, and no fields. */
const form = '/v1/evidence';

function sendAs(by: Someone, { method, path }: Route, query: string, body: object) {
  const url = `${path.replaceAll(/\{\w+\}/g, randomUUID())}${query}`;
  return method === 'post' ? by.post(url, body) : by.get(url);
}

/** By somebody who holds one of the roles that the route takes. */
async function send(route: Route, query: string, body: object = {}): Promise<Answered> {
  const answered = await sendAs(everybody.get('officer')!, route, query, body);
  const { code, roles: taken = [] } = said(answered);
  return code === 'platform.forbidden-role'
    ? sendAs(everybody.get(String(taken[0]))!, route, query, body)
    : answered;
}

/** What is wrong with an answer that had to say that the field is unknown. */
function faultOf(answered: Answered): string | undefined {
  const { code = '', errors = [] } = said(answered);
  const isTold = (errors as { field: string; code: string }[]).some(
    (error) => error.field === unknown && error.code === 'unknown-field',
  );
  const isRefused = ['platform.unknown-field', 'platform.invalid-input'].includes(String(code));
  const { status, text } = answered;
  return status === 400 && isRefused && isTold ? undefined : `${String(status)} ${text}`;
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
  expect(walked).toEqual({ get: 21, post: 76 });
});
