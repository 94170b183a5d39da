import { randomBytes } from 'node:crypto';
import type { StreamName } from '@fuhua/kernel';
import { freshDatabase } from '@fuhua/platform/embedded';
import type { EmbeddedPostgres } from '@fuhua/platform/embedded';
import { migrateHistory, openPostgresStore } from '@fuhua/platform/event-store';
import type { Appended, EventStore, NewEvent, PostgresStore } from '@fuhua/platform/event-store';
import { rebuildView, runMigrations } from '@fuhua/platform/views';
import type { DataSource } from 'typeorm';
import { newStream, sample, sampleBoard, sampleDataSource, STREAM_EVENTS } from './samples.ts';

/** A history of its own, as a service has it. */
export interface History {
  readonly store: PostgresStore;
  /** Of the superuser, to the same database. */
  readonly adminUrl: string;
  /** Of the service's role. */
  readonly url: string;
  readonly dataSource: DataSource;
  close(): Promise<void>;
}

const ROLE = 'bench';
const PASSWORD = randomBytes(16).toString('hex');

/** The role of every service of the bench. */
export async function benchRole(postgres: EmbeddedPostgres): Promise<typeof ROLE> {
  await postgres.createRole(ROLE, PASSWORD);
  return ROLE;
}

/** As that role, to the database of a superuser's URL. */
export const asBenchRole = (postgres: EmbeddedPostgres, adminUrl: string): string =>
  postgres.roleUrl(ROLE, PASSWORD, new URL(adminUrl).pathname.slice(1));

/** With the tables of the samples' view unless another source brings others. */
export async function openHistory(
  postgres: EmbeddedPostgres,
  sourceOf: (url: string) => DataSource = sampleDataSource,
): Promise<History> {
  const adminUrl = await freshDatabase(postgres);
  await migrateHistory(adminUrl, { serviceRole: await benchRole(postgres) });
  const url = asBenchRole(postgres, adminUrl);
  const store = await openPostgresStore({ url });
  const dataSource = await sourceOf(adminUrl).initialize();
  await runMigrations(dataSource);
  const close = async (): Promise<void> => {
    await store.close();
    await dataSource.destroy();
  };
  return { store, adminUrl, url, dataSource, close };
}

export function appendSample(
  store: EventStore,
  stream: StreamName,
  revision: number,
): Promise<Appended> {
  return store.append(stream, revision === 0 ? 'none' : revision - 1, [textOf(revision)]);
}

function textOf(revision: number): NewEvent {
  const { id, type, data, metadata } = sample(revision);
  return { id, type, data: JSON.stringify(data), metadata: JSON.stringify(metadata) };
}

export interface FilledHistory extends History {
  readonly events: number;
  readonly streams: readonly StreamName[];
}

const FILLERS = 64;

/** Whole streams, `events` rounded up; the samples' view is built. */
export async function fillHistory(
  postgres: EmbeddedPostgres,
  events: number,
  signal: AbortSignal,
): Promise<FilledHistory> {
  const history = await openHistory(postgres);
  const { store, dataSource } = history;
  const streams = Array.from({ length: Math.ceil(events / STREAM_EVENTS) }, newStream);
  try {
    const left = streams.values();
    await Promise.all(
      Array.from({ length: FILLERS }, async () => {
        for (const stream of left) {
          signal.throwIfAborted();
          await store.append(
            stream,
            'none',
            Array.from({ length: STREAM_EVENTS }, (_, n) => textOf(n)),
          );
        }
      }),
    );
    await rebuildView({ store, dataSource, view: sampleBoard, epoch: store.epoch(), signal });
    return { ...history, events: streams.length * STREAM_EVENTS, streams };
  } catch (error) {
    await history.close();
    throw error;
  }
}
