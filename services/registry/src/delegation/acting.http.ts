import { dayOf, streamOf, type BaseId } from '@fuhua/kernel';
import type { CallerOfRequest } from '@fuhua/platform/auth';
import type { CommandContext } from '@fuhua/platform/handle';
import { found } from '@fuhua/platform/http';
import type { ServicePorts } from '@fuhua/platform/service';
import { rowsAsOf } from '@fuhua/platform/views';
import { actingOf, directoryOf } from '../authority/directory.view.ts';
import { baseView, judgedIn } from '../base/base.view.ts';
import type { Act } from './act.decider.ts';
import type { DelegationId } from './delegation.events.ts';

/**
 * Who acts, and the base as it stands today, as its own stream tells it.
 * @throws ProblemError 404 for a base that is not on record, `out-of-scope` for an authority that is not in being
 */
export async function actingOn(
  ports: Pick<ServicePorts, 'store'>,
  delegation: DelegationId,
  id: BaseId,
  { now }: Pick<CommandContext, 'now'>,
  caller: Pick<CallerOfRequest, 'authority'>,
): Promise<Act> {
  const today = dayOf(now);
  const acting = await actingOf(ports, caller, { now });
  const [row] = await rowsAsOf(baseView, ports.store, streamOf('base', id), {});
  const known = found(row, 'registry.base-unknown');
  const { stage, functions } = known;
  const judged = judgedIn(known);
  const isLive = stage === 'active' || stage === 'suspended';
  return {
    delegation,
    acting,
    base: { ...judged, base: id, stage: isLive ? stage : 'ended', functions: functions ?? [] },
    directory: await directoryOf(ports, judged, today),
    today,
  };
}
