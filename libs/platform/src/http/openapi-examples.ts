import type { OpenAPIObject } from '@nestjs/swagger';
import { exampleDay, exampleHash, exampleId, exampleMember, exampleNamed } from './examples.ts';
import { problemBody, problemOf, ProblemError, type FieldError } from './problem.ts';
import { languageTags, type Language } from './text.ts';

/** What is read of a schema. */
export interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly nullable?: boolean;
  readonly additionalProperties?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly example?: unknown;
}

/** What a document is about: the schemas that it refers to, and the service that it is of. */
export interface About {
  readonly schemas: Readonly<Record<string, Schema>>;
  readonly service: string;
}

/** What schemas say of a SHA-256 in hexadecimal. */
export const HASH_PATTERN = '^[0-9a-f]{64}$';
const INSTANT = '2024-03-04T01:00:00.000Z';

/**
 * A whole that its schema allows: every required field, and of the others those that say an example themselves.
 * Undefined where neither the field nor the words of `examples.ts` know one, which the documents' spec tells.
 * @param name of the field
 */
export function exampleOf(schema: Schema, name: string, about: About): unknown {
  if (schema.example !== undefined) return schema.example;
  if (schema.$ref !== undefined) return exampleOf(referred(schema.$ref, about), name, about);
  if (schema.allOf !== undefined) return exampleOf(schema.allOf[0] ?? {}, name, about);
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.additionalProperties === true) return schema.nullable === true ? null : {};
  if (schema.properties !== undefined) return wholeOf(schema, about);
  if (schema.type === 'array') return listOf(schema, name, about);
  return named(schema, name, about);
}

function referred($ref: string, { schemas }: About): Schema {
  return schemas[$ref.replace('#/components/schemas/', '')] ?? {};
}

function wholeOf({ properties = {}, required = [] }: Schema, about: About): object {
  const told = Object.entries(properties).filter(
    ([name, { example }]) => required.includes(name) || example !== undefined,
  );
  return Object.fromEntries(told.map(([name, one]) => [name, exampleOf(one, name, about)]));
}

function listOf({ items = {}, minItems = 1 }: Schema, name: string, about: About): unknown {
  const names = [name, ...Array.from({ length: minItems }, (_, index) => `${name}-${index}`)];
  return names.slice(0, Math.max(minItems, 1)).map((one) => exampleOf(items, one, about));
}

function named(schema: Schema, name: string, { service }: About): unknown {
  const { type, format, pattern, nullable } = schema;
  if (format === 'uuid') return exampleId(name);
  if (format === 'date') return exampleDay(name);
  if (format === 'date-time') return INSTANT;
  if (pattern === HASH_PATTERN) return exampleHash(name);
  if (type === 'boolean') return true;
  return exampleNamed(name, service) ?? (nullable === true ? null : undefined);
}

interface Content {
  readonly schema?: Schema;
  example?: unknown;
}
interface Operation {
  readonly 'x-problems'?: readonly string[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, Content>> }>
  >;
}

/** Puts an example to each JSON body and each JSON answer of success, and those of problems beside the schemas. */
export function withExamples(document: OpenAPIObject, service: string): OpenAPIObject {
  const about = { service, schemas: (document.components?.schemas ?? {}) as About['schemas'] };
  const operations = Object.values(document.paths).flatMap(
    (path) => Object.values(path) as unknown as readonly Operation[],
  );
  for (const { requestBody, responses } of operations) {
    const done = Object.entries(responses).filter(([status]) => status.startsWith('2'));
    for (const one of [requestBody, ...done.map(([, response]) => response)]) {
      const json = one?.content?.['application/json'];
      if (json?.schema) json.example ??= exampleOf(json.schema, '', about);
    }
  }
  const codes = new Set(operations.flatMap((operation) => operation['x-problems'] ?? []));
  const examples = Object.fromEntries([...codes].sort().flatMap(bothExamples));
  return { ...document, components: { ...document.components, examples } };
}

/** The fields that the platform's own check of a body refuses. */
const fieldErrors: readonly FieldError[] = [
  {
    ...{ field: 'occurredOn', code: 'isDay' },
    message: {
      zh: '必须是存在的日期，格式 YYYY-MM-DD',
      en: 'must be an existing day, YYYY-MM-DD',
    },
  },
];

/** Where a problem's example stands in `components`. */
export function exampleNameOf(code: string, language: Language): string {
  return `${code}.${languageTags[language]}`;
}

function bothExamples(code: string): readonly (readonly [string, object])[] {
  const found = problemOf(code);
  const errors = code === 'platform.invalid-input' ? { errors: fieldErrors } : {};
  const error = new ProblemError(code, found, membersOf(found), errors);
  return (['zh', 'en'] as const).map((language) => {
    const value = problemBody(error, language, exampleId('request'));
    return [exampleNameOf(code, language), { summary: found.title[language], value }];
  });
}

/** The members that its texts show. */
function membersOf(found: ReturnType<typeof problemOf>): Readonly<Record<string, unknown>> {
  const texts = JSON.stringify([found.title, found.detail]);
  const names = [...texts.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return Object.fromEntries(names.map((name) => [name, exampleMember(name)]));
}
