import { describe, expect, test } from '@jest/globals';
import { idempotencyKeyOf, isRequestId, revisionOfIfMatch, traceparentOf } from './headers.ts';
import './platform-problems.ts';
import { ProblemError } from './problem.ts';
import { languageOf } from './text.ts';

describe('headers', () => {
  test('If-Match names one revision', () => {
    expect(revisionOfIfMatch(undefined)).toBeUndefined();
    expect(revisionOfIfMatch('"0"')).toBe(0);
    expect(revisionOfIfMatch(' "12" ')).toBe(12);
  });

  test.each(['3', '"03"', '"-1"', 'W/"3"', '"3", "4"', '*', '', '"1e3"', '"99999999999"'])(
    'If-Match %j is refused',
    (header) => {
      expect(() => revisionOfIfMatch(header)).toThrow(ProblemError);
    },
  );

  test('an idempotency key is 1 to 255 visible characters', () => {
    expect(idempotencyKeyOf('k'.repeat(255))).toHaveLength(255);
    for (const header of ['', 'k'.repeat(256), 'a b', '键', 'a\u0007']) {
      expect(() => idempotencyKeyOf(header)).toThrow(ProblemError);
    }
  });

  test('a request id is kept only when it is harmless', () => {
    expect(isRequestId('7b0c1c1e-0c62-4f0c-9e6e-2f0f4a3c2b1a')).toBe(true);
    for (const header of [
      'short',
      'a'.repeat(65),
      'with space 1',
      'a\nb\nc\nd\ne',
      ['x'],
      undefined,
    ]) {
      expect(isRequestId(header)).toBe(false);
    }
  });

  test('a trace context is kept as it came, or dropped', () => {
    const good = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    expect(traceparentOf(good)).toBe(good);
    expect(
      traceparentOf(good.replace('4bf92f3577b34da6a3ce929d0e0e4736', '0'.repeat(32))),
    ).toBeUndefined();
    expect(traceparentOf('00-xyz')).toBeUndefined();
  });

  test.each([
    [undefined, 'zh'],
    ['', 'zh'],
    ['fr', 'zh'],
    ['en', 'en'],
    ['EN-us,en;q=0.9', 'en'],
    ['en;q=0.5, zh-CN', 'zh'],
    ['zh;q=0.1, en;q=0.2', 'en'],
    ['en;q=0', 'zh'],
    ['fr, *;q=0.1', 'zh'],
    [';;;,q=,=', 'zh'],
  ])('Accept-Language %j is answered in %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});
