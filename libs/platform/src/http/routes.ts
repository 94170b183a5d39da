import 'reflect-metadata';
import { PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/internal';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { personalReadMarkOf } from '../auth/personal-read.ts';
import { PUBLIC, ROLES } from '../auth/decorators.ts';
import { hasRules, untranslatedConstraints } from './validation.ts';

type Class = new (...args: never[]) => object;
type Method = (...args: never[]) => unknown;

/** One route method of a controller. */
export interface RouteMethod {
  readonly controller: Class;
  readonly name: string;
  readonly method: Method;
  /** DTOs of the whole body, query or parameters. */
  readonly inputs: readonly unknown[];
  /** The DTO of the whole body. */
  readonly body: unknown;
  /** Single fields, queries or path parameters that no pipe looks at. */
  readonly unchecked: readonly string[];
}

export function routeMethodsOf(app: INestApplicationContext): readonly RouteMethod[] {
  const scanner = new MetadataScanner();
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) =>
    [...module.controllers.values()].map(({ metatype }) => metatype as Class),
  );
  return controllers.flatMap((controller) =>
    scanner.getAllMethodNames(controller.prototype as object).flatMap((name) => {
      const method = (controller.prototype as Readonly<Record<string, Method>>)[name];
      if (method === undefined || !Reflect.hasMetadata(PATH_METADATA, method)) return [];
      return [{ controller, name, method, ...inputsOf(controller, name) }];
    }),
  );
}

/** What `@Body()`, `@Query()` and `@Param()` take, as the decorators left it. */
function inputsOf(
  controller: Class,
  name: string,
): Pick<RouteMethod, 'inputs' | 'body' | 'unchecked'> {
  const given: readonly number[] = [
    RouteParamtypes.BODY,
    RouteParamtypes.QUERY,
    RouteParamtypes.PARAM,
  ];
  const args = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Readonly<
    Record<string, RouteArgument>
  >;
  const types = (Reflect.getMetadata('design:paramtypes', controller.prototype as object, name) ??
    []) as readonly unknown[];
  const inputs = Object.entries(args).flatMap(([key, argument]) =>
    given.includes(Number(key.split(':')[0])) ? [argument] : [],
  );
  const whole = Object.entries(args).find(
    ([key, { data }]) => key.startsWith(`${String(RouteParamtypes.BODY)}:`) && data === undefined,
  );
  return {
    inputs: inputs.flatMap(({ data, index }) => (data === undefined ? [types[index]] : [])),
    body: whole && types[whole[1].index],
    unchecked: inputs.flatMap(({ data, pipes }) =>
      data !== undefined && pipes.length === 0 ? [data] : [],
    ),
  };
}

interface RouteArgument {
  readonly index: number;
  readonly data?: string;
  readonly pipes: readonly unknown[];
}

/**
 * What would be open or unchecked by mistake: a route without `@Roles` or `@Public`, a body or query whose class is not
 * there at run time (`import type`) or has no rules, a personal read without records.
 */
export function routeFaults(
  routes: readonly RouteMethod[],
  { hasAccessRecords }: { readonly hasAccessRecords: boolean },
): readonly string[] {
  return routes.flatMap((route) => {
    const faults: string[] = [];
    const { controller, method, inputs } = route;
    const isMarked = [method, controller].some(
      (at) => Reflect.hasMetadata(ROLES, at) || Reflect.hasMetadata(PUBLIC, at),
    );
    if (!isMarked) faults.push('has neither @Roles nor @Public');
    const both = Reflect.hasMetadata(ROLES, method) && Reflect.hasMetadata(PUBLIC, method);
    if (both) faults.push('has both @Roles and @Public');
    if (inputs.some((dto) => !hasRules(dto))) {
      faults.push(
        'takes a whole body, query or path without a validated class (imported as a value)',
      );
    }
    if (route.unchecked.length > 0) {
      faults.push(`takes ${route.unchecked.join(', ')} unchecked: use @Id(), a pipe or a class`);
    }
    const context = { getHandler: () => method, getClass: () => controller };
    const isPersonal = personalReadMarkOf(context as never) !== undefined;
    if (isPersonal && !hasAccessRecords) faults.push('is a @PersonalRead without access records');
    return faults.map((fault) => `${controller.name}.${route.name} ${fault}`);
  });
}

/** A service does not start with such routes. @throws Error naming all of them */
export function assertRoutes(
  routes: readonly RouteMethod[],
  options: { readonly hasAccessRecords: boolean },
): void {
  const faults = [
    ...routeFaults(routes, options),
    ...untranslatedConstraints().map(
      (constraint) => `${constraint} has no message in both languages`,
    ),
  ];
  if (faults.length > 0) throw new Error(`this service may not start:\n  ${faults.join('\n  ')}`);
}
