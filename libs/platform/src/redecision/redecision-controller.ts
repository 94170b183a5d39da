import 'reflect-metadata';
import { idOf, type RuleChange, type StreamName } from '@fuhua/kernel';
import { Body, Controller, Get, Post, Query, type Type } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Caller, Roles } from '../auth/decorators.ts';
import type { Caller as CallerOfRequest } from '../auth/grants.ts';
import type { CommandContext } from '../handle/index.ts';
import { answer, type CommandAnswer } from '../http/answer.ts';
import { Command, Id } from '../http/command.ts';
import { pageOf, parseCursor, type Page } from '../http/paging.ts';
import { problem } from '../http/problem.ts';
import { CommandRoute, ReadRoute } from '../http/route.ts';
import { Ports, type ServicePorts } from '../service/ports.ts';
import { readPage } from '../service/read.ts';
import type { View } from '../views/view.ts';
import { changesBetween } from './changes.ts';
import { heldOf, rerunNow, type Deciding } from './deciding.ts';
import type { DecisionRow, RedecisionRow } from './decision-index.ts';
import {
  CloseRedecisionBody,
  DependentsAnswer,
  DependentsQuery,
  RedecisionsPage,
  RedecisionsQuery,
} from './redecision-dto.ts';
import { redecisionProblems } from './redecision-problems.ts';
import { restingOn, send } from './redecision-reactions.ts';

/** Told by `RedecisionItem`. */
type Task = Omit<RedecisionRow, 'revision' | 'ruleSet' | 'ruleSetVersion'> & {
  readonly ruleSet: { readonly id: string; readonly version: number };
  readonly open: boolean;
};

/** Told by `DependentItem`. */
interface Dependent {
  readonly stream: string;
  readonly decision: string;
  readonly procedure: string;
  readonly effectiveFrom: string;
  readonly before: string;
  readonly after: string;
  readonly rules: readonly RuleChange[];
  readonly redecisions: readonly string[];
}

/**
 * The tasks to decide anew of every slice that joined, in one list: read by officers and auditors, closed by an officer of
 * the authority that decides there. A task is closed with what was done about it; it changes no decision.
 */
export function redecisionController(all: readonly Deciding[]): Type {
  const views = all.map(({ tasks }) => tasks as View);
  const competence = all.flatMap((each) => each.competence ?? []);
  const problems = [...new Set([...competence, ...Object.keys(redecisionProblems)])];

  @Controller('v1/redecisions')
  class Redecisions {
    constructor(@Ports() private readonly ports: ServicePorts) {}

    @Get()
    @Roles('officer', 'auditor', 'administrator')
    @ReadRoute({
      summary: { zh: '须重新决定的事项', en: 'Tasks to decide anew, the newest first' },
      answer: RedecisionsPage,
    })
    list(
      @Query() { open, after, limit, atLeast }: RedecisionsQuery,
    ): Promise<Page<Task> & { readonly position: bigint }> {
      const last = parseCursor(after, ['string', 'string']);
      return readPage(this.ports, views, atLeast, async (manager) => {
        const pages = all.map((each) => tasksOf(manager, each, open, last, limit + 1));
        const rows = (await Promise.all(pages)).flat().sort(newestFirst);
        const page = pageOf(rows, limit, keyOf);
        return { ...page, items: page.items.map(itemOf) };
      });
    }

    /** Every decision that rests on a stream, also those that would be the same: these get no task. */
    @Get('dependents')
    @Roles('officer', 'auditor', 'administrator')
    @ReadRoute({
      summary: { zh: '依据该记录的决定', en: 'Decisions that rest on a stream, run again now' },
      answer: DependentsAnswer,
    })
    async dependents(
      @Query() { on }: DependentsQuery,
    ): Promise<{ readonly items: readonly Dependent[] }> {
      const items: Dependent[] = [];
      for (const each of all) {
        for (const row of await restingOn(this.ports, each, on)) {
          items.push(await dependentOf(this.ports, each, row));
        }
      }
      return { items };
    }

    @Post(':id/close')
    @Roles('officer')
    @CommandRoute({
      summary: { zh: '办结重新决定事项', en: 'Close a task to decide anew' },
      problems,
    })
    async close(
      @Id() id: string,
      @Body() { reason }: CloseRedecisionBody,
      @Command() context: CommandContext,
      @Caller() caller: CallerOfRequest,
    ): Promise<CommandAnswer> {
      const { ports } = this;
      for (const each of all) {
        const repository = ports.dataSource.getRepository(each.tasks.entity);
        const row = await repository.findOneBy({ redecision: id });
        if (row === null) continue;
        const of = idOf(row.stream as StreamName);
        await each.assertCompetent(caller, of, ports);
        const command = { type: 'CloseRedecision', redecision: id as never, reason } as const;
        return answer(await send(ports, each, of, context, command), redecisionProblems);
      }
      throw problem('platform.not-found');
    }
  }
  return Redecisions;
}

function tasksOf(
  manager: EntityManager,
  { tasks }: Deciding,
  open: RedecisionsQuery['open'],
  last: readonly (string | number)[] | undefined,
  take: number,
): Promise<readonly RedecisionRow[]> {
  const rows = manager.createQueryBuilder(tasks.entity, 'one');
  if (open !== undefined) {
    rows.where(`one.closed_at is ${open === 'true' ? '' : 'not '}null`);
  }
  if (last !== undefined) rows.andWhere('(one.raised_at, one.redecision) < (:...last)', { last });
  return rows.orderBy({ 'one.raised_at': 'DESC', 'one.redecision': 'DESC' }).take(take).getMany();
}

function keyOf({ raisedAt, redecision }: RedecisionRow): readonly string[] {
  return [raisedAt.toISOString(), redecision];
}

function newestFirst(a: RedecisionRow, b: RedecisionRow): number {
  const [left, right] = [keyOf(a).join(), keyOf(b).join()];
  return left < right ? 1 : left > right ? -1 : 0;
}

function itemOf(row: RedecisionRow): Task {
  const { ruleSet: id, ruleSetVersion: version, revision: _, ...rest } = row;
  return { ...rest, ruleSet: { id, version }, open: row.closedAt === null };
}

async function dependentOf(
  ports: ServicePorts,
  each: Deciding,
  row: DecisionRow,
): Promise<Dependent> {
  const held = await heldOf(each, row, ports);
  const now = await rerunNow(each, held, ports);
  const tasks = await ports.dataSource
    .getRepository(each.tasks.entity)
    .findBy({ stream: row.stream, decision: row.event });
  return {
    stream: row.stream,
    decision: row.event,
    procedure: row.procedure,
    effectiveFrom: row.effectiveFrom,
    before: row.outcome,
    after: now.outcome,
    rules: changesBetween(held.decision, now, each.concluded),
    redecisions: tasks.map(({ redecision }) => redecision),
  };
}
