import type { Command } from 'commander';
import { dataDirectory } from './data-directory.ts';
import { knownServices } from './services.ts';
import { say } from './user-error.ts';

interface BackupFlags {
  readonly keys: string;
  readonly data?: string;
}

/** `fuhua backup <folder> --keys <folder>`: histories and access records here, the keys of personal data there. */
export function backup(program: Command): void {
  program
    .command('backup')
    .argument('<folder>', '新建的备份目录 folder to make')
    .description(
      '备份历史和访问记录，运行中也可以。 Copies histories and access records, also while running.',
    )
    .requiredOption(
      '--keys <folder>',
      '密钥备份的目录，须另放一处  folder for the keys, kept apart',
    )
    .option('--data <directory>', '数据目录，默认 .fuhua  data directory (env: FUHUA_DATA)')
    .action(async (target: string, flags: BackupFlags) => {
      const { takeBackup } = await import('./backup.ts');
      const { withDatabases } = await import('./databases.ts');
      const { explaining } = await import('./explain.ts');
      const services = knownServices.map(({ name }) => name);
      await explaining(() =>
        withDatabases(dataDirectory(flags.data), services, (databases) =>
          takeBackup({ databases, services, target, keysTarget: flags.keys, say }),
        ),
      );
    });
}
