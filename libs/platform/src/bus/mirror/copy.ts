import type { Envelope } from '@fuhua/contracts';
import type { Actor, DivisionCode, Instant, PersonId } from '@fuhua/kernel';
import type pg from 'pg';
import type { DataSource } from 'typeorm';
import type { Position } from '../../event-store/index.ts';
import { uuidOf, type Metadata } from '../../handle/index.ts';
import { asking, poolOf, transaction, type Queryable } from '../../views/database.ts';
import { topicOf, type Bus, type Page, type Progress, type Topic } from '../bus.ts';
import { mirrorStore } from './mirror-store.ts';
import type { Mirror } from './mirror.ts';

/** How far a topic was copied. */
export type CopyCursor = Progress;

/** @throws Unavailable */
export async function readCopyCursor(db: Queryable, topic: Topic): Promise<CopyCursor | undefined> {
  const { rows } = await asking(() =>
    db.query<{ epoch: string; position: string; told_at: Instant | null }>({
      name: 'topic-cursor-read',
      text: `select epoch, position::text,
          to_char(told_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as told_at
        from topic_cursor where topic = $1`,
      values: [topic],
    }),
  );
  const [row] = rows;
  return row && { epoch: row.epoch, position: BigInt(row.position), at: row.told_at ?? undefined };
}

/** The cursor from which the page is copied; a topic that was never copied begins before its first event. @throws Unavailable */
export async function openCopyCursor(
  pool: pg.Pool,
  topic: Topic,
  epoch: string,
): Promise<CopyCursor> {
  await asking(() =>
    pool.query(
      'insert into topic_cursor (topic, epoch, position) values ($1, $2, 0) on conflict do nothing',
      [topic, epoch],
    ),
  );
  const found = await readCopyCursor(pool, topic);
  if (found === undefined) throw new Error(`${topic} has no cursor`);
  return found;
}

/**
 * Adds a page to the copy and moves the cursor, in one transaction: compare and set. False when the cursor was not where
 * it was thought: another process came first.
 * @throws Unavailable — the outcome is unknown; the cursor tells.
 */
export async function copyPage(
  pool: pg.Pool,
  topic: Topic,
  from: CopyCursor,
  page: Page,
): Promise<boolean> {
  const messages = page.messages.filter(({ position }) => BigInt(position) > from.position);
  if (messages.length === 0) return moveCopyCursor(pool, topic, from, page);
  return transaction(pool, async (client) => {
    if (!(await moveCopyCursor(client, topic, from, page))) return false;
    await insert(client, topic, messages);
    return true;
  });
}

async function moveCopyCursor(
  db: Queryable,
  topic: Topic,
  from: CopyCursor,
  { position, at }: Page,
): Promise<boolean> {
  const { rowCount } = await asking(() =>
    db.query({
      name: 'topic-cursor-move',
      text: `update topic_cursor set position = $4, told_at = greatest(told_at, $5::timestamptz), at = now()
        where topic = $1 and epoch = $2 and position = $3`,
      values: [topic, from.epoch, String(from.position), String(position), at ?? null],
    }),
  );
  return rowCount === 1;
}

/** A message that is there already is a repeat: (epoch, stream, revision) tells it. */
async function insert(db: Queryable, topic: Topic, messages: readonly Envelope[]): Promise<void> {
  const column = (value: (message: Envelope) => string): readonly string[] => messages.map(value);
  await asking(() =>
    db.query({
      name: 'topic-event-add',
      text: `insert into topic_event (topic, position, stream, revision, id, type, data, metadata)
        select $1, * from unnest($2::bigint[], $3::text[], $4::integer[], $5::uuid[], $6::text[], $7::text[], $8::text[])
        on conflict do nothing`,
      values: [
        topic,
        column(({ position }) => position),
        column(({ subject }) => subject),
        column(({ sequence }) => String(sequence)),
        column(({ id }) => id),
        column(({ type }) => type),
        column(({ data }) => JSON.stringify(data)),
        column((message) => JSON.stringify(metadataOfMessage(message))),
      ],
    }),
  );
}

/** Who acted is not told; whoever reads it knows the service that tells it. */
function metadataOfMessage(message: Envelope): Metadata {
  const { id, source, time, recordedat, correlationid, causationid, division } = message;
  const actor: Actor = { person: uuidOf('person', source) as PersonId, role: 'system' };
  return {
    commandId: id,
    correlationId: correlationid,
    causationId: causationid,
    actor,
    ...(division !== undefined && { about: { division: division as DivisionCode } }),
    occurredAt: time as Instant,
    recordedAt: recordedat as Instant,
    schema: 1,
  };
}

export interface Copied {
  readonly epoch: string;
  readonly position: Position;
  readonly messages: number;
}

const PAGE_MESSAGES = 1_000;

/**
 * Empties the copy and fills it anew from the topic, in one transaction: readers see the old copy until all is there,
 * and the consumer waits. Undefined where the topic is empty: the copy stays as it is.
 * @throws Unavailable — nothing has changed
 */
export async function rebuildMirror(
  dataSource: DataSource,
  bus: Bus,
  topic: Topic,
): Promise<Copied | undefined> {
  const stands = await bus.progress(topic);
  if (stands === undefined) return undefined;
  const { epoch } = stands;
  const pool = poolOf(dataSource);
  await openCopyCursor(pool, topic, epoch);
  return transaction(pool, async (client) => {
    const run = (text: string, ...values: unknown[]): Promise<unknown> =>
      asking(() => client.query(text, [topic, ...values]));
    await run('select from topic_cursor where topic = $1 for update');
    await run('delete from topic_event where topic = $1');
    let [page, messages]: [Page | undefined, number] = [undefined, 0];
    do {
      page = await bus.read(topic, page && { epoch, position: page.position }, PAGE_MESSAGES);
      if (page === undefined || page.epoch !== epoch)
        throw new Error(`${topic} was wiped meanwhile`);
      await insert(client, topic, page.messages);
      messages += page.messages.length;
    } while (page.messages.length === PAGE_MESSAGES);
    const { position, at } = page;
    await run(
      'update topic_cursor set epoch = $2, position = $3, told_at = $4, at = now() where topic = $1',
      epoch,
      String(position),
      at ?? null,
    );
    return { epoch, position, messages };
  });
}

/** The copies as they are, for whoever keeps none: the service need not run. */
export function copiesIn(
  dataSource: DataSource,
  services: readonly string[],
): readonly Pick<Mirror, 'service' | 'store' | 'epoch'>[] {
  return services.map((service) => {
    const topic = topicOf(service);
    return {
      service,
      store: mirrorStore(poolOf(dataSource), topic),
      epoch: async () => (await readCopyCursor(poolOf(dataSource), topic))?.epoch,
    };
  });
}
