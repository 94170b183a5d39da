import { describe, expect, test } from '@jest/globals';
import { cursorOf, pageOf, parseCursor } from './paging.ts';
import './platform-problems.ts';
import { ProblemError } from './problem.ts';

describe('paging', () => {
  test('a page tells where the next begins, the last does not', () => {
    const rows = [1, 2, 3].map((n) => ({ name: '基地', n }));
    const page = pageOf(rows, 2, ({ name, n }) => [name, n]);
    expect(page.items).toHaveLength(2);
    expect(parseCursor(page.next, ['string', 'number'])).toEqual(['基地', 2]);
    expect(pageOf(rows, 3, ({ n }) => [n])).toEqual({ items: rows });
    expect(pageOf([], 3, () => [])).toEqual({ items: [] });
    expect(parseCursor(undefined, ['string'])).toBeUndefined();
  });

  test.each([
    '',
    'x',
    '!!!!',
    `${cursorOf(['a'])}=`,
    cursorOf(['a', 1]),
    cursorOf([1]),
    cursorOf(['\0']),
    Buffer.from('{"a":1}').toString('base64url'),
    Buffer.from('[["a"]]').toString('base64url'),
  ])('a made-up cursor is refused: %j', (after) => {
    expect(() => parseCursor(after, ['string'])).toThrow(ProblemError);
  });
});
