import { dayOf, streamOf, type BaseId, type Result } from '@fuhua/kernel';
import type { CallerOfRequest } from '@fuhua/platform/auth';
import {
  handle,
  type CommandContext,
  type Handled,
  type HandleRefusal,
} from '@fuhua/platform/handle';
import { answer, CommandRoute, type Bilingual, type CommandAnswer } from '@fuhua/platform/http';
import type { ServicePorts } from '@fuhua/platform/service';
import { formatPosition, rowsAsOf } from '@fuhua/platform/views';
import {
  newestCalendar,
  shippedRuleSets,
  type Authority,
  type Directory,
  type JudgedBase,
} from '@fuhua/rules';
import { applyDecorators, Post } from '@nestjs/common';
import { actingOf, directoryOf } from '../authority/directory.view.ts';
import { aboutBase } from './about.decider.ts';
import { baseCodes, baseProblems } from './base-problems.http.ts';
import { base, type BaseRefusal } from './base.decider.ts';
import { baseView } from './base.view.ts';
import type { BaseOfficerCommand } from './competence.decider.ts';
import type { LifeStage } from './life.decider.ts';
import type { Act } from './record.decider.ts';

export { sourceIn } from '../organization/source.dto.ts';

/** Who acts on a base, and what is looked up before a command about it. */

type Reads = Pick<ServicePorts, 'service' | 'store'>;

/** All that is looked up. The history's end is read first: whatever is gathered later is known at least that far. */
export async function actFor(
  ports: Reads,
  acting: Authority,
  { now }: Pick<CommandContext, 'now'>,
  of: Pick<JudgedBase, 'location' | 'sponsor'> | undefined,
): Promise<Act> {
  const { service, store } = ports;
  const today = dayOf(now);
  const position = await store.head();
  const directory: Directory =
    of === undefined ? { authorities: [] } : await directoryOf(ports, of, today);
  return {
    ...{ acting, directory, today, ruleSets: shippedRuleSets, calendar: newestCalendar() },
    knownThrough: { [service]: formatPosition({ service, epoch: store.epoch(), position }) },
  };
}

/** A command without what is looked up for it. */
export type Wanted<C> = C extends BaseOfficerCommand ? Omit<C, keyof Act> : never;

/** Decides an officer's command about a base on record, with all that is looked up for it. */
export async function actOn(
  ports: Reads & Pick<ServicePorts, 'privacy'>,
  id: string,
  context: CommandContext,
  caller: CallerOfRequest,
  wanted: Wanted<BaseOfficerCommand>,
): Promise<Result<Handled, BaseRefusal | HandleRefusal>> {
  const acting = await actingOf(ports, caller, context);
  return handle(
    ports,
    base,
    id,
    context,
    async (state) => {
      const of = state.stage === 'none' ? undefined : state;
      return { ...wanted, ...(await actFor(ports, acting, context, of)) };
    },
    { about: aboutBase },
  );
}

/** `actOn`, answered. @throws ProblemError */
export async function actedOn(...asked: Parameters<typeof actOn>): Promise<CommandAnswer> {
  return answer(await actOn(...asked), baseProblems);
}

/** `POST :id/<path>`: an officer acts on a base on record. */
export const BaseRoute = (path: string, summary: Bilingual): MethodDecorator =>
  applyDecorators(Post(`:id/${path}`), CommandRoute({ summary, problems: baseCodes }));

/** How another base stands, as its own stream tells it. */
export async function stageOf({ store }: Pick<Reads, 'store'>, id: BaseId): Promise<LifeStage> {
  const [row] = await rowsAsOf(baseView, store, streamOf(base.category, id), {});
  return row?.stage ?? 'none';
}
