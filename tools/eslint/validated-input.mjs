/**
 * ESLint rule: what `@Body()`, `@Query()` or `@Param()` takes whole must be typed by a class that exists at run time.
 *
 * Nest learns the DTO from the decorator's metadata. An interface, a type, `unknown` or a class brought by `import type`
 * leaves `Object` there, and the validation pipe lets everything through: no compiler and no test says a word.
 * `@Param('id') id: string` is not concerned: a property's name is given.
 */
import { ESLintUtils } from '@typescript-eslint/utils';
import ts from 'typescript';

const takesInput = new Set(['Body', 'Query', 'Param']);

/** The decorator that takes a whole body, query or parameter list, if the parameter has one. */
const wholeInput = (parameter) =>
  parameter.decorators?.find(
    ({ expression: call }) =>
      call.type === 'CallExpression' &&
      takesInput.has(call.callee.name) &&
      typeof call.arguments[0]?.value !== 'string',
  );

const isTypeOnly = ({ node, parent }) =>
  node.importKind === 'type' || parent?.importKind === 'type';

function variableOf(scope, name) {
  for (let at = scope; at; at = at.upper) if (at.set.has(name)) return at.set.get(name);
  return undefined;
}

export const validatedInput = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      unchecked:
        'Type this {{decorator}} by a DTO class, imported as a value: anything else is let through unvalidated.',
    },
  },
  create(context) {
    const services = ESLintUtils.getParserServices(context);
    const checker = services.program.getTypeChecker();

    function isClassAtRunTime(type) {
      if (type?.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return false;
      const variable = variableOf(context.sourceCode.getScope(type), type.typeName.name);
      if (variable?.defs.some((def) => def.type === 'ImportBinding' && isTypeOnly(def)))
        return false;
      const symbol = services.getSymbolAtLocation(type.typeName);
      if (symbol === undefined) return false;
      const target =
        symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      return (target.flags & ts.SymbolFlags.Class) !== 0;
    }

    function check({ params }) {
      for (const parameter of params) {
        const decorator = wholeInput(parameter);
        if (decorator === undefined) continue;
        if (isClassAtRunTime(parameter.typeAnnotation?.typeAnnotation)) continue;
        const data = { decorator: `@${decorator.expression.callee.name}()` };
        context.report({ node: parameter, messageId: 'unchecked', data });
      }
    }
    return { FunctionExpression: check };
  },
};
