import { randomUUID } from 'node:crypto';
import { said, type Answered } from './someone.ts';

export interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly 'x-problems'?: readonly string[];
}
export interface DocumentedRoute extends Operation {
  readonly method: 'get' | 'post';
  readonly path: string;
}

/** Every route of an OpenAPI document. @throws Error for a method that nobody here calls */
export function routesIn(openApi: string): readonly DocumentedRoute[] {
  const { paths } = JSON.parse(openApi) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => {
      if (method !== 'get' && method !== 'post') throw new Error(`who calls ${method} ${path}?`);
      return { method, path, ...operation };
    }),
  );
}

/** With an id that nobody has for each in the path. */
export const addressOf = ({ path }: DocumentedRoute, query: string): string =>
  `${path.replaceAll(/\{\w+\}/g, randomUUID())}${query}`;

const unknown = 'nobodyKnowsThis';
/** Takes one file, and no fields. */
const form = '/v1/evidence';

type Send = (route: DocumentedRoute, query: string, body?: object) => Promise<Answered>;

/** Sends every route a field that it does not know, in its query and its body: who did not refuse it, and how many were asked. */
export async function walkUnknownFields(routes: readonly DocumentedRoute[], send: Send) {
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
  return { faults, walked };
}

/** What is wrong with an answer that had to say that the field is unknown. */
function faultOf(answered: Answered): string | undefined {
  const { code = '', errors = [] } = said(answered);
  const isTold = (errors as readonly { field: string; code: string }[]).some(
    (error) => error.field === unknown && error.code === 'unknown-field',
  );
  const isRefused = ['platform.unknown-field', 'platform.invalid-input'].includes(String(code));
  const { status, text } = answered;
  return status === 400 && isRefused && isTold ? undefined : `${String(status)} ${text}`;
}
