import 'reflect-metadata';
import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension, ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { CommandAnswerSchema } from './answer.ts';
import { exampleNameOf, type Schema } from './openapi-examples.ts';
import { problemOf } from './problem.ts';
import './platform-problems.ts';
import type { Bilingual } from './text.ts';

interface RouteOptions {
  readonly summary: Bilingual;
  /** Codes beside the platform's usual ones; their table must be declared above the controller. */
  readonly problems?: readonly string[];
}

interface CommandRouteOptions extends RouteOptions {
  /** 201 where the command opens something new; 200 otherwise. */
  readonly status?: 200 | 201 | 202;
  /** The class of an answer that says more than every command's. */
  readonly answer?: new () => object;
}

interface ReadRouteOptions extends RouteOptions {
  /** The class of the answer, decorated with `@ApiProperty`, or its schema; missing where it is no JSON. */
  readonly answer?: (new () => object) | Schema;
  /** Media types of files that it answers as well, or instead. */
  readonly files?: readonly string[];
}

const anyRoute = [
  'platform.invalid-input',
  'platform.unknown-field',
  'platform.grant-ambiguous',
  'platform.unauthenticated',
  'platform.token-malformed',
  'platform.token-invalid',
  'platform.token-expired',
  'platform.token-audience',
  'platform.forbidden-role',
  'platform.out-of-scope',
  'platform.too-many-requests',
  'platform.internal',
  'platform.unavailable',
  'platform.grants-stale',
];
const anyCommand = [
  ...anyRoute,
  'platform.broken-json',
  'platform.duplicate-key',
  'platform.unsafe-integer',
  'platform.forbidden-key',
  'platform.forbidden-character',
  'platform.nested-too-deep',
  'platform.conflict',
  'platform.stale-revision',
  'platform.body-too-large',
  'platform.command-too-large',
  'platform.unsupported-media-type',
  'platform.idempotency-key-reused',
  'platform.occurred-in-future',
  'platform.person-forgotten',
  'platform.outcome-unknown',
  'platform.busy',
  'platform.unknown-event',
];
const anyRead = [
  ...anyRoute,
  'platform.not-found',
  'platform.view-behind',
  'platform.position-of-other-epoch',
  'platform.position-of-other-service',
  'platform.access-not-recorded',
];

const header = (name: string, zh: string, en: string): MethodDecorator & ClassDecorator =>
  ApiHeader({ name, required: false, description: `${zh} / ${en}` });

/** A command's documentation and status. Beside it stand `@Post` and `@Roles`. */
export function CommandRoute(options: CommandRouteOptions): MethodDecorator {
  const status = options.status ?? 200;
  return applyDecorators(
    HttpCode(status),
    ApiResponse({
      status,
      description: '已接受 / Accepted',
      type: options.answer ?? CommandAnswerSchema,
      headers: { ETag: { description: '"<revision>"', schema: { type: 'string' } } },
    }),
    header('Idempotency-Key', '同一请求重试时不变', 'the same for every retry of a request'),
    header('If-Match', '期望的版本号，如 "3"', 'the revision expected, such as "3"'),
    ...common(options, anyCommand),
  );
}

/** A query's documentation. */
export function ReadRoute(options: ReadRouteOptions): MethodDecorator {
  return applyDecorators(
    ApiResponse({
      status: 200,
      description: '成功 / OK',
      ...answerOf(options),
    }),
    ...common(options, anyRead),
  );
}

function answerOf({ answer, files = [] }: ReadRouteOptions): object {
  if (typeof answer === 'function') return { type: answer };
  const binary = { schema: { type: 'string', format: 'binary' } };
  return {
    content: {
      ...(answer && { 'application/json': { schema: answer } }),
      ...Object.fromEntries(files.map((type) => [type, binary])),
    },
  };
}

function common(
  { summary, problems = [] }: RouteOptions,
  usual: readonly string[],
): readonly MethodDecorator[] {
  const codes = [...problems, ...usual];
  return [
    ApiOperation({ summary: summary.zh, description: summary.en }),
    ApiBearerAuth(),
    header('Acting-For', '多项授权适用时指明其一', 'names one of several grants that fit'),
    header('Accept-Language', '问题说明的语言：zh 或 en', 'language of problems: zh or en'),
    ApiExtension('x-problems', codes),
    ...problemResponses(codes, problems),
  ];
}

/** Each status with its codes; an example, in both languages, of the route's own codes, or else of the first. */
function problemResponses(
  codes: readonly string[],
  own: readonly string[],
): readonly MethodDecorator[] {
  const byStatus = new Map<number, string[]>();
  for (const code of codes) {
    const { status } = problemOf(code);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return [...byStatus].map(([status, group]) => {
    const ofRoute = group.filter((code) => own.includes(code));
    return ApiResponse({
      status,
      description: group.map(told).join('; '),
      content: {
        'application/problem+json': {
          schema: {
            allOf: [
              { $ref: '#/components/schemas/Problem' },
              { type: 'object', properties: { code: { type: 'string', enum: [...group] } } },
            ],
          },
          examples: problemExamples(ofRoute.length > 0 ? ofRoute : group.slice(0, 1)),
        },
      },
    });
  });
}

function told(code: string): string {
  const { zh, en } = problemOf(code).title;
  return `\`${code}\` ${zh} / ${en}`;
}

function problemExamples(codes: readonly string[]): Record<string, { readonly $ref: string }> {
  const names = codes.flatMap((code) => [exampleNameOf(code, 'zh'), exampleNameOf(code, 'en')]);
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/examples/${name}` }]));
}
