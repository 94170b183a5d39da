import 'reflect-metadata';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { getMetadataArgsStorage } from 'typeorm';
import type { z } from 'zod';
import { jsonSchemaOf } from './dto-schema.ts';
import type { Schema } from './openapi-examples.ts';

/** How OpenAPI tells answers that have no class: fields by name, an example where the name alone does not give one. */

export const field = {
  text: (example?: string): Schema => ({
    type: 'string',
    ...(example !== undefined && { example }),
  }),
  id: { type: 'string', format: 'uuid' } satisfies Schema,
  day: { type: 'string', format: 'date' } satisfies Schema,
  instant: { type: 'string', format: 'date-time' } satisfies Schema,
  flag: { type: 'boolean' } satisfies Schema,
  /** Usually not. */
  no: { type: 'boolean', example: false } satisfies Schema,
  count: (example?: number): Schema => ({
    type: 'integer',
    ...(example !== undefined && { example }),
  }),
  number: (example: number): Schema => ({ type: 'number', example }),
  oneOf: (values: readonly string[]): Schema => ({ type: 'string', enum: values }),
  list: (items: Schema): Schema => ({ type: 'array', items }),
  orNull: (schema: Schema): Schema => ({
    ...schema,
    nullable: true,
    ...(schema.enum && { enum: [...schema.enum, null] }),
  }),
  /** As the kernel or the rules have it. */
  of: (schema: z.ZodType): Schema => jsonSchemaOf(schema),
  open: (example: object): Schema => ({ type: 'object', additionalProperties: true, example }),
};

export type Fields<Item> = Readonly<Record<keyof Item & string, Schema>>;

/** An object whose fields are all there, but for the optional ones. */
export function whole<Item>(fields: Fields<Item>, optional: readonly string[] = []): Schema {
  const required = Object.keys(fields).filter((name) => !optional.includes(name));
  return { type: 'object', properties: fields, required };
}

/** With what a row shows of itself at a moment; `asOf` and `knownAt` only where they were asked for. */
export function ofMoment(row: Schema): Schema {
  const properties = { ...row.properties, asOf: field.day, knownAt: field.instant };
  return { ...row, properties };
}

/** All of a list, told at once. */
export function listed(item: Schema, beside: Readonly<Record<string, Schema>> = {}): Schema {
  return whole({ items: field.list(item), ...beside });
}

/** A page of a list, with the position that it was read at. */
export function page(item: Schema): Schema {
  const properties = { items: field.list(item), next: field.text(), position: field.text() };
  return { type: 'object', properties, required: ['items', 'position'] };
}

/** A page of what a class tells. */
export function pageOfEach(item: new () => object): new () => object {
  @ApiSchema({ name: `${item.name}Page` })
  class Listed {
    @ApiProperty({ type: [item] })
    items!: readonly object[];
    @ApiPropertyOptional({ type: 'string' })
    next?: string;
    @ApiProperty({ type: 'string' })
    position!: string;
  }
  return Listed;
}

const columnTypes: Readonly<Record<string, Schema>> = {
  text: { type: 'string' },
  uuid: field.id,
  date: field.day,
  boolean: field.flag,
  integer: { type: 'integer' },
  smallint: { type: 'integer' },
  timestamptz: field.instant,
  'double precision': { type: 'number' },
};

interface RowOptions {
  /** Columns that the route keeps to itself. */
  readonly without?: readonly string[];
  /** What it shows beside the columns, and what columns of JSON hold. */
  readonly also?: Readonly<Record<string, Schema>>;
}

/** A row as its table has it. @throws TypeError for a column of JSON that `also` does not tell */
export function rowOf(entity: new () => object, { without = [], also = {} }: RowOptions): Schema {
  const columns = getMetadataArgsStorage().columns.filter(
    ({ target }) =>
      typeof target === 'function' && (entity === target || entity.prototype instanceof target),
  );
  const fields = columns
    .filter(({ propertyName }) => !without.includes(propertyName) && !(propertyName in also))
    .map(({ propertyName, options }) => {
      const schema = columnTypes[String(options.type)];
      if (schema === undefined) throw new TypeError(`${entity.name}.${propertyName} is not field`);
      const item = options.array === true ? field.list(schema) : schema;
      return [propertyName, options.nullable === true ? field.orNull(item) : item] as const;
    });
  return whole({ ...Object.fromEntries(fields), ...also });
}
