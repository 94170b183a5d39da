import { dayOf, type Day } from '@fuhua/kernel';
import { Controller, Get, Query, type Type } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { Caller, EveryCapacity, Roles } from '../auth/decorators.ts';
import type { Caller as CallerOfRequest } from '../auth/grants.ts';
import { pageOf, PageQuery, parseCursor, type Page } from '../http/paging.ts';
import { ReadRoute } from '../http/route.ts';
import { IsText } from '../http/validators.ts';
import { Ports, type ServicePorts } from '../service/ports.ts';
import { readPage } from '../service/read.ts';
import type { View } from '../views/index.ts';
import { ASSIGNEES, placeOf, type TodoItem } from './item.ts';
import { reachOf, todosIn, type Desk, type ShownRow } from './todo-query.ts';
import type { TodoKind, TodoSource } from './todo-view.ts';

const OVERDUE = ['yes', 'no'] as const;

export class TodoQuery extends PageQuery {
  /** Such as `pre-review`; of one that the service does not know there is nothing. */
  @IsOptional()
  @IsText(50)
  kind?: string;
  /** 已逾期: its last day is over. */
  @IsOptional()
  @IsIn(OVERDUE)
  overdue?: (typeof OVERDUE)[number];
}

class TodoItemSchema {
  @ApiProperty({ example: 'case-3f0f0a6e-5f0c-4c53-9d0e-0d8a4f6b2c11/pre-review' })
  id!: string;
  @ApiProperty({ example: 'pre-review' })
  kind!: string;
  @ApiProperty({ example: 'incubation' })
  service!: string;
  @ApiProperty({ example: 'case-3f0f0a6e-5f0c-4c53-9d0e-0d8a4f6b2c11' })
  stream!: string;
  @ApiProperty({
    ...{ type: 'object', properties: { zh: { type: 'string' }, en: { type: 'string' } } },
    example: { zh: '入壳申请待初审', en: 'An application to pre-review' },
  })
  title!: object;
  @ApiPropertyOptional({ format: 'date', example: '2024-03-13' })
  dueOn?: string;
  @ApiProperty({ example: false })
  overdue!: boolean;
  @ApiProperty({ format: 'date', example: '2024-03-06' })
  since!: string;
  @ApiProperty({ enum: ASSIGNEES, example: 'operator' })
  assignee!: string;
  @ApiProperty({ format: 'uuid', example: 'c9f3b0f4-6a43-4a5b-8f39-6c1f7d1f2a10' })
  base!: string;
  @ApiProperty({ format: 'uuid', example: '7b0f4a3c-2a6f-4e0d-9a53-1f2f0c9a7d22' })
  organization!: string;
}

class TodoPage {
  @ApiProperty({ type: [TodoItemSchema] })
  items!: readonly TodoItemSchema[];
  @ApiPropertyOptional()
  next?: string;
  @ApiProperty({
    description: 'service:epoch:position',
    example: 'incubation:6f1c2a0e-1d1b-4a55-8d0b-3c9a4e7f5b01:42',
  })
  position!: string;
}

interface TodoOptions {
  readonly sources: readonly TodoSource[];
  /** What the officer may decide about on that day, by the grants of role `officer`. */
  readonly deskOf: (ports: ServicePorts, caller: CallerOfRequest, on: Day) => Promise<Desk>;
}

type Listed = Page<TodoItem> & { readonly position: bigint };

/**
 * What waits for the calling person in this service, in every capacity it has at once, and what it is to read. The gateway
 * asks every service and merges the answers: cursors are the same in all of them.
 */
export function todoController({ sources, deskOf }: TodoOptions): Type {
  const kinds = new Map(sources.flatMap((source) => Object.entries(source.kinds)));
  const views = sources.map((source) => source.view);

  @Controller('v1')
  @Roles('officer', 'operator', 'organization', 'rater')
  @EveryCapacity()
  class Todos {
    constructor(@Ports() private readonly ports: ServicePorts) {}

    /** What is due first comes first; what has no last day comes last. */
    @Get('todo')
    @ReadRoute({ summary: { zh: '我的待办', en: 'What waits for me' }, answer: TodoPage })
    todo(@Query() query: TodoQuery, @Caller() caller: CallerOfRequest): Promise<Listed> {
      return list(this.ports, 'todo', query, caller);
    }

    /** Papers that were served and notices, to the operator and to the organization. */
    @Get('notifications')
    @ReadRoute({ summary: { zh: '我的通知', en: 'What I am to read' }, answer: TodoPage })
    notifications(@Query() query: TodoQuery, @Caller() caller: CallerOfRequest): Promise<Listed> {
      return list(this.ports, 'notification', query, caller);
    }
  }

  async function list(
    ports: ServicePorts,
    of: TodoKind['list'],
    { kind, overdue, after, limit, atLeast }: TodoQuery,
    caller: CallerOfRequest,
  ): Promise<Listed> {
    const last = parseCursor(after, ['string', 'string', 'string']);
    const today = dayOf(ports.clock.now());
    const reach = reachOf(caller, await deskOf(ports, caller, today));
    const wanted = [...kinds].filter(
      ([name, { list: its }]) => its === of && (kind === undefined || name === kind),
    );
    const asked = { kinds: wanted.map(([name]) => name), overdue, today, last, take: limit + 1 };
    return readPage(ports, views as unknown as View[], atLeast, async (manager) => {
      const rows = await todosIn(manager, views, reach, asked);
      const items = rows.flatMap((row) => itemOf(row, kinds.get(row.kind), ports.service, today));
      return pageOf(items, limit, placeOf);
    });
  }

  return Todos;
}

function itemOf(
  row: ShownRow,
  known: TodoKind | undefined,
  service: string,
  today: Day,
): readonly TodoItem[] {
  if (known === undefined) return [];
  const { id, kind, stream, dueOn, since, assignee, base, organization } = row;
  const days = { ...(dueOn !== null && { dueOn }), overdue: dueOn !== null && dueOn < today };
  const { title } = known;
  return [{ id, kind, service, stream, title, ...days, since, assignee, base, organization }];
}
