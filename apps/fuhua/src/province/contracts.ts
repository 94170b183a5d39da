import {
  addDays,
  type Actor,
  type Day,
  type OperatorContractId,
  type PersonId,
} from '@fuhua/kernel';
import { uuidOf, type Drafted } from '@fuhua/platform/handle';
import {
  aboutContract,
  knownOfOperator,
  operatorContract,
  operatorSeat,
  organizationFactView,
  type OperatorContractCommand,
} from '@fuhua/registry';
import { newestCalendar, termEnd, type Authority, type Fact, type RuleSet } from '@fuhua/rules';
import { between, happens, randomOf, seedOf, type Random } from '../random.ts';
import type { BasePlan } from './base-plans.ts';
import type { BaseTold } from './bases.ts';
import type { Offices } from './offices.ts';
import type { OrganizationTold } from './organizations.ts';
import { eventOf, storyOf, type AnyStory, type StoryOf, type Writer } from './story.ts';

/** Who operates a base: nominated, decided, signed or refused, published, watched, ended. */

interface Span {
  readonly from: Day;
  readonly to: Day;
}

/** A command without what is looked up for it. */
type Wanted<C> = C extends { acting: Authority } ? Omit<C, keyof Act> : never;
interface Act {
  acting: Authority;
  person: PersonId;
  base: unknown;
  directory: unknown;
  today: Day;
  ruleSets: unknown;
}

interface Telling {
  readonly offices: Offices;
  readonly base: BaseTold;
  readonly operator: OrganizationTold;
  readonly contract: OperatorContractId;
  readonly story: StoryOf<typeof operatorContract>;
  readonly random: Random;
  readonly knownThrough: Readonly<Record<string, string>>;
  readonly ruleSets: readonly RuleSet[];
}

/** SHA-256 of nothing: a file that was never there. */
const FILE = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

export interface ContractPlan {
  readonly contract: OperatorContractId;
  readonly base: BaseTold;
  /** When somebody is nominated, and when the contract is signed: the registers are read on both days. */
  readonly on: Day;
  readonly signedOn: Day;
}

/** Undefined when it would be signed after the span. */
export function contractPlanOf(
  writer: Pick<Writer, 'seed'>,
  base: BaseTold,
  span: Span,
): ContractPlan | undefined {
  const contract = contractIdOf(writer, base.plan);
  const random = randomOf(seedOf(writer.seed, 'contract days', contract));
  const on = addDays(base.begun, between(60, 200, random));
  const signedOn = addDays(on, between(10, 40, random));
  return signedOn > span.to ? undefined : { contract, base, on, signedOn };
}

export function contractIdOf(
  { seed }: Pick<Writer, 'seed'>,
  { base }: Pick<BasePlan, 'base'>,
): OperatorContractId {
  return uuidOf('province', String(seed), 'contract', base) as OperatorContractId;
}

/** In the order in which they have to be written: the guard of the seat answers before the contract is concluded. */
export async function contractOf(
  writer: Writer,
  offices: Offices,
  { contract, base, on, signedOn }: ContractPlan,
  operator: OrganizationTold,
  span: Span,
): Promise<readonly AnyStory[]> {
  const random = randomOf(seedOf(writer.seed, 'contract', contract));
  const story = storyOf(writer, operatorContract, contract, { about: aboutContract });
  const { knownThrough, ruleSets } = writer;
  const known = { knownThrough, ruleSets };
  const told: Telling = { offices, base, operator, contract, story, random, ...known };
  await nominate(told, on, signedOn);
  const guard = await signed(writer, told, signedOn, span);
  await story.until(span.to);
  return [...guard, story];
}

async function ask(
  { offices, base, story, ruleSets }: Telling,
  on: Day,
  wanted: Wanted<OperatorContractCommand>,
): Promise<readonly Drafted[]> {
  const { decides, kind, level, location, sponsor } = base.plan;
  const by = offices.officerOf(decides);
  const command = {
    ...wanted,
    acting: decides,
    person: by.person,
    base: { kind, level, location, sponsor: sponsor?.id, active: true },
    directory: base.directory,
    today: on,
    ruleSets,
  } as OperatorContractCommand;
  return story.tell({ on, by, command });
}

