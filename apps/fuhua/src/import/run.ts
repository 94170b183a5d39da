import { authorityIdOf } from '@fuhua/directory';
import { readFileSync } from 'node:fs';
import { DivisionCode } from '@fuhua/kernel';
// With the services come the words of their refusals.
import '@fuhua/incubation';
import '@fuhua/registry';
import { parseDivisionCode } from '@fuhua/rules';
import { dataDirectory, readRun } from '../data-directory.ts';
import { stopRequested } from '../up.ts';
import { say, UserError } from '../user-error.ts';
import { badFileOf } from './bad-rows.ts';
import { clientOf } from './client.ts';
import { importFile, type Summary } from './import.ts';
import { kindNamed } from './kinds.ts';
import { progressOn } from './progress.ts';
import { systemOver } from './system.ts';

export interface ImportFlags {
  readonly dryRun?: true;
  readonly bad?: string;
  readonly token?: string;
  readonly actingFor?: string;
  readonly url?: string;
  readonly concurrency: number;
  readonly data?: string;
}

/** The exit code when some rows were bad; the others are kept. */
const SOME_BAD = 2;

/** What `fuhua import <kind> <file>` does; answers its exit code. @throws UserError */
export async function run(name: string, file: string, flags: ImportFlags): Promise<number> {
  const { url, data, token, actingFor, bad, concurrency } = flags;
  const client = clientOf({
    origin: url ?? readRun(dataDirectory(data)).gateway.url,
    bearer: tokenIn(token),
    actingFor: actingFor === undefined ? undefined : authorityNamed(actingFor),
    signal: stopRequested(),
  });
  const dryRun = flags.dryRun === true;
  const progress = progressOn(process.stderr);
  try {
    const summary = await importFile({
      ...{ kind: kindNamed(name), file, badFile: bad ?? badFileOf(file), dryRun, concurrency },
      ...{ system: systemOver(client), onRow: progress.onRow },
    });
    progress.stop();
    tell(summary, dryRun);
    return summary.bad > 0 ? SOME_BAD : 0;
  } finally {
    progress.stop();
  }
}

/** A civil-affairs bureau by its division's code; anything else is what the header takes. */
function authorityNamed(text: string): string {
  const code = DivisionCode.safeParse(text);
  if (!code.success) return text;
  return authorityIdOf({ kind: 'civil-affairs', division: parseDivisionCode(code.data) });
}

function tokenIn(file: string | undefined): string {
  const token = file === undefined ? process.env['FUHUA_TOKEN'] : readToken(file);
  if (token !== undefined && token.trim() !== '') return token.trim();
  throw new UserError({
    zh: '需要令牌：用 fuhua token 签发，存入文件并以 --token 指明，或设环境变量 FUHUA_TOKEN。',
    en: 'A token is needed: make one with fuhua token and name its file with --token, or set FUHUA_TOKEN.',
  });
}

function readToken(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new UserError({
      zh: `无法读取令牌文件 ${file}（${code}）。`,
      en: `The token file ${file} cannot be read (${code}).`,
    });
  }
}

function tell({ rows, kept, unchanged, bad, badFile, seconds }: Summary, dryRun: boolean): void {
  const perSecond = Math.round(rows / Math.max(seconds, 0.001));
  const where = badFile === undefined ? '' : ` → ${badFile}`;
  const [zh, en] = dryRun ? ['试运行，未写入：', 'Dry run, nothing written: '] : ['', ''];
  const took = seconds.toFixed(1);
  say({
    zh: `${zh}共 ${rows} 行：保留 ${kept}，未变 ${unchanged}，有误 ${bad}${where}（每秒 ${perSecond} 行，${took} 秒）`,
    en: `${en}${rows} rows: kept ${kept}, unchanged ${unchanged}, bad ${bad}${where} (${perSecond} rows/s, ${took} s)`,
  });
}
