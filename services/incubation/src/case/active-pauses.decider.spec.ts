import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, fold, parseDay, startOfDay, type Day, type Deadline } from '@fuhua/kernel';
import { caseTermEnd, daysBefore, termEnd } from '@fuhua/rules';
import { at, told } from '@fuhua/testing';
import { caseDecider, type CaseCommand } from './case.decider.ts';
import type { CaseEvent } from './case.events.ts';
import {
  askingExtension,
  decidingExtension,
  midtermOf,
  notifying,
  pausing,
  rescinding,
  resuming,
  started,
  type Story,
} from './active.suite.ts';

/** Any interleaving of pauses, an extension and exit files that came to nothing keeps the laws of cap and term. */

const passed = midtermOf(started, '74.00', '2024-10-24');

type Step =
  | { readonly does: 'wait'; readonly days: number }
  | { readonly does: 'pause'; readonly days: number }
  | { readonly does: 'resume' | 'extend' | 'notify' | 'rescind' };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({ does: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 40 }) }),
    fc.record({ does: fc.constant('pause' as const), days: fc.integer({ min: 1, max: 95 }) }),
    fc.record({ does: fc.constantFrom('resume', 'extend', 'notify', 'rescind') }),
  ),
  { minLength: 1, maxLength: 14 },
);

/** What a step asks for on a day. */
function commandsOf(step: Step, on: Day): readonly CaseCommand[] {
  switch (step.does) {
    case 'wait':
      return [];
    case 'pause':
      return [pausing(on, addDays(on, step.days - 1))];
    case 'resume':
      return [resuming(on)];
    case 'extend':
      return [askingExtension(on), decidingExtension(on)];
    case 'notify':
      return [notifying(on)];
    case 'rescind':
      return [rescinding(on)];
  }
}

type State = ReturnType<typeof caseDecider.evolve>;

/** Steps on their days, deadlines passed on the way, each once. */
function run(all: readonly Step[]): { readonly story: Story; readonly state: State } {
  let [story, on]: [Story, Day] = [passed, addDays(parseDay('2024-10-24'), 1)];
  let state = fold(caseDecider, told<CaseEvent>(...story));
  const tell = (command: CaseCommand): void => {
    const decided = caseDecider.decide(command, state);
    if (!decided.ok || decided.value.length === 0) return;
    story = [...story, ...decided.value.map((event) => at<CaseEvent>(on, event))];
    state = fold(caseDecider, told<CaseEvent>(...story));
  };
  const open = (): readonly Deadline[] => caseDecider.deadlines?.(state) ?? [];
  for (const step of all) {
    on = addDays(on, step.does === 'wait' ? step.days : 1);
    const now = startOfDay(on);
    for (let due; (due = open().find((one) => one.due <= now)) !== undefined;) {
      const { name } = due;
      tell({ type: 'PassDeadline', name, now });
      if (open().some((one) => one.name === name)) throw new Error(`${name} is open still`);
    }
    commandsOf(step, on).forEach(tell);
  }
  return { story, state };
}

/** How many days the history itself says that the clock stood still, or the end waited. */
function stoodStill(story: Story): { readonly paused: number; readonly waited: number } {
  let [paused, waited] = [0, 0];
  for (const { placed } of story) {
    if (placed.type === 'CaseResumed') paused += placed.data.pausedDays;
    if (placed.type === 'EarlyExitRescinded') waited += placed.data.waitedDays;
  }
  return { paused, waited };
}

test('the end is start and months, and as many days later as the clock stood still', () => {
  const property = fc.property(steps, (all) => {
    const { story, state } = run(all);
    if (state.stage !== 'active') return;
    const { started: start, extensions, clocks } = state;
    const { paused, waited } = stoodStill(story);
    const months = start.months + extensions.months;
    const end = addDays(caseTermEnd(start.on, months, paused), waited);
    expect(clocks.end).toBe(end);
    expect(clocks.reminders.map(({ on }) => on)).toEqual(
      [60, 45].map((days) => daysBefore(end, days)),
    );
    expect(months).toBeLessThanOrEqual(24);
    expect(extensions.granted).toBeLessThanOrEqual(1);
  });
  fc.assert(property, { numRuns: 60 });
});

test('all pauses together are three months at most', () => {
  const property = fc.property(steps, (all) => {
    const { story } = run(all);
    const { paused } = stoodStill(story);
    const pauses = story.flatMap(({ placed }) =>
      placed.type === 'CasePaused' ? [placed.data] : [],
    );
    const resumed = story.filter(({ placed }) => placed.type === 'CaseResumed').length;
    const last = pauses.at(-1);
    if (last === undefined) return;
    /** What stood still before the last one; one that runs still has no days yet. */
    const before = resumed === pauses.length ? paused - lastOf(story) : paused;
    expect(last.until <= addDays(termEnd(last.from, 3), -before)).toBe(true);
  });
  fc.assert(property, { numRuns: 60 });
});

function lastOf(story: Story): number {
  const resumed = story.findLast(({ placed }) => placed.type === 'CaseResumed')?.placed;
  return resumed?.type === 'CaseResumed' ? resumed.data.pausedDays : 0;
}
