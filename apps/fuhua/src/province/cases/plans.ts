import { organizationKnownOn } from '@fuhua/directory';
import { addDays, addMonths, type Day, type EventId } from '@fuhua/kernel';
import { aboutPlan, plan, type PlanCommand } from '@fuhua/incubation';
import type { Drafted } from '@fuhua/platform/handle';
import { newestCalendar, type PlanType } from '@fuhua/rules';
import { between, happens, oneOf } from '../../random.ts';
import { eventOf, storyOf, type StoryOf, type Writer } from '../story.ts';
import { FILE, baseToday, inDays, officeToday, type CaseTelling, type Steps } from './telling.ts';

/** The plan of a case: drafted by the template, approved, and carried out item by item. */

export function planStory(writer: Writer, id: string): StoryOf<typeof plan> {
  return storyOf(writer, plan, id, { about: aboutPlan });
}

/** After the agreement; answers the approval, by which the incubation starts. */
export async function* planned(t: CaseTelling): Steps<{ approved: EventId; on: Day }> {
  const { random, around } = t;
  yield inDays(t, between(1, 6, random));
  await told(t, draftOf(t));
  yield inDays(t, between(1, 5, random));
  const on = around.today;
  const { writer } = around;
  const known = { calendar: newestCalendar(), knownThrough: writer.knownThrough };
  const approved = await told(t, { type: 'ApprovePlan', on, ...known });
  return { approved: eventOf(approved, 'IncubationPlanApproved').id, on };
}

function draftOf(t: CaseTelling): object {
  const { today: on } = t.around;
  const state = t.story.state();
  if (state.stage !== 'planning') throw new Error(`no plan is due while ${state.stage}`);
  const { identity } = state.entry;
  const { case: id, base, applicant: organization, division, stage, ruleSet } = identity;
  const planned = { case: id, base, organization, division, ruleSet };
  return {
    ...{ type: 'DraftPlan', on, inapplicable: [], planType: planTypeOf(t) },
    planned: { ...planned, developmentStage: stage, caseStage: state.stage },
    term: { start: on, end: addMonths(on, stage === 'growth' ? 6 : 12) },
  };
}

function planTypeOf({ applicant, around }: CaseTelling): PlanType {
  const kind = organizationKnownOn(applicant, around.today)['applicant.legalKind']?.value;
  return kind === undefined ? 'filed-community' : (kind as PlanType);
}

function told(t: CaseTelling, asked: object): Promise<readonly Drafted[]> {
  const { today, offices } = t.around;
  const acting = officeToday(t, 'entry') ?? t.around.bureau;
  const { base, kind, level, location, sponsor } = baseToday(t);
  const act = { acting, directory: t.place.directory, today };
  const command = { ...asked, ...act, base: { base, kind, level, location, sponsor } };
  const by = offices.officerOf(acting);
  return t.plan.tell({ on: today, by, command: command as unknown as PlanCommand });
}

/** Items are looked at so many days before they are due: a case is looked at more often than that. */
const AHEAD_DAYS = 30;
const SUPPORTED_PART = 0.8;

/** What is due soon: most of it is done, every fifth item is left until it is overdue. */
export async function carryOut(t: CaseTelling): Promise<void> {
  const { today } = t.around;
  const state = t.plan.state();
  if (state.stage === 'running' && state.closedOn === undefined) {
    for (const { item, dueOn } of state.items) {
      if (dueOn === undefined || addDays(dueOn, -AHEAD_DAYS) > today) continue;
      if (state.completed.has(item) || item % 5 === 4) continue;
      await done(t, item);
    }
  }
  await t.plan.until(addDays(today, -1));
}

async function done(t: CaseTelling, item: number): Promise<void> {
  const { random } = t;
  const { today: on } = t.around;
  await told(t, { type: 'CompleteItem', given: { item, on, evidence: [FILE] } });
  if (!happens(SUPPORTED_PART, random)) return;
  const codes = ['capacity', 'training', 'finance-guidance', 'demand-link'] as const;
  const state = t.plan.state();
  if (state.stage === 'running' && state.suspendedOn !== undefined) return;
  const source = { name: '孵化服务台账（测试）' };
  const given = { code: oneOf(codes, random), on, hours: 2, persons: 3, source };
  await told(t, { type: 'RecordSupportService', given });
}
