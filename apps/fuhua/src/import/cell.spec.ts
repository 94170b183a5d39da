import { describe, expect, test } from '@jest/globals';
import {
  day,
  decimal,
  departmentCode,
  divisionCode,
  oneOf,
  someOf,
  text,
  uscc,
  whole,
  yesOrNo,
  yuan,
  type Parsed,
} from './cell.ts';

const valueOf = <T>(parsed: Parsed<T>): T | string => (parsed.ok ? parsed.value : parsed.reason.en);

test.each([
  ['2024-03-04', '2024-03-04'],
  ['2024/3/4', '2024-03-04'],
  ['2024.3.4', '2024-03-04'],
  ['2024年3月4日', '2024-03-04'],
  ['20240304', '2024-03-04'],
  ['45355', '2024-03-04'],
  ['2024-02-29', '2024-02-29'],
  ['2023-02-29', 'there is no such day as "2023-02-29"'],
  ['2024-13-01', 'there is no such day as "2024-13-01"'],
  ['3月4日', 'must be a day, such as 2024-03-04'],
  ['4/3/2024', 'must be a day, such as 2024-03-04'],
])('the day %s is read as: %s', (cell, read) => {
  expect(valueOf(day(cell))).toBe(read);
});

test.each([
  ['320506', '320506'],
  ['320500', '3205'],
  ['32', '32'],
  ['32050', 'a division code has 2, 4, 6, 9 or 12 digits'],
  ['吴中区', 'a division code has 2, 4, 6, 9 or 12 digits'],
])('the division %s is read as: %s', (cell, read) => {
  expect(valueOf(divisionCode(cell))).toBe(read);
});

describe('a unified social credit code', () => {
  test('is read in small letters too', () => {
    expect(valueOf(uscc('52320506mj0000018y'))).toBe('52320506MJ0000018Y');
  });

  test.each(['5.2320506E+17', '5.2320506e17'])('mangled to %s is explained', (cell) => {
    expect(valueOf(uscc(cell))).toBe(
      `"${cell}" was turned into a number by the spreadsheet and lost its last digits; format the column as text and enter it again`,
    );
  });

  test('with a wrong check digit is told what should have stood there', () => {
    expect(valueOf(uscc('52320506MJ0000018X'))).toBe(
      'is no unified social credit code: position 18 should be Y',
    );
  });
});

test.each([
  ['1200', '120000'],
  ['1,200.5', '120050'],
  ['0.05', '5'],
  ['999999999999999.99', '99999999999999999'],
  ['-1', 'must be an amount in yuan with at most two decimals'],
  ['1.005', 'must be an amount in yuan with at most two decimals'],
  ['一千', 'must be an amount in yuan with at most two decimals'],
])('the amount %s is, in fen: %s', (cell, read) => {
  expect(valueOf(yuan(cell))).toBe(read);
});

test('a word is known by either of its names, and others are told which there are', () => {
  const grade = oneOf({ 优: 'good', 良: 'fair', 良好: 'fair' });
  expect(valueOf(grade('优'))).toBe('good');
  expect(valueOf(grade('fair'))).toBe('fair');
  expect(grade('toString')).toEqual({
    ok: false,
    reason: { zh: '应为以下之一：优、良、良好', en: 'must be one of good, fair' },
  });
});

test('several words stand in one order and once, however they were written', () => {
  const registers = someOf({ 名录: 'lists', 处罚: 'penalties' });
  expect(valueOf(registers('处罚，名录; penalties'))).toEqual(['lists', 'penalties']);
  expect(valueOf(registers('处罚、等级'))).toBe('must be one of lists, penalties');
});

test('texts and numbers are bounded', () => {
  expect(valueOf(text(3)('一二三'))).toBe('一二三');
  expect(valueOf(text(3)('一二三四'))).toBe('must have at most 3 characters');
  expect(valueOf(whole(1999, 2099)('1999'))).toBe(1999);
  expect(valueOf(whole(1999, 2099)('1998'))).toBe('must be a whole number from 1999 to 2099');
  expect(valueOf(whole(0, 9)('1.5'))).toBe('must be a whole number from 0 to 9');
  expect(valueOf(decimal(100)('99.25'))).toBe(99.25);
  expect(valueOf(decimal(100)('100.01'))).toBe(
    'must be a number up to 100 with at most two decimals',
  );
  expect(valueOf(yesOrNo('是'))).toBe(true);
  expect(valueOf(yesOrNo('FALSE'))).toBe(false);
  expect(valueOf(yesOrNo('也许'))).toBe('must be yes or no');
  expect(valueOf(departmentCode('教育'))).toContain('a department code has');
});
