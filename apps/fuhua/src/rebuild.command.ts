import type { Command } from 'commander';
import { dataDirectory } from './data-directory.ts';
import type { LoadParts } from './restore.command.ts';
import { say, UserError } from './user-error.ts';

interface RebuildFlags {
  readonly all?: true;
  readonly verify?: true;
  readonly data?: string;
}

/** `fuhua rebuild [view…]`: tables of views from the history, while they are read. */
export function rebuild(load: LoadParts): (program: Command) => void {
  return (program) => {
    program
      .command('rebuild')
      .argument('[view...]', '视图名 names of views')
      .description(
        '由历史重建视图，服务不停。 Rebuilds views from the history, also while running.',
      )
      .option('--all', '全部视图 every view')
      .option('--verify', '只核对，不重建  compare with the history and change nothing')
      .option('--data <directory>', '数据目录，默认 .fuhua  data directory (env: FUHUA_DATA)')
      .action(async (names: readonly string[], { all, verify, data }: RebuildFlags) => {
        if (names.length > 0 === (all === true)) {
          throw new UserError({
            zh: '请列出视图名，或用 --all 指全部视图，二者取一。',
            en: 'Name views, or name all of them with --all; one of the two.',
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
