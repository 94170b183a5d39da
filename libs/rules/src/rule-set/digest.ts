import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';

/** RFC 8785: one text for equal values, whatever the order of their keys. @throws Error for what is no JSON, such as NaN */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('not JSON');
  return text;
}

/** SHA-256 of the canonical JSON, in hexadecimal. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
