import { baseOn, contractOn, type BaseOn, type OrganizationTold } from '@fuhua/directory';
import {
  addDays,
  dayOf,
  type Actor,
  type CaseId,
  type Day,
  type EventId,
  type OrganizationId,
} from '@fuhua/kernel';
import {
  aboutCase,
  incubationCase,
  type plan,
  residency,
  space,
  type ActiveCase,
  type Act,
  type CaseCommand,
} from '@fuhua/incubation';
import type { Drafted } from '@fuhua/platform/handle';
import { competentAuthority, newestCalendar, type Authority, type BaseAct } from '@fuhua/rules';
import type { Random } from '../../random.ts';
import type { Offices } from '../offices.ts';
import { personOf, storyOf, type AnyStory, type StoryOf, type Writer } from '../story.ts';
import type { LocalRulesTold } from './local-rules.ts';
import type { Place } from './surroundings.ts';

/** How cases are told: day by day for all bases of a bureau, since they ask the same guards. */

/** The bases and organizations of one bureau, with what their cases share. */
export interface Neighbourhood {
  readonly writer: Writer;
  readonly offices: Offices;
  readonly bureau: Authority;
  readonly rules: LocalRulesTold;
  readonly residencies: Map<string, StoryOf<typeof residency>>;
  readonly spaces: Map<string, StoryOf<typeof space>>;
  /** 再入壳限制期 after an early exit, by organization. */
  readonly bars: Map<OrganizationId, { readonly until: Day; readonly event: EventId }>;
  /** Cases that are neither refused nor over, by organization. */
  readonly open: Map<OrganizationId, number>;
  today: Day;
}

export interface CaseTelling {
  readonly around: Neighbourhood;
  readonly id: CaseId;
  readonly place: Place;
  readonly applicant: OrganizationTold;
  readonly random: Random;
  readonly story: StoryOf<typeof incubationCase>;
  readonly plan: StoryOf<typeof plan>;
  /** In the order in which they were asked for. */
  readonly panels: AnyStory[];
  /** Of the panel that is open. */
  cancelPanel?: ((ended: Drafted) => Promise<void>) | undefined;
  /** So many events of the case were heard by the guards. */
  heard: number;
}

/** Days on which a telling goes on. */
export type Steps<T = void> = AsyncGenerator<Day, T, void>;

type By = 'officer' | 'second' | 'superior' | 'applicant' | 'operator';
type Wanted<C> = C extends CaseCommand ? Omit<C, keyof Act | 'knownThrough'> : never;
/** Without what is looked up for it. */
export type Asked = Wanted<CaseCommand>;

export function residencyOf(
  { writer, residencies }: Neighbourhood,
  organization: OrganizationId,
): StoryOf<typeof residency> {
  const known = residencies.get(organization);
  if (known !== undefined) return known;
  const story = storyOf(writer, residency, organization);
  residencies.set(organization, story);
  return story;
}

export function spaceOf(
  { writer, spaces }: Neighbourhood,
  { plan: { base } }: Place,
): StoryOf<typeof space> {
  const known = spaces.get(base);
  if (known !== undefined) return known;
  const story = storyOf(writer, space, base);
  spaces.set(base, story);
  return story;
}

export function caseStory(writer: Writer, id: CaseId): StoryOf<typeof incubationCase> {
  return storyOf(writer, incubationCase, id, { about: aboutCase });
}

/** @throws Error before it was established: nobody applies there then */
export function baseToday({ around, place }: Pick<CaseTelling, 'around' | 'place'>): BaseOn {
  const base = baseOn(place.row, around.today);
  if (base === undefined) throw new Error(`${place.plan.base} is not established`);
  return base;
}

export function operatorToday({
  around,
  place,
}: Pick<CaseTelling, 'around' | 'place'>): OrganizationTold | undefined {
  const contract = contractOn(place.contracts, around.today);
  return contract && place.operators.get(contract.operator);
}

/** Who decides about the base today; undefined in a zone that nobody acts for. */
export function officeToday(
  t: Pick<CaseTelling, 'around' | 'place'>,
  act: BaseAct,
): Authority | undefined {
  const { directory } = t.place;
  const { authority } = competentAuthority(baseToday(t), act, directory, t.around.today);
  return directory.authorities.find(({ id }) => id === authority);
}

function actorOf(t: CaseTelling, by: By): Actor {
  const { writer, offices } = t.around;
  switch (by) {
    case 'applicant':
    case 'operator': {
      const of = by === 'operator' ? operatorToday(t) : t.applicant;
      const { organization } = of ?? t.applicant;
      return { person: personOf(writer, `${by} ${organization}`), role: 'organization' };
    }
    case 'officer':
    case 'second':
    case 'superior':
      return offices.officerOf(authorityOf(t, by), by === 'second');
  }
}

function authorityOf(t: CaseTelling, by: By): Authority {
  const authority = officeToday(t, by === 'superior' ? 'review' : 'entry');
  if (authority === undefined) throw new Error(`nobody acts for ${t.place.plan.base}`);
  return authority;
}

function commandOf(t: CaseTelling, by: By, person: Actor['person'], asked: Asked): CaseCommand {
  const { around, place } = t;
  const { today, writer } = around;
  const { base, kind, level, location, sponsor } = baseToday(t);
  const isParty = by === 'applicant' || by === 'operator';
  return {
    ...asked,
    ...{ today, on: today, person, calendar: newestCalendar(), ruleSets: writer.ruleSets },
    ...(!isParty && { acting: authorityOf(t, by) }),
    ...{ base: { base, kind, level, location, sponsor }, directory: place.directory },
    knownThrough: writer.knownThrough,
  } as CaseCommand;
}

/** Today. @throws Error when it is refused */
export async function tell(t: CaseTelling, by: By, asked: Asked): Promise<readonly Drafted[]> {
  const actor = actorOf(t, by);
  const command = commandOf(t, by, actor.person, asked);
  return t.story.tell({ on: t.around.today, by: actor, command });
}

/** Today; answers whether it was taken. */
export async function ask(t: CaseTelling, by: By, asked: Asked): Promise<boolean> {
  const actor = actorOf(t, by);
  const command = commandOf(t, by, actor.person, asked);
  return Array.isArray(await t.story.ask({ on: t.around.today, by: actor, command }));
}

/** So many days from today. */
export function inDays({ around }: CaseTelling, days: number): Day {
  return addDays(around.today, days);
}

/** The running case; undefined before its start and after its end. */
export function running({ story }: CaseTelling): ActiveCase | undefined {
  const state = story.state();
  return state.stage === 'active' ? state : undefined;
}

/** The day of the first deadline that is open. */
export function nextDue({ story }: Pick<CaseTelling, 'story'>): Day | undefined {
  const state = story.state();
  const dues = (incubationCase.decider.deadlines?.(state) ?? []).map(({ due }) => due).sort();
  return dues[0] && dayOf(dues[0]);
}

/** SHA-256 of nothing: a file that was never there. */
export const FILE = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
