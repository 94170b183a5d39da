import {
  aboutPanel,
  panel,
  panelIdOf,
  panelRequests,
  type CancelPanel,
  type OpenPanelCommand,
  type PanelCommand,
} from '@fuhua/evaluation';
import { dayOf, streamOf, type Day, type PersonId } from '@fuhua/kernel';
import type { CaseCommand } from '@fuhua/incubation';
import type { Drafted } from '@fuhua/platform/handle';
import { platformActor } from '@fuhua/platform/reactions';
import { defaultRubrics, newestCalendar, ruleSetInForce, type Rubric } from '@fuhua/rules';
import { between, happens, oneOf } from '../../random.ts';
import { eventOf, storyOf, type StoryOf } from '../story.ts';
import { independenceFacts } from './facts.ts';
import {
  baseToday,
  inDays,
  officeToday,
  operatorToday,
  type CaseTelling,
  type Steps,
} from './telling.ts';

/** A panel of the evaluation service, from the request to what the case hears of it. */

type Purpose = keyof typeof defaultRubrics;
type AnyCommand = PanelCommand | OpenPanelCommand | CancelPanel;
type SliceState = (typeof panel)['decider']['initial'];

/** Whatever comes to a panel's stream, from officers and raters or from the case's topic. */
const wholePanel = {
  ...panel,
  decider: {
    ...panel.decider,
    decide: (command: AnyCommand, state: SliceState) =>
      command.type === 'OpenPanel' || command.type === 'CancelPanel'
        ? panelRequests.decider.decide(command, state)
        : panel.decider.decide(command, state),
  },
};
type PanelStory = StoryOf<typeof wholePanel>;

interface Rating {
  readonly t: CaseTelling;
  readonly story: PanelStory;
  readonly rubric: Rubric;
  /** What the mean will be about, of 100. */
  readonly points: number;
}

const RATERS = 3;
const RECUSED_PART = 0.04;
/** Percentage points by which one rater's sheet may lie beside another's: never so far that they are calibrated. */
const APART = 4;

/** Answers whether it concluded, which the case has heard then; it is cancelled with the case's end. */
export async function* panelOf(t: CaseTelling, requested: Drafted, points: number): Steps<boolean> {
  const { request, purpose } = requested.data as { request: Drafted['id']; purpose: Purpose };
  const id = panelIdOf(request);
  const story: PanelStory = storyOf(t.around.writer, wholePanel, id, { about: aboutPanel });
  t.panels.push(story);
  const rating = { t, story, rubric: defaultRubrics[purpose], points };
  await open(rating, requested, id);
  t.cancelPanel = (event) => cancel(rating, event);
  const raters = await assign(rating);
  yield inDays(t, between(0, 2, t.random));
  if (story.state().stage !== 'open') return false;
  const present = await declare(rating, raters);
  yield inDays(t, between(1, 5, t.random));
  if (story.state().stage !== 'open') return false;
  for (const rater of present) await score(rating, rater);
  yield inDays(t, 1);
  if (story.state().stage !== 'open') return false;
  const concluded = eventOf(
    await told(rating, 'officer', { type: 'ConcludePanel', ...gathered(t) } as never),
    'PanelConcluded',
  );
  t.cancelPanel = undefined;
  await received(t, concluded);
  return true;
}

async function cancel({ t, story }: Rating, { id: becauseOf, origin }: Drafted): Promise<void> {
  await story.tell({
    ...{ on: t.around.today, by: platformActor },
    command: { type: 'CancelPanel', becauseOf, on: dayOf(origin.occurredAt) },
    because: { group: 'panel-case-ended', event: becauseOf },
  });
}

async function open({ t, story, rubric: content }: Rating, asked: Drafted, id: string) {
  const { today, writer } = t.around;
  const data = asked.data as { division: string };
  const set = ruleSetInForce(writer.ruleSets, data.division as never, today);
  if (set === undefined) throw new Error(`no rule set on ${today}`);
  const pinned = { ruleSet: { id: set.id, version: set.version }, rubric: { version: 1 }, content };
  const subject = streamOf('case', t.id);
  const opening = { ...data, panel: id, subject, ...pinned, openedOn: today };
  await story.tell({
    ...{ on: today, by: platformActor },
    command: { type: 'OpenPanel', opening } as unknown as OpenPanelCommand,
    because: { group: 'evaluation-requested', event: asked.id },
  });
}

type Asked = PanelCommand extends infer C
  ? C extends { type: string }
    ? Partial<C> & Pick<C, 'type'>
    : never
  : never;

