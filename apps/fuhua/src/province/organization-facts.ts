import { addDays, addMonths, type Day, type DivisionCode } from '@fuhua/kernel';
import type { OfficerCommand } from '@fuhua/registry';
import { termEnd, type LegalKind, type Uscc } from '@fuhua/rules';
import { between, dayBetween, happens, weighted, type Random } from '../random.ts';
import type { OrganizationPlan } from './organizations.ts';
import { later } from './story.ts';

/** The facts of an organization over the years, each on the day on which it would have been recorded. */

interface Span {
  readonly from: Day;
  readonly to: Day;
}

type Fact = Extract<OfficerCommand, { fact: unknown }>;
export type WantedFact = WantedOf<Fact>;
type WantedOf<C> = C extends Fact ? Pick<C, 'type' | 'fact'> : never;
export interface Dated {
  readonly on: Day;
  readonly wanted: WantedFact;
}

/** What an organization is in law, as it is planned. */
export interface PlannedBody {
  readonly kind: LegalKind | 'filed';
  readonly since: Day;
  readonly township?: DivisionCode | undefined;
  readonly code?: Uscc;
}

export const SOURCE = { name: '江苏省社会组织登记管理系统（测试）' } as const;
const REGISTERS = [
  'annual-filings',
  'lists',
  'penalties',
  'grades',
  'tax-qualifications',
  'registrations',
] as const;

/** All registers read on that day: what they do not say is known to be missing. */
function synchronised(on: Day): WantedFact {
  return {
    type: 'RecordSynchronisation',
    fact: { registers: [...REGISTERS], synchronisedOn: on, source: SOURCE },
  };
}

/** Once a year all registers are read, and on `readOn` besides. */
export function factsOf(
  plan: OrganizationPlan,
  body: PlannedBody,
  span: Span,
  random: Random,
  readOn: readonly Day[],
): readonly Dated[] {
  const facts: Dated[] = [...classified(plan, body, random), ...party(body, random)];
  const days = new Set(readOn);
  for (let year = Number(span.from.slice(0, 4)); year <= Number(span.to.slice(0, 4)); year += 1) {
    const on = dayBetween(`${String(year)}-02-01` as Day, `${String(year)}-11-30` as Day, random);
    if (on >= body.since) days.add(on);
  }
  for (const on of days) facts.push({ on, wanted: synchronised(on) });
  if (body.kind === 'filed') return facts;
  facts.push(...grades(plan, body, span, random), ...filings(body, span, random));
  facts.push(...listings(body, span, random), ...tax(body, span, random));
  return facts;
}

function classified(plan: OrganizationPlan, body: PlannedBody, random: Random): readonly Dated[] {
  const record = (
    classification: 'hub' | 'support' | 'social-work-agency' | 'community',
  ): Dated => ({
    on: body.since,
    wanted: {
      type: 'RecordClassification',
      fact: { classification, validFrom: body.since, source: SOURCE },
    },
  });
  if (plan.operator) {
    const fit = { 'social-work-agency': 6, hub: 3, support: 1 };
    return [record(weighted(fit, random))];
  }
  return happens(0.35, random)
    ? [record(body.township === undefined ? 'support' : 'community')]
    : [];
}

function party({ since }: PlannedBody, random: Random): readonly Dated[] {
  if (!happens(0.7, random)) return [];
  const coverage = weighted({ joint: 5, independent: 3, instructor: 1, none: 1 }, random);
  const members = coverage === 'independent' ? '3-49' : '1-2';
  const fact = { coverage, members, since, source: SOURCE } as const;
  return [{ on: since, wanted: { type: 'RecordPartyOrganization', fact } }];
}

/** Operators are rated, most of them well enough; the others sometimes. Some grades lapse within the years. */
function grades(
  { operator }: OrganizationPlan,
  body: PlannedBody,
  span: Span,
  random: Random,
): readonly Dated[] {
  if (!operator && !happens(0.3, random)) return [];
  const weights = operator
    ? { '1A': 0, '2A': 2, '3A': 5, '4A': 3 }
    : { '1A': 1, '2A': 3, '3A': 3, '4A': 1 };
  const validFrom = later(
    addMonths(body.since, 25),
    dayBetween(addMonths(span.from, -54), span.to, random),
  );
  if (validFrom > span.to) return [];
  const grade = weighted(weights, random);
  const awarded = { rater: '民政局（测试）', plateLevel: 'county', awardedOn: validFrom } as const;
  const validTo = termEnd(validFrom, 60);
  const fact = { grade, ...awarded, validFrom, validTo, source: SOURCE };
  return [{ on: validFrom, wanted: { type: 'RecordGrade', fact } }];
}

function filings(body: PlannedBody, span: Span, random: Random): readonly Dated[] {
  const dated: Dated[] = [];
  for (let year = Number(span.from.slice(0, 4)); year <= Number(span.to.slice(0, 4)); year += 1) {
    const fiscalYear = year - 1;
    if (`${String(fiscalYear)}-12-31` < body.since || happens(0.04, random)) continue;
    const lastDay = `${String(year)}-${body.kind === 'foundation' ? '03-31' : '05-31'}` as Day;
    const early = dayBetween(`${String(year)}-01-08` as Day, lastDay, random);
    const filedOn = happens(0.03, random) ? addDays(lastDay, between(5, 60, random)) : early;
    const filing = { fiscalYear, filing: 'annual-inspection', filedOn, source: SOURCE } as const;
    dated.push({ on: filedOn, wanted: { type: 'RecordAnnualFiling', fact: filing } });
    const conclusion = weighted({ pass: 92, 'basic-pass': 5, fail: 3 }, random);
    const publishedOn = addDays(filedOn, between(30, 90, random));
    const fact = { fiscalYear, conclusion, publishedOn, source: SOURCE };
    dated.push({ on: publishedOn, wanted: { type: 'RecordAnnualConclusion', fact } });
  }
  return dated;
}

function listings({ since }: PlannedBody, span: Span, random: Random): readonly Dated[] {
  if (!happens(0.04, random)) return [];
  const on = dayBetween(later(since, span.from), span.to, random);
  const serious = happens(0.15, random);
  const entry = serious
    ? ({ list: 'serious-violation', ground: 'large-fine' } as const)
    : ({ list: 'abnormal-activity', ground: 'annual-report' } as const);
  return [{ on, wanted: { type: 'RecordListing', fact: { ...entry, on, source: SOURCE } } }];
}

function tax({ since }: PlannedBody, span: Span, random: Random): readonly Dated[] {
  if (!happens(0.12, random)) return [];
  const validFrom = later(since, dayBetween(addMonths(span.from, -50), span.to, random));
  const validTo = termEnd(validFrom, 60);
  const fact = { qualification: 'npo-exemption', validFrom, validTo, source: SOURCE } as const;
  return [{ on: validFrom, wanted: { type: 'RecordTaxQualification', fact } }];
}
