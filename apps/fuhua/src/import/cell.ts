import { parseDay, PersonId, type Day, type DivisionCode } from '@fuhua/kernel';
import { explainUscc, parseDivisionCode, type Uscc } from '@fuhua/rules';
import type { Text } from '../user-error.ts';

/** What the cells of a spreadsheet may hold, each told in the words of those who fill it in. */

export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: Text };

/** A trimmed text that is not empty, or why it is no such value. */
export type Parser<T> = (text: string) => Parsed<T>;

const fits = <T>(value: T): Parsed<T> => ({ ok: true, value });
const fault = (zh: string, en: string): Parsed<never> => ({ ok: false, reason: { zh, en } });

/** Spreadsheets keep 15 digits of a number: a longer one, or its short form, is no code any more. */
const MANGLED = /^\d(\.\d+)?e\+?\d+$/i;
const mangled = (text: string): Parsed<never> =>
  fault(
    `“${text}”已被电子表格改成数值，末尾数字已丢失；请将该列设为文本后重新填写`,
    `"${text}" was turned into a number by the spreadsheet and lost its last digits; format the column as text and enter it again`,
  );

export const text =
  (lengthMax: number): Parser<string> =>
  (cell) =>
    cell.length <= lengthMax
      ? fits(cell)
      : fault(`最多 ${lengthMax} 个字符`, `must have at most ${lengthMax} characters`);

export const uscc: Parser<Uscc> = (cell) => {
  if (MANGLED.test(cell)) return mangled(cell);
  const explained = explainUscc(cell.toUpperCase());
  if (explained.ok) return fits(explained.uscc);
  const { zh, en } = explained.reason;
  return fault(`不是有效的统一社会信用代码：${zh}`, `is no unified social credit code: ${en}`);
};

/** Also written with zeros at its end. Whether there is such a division, the register says. */
export const divisionCode: Parser<DivisionCode> = (cell) => {
  if (MANGLED.test(cell)) return mangled(cell);
  try {
    return fits(parseDivisionCode(cell));
  } catch {
    return fault(
      '区划代码应为 2、4、6、9 或 12 位数字',
      'a division code has 2, 4, 6, 9 or 12 digits',
    );
  }
};

const DATE = /^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
/** Days since 1899-12-30, as spreadsheets count: 1927 to 2173. */
const SERIAL = /^[1-9]\d{4}$/;
const SERIAL_ZERO_MS = Date.UTC(1899, 11, 30);
const MS_PER_DAY = 86_400_000;

/** 2024-03-04, 2024/3/4, 2024.3.4, 20240304, 2024年3月4日, or the number by which a spreadsheet means that day. */
export const day: Parser<Day> = (cell) => {
  const [, year, month, date] = DATE.exec(cell) ?? COMPACT.exec(cell) ?? [];
  try {
    if (year !== undefined && month !== undefined && date !== undefined) {
      return fits(parseDay(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`));
    }
    if (SERIAL.test(cell)) return fits(dayOfSerial(Number(cell)));
  } catch {
    return fault(`没有“${cell}”这一天`, `there is no such day as "${cell}"`);
  }
  return fault('应为日期，例如 2024-03-04', 'must be a day, such as 2024-03-04');
};

function dayOfSerial(serial: number): Day {
  return parseDay(new Date(SERIAL_ZERO_MS + serial * MS_PER_DAY).toISOString().slice(0, 10));
}

/** One of the words, each with its code; the code itself will do. */
export const oneOf =
  <C extends string>(words: Readonly<Record<string, C>>): Parser<C> =>
  (cell) => {
    const word = Object.entries(words).find((pair) => pair.includes(cell));
    const code = word?.[1];
    if (code !== undefined) return fits(code);
    const known = Object.keys(words).join('、');
    const codes = [...new Set(Object.values(words))].join(', ');
    return fault(`应为以下之一：${known}`, `must be one of ${codes}`);
  };

/** Several of them, between `、`, `,`, `，`, `;` or `；`; each once, in the order of the words. */
export const someOf = <C extends string>(
  words: Readonly<Record<string, C>>,
): Parser<readonly C[]> => {
  const one = oneOf(words);
  return (cell) => {
    const found: C[] = [];
    for (const word of cell.split(/[、,，;；]/).map((part) => part.trim())) {
      const parsed = one(word);
      if (!parsed.ok) return parsed;
      found.push(parsed.value);
    }
    return fits([...new Set(Object.values(words))].filter((code) => found.includes(code)));
  };
};

export const yesOrNo: Parser<boolean> = (cell) => {
  if (['是', 'yes', 'true', 'TRUE', '1'].includes(cell)) return fits(true);
  if (['否', 'no', 'false', 'FALSE', '0'].includes(cell)) return fits(false);
  return fault('应为“是”或“否”', 'must be yes or no');
};

export const whole =
  (min: number, max: number): Parser<number> =>
  (cell) => {
    const number = /^\d{1,15}$/.test(cell) ? Number(cell) : NaN;
    return number >= min && number <= max
      ? fits(number)
      : fault(`应为 ${min} 至 ${max} 的整数`, `must be a whole number from ${min} to ${max}`);
  };

/** Square metres and the like: at most two decimals, without a sign. */
export const decimal =
  (max: number): Parser<number> =>
  (cell) => {
    const number = /^\d{1,12}(\.\d{1,2})?$/.test(cell) ? Number(cell) : NaN;
    return number <= max
      ? fits(number)
      : fault(
          `应为不超过 ${max} 的数，最多两位小数`,
          `must be a number up to ${max} with at most two decimals`,
        );
  };

/** 元, as 1200, 1,200.5 or 1200.50; told in fen, as the routes take it. */
export const yuan: Parser<string> = (cell) => {
  const [, whole = '', fen = ''] =
    /^(\d{1,15})(?:\.(\d{1,2}))?$/.exec(cell.replaceAll(',', '')) ?? [];
  return whole === ''
    ? fault(
        '应为以元为单位的金额，最多两位小数',
        'must be an amount in yuan with at most two decimals',
      )
    : fits(String(BigInt(whole + fen.padEnd(2, '0'))));
};

export const officePhone: Parser<string> = (cell) =>
  /^\+?[0-9][0-9 -]{4,24}$/.test(cell)
    ? fits(cell)
    : fault('应为办公电话，例如 0512-65221234', 'must be a phone number, such as 0512-65221234');

/** Tells the sponsors of one division apart. */
export const departmentCode: Parser<string> = (cell) =>
  /^[a-z][a-z0-9-]{1,39}$/.test(cell)
    ? fits(cell)
    : fault(
        '部门代码应为 2 至 40 位小写字母、数字或“-”，以字母开头，例如 education',
        'a department code has 2 to 40 of a-z, 0-9 and -, such as education',
      );

export const personId: Parser<PersonId> = (cell) => {
  const parsed = PersonId.safeParse(cell);
  return parsed.success
    ? fits(parsed.data)
    : fault('人员编号是系统中的 UUID', 'the id of a person is a UUID');
};

export const url: Parser<string> = (cell) =>
  cell.length <= 2_000 && /^https?:\/\//.test(cell) && URL.canParse(cell)
    ? fits(cell)
    : fault('应为以 http(s):// 开头的网址', 'must be a URL that begins with http(s)://');
