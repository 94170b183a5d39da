import { addDays, addMonths, type Actor, type Day, type Source } from '@fuhua/kernel';
import { aboutBase, base, type BaseOfficerCommand } from '@fuhua/registry';
import {
  committee,
  newestCalendar,
  shippedRuleSets,
  townshipBody,
  type Directory,
  type FunctionCode,
} from '@fuhua/rules';
import { between, happens, oneOf, randomOf, seedOf, weighted, type Random } from '../random.ts';
import { about, type BasePlan } from './base-plans.ts';
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

/** A command without what is looked up for it. */
type Wanted<C> = C extends unknown
  ? Omit<C, 'acting' | 'directory' | 'today' | 'ruleSets' | 'calendar' | 'knownThrough'>
  : never;

const SOURCE: Source = { name: '孵化基地台账（测试）' };
/** The guidance is in force from here on: earlier things are recorded as they were. */
const FIRST_RULE_SET = '2023-10-11' as Day;
const SYSTEMS = ['personnel', 'finance', 'project', 'performance', 'disclosure'] as const;
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

interface Telling {
  readonly writer: Writer;
  readonly offices: Offices;
  readonly plan: BasePlan;
  readonly story: StoryOf<typeof base>;
  readonly directory: Directory;
  readonly random: Random;
  readonly span: Span;
  /** Of what was told last. */
  on: Day;
}

/** Some days later; nothing after the end of the span. Answers whether it was told. */
async function next(
  told: Telling,
  wanted: Wanted<BaseOfficerCommand> | ((on: Day) => Wanted<BaseOfficerCommand>),
  second = false,
): Promise<boolean> {
  const on = addDays(told.on, between(0, 9, told.random));
  if (on > told.span.to) return false;
  told.on = on;
  const by = told.offices.officerOf(told.plan.decides, second);
  const command = typeof wanted === 'function' ? wanted(on) : wanted;
  await told.story.tell({
    on,
    by,
    command: { ...command, ...actOf(told, on) } as BaseOfficerCommand,
  });
  return true;
}

/** What the edge looks up before a command about a base. */
function actOf({ writer: { knownThrough }, plan, directory }: Telling, today: Day) {
  const rules = { ruleSets: shippedRuleSets, calendar: newestCalendar() };
  return { acting: plan.decides, directory, today, ...rules, knownThrough };
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

async function upkeep(told: Telling): Promise<void> {
  const { random, plan, span } = told;
  const source = SOURCE;
  const responsible = personOf(told.writer, `first ${plan.decides.id}`);
  const steps: Wanted<BaseOfficerCommand>[] = [];
  const from = told.on;
  for (const system of SYSTEMS) {
    if (happens(0.2, random)) continue;
    const document = `${system}管理制度（测试）`;
    steps.push({ type: 'EstablishSystem', fact: { system, document, since: from, source } });
  }
  if (happens(0.75, random)) {
    const fact = { place: 'room', responsible, validFrom: from, source } as const;
    steps.push({
      type: 'EnablePartyService',
      fact: { ...fact, source: { ...source, evidence: [EVIDENCE] } },
    });
  }
  if (happens(0.7, random)) {
    const name = `${nameOf(plan.location, span.from)}综合服务中心（测试）`;
    const kind =
      plan.level === 'village' ? 'community-service-facility' : 'township-service-facility';
    const validTo = addMonths(from, 12 * between(1, 5, random));
    const areaM2 = 60 + about(900, random);
    steps.push({
      type: 'LinkHostFacility',
      fact: { kind, name, areaM2, validFrom: from, validTo, source },
    });
  }
  const model = weighted({ 'self-run': 3, purchased: 5, 'co-run': 2 }, random);
  const legalBasis = '依法依规（测试）';
  steps.push({ type: 'SetOperatingModel', fact: { model, legalBasis, since: from, source } });
  for (let n = about(4, random); n > 0; n -= 1) {
    const person = personOf(told.writer, `staff ${plan.base} ${String(n)}`);
    const fact = { person, post: '专职人员', fullTime: true, validFrom: from, source };
    steps.push({ type: 'AssignStaff', fact });
  }
  for (const step of steps) if (!(await next(told, step))) return;
  if (happens(0.3, random)) await recruit(told);
}

/** Sometimes two are equal, and then the one with the qualification is taken (R-STF-01). */
async function recruit(told: Telling): Promise<void> {
  const { random } = told;
  const candidates = ['A1', 'A2', 'A3'].map((candidate) => ({
    candidate,
    totalScore: String(oneOf([82, 85.5, 85.5, 90], random)),
    socialWorkQualification: happens(0.5, random),
  }));
  const best = candidates.toSorted(
    (a, b) =>
      Number(b.totalScore) - Number(a.totalScore) ||
      Number(b.socialWorkQualification) - Number(a.socialWorkQualification),
  )[0];
  await next(told, (on) => ({
    type: 'ChooseStaff',
    fact: { post: '项目专员', candidates, chosen: best?.candidate ?? 'A1', on, source: SOURCE },
  }));
}

/** Looked at again and verified every year, where the officers are diligent. */
async function years(told: Telling): Promise<void> {
  const { random } = told;
  for (;;) {
    told.on = addDays(told.on, between(240, 350, random));
    if (happens(0.85, random)) {
      const checked = ['location', 'staff', 'systems'] as const;
      const verified = await next(told, (on) => ({
        type: 'VerifyBase',
        fact: { on, checked: [...checked], source: SOURCE },
      }));
      if (!verified) return;
    }
    if (told.on > told.span.to) return;
    const state = told.story.state();
    const isClassified = state.stage === 'active' && state.regime.classified !== undefined;
    if (isClassified && happens(0.85, random)) {
      if (!(await next(told, { type: 'ClassifyRegime' }))) return;
    }
  }
}

/** SHA-256 of nothing: a file that was never there. */
const EVIDENCE = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
