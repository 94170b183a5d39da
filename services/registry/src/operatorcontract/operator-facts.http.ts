import {
  addDays,
  streamOf,
  type Day,
  type EventId,
  type OperatorContractId,
  type OrganizationId,
} from '@fuhua/kernel';
import { problem } from '@fuhua/platform/http';
import type { ServicePorts } from '@fuhua/platform/service';
import { formatPosition, rowsAsOf } from '@fuhua/platform/views';
import type { Fact, Facts } from '@fuhua/rules';
import { begunOn, type FactRow, inForceOn, newestOn } from '@fuhua/directory';
import { organizationFactView } from '../organization/organization-fact.view.ts';
import type { Previous } from './nomination.decider.ts';
import { gradeIn, knownOfOperator, lastDay } from './operator-known.http.ts';
import { lastDayOf, OperatorBarEntity, operatorBarView } from './operator-bar.view.ts';
import { OperatorContractEntity, operatorContractView } from './operatorcontract.view.ts';
import type { Listing, ObserveOperator } from './watch.decider.ts';

/**
 * What is known of an organization that is to operate a base, or does. It is read from its own stream, for a view may lag;
 * what stands in other streams is read from a view that has come to the head of the history.
 */

type Ports = Pick<ServicePorts, 'store' | 'dataSource' | 'projection' | 'service'>;

export interface OperatorFacts {
  readonly facts: Facts;
  readonly knownThrough: Readonly<Record<string, string>>;
  /** Every GradeAwarded. */
  readonly awards: readonly EventId[];
}

/**
 * For the rules, as things stand on the day `on`. What no fresh register says is unknown, and so no fact (definition 5).
 * @throws ProblemError 404 for an organization that is not on record @throws ViewBehind
 */
export async function operatorFacts(
  ports: Ports,
  operator: OrganizationId,
  { on, today }: { readonly on: Day; readonly today: Day },
): Promise<OperatorFacts> {
  const head = await ports.store.head();
  const rows = await factsOf(ports, operator);
  if (rows.length === 0) throw problem('registry.organization-unknown');
  const known = knownOfOperator(rows, { on, today });
  const bar = await barFact(ports, operator, on);
  const { service, store } = ports;
  return {
    facts: { ...known.facts, 'operator.bar': bar },
    knownThrough: { [service]: formatPosition({ service, epoch: store.epoch(), position: head }) },
    awards: known.awards,
  };
}

/** The contract that the organization has for this base, which a new one would renew. @throws ViewBehind */
export async function currentContract(
  ports: Ports,
  of: Pick<Previous, 'base' | 'operator'>,
): Promise<Previous | undefined> {
  await ports.projection.waitUntil(operatorContractView, await ports.store.head());
  const { base, operator } = of;
  const rows = ports.dataSource.getRepository(OperatorContractEntity);
  const row = await rows.findOneBy({ base, operator, stage: 'in-force' });
  return row === null ? undefined : previousOf(row);
}

/** One that is named, as its own stream tells it; undefined when there is none. */
export async function contractNamed(
  { store }: Pick<Ports, 'store'>,
  contract: OperatorContractId,
): Promise<Previous | undefined> {
  const stream = streamOf('operatorcontract', contract);
  const [row] = await rowsAsOf(operatorContractView, store, stream, {});
  return row && previousOf(row);
}

/** Alerts of a contract that has ended block nothing: who is nominated anew is decided anew. */
function previousOf(row: Readonly<OperatorContractEntity>): Previous {
  const { contract, base, operator, stage, openAlerts, detail } = row;
  const alerts = stage === 'in-force' ? openAlerts : 0;
  return { contract, base, operator, alerts, file: detail.capabilityFile };
}

/** For what is watched while a contract is in force. */
export async function standingOf(
  ports: Pick<Ports, 'store'>,
  operator: OrganizationId,
  today: Day,
): Promise<Pick<ObserveOperator, 'grade' | 'gradeEndedOn' | 'listings'>> {
  const rows = await factsOf(ports, operator);
  const newest = newestOn(rows, 'grade', today);
  const last = begunOn(rows, 'grade', today).at(-1);
  return {
    grade: newest && { award: newest.event, grade: gradeIn(newest), validTo: lastDay(newest) },
    ...(newest === undefined && last && { gradeEndedOn: addDays(lastDay(last), 1) }),
    listings: inForceOn(rows, 'listing', today).map(listingIn),
  };
}

async function factsOf(
  { store }: Pick<Ports, 'store'>,
  operator: OrganizationId,
): Promise<readonly FactRow[]> {
  return rowsAsOf(organizationFactView, store, streamOf('organization', operator), {});
}

/** Bars are recorded here: that there is none is known. @throws ViewBehind */
async function barFact(ports: Ports, operator: OrganizationId, on: Day): Promise<Fact> {
  await ports.projection.waitUntil(operatorBarView, await ports.store.head());
  const bars = await ports.dataSource.getRepository(OperatorBarEntity).findBy({ operator });
  const inForce = bars.find((bar) => bar.validFrom <= on && on <= lastDayOf(bar));
  if (inForce === undefined) return { value: 'none', validFrom: on, sources: [] };
  const { validFrom, event } = inForce;
  const until = lastDayOf(inForce);
  return { value: { until }, validFrom, validTo: until, sources: [event] };
}

function listingIn({ event, data, validFrom }: FactRow): Listing {
  return { listing: event, list: data['list'] as Listing['list'], on: validFrom };
}
