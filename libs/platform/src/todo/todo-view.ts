import 'reflect-metadata';
import {
  dayOf,
  type BaseId,
  type Day,
  type DomainEvent,
  type Origin,
  type OrganizationId,
  type PersonId,
} from '@fuhua/kernel';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Readable } from '../handle/metadata.ts';
import { view, type RowOf, type View, type ViewRow } from '../views/view.ts';
import type { Assignee } from './item.ts';

/** One open item of a stream. */
export abstract class TodoEntity implements ViewRow {
  @PrimaryColumn('text')
  stream!: string;
  /** Told apart from the stream's others; '' is no item, but what the fold remembers. */
  @PrimaryColumn('text')
  item!: string;
  @Column('integer')
  revision!: number;
  @Column('text')
  kind!: string;
  @Column('text')
  assignee!: Assignee;
  @Column('uuid')
  base!: BaseId;
  @Column('uuid')
  organization!: OrganizationId;
  /** Of what waits for a person. */
  @Column('uuid', { nullable: true })
  person!: PersonId | null;
  @Column('date', { name: 'due_on', nullable: true })
  dueOn!: Day | null;
  @Column('date')
  since!: Day;
  /** Of the row ''. */
  @Column('jsonb', { nullable: true })
  memory!: unknown;
}
export type TodoRow = RowOf<TodoEntity>;

/** What is open: it comes up with the first event after which it is, and is gone with the first after which it is not. */
export interface Open {
  readonly item: string;
  readonly kind: string;
  readonly assignee: Assignee;
  readonly person?: PersonId;
  readonly dueOn?: Day | null | undefined;
}

/** Whom the items of a stream are about. */
export type Subject = Pick<TodoRow, 'base' | 'organization'>;

export interface TodoKind {
  /** `notification`: nothing is to be done about it; it is to be read, and stays. */
  readonly list: 'todo' | 'notification';
  readonly title: { readonly zh: string; readonly en: string };
}
export type TodoKinds = Readonly<Record<string, TodoKind>>;

/** The items of a slice, with the words for them. List its view among the service's; its table is `todoTable`. */
export interface TodoSource {
  readonly view: View<TodoRow>;
  readonly kinds: TodoKinds;
}

interface TodoOptions<E extends DomainEvent> {
  readonly source: Readable;
  readonly kinds: TodoKinds;
  readonly fold: View<TodoRow, E>['fold'];
}

export function todoSource<E extends DomainEvent>({
  source,
  kinds,
  fold,
}: TodoOptions<E>): TodoSource {
  const name = `${source.category}_todo`;

  @Entity(name)
  @Index(`${name}_base`, ['base'])
  @Index(`${name}_organization`, ['organization'])
  class Todos extends TodoEntity {}

  return { view: view<TodoRow, E>({ name, version: 1, source, entity: Todos, fold }), kinds };
}

/** The rows of what is open after an event; what was open before keeps the day on which it came up. */
export function rowsOf(
  before: readonly TodoRow[],
  { stream, occurredAt }: Pick<Origin, 'stream' | 'occurredAt'>,
  subject: Subject,
  open: readonly Open[],
): readonly TodoRow[] {
  const since = new Map(before.map((row) => [row.item, row.since]));
  return open.map(({ item, kind, assignee, person = null, dueOn = null }) => ({
    ...{ stream, item, revision: 0, kind, assignee, person, dueOn, memory: null },
    ...{ base: subject.base, organization: subject.organization },
    since: since.get(item) ?? dayOf(occurredAt),
  }));
}

interface Remembering<E extends DomainEvent, S extends Subject> {
  /** Undefined as long as the stream has not begun. */
  readonly evolve: (state: S | undefined, event: E) => S | undefined;
  readonly open: (state: S) => readonly Open[];
}

/** A fold where what is open follows from a small state, which is kept beside it. */
export function remembering<E extends DomainEvent, S extends Subject>({
  evolve,
  open,
}: Remembering<E, S>): View<TodoRow, E>['fold'] {
  return (rows, event) => {
    const kept = rows.find(({ item }) => item === '');
    const state = evolve(kept?.memory as S | undefined, event);
    if (state === undefined) return rows;
    const own: Open = { item: '', kind: '', assignee: 'authority' };
    return rowsOf(rows, event.origin, state, [own, ...open(state)]).map((row) =>
      row.item === '' ? { ...row, memory: state } : row,
    );
  };
}

/** SQL for the migration of a slice that has items. */
export function todoTable(category: string): string {
  return `
    create table ${category}_todo (
      stream text not null,
      item text not null,
      revision integer not null,
      kind text not null,
      assignee text not null,
      base uuid not null,
      organization uuid not null,
      person uuid,
      due_on date,
      since date not null,
      memory jsonb,
      primary key (stream, item)
    );
    create index ${category}_todo_base on ${category}_todo (base);
    create index ${category}_todo_organization on ${category}_todo (organization);
    comment on table ${category}_todo is
      '待办与通知。 What waits for somebody, and what somebody is to read.';`;
}
