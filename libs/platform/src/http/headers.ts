import { problem, type FieldError, type ProblemError } from './problem.ts';

export const IDEMPOTENCY_KEY_MAX = 255;

/** A header, a field or a parameter that cannot be used. */
export function invalidInput(...errors: readonly FieldError[]): ProblemError {
  return problem('platform.invalid-input', {}, { errors });
}

/** `"7"` gives 7. Weak tags, lists and `*` are refused: a command expects one revision. @throws ProblemError */
export function revisionOfIfMatch(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const revision = /^"(0|[1-9]\d{0,8})"$/.exec(header.trim())?.[1];
  if (revision !== undefined) return Number(revision);
  throw invalidInput({
    field: 'If-Match',
    code: 'revision',
    message: { zh: '必须是带引号的版本号，例如 "3"', en: 'must be a quoted revision, such as "3"' },
  });
}

/** 1–255 visible ASCII characters. @throws ProblemError */
export function idempotencyKeyOf(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (header.length <= IDEMPOTENCY_KEY_MAX && /^[\x21-\x7e]+$/.test(header)) return header;
  throw invalidInput({
    field: 'Idempotency-Key',
    code: 'idempotencyKey',
    message: {
      zh: `必须是 1 至 ${String(IDEMPOTENCY_KEY_MAX)} 个可见 ASCII 字符`,
      en: `must be 1 to ${String(IDEMPOTENCY_KEY_MAX)} visible ASCII characters`,
    },
  });
}

export function etagOf(revision: number): string {
  return `"${String(revision)}"`;
}

/** A client's own id is kept when it is harmless in a log line and in a URI. */
export function isRequestId(header: unknown): header is string {
  return typeof header === 'string' && /^[A-Za-z0-9._-]{8,64}$/.test(header);
}

/** W3C trace context, version 00; anything else is dropped, as the standard asks. */
export function traceparentOf(header: unknown): string | undefined {
  if (typeof header !== 'string') return undefined;
  const match = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/.exec(header);
  const isZero = (part: string | undefined): boolean => /^0*$/.test(part ?? '');
  return match === null || isZero(match[1]) || isZero(match[2]) ? undefined : header;
}
