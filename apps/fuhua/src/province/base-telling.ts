import { addDays, type Day, type Source } from '@fuhua/kernel';
import type { base, BaseOfficerCommand } from '@fuhua/registry';
import { newestCalendar, type Directory } from '@fuhua/rules';
import { between, type Random } from '../random.ts';
import type { BasePlan } from './base-plans.ts';
import type { Offices } from './offices.ts';
import type { StoryOf, Writer } from './story.ts';

/** How a base is told: by the officers of its authority, a few days between one thing and the next. */

interface Span {
  readonly from: Day;
  readonly to: Day;
}

/** A command without what is looked up for it. */
export type Wanted<C> = C extends unknown
  ? Omit<C, 'acting' | 'directory' | 'today' | 'ruleSets' | 'calendar' | 'knownThrough'>
  : never;

export const SOURCE: Source = { name: '孵化基地台账（测试）' };

export interface Telling {
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
export async function next(
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
    command: { ...command, ...actOf(told, on) },
  });
  return true;
}

/** What the edge looks up before a command about a base. */
export function actOf({ writer, plan, directory }: Telling, today: Day) {
  const { knownThrough, ruleSets } = writer;
  const rules = { ruleSets, calendar: newestCalendar(), knownThrough };
  return { acting: plan.decides, directory, today, ...rules };
}
