import {
  authorityOf,
  baseTold,
  directoryOf,
  factsTold,
  knownContractView,
  officesTold,
  operatorTold,
  organizationKnownOn,
  toldTo,
  type Told,
} from '@fuhua/directory';
import { dayOf, type BaseId, type Day, type Instant, type OrganizationId } from '@fuhua/kernel';
import type { CallerOfRequest } from '@fuhua/platform/auth';
import { found, problem } from '@fuhua/platform/http';
import type { ServicePorts } from '@fuhua/platform/service';
import { formatPosition } from '@fuhua/platform/views';
import { newestCalendar, shippedRuleSets, type Facts } from '@fuhua/rules';
import './panel-problems.http.ts';
import type { Gathered, OfficerAct } from './record.decider.ts';

/** Real time: a topic that was never heard has no epoch. */
const EPOCH_MS_MAX = 2_000;

/** Who acts on a panel, and what registry told of whom it judges. */

/**
 * @throws ProblemError 404 for a base that registry has not told of, `out-of-scope` for an authority that is not in being
 */
export async function officerActOn(
  ports: ServicePorts,
  caller: Pick<CallerOfRequest, 'authority'>,
  id: BaseId,
  now: Instant,
): Promise<OfficerAct> {
  const today = dayOf(now);
  const told = toldTo(ports);
  const offices = officesTold(told);
  const { authority } = caller;
  const acting = authority && (await authorityOf(offices, authority, today));
  if (acting === undefined) throw problem('platform.out-of-scope');
  const base = found(await baseTold(told, id, today), 'evaluation.base-unknown');
  return { acting, base, directory: await directoryOf(offices, base, today), today };
}

/** For R-OPR-04 and R-ENT-09: the related parties of applicant and operator; what is not told is unknown. @throws ViewBehind */
export async function gatheredOf(
  ports: ServicePorts,
  of: { readonly base: BaseId; readonly organization: OrganizationId },
  today: Day,
): Promise<Gathered> {
  const told = toldTo(ports);
  const source = ports.sourceOf(knownContractView.source);
  const epoch = await source.epoch(AbortSignal.timeout(EPOCH_MS_MAX));
  const head = await source.store.head();
  const operator = await operatorTold(ports, of.base, today);
  const applicant = await partyOn(told, of.organization, today);
  const operatorParty =
    operator && (await partyOn(told, operator, today))['applicant.relatedParties'];
  const none = { value: 'none', validFrom: today, sources: [] };
  const ofOperator = operator === undefined ? none : operatorParty;
  const position = epoch && formatPosition({ service: 'registry', epoch, position: head });
  return {
    hasOperator: operator !== undefined,
    facts: { ...applicant, ...(ofOperator && { 'operator.relatedParties': ofOperator }) },
    ...{ ruleSets: shippedRuleSets, calendar: newestCalendar() },
    knownThrough: position === undefined ? {} : { registry: position },
  };
}

async function partyOn(told: Told, organization: OrganizationId, on: Day): Promise<Facts> {
  const rows = await factsTold(told, organization);
  return organizationKnownOn({ organization, rows, deadlines: [] }, on);
}
