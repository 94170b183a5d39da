import { randomUUID } from 'node:crypto';
import {
  catalogue,
  Day,
  event,
  instantOfEpochMs,
  streamOf,
  type EventId,
  type EventOf,
  type Instant,
  type PersonId,
  type StreamName,
  type Told,
} from '@fuhua/kernel';
import fc from 'fast-check';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { z } from 'zod';
import type { EventStore, Expected, NewEvent, Recorded } from '../event-store/index.ts';
import type { Metadata, Readable } from '../handle/metadata.ts';
import { view, type RowOf, type ViewRow } from './view.ts';

/** A small slice for specs: a thing is opened, gets items, loses them, is closed. */

export const thingOpened = event(
  'ThingOpened',
  1,
  z.object({ title: z.string(), on: Day.optional() }),
  { correctable: ['title', 'on'] },
);
export const itemAdded = event(
  'ItemAdded',
  1,
  z.object({ item: z.string(), fen: z.string(), tag: z.string() }),
  { correctable: ['fen', 'tag'] },
);
export const itemRemoved = event('ItemRemoved', 1, z.object({ item: z.string() }));
export const thingClosed = event('ThingClosed', 1, z.object({}));

export type ThingEvent =
  | EventOf<typeof thingOpened>
  | EventOf<typeof itemAdded>
  | EventOf<typeof itemRemoved>
  | EventOf<typeof thingClosed>;

export const things: Readable = {
  category: 'thing',
  events: catalogue(thingOpened, itemAdded, itemRemoved, thingClosed),
};

/** One row a thing, with a column of every type that matters. */
@Entity('thing_board')
export class ThingEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  @Column('integer')
  revision!: number;
  @Index('thing_board_title')
  @Column('text')
  title!: string;
  @Column('date', { nullable: true })
  on!: string | null;
  @Column('uuid')
  opening!: string;
  @Column('timestamptz', { name: 'opened_at' })
  openedAt!: Date;
  @Column('bigint')
  fen!: string;
  @Column('integer')
  items!: number;
  @Column('boolean', { default: false })
  closed!: boolean;
  @Column('text', { array: true })
  tags!: string[];
  @Column('jsonb')
  byItem!: Record<string, { readonly fen: string; readonly tag: string }>;
  @Column('numeric', { nullable: true, precision: 6, scale: 2 })
  share!: string | null;
  @Column('double precision')
  weight!: number;
  @Column('integer', { array: true })
  revisions!: number[];
}

/** One row an item; they come and go. */
@Entity('thing_item')
export class ItemEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  @PrimaryColumn('text')
  item!: string;
  @Column('integer')
  revision!: number;
  @Column('bigint')
  fen!: string;
  @Column('text', { nullable: true })
  by!: string | null;
}

export type ThingRow = RowOf<ThingEntity>;
export type ItemRow = RowOf<ItemEntity>;

export const thingBoard = view<ThingRow, ThingEvent>({
  name: 'thing_board',
  version: 1,
  source: things,
  entity: ThingEntity,
  fold(rows, event) {
    const [row] = rows;
    if (event.type === 'ThingOpened') return [opening(event.data, event.origin)];
    if (row === undefined) throw new Error('not opened');
    switch (event.type) {
      case 'ItemAdded': {
        const { item, fen, tag } = event.data;
        const { [item]: old, ...others } = row.byItem;
        const byItem = { ...others, [item]: { fen, tag } };
        const total = BigInt(row.fen) + BigInt(fen) - BigInt(old?.fen ?? 0);
        const tags = row.tags.includes(tag) ? row.tags : [...row.tags, tag];
        const revisions = [...row.revisions.slice(-4), event.origin.revision];
        const items = Object.keys(byItem).length;
        const weight = row.weight + 0.1;
        return [{ ...row, byItem, fen: String(total), tags, items, revisions, weight }];
      }
      case 'ItemRemoved': {
        const { [event.data.item]: old, ...byItem } = row.byItem;
        const fen = String(BigInt(row.fen) - BigInt(old?.fen ?? 0));
        return [{ ...row, byItem, fen, items: Object.keys(byItem).length }];
      }
      case 'ThingClosed':
        return [{ ...row, closed: true, share: '99.50' }];
    }
  },
});

function opening(
  data: { title: string; on?: string | undefined },
  origin: Told['origin'],
): ThingRow {
  return {
    stream: origin.stream,
    revision: 0,
    title: data.title,
    on: data.on ?? null,
    opening: origin.correctedBy ?? origin.id,
    openedAt: new Date(origin.occurredAt),
    fen: '0',
    items: 0,
    closed: false,
    tags: [],
    byItem: {},
    share: null,
    weight: 0,
    revisions: [],
  };
}

