import { z } from 'zod';
import type { Text } from '../result.ts';

/** No I, O, S, V, Z. */
const CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const LENGTH = 18;
/** Positions 9–16 of a code, by GB 11714; 3^i mod 31 for positions 1–17, by GB 32100-2015. */
const ORGANIZATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/**
 * A unified social credit code (统一社会信用代码, GB 32100-2015) whose two check digits are right. Codes are for life and
 * divisions are not: neither the division inside nor the registrar's character is compared with anything (definition 22).
 */
export const Uscc = z
  .string()
  .refine((text) => explainUscc(text).ok, {
    error: ({ input }) => (typeof input === 'string' ? messageOf(input) : undefined),
  })
  .brand<'Uscc'>();
export type Uscc = z.infer<typeof Uscc>;

export type UsccFault =
  'length' | 'character' | 'organization-check' | 'check' | 'organization-check-and-check';

export type UsccExplanation =
  | {
      readonly ok: true;
      readonly uscc: Uscc;
      /** Position 1: 5 civil affairs, 1 establishment office (编制), 9 market regulation, and others. */
      readonly registrarCharacter: string;
      /** Position 2: under 5, 1 social association, 2 social service organization, 3 foundation, 9 other. */
      readonly classCharacter: string;
      /** Positions 3–8, as they were when the code was given. */
      readonly division: string;
      /** Positions 9–17, with its own check digit. */
      readonly organizationCode: string;
    }
  | {
      readonly ok: false;
      readonly code: UsccFault;
      readonly reason: Text;
      /** Where `code` is `character`: which position, from 1. */
      readonly position?: number;
      /** What positions 9–16 ask for. */
      readonly expected17?: string;
      /** What positions 1–17, as written, ask for. */
      readonly expected18?: string;
      /** Where position 17 is wrong: what position 18 must be once 17 is right. */
      readonly expected18After17?: string;
    };

/** @throws RangeError that says what is wrong. */
export function parseUscc(text: string): Uscc {
  const explanation = explainUscc(text);
  if (!explanation.ok) throw new RangeError(`not a USCC: ${explanation.reason.en}`);
  return explanation.uscc;
}

/** R-ENT-01: takes a code apart, or says which check fails and what should have stood there. */
export function explainUscc(text: string): UsccExplanation {
  if (text.length !== LENGTH) {
    return fault('length', `应为${LENGTH}位`, `must have ${LENGTH} characters`);
  }
  const position = Array.from(text).findIndex((character) => !CHARACTERS.includes(character)) + 1;
  if (position > 0) {
    const zh = `第${position}位的字符不在代码字符集内`;
    const en = `position ${position} holds a character that no code has`;
    return { ...fault('character', zh, en), position };
  }
  const expected17 = organizationCheck(text.slice(8, 16));
  const expected18 = check(text.slice(0, 17));
  if (text[16] !== expected17) return wrong17(text, expected17, expected18);
  if (text[17] !== expected18) {
    const [zh, en] = [`第18位校验码应为${expected18}`, `position 18 should be ${expected18}`];
    return { ...fault('check', zh, en), expected18 };
  }
  return {
    ok: true,
    uscc: text as Uscc,
    registrarCharacter: text.slice(0, 1),
    classCharacter: text.slice(1, 2),
    division: text.slice(2, 8),
    organizationCode: text.slice(8, 17),
  };
}

/** Position 18 covers position 17, so it is told both for the code as written and for the mended one. */
function wrong17(text: string, expected17: string, expected18: string): UsccExplanation {
  const expected18After17 = check(text.slice(0, 16) + expected17);
  const zh = `第17位校验码应为${expected17}`;
  const en = `position 17 should be ${expected17}`;
  if (text[17] === expected18) {
    return {
      ...fault(
        'organization-check',
        `${zh}（改正后第18位应为${expected18After17}）`,
        `${en} (position 18 then ${expected18After17})`,
      ),
      expected17,
      expected18After17,
    };
  }
  return {
    ...fault(
      'organization-check-and-check',
      `${zh}，第18位按现有前17位应为${expected18}，第17位改正后应为${expected18After17}`,
      `${en}, position 18 should be ${expected18} as written, ${expected18After17} once 17 is right`,
    ),
    expected17,
    expected18,
    expected18After17,
  };
}

/**
 * A code for synthetic data and tests: both check digits for a registrar, class and division (8 characters) and an
 * organization code without its check digit (8 characters).
 * @throws RangeError when a part has another length or a character that no code has.
 */
export function makeUscc(prefix: string, organization: string): Uscc {
  if (prefix.length !== 8 || organization.length !== 8) {
    throw new RangeError(`not 8 and 8 characters: ${prefix} ${organization}`);
  }
  const checked = prefix + organization + organizationCheck(organization);
  return parseUscc(checked + check(checked));
}

/** GB 11714 counts 0–9 as 0–9 and A–Z as 10–35. */
function organizationCheck(organization: string): string {
  const rest = 11 - (sum(organization, ORGANIZATION_WEIGHTS, (c) => parseInt(c, 36)) % 11);
  if (rest === 10) return 'X';
  return rest === 11 ? '0' : String(rest);
}

function check(first17: string): string {
  return CHARACTERS.charAt((31 - (sum(first17, WEIGHTS, (c) => CHARACTERS.indexOf(c)) % 31)) % 31);
}

function sum(text: string, weights: readonly number[], value: (character: string) => number) {
  return weights.reduce((total, weight, i) => total + weight * value(text.charAt(i)), 0);
}

function fault(code: UsccFault, zh: string, en: string) {
  return { ok: false, code, reason: { zh, en } } as const;
}

function messageOf(text: string): string | undefined {
  const explanation = explainUscc(text);
  return explanation.ok ? undefined : `must be a USCC: ${explanation.reason.en}`;
}
