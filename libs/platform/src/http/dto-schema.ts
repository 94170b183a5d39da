import 'reflect-metadata';
import { ApiProperty, DECORATORS } from '@nestjs/swagger';
import { z } from 'zod';
import { rulesOf, type Rule } from './validation.ts';

type Schema = Readonly<Record<string, unknown>>;

/** What class-validator's constraints mean in OpenAPI. */
const schemaOf: Readonly<Record<string, (args: readonly unknown[]) => Schema>> = {
  isString: () => ({ type: 'string' }),
  isNotEmpty: () => ({ minLength: 1 }),
  isBoolean: () => ({ type: 'boolean' }),
  isInt: () => ({ type: 'integer' }),
  isNumber: () => ({ type: 'number' }),
  isObject: () => ({ type: 'object', additionalProperties: true }),
  isUuid: () => ({ type: 'string', format: 'uuid' }),
  isId: () => ({ type: 'string', format: 'uuid' }),
  isDay: () => ({ type: 'string', format: 'date' }),
  isInstant: () => ({ type: 'string', format: 'date-time' }),
  isDivisionCode: () => ({ type: 'string', pattern: '^(\\d{2}|\\d{4}|\\d{6}|\\d{9}|\\d{12})$' }),
  isUrl: () => ({ type: 'string', format: 'uri' }),
  isEmail: () => ({ type: 'string', format: 'email' }),
  isNumberString: () => ({ type: 'string' }),
  isHexadecimal: () => ({ type: 'string' }),
  isHash: () => ({ type: 'string', pattern: '^[0-9a-f]{64}$' }),
  isPositive: () => ({ minimum: 0, exclusiveMinimum: true }),
  matches: ([pattern]) => ({
    type: 'string',
    pattern: pattern instanceof RegExp ? pattern.source : undefined,
  }),
  isIn: ([values]) => oneOf(values as readonly unknown[]),
  isEnum: ([values]) => oneOf(Object.values(values as object)),
  equals: ([value]) => oneOf([value]),
  min: ([least]) => ({ minimum: least }),
  max: ([most]) => ({ maximum: most }),
  minLength: ([least]) => ({ minLength: least }),
  maxLength: ([most]) => ({ maxLength: most }),
  isLength: ([least, most]) => ({ minLength: least, maxLength: most }),
};

const asked = new Map<string, z.ZodType>();

/** Lets OpenAPI know what a constraint of ours asks: the kernel's own schema. */
export function documentConstraint(name: string, schema: z.ZodType): void {
  asked.set(name, schema);
}

/** What a zod schema says of a value that is sent. */
export function jsonSchemaOf(schema: z.ZodType): Schema {
  const { $schema: _, ...told } = z.toJSONSchema(schema, {
    ...{ target: 'openapi-3.0', io: 'input', unrepresentable: 'any' },
  });
  return told;
}

function constraintSchema(name: string): Schema {
  const schema = asked.get(name);
  return schema === undefined ? {} : jsonSchemaOf(schema);
}

function oneOf(values: readonly unknown[]): Schema {
  const types = new Set(values.map((value) => typeof value));
  return { enum: values, ...(types.size === 1 && { type: [...types][0] }) };
}

const listSchemaOf: Readonly<Record<string, (args: readonly unknown[]) => Schema>> = {
  arrayMinSize: ([least]) => ({ minItems: least }),
  arrayMaxSize: ([most]) => ({ maxItems: most }),
  arrayNotEmpty: () => ({ minItems: 1 }),
  arrayUnique: () => ({ uniqueItems: true }),
};

const documented = new WeakSet();

/** What a decorator knows by itself, from the type in the code: the rules say more. */
const plain = new Set<unknown>([Object, Array, String, Number, Boolean]);

function isType(type: unknown): boolean {
  return (
    typeof type === 'string' ||
    Array.isArray(type) ||
    (typeof type === 'function' && !plain.has(type))
  );
}

/**
 * Lets OpenAPI know what the validation rules say already, so that a DTO is written once. Types that only `@ApiProperty`
 * tells (nested DTOs, descriptions) are kept.
 */
export function documentDto(dto: unknown): void {
  if (typeof dto !== 'function' || documented.has(dto)) return;
  documented.add(dto);
  const prototype = dto.prototype as object;
  const rules = rulesOf(dto);
  for (const property of new Set(rules.map(({ propertyName }) => propertyName))) {
    const own = rules.filter(({ propertyName }) => propertyName === property);
    const told = toldOf(prototype, property);
    const isOptional = own.some(({ type }) => type === 'conditionalValidation');
    const isTold = isType(told?.['type']);
    const derived = isTold ? merged(own, listSchemaOf) : propertySchema(own);
    const type = isTold ? told?.['type'] : (derived['type'] ?? told?.['type']);
    const required = !isOptional && told?.['required'] !== false;
    const schema: object = { ...derived, ...told, ...(type !== undefined && { type }), required };
    ApiProperty(schema)(prototype, property);
    const nested: unknown = told?.['type'];
    const isLazy = typeof nested === 'function' && nested.name === 'type';
    documentDto(isLazy ? (nested as () => unknown)() : nested);
  }
}

function toldOf(prototype: object, property: string): Schema | undefined {
  const told: unknown = Reflect.getMetadata(DECORATORS.API_MODEL_PROPERTIES, prototype, property);
  return told as Schema | undefined;
}

function propertySchema(rules: readonly Rule[]): Schema {
  const isList = rules.some(
    ({ name = '', each }) => each || name === 'isArray' || name in listSchemaOf,
  );
  const item = merged(rules, schemaOf);
  if (!isList) return item;
  const items = Object.keys(item).length === 0 ? { type: 'object' } : item;
  return { type: 'array', items, ...merged(rules, listSchemaOf) };
}

function merged(
  rules: readonly Rule[],
  schemas: Readonly<Record<string, (args: readonly unknown[]) => Schema>>,
): Schema {
  const parts = rules.map(({ name, constraints }) => {
    const args: unknown = constraints;
    const told = schemas[name ?? '']?.(Array.isArray(args) ? args : []);
    return told ?? (schemas === schemaOf ? constraintSchema(name ?? '') : {});
  });
  return Object.assign({}, ...parts) as Schema;
}
