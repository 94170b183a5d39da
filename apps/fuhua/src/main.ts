import { Command } from 'commander';
import { bench } from './bench.command.ts';
import { token } from './token.command.ts';
import { up } from './up.command.ts';
import { failureOf } from './user-error.ts';

/** A command is one file, `<name>.command.ts`, and one line here. */
const commands: readonly ((program: Command) => void)[] = [up, token, bench];

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
