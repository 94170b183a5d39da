import 'reflect-metadata';
import { Day, DivisionCode, Instant, PersonId } from '@fuhua/kernel';
import { applyDecorators, type Type as Class } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsDefined,
  registerDecorator,
  ValidateNested,
  type ValidationOptions,
  IsString,
  Matches,
  MaxLength,
} from 'class-validator';
import type { z } from 'zod';
import { documentConstraint } from './dto-schema.ts';
import type { Bilingual } from './text.ts';
import { translateConstraint } from './validation-messages.ts';

/** A property decorator that asks a kernel schema, so that a value has one parser. */
export function validatedBy(
  name: string,
  schema: z.ZodType,
  message: Bilingual,
): (options?: ValidationOptions) => PropertyDecorator {
  translateConstraint(name, message);
  documentConstraint(name, schema);
  return (options) => (target, property) => {
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: String(property),
      ...(options && { options }),
      validator: { validate: (value: unknown) => schema.safeParse(value).success },
    });
  };
}

/** `YYYY-MM-DD` */
export const IsDay = validatedBy('isDay', Day, {
  zh: '必须是存在的日期，格式 YYYY-MM-DD',
  en: 'must be an existing day, YYYY-MM-DD',
});

/** RFC 3339 with offset. Normalise with `parseInstant` before use. */
export const IsInstant = validatedBy('isInstant', Instant, {
  zh: '必须是带时区的 RFC 3339 时间',
  en: 'must be an instant, RFC 3339 with offset',
});

export const IsDivisionCode = validatedBy('isDivisionCode', DivisionCode, {
  zh: '必须是 2、4、6、9 或 12 位区划代码',
  en: 'must be a division code of 2, 4, 6, 9 or 12 digits',
});

/** Any of the kernel's ids. */
export const IsId = validatedBy('isId', PersonId, {
  zh: '必须是小写 UUID',
  en: 'must be a lower-case UUID',
});

/** Up to so many characters, neither empty nor with blanks around. */
export const IsText = (charactersMax: number): PropertyDecorator =>
  applyDecorators(IsString(), Matches(/^\S([\s\S]*\S)?$/), MaxLength(charactersMax));

// Swagger knows a lazy type by its function's name, which must be `type`.

/** A field that is another DTO: `@Nested(() => Address) address!: Address`. */
export function Nested(dto: () => Class): PropertyDecorator {
  const told = ApiProperty({ type: () => dto() });
  return applyDecorators(IsDefined(), ValidateNested(), Type(dto), told);
}

/** A field that is a list of another DTO. */
export function NestedList(dto: () => Class): PropertyDecorator {
  const list = ApiProperty({ type: () => dto(), isArray: true });
  return applyDecorators(IsArray(), ValidateNested({ each: true }), Type(dto), list);
}
