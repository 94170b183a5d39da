import { PersonId } from '@fuhua/kernel';
import type { DomainEvent, Refusal } from '@fuhua/kernel';
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { dataDirectory } from './data-directory.ts';
import type { PersonSlice } from './forget.ts';
import { knownServices } from './services.ts';
import { say } from './user-error.ts';

interface ForgetFlags {
  readonly reason: string;
  readonly by: PersonId;
  readonly data?: string;
}

/** `fuhua forget <person>`: nothing personal about them can be read afterwards. */
export function forget<S, E extends DomainEvent, R extends Refusal>(
  load: () => Promise<PersonSlice<S, E, R>>,
): (program: Command) => void {
  return (program) => {
    program
      .command('forget')
      .argument('<person>', '人员编号 id of the person', parsePerson)
      .description('删除一个人的个人信息，不可恢复。 Forgets a person, for ever.')
      .requiredOption('--reason <text>', '理由，不得含个人信息  why; nothing personal', parseReason)
      .requiredOption('--by <person>', '经办管理员的编号 id of the administrator', parsePerson)
      .option('--data <directory>', '数据目录，默认 .fuhua  data directory (env: FUHUA_DATA)')
      .action(async (person: PersonId, { reason, by, data }: ForgetFlags) => {
        const { forgetPerson } = await import('./forget.ts');
        const { withDatabases } = await import('./databases.ts');
        const { explaining } = await import('./explain.ts');
        const slice = await load();
        const services = knownServices.map(({ name }) => name);
        await explaining(() =>
          withDatabases(dataDirectory(data), services, (databases) =>
            forgetPerson({ databases, slice, person, by, reason, say }),
          ),
        );
      });
  };
}

function parsePerson(text: string): PersonId {
  const person = PersonId.safeParse(text);
  if (person.success) return person.data;
  throw new InvalidArgumentError('人员编号是 UUID。 The id of a person is a UUID.');
}

function parseReason(text: string): string {
  const reason = text.trim();
  if (reason.length > 0 && reason.length <= 1_000) return reason;
  throw new InvalidArgumentError('理由为 1 至 1000 字。 A reason has 1 to 1000 characters.');
}
