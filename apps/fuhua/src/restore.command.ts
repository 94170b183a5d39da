import type { Command } from 'commander';
import type { ServiceParts } from '@fuhua/platform/service';
import { dataDirectory } from './data-directory.ts';
import { say } from './user-error.ts';

interface RestoreFlags {
  readonly keys: string;
  readonly data?: string;
  readonly replace?: true;
}

/** Loaded when needed: a service brings its whole framework. */
export type LoadParts = () => Promise<readonly ServiceParts[]>;

/** `fuhua restore <backup> --keys <backup>`: into a stopped fuhua. */
export function restore(load: LoadParts): (program: Command) => void {
  return (program) => {
    program
      .command('restore')
      .argument('<folder>', '历史备份的目录 folder of a backup')
      .description(
        '把备份恢复到已停止的系统，历史进入新纪元。 Restores a backup while fuhua is stopped, under a new epoch.',
      )
      .requiredOption(
        '--keys <folder>',
        '密钥备份的目录，须不早于历史备份  folder of the keys, not older',
      )
      .option(
        '--replace',
        '已有历史时另存一份再替换  replace histories that are there; a copy is kept',
      )
      .option('--data <directory>', '数据目录，默认 .fuhua  data directory (env: FUHUA_DATA)')
      .action(async (source: string, flags: RestoreFlags) => {
        const { restoreBackup } = await import('./restore.ts');
        const { explaining } = await import('./explain.ts');
        const [data, parts] = [dataDirectory(flags.data), await load()];
        const replace = flags.replace === true;
        await explaining(() =>
          restoreBackup({ data, parts, source, keysSource: flags.keys, replace, say }),
        );
      });
  };
}
