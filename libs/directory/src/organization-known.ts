import { addDays, type Day, type EventId, type OrganizationId } from '@fuhua/kernel';
import {
  registerIsFresh,
  type Fact,
  type Facts,
  type FilingConclusion,
  type LegalKind,
} from '@fuhua/rules';
import type { FactKind, FactRow } from './fact-row.ts';
import { begunOn, inForceOn, legalStatusOn, newestOn } from './facts-on.ts';
import type { FilingDeadlineRow } from './filing-deadline-rows.ts';

/** Of one organization, and of its registrar's deadlines, as registry told them. */
export interface OrganizationTold {
  readonly organization: OrganizationId;
  readonly rows: readonly FactRow[];
  readonly deadlines: readonly FilingDeadlineRow[];
}

/**
 * What the rules of 5.1 to 5.6 ask about an organization, as it stands on a day. What nothing tells is no fact; what a
 * register says that is silent comes with the day of its synchronisation, for the rule to judge (definition 5).
 */
export function organizationKnownOn(told: OrganizationTold, on: Day): Facts {
  const { organization, rows } = told;
  const body = newestOn(rows, 'body', on);
  if (body === undefined) return {};
  const at = { ...told, body, on };
  return {
    'applicant.organization': fact(organization, body.validFrom, [body.event]),
    ...identityOf(at),
    ...filingsOf(at),
    ...registersOf(at),
    ...classificationsOf(at),
    ...teamOf(at),
    'applicant.relatedParties': fact(
      { organization, related: rows.filter(({ kind }) => kind === 'related-party').map(related) },
      ...dated(rows, 'related-party', on),
    ),
    'organization.active': fact(
      legalStatusOn(rows, on) === 'active',
      ...dated(rows, 'suspension', on),
    ),
  };
}

interface At extends OrganizationTold {
  /** What it is on the day: registered, filed, or preparing. */
  readonly body: FactRow;
  readonly on: Day;
}

function fact(value: unknown, validFrom: Day, sources: readonly EventId[]): Fact {
  return { value, validFrom, sources: [...sources] };
}

/** Of what all facts of a kind say together: known on the day, by every event of them. */
function dated(rows: readonly FactRow[], kind: FactKind, on: Day): [Day, readonly EventId[]] {
  return [on, begunOn(rows, kind, on).map(({ event }) => event)];
}

const kinds: Readonly<Record<string, string>> = {
  ...{ registered: 'registered', filed: 'filed', preparing: 'preparing-team' },
};

function identityOf({ rows, body, on }: At): Facts {
  const { validFrom, event, data } = body;
  const own = (value: unknown): Fact => fact(value, validFrom, [event]);
  const charity = newestOn(rows, 'charity', on);
  const form = String(data['form']);
  return {
    'applicant.kind': own(kinds[form]),
    'applicant.uscc': own(data['uscc'] ?? 'none'),
    ...(form === 'registered' && {
      'applicant.legalKind': own(data['kind']),
      'applicant.registeredOn': own(validFrom),
    }),
    ...(form === 'filed' && { 'applicant.filedOn': own(validFrom) }),
    'applicant.charity':
      charity === undefined
        ? own(false)
        : fact(charity.data['charity'] === true, charity.validFrom, [charity.event]),
  };
}

const yearly = ['annual-filing', 'filing-acceptance', 'filing-exemption', 'annual-conclusion'];

function filingsOf(at: At): Facts {
  const { rows, body, on } = at;
  if (body.data['form'] !== 'registered') return {};
  const told = rows.filter(({ kind, validFrom }) => yearly.includes(kind) && validFrom <= on);
  const first = Number(body.validFrom.slice(0, 4));
  const last = Number(on.slice(0, 4));
  const years = Array.from({ length: last - first + 1 }, (_, n) => first + n);
  const filings = years.flatMap((year) => yearlyFiling(at, told, year) ?? []);
  const newest = synchronisedOn(rows, 'annual-filings', on);
  const sources = [...told.map(({ event }) => event), ...(newest ? [newest.event] : [])];
  return {
    'organization.filings': fact(filings, on, sources),
    'organization.filingsSynchronisedOn': fact(newest?.validFrom ?? 'never', on, sources),
  };
}