function told(rating: Rating, by: 'officer' | PersonId, asked: Asked): Promise<readonly Drafted[]> {
  const { t, story } = rating;
  const { today, offices } = t.around;
  const acting = officeToday(t, 'entry') ?? t.around.bureau;
  const officer = offices.officerOf(acting);
  const { base, kind, level, location, sponsor } = baseToday(t);
  const judged = { base, kind, level, location, sponsor };
  const act = { acting, base: judged, directory: t.place.directory };
  const command = {
    ...asked,
    ...{ today, calendar: newestCalendar() },
    ...(by === 'officer' && act),
  } as unknown as PanelCommand;
  const actor = by === 'officer' ? officer : { person: by, role: 'rater' };
  return story.tell({ on: today, by: actor, command });
}

/** One of the authority, the others officers of other bureaus. */
async function assign(rating: Rating): Promise<readonly PersonId[]> {
  const { t } = rating;
  const { offices, bureau } = t.around;
  const own = officeToday(t, 'entry') ?? bureau;
  const raters = new Set<PersonId>([offices.officerOf(own, true).person]);
  while (raters.size < RATERS) raters.add(outsider(rating));
  for (const [index, rater] of [...raters].entries()) {
    await told(rating, 'officer', { type: 'AssignRater', rater, outside: index > 0 });
  }
  return [...raters];
}

function outsider({ t }: Rating): PersonId {
  const { offices, bureau } = t.around;
  const others = offices.bureaus.filter(({ id }) => id !== bureau.id);
  return offices.officerOf(oneOf(others, t.random)).person;
}

function gathered(t: CaseTelling) {
  const { ruleSets, knownThrough } = t.around.writer;
  const hasOperator = operatorToday(t) !== undefined;
  return { hasOperator, facts: independenceFacts(t), ruleSets, knownThrough };
}

/** Whoever declares a conflict stands back, and another is named. Answers those who rate. */
async function declare(rating: Rating, raters: readonly PersonId[]): Promise<readonly PersonId[]> {
  const { t } = rating;
  const present: PersonId[] = [];
  const sign = async (rater: PersonId, statement: 'signed' | 'conflict') => {
    const declaration = { rater, statement, links: [], ...gathered(t) };
    await told(rating, rater, { type: 'SignDeclaration', ...declaration } as never);
  };
  for (const [index, rater] of raters.entries()) {
    if (index > 0 && happens(RECUSED_PART, t.random)) {
      await sign(rater, 'conflict');
      let other = outsider(rating);
      while (raters.includes(other) || present.includes(other)) other = outsider(rating);
      const replaced = { rater: other, instead: rater, outside: true };
      await told(rating, 'officer', { type: 'ReplaceRater', ...replaced });
      await sign(other, 'signed');
      present.push(other);
    } else {
      await sign(rater, 'signed');
      present.push(rater);
    }
  }
  return present;
}

async function score({ t, story, rubric, points }: Rating, rater: PersonId): Promise<void> {
  const own = Math.min(100, Math.max(0, points + between(-APART, APART, t.random) / 4));
  const indicators = rubric.dimensions.flatMap((dimension) => dimension.indicators);
  const scores = Object.fromEntries(
    indicators.map(({ code, max }) => [code, ((Number(max) * own) / 100).toFixed(2)]),
  );
  const reasons = Object.fromEntries(indicators.map(({ code }) => [code, '依据材料和现场核查']));
  const command = { type: 'SubmitScore', rater, scores, reasons, today: t.around.today } as const;
  await story.tell({ on: t.around.today, by: { person: rater, role: 'rater' }, command });
}

interface Concluded {
  readonly request: Drafted['id'];
  readonly panel: string;
  readonly mean: string;
  readonly dimensions: { code: string; mean: string; max: string }[];
  readonly raters: number;
  readonly outsideRaters: number;
  readonly concludedOn: Day;
}

/** The case hears the conclusion as the reaction to evaluation's topic would carry it. */
async function received(t: CaseTelling, { id: concluded, data }: Drafted): Promise<void> {
  const {
    request,
    panel: of,
    mean,
    dimensions,
    raters,
    outsideRaters,
    concludedOn,
  } = data as unknown as Concluded;
  const conclusion = { request, concluded, panel: of, mean, dimensions };
  const command: CaseCommand = {
    ...{ type: 'ReceiveEvaluation', ...conclusion, raters, outsideRaters, concludedOn },
  };
  const because = { group: 'panel-concluded', event: concluded };
  await t.story.tell({ on: t.around.today, by: platformActor, command, because });
}
