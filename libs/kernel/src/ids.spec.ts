import { expect, test } from '@jest/globals';
import {
  AuthorityId,
  BaseId,
  categoryOf,
  DivisionCode,
  EventId,
  idOf,
  OrganizationId,
  PersonId,
  streamOf,
} from './index.ts';

const ID = '0b5f9a52-4b0c-5d9e-8f57-0c3f1c1b7a11';

test.each([
  ['EventId', EventId],
  ['PersonId', PersonId],
  ['AuthorityId', AuthorityId],
  ['OrganizationId', OrganizationId],
  ['BaseId', BaseId],
])('%s is a lower-case UUID and nothing else', (_, schema) => {
  expect(schema.parse(ID)).toBe(ID);
  const others = [
    ...['', 'x', ID.toUpperCase(), ID.replaceAll('-', ''), `{${ID}}`, ` ${ID}`, `${ID}\n`],
    ...[
      ID.slice(1),
      `${ID}0`,
      ID.replace('b', 'g'),
      ID.replace('-5', '-0'),
      ID.replace('-8', '-c'),
    ],
    '00000000-0000-0000-0000-000000000000',
  ];
  for (const other of others) expect(schema.safeParse(other).success).toBe(false);
  expect(schema.safeParse(ID.replace('-5', '-9')).error?.issues[0]?.message).toBe(
    'must be a lower-case UUID',
  );
});

test.each(['32', '3205', '320506', '320506001', '320506001003'])(
  '%s is a division code',
  (code) => {
    expect(DivisionCode.parse(code)).toBe(code);
  },
);

test.each([
  '',
  '3',
  '320',
  '32050',
  '3205060',
  '32050600',
  '3205060010',
  '32050600100',
  '3205060010030',
  'ab',
  '32 ',
  '３２',
])('%j is no division code', (code) => {
  expect(DivisionCode.safeParse(code).success).toBe(false);
});

test('a stream is named by category and id, and both are read back', () => {
  const stream = streamOf('case', ID);
  expect(stream).toBe(`case-${ID}`);
  expect([categoryOf(stream), idOf(stream)]).toEqual(['case', ID]);
  expect(idOf(streamOf('annualplan', '320506-2024'))).toBe('320506-2024');
});

test.each(['', 'in-shell', 'Case', 'case1', 'case ', '单'])('%j is no category', (category) => {
  expect(() => streamOf(category, ID)).toThrow(new RangeError(`not a category: ${category}`));
});
