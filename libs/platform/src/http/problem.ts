import type { Refusal } from '@fuhua/kernel';
import { filled, type Bilingual, type Language } from './text.ts';

/** How the edge tells one code: written once a code, beside the slice's routes. */
export interface HttpProblem {
  /** 400 … 599 */
  readonly status: number;
  readonly title: Bilingual;
  /** `{member}` is replaced by the refusal's member of that name. */
  readonly detail?: Bilingual;
  /** Sent as Retry-After: the same request may succeed then. */
  readonly retryAfterSeconds?: number;
}

export type ProblemTable = Readonly<Record<string, HttpProblem>>;

const known = new Map<string, HttpProblem>();

/**
 * Registers a slice's problems for OpenAPI and the generated list, and hands them back:
 * `const problems = problemTable({ … } satisfies Record<CaseRefusal['code'], HttpProblem>)`.
 *
 * @throws TypeError when a code was registered with another meaning, or is not `<service>.<reason>`
 */
export function problemTable<const T extends ProblemTable>(table: T): T {
  for (const [code, problem] of Object.entries(table)) {
    if (!/^[a-z]+\.[a-z0-9]+(-[a-z0-9]+)*$/.test(code)) throw new TypeError(`not a code: ${code}`);
    const other = known.get(code);
    if (other !== undefined && JSON.stringify(other) !== JSON.stringify(problem)) {
      throw new TypeError(`two problem tables differ on ${code}`);
    }
    known.set(code, problem);
  }
  return table;
}

/** Every problem of the process, by code, in alphabetical order. */
export function allProblems(): readonly (readonly [code: string, problem: HttpProblem])[] {
  return [...known].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** @throws TypeError when no table holds the code: declare the table above the routes that name it. */
export function problemOf(code: string): HttpProblem {
  const problem = known.get(code);
  if (problem === undefined) throw new TypeError(`no problem table holds ${code}`);
  return problem;
}

/** One field that was refused. */
export interface FieldError {
  /** `values.phone`, `items.0.name`; a header by its name; empty for the whole body. */
  readonly field: string;
  /** The constraint, the same in every language. */
  readonly code: string;
  readonly message: Bilingual;
}

interface ProblemExtras {
  readonly headers?: Readonly<Record<string, string>>;
  readonly errors?: readonly FieldError[];
  readonly cause?: unknown;
}

/** Ends a request with a problem. Members become extension members of the answer: no personal data in them. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly headers: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[] | undefined;
  constructor(
    readonly code: string,
    readonly problem: HttpProblem,
    readonly members: Readonly<Record<string, unknown>> = {},
    extras: ProblemExtras = {},
  ) {
    super(code, 'cause' in extras ? { cause: extras.cause } : undefined);
    this.headers = extras.headers ?? {};
    this.errors = extras.errors;
  }
}

/** The problem of a registered code. */
export function problem(
  code: string,
  members: Readonly<Record<string, unknown>> = {},
  extras: ProblemExtras = {},
): ProblemError {
  return new ProblemError(code, problemOf(code), members, extras);
}

/** Ends the request with the refusal's problem; its members are shown to the caller. @throws ProblemError always */
export function raise<R extends Refusal>(
  refusal: R,
  table: Readonly<Record<R['code'], HttpProblem>>,
): never {
  const { code, ...members } = refusal;
  throw new ProblemError(code, table[code as R['code']], members);
}

/** `application/problem+json` (RFC 9457). Members never replace the standard ones. */
export function problemBody(
  error: ProblemError,
  language: Language,
  instance: string,
): Readonly<Record<string, unknown>> {
  const { code, members, errors } = error;
  const { status, title, detail } = error.problem;
  return {
    ...members,
    type: `urn:fuhua:problem:${code}`,
    title: filled(title[language], members),
    status,
    ...(detail !== undefined && { detail: filled(detail[language], members) }),
    code,
    instance,
    ...(errors !== undefined && {
      errors: errors.map(({ message, ...rest }) => ({ ...rest, message: message[language] })),
    }),
  };
}
