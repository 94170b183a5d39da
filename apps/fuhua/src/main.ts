import { openPostgresStore } from '@fuhua/platform/event-store';
import { openParking } from '@fuhua/platform/reactions';
import { Command } from 'commander';
import { backup } from './backup.command.ts';
import { bench } from './bench.command.ts';
import { chaos } from './chaos.command.ts';
import { demo } from './demo.command.ts';
import { forget } from './forget.command.ts';
import { history } from './history.command.ts';
import { importRows } from './import.command.ts';
import { parked } from './parked.command.ts';
import { province } from './province.command.ts';
import { rebuild } from './rebuild.command.ts';
import { restore } from './restore.command.ts';
import type { LoadParts } from './restore.command.ts';
import { token } from './token.command.ts';
import { up } from './up.command.ts';
import { failureOf } from './user-error.ts';

const parts: LoadParts = async () => (await import('./parts.ts')).parts;

/** A command is one file, `<name>.command.ts`, and one line here. */
const commands: readonly ((program: Command) => void)[] = [
  up,
  token,
  history(openPostgresStore),
  parked({ openParking, openStore: openPostgresStore }),
  backup,
  restore(parts),
  rebuild(parts),
  forget(async () => (await import('./parts.ts')).persons),
  importRows,
  province,
  demo,
  bench,
  chaos,
];

const program = new Command('fuhua').description(
  '全省社会组织孵化基地登记系统。 The record of the social-organization incubation bases.',
);
for (const add of commands) add(program);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(failureOf(error));
  process.exitCode = 1;
}
