import {
  begunOn,
  type FactKind,
  type FactRow,
  FilingDeadlineEntity,
  inForceOn,
  namedOn,
  newestOn,
} from '@fuhua/directory';
import { addDays, type Day, type DivisionCode } from '@fuhua/kernel';
import type { CallerOfRequest } from '@fuhua/platform/auth';
import type { Line, SortKey, Wanted } from '@fuhua/platform/service';
import {
  filingStanding,
  newestCalendar,
  type FilingStanding,
  type LegalKind,
  type Uscc,
} from '@fuhua/rules';
import { In, type EntityManager } from 'typeorm';
import { AuthorityEntity } from '../authority/authority.view.ts';
import { reachOf, reachOfDivision, within } from '../authority/reach.view.ts';
import { OrganizationEntity, type OrganizationRow } from './organization.view.ts';
import type { Standing, StandingQuery } from './standing.dto.ts';

/** Where an organization on record stands on a day, as far as is known of it. */
export interface OrganizationStanding extends Pick<OrganizationRow, 'name' | 'form' | 'division'> {
  readonly id: OrganizationRow['organization'];
  readonly uscc: Uscc | null;
  readonly kind: LegalKind | null;
  readonly registrar: OrganizationRow['registrarAuthority'];
  readonly registrarName: string | null;
  readonly registrarDivision: DivisionCode;
  /** In force. */
  readonly grade: string | null;
  readonly gradeValidTo: Day | null;
  readonly abnormal: boolean;
  readonly serious: boolean;
  /** The last year whose filing was due by the day; null of one that files nothing. */
  readonly fiscalYear: number | null;
  readonly filing: FilingStanding['timeliness'] | null;
  /** Decided by the day, executed ones too. */
  readonly penalties: number;
}

const kindsRead: FactKind[] = [
  ...(['grade', 'listing', 'penalty', 'charity', 'synchronisation'] as const),
  ...(['annual-filing', 'filing-acceptance', 'filing-exemption'] as const),
];

/** Without any such fact an organization cannot be of that standing: most need not be read. */
const kindNeeded: Partial<Readonly<Record<Standing, FactKind>>> = {
  ...({ graded: 'grade', abnormal: 'listing', serious: 'listing' } as const),
  ...({ 'filing-late': 'annual-filing', penalized: 'penalty' } as const),
};
const ANY_FACT =
  'select from organization_fact fact where fact.stream = one.stream and fact.kind = :kind';

/** Within the caller's reach: where it works from today, or of the caller's own registrar. */
export async function* standingsOn(
  { manager, on, after, batch }: Wanted,
  caller: CallerOfRequest,
  { division, registrar, standing }: Pick<StandingQuery, 'division' | 'registrar' | 'standing'>,
): AsyncGenerator<Line<OrganizationStanding>> {
  const reach = await reachOf(manager, caller, on);
  const asked = await reachOfDivision(manager, division, on);
  const beside = await besideOf(manager, on);
  for (let last = after; ;) {
    const query = manager
      .createQueryBuilder(OrganizationEntity, 'one')
      .where({ stage: In(['on-record', 'linking']) })
      .andWhere('one.since <= :on and (one.ended_on is null or one.ended_on > :on)', { on });
    if (last) query.andWhere('(one.division, one.stream) > (:...last)', { last });
    if (registrar) query.andWhere({ registrarAuthority: registrar });
    const kind = standing && kindNeeded[standing];
    if (kind) query.andWhere(`exists (${ANY_FACT})`, { kind });
    within(query, reach, places, 'reach');
    within(query, asked, places, 'asked');
    query.orderBy({ 'one.division': 'ASC', 'one.stream': 'ASC' }).take(batch);
    const rows = await query.getMany();
    const facts = await factsOf(manager, rows);
    for (const row of rows) {
      const item = standingOf(row, facts.get(row.stream) ?? [], beside, on);
      if (standing === undefined || isOf(item, standing)) yield { key: keyOf(row), item };
    }
    const end = rows.at(-1);
    if (end === undefined || rows.length < batch) return;
    last = keyOf(end);
  }
}

const places = { division: 'one.division', authority: 'one.registrar_authority' };

function keyOf({ division, stream }: OrganizationRow): SortKey {
  return [division, stream];
}

export function isOf(one: OrganizationStanding, standing: Standing): boolean {
  switch (standing) {
    case 'graded':
      return one.grade !== null;
    case 'ungraded':
      return one.grade === null;
    case 'abnormal':
      return one.abnormal;
    case 'serious':
      return one.serious;
    case 'filing-late':
      return one.filing === 'late';
    case 'filing-missing':
      return one.filing === 'none';
    case 'penalized':
      return one.penalties > 0;
  }
}

interface Beside {
  readonly registrars: ReadonlyMap<string, string>;
  /** Named days by registrar, fiscal year, kind and charity. */
  readonly deadlines: ReadonlyMap<string, Day>;
}

