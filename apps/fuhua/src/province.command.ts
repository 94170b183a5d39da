import { parseDay, type Day } from '@fuhua/kernel';
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { dataDirectory, makeDataDirectory } from './data-directory.ts';
import { knownServices } from './services.ts';
import { stopRequested } from './up.ts';
import { say, UserError } from './user-error.ts';

interface ProvinceFlags {
  readonly seed: number;
  readonly scale: number;
  readonly from: Day;
  readonly to: Day;
  readonly data?: string;
}

const SAY_EVENTS = 10_000;

/** `fuhua province`: a whole province that never was, for demonstration and load. */
export function province(program: Command): void {
  program
    .command('province')
    .description(
      '生成虚拟省份（测试数据）。 Writes a synthetic province into an empty data directory.',
    )
    .option('--seed <number>', '随机种子，相同则结果相同  same seed, same province', seedIn, 1)
    .option(
      '--scale <number>',
      '规模，1 为 109 个主管部门、约 450 个基地、5,000 个组织、3,000 个个案',
      scaleIn,
      1,
    )
    .option('--from <day>', '起始日 first day', dayIn, parseDay('2023-01-01'))
    .option('--to <day>', '截止日 last day', dayIn, parseDay('2025-12-31'))
    .option('--data <directory>', '数据目录，默认 .fuhua  data directory (env: FUHUA_DATA)')
    .action(async ({ data, ...size }: ProvinceFlags) => {
      if (size.from >= size.to) {
        throw new UserError({
          zh: '截止日须晚于起始日。',
          en: 'The last day must be after the first.',
        });
      }
      const { fillProvince } = await import('./province/fill.ts');
      const { withDatabases, withStoppedDatabases } = await import('./databases.ts');
      const { lastRun } = await import('./data-directory.ts');
      const directory = dataDirectory(data);
      makeDataDirectory(directory);
      const services = knownServices.map(({ name }) => name);
      const open = lastRun(directory) === undefined ? withStoppedDatabases : withDatabases;
      const beganAt = performance.now();
      let said = 0;
      const written = await open(directory, services, (databases) =>
        fillProvince(databases, {
          ...size,
          signal: stopRequested(),
          onWritten: ({ events }) => {
            if (events < said + SAY_EVENTS) return;
            said = events;
            say({ zh: `已写入 ${String(events)} 个事件……`, en: `${String(events)} events …` });
          },
        }),
      );
      const seconds = ((performance.now() - beganAt) / 1_000).toFixed(1);
      const { authority, organization, base, case: cases = 0 } = written.byCategory;
      const events = String(written.events);
      say({
        zh: `虚拟省份已写入：主管部门 ${String(authority)}，社会组织 ${String(organization)}，基地 ${String(base)}，个案 ${String(cases)}，事件 ${events}，用时 ${seconds} 秒。`,
        en: `A synthetic province is written: ${String(authority)} authorities, ${String(organization)} organizations, ${String(base)} bases, ${String(cases)} cases, ${events} events, in ${seconds} s.`,
      });
    });
}

function seedIn(text: string): number {
  const seed = Number(text);
  if (Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32) return seed;
  throw new InvalidArgumentError(
    '种子是 0 到 4294967295 的整数。 A seed is a whole number from 0 to 4294967295.',
  );
}

/** @throws InvalidArgumentError */
export function scaleIn(text: string): number {
  const scale = Number(text);
  if (scale > 0 && scale <= 100) return scale;
  throw new InvalidArgumentError('规模大于 0，不超过 100。 A scale is above 0 and not above 100.');
}

function dayIn(text: string): Day {
  try {
    return parseDay(text);
  } catch {
    throw new InvalidArgumentError('日期写作 2024-03-04。 A day is written 2024-03-04.');
  }
}
