import { createSecretKey, randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { Sealed } from '@fuhua/kernel';
import fc from 'fast-check';
import { KeyBroken, SealBroken } from './errors.ts';
import { newWrappedKey, openValue, sealValue, unwrap } from './sealing.ts';

const key = createSecretKey(randomBytes(32));
const text = fc.string({ unit: 'binary', maxLength: 80 });
const place = fc.record({ subject: text, event: text, path: text });

test('any text opens as what it was, also lone surrogates', () => {
  const any = fc.oneof(text, fc.constantFrom('', '\0', '\ud800', '\udfff x', ' 张伟 ', '"\\'));
  fc.assert(
    fc.property(place, any, (where, value) => {
      expect(openValue(key, sealValue(key, where, value))).toBe(value);
    }),
  );
});

test('any JSON value opens as what it was', () => {
  fc.assert(
    fc.property(place, fc.jsonValue(), (where, value) => {
      expect(openValue(key, sealValue(key, where, value))).toEqual(
        JSON.parse(JSON.stringify(value)),
      );
    }),
  );
});

test('sealing the same twice looks different each time', () => {
  const where = { subject: 's', event: 'e', path: 'p' };
  expect(sealValue(key, where, '张伟').data).not.toBe(sealValue(key, where, '张伟').data);
});

test('names of different length seal to the same length', () => {
  const lengths = ['王五', '欧阳娜娜', '13800000000', '']
    .map((value) => sealValue(key, { subject: 's', event: 'e', path: 'p' }, value))
    .map(({ data }) => data.length);
  expect(new Set(lengths).size).toBe(1);
});

test('a sealed value says nothing readable of the value', () => {
  const sealed = sealValue(key, { subject: 's', event: 'e', path: 'p' }, '13800000000');
  expect(Buffer.from(sealed.data, 'base64url').toString('latin1')).not.toContain('138');
  expect(JSON.stringify(sealed)).not.toContain('13800000000');
});

function refused(sealed: Sealed): void {
  expect(() => openValue(key, sealed)).toThrow(SealBroken);
  expect(() => openValue(key, sealed)).toThrow(`at ${sealed.path} of event ${sealed.event}`);
}

test('with another subject, event or path it never opens', () => {
  const field = fc.constantFrom('subject' as const, 'event' as const, 'path' as const);
  fc.assert(
    fc.property(place, field, text, text, (where, changed, other, value) => {
      fc.pre(where[changed] !== other);
      refused({ ...sealValue(key, where, value), [changed]: other });
    }),
  );
});

test('subject, event and path cannot run into each other', () => {
  const sealed = sealValue(key, { subject: 's', event: 'ab', path: 'c' }, 'x');
  refused({ ...sealed, event: 'a', path: 'bc' });
  refused({ ...sealed, subject: 's","a', event: 'b' });
});

test('with any bit flipped it never opens', () => {
  const sealed = sealValue(key, { subject: 's', event: 'e', path: 'p' }, '张伟');
  const bytes = Buffer.from(sealed.data, 'base64url');
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const tampered = Buffer.from(bytes);
    tampered[bit >> 3]! ^= 1 << (bit & 7);
    refused({ ...sealed, data: tampered.toString('base64url') });
  }
});

test('cut, lengthened, respelt or replaced data never opens', () => {
  const sealed = sealValue(key, { subject: 's', event: 'e', path: 'p' }, '张伟');
  for (let length = 0; length < sealed.data.length; length += 1) {
    refused({ ...sealed, data: sealed.data.slice(0, length) });
  }
  refused({ ...sealed, data: `${sealed.data}AAAA` });
  refused({ ...sealed, data: ` ${sealed.data}` });
  refused({ ...sealed, data: `${sealed.data}=` });
  fc.assert(fc.property(text, (data) => refused({ ...sealed, data })));
});

test('under another key it never opens', () => {
  const other = createSecretKey(randomBytes(32));
  refused(sealValue(other, { subject: 's', event: 'e', path: 'p' }, '张伟'));
});

test('a kept key opens for its own subject and wrapping key only, whole', () => {
  const wrapped = newWrappedKey(key, 'anna');
  expect(unwrap(key, 'anna', wrapped).symmetricKeySize).toBe(32);
  expect(unwrap(key, 'anna', wrapped).equals(unwrap(key, 'anna', wrapped))).toBe(true);
  const other = createSecretKey(randomBytes(32));
  expect(() => unwrap(key, 'boris', wrapped)).toThrow(KeyBroken);
  expect(() => unwrap(other, 'anna', wrapped)).toThrow(KeyBroken);
  expect(() => unwrap(key, 'anna', wrapped.subarray(1))).toThrow('the kept key of anna');
  expect(newWrappedKey(key, 'anna')).not.toEqual(wrapped);
});
