import { openPostgresStore } from '@fuhua/platform/event-store';
import type { PostgresStore } from '@fuhua/platform/event-store';
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
  /** Of views; every view when it is empty. */
  readonly names: readonly string[];
  /** Compares with a fresh fold instead of rebuilding. */
  readonly verify: boolean;
  readonly say: (text: Text) => void;
}

type Ports = Omit<Parameters<typeof rebuildView>[0], 'view'> & { readonly store: PostgresStore };

const SAY_MS = 2_000;

/**
 * Rebuilds views, one after the other, while the old tables serve. One that fails leaves the rest as they were.
 * @throws UserError for an unknown name, or a view that differs. @throws RebuildRunning, NotSwappable, FoldFailed,
 * UnknownEvent, RebuildNeeded, Unavailable
 */
export async function rebuildViews(options: RebuildOptions): Promise<void> {
  const { databases, parts, names } = options;
  assertKnown(parts, names);
  for (const part of parts) {
    const views = part.views.filter(({ name }) => names.length === 0 || names.includes(name));
    if (views.length === 0) continue;
    const config = databases.config(part.service);
    const store = await openPostgresStore({ url: config.FUHUA_HISTORY });
    const dataSource = viewSource(config.FUHUA_VIEWS, part);
    try {
      await dataSource.initialize();
      const ports: Ports = { store, dataSource, epoch: store.epoch() };
      for (const view of views) await (options.verify ? verified : rebuilt)(ports, view, options);
    } finally {
      if (dataSource.isInitialized) await dataSource.destroy();
      await store.close();
    }
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

function assertKnown(parts: readonly ServiceParts[], names: readonly string[]): void {
  const known = parts.flatMap(({ views }) => views.map(({ name }) => name));
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new UserError({
    zh: `没有名为 ${unknown} 的视图，现有：${known.join('、')}。`,
    en: `There is no view ${unknown}; there are: ${known.join(', ')}.`,
  });
}