/** Undefined for a year of which neither a filing nor a local deadline is on record. */
function yearlyFiling(
  { rows, deadlines, body, on }: At,
  told: readonly FactRow[],
  fiscalYear: number,
): object | undefined {
  const of = (kind: FactKind): FactRow | undefined =>
    told.findLast((row) => row.kind === kind && row.data['fiscalYear'] === fiscalYear);
  const [filed, accepted] = [of('annual-filing'), of('filing-acceptance')];
  const [exempted, concluded] = [of('filing-exemption'), of('annual-conclusion')];
  const charity = newestOn(rows, 'charity', filed?.validFrom ?? on)?.data['charity'] === true;
  const registrar = newestOn(rows, 'registrar', on)?.data['authority'];
  const legalKind = body.data['kind'] as LegalKind;
  const set = deadlines.find(
    (one) =>
      one.authority === registrar &&
      one.fiscalYear === fiscalYear &&
      one.organizationKind === legalKind &&
      one.charity === charity,
  );
  const isSilent = [filed, accepted, exempted, concluded, set].every((one) => one === undefined);
  if (isSilent) return undefined;
  const acceptedOn = accepted?.validFrom ?? filed?.data['acceptedAsTimelyOn'];
  return {
    ...{ fiscalYear, charity },
    ...(set && { localDeadline: set.namedDay }),
    ...(exempted && { exemptByRegistrar: true }),
    ...(filed && { filedOn: filed.validFrom }),
    ...(acceptedOn !== undefined && { acceptedAsTimelyOn: acceptedOn }),
    ...(concluded && {
      conclusion: {
        outcome: concluded.data['conclusion'] as FilingConclusion,
        publishedOn: concluded.validFrom,
      },
    }),
  };
}

function registersOf({ rows, on }: At): Facts {
  const lists = inForceOn(rows, 'listing', on);
  const listed = lists.map(({ data, validFrom }) => ({ list: data['list'], from: validFrom }));
  const penalties = rows.filter(
    ({ kind, data }) => kind === 'penalty' && (data['decidedOn'] as Day) <= on,
  );
  const decided = penalties.map(({ data: { decision, decidedOn } }) => ({ decision, decidedOn }));
  const of = (register: string, told: readonly FactRow[]): [Fact, readonly EventId[]] => {
    const newest = synchronisedOn(rows, register, on);
    const sources = [...told.map(({ event }) => event), ...(newest ? [newest.event] : [])];
    return [fact(newest?.validFrom ?? 'never', on, sources), sources];
  };
  const [listsSynchronised, listSources] = of('lists', lists);
  const [penaltiesSynchronised, penaltySources] = of('penalties', penalties);
  return {
    'organization.listings': fact(listed, on, listSources),
    'organization.listsSynchronisedOn': listsSynchronised,
    'organization.penalties': fact(decided, on, penaltySources),
    'organization.penaltiesSynchronisedOn': penaltiesSynchronised,
  };
}

/** What is recorded is known; that there is nothing more, only a fresh register of registrations says. */
function classificationsOf({ rows, body, on }: At): Facts {
  const inForce = inForceOn(rows, 'classification', on);
  const newest = synchronisedOn(rows, 'registrations', on);
  const isFresh = registerIsFresh(newest?.validFrom, on);
  const isUnregistered = body.data['form'] !== 'registered';
  if (inForce.length === 0 && !isFresh && !isUnregistered) return {};
  const sources = [...inForce, ...(newest && isFresh ? [newest] : [])].map(({ event }) => event);
  const value = inForce.map(({ data }) => data['classification']);
  return {
    'applicant.classifications': fact(value, on, sources.length > 0 ? sources : [body.event]),
  };
}

function teamOf({ rows, body, on }: At): Facts {
  if (body.data['form'] !== 'preparing') return {};
  const team = newestOn(rows, 'core-team', on);
  const approved = newestOn(rows, 'name-pre-approval', on);
  const applied = newestOn(rows, 'registration-application', on);
  const told = approved ?? applied ?? body;
  const name = approved ? 'pre-approved' : applied ? 'applied-for' : 'not-applied-for';
  return {
    ...(team && {
      'team.corePersons': fact(team.data['corePersons'], team.validFrom, [team.event]),
    }),
    'team.name': fact(name, told.validFrom, [told.event]),
  };
}

function related({ validFrom, validTo, endedOn, data }: FactRow): object {
  const last = endedOn === null ? validTo : addDays(endedOn, -1);
  const { relation, counterparty } = data;
  return { relation, counterparty, validFrom, ...(last !== null && { validTo: last }) };
}

/** The newest synchronisation of a register by that day. */
function synchronisedOn(rows: readonly FactRow[], register: string, on: Day): FactRow | undefined {
  return begunOn(rows, 'synchronisation', on).findLast(({ data }) =>
    (data['registers'] as readonly string[]).includes(register),
  );
}
