import { setTimeout as pause } from 'node:timers/promises';
import { copiesIn, openPostgresBus, sourcesOf, topicOf } from '@fuhua/platform/bus';
import type { Bus, Topic, TopicCursor } from '@fuhua/platform/bus';
import { openPostgresStore } from '@fuhua/platform/event-store';
import type { PostgresStore } from '@fuhua/platform/event-store';
import { publicationOf } from '@fuhua/platform/feed';
import { openParking } from '@fuhua/platform/reactions';
import { viewSource } from '@fuhua/platform/service';
import type { ServiceParts } from '@fuhua/platform/service';
import { ownHistory, verifyView } from '@fuhua/platform/views';
import type { SourceOf } from '@fuhua/platform/views';
import type { DataSource } from 'typeorm';
import type { Run, RunningService } from '../data-directory.ts';
import type { Findings } from './audit.ts';
import { entryOf } from './evidence.ts';
import { auditTold, together } from './panel-audit.ts';
import type { Said } from './panel-audit.ts';

/** What one service holds once all is at rest, read past the service. */
export interface Held {
  readonly service: string;
  readonly history: readonly Said[];
  /** Between its history and its topic, and between foreign topics and its copies. */
  readonly told: Findings;
  /** Names of views that are not the fold of what they read. */
  readonly differing: readonly string[];
  /** Streams that a reaction has set aside, and who has not come to the end of what it hears. */
  readonly unfinished: readonly string[];
}

interface Opened {
  readonly part: ServiceParts;
  readonly running: RunningService;
  readonly store: PostgresStore;
  readonly dataSource: DataSource;
  readonly bus: Bus;
  readonly sourceOf: SourceOf;
}

const REST_MS_MAX = 30_000;
const REST_LOOK_MS = 200;

export type Histories = ReadonlyMap<string, readonly Said[]>;

/**
 * Waits until topics, copies and views of all services have come to the end of what they hear, no stream is set aside, and
 * nothing is left half-way; after half a minute it answers how it is then.
 * @param isWhole whether all that was begun is ended
 * @throws Unavailable @throws FoldFailed, UnknownEvent, RebuildNeeded — a view cannot be what it should be
 */
export async function heldBy(
  run: Run,
  parts: readonly ServiceParts[],
  isWhole: (histories: Histories) => boolean,
): Promise<readonly Held[]> {
  const opened: Opened[] = [];
  try {
    for (const part of parts) opened.push(await open(run, part));
    const { histories, unfinished } = await untilRest(opened, isWhole);
    const held: Held[] = [];
    for (const one of opened) {
      const { service } = one.part;
      held.push({
        service,
        history: histories.get(service) ?? [],
        told: await toldOf(one),
        differing: await differingOf(one),
        unfinished: unfinished.filter((name) => name.startsWith(`${service}: `)),
      });
    }
    return held;
  } finally {
    for (const { bus, dataSource, store } of opened) {
      await bus.close();
      await dataSource.destroy();
      await store.close();
    }
  }
}

async function open({ services }: Run, part: ServiceParts): Promise<Opened> {
  const running = services[part.service];
  if (running === undefined) throw new Error(`${part.service} does not run`);
  const store = await openPostgresStore({ url: running.history });
  const dataSource = await viewSource(running.views, part).initialize();
  const bus = await openPostgresBus({ url: running.bus });
  const own = ownHistory(store, store.epoch());
  const sourceOf = sourcesOf(own, copiesIn(dataSource, part.topics));
  return { part, running, store, dataSource, bus, sourceOf };
}

interface Rest {
  readonly histories: Histories;
  readonly unfinished: readonly string[];
}

