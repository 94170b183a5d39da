import { dayOf, streamOf, type BaseId } from '@fuhua/kernel';
import type { CallerOfRequest } from '@fuhua/platform/auth';
import type { CommandContext } from '@fuhua/platform/handle';
import { found, problem } from '@fuhua/platform/http';
import type { ServicePorts } from '@fuhua/platform/service';
import { rowsAsOf } from '@fuhua/platform/views';
import { authorityOf, directoryOf } from '../authority/directory.view.ts';
import { baseView } from '../base/base.view.ts';
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
  { authority }: Pick<CallerOfRequest, 'authority'>,
): Promise<Act> {
  const today = dayOf(now);
  const acting = authority && (await authorityOf(ports, authority, today));
  if (acting === undefined) throw problem('platform.out-of-scope');
  const [row] = await rowsAsOf(baseView, ports.store, streamOf('base', id), {});
  const { kind, level, location, sponsor, stage, functions } = found(row, 'registry.base-unknown');
  const judged = { kind, level, location, sponsor: sponsor ?? undefined };
  const isLive = stage === 'active' || stage === 'suspended';
  return {
    delegation,
    acting,
    base: { ...judged, base: id, stage: isLive ? stage : 'ended', functions: functions ?? [] },
    directory: await directoryOf(ports, judged, today),
    today,
  };
}
