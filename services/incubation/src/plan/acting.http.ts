import type { CaseId } from '@fuhua/kernel';
import { dayOf } from '@fuhua/kernel';
import { assertInScope, type CallerOfRequest } from '@fuhua/platform/auth';
import { handle, type CommandContext } from '@fuhua/platform/handle';
import {
  answer,
  CommandRoute,
  found,
  type Bilingual,
  type CommandAnswer,
} from '@fuhua/platform/http';
import type { ServicePorts } from '@fuhua/platform/service';
import { applyDecorators, Post } from '@nestjs/common';
import { officerActOn, type RegistryTold } from '../directory/directory.view.ts';
import { directoryCodes } from '../directory/not-yet-known.view.ts';
import { planCodes, planProblems } from './plan-problems.http.ts';
import { aboutPlan, plan, type PartyCommand, type PlanCommand } from './plan.decider.ts';
import type { PlanSide } from './plan.events.ts';
import type { CasesToPlan, CaseToPlan } from './planned-case.view.ts';
import type { OfficerAct, PartyAct } from './record.decider.ts';

/** Who acts on a plan, and for which side. */

const problems = [...planCodes, ...directoryCodes, 'incubation.case-unknown'];
export const PlanRoute = (path: string, summary: Bilingual, status?: 201): MethodDecorator =>
  applyDecorators(
    Post(`:id/${path}`),
    CommandRoute({ summary, problems, ...(status && { status }) }),
  );

export interface Reads {
  readonly ports: ServicePorts;
  readonly told: RegistryTold;
  readonly cases: CasesToPlan;
}

type Acting = PartyAct | OfficerAct;
/** A command without what is looked up for it. */
export type Wanted<C> = C extends PartyCommand ? Omit<C, keyof OfficerAct> : never;

/** @throws ProblemError 404 `incubation.case-unknown` */
export async function caseToPlan({ cases }: Reads, id: CaseId): Promise<CaseToPlan> {
  return found(await cases(id), 'incubation.case-unknown');
}

/**
 * The organization in its own plan, an operator at its base, an officer by competence.
 * @throws ProblemError `platform.out-of-scope` for others, and as `officerActOn`
 */
export async function actingOn(
  { told }: Reads,
  { base, organization }: Pick<CaseToPlan, 'base' | 'organization'>,
  { now }: CommandContext,
  caller: CallerOfRequest,
): Promise<Acting> {
  if (caller.role === 'officer') return officerActOn(told, caller, base, now);
  assertInScope(caller, caller.role === 'organization' ? { organization } : { base });
  return { today: dayOf(now) };
}

/** Where an authority runs the base itself, its officers stand for the base. */
export function sideOf({ role }: CallerOfRequest): PlanSide {
  return role === 'organization' ? 'organization' : 'base';
}

/** Decides in a case's plan. @throws ProblemError */
export async function actOnPlan(
  reads: Reads,
  id: CaseId,
  context: CommandContext,
  caller: CallerOfRequest,
  wanted: Wanted<PartyCommand>,
): Promise<CommandAnswer> {
  const acting = await actingOn(reads, await caseToPlan(reads, id), context, caller);
  return decided(reads, id, context, { ...wanted, ...acting });
}

export async function decided(
  { ports }: Reads,
  id: CaseId,
  context: CommandContext,
  command: PlanCommand,
): Promise<CommandAnswer> {
  const options = { about: aboutPlan };
  return answer(await handle(ports, plan, id, context, () => command, options), planProblems);
}
