import type { Command } from 'commander';
import { sc01 } from './demo/sc-01.ts';
import { sc03 } from './demo/sc-03.ts';
import { play } from './demo/theatre.ts';
import { stopRequested } from './up.ts';
import { UserError } from './user-error.ts';

const scenarios = [sc01, sc03] as const;

/** `fuhua demo SC-03`: a scenario on a fuhua of its own, told as a timeline with every rule's reason. */
export function demo(program: Command): void {
  const known = scenarios.map(({ id }) => id).join(', ');
  program
    .command('demo')
    .description('演示情景，逐条列出规则理由。 Plays a scenario, with every rule’s reason.')
    .argument('<scenario>', known)
    .action(async (id: string) => {
      const scenario = scenarios.find((one) => one.id === id.toUpperCase());
      if (scenario === undefined) {
        throw new UserError({
          zh: `没有情景 ${id}；可选：${known}。`,
          en: `There is no scenario ${id}; there are ${known}.`,
        });
      }
      await play(scenario, (text) => process.stdout.write(text), stopRequested());
    });
}
