/** Nesting of a body: deeper than any DTO, shallow enough for every recursive reader. */
const DEPTH_MAX = 64;

export type JsonFault =
  | { readonly code: 'platform.broken-json' }
  | { readonly code: 'platform.nested-too-deep'; readonly depthMax: number }
  | {
      readonly code:
        | 'platform.duplicate-key'
        | 'platform.forbidden-key'
        | 'platform.unsafe-integer'
        | 'platform.forbidden-character';
      /** `/items/0/name` (RFC 6901) */
      readonly pointer: string;
    };

/** The text is JSON that we cannot take as it stands. */
export class JsonError extends Error {
  override readonly name = 'JsonError';
  constructor(readonly fault: JsonFault) {
    super(fault.code);
  }
}

interface Level {
  /** Names so far; undefined in an array. */
  readonly keys: Set<string> | undefined;
  /** Where the scanner is within it. */
  at: string | number;
}

const forbidden: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NUMBER_CHARS = '-+.0123456789eE';
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Parses what canonicalisation, digests and stores keep exactly: no duplicate keys, no number that changes when read
 * (beyond 2^53 − 1, or infinite), no key that reaches a prototype, no NUL and no lone surrogate (PostgreSQL stores
 * neither), at most 64 levels.
 *
 * @throws JsonError
 */
export function parseJson(bytes: Uint8Array): unknown {
  let value: unknown;
  let text: string;
  try {
    text = utf8.decode(bytes);
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof JsonError) throw error;
    throw new JsonError({ code: 'platform.broken-json' });
  }
  scan(text);
  return value;
}

/** The text is valid JSON: only what JSON.parse says nothing about is looked for. */
function scan(text: string): void {
  const levels: Level[] = [];
  let keyNext = false;
  for (const token of tokensOf(text)) {
    const level = levels.at(-1);
    switch (token) {
      case '{':
      case '[':
        if (levels.length === DEPTH_MAX) {
          throw new JsonError({ code: 'platform.nested-too-deep', depthMax: DEPTH_MAX });
        }
        levels.push(token === '{' ? { keys: new Set(), at: '' } : { keys: undefined, at: 0 });
        keyNext = token === '{';
        break;
      case '}':
      case ']':
        levels.pop();
        keyNext = false;
        break;
      case ',':
        keyNext = level?.keys !== undefined;
        if (level !== undefined && typeof level.at === 'number') level.at += 1;
        break;
      case ':':
        keyNext = false;
        break;
      default:
        if (!token.startsWith('"')) checkNumber(token, levels);
        else if (keyNext && level?.keys !== undefined) checkKey(token, level.keys, level, levels);
        else checkText(stringOf(token), levels);
    }
  }
}

/** Punctuation, strings with their quotes, numbers; not `true`, `false`, `null`. Linear, without a regular expression. */
function* tokensOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    const from = at;
    if (char === '"') {
      for (at += 1; text.charCodeAt(at) !== QUOTE; at += 1) {
        if (text.charCodeAt(at) === BACKSLASH) at += 1;
      }
      yield text.slice(from, at + 1);
    } else if (NUMBER_CHARS.includes(char)) {
      while (NUMBER_CHARS.includes(text.charAt(at + 1)) && at + 1 < text.length) at += 1;
      yield text.slice(from, at + 1);
    } else if ('{}[],:'.includes(char)) {
      yield char;
    } else if (char === 't' || char === 'f' || char === 'n') {
      at += char === 'f' ? 4 : 3;
    }
  }
}

function checkKey(token: string, keys: Set<string>, level: Level, levels: readonly Level[]): void {
  const key = stringOf(token);
  level.at = key;
  checkText(key, levels);
  if (forbidden.has(key)) {
    throw new JsonError({ code: 'platform.forbidden-key', pointer: pointerOf(levels) });
  }
  if (keys.has(key)) {
    throw new JsonError({ code: 'platform.duplicate-key', pointer: pointerOf(levels) });
  }
  keys.add(key);
}

function checkNumber(token: string, levels: readonly Level[]): void {
  const value = Number(token);
  const exact = Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
  if (!exact) throw new JsonError({ code: 'platform.unsafe-integer', pointer: pointerOf(levels) });
}

function checkText(text: string, levels: readonly Level[]): void {
  if (text.includes('\0') || !isWellFormed(text)) {
    throw new JsonError({ code: 'platform.forbidden-character', pointer: pointerOf(levels) });
  }
}

const LONE_SURROGATE = /\p{Surrogate}/u;

function isWellFormed(text: string): boolean {
  return !LONE_SURROGATE.test(text);
}

function stringOf(token: string): string {
  return token.includes('\\') ? (JSON.parse(token) as string) : token.slice(1, -1);
}

function pointerOf(levels: readonly Level[]): string {
  return levels
    .map(({ at }) => `/${String(at).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
