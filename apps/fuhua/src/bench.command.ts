import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { scaleIn } from './province.command.ts';
import { stopRequested } from './up.ts';
import { UserError } from './user-error.ts';

interface BenchFlags {
  readonly quick?: true;
  readonly only?: readonly string[];
  readonly json?: string;
  readonly scale?: number;
}

/** `fuhua bench`: the figures of this release on this machine, beside those of its peers. */
export function bench(program: Command): void {
  program
    .command('bench')
    .description('测量性能并与同类比较。 Measures, and compares with peers.')
    .option('--quick', '每轮时间短，数据少  short rounds, little data')
    .option('--only <ids>', '只测这些项目，逗号分隔  only these rows, comma-separated', parseIds)
    .option(
      '--scale <number>',
      '重建看板的省份规模  of the province whose board is rebuilt',
      scaleIn,
    )
    .option('--json <file>', '另存为 JSON  also writes JSON')
    .action(printBench);
}

async function printBench({ quick, only, json, scale }: BenchFlags): Promise<void> {
  // Loaded only here: what it compares with is installed for development alone.
  const { bench: run, measurements, quickSize, usualSize } = await import('./bench/bench.ts');
  const { thisMachine } = await import('./bench/machine.ts');
  const { tableOf } = await import('./bench/table.ts');
  const known = measurements.map(({ id }) => id);
  const unknown = only?.find((id) => !known.includes(id));
  if (unknown !== undefined) {
    throw new UserError({
      zh: `没有名为 ${unknown} 的项目；可选：${known.join(', ')}。`,
      en: `There is no row ${unknown}; there are ${known.join(', ')}.`,
    });
  }
  const machine = thisMachine();
  const stopping = stopRequested();
  const size = quick === true ? quickSize : usualSize;
  const wished = { ...size, ...(scale !== undefined && { boardScale: scale }) };
  const rows = await run(only ?? known, wished, stopping, say);
  process.stdout.write(`\n${tableOf(rows)}`);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({ machine, rows }, null, 2)}\n`);
}

function parseIds(text: string): readonly string[] {
  return text.split(',').map((id) => id.trim());
}

/** Not on stdout, which is for the table. */
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
