import type { Actor, Day } from '@fuhua/kernel';
import { aboutBase, base } from '@fuhua/registry';
import { committee, townshipBody, type Directory, type FunctionCode } from '@fuhua/rules';
import { happens, randomOf, seedOf, type Random } from '../random.ts';
import { about, type BasePlan } from './base-plans.ts';
import { actOf, next, SOURCE, type Telling } from './base-telling.ts';
import { upkeep, years } from './base-years.ts';
import { nameOf, type Offices } from './offices.ts';
import { later, personOf, storyOf, type StoryOf, type Writer } from './story.ts';

/** A base from its registration on, as the officers of its authority would have recorded it. */

export interface BaseTold {
  readonly plan: BasePlan;
  readonly story: StoryOf<typeof base>;
  readonly directory: Directory;
  /** From when it may be operated: its record was opened and there are rules to decide by. */
  readonly begun: Day;
}

interface Span {
  readonly from: Day;
  readonly to: Day;
}

/** The guidance is in force from here on: earlier things are recorded as they were. */
const FIRST_RULE_SET = '2023-10-11' as Day;
const OWN_FUNCTIONS: Readonly<Record<BasePlan['level'], readonly FunctionCode[]>> = {
  province: ['incubation', 'party-service', 'training-exchange', 'information'],
  city: ['incubation', 'party-service', 'resource-link', 'brand', 'supervise-assess'],
  county: [
    'incubation',
    'party-service',
    'integrate',
    'research',
    'standard',
    'grading',
    'venture',
  ],
  township: ['incubation', 'party-service', 'space', 'capacity', 'training', 'demand-link'],
  village: ['incubation', 'space', 'information', 'demand-link'],
};

export async function baseOf(
  writer: Writer,
  offices: Offices,
  plan: BasePlan,
  span: Span,
): Promise<BaseTold> {
  const random = randomOf(seedOf(writer.seed, 'base', plan.base));
  const story = storyOf(writer, base, plan.base, { about: aboutBase });
  const directory = directoryOf(offices, plan);
  const opened = later(plan.establishedOn, span.from);
  const told: Telling = { writer, offices, plan, story, directory, random, span, on: opened };
  await register(told);
  told.on = later(told.on, FIRST_RULE_SET);
  const begun = told.on;
  await functions(told);
  await regime(told);
  await upkeep(told);
  await years(told);
  await story.until(span.to);
  return { plan, story, directory, begun };
}

/** The offices that an act on the base may come to, and the map of its zone. */
export function directoryOf(
  { bureaus, sponsors, zones }: Offices,
  { location }: BasePlan,
): Directory {
  const zoneMapping = zones.find(({ zone }) => location.startsWith(zone));
  const authorities = [...bureaus, ...sponsors].filter(
    ({ id, division }) => location.startsWith(division) || id === zoneMapping?.actingAuthority,
  );
  return { authorities, ...(zoneMapping && { zoneMapping }) };
}

async function register(told: Telling): Promise<void> {
  const { offices, plan, story, random, on, span } = told;
  const { base: id, kind, level, location, establishedOn, decides, sponsor } = plan;
  const place = `${nameOf(location.slice(0, 6) as typeof location, span.from)}${nameOf(location, span.from)}`;
  const source = establishedOn < on ? { ...SOURCE, migrated: true as const } : SOURCE;
  const by: Actor = offices.officerOf(decides);
  await story.tell({
    on,
    by,
    command: {
      ...actOf(told, on),
      type: 'RegisterBase',
      base: id,
      fact: {
        name: `${place}社会组织孵化基地${id.slice(0, 4)}（测试）`,
        kind,
        ...(kind === 'regional-platform' && { platform: 'incubator' as const }),
        level,
        location,
        establishedOn,
        capacity: 4 + about(26, random),
        source,
      },
      ...(sponsor && {
        special: { sponsor: sponsor.id, field: sponsor.department ?? 'education' },
      }),
    },
  });
}