/** Nobody is behind, nothing is left half-way, and the histories are as they were before it was looked. */
async function untilRest(
  opened: readonly Opened[],
  isWhole: (histories: Histories) => boolean,
): Promise<Rest> {
  const beganAt = performance.now();
  for (;;) {
    const histories = new Map<string, readonly Said[]>();
    for (const { part, store } of opened) histories.set(part.service, await historyOf(store));
    const looks = await Promise.all(opened.map(look));
    const unfinished = looks.flatMap(({ behind }) => behind);
    const isStill = looks.every(
      ({ service, head }) => head === (histories.get(service)?.at(-1)?.position ?? 0n),
    );
    const isAtRest = unfinished.length === 0 && isStill && isWhole(histories);
    if (isAtRest || performance.now() - beganAt > REST_MS_MAX) return { histories, unfinished };
    await pause(REST_LOOK_MS);
  }
}

interface Look {
  readonly service: string;
  readonly head: bigint;
  readonly behind: readonly string[];
}

interface Cursor {
  readonly name: string;
  readonly position: string;
}

async function look({ part, running, store, dataSource, bus, sourceOf }: Opened): Promise<Look> {
  const { service, topics, views } = part;
  const head = await store.head();
  const own = await bus.progress(topicOf(service));
  const behind = (own?.position ?? -1n) < head ? ['relay'] : [];
  const copied = await cursorsIn(dataSource, 'select topic as name, position from topic_cursor');
  for (const topic of topics.map(topicOf)) {
    const told = (await bus.progress(topic))?.position ?? 0n;
    if ((copied.get(topic) ?? -1n) < told) behind.push(`copy of ${topic}`);
  }
  const folded = await cursorsIn(dataSource, 'select name, position from view_cursor');
  for (const { name, source } of views) {
    const end = await sourceOf(source).store.head();
    if ((folded.get(name) ?? -1n) < end) behind.push(`view ${name}`);
  }
  const parking = openParking(running.views);
  for (const { group, stream, state } of await parking.list()) {
    behind.push(`${group} of ${stream} ${state}`);
  }
  await parking.close();
  return { service, head, behind: behind.map((name) => `${service}: ${name}`) };
}

async function cursorsIn(
  dataSource: DataSource,
  query: string,
): Promise<ReadonlyMap<string, bigint>> {
  const rows = await dataSource.query<Cursor[]>(query);
  return new Map(rows.map(({ name, position }) => [name, BigInt(position)]));
}

async function historyOf(store: PostgresStore): Promise<readonly Said[]> {
  const history: Said[] = [];
  for await (const recorded of store.readAll()) {
    history.push({ ...entryOf(recorded), data: JSON.parse(recorded.data) as Said['data'] });
  }
  return history;
}

async function toldOf({ part, store, bus, dataSource }: Opened): Promise<Findings> {
  const { service, published, topics } = part;
  const told: string[] = [];
  for await (const recorded of store.readAll()) {
    const publication = await publicationOf(published, store, recorded);
    if (publication !== 'private') told.push(recorded.id);
  }
  const findings = [auditTold(topicOf(service), told, await idsIn(bus, topicOf(service)))];
  for (const topic of topics.map(topicOf)) {
    const copied = await dataSource.query<{ id: string }[]>(
      'select id from topic_event where topic = $1 order by position',
      [topic],
    );
    const where = `copy of ${topic} in ${service}`;
    const ids = copied.map(({ id }) => id);
    findings.push(auditTold(where, await idsIn(bus, topic), ids));
  }
  return together(findings);
}

const PAGE_MESSAGES = 1_000;

async function idsIn(bus: Bus, topic: Topic): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: TopicCursor | undefined;
  for (;;) {
    const page = await bus.read(topic, after, PAGE_MESSAGES);
    ids.push(...(page?.messages ?? []).map(({ id }) => id));
    if (page === undefined || page.messages.length < PAGE_MESSAGES) return ids;
    after = { epoch: page.epoch, position: page.position };
  }
}

async function differingOf({ part, dataSource, sourceOf }: Opened): Promise<readonly string[]> {
  const differing: string[] = [];
  for (const view of part.views) {
    const source = sourceOf(view.source);
    const epoch = await source.epoch(AbortSignal.abort());
    if (epoch === undefined) continue;
    const { equal } = await verifyView({ store: source.store, dataSource, view, epoch });
    if (!equal) differing.push(`${part.service}.${view.name}`);
  }
  return differing;
}
