import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import type { StreamName } from '@fuhua/kernel';
import type { EventStore } from '@fuhua/platform/event-store';
import { dataDirectory, readRun } from './data-directory.ts';
import { eventText } from './history-text.ts';
import { UserError } from './user-error.ts';

interface HistoryFlags {
  readonly service: string;
  readonly data?: string;
  readonly from: number;
  readonly json?: true;
}

/** Opens a service's history by its URL. */
export type OpenStore = (options: { readonly url: string }) => EventStore | Promise<EventStore>;

/** `fuhua history <stream>`: what happened, in order, by whom. */
export function history(open: OpenStore): (program: Command) => void {
  return (program) => {
    program
      .command('history')
      .argument('<stream>', '流名，如 person-<编号>  stream name', parseStream)
      .description('按顺序打印一条流的全部事件。 Prints the events of a stream.')
      .option('--service <name>', '所属服务 the service that holds it', 'registry')
      .option('--data <directory>', '数据目录，默认 .fuhua  data directory (env: FUHUA_DATA)')
      .option('--from <revision>', '起始版本号 first revision', parseRevision, 0)
      .option('--json', '每行一个 JSON  one JSON object a line')
      .action((stream: StreamName, flags: HistoryFlags) => printHistory(open, stream, flags));
  };
}

async function printHistory(
  open: OpenStore,
  stream: StreamName,
  { service: name, data, from, json }: HistoryFlags,
): Promise<void> {
  const service = readRun(dataDirectory(data)).services[name];
  if (service === undefined) {
    throw new UserError({
      zh: `没有名为 ${name} 的服务，请检查 --service。`,
      en: `There is no service ${name}; check --service.`,
    });
  }
  const store = await open({ url: service.history });
  let count = 0;
  try {
    for await (const recorded of store.readStream(stream, { from })) {
      count += 1;
      process.stdout.write(eventText(recorded, json === true));
    }
  } finally {
    await store.close();
  }
  if (count > 0) return;
  throw new UserError({
    zh: `流 ${stream} 自版本 ${String(from)} 起在 ${name} 中没有事件，请检查流名。`,
    en: `The stream ${stream} has no events in ${name} from revision ${String(from)} on; check its name.`,
  });
}

function parseStream(text: string): StreamName {
  if (/^[a-z]+-./.test(text)) return text as StreamName;
  throw new InvalidArgumentError('流名形如 base-<编号>。 A stream name looks like base-<id>.');
}

function parseRevision(text: string): number {
  const revision = Number(text);
  if (Number.isInteger(revision) && revision >= 0) return revision;
  throw new InvalidArgumentError('版本号是从 0 起的整数。 A revision is a whole number from 0.');
}