/** Declared and decided; some claim what is not for their level, and get it as an extension or go without. */
async function functions(told: Telling): Promise<void> {
  const { plan, random } = told;
  const own = OWN_FUNCTIONS[plan.level].filter(() => happens(0.85, random));
  const set: readonly FunctionCode[] = own.length === 0 ? ['incubation'] : own;
  const claimed = happens(0.12, random) ? [...new Set([...set, foreign(plan)])] : set;
  const declare = (functions: readonly FunctionCode[]) => (on: Day) => ({
    type: 'DeclareFunctions' as const,
    fact: { functions: [...functions], on },
  });
  if (!(await next(told, declare(claimed)))) return;
  if (!(await next(told, { type: 'DecideFunctions' })) || claimed === set) return;
  if (happens(0.5, random)) {
    const extended = await next(told, (on) => ({
      type: 'ApproveExtension',
      fact: { functions: [foreign(plan)], reason: '当地需要（测试）', on, source: SOURCE },
    }));
    if (!extended) return;
  }
  const again = happens(0.5, random) ? set : claimed;
  if (await next(told, declare(again))) await next(told, { type: 'DecideFunctions' });
}

function foreign({ level }: BasePlan): FunctionCode {
  return level === 'township' || level === 'village' ? 'research' : 'space';
}

/** Recorded, sometimes incompletely, and classified; then what the regime asks for. */
async function regime(told: Telling): Promise<void> {
  const { random } = told;
  const complete = inputsOf(random);
  const isPartial = happens(0.12, random);
  const { yearlyFundsFen: _funds, hasCharter: _charter, ...partial } = complete;
  const record = (inputs: object) => (on: Day) =>
    ({ type: 'RecordRegimeInputs', fact: { ...inputs, on, source: SOURCE } }) as const;
  if (!(await next(told, record(isPartial ? partial : complete)))) return;
  if (!(await next(told, { type: 'ClassifyRegime' }))) return;
  if (isPartial && happens(0.8, random)) {
    if (!(await next(told, record(complete)))) return;
    if (!(await next(told, { type: 'ClassifyRegime' }))) return;
  }
  await consequences(told);
}

function inputsOf(random: Random) {
  const isTight = happens(0.4, random);
  return {
    natureDefinable: happens(0.93, random),
    meetsRegistrationConditions: happens(0.35, random),
    areaM2: 60 + about(900, random),
    fullTimeStaff: about(8, random),
    liveIncubatees: about(24, random),
    yearlyFundsFen: String(about(600_000, random) * 100),
    hasCharter: isTight || happens(0.5, random),
    hasRegularMeeting: isTight || happens(0.5, random),
    hasOwnAccount: isTight,
  };
}

/** By the regime that the decision concluded. */
async function consequences(told: Telling): Promise<void> {
  const state = told.story.state();
  if (state.stage !== 'active') return;
  const found = state.regime.classified?.regime;
  const { location } = told.plan;
  const division = location;
  const source = SOURCE;
  const place = nameOf(location, told.span.from);
  const other = { kind: 'other', name: `${place}社会事务办公室（测试）` } as const;
  switch (found) {
    case undefined:
      return;
    case 'A':
      if (happens(0.15, told.random)) return;
      await next(told, (filedOn) => ({
        type: 'RecordRegistrationFiling',
        fact: { filedOn, source },
      }));
      return;
    case 'B': {
      const of = townshipBody(location);
      const manager = of === undefined ? other : { ...of, name: `${place}镇街（测试）` };
      await next(told, (since) => ({
        type: 'AssignTownshipManagement',
        fact: { manager, since, source },
      }));
      return;
    }
    case 'C': {
      const lead = {
        kind: 'community-party-organization',
        division,
        name: `${place}党总支（测试）`,
      } as const;
      const of = committee(location);
      const guide = of === undefined ? other : { ...of, name: `${place}委员会（测试）` };
      await next(told, (since) => ({
        type: 'AssignCommunityPartyLeadership',
        fact: { lead, guide, since, source },
      }));
      return;
    }
    case 'D':
      await next(told, (since) => ({
        type: 'AssignResponsibleBody',
        fact: { body: other, reason: '性质暂难界定（测试）', since, source },
      }));
      return;
    case 'manual':
      await manual(told, { regime: 'D', body: other });
  }
}

/** Proposed by one officer and approved by another; some wait. */
async function manual(
  told: Telling,
  responsible: { regime: 'D'; body: { kind: 'other'; name: string } },
): Promise<void> {
  const proposed = await next(told, (on) => ({
    type: 'ProposeManualRegime',
    fact: { responsible, reason: '规模较小但组织紧密（测试）', on, source: SOURCE },
  }));
  if (!proposed || happens(0.2, told.random)) return;
  const by = personOf(told.writer, `second ${told.plan.decides.id}`);
  await next(told, { type: 'ApproveManualRegime', by }, true);
}
