import { diff } from 'jest-diff';

/** An expectation of a spec that was not met. The message shows the difference. */
export class Unmet extends Error {
  override readonly name = 'Unmet';
}

/**
 * Compares as JSON would be stored: a member that is undefined is no member.
 * @throws Unmet — its stack begins where `spec` was called.
 */
export function mustEqual(
  what: string,
  expected: unknown,
  actual: unknown,
  spec: (...args: never[]) => unknown,
): void {
  const [wanted, found] = [stored(expected), stored(actual)];
  if (!isEqual(wanted, found)) unmet(`${what}\n\n${difference(wanted, found)}`, spec);
}

/** @throws Unmet */
export function unmet(message: string, spec: (...args: never[]) => unknown): never {
  const error = new Unmet(message);
  Error.captureStackTrace(error, spec);
  throw error;
}

/** `actual` with those members only that `pattern` has, at any depth: equal to `pattern` if it matches. */
export function seenThrough(pattern: unknown, actual: unknown): unknown {
  if (!isRecord(pattern) || !isRecord(actual)) return actual;
  return Object.fromEntries(
    Object.keys(pattern)
      .filter((key) => key in actual)
      .map((key) => [key, seenThrough(pattern[key], actual[key])]),
  );
}

function difference(expected: unknown, actual: unknown): string {
  const options = { aAnnotation: 'Expected', bAnnotation: 'Decided', expand: false };
  return diff(expected, actual, options) ?? '';
}

function stored(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stored);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, stored(inner)]),
  );
}

function isEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
  }
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key], b[key]))
  );
}

/** Plain objects; what a class made is compared by identity, since events hold none. */
function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
