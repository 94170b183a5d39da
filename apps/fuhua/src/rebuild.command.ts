import type { Command } from 'commander';
import { dataDirectory } from './data-directory.ts';
import type { LoadParts } from './restore.command.ts';
import { say, UserError } from './user-error.ts';

interface RebuildFlags {
  readonly all?: true;
  readonly verify?: true;
  readonly data?: string;
}

/** `fuhua rebuild [name…]`: tables of views from the history, while they are read; reactions hear a restored one anew. */
export function rebuild(load: LoadParts): (program: Command) => void {
  return (program) => {
    program
      .command('rebuild')
      .argument('[name...]', '视图或反应的名称 names of views and reactions')
      .description(
        '由历史重建视图，服务不停。 Rebuilds views from the history, also while running.',
      )
      .option('--all', '全部 every one')
      .option('--verify', '只核对，不重建  compare with the history and change nothing')
      .option('--data <directory>', '数据目录，默认 .fuhua  data directory (env: FUHUA_DATA)')
      .action(async (names: readonly string[], { all, verify, data }: RebuildFlags) => {
        if (names.length > 0 === (all === true)) {
          throw new UserError({
            zh: '请列出名称，或用 --all 指全部，二者取一。',
            en: 'Name what to rebuild, or everything with --all; one of the two.',
          });
        }
        const { rebuildViews } = await import('./rebuild.ts');
        const { withDatabases } = await import('./databases.ts');
        const { explaining } = await import('./explain.ts');
        const parts = await load();
        const services = parts.map(({ service }) => service);
        await explaining(() =>
          withDatabases(dataDirectory(data), services, (databases) =>
            rebuildViews({ databases, parts, names, verify: verify === true, say }),
          ),
        );
      });
  };
}
