import { openPostgresStore } from '@fuhua/platform/event-store';
import type { PostgresStore } from '@fuhua/platform/event-store';
import { heardEpochs, restartReaction } from '@fuhua/platform/reactions';
import { viewSource } from '@fuhua/platform/service';
import type { ServiceParts } from '@fuhua/platform/service';
import { rebuildView, verifyView } from '@fuhua/platform/views';
import type { View } from '@fuhua/platform/views';
import type { Databases } from './databases.ts';
import { UserError } from './user-error.ts';
import type { Text } from './user-error.ts';

export interface RebuildOptions {
  readonly databases: Pick<Databases, 'config'>;
  readonly parts: readonly ServiceParts[];
  /** Of views and reactions; all of them when it is empty. */
  readonly names: readonly string[];
  /** Compares views with a fresh fold instead of rebuilding. */
  readonly verify: boolean;
  readonly say: (text: Text) => void;
}

interface Ports {
  readonly store: PostgresStore;
  readonly dataSource: ReturnType<typeof viewSource>;
  readonly epoch: string;
}

const SAY_MS = 2_000;

/**
 * Rebuilds views, one after the other, while the old tables serve; one that fails leaves the rest as they were. Reactions
 * that heard another history than the one there is now hear this one from its beginning.
 * @throws UserError for an unknown name, or a view that differs. @throws RebuildRunning, NotSwappable, FoldFailed,
 * UnknownEvent, RebuildNeeded, Unavailable
 */
export async function rebuildViews(options: RebuildOptions): Promise<void> {
  const { parts, names } = options;
  const known: string[] = [];
  for (const part of parts) {
    known.push(...part.views.map(({ name }) => name));
    await withPorts(options, part, async ({ dataSource }) => {
      known.push(...(await heardEpochs(dataSource)).keys());
    });
  }
  assertKnown(known, names);
  const isMeant = (name: string): boolean => names.length === 0 || names.includes(name);
  for (const part of parts) {
    await withPorts(options, part, async (ports) => {
      for (const view of part.views.filter(({ name }) => isMeant(name))) {
        await (options.verify ? verified : rebuilt)(ports, view, options);
      }
      if (!options.verify) await restartStale(ports, isMeant, options);
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
  try {
    await dataSource.initialize();
    await work({ store, dataSource, epoch: store.epoch() });
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await store.close();
  }
}

async function restartStale(
  { dataSource, epoch }: Ports,
  isMeant: (name: string) => boolean,
  { say }: RebuildOptions,
): Promise<void> {
  for (const [group, heard] of await heardEpochs(dataSource)) {
    if (heard === epoch || !isMeant(group)) continue;
    await restartReaction(dataSource, group, epoch);
    say({
      zh: `${group}：将从头听取恢复后的历史，已执行过的命令不会重复。`,
      en: `${group}: hears the restored history from its beginning; commands accepted before are not repeated.`,
    });
  }
}

async function rebuilt(ports: Ports, view: View, { say }: RebuildOptions): Promise<void> {
  const { name } = view;
  const beganMs = performance.now();
  let saidMs = beganMs;
  const head = String(await ports.store.head());
  const { events, rows } = await rebuildView({
    ...ports,
    view,
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
  const { equal, table, differences } = await verifyView({ ...ports, view });
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
    zh: `没有名为 ${unknown} 的视图或反应，现有：${known.join('、')}。`,
    en: `There is no view or reaction ${unknown}; there are: ${known.join(', ')}.`,
  });
}
