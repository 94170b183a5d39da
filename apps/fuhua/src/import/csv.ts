import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { UserError } from '../user-error.ts';
import type { RawSheet } from './sheet.ts';

/** What spreadsheets of bureaus are written in; the stricter first, since a wrong guess of it fails. */
const encodings = ['utf-8', 'gb18030'] as const;
type Encoding = (typeof encodings)[number];

const RECORD_CHARS_MAX = 1_048_576;

/** @throws UserError for bytes that are no text, and for quotes that do not close */
export async function openCsv(path: string): Promise<RawSheet> {
  const encoding = await encodingOf(path);
  const delimiter = delimiterOf(await firstLine(path, encoding));
  return { format: 'csv', rows: () => records(path, encoding, delimiter) };
}

async function* records(
  path: string,
  encoding: Encoding,
  delimiter: string,
): AsyncIterable<readonly string[]> {
  const parser = parse({
    delimiter,
    relax_column_count: true,
    max_record_size: RECORD_CHARS_MAX,
  });
  // What fails in it, the loop below throws too.
  pipeline(Readable.from(decoded(path, encoding)), parser).catch(() => undefined);
  try {
    for await (const record of parser) yield record as readonly string[];
  } catch (error) {
    throw error instanceof CsvError ? broken(path, error) : error;
  }
}

async function* decoded(path: string, encoding: Encoding): AsyncIterable<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const chunk of createReadStream(path)) {
    yield decoder.decode(chunk as Buffer, { stream: true });
  }
  yield decoder.decode();
}

/** The whole file is decoded: a byte that does not fit may stand anywhere. */
async function encodingOf(path: string): Promise<Encoding> {
  for (const encoding of encodings) {
    try {
      await charsIn(decoded(path, encoding));
      return encoding;
    } catch (error) {
      if ((error as { code?: string }).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
    }
  }
  throw new UserError({
    zh: `文件 ${path} 既不是 UTF-8 也不是 GB18030 编码，请另存为 CSV UTF-8 或 .xlsx。`,
    en: `The file ${path} is neither UTF-8 nor GB18030; save it as CSV UTF-8 or .xlsx.`,
  });
}

async function charsIn(texts: AsyncIterable<string>): Promise<number> {
  let chars = 0;
  for await (const text of texts) chars += text.length;
  return chars;
}

async function firstLine(path: string, encoding: Encoding): Promise<string> {
  for await (const text of decoded(path, encoding)) {
    const line = text.split(/\r?\n/).find((one) => one.trim() !== '' && !one.startsWith('#'));
    if (line !== undefined) return line;
  }
  return '';
}

function delimiterOf(line: string): string {
  const count = (delimiter: string): number => line.split(delimiter).length;
  return count('\t') > count(',') ? '\t' : ',';
}

function broken(path: string, { message, code }: CsvError): UserError {
  return new UserError({
    zh: `文件 ${path} 的引号不成对或某行过长，无法读取（${code}：${message}）。`,
    en: `The file ${path} cannot be read: quotes do not close, or a row is too long (${message}).`,
  });
}
