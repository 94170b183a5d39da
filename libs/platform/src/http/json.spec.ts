import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { JsonError, parseJson, type JsonFault } from './json.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);

function faultOf(text: string | Uint8Array): JsonFault | undefined {
  try {
    parseJson(typeof text === 'string' ? bytes(text) : text);
  } catch (error) {
    if (error instanceof JsonError) return error.fault;
    throw error;
  }
  return undefined;
}

describe('raw JSON', () => {
  test('any value that JSON can say is read as JSON.parse reads it', () => {
    const text = fc
      .string({ unit: 'grapheme' })
      .filter((s) => !s.includes('\0') && !/\p{Surrogate}/u.test(s));
    const key = text.filter((s) => !['__proto__', 'constructor', 'prototype'].includes(s));
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 5 },
        text,
        fc.maxSafeInteger(),
        fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('any'), { maxLength: 5 }),
        fc.dictionary(key, tie('any'), { maxKeys: 5 }),
      ),
    })).any;
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 2), (it, indent) => {
        const json = JSON.stringify(it, null, indent);
        expect(parseJson(bytes(json))).toEqual(JSON.parse(json));
      }),
    );
  });

  test.each([
    ['', undefined],
    ['{', undefined],
    ['{"a":1,}', undefined],
    ["{'a':1}", undefined],
    ['{"a":NaN}', undefined],
    ['{"a":"\n"}', undefined],
    ['nothing', undefined],
  ])('%j is broken', (text) => {
    expect(faultOf(text)).toEqual({ code: 'platform.broken-json' });
  });

  test('bytes that are not UTF-8 are broken', () => {
    expect(faultOf(Buffer.from([0x22, 0xff, 0x22]))).toEqual({ code: 'platform.broken-json' });
  });

  test.each([
    ['{"a":1,"a":1}', '/a'],
    ['{"a":1,"\\u0061":2}', '/a'],
    ['{"x":[{}, {"b":{}, "c":"a\\"}", "b":0}]}', '/x/1/b'],
    ['{"a/b":{"~":1,"~":1}}', '/a~1b/~0'],
  ])('a key that stands twice is refused: %s', (text, pointer) => {
    expect(faultOf(text)).toEqual({ code: 'platform.duplicate-key', pointer });
  });

  test('the same key in two objects is no duplicate, nor is a value that looks like a key', () => {
    expect(
      faultOf('{"a":{"a":"a"},"b":["a","a",{"a":":"}],"c":"{\\"a\\":1,\\"a\\":1}"}'),
    ).toBeUndefined();
  });

  test.each([
    ['{"n":9007199254740993}', '/n'],
    ['{"n":-9007199254740992}', '/n'],
    ['[1, 9007199254740993.0]', '/1'],
    ['{"n":1e400}', '/n'],
    ['{"n":1E16}', '/n'],
  ])('a number that cannot be kept is refused: %s', (text, pointer) => {
    expect(faultOf(text)).toEqual({ code: 'platform.unsafe-integer', pointer });
  });

  test.each(['9007199254740991', '-9007199254740991', '1.5', '1e3', '-0', '0.1e-7'])(
    '%s is fine',
    (text) => {
      expect(faultOf(text)).toBeUndefined();
    },
  );

  test.each(['__proto__', 'constructor', 'prototype', '\\u005f_proto__'])(
    'the key %s is refused',
    (key) => {
      expect(faultOf(`{"a":{"${key}":{}}}`)).toMatchObject({ code: 'platform.forbidden-key' });
    },
  );

  test.each(['{"a":"\\u0000"}', '{"a":"\\ud800"}', '{"a\\u0000":1}'])(
    '%s cannot be stored',
    (text) => {
      expect(faultOf(text)).toMatchObject({ code: 'platform.forbidden-character' });
    },
  );

  test('64 levels are read, 65 are not, and a megabyte of brackets ends nothing', () => {
    const nested = (n: number): string => '['.repeat(n) + ']'.repeat(n);
    expect(faultOf(nested(64))).toBeUndefined();
    expect(faultOf(nested(65))).toEqual({ code: 'platform.nested-too-deep', depthMax: 64 });
    expect(faultOf('['.repeat(1_000_000))).toEqual({ code: 'platform.broken-json' });
    expect(faultOf(nested(500_000))).toMatchObject({ code: 'platform.nested-too-deep' });
  });

  test.each([
    ['one long text', `"${'a'.repeat(1_000_000)}"`, undefined],
    ['escapes', `"${'\\n'.repeat(500_000)}"`, undefined],
    ['quotes that never close', `"${'\\"'.repeat(500_000)}`, { code: 'platform.broken-json' }],
    ['a long number', '9'.repeat(1_000_000), { code: 'platform.unsafe-integer', pointer: '' }],
    [
      'many keys',
      `{${Array.from({ length: 80_000 }, (_, n) => `"k${String(n)}":1`).join(',')}}`,
      undefined,
    ],
  ])('a megabyte, for which quadratic work would take hours: %s', (_, text, fault) => {
    expect(faultOf(text)).toEqual(fault);
  });
});
