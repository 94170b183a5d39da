import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { explainUscc, makeUscc, parseFundraisingPlanNumber, parseUscc, Uscc } from '../index.ts';

const CHARACTERS = Array.from('0123456789ABCDEFGHJKLMNPQRTUWXY');
const GOLDEN = '5332000050917103XB';

/** Any code both of whose check digits are right. */
const anyUscc = fc
  .array(fc.constantFrom(...CHARACTERS), { minLength: 16, maxLength: 16 })
  .map((characters) => makeUscc(characters.slice(0, 8).join(''), characters.slice(8).join('')));

function singleErrorsOf(code: string): readonly string[] {
  return Array.from(code).flatMap((right, i) =>
    CHARACTERS.filter((c) => c !== right).map((c) => code.slice(0, i) + c + code.slice(i + 1)),
  );
}

function adjacentSwapsOf(code: string): readonly string[] {
  return Array.from(code.slice(1)).flatMap((right, i) => {
    const left = code.charAt(i);
    return left === right ? [] : [code.slice(0, i) + right + left + code.slice(i + 2)];
  });
}

describe('a code is known by its two check digits', () => {
  test.each([
    ...[GOLDEN, '53100000500021676K', '53100000500019795A', '51100000500002862F'],
    ...['51100000500009247D', '51100000500012681T', '52440300MJL186084F', '51440300MJL1712376'],
    ...['52310105MJ50200186', '52310104MJ49963266', '52310107MJ5075334L', '53310000MJ49517770'],
    ...['52320500MJ00000856', '52320506MJ0000018Y', '52320281MJ0000026X', '52320411MJ0000114A'],
    ...['52320582MJ00001225', '53320500MJ00000778'],
  ])('%s is right', (code) => {
    expect(parseUscc(code)).toBe(code);
    expect(Uscc.parse(code)).toBe(code);
    expect(makeUscc(code.slice(0, 8), code.slice(8, 16))).toBe(code);
  });

  test('a sum that leaves nothing asks for 0 at position 17, one that leaves 1 for X', () => {
    expect(makeUscc('51320000', '00000000')).toBe('513200000000000004');
    expect(makeUscc('53320000', '50917103')).toBe(GOLDEN);
  });

  test('a division abolished since is accepted: codes are for life', () => {
    expect(explainUscc('52310230MJ5339125F')).toEqual({
      ok: true,
      uscc: '52310230MJ5339125F',
      registrarCharacter: '5',
      classCharacter: '2',
      division: '310230',
      organizationCode: 'MJ5339125',
    });
  });

  test.each(CHARACTERS)('a registrar character %s is valid', (character) => {
    expect(explainUscc(makeUscc(`${character}1320506`, 'MJ000001'))).toMatchObject({
      ok: true,
      registrarCharacter: character,
    });
  });
});

describe('a wrong code is told what should have stood there', () => {
  test.each([
    {
      code: '53100000500020462H',
      says: { code: 'check', expected18: 'K' },
      en: 'position 18 should be K',
    },
    {
      code: '531000005000074012',
      says: { code: 'check', expected18: 'D' },
      en: 'position 18 should be D',
    },
    {
      code: '51100000500000024G',
      says: {
        code: 'organization-check-and-check',
        expected17: '3',
        expected18: 'M',
        expected18After17: 'J',
      },
      en: 'position 17 should be 3, position 18 should be M as written, J once 17 is right',
    },
    {
      code: '51100000500000024M',
      says: { code: 'organization-check', expected17: '3', expected18After17: 'J' },
      en: 'position 17 should be 3 (position 18 then J)',
    },
    { code: '', says: { code: 'length' }, en: 'must have 18 characters' },
    { code: `${GOLDEN} `, says: { code: 'length' }, en: 'must have 18 characters' },
    {
      code: '5332000050917103xB',
      says: { code: 'character', position: 17 },
      en: 'position 17 holds a character that no code has',
    },
    {
      code: 'O332000050917103XB',
      says: { code: 'character', position: 1 },
      en: 'position 1 holds a character that no code has',
    },
  ])('$code: $en', ({ code, says, en }) => {
    const zh = expect.stringMatching(/\p{Script=Han}/u);
    expect(explainUscc(code)).toEqual({ ok: false, reason: { zh, en }, ...says });
    expect(() => parseUscc(code)).toThrow(new RangeError(`not a USCC: ${en}`));
    expect(Uscc.safeParse(code).error?.issues[0]?.message).toBe(`must be a USCC: ${en}`);
  });

  test.each(['I', 'O', 'S', 'V', 'Z', 'a', '５', '-'])('%s stands in no code', (character) => {
    expect(explainUscc(character + GOLDEN.slice(1))).toMatchObject({ code: 'character' });
  });

  test('what is no text is no code', () => {
    expect(Uscc.safeParse(42).success).toBe(false);
  });

  test('the Chinese reason names the same digits', () => {
    expect(explainUscc('51100000500000024G')).toMatchObject({
      reason: { zh: '第17位校验码应为3，第18位按现有前17位应为M，第17位改正后应为J' },
    });
  });
});

describe('what a typist does wrong is caught', () => {
  test('all 540 single errors in the golden code', () => {
    const errors = singleErrorsOf(GOLDEN);
    expect(errors).toHaveLength(540);
    expect(errors.filter((code) => explainUscc(code).ok)).toEqual([]);
  });

  test('all 13 adjacent swaps of unlike characters in the golden code', () => {
    const swaps = adjacentSwapsOf(GOLDEN);
    expect(swaps).toHaveLength(13);
    expect(swaps.filter((code) => explainUscc(code).ok)).toEqual([]);
  });

  test('in any code', () => {
    fc.assert(
      fc.property(anyUscc, (code) => {
        const wrong = [...singleErrorsOf(code), ...adjacentSwapsOf(code)];
        expect(wrong.filter((text) => explainUscc(text).ok)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

test('any two parts of eight characters make a code', () => {
  fc.assert(
    fc.property(anyUscc, (code) => {
      expect(explainUscc(code)).toMatchObject({ ok: true, uscc: code });
    }),
  );
});

test.each([
  ['5232050', 'MJ000001'],
  ['52320506', 'MJ0000011'],
  ['52320506', 'MJ00000I'],
])('%s and %s make none', (prefix, organization) => {
  expect(() => makeUscc(prefix, organization)).toThrow(RangeError);
});

describe('a fundraising plan number', () => {
  test('is a code, a year and a sequence', () => {
    expect(parseFundraisingPlanNumber('53100000500009167KA21008')).toEqual({
      uscc: '53100000500009167K',
      year: 2021,
      sequence: 8,
    });
  });

  test.each([
    ...['53100000500009167K', '53100000500009167KB21008', '53100000500009167KA2108'],
    ...['53100000500009167KA210081', '53100000500009167HA21008', '53100000500009167KA2100X', ''],
  ])('%j is none', (text) => {
    expect(() => parseFundraisingPlanNumber(text)).toThrow(RangeError);
  });
});
