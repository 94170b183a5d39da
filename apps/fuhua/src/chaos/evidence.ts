import { setTimeout as pause } from 'node:timers/promises';
import { openPostgresStore } from '@fuhua/platform/event-store';
import type { PostgresStore, Recorded } from '@fuhua/platform/event-store';
import { metadataOf } from '@fuhua/platform/handle';
import { viewSource } from '@fuhua/platform/service';
import type { ServiceParts } from '@fuhua/platform/service';
import { verifyView, ViewCursor } from '@fuhua/platform/views';
import type { DataSource } from 'typeorm';
import type { RunningService } from '../data-directory.ts';
import type { Entry } from './audit.ts';
import { unanswered } from './guards.ts';

/** What one service holds once all is quiet, read past the service. */
export interface Evidence {
  readonly history: readonly Entry[];
  /** Names of views that are not the fold of the history, or do not come to its end. */
  readonly differing: readonly string[];
}

const QUIET_MS_MAX = 30_000;

/**
 * Waits until every view has come to the end of the history and every question to a guard is answered.
 * @throws Unavailable @throws FoldFailed, UnknownEvent, RebuildNeeded — a view cannot be what it should be
 */
export async function evidenceOf(
  { history, views }: Pick<RunningService, 'history' | 'views'>,
  parts: ServiceParts,
): Promise<Evidence> {
  const store = await openPostgresStore({ url: history });
  const dataSource = viewSource(views, parts);
  try {
    await dataSource.initialize();
    const quiet = await untilQuiet(store, dataSource, parts);
    const differing = new Set(quiet.late);
    for (const view of parts.views) {
      const { equal } = await verifyView({ store, dataSource, view, epoch: store.epoch() });
      if (!equal) differing.add(view.name);
    }
    return { history: quiet.history, differing: [...differing] };
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await store.close();
  }
}

/** What is not quiet after half a minute is answered as it is. */
async function untilQuiet(
  store: PostgresStore,
  dataSource: DataSource,
  { views }: ServiceParts,
): Promise<{ readonly history: readonly Entry[]; readonly late: readonly string[] }> {
  const beganAt = performance.now();
  for (;;) {
    const history = await entriesOf(store);
    const head = history.at(-1)?.position ?? 0n;
    const cursors = await dataSource.getRepository(ViewCursor).find();
    const positions = new Map(cursors.map(({ name, position }) => [name, BigInt(position)]));
    const late = views
      .map(({ name }) => name)
      .filter((name) => (positions.get(name) ?? -1n) < head);
    const isQuiet = late.length === 0 && unanswered(history).length === 0;
    if (isQuiet || performance.now() - beganAt > QUIET_MS_MAX) return { history, late };
    await pause(100);
  }
}

async function entriesOf(store: PostgresStore): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for await (const recorded of store.readAll()) entries.push(entryOf(recorded));
  return entries;
}

export function entryOf(recorded: Recorded): Entry {
  const { id, type, stream, revision, position } = recorded;
  const { commandId, causationId } = metadataOf(recorded);
  return { id, type, stream, revision, position, commandId, causationId };
}