/** With a capability file, nearly always approved; refused where the grade or the kind falls short. */
async function nominate(told: Telling, on: Day, signingDay: Day): Promise<void> {
  const { base, operator, contract, random, knownThrough } = told;
  const subject = { contract, base: base.plan.base, operator: operator.organization };
  await ask(told, on, { type: 'SubmitCapabilityFile', subject, files: [FILE] });
  if (happens(0.92, random)) await ask(told, on, { type: 'ApproveCapabilityFile' });
  const { facts, awards } = factsOf(operator, { on: signingDay, today: on });
  await ask(told, on, {
    type: 'NominateOperator',
    subject,
    route: happens(0.95, random) ? 'government-purchase' : 'other',
    signingDay,
    term: termOf(signingDay, random),
    recurring: true,
    facts,
    awards,
    ...{ calendar: newestCalendar(), knownThrough, previous: undefined },
  });
}

/** Two years at most, and sometimes more than the law allows. */
function termOf(signingDay: Day, random: Random): { readonly start: Day; readonly end: Day } {
  const start = addDays(signingDay, between(1, 20, random));
  const months = happens(0.05, random) ? 48 : 12 * between(1, 3, random);
  return { start, end: termEnd(start, months) };
}

function factsOf(
  { story }: OrganizationTold,
  days: { readonly on: Day; readonly today: Day },
): ReturnType<typeof knownOfOperator> {
  let rows: readonly FactRow[] = [];
  for (const event of story.events()) rows = organizationFactView.fold(rows, event as never);
  const { facts, awards } = knownOfOperator(rows, days);
  const bar: Fact = { value: 'none', validFrom: days.on, sources: [] };
  return { facts: { ...facts, 'operator.bar': bar }, awards };
}

type FactRow = Parameters<typeof organizationFactView.fold>[0][number];

/** On the real signing day: granted and concluded by the guard of the seat, or refused. */
async function signed(
  writer: Writer,
  told: Telling,
  on: Day,
  span: Span,
): Promise<readonly AnyStory[]> {
  const { base, operator, contract, story, random, knownThrough } = told;
  if (story.state().stage !== 'eligible') return [];
  const { facts } = factsOf(operator, { on, today: on });
  const terms = {
    signedOn: on,
    ...termOf(on, random),
    priceFen: String(between(5, 80, random) * 1_000_000),
    kpis: [{ name: '年度在孵组织', target: '不少于10家' }],
    lines: [{ kind: 'incubation-service', text: '基地日常运营和孵化服务' }],
    institutionClass: 'none' as const,
  };
  const calendar = newestCalendar();
  const [sought] = await ask(told, on, {
    ...{ type: 'SignContract', facts, knownThrough, calendar, terms },
  });
  if (sought?.type !== 'ContractSigningSought') return [];
  const guard = storyOf(writer, operatorSeat, base.plan.base);
  const by = officerOf(told);
  const asked = { base: base.plan.base, contract, start: terms.start, end: terms.end };
  const command = { type: 'TakeSeat', ...asked, askedBy: sought.id } as const;
  const asking = { group: 'operator-seat-sought', event: sought.id };
  const taken = eventOf(
    await guard.tell({ on, by, command, because: asking }),
    'OperatorSeatTaken',
  );
  const conclusion = { answer: 'granted', by: taken.id, sought: sought.id } as const;
  const because = { group: 'operator-seat-answered', event: taken.id };
  await story.tell({ on, by, command: { type: 'ConcludeSeat', ...conclusion }, because });
  const publishedOn = addDays(on, between(0, 4, random));
  if (publishedOn <= span.to && happens(0.93, random)) {
    await ask(told, publishedOn, {
      type: 'PublishContract',
      on: publishedOn,
      document: '采购公告（测试）',
    });
  }
  return [guard];
}

function officerOf({ offices, base }: Telling): Actor {
  return offices.officerOf(base.plan.decides);
}
