import {
  dayOf,
  startOfDay,
  type BaseId,
  type CaseId,
  type Day,
  type OrganizationId,
  type Result,
} from '@fuhua/kernel';
import { assertInScope, type CallerOfRequest } from '@fuhua/platform/auth';
import {
  handle,
  type CommandContext,
  type Handled,
  type HandleRefusal,
} from '@fuhua/platform/handle';
import { answer, found, type CommandAnswer } from '@fuhua/platform/http';
import type { ServicePorts } from '@fuhua/platform/service';
import { newestCalendar, shippedRuleSets } from '@fuhua/rules';
import { officerActOn, type RegistryTold } from '../directory/directory.view.ts';
import { onceTold } from '../directory/not-yet-known.view.ts';
import { caseProblems } from './case-problems.http.ts';
import { aboutCase, incubationCase, type CaseCommand, type CaseRefusal } from './case.decider.ts';
import type { Case, NoCase } from './case-state.decider.ts';
import { identityOf } from './entry-record.decider.ts';
import type { BaseForCase, CaseFacts } from './facts.http.ts';
import type { Act, CaseIdentity, PartyAct } from './record.decider.ts';

/** Who acts on a case, on which day, and what is looked up before. */

export interface Reads {
  readonly ports: ServicePorts;
  readonly told: RegistryTold;
  readonly facts: CaseFacts;
}

type Known = Exclude<Case, NoCase>;

/** Of a body that may say on which day it happened. */
interface Occurred {
  readonly occurredOn?: Day | undefined;
}

/** The days of a command (definition 1), and who gives it. */
export function partyAct(
  { now }: Pick<CommandContext, 'now'>,
  { person }: Pick<CallerOfRequest, 'person'>,
  { occurredOn }: Occurred,
): PartyAct {
  const today = dayOf(now);
  const days = { today, on: occurredOn ?? today };
  return { person, ...days, calendar: newestCalendar(), ruleSets: shippedRuleSets };
}

/** @throws ProblemError 409 for a base that is not known here, `out-of-scope` for an authority that is not in being */
export async function officerAct(
  { told }: Reads,
  base: BaseId,
  context: Pick<CommandContext, 'now'>,
  caller: CallerOfRequest,
  occurred: Occurred,
): Promise<Act> {
  const { acting, base: judged, directory } = await officerActOn(told, caller, base, context.now);
  return { ...partyAct(context, caller, occurred), acting, base: judged, directory };
}

/** What is on record of both sides on that day. @throws ProblemError 409 `incubation.not-yet-known` */
export async function subjectOf(
  { facts }: Pick<Reads, 'facts'>,
  base: BaseId,
  applicant: OrganizationId,
  on: Day,
): Promise<BaseForCase & Pick<CaseIdentity, 'applicantKind'>> {
  const known = await onceTold(`base ${base}`, () => facts.base(base, on));
  const applicantKind = await onceTold(`organization ${applicant}`, () =>
    facts.applicantKind(applicant, on),
  );
  return { ...known, applicantKind };
}

/** It happened on the day that the body says, from its first instant on. */
export function occurring(context: CommandContext, { occurredOn }: Occurred): CommandContext {
  return occurredOn === undefined ? context : { ...context, occurredAt: startOfDay(occurredOn) };
}

/** Decides in a case that is on record. @throws ProblemError 404 `incubation.case-unknown` */
export function actOnCase(
  { ports }: Reads,
  id: CaseId,
  context: CommandContext,
  toCommand: (identity: CaseIdentity, state: Known) => Promise<CaseCommand>,
): Promise<Result<Handled, CaseRefusal | HandleRefusal>> {
  return handle(
    ports,
    incubationCase,
    id,
    context,
    (state) => {
      const known = found(state.stage === 'none' ? undefined : state, 'incubation.case-unknown');
      return toCommand(identityOf(known), known);
    },
    { about: aboutCase },
  );
}

/** By an officer; whether the authority is competent, the decider asks. */
export async function byOfficer(
  reads: Reads,
  id: CaseId,
  context: CommandContext,
  caller: CallerOfRequest,
  occurred: Occurred,
  toCommand: (act: Act, identity: CaseIdentity) => CaseCommand | Promise<CaseCommand>,
): Promise<CommandAnswer> {
  const decided = await actOnCase(reads, id, occurring(context, occurred), async (identity) =>
    toCommand(await officerAct(reads, identity.base, context, caller, occurred), identity),
  );
  return answer(decided, caseProblems);
}

/** By the organization in its own case, the operator at its base, or an officer. @throws ProblemError `out-of-scope` for others */
export async function byParty(
  reads: Reads,
  id: CaseId,
  context: CommandContext,
  caller: CallerOfRequest,
  occurred: Occurred,
  toCommand: (act: Act | PartyAct, identity: CaseIdentity) => CaseCommand,
): Promise<CommandAnswer> {
  const decided = await actOnCase(reads, id, occurring(context, occurred), async (identity) => {
    const { base, applicant: organization } = identity;
    if (caller.role === 'officer') {
      return toCommand(await officerAct(reads, base, context, caller, occurred), identity);
    }
    assertInScope(caller, caller.role === 'organization' ? { organization } : { base });
    return toCommand(partyAct(context, caller, occurred), identity);
  });
  return answer(decided, caseProblems);
}
