import * as evaluation from '@fuhua/evaluation';
import * as incubation from '@fuhua/incubation';
import {
  createLogger,
  createMetrics,
  routeMethodsOf,
  validationPipe,
  type Edge,
} from '@fuhua/platform/http';
import type { ServicePorts } from '@fuhua/platform/service';
import * as registry from '@fuhua/registry';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';

interface Content {
  readonly schema?: { readonly $ref?: string };
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly $ref: string }>>;
}
type Contents = Readonly<Record<string, Content>>;
interface Told {
  readonly operationId: string;
  readonly summary?: string;
  readonly description?: string;
  readonly requestBody?: { readonly content: Contents };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Contents }>
  >;
  readonly 'x-problems'?: readonly string[];
}
export interface Problem {
  readonly title: string;
  readonly status: number;
}
export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Told>>>>;
  readonly components: {
    readonly examples: Readonly<Record<string, { readonly value: Problem }>>;
  };
}

/** One route, as OpenAPI tells it. */
export interface Operation extends Told {
  /** `POST /v1/cases` */
  readonly address: string;
  /** Where it stands in the document. */
  readonly at: readonly string[];
  /** The DTO of its whole body. */
  readonly body: unknown;
}
export interface Service {
  readonly document: Document;
  readonly operations: readonly Operation[];
  readonly problemExamples: ReadonlyMap<string, Problem>;
  /** What a schema of the document, formats included, has against a value; undefined when nothing. */
  readonly errorsOf: (pointer: readonly string[], value: unknown) => unknown;
}

/** The routes alone: no port is asked for anything. */
const closed = new Proxy(
  {},
  {
    get: (_, name) =>
      typeof name === 'symbol' || name === 'then' || name.startsWith('on') ? undefined : {},
  },
) as ServicePorts;
const config = {
  ...{ FUHUA_LOG_LEVEL: 'silent', FUHUA_RATE_PERSON: 1, FUHUA_RATE_ADDRESS: 1, FUHUA_PROXIES: 0 },
  FUHUA_EVIDENCE_BYTES_MAX: 1,
} as never;
const services = { registry, incubation, evaluation };

/** The routes of a service without its adapters, and its document as it is served. */
export async function toldBy(name: keyof typeof services): Promise<Service> {
  const edge = { accessRecords: {}, health: [] } as unknown as Edge;
  const logger = createLogger(name, 'silent');
  const metrics = createMetrics(name);
  const app = await services[name].serviceOver(closed, config, logger, metrics, () => edge);
  const { payload } = await app.inject({ method: 'GET', url: '/openapi.json' });
  const routes = routeMethodsOf(app);
  await app.close();
  const document = JSON.parse(payload) as Document;
  const bodies = new Map(
    routes.map(({ controller, name: method, body }) => [`${controller.name}_${method}`, body]),
  );
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, told]) => ({
      ...{ ...told, address: `${method.toUpperCase()} ${path}`, at: ['paths', path, method] },
      body: bodies.get(told.operationId),
    })),
  );
  const examples = Object.entries(document.components.examples);
  return {
    document,
    operations,
    problemExamples: new Map(examples.map(([code, { value }]) => [code, value])),
    errorsOf: errorsIn(document),
  };
}

/** An excluded minimum is a flag in OpenAPI 3.0, and the number itself in ajv. */
function limitsOfAjv(document: Document): object {
  return JSON.parse(JSON.stringify(document), (_, value: unknown) => {
    const { exclusiveMinimum, minimum, ...rest } = (value ?? {}) as Record<string, unknown>;
    return exclusiveMinimum === true ? { ...rest, exclusiveMinimum: minimum } : value;
  }) as object;
}

function errorsIn(document: Document): Service['errorsOf'] {
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema(limitsOfAjv(document), 'openapi');
  return (pointer, value) => {
    const parts = pointer.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'));
    const isValid = ajv.getSchema(`openapi#/${parts.map(encodeURIComponent).join('/')}`);
    if (isValid === undefined) return 'no such schema';
    return isValid(value) === true ? undefined : isValid.errors;
  };
}

/** A named schema is compiled once, however many routes share it. */
function schemaAt(content: readonly string[], { schema }: Content): readonly string[] {
  return schema?.$ref?.replace('#/', '').split('/') ?? [...content, 'schema'];
}

const JSON_TYPE = 'application/json';

/** What its example of a JSON body has against its own schema. */
export function faultOfBody({ requestBody, at }: Operation, { errorsOf }: Service): unknown {
  const json = requestBody?.content[JSON_TYPE];
  if (json === undefined) return undefined;
  if (json.example === undefined) return 'a body without an example';
  return errorsOf(schemaAt([...at, 'requestBody', 'content', JSON_TYPE], json), json.example);
}

const pipe = validationPipe();

/** What the check of the route itself has against the example of its body. */
export async function refusalOf({ requestBody, body }: Operation): Promise<unknown> {
  const json = requestBody?.content[JSON_TYPE];
  if (json === undefined) return undefined;
  if (body === undefined) return 'a body without a class';
  return pipe.transform(json.example, { type: 'body', metatype: body as never }).then(
    () => undefined,
    (error: unknown) => (error as { readonly errors: unknown }).errors,
  );
}

/** What its example of the JSON that it answers has against the schema there. */
export function faultOfAnswer({ responses, at }: Operation, { errorsOf }: Service): unknown {
  const [status, answer] = Object.entries(responses).find(([one]) => one.startsWith('2')) ?? [];
  if (status === undefined || answer?.content === undefined) return 'tells nothing of its answer';
  const json = answer.content[JSON_TYPE];
  if (json === undefined) return undefined;
  if (json.example === undefined) return 'an answer without an example';
  const schema = schemaAt([...at, 'responses', status, 'content', JSON_TYPE], json);
  return errorsOf(schema, json.example);
}

export const isBoth = (text: string): boolean =>
  /\p{Script=Han}/u.test(text) && /[A-Za-z]{2}/.test(text);

/** What the schema of problems has against their examples, and members that no text shows. */
export function faultsOfProblemExamples({
  problemExamples,
  errorsOf,
}: Service): readonly unknown[] {
  return [...problemExamples].flatMap(([name, example]) => {
    const errors = errorsOf(['components', 'schemas', 'Problem'], example);
    const isFilled = !/\{\w+\}/.test(JSON.stringify(example));
    return errors === undefined && isFilled ? [] : [[name, errors ?? example]];
  });
}

/** Codes that are not told in both languages, and statuses without an example of a problem in both. */
export function faultOfProblems(operation: Operation, service: Service): unknown {
  const { responses, 'x-problems': codes = [] } = operation;
  if (codes.length === 0) return 'names no problem';
  const refused = Object.entries(responses).filter(([status]) => !status.startsWith('2'));
  const texts = refused.flatMap(([, { description }]) => description.split('; '));
  const untold = codes.filter(
    (code) =>
      !texts.some((one) => one.startsWith(`\`${code}\``) && isBoth(one.slice(code.length + 2))),
  );
  const unshown = refused.filter(([status, { content }]) => {
    const refs = Object.values(content?.['application/problem+json']?.examples ?? {});
    const shown = refs.map(({ $ref }) => service.problemExamples.get($ref.split('/').at(-1) ?? ''));
    const isOther = shown.some((one) => one?.status !== Number(status));
    return isOther || !isBoth(shown.map((one) => one?.title).join(' '));
  });
  const faults = [...untold, ...unshown.map(([status]) => status)];
  return faults.length > 0 ? faults : undefined;
}
