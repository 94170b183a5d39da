import { userInfo } from 'node:os';
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import type { EventStore } from '@fuhua/platform/event-store';
import type { AsideKey, OpenParking } from '@fuhua/platform/reactions';
import { dataDirectory, readRun } from './data-directory.ts';
import type { RunningService } from './data-directory.ts';
import { eventText } from './history-text.ts';
import type { OpenStore } from './history.command.ts';
import { keyLine, keyText } from './parked-text.ts';
import { linesOf, UserError } from './user-error.ts';

interface DataFlag {
  readonly data?: string;
}

interface DiscardFlags extends DataFlag {
  readonly reason: string;
  readonly by?: string;
}

export interface ParkedPorts {
  /** Of a service's database of views. */
  readonly openParking: (url: string) => OpenParking;
  readonly openStore: OpenStore;
}

/** `<service>-<number>`: what `list` prints and the other commands take. */
interface ParkedId {
  readonly service: string;
  readonly number: number;
}

/** `fuhua parked`: events that a reaction cannot handle, and what a person decides about them. */
export function parked(ports: ParkedPorts): (program: Command) => void {
  return (program) => {
    const command = program
      .command('parked')
      .description('处理失败而搁置的事件。 Events set aside because a reaction fails.');
    withData(command.command('list', { isDefault: true }))
      .description('列出全部搁置的事件流。 Lists the streams set aside.')
      .action(({ data }: DataFlag) => list(ports, data));
    withData(command.command('show'))
      .argument('<id>', '编号，如 registry-7  id', parseId)
      .description('显示失败的事件和历次错误。 Shows the event that fails, and each error.')
      .action((id: ParkedId, { data }: DataFlag) => show(ports, id, data));
    withData(command.command('retry'))
      .argument('<id>', '编号 id', parseId)
      .description(
        '重新处理，之后的事件按序继续。 Tries again; what waits behind goes on in order.',
      )
      .action((id: ParkedId, { data }: DataFlag) => retry(ports, id, data));
    withData(command.command('discard'))
      .argument('<id>', '编号 id', parseId)
      .requiredOption('--reason <text>', '理由，永久保存 why, kept for ever', parseWords)
      .option(
        '--by <name>',
        '决定人，默认当前系统用户 who decides it (default: this system user)',
        parseWords,
      )
      .description('放弃这一事件，之后的继续。 Gives the event up; what waits behind goes on.')
      .action((id: ParkedId, flags: DiscardFlags) => discard(ports, id, flags));
  };
}

const withData = (command: Command): Command =>
  command.option('--data <directory>', '数据目录，默认 .fuhua  data directory (env: FUHUA_DATA)');

async function list({ openParking }: ParkedPorts, data?: string): Promise<void> {
  const { services } = readRun(dataDirectory(data));
  let count = 0;
  for (const [name, { views }] of Object.entries(services)) {
    const keys = await withParking(openParking, views, (parking) => parking.list());
    count += keys.length;
    for (const key of keys) process.stdout.write(keyLine(name, key));
  }
  if (count === 0) {
    process.stdout.write(linesOf({ zh: '没有搁置的事件。', en: 'Nothing is set aside.' }));
  }
}

async function show(ports: ParkedPorts, id: ParkedId, data?: string): Promise<void> {
  const service = serviceOf(id, data);
  const key = await withParking(ports.openParking, service.views, (parking) =>
    parking.find(id.number),
  );
  if (key === undefined) throw unknown(id);
  process.stdout.write(keyText(id.service, key));
  const { history } = key.topic === null ? service : serviceOf({ ...id, service: key.topic }, data);
  const store = await ports.openStore({ url: history });
  try {
    process.stdout.write(await eventOf(store, key));
  } finally {
    await store.close();
  }
}

async function retry(ports: ParkedPorts, id: ParkedId, data?: string): Promise<void> {
  const { views } = serviceOf(id, data);
  const given = await withParking(ports.openParking, views, (parking) => parking.retry(id.number));
  if (!given) throw unknown(id);
  process.stdout.write(
    linesOf({
      zh: `${textOf(id)} 即将重新处理；若再次失败，可用 fuhua parked show ${textOf(id)} 查看。`,
      en: `${textOf(id)} is tried again now; should it fail, fuhua parked show ${textOf(id)} tells why.`,
    }),
  );
}

async function discard(ports: ParkedPorts, id: ParkedId, flags: DiscardFlags): Promise<void> {
  const { views } = serviceOf(id, flags.data);
  const { reason, by = systemUser() } = flags;
  const given = await withParking(ports.openParking, views, (parking) =>
    parking.discard(id.number, { reason, by }),
  );
  if (given === undefined) throw unknown(id);
  const at = `${given.stream}@${String(given.revision)}`;
  process.stdout.write(
    linesOf({
      zh: `已放弃 ${at}（决定人 ${by}：${reason}），其后的事件继续处理。`,
      en: `${at} is discarded (by ${by}: ${reason}); what waits behind it goes on.`,
    }),
  );
}

async function eventOf(store: EventStore, { stream, revision }: AsideKey): Promise<string> {
  for await (const recorded of store.readStream(stream, { from: revision, limit: 1 })) {
    return eventText(recorded);
  }
  return linesOf({ zh: '历史中没有这一事件。', en: 'The history does not hold this event.' });
}

async function withParking<T>(
  openParking: ParkedPorts['openParking'],
  url: string,
  ask: (parking: OpenParking) => Promise<T>,
): Promise<T> {
  const { explaining } = await import('./explain.ts');
  const parking = openParking(url);
  try {
    return await explaining(() => ask(parking));
  } finally {
    await parking.close();
  }
}

function serviceOf(id: ParkedId, data?: string): RunningService {
  const service = readRun(dataDirectory(data)).services[id.service];
  if (service === undefined) throw unknown(id);
  return service;
}

function unknown(id: ParkedId): UserError {
  const text = textOf(id);
  return new UserError({
    zh: `没有搁置的事件 ${text}，请用 fuhua parked 查看编号。`,
    en: `Nothing is set aside as ${text}; see fuhua parked for the ids.`,
  });
}

function systemUser(): string {
  try {
    return userInfo().username;
  } catch (error) {
    const text = {
      zh: '系统用户没有名称，请用 --by 写明决定人。',
      en: 'The system user has no name; say with --by who decides.',
    };
    throw new UserError(text, { cause: error });
  }
}

const textOf = ({ service, number }: ParkedId): string => `${service}-${String(number)}`;

/** At most nine digits: a number that the database can hold. */
function parseId(text: string): ParkedId {
  const [, service, number] = /^([a-z]+)-([1-9]\d{0,8})$/.exec(text) ?? [];
  if (service !== undefined) return { service, number: Number(number) };
  throw new InvalidArgumentError('编号形如 registry-7。 An id looks like registry-7.');
}

function parseWords(text: string): string {
  if (text.trim() !== '') return text;
  throw new InvalidArgumentError('不能为空。 It may not be empty.');
}
