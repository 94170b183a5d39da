import type { Bilingual } from './text.ts';

type Message = (args: readonly unknown[]) => Bilingual;

const say =
  (zh: string, en: string): Message =>
  () => ({ zh, en });
const say1 =
  (make: (a: string, b: string) => Bilingual): Message =>
  ([a, b]) =>
    make(shown(a), shown(b));

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(', ');
  if (typeof value === 'object' && value !== null && !(value instanceof RegExp)) {
    return Object.values(value as Record<string, unknown>)
      .map(String)
      .join(', ');
  }
  return String(value);
}

/** What a field must be, by class-validator's constraint. One that is missing here stops the start of a service. */
const messages = new Map<string, Message>(
  Object.entries({
    'unknown-field': say('此字段未知', 'is not a field of this route'),
    unknownValue: say('必须是对象', 'must be an object'),
    nestedValidation: say('必须是对象或对象数组', 'must be an object or an array of objects'),
    isDefined: say('必须填写', 'is required'),
    isNotEmpty: say('不能为空', 'must not be empty'),
    isString: say('必须是文本', 'must be a text'),
    isBoolean: say('必须是 true 或 false', 'must be true or false'),
    isInt: say('必须是整数', 'must be a whole number'),
    isNumber: say('必须是数字', 'must be a number'),
    isArray: say('必须是数组', 'must be an array'),
    isObject: say('必须是对象', 'must be an object'),
    isUuid: say('必须是 UUID', 'must be a UUID'),
    isUrl: say('必须是网址', 'must be a URL'),
    isEmail: say('必须是电子邮箱地址', 'must be an e-mail address'),
    isHexadecimal: say('必须是十六进制文本', 'must be hexadecimal'),
    isNumberString: say('必须是由数字组成的文本', 'must be a text of digits'),
    isHash: say('必须是散列值', 'must be a hash'),
    matches: say('格式不正确', 'has the wrong format'),
    arrayUnique: say('不能有重复项', 'must not hold the same item twice'),
    arrayNotEmpty: say('至少要有一项', 'must hold at least one item'),
    isPositive: say('必须大于 0', 'must be greater than 0'),
    isEnum: say1((a) => ({ zh: `必须是以下之一：${a}`, en: `must be one of ${a}` })),
    isIn: say1((a) => ({ zh: `必须是以下之一：${a}`, en: `must be one of ${a}` })),
    equals: say1((a) => ({ zh: `必须是 ${a}`, en: `must be ${a}` })),
    min: say1((a) => ({ zh: `不能小于 ${a}`, en: `must not be less than ${a}` })),
    max: say1((a) => ({ zh: `不能大于 ${a}`, en: `must not be greater than ${a}` })),
    minLength: say1((a) => ({ zh: `至少 ${a} 个字符`, en: `must have at least ${a} characters` })),
    maxLength: say1((a) => ({ zh: `最多 ${a} 个字符`, en: `must have at most ${a} characters` })),
    isLength: say1((a, b) => ({
      zh: `长度应为 ${a} 至 ${b} 个字符`,
      en: `must have ${a} to ${b} characters`,
    })),
    arrayMinSize: say1((a) => ({ zh: `至少 ${a} 项`, en: `must hold at least ${a} items` })),
    arrayMaxSize: say1((a) => ({ zh: `最多 ${a} 项`, en: `must hold at most ${a} items` })),
  }),
);

/** Adds the message of a constraint of one's own. @throws TypeError when the name has another message */
export function translateConstraint(name: string, message: Bilingual): void {
  const known = messages.get(name)?.([]);
  if (known !== undefined && (known.zh !== message.zh || known.en !== message.en)) {
    throw new TypeError(`the constraint ${name} has another message`);
  }
  messages.set(name, () => message);
}

export function isTranslated(constraint: string): boolean {
  return messages.has(constraint);
}

/** @throws TypeError for a constraint that nobody translated */
export function messageOf(constraint: string, args: readonly unknown[], each: boolean): Bilingual {
  const message = messages.get(constraint);
  if (message === undefined) throw new TypeError(`no message for the constraint ${constraint}`);
  const { zh, en } = message(args);
  return each ? { zh: `每一项${zh}`, en: `each item ${en}` } : { zh, en };
}
