import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  formatPosition,
  MalformedPosition,
  ownPosition,
  parsePosition,
  PositionOfOtherEpoch,
  PositionOfOtherService,
} from './position-token.ts';

const epoch = '0b6f8a3e-9d0c-4f7e-9d59-5a3c1b1f0c11';

test('a position is read back as it was written', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), (position) => {
      const token = { service: 'registry', epoch, position };
      expect(parsePosition(formatPosition(token))).toEqual(token);
      expect(ownPosition(formatPosition(token), { service: 'registry', epoch })).toBe(position);
    }),
  );
});

test.each([
  '',
  'registry',
  'registry:e',
  'registry:e:',
  'registry:e:-1',
  'registry:e:01',
  'registry:e:1.5',
  'registry:e:9223372036854775808',
  'registry::1',
  'registry:e:1:2',
  'Registry:e:1',
  'registry:e f:1',
  ' registry:e:1',
  'registry:e:1\n',
])('%j is not a position', (text) => {
  expect(() => parsePosition(text)).toThrow(MalformedPosition);
});

test('a position of another epoch or service is told apart', () => {
  const own = { service: 'registry', epoch };
  expect(() => ownPosition('registry:other:5', own)).toThrow(PositionOfOtherEpoch);
  expect(() => ownPosition(`incubation:${epoch}:5`, own)).toThrow(PositionOfOtherService);
});

test('what a token cannot carry is not written', () => {
  expect(() => formatPosition({ service: 'a:b', epoch, position: 1n })).toThrow(MalformedPosition);
  expect(() => formatPosition({ service: 'a', epoch, position: -1n })).toThrow(MalformedPosition);
});
