import { addDays, type CaseId, type Day } from '@fuhua/kernel';
import { baseOn, organizationKnownOn, type OrganizationTold } from '@fuhua/directory';
import { uuidOf } from '@fuhua/platform/handle';
import { between, happens, oneOf, randomOf, seedOf, weighted, type Random } from '../../random.ts';
import { later } from '../story.ts';
import { entryOf, type EntryPlan } from './entry.ts';
import { hear } from './guards.ts';
import { carryOut, planStory } from './plans.ts';
import type { Place } from './surroundings.ts';
import {
  caseStory,
  inDays,
  nextDue,
  officeToday,
  type CaseTelling,
  type Neighbourhood,
  type Steps,
} from './telling.ts';
import { termOf } from './term.ts';

/** All cases of a bureau, told together day by day: they race for the same guards. */

interface Span {
  readonly from: Day;
  readonly to: Day;
}

/** Somebody means to apply from that day on. */
export interface Attempt {
  readonly id: CaseId;
  readonly on: Day;
  readonly applicant: OrganizationTold;
  readonly place: Place;
  readonly plan: EntryPlan;
  /** Applies though a case is open: of both only one may be admitted. */
  readonly rival: boolean;
  readonly random: Random;
}

/** By then the filings of two years are on record here. */
const FILINGS_KNOWN_MONTH = '-06-05';
const ATTEMPT_PART = 0.5;
const EARLY_PART = 0.12;
const RIVAL_PART = 0.08;
const MISTAKEN_PART = 0.06;
const VIRTUAL_PART = 0.08;
/** From the application to the decision, in days. */
const REVIEW_DAYS = { least: 24, most: 34 } as const;

export function attemptsOf(
  around: Neighbourhood,
  places: readonly Place[],
  organizations: readonly OrganizationTold[],
  span: Span,
): readonly Attempt[] {
  return organizations.flatMap((applicant) => {
    const { seed } = around.writer;
    const random = randomOf(seedOf(seed, 'applicant', applicant.organization));
    return decisionDaysOf(applicant, span, random).flatMap((decideOn, n) => {
      const known = Number(span.from.slice(0, 4)) + 1;
      const early = decideOn < `${String(known)}${FILINGS_KNOWN_MONTH}`;
      if (!happens(early ? EARLY_PART : ATTEMPT_PART, random)) return [];
      const first = attempt({ around, applicant, places, decideOn, random }, String(n));
      if (first === undefined) return [];
      const rival = happens(RIVAL_PART, random)
        ? attempt({ around, applicant, places, decideOn, random }, `${String(n)} rival`)
        : undefined;
      return rival === undefined ? [first] : [first, { ...rival, rival: true }];
    });
  });
}

/** In the week after the registers were read; of who is in no register, once or twice a year. */
function decisionDaysOf(
  { rows }: OrganizationTold,
  { from, to }: Span,
  random: Random,
): readonly Day[] {
  const first = addDays(later(from, '2023-10-11' as Day), 100);
  const days = rows.filter(({ kind }) => kind === 'synchronisation').map((row) => row.validFrom);
  return days
    .toSorted()
    .map((day) => addDays(day, between(0, 6, random)))
    .filter((day) => day >= first && day <= to);
}

interface Chance {
  readonly around: Neighbourhood;
  readonly applicant: OrganizationTold;
  readonly places: readonly Place[];
  readonly decideOn: Day;
  readonly random: Random;
}

function attempt(
  { around, applicant, places, decideOn, random }: Chance,
  key: string,
): Attempt | undefined {
  const on = addDays(decideOn, -between(REVIEW_DAYS.least, REVIEW_DAYS.most, random));
  const open = places.filter(
    (place) => place.row.establishedOn < on && mayApply(around, place, on, random),
  );
  const kind = organizationKnownOn(applicant, on)['applicant.kind']?.value;
  if (open.length === 0 || (kind !== 'registered' && kind !== 'filed')) return undefined;
  const place = oneOf(open, random);
  const { seed } = around.writer;
  const id = uuidOf('province', String(seed), 'case', applicant.organization, key) as CaseId;
  const mode = happens(VIRTUAL_PART, random) ? 'virtual' : 'in-shell';
  const gaps = weighted({ none: 76, closed: 18, 'left-open': 6 }, random);
  const plan = {
    applicantKind: kind,
    mode,
    stage: stageOf(applicant, decideOn, random),
    decideOn,
    gaps,
  } as const;
  const own = randomOf(seedOf(seed, 'case', id));
  return { id, on, applicant, place, plan, rival: false, random: own };
}

