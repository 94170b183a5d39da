import {
  copiesIn,
  openPostgresBus,
  rebuildMirror,
  relayToHead,
  sourcesOf,
  topicOf,
  type Bus,
  type Topic,
} from '@fuhua/platform/bus';
import { openPostgresStore, type PostgresStore } from '@fuhua/platform/event-store';
import { heardEpochs, restartReaction } from '@fuhua/platform/reactions';
import { viewSource } from '@fuhua/platform/service';
import type { ServiceParts } from '@fuhua/platform/service';
import { ownHistory, rebuildView, verifyView } from '@fuhua/platform/views';
import type { RebuildOptions as RebuildViewOptions, SourceOf, View } from '@fuhua/platform/views';
import type { Databases } from './databases.ts';
import { UserError } from './user-error.ts';
import type { Text } from './user-error.ts';

export interface RebuildOptions {
  readonly databases: Pick<Databases, 'config'>;
  readonly parts: readonly ServiceParts[];
  /** Of copies of topics, views and reactions; all of them when it is empty. */
  readonly names: readonly string[];
  /** Compares views with a fresh fold instead of rebuilding. */
  readonly verify: boolean;
  readonly say: (text: Text) => void;
}

interface Ports {
  readonly store: PostgresStore;
  readonly dataSource: ReturnType<typeof viewSource>;
  readonly bus: Bus;
  readonly sourceOf: SourceOf;
}

const SAY_MS = 2_000;

/**
 * Rebuilds views, one after the other, while the old tables serve; one that fails leaves the rest as they were. Before
 * them come what they read: after a restore the topics are told anew, and the copies of topics made anew. Reactions that
 * heard another history than the one there is now hear this one from its beginning.
 * @throws UserError for an unknown name, or a view that differs. @throws RebuildRunning, NotSwappable, FoldFailed,
 * UnknownEvent, RebuildNeeded, Unavailable
 */
export async function rebuildViews(options: RebuildOptions): Promise<void> {
  const { parts, names, verify } = options;
  const known: string[] = [];
  for (const part of parts) {
    known.push(...part.views.map(({ name }) => name), ...part.topics.map(topicOf));
    await withPorts(options, part, async ({ dataSource }) => {
      known.push(...(await heardEpochs(dataSource)).map(({ group }) => group));
    });
  }
  assertKnown(known, names);
  const isMeant = (name: string): boolean => names.length === 0 || names.includes(name);
  if (!verify) {
    for (const part of parts) await withPorts(options, part, (ports) => told(ports, part));
  }
  for (const part of parts) {
    await withPorts(options, part, async (ports) => {
      for (const topic of part.topics.map(topicOf)) {
        if (!verify && isMeant(topic)) await copied(ports, topic, options);
      }
      for (const view of part.views.filter(({ name }) => isMeant(name))) {
        await (verify ? verified : rebuilt)(ports, view, options);
      }
      if (!verify) await restartStale(ports, isMeant, options);
    });
  }
}

async function withPorts(
  { databases }: RebuildOptions,
  part: ServiceParts,
  work: (ports: Ports) => Promise<void>,
): Promise<void> {
  const config = databases.config(part.service);
  const store = await openPostgresStore({ url: config.FUHUA_HISTORY });
  const dataSource = viewSource(config.FUHUA_VIEWS, part);
  let bus: Bus | undefined;
  try {
    bus = await openPostgresBus({ url: config.FUHUA_BUS });
    await dataSource.initialize();
    const own = ownHistory(store, store.epoch());
    const sourceOf = sourcesOf(own, copiesIn(dataSource, part.topics));
    await work({ store, dataSource, bus, sourceOf });
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await bus?.close();
    await store.close();
  }
}

/** So that whoever listens finds it, though the service may not run. */
async function told({ store, bus }: Ports, { service, published }: ServiceParts): Promise<void> {
  await relayToHead({ service, published, store, epoch: store.epoch(), bus });
}

