import { dayOf, streamOf, type BaseId, type Result } from '@fuhua/kernel';
import type { CallerOfRequest } from '@fuhua/platform/auth';
import {
  handle,
  type CommandContext,
  type Handled,
  type HandleRefusal,
} from '@fuhua/platform/handle';
import { found } from '@fuhua/platform/http';
import type { ServicePorts } from '@fuhua/platform/service';
import { rowsAsOf } from '@fuhua/platform/views';
import { shippedRuleSets } from '@fuhua/rules';
import { actingOf, directoryOf } from '../authority/directory.view.ts';
import { baseView, judgedIn } from '../base/base.view.ts';
import {
  aboutContract,
  operatorContract,
  type OperatorContractCommand,
} from './operatorcontract.decider.ts';
import {
  subjectOf,
  type Act,
  type OperatorContractRefusal,
  type Subject,
} from './record.decider.ts';

/** Who acts, on which base, and who is competent: looked up in their own streams, for a view might not know yet. */

type Reads = Pick<ServicePorts, 'store'>;

/** A command without what is looked up for it. */
export type Wanted<C> = C extends Act ? Omit<C, keyof Act> : never;

/** @throws ProblemError 404 for a base that is not on record, `out-of-scope` for an authority that is not in being */
export async function actingOn(
  ports: Reads,
  base: BaseId,
  { now }: Pick<CommandContext, 'now'>,
  caller: Pick<CallerOfRequest, 'authority' | 'person'>,
): Promise<Act> {
  const today = dayOf(now);
  const acting = await actingOf(ports, caller, { now });
  const [row] = await rowsAsOf(baseView, ports.store, streamOf('base', base), {});
  const known = found(row, 'registry.base-unknown');
  const judged = judgedIn(known);
  const directory = await directoryOf(ports, judged, today);
  const on = { ...judged, active: known.stage === 'active' };
  return { acting, person: caller.person, base: on, directory, today, ruleSets: shippedRuleSets };
}

/** Decides an officer's command in a stream that is there, with all that is looked up for it. */
export async function actOn(
  ports: Pick<ServicePorts, 'store' | 'privacy'>,
  id: string,
  context: CommandContext,
  caller: CallerOfRequest,
  toCommand: (
    act: Act,
    subject: Subject,
  ) => OperatorContractCommand | Promise<OperatorContractCommand>,
): Promise<Result<Handled, OperatorContractRefusal | HandleRefusal>> {
  return handle(
    ports,
    operatorContract,
    id,
    context,
    async (state) => {
      const subject = found(subjectOf(state), 'registry.operator-contract-unknown');
      return toCommand(await actingOn(ports, subject.base, context, caller), subject);
    },
    { about: aboutContract },
  );
}