/** Local rules are in force, somebody is competent, and the base incubates: few ask where it does not. */
function mayApply(around: Neighbourhood, place: Place, on: Day, random: Random): boolean {
  const then = { around: { ...around, today: on }, place };
  if (on <= around.rules.effectiveFrom || officeToday(then, 'entry') === undefined) return false;
  const base = baseOn(place.row, on);
  const incubates = base?.stage === 'active' && base.functions?.includes('incubation') === true;
  return incubates || happens(MISTAKEN_PART, random);
}

/** A short term where the registers are read again soon: its graduation is decided in the week after. */
function stageOf({ rows }: OrganizationTold, decideOn: Day, random: Random): EntryPlan['stage'] {
  const soon = rows.some(
    ({ kind, validFrom }) =>
      kind === 'synchronisation' &&
      validFrom > addDays(decideOn, 150) &&
      validFrom < addDays(decideOn, 230),
  );
  if (soon) return 'growth';
  return weighted({ seed: 2, 'start-up': 5, growth: 1, hub: 1, support: 1 }, random);
}

interface Course {
  readonly t: CaseTelling;
  readonly steps: Steps;
  /** When its next step is meant to come; undefined after the last one. */
  wants: Day | undefined;
  next: Day | undefined;
}

/** Answers the cases that came about, in the order of their attempts. */
export async function runCourses(
  around: Neighbourhood,
  attempts: readonly Attempt[],
  { to }: Span,
): Promise<readonly CaseTelling[]> {
  const courses = attempts.map((one) => courseOf(around, one));
  for (let course = first(courses, to); course !== undefined; course = first(courses, to)) {
    await goOn(course, around);
  }
  for (const { t } of courses) await t.plan.until(addDays(to, -1));
  return courses.map(({ t }) => t).filter(({ story }) => story.events().length > 0);
}

function courseOf(around: Neighbourhood, attempt: Attempt): Course {
  const { id, place, applicant, random, on } = attempt;
  const { writer } = around;
  const t: CaseTelling = {
    ...{ around, id, place, applicant, random, panels: [], heard: 0 },
    story: caseStory(writer, id),
    plan: planStory(writer, id),
  };
  return { t, steps: stepsOf(t, attempt), wants: on, next: on };
}

async function* stepsOf(t: CaseTelling, { plan, rival }: Attempt): Steps {
  const { open } = t.around;
  const { organization } = t.applicant;
  const count = open.get(organization) ?? 0;
  if (count > 0 && !rival) return;
  open.set(organization, count + 1);
  if (yield* entryOf(t, plan)) yield* termOf(t);
}

/** The earliest that goes on within the span; of several the one of the earliest attempt. */
function first(courses: readonly Course[], to: Day): Course | undefined {
  let found: Course | undefined;
  for (const course of courses) {
    if (course.next === undefined || course.next > to) continue;
    if (found?.next === undefined || course.next < found.next) found = course;
  }
  return found;
}

/** A plan is looked at so often. */
const LOOK_DAYS = 25;

async function goOn(course: Course, around: Neighbourhood): Promise<void> {
  const { t, steps } = course;
  around.today = course.next ?? around.today;
  const { today } = around;
  await t.story.until(addDays(today, -1));
  await hear(t);
  await carryOut(t);
  if (course.wants !== undefined && course.wants <= today) {
    const { done, value } = await steps.next();
    await hear(t);
    course.wants = done === true ? undefined : later(value, today);
  }
  const state = t.plan.state();
  const isCarriedOut = state.stage === 'running' && state.closedOn === undefined;
  const days = [course.wants, nextDue(t), isCarriedOut ? inDays(t, LOOK_DAYS) : undefined];
  course.next = days.filter((day) => day !== undefined).sort()[0];
  if (course.next !== undefined) course.next = later(course.next, today);
}