async function copied(
  { dataSource, bus }: Ports,
  topic: Topic,
  { say }: RebuildOptions,
): Promise<void> {
  const copy = await rebuildMirror(dataSource, bus, topic);
  if (copy === undefined) return;
  const [count, position] = [String(copy.messages), String(copy.position)];
  say({
    zh: `${topic}：副本已重建，${count} 个公开事件，位置 ${position}。`,
    en: `${topic}: copied anew, ${count} public events, to position ${position}.`,
  });
}

async function restartStale(
  { dataSource, sourceOf }: Ports,
  isMeant: (name: string) => boolean,
  { say }: RebuildOptions,
): Promise<void> {
  for (const { group, topic, epoch: heard } of await heardEpochs(dataSource)) {
    const source = { ...(topic !== undefined && { topic }), category: group, events: {} };
    const epoch = await sourceOf(source).epoch(AbortSignal.abort());
    if (epoch === undefined || heard === epoch || !isMeant(group)) continue;
    await restartReaction(dataSource, group, epoch);
    say({
      zh: `${group}：将从头听取恢复后的历史，已执行过的命令不会重复。`,
      en: `${group}: hears the restored history from its beginning; commands accepted before are not repeated.`,
    });
  }
}

/** Where the view reads; undefined while nothing was heard of its topic yet. */
async function readOf(
  { sourceOf, dataSource }: Ports,
  view: View,
): Promise<Pick<RebuildViewOptions, 'store' | 'dataSource' | 'epoch' | 'view'> | undefined> {
  const source = sourceOf(view.source);
  const epoch = await source.epoch(AbortSignal.abort());
  return epoch === undefined ? undefined : { store: source.store, dataSource, epoch, view };
}

async function rebuilt(ports: Ports, view: View, { say }: RebuildOptions): Promise<void> {
  const { name } = view;
  const read = await readOf(ports, view);
  if (read === undefined) return;
  const beganMs = performance.now();
  let saidMs = beganMs;
  const head = String(await read.store.head());
  const { events, rows } = await rebuildView({
    ...read,
    onProgress: ({ events: folded, position }) => {
      if (performance.now() - saidMs < SAY_MS) return;
      saidMs = performance.now();
      const [count, at] = [String(folded), `${String(position)}/${head}`];
      say({
        zh: `${name}：已处理 ${count} 个事件，位置 ${at}……`,
        en: `${name}: ${count} events folded, at position ${at} …`,
      });
    },
  });
  const seconds = ((performance.now() - beganMs) / 1_000).toFixed(1);
  say({
    zh: `${name}：已重建，${String(events)} 个事件，${String(rows)} 行，用时 ${seconds} 秒。`,
    en: `${name}: rebuilt from ${String(events)} events, ${String(rows)} rows, in ${seconds} s.`,
  });
}

async function verified(ports: Ports, view: View, { say }: RebuildOptions): Promise<void> {
  const { name } = view;
  const read = await readOf(ports, view);
  if (read === undefined) return;
  const { equal, table, differences } = await verifyView(read);
  if (!equal) {
    const streams = [...new Set(differences.map(({ stream }) => stream))].join(', ');
    throw new UserError({
      zh: `视图 ${name} 与历史不符（${streams}），请执行 fuhua rebuild ${name}。`,
      en: `The view ${name} is not what its history says (${streams}); run: fuhua rebuild ${name}.`,
    });
  }
  const [rows, position] = [String(table.rows), String(table.position)];
  say({
    zh: `${name}：与历史一致，${rows} 行，位置 ${position}，摘要 ${table.sha256}。`,
    en: `${name}: as its history says, ${rows} rows at position ${position}, digest ${table.sha256}.`,
  });
}

function assertKnown(known: readonly string[], names: readonly string[]): void {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new UserError({
    zh: `没有名为 ${unknown} 的视图、反应或主题副本，现有：${known.join('、')}。`,
    en: `There is no view, reaction or copy of a topic ${unknown}; there are: ${known.join(', ')}.`,
  });
}
