import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';

/** RFC 8785: one text for equal values, whatever the order of their keys. @throws Error for what is no JSON, such as NaN */
export function canonicalJson(value: object): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('not JSON');
  return text;
}

/** In hexadecimal, of the text in UTF-8. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
