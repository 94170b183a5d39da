import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import type { ImportFlags } from './import/run.ts';

/** In the order in which a province is entered. */
const kinds = {
  authorities: '民政部门与业务主管单位。 Bureaus and sponsors.',
  organizations: '社会组织。 Organizations.',
  facts: '等级、年检、名单、处罚等事实。 Grades, filings, listings, penalties and other facts.',
  bases: '孵化基地。 Bases.',
  contracts: '启用前签订的运营合同。 Operator contracts signed before.',
  cases: '启用前已在孵的个案。 Cases that were running before.',
};

const CONCURRENCY = 16;
const CONCURRENCY_MAX = 64;

/** `fuhua import <kind> <file>`: what bureaus hold in spreadsheets, through the same routes as everybody's. */
export function importRows(program: Command): void {
  const command = program
    .command('import')
    .description('导入电子表格（.csv、.xlsx）。 Imports spreadsheets.');
  for (const [kind, description] of Object.entries(kinds)) {
    command
      .command(kind)
      .description(description)
      .argument('<file>', '.csv（UTF-8、GB18030）或 .xlsx')
      .option('--dry-run', '只检查，不写入  checks, and writes nothing')
      .option('--bad <file>', '未保留的行写入此文件  where bad rows go')
      .option('--token <file>', '令牌文件，默认环境变量 FUHUA_TOKEN  a file that holds the token')
      .option('--acting-for <authority>', '以哪个主管部门办理：区划代码或编号  in whose name')
      .option('--url <gateway>', '网关地址，默认本机正在运行的  default: the one running here')
      .option(
        '--concurrency <number>',
        '同时处理的行数 rows at once',
        parseConcurrency,
        CONCURRENCY,
      )
      .option('--data <directory>', '数据目录，默认 .fuhua  data directory (env: FUHUA_DATA)')
      .action(async (file: string, flags: ImportFlags) => {
        const { run } = await import('./import/run.ts');
        process.exitCode = await run(kind, file, flags);
      });
  }
  command
    .command('template')
    .argument('<kind>', Object.keys(kinds).join(' | '))
    .argument('<file>', '.csv 或 .xlsx')
    .description('生成模板。 Writes a template.')
    .action(async (kind: string, file: string) => {
      const { kindNamed } = await import('./import/kinds.ts');
      const { writeTemplate } = await import('./import/template.ts');
      await writeTemplate(kindNamed(kind), file);
    });
}

function parseConcurrency(text: string): number {
  const rows = Number(text);
  if (Number.isInteger(rows) && rows >= 1 && rows <= CONCURRENCY_MAX) return rows;
  throw new InvalidArgumentError(
    `须为 1 至 ${CONCURRENCY_MAX} 的整数。 Must be a whole number from 1 to ${CONCURRENCY_MAX}.`,
  );
}