export const thingItems = view<ItemRow, ThingEvent>({
  name: 'thing_items',
  version: 1,
  source: things,
  entity: ItemEntity,
  fold(rows, event) {
    switch (event.type) {
      case 'ThingOpened':
        return rows;
      case 'ItemAdded': {
        const { item, fen } = event.data;
        const { stream, correctedBy: by = null } = event.origin;
        const others = rows.filter((row) => row.item !== item);
        return [...others, { stream, item, revision: 0, fen, by }];
      }
      case 'ItemRemoved':
        return rows.filter((row) => row.item !== event.data.item);
      case 'ThingClosed':
        return [];
    }
  },
});

export const thing = (id: string): StreamName => streamOf('thing', id);

const START_MS = Date.UTC(2024, 0, 1);
let made = 0;

/** An event ready to be appended; every event is recorded a second after the one made before it. */
export function make(
  { type, data }: { type: string; data: object },
  more: Partial<Metadata> = {},
): NewEvent {
  made += 1;
  const at = instantOfEpochMs(START_MS + made * 1_000);
  const metadata: Metadata = {
    commandId: randomUUID(),
    correlationId: randomUUID(),
    actor: { person: '3f0c1f6e-0000-4000-8000-000000000001' as PersonId, role: 'officer' },
    occurredAt: at,
    recordedAt: at,
    schema: 1,
    ...more,
  };
  return {
    id: randomUUID() as EventId,
    type,
    data: JSON.stringify(data),
    metadata: JSON.stringify(metadata),
  };
}

/** What a script does to one of a few things; all that makes no sense at that point is passed over. */
export interface Act {
  readonly thing: number;
  readonly kind: 'add' | 'remove' | 'close' | 'correct';
  readonly item: number;
  readonly fen: number;
  readonly target: number;
}

export const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.record({
    thing: fc.nat(3),
    kind: fc.constantFrom('add', 'add', 'remove', 'close', 'correct', 'correct'),
    item: fc.nat(3),
    fen: fc.nat(1_000),
    target: fc.nat(20),
  }),
  { maxLength: 40 },
);

export interface Planned {
  readonly stream: StreamName;
  readonly event: NewEvent;
}

/** Acts as events, in order; every thing is opened by its first. */
export function planOf(script: readonly Act[], prefix = 'a'): readonly Planned[] {
  const planned: Planned[] = [];
  const correctable = new Map<StreamName, NewEvent[]>();
  const add = (stream: StreamName, event: NewEvent): void => {
    planned.push({ stream, event });
    if (event.type !== 'ThingOpened' && event.type !== 'ItemAdded') return;
    correctable.set(stream, [...(correctable.get(stream) ?? []), event]);
  };
  for (const act of script) {
    const stream = thing(`${prefix}${String(act.thing)}`);
    const targets = correctable.get(stream);
    if (targets === undefined)
      add(stream, make(thingOpened({ title: `${prefix} "${String(act.fen)}"\\\n\t,{}` })));
    const item = `item ${String(act.item)}`;
    const fen = String(act.fen);
    const target = targets?.[act.target % targets.length];
    if (act.kind === 'add')
      add(stream, make(itemAdded({ item, fen, tag: `t"${String(act.fen % 3)}\\` })));
    if (act.kind === 'remove') add(stream, make(itemRemoved({ item })));
    if (act.kind === 'close') add(stream, make(thingClosed({})));
    if (act.kind === 'correct' && target !== undefined) add(stream, correctionOf(target, fen));
  }
  return planned;
}

/** The second half of an approved correction. */
export function correctionOf(target: NewEvent, value: string): NewEvent {
  const old = JSON.parse(target.data) as object;
  const data = target.type === 'ItemAdded' ? { ...old, fen: value } : { ...old, title: value };
  return make({
    type: 'EventCorrected',
    data: { request: randomUUID(), event: target.id, eventType: target.type, shape: 1, data },
  });
}

/** One append an event, in order. */
export async function record(store: EventStore, planned: readonly Planned[]): Promise<Recorded[]> {
  const recorded: Recorded[] = [];
  for (const { stream, event } of planned) {
    let expected: Expected = 'none';
    for await (const last of store.readStream(stream, { backwards: true, limit: 1 })) {
      expected = last.revision;
    }
    const { revision, position } = await store.append(stream, expected, [event]);
    recorded.push({ ...event, stream, revision, position });
  }
  return recorded;
}

export const instant = (text: string): Instant => text as Instant;
