import { ZoneMappingEntity, type ZoneMappingRow, mappedOn } from '@fuhua/directory';
import { streamOf, type BaseId, type Day, type DivisionCode } from '@fuhua/kernel';
import type { CallerOfRequest } from '@fuhua/platform/auth';
import type { Line, SortKey, Wanted } from '@fuhua/platform/service';
import { division as divisionOn } from '@fuhua/rules';
import { In, type EntityManager } from 'typeorm';
import { countyOf, reachOf, reachOfDivision, within } from '../authority/reach.view.ts';
import {
  OperatorContractEntity,
  type OperatorContractRow,
} from '../operatorcontract/operatorcontract.view.ts';
import { OrganizationEntity } from '../organization/organization.view.ts';
import { baseOn, type BaseAnswer } from './base-answer.http.ts';
import { BaseFactEntity, type BaseFactRow } from './base-fact.view.ts';
import { BaseSystem, type BasePart, type Responsible } from './base.events.ts';
import { BaseEntity, type BaseRow } from './base.view.ts';
import { upkeepOn } from './upkeep-answer.http.ts';
import { BaseUpkeepEntity, type UpkeepRow } from './upkeep.view.ts';

/** Bases in being on a day, each as it stood then: what every report on bases is made of. */

export interface BaseOnRecord extends Pick<
  BaseAnswer,
  'id' | 'name' | 'kind' | 'level' | 'location' | 'stage' | 'sponsor' | 'field' | 'capacity'
> {
  /** That it lies in, or that its functional zone counts for. */
  readonly county: DivisionCode | null;
  readonly countyName: string | null;
  readonly regime: string | null;
  /** Approved, with extensions, in order of code. */
  readonly functions: readonly string[];
  /** By name. */
  readonly responsible: readonly string[];
  readonly registered: boolean;
  readonly operator: OperatorOfBase | null;
  readonly partyService: boolean;
  readonly systemsMissing: readonly BaseSystem[];
  readonly completenessPercent: number;
  readonly missing: readonly BasePart[];
  readonly verifiedOn: Day | null;
  readonly daysSinceVerified: number | null;
}

interface OperatorOfBase {
  readonly organization: OperatorContractRow['operator'];
  readonly name: string | null;
  readonly contract: OperatorContractRow['contract'];
  readonly end: Day | null;
}

interface Asked {
  readonly caller: CallerOfRequest;
  readonly division?: DivisionCode | undefined;
}

/** Within the caller's reach, by today's location. */
export async function* basesOn(
  { manager, on, after, batch }: Wanted,
  { caller, division }: Asked,
): AsyncGenerator<Line<BaseOnRecord>> {
  const reach = await reachOf(manager, caller, on);
  const asked = await reachOfDivision(manager, division, on);
  const mappings = await manager.find(ZoneMappingEntity);
  for (let last = after; ;) {
    const query = manager.createQueryBuilder(BaseEntity, 'one');
    query.where('one.established_on <= :on and (one.ended_on is null or one.ended_on > :on)', {
      on,
    });
    if (last) query.andWhere('(one.location, one.stream) > (:...last)', { last });
    const places = { division: 'one.location', authority: 'one.sponsor' };
    within(query, reach, places, 'reach');
    within(query, asked, places, 'asked');
    query.orderBy({ 'one.location': 'ASC', 'one.stream': 'ASC' }).take(batch);
    const rows = await query.getMany();
    const beside = await besideOf(manager, rows, on);
    for (const row of rows) yield { key: keyOf(row), item: onRecord(row, beside, mappings, on) };
    const end = rows.at(-1);
    if (end === undefined || rows.length < batch) return;
    last = keyOf(end);
  }
}

function keyOf({ location, stream }: BaseRow): SortKey {
  return [location, stream];
}

interface Beside {
  readonly facts: ReadonlyMap<string, readonly BaseFactRow[]>;
  readonly upkeep: ReadonlyMap<string, readonly UpkeepRow[]>;
  readonly operators: ReadonlyMap<BaseId, OperatorOfBase>;
}

async function besideOf(
  manager: EntityManager,
  rows: readonly BaseRow[],
  on: Day,
): Promise<Beside> {
  const stream = In(rows.map((row) => row.stream));
  return {
    facts: byStream(await manager.findBy(BaseFactEntity, { stream })),
    upkeep: byStream(await manager.findBy(BaseUpkeepEntity, { stream })),
    operators: await operatorsOf(
      manager,
      rows.map(({ base }) => base),
      on,
    ),
  };
}

function byStream<Row extends { readonly stream: string }>(
  rows: readonly Row[],
): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.stream);
    if (group === undefined) groups.set(row.stream, [row]);
    else group.push(row);
  }
  return groups;
}

/** Whose contract is in force on that day, from its signature to its end. */
async function operatorsOf(
  manager: EntityManager,
  bases: readonly BaseId[],
  on: Day,
): Promise<ReadonlyMap<BaseId, OperatorOfBase>> {
  const contracts = await manager
    .createQueryBuilder(OperatorContractEntity, 'one')
    .where({ base: In([...bases]), stage: In(['in-force', 'ended']) })
    .andWhere('one.starts_on <= :on and coalesce(one.ended_on, one.ends_on) >= :on', { on })
    .orderBy({ 'one.start': 'ASC', 'one.stream': 'ASC' })
    .getMany();
  const streams = contracts.map(({ operator }) => streamOf('organization', operator));
  const named = await manager.findBy(OrganizationEntity, { stream: In(streams) });
  const names = new Map(named.map(({ organization, name }) => [organization, name]));
  return new Map(
    contracts.map(({ base, operator: organization, contract, end }) => [
      base,
      { organization, name: names.get(organization) ?? null, contract, end },
    ]),
  );
}

function onRecord(
  row: BaseRow,
  { facts, upkeep, operators }: Beside,
  mappings: readonly ZoneMappingRow[],
  on: Day,
): BaseOnRecord {
  const ofBase = facts.get(row.stream) ?? [];
  const base = baseOn(row, ofBase, (location) => mappedOn(mappings, location, on), on);
  const kept = upkeepOn(row, upkeep.get(row.stream) ?? [], ofBase, on);
  const { id, name, kind, level, location, stage, sponsor, field, capacity } = base;
  const county = countyOf(location, mappings, on);
  const approved = [base.functions, ...base.extensions].flatMap(
    (fact) => (fact?.['functions'] ?? []) as readonly string[],
  );
  const { percent, missing } = kept.completeness;
  return {
    ...{ id, name, kind, level, location, stage, sponsor, field, capacity, county },
    countyName: county && (divisionOn(county, on)?.name ?? null),
    regime: (base.regime?.['regime'] as string | undefined) ?? null,
    functions: [...new Set(approved)].sort(),
    responsible: bodiesIn(base.responsible as Responsible | null),
    registered: base.registration !== null,
    operator: operators.get(id) ?? null,
    partyService: kept.partyService,
    systemsMissing: BaseSystem.options.filter((system) => !kept.systems.includes(system)),
    ...{ completenessPercent: percent, missing },
    ...{ verifiedOn: kept.verifiedOn, daysSinceVerified: kept.daysSinceVerified },
  };
}

function bodiesIn(responsible: Responsible | null): readonly string[] {
  if (responsible === null) return [];
  switch (responsible.regime) {
    case 'B':
      return [responsible.manager.name];
    case 'C':
      return [responsible.lead.name, responsible.guide.name];
    case 'D':
      return [responsible.body.name];
  }
}
