import { ValidationPipe } from '@nestjs/common';
import { getMetadataStorage, type ValidationError } from 'class-validator';
import { problem, type FieldError, type ProblemError } from './problem.ts';
import { isTranslated, messageOf } from './validation-messages.ts';

const ERRORS_SHOWN_MAX = 50;

/**
 * Bodies and queries become DTOs: unknown fields are refused at every level, values are never converted (a number in
 * a query is converted only by its own `@Type(() => Number)`), and errors never repeat the value.
 */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    transformOptions: { enableImplicitConversion: false },
    validationError: { target: true, value: false },
    exceptionFactory: problemOfErrors,
  });
}

function problemOfErrors(errors: readonly ValidationError[]): ProblemError {
  const fields = errors.flatMap((error) => fieldErrors(error, ''));
  const allUnknown = fields.every(({ code }) => code === 'unknown-field');
  const code = allUnknown ? 'platform.unknown-field' : 'platform.invalid-input';
  return problem(code, {}, { errors: fields.slice(0, ERRORS_SHOWN_MAX) });
}

function fieldErrors(error: ValidationError, parent: string): readonly FieldError[] {
  const name = (error.property as string | undefined) ?? '';
  const field = parent === '' ? name : `${parent}.${name}`;
  const own = Object.keys(error.constraints ?? {}).map((constraint): FieldError => {
    const code = constraint === 'whitelistValidation' ? 'unknown-field' : constraint;
    const { args, each } = metadataOf(error, constraint);
    return { field, code, message: messageOf(code, args, each) };
  });
  return [...own, ...(error.children ?? []).flatMap((child) => fieldErrors(child, field))];
}

function metadataOf(
  { target, property }: ValidationError,
  constraint: string,
): { readonly args: readonly unknown[]; readonly each: boolean } {
  const metadata = rulesOf(target?.constructor).find(
    (rule) => rule.propertyName === property && rule.name === constraint,
  );
  return { args: metadata?.constraints ?? [], each: metadata?.each ?? false };
}

export type Rule = ReturnType<
  ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']
>[number];

export function rulesOf(target: unknown): readonly Rule[] {
  if (typeof target !== 'function') return [];
  return getMetadataStorage().getTargetValidationMetadatas(target, '', true, false);
}

/** Constraints without a message in both languages, in any class that was loaded: `Body.field isX`. */
export function untranslatedConstraints(): readonly string[] {
  // Private in the types only; no method of the storage lists all classes.
  const { validationMetadatas } = getMetadataStorage() as unknown as {
    readonly validationMetadatas: ReadonlyMap<{ readonly name: string }, readonly Rule[]>;
  };
  return [...validationMetadatas].flatMap(([target, rules]) =>
    rules
      .filter(({ type, name }) => type === 'customValidation' && !isTranslated(name ?? ''))
      .map(({ propertyName, name }) => `${target.name}.${propertyName} ${name ?? '(unnamed)'}`),
  );
}

/** Whether class-validator has any rule for it: a DTO without one refuses everything or nothing. */
export function hasRules(dto: unknown): boolean {
  return rulesOf(dto).length > 0;
}