async function besideOf(manager: EntityManager, on: Day): Promise<Beside> {
  const registrars = await manager.findBy(AuthorityEntity, { kind: 'civil-affairs' });
  const year = Number(on.slice(0, 4));
  const deadlines = await manager.findBy(FilingDeadlineEntity, {
    fiscalYear: In([year - 1, year - 2]),
  });
  return {
    registrars: new Map(registrars.map(({ authority, names }) => [authority, namedOn(names, on)])),
    deadlines: new Map(
      deadlines.map((one) => [
        deadlineKey(one.authority, one.fiscalYear, one.organizationKind, one.charity),
        one.namedDay,
      ]),
    ),
  };
}

function deadlineKey(...parts: readonly [string, number, LegalKind, boolean]): string {
  return parts.join();
}

/** Rows as `OrganizationFactEntity` has them; no entity is made of each, of which a province has hundreds of thousands. */
const FACTS = `select stream, event, kind, revision, sequence, valid_from::text as "validFrom",
    valid_to::text as "validTo", ended_on::text as "endedOn", data, source
  from organization_fact where stream = any($1) and kind = any($2)`;

async function factsOf(
  manager: EntityManager,
  rows: readonly OrganizationRow[],
): Promise<ReadonlyMap<string, readonly FactRow[]>> {
  const streams = rows.map(({ stream }) => stream);
  const facts = await manager.query<readonly FactRow[]>(FACTS, [streams, kindsRead]);
  const groups = new Map<string, FactRow[]>(streams.map((stream) => [stream, []]));
  for (const fact of facts) groups.get(fact.stream)?.push(fact);
  return groups;
}

function standingOf(
  row: OrganizationRow,
  facts: readonly FactRow[],
  beside: Beside,
  on: Day,
): OrganizationStanding {
  const { organization: id, name, form, kind, uscc, division } = row;
  const { registrarAuthority: registrar, registrarDivision } = row;
  const grade = newestOn(facts, 'grade', on);
  const lists = new Set(inForceOn(facts, 'listing', on).map(({ data }) => data['list']));
  const registrarName = registrar === null ? null : (beside.registrars.get(registrar) ?? null);
  return {
    ...{ id, name, form, kind, uscc, division, registrar, registrarName, registrarDivision },
    grade: (grade?.data['grade'] as string | undefined) ?? null,
    gradeValidTo: grade === undefined ? null : lastDayOf(grade),
    ...{ abnormal: lists.has('abnormal-activity'), serious: lists.has('serious-violation') },
    ...lastFiling(row, facts, beside, on),
    penalties: begunOn(facts, 'penalty', on).length,
  };
}

function lastDayOf({ validTo, endedOn }: FactRow): Day | null {
  return endedOn === null ? validTo : addDays(endedOn, -1);
}

/** Of the last fiscal year, or the one before it while filing for that is pending (definition 6). */
function lastFiling(
  row: OrganizationRow,
  facts: readonly FactRow[],
  beside: Beside,
  on: Day,
): Pick<OrganizationStanding, 'fiscalYear' | 'filing'> {
  const last = Number(on.slice(0, 4)) - 1;
  for (const fiscalYear of [last, last - 1]) {
    const filing = filingOf(row, facts, beside, fiscalYear, on);
    if (filing === undefined) break;
    if (filing !== 'pending' && filing !== 'nothing-due') return { fiscalYear, filing };
  }
  return { fiscalYear: null, filing: null };
}

function filingOf(
  { kind, registeredOn, registrarAuthority }: OrganizationRow,
  facts: readonly FactRow[],
  { deadlines }: Beside,
  fiscalYear: number,
  on: Day,
): FilingStanding['timeliness'] | undefined {
  if (kind === null || registeredOn === null) return undefined;
  const ofYear = (of: FactKind): FactRow | undefined =>
    begunOn(facts, of, on).findLast(({ data }) => data['fiscalYear'] === fiscalYear);
  const filed = ofYear('annual-filing');
  const status = newestOn(facts, 'charity', filed?.validFrom ?? on);
  const charity = status?.data['charity'] === true;
  const synchronised = begunOn(facts, 'synchronisation', on).findLast(({ data }) =>
    (data['registers'] as readonly string[]).includes('annual-filings'),
  );
  const accepted = filed?.data['acceptedAsTimelyOn'] as Day | undefined;
  const of = { kind, charity, fiscalYear };
  return filingStanding(
    {
      ...{ ...of, registeredOn, exemptByRegistrar: ofYear('filing-exemption') !== undefined },
      localDeadline:
        registrarAuthority === null
          ? undefined
          : deadlines.get(deadlineKey(registrarAuthority, fiscalYear, kind, charity)),
      filedOn: filed?.validFrom,
      acceptedAsTimelyOn: ofYear('filing-acceptance')?.validFrom ?? accepted,
      synchronisedOn: synchronised?.validFrom,
    },
    on,
    newestCalendar(),
  ).timeliness;
}
