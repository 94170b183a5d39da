import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { Argument, InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import {
  heading,
  isSound,
  lineOf,
  panelFaults,
  tallyOf,
  verdictOf,
  wrongWith,
} from './chaos/tally.ts';
import type { Fault, Report } from './chaos/tally.ts';
import { stopRequested } from './up.ts';
import { linesOf, say, UserError } from './user-error.ts';

interface ChaosFlags {
  readonly runs: number;
  readonly kill?: Fault;
  readonly clients: number;
  readonly seed?: number;
  readonly json?: string;
}

/** `fuhua chaos`: kills under load what a power cut would kill, and shows that nothing is lost and nothing happens twice. */
export function chaos(program: Command): void {
  program
    .command('chaos')
    .description('带负载强杀进程并核对。 Kills processes under load, and checks what is left.')
    .addArgument(
      new Argument('[what]', '负载：写入或评审 what clients do: writes, or cases and their panels')
        .choices(['writes', 'panels'])
        .default('writes'),
    )
    .option('--runs <number>', '轮数 runs', wholeNumber, 10)
    .addOption(
      new Option('--kill <what>', '只杀  kill only this; default: by chance').choices(panelFaults),
    )
    .option('--clients <number>', '并发客户端，或每轮个案 clients, or cases a run', wholeNumber, 16)
    .option(
      '--seed <number>',
      '随机种子，以便重现  seed of chance, to repeat a sequence',
      wholeNumber,
    )
    .option('--json <file>', '另存为 JSON  also writes JSON')
    .action(printChaos);
}

async function printChaos(
  what: 'writes' | 'panels',
  { runs, kill, clients, json, ...flags }: ChaosFlags,
): Promise<void> {
  // Loaded only here: they bring the services along.
  const { chaos: run } = await import('./chaos/chaos.ts');
  const kind =
    what === 'writes'
      ? (await import('./chaos/writes.ts')).writes
      : (await import('./chaos/panels.ts')).panels;
  if (kill !== undefined && !kind.faults.includes(kill)) throw unfit(what, kill);
  const seed = flags.seed ?? randomInt(1, 2 ** 31);
  const signal = stopRequested();
  say({ zh: `启动，种子 ${String(seed)}……`, en: `Starting, seed ${String(seed)} …` });
  process.stdout.write(linesOf(heading));
  const faults = kill === undefined ? kind.faults : [kill];
  const options = { runs, kind, clients, seed, signal, faults, onRun: print, say };
  const outcome = await run(options).catch((error: unknown) => {
    if (signal.aborted) return undefined;
    throw error;
  });
  if (outcome === undefined) {
    process.exitCode = 1;
    say({ zh: '已中止，未作结论。', en: 'Stopped; nothing is concluded.' });
    return;
  }
  const { reports, interruptions } = outcome;
  const tally = tallyOf(reports);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(tally, null, 2)}\n`);
  const heard = [...interruptions].map(([said, count]) => `${said} ×${String(count)}`).join(', ');
  say({ zh: `故障时客户端收到：${heard}`, en: `Clients heard meanwhile: ${heard}` });
  say(verdictOf(tally));
  process.exitCode = wrongWith(tally).length === 0 ? 0 : 1;
}

function unfit(what: string, kill: Fault): UserError {
  return new UserError({
    zh: `${what} 不涉及 ${kill}，杀掉它看不出什么。`,
    en: `${what} do not go by way of ${kill}; its end would show nothing.`,
  });
}

function print(report: Report, run: number): void {
  process.stdout.write(`${lineOf(report, run)}\n`);
  if (isSound(report)) return;
  const found = { lost: report.lost, twice: report.duplicated, differing: report.differing };
  process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 1) return number;
  throw new InvalidArgumentError('须为正整数。 Must be a whole number from 1.');
}
