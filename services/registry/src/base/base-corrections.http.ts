import { dayOf, streamOf } from '@fuhua/kernel';
import type { CallerOfRequest } from '@fuhua/platform/auth';
import { correctionController, found } from '@fuhua/platform/http';
import type { ServicePorts } from '@fuhua/platform/service';
import { rowsAsOf } from '@fuhua/platform/views';
import { mayDecide } from '@fuhua/rules';
import { actingOf, assertMayAct, directoryOf } from '../authority/directory.view.ts';
import './base-problems.http.ts';
import { base } from './base.decider.ts';
import { baseView, judgedIn } from './base.view.ts';

/** Corrections of what is recorded about bases: asked for and approved by whose base it is (R-JUR-01). */
export const BaseCorrections = correctionController({
  collection: 'bases',
  slice: base,
  roles: ['officer'],
  readers: ['auditor'],
  assertCompetent,
  problems: ['registry.base-unknown', 'registry.not-competent', 'registry.competence-unknown'],
});

/** @throws ProblemError */
export async function assertCompetent(
  caller: CallerOfRequest,
  id: string,
  ports: ServicePorts,
): Promise<void> {
  if (caller.role === 'auditor') return;
  const now = ports.clock.now();
  const day = dayOf(now);
  const acting = await actingOf(ports, caller, { now });
  const [row] = await rowsAsOf(baseView, ports.store, streamOf(base.category, id), {});
  const judged = judgedIn(found(row, 'registry.base-unknown'));
  const directory = await directoryOf(ports, judged, day);
  assertMayAct(mayDecide({ base: judged, act: 'record', acting, directory, day }));
}
