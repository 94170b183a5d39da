import { addDays, type Day } from '@fuhua/kernel';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { caseDecider, type CaseDecided } from '../../src/case/case.decider.ts';
import { caseEvents, type CaseEvent } from '../../src/case/case.events.ts';
import { commandTypes } from './choose.suite.ts';
import { newTally, walk, type Decides, type Tally } from './walk.suite.ts';

/**
 * The deciders of a case against a second reading of 5.1 to 5.6: random commands on random days, and both must say the same.
 * `FUHUA_MODEL_COMMANDS` sets how many (10,000 unless told), `FUHUA_MODEL_SEED` which.
 */

const commands = Number(process.env['FUHUA_MODEL_COMMANDS'] ?? 10_000);
const seed = Number(process.env['FUHUA_MODEL_SEED'] ?? 20_231_011);
const COMMANDS_A_WALK = 250;

/** A number a command: everything random in it follows from it. */
const anyWalk = fc.array(fc.nat(), { minLength: COMMANDS_A_WALK, maxLength: COMMANDS_A_WALK });

/** @throws Error with what was done, where they disagree */
function walks(decide: Decides, count: number): Tally {
  const tally = newTally();
  const numRuns = Math.ceil(count / COMMANDS_A_WALK);
  const walked = fc.property(anyWalk, (numbers) => {
    walk(numbers, decide, tally);
  });
  const { failed, errorInstance } = fc.check(walked, { seed, numRuns, endOnFailure: true });
  if (failed) throw errorInstance;
  return tally;
}

const stages = [
  ...['none', 'applied', 'gaps', 'accepted', 'sought', 'approved', 'noticed', 'agreeing'],
  ...['planning', 'active', 'graduated', 'ended'],
].map((stage) => `stage ${stage}`);
const ends = [
  ...['rejected', 'lapsed', 'withdrawn', 'without-graduation', 'voluntary', 'early-exit'],
].map((how) => `end ${how}`);
const endings = [
  ...['EntryLapsed (gaps-open)', 'EntryLapsed (agreement-overdue)'],
  ...['score', 'no-extension-left', 'refused', 'not-registered'].map(
    (why) => `EndedWithoutGraduation (${why})`,
  ),
  ...['VoluntaryExitRecorded (on-request)', 'VoluntaryExitRecorded (no-application)'],
  ...['EarlyExitBecameFinal (window-unused)', 'EarlyExitBecameFinal (review-decided)'],
  ...['EarlyExitRescinded (cured)', 'EarlyExitRescinded (review)'],
].map((ending) => `event ${ending}`);
const whys = [
  ...['competence', 'stage', 'step', 'order', 'limit', 'party-work', 'rule', 'content', 'persons'],
].map((why) => `why ${why}`);
const answers = commandTypes.flatMap((type) => [`accepted ${type}`, `refused ${type}`]);

test(`${String(commands)} random commands: decider and law book never disagree (seed ${String(seed)})`, () => {
  const { seen, ...driven } = walks(caseDecider.decide, commands);
  expect(driven.commands).toBeGreaterThanOrEqual(commands);
  expect(driven.passed).toBeGreaterThan(0);
  const everywhere = [...stages, ...ends, ...endings, ...whys, ...answers];
  expect(everywhere.filter((place) => !seen.has(place))).toEqual([]);
  const told = [...seen.keys()].map((what) => what.split(' ').slice(0, 2).join(' '));
  const untold = Object.keys(caseEvents).filter((type) => !told.includes(`event ${type}`));
  expect(untold).toEqual([]);
});

/** The decider with one fault: what it decides is changed on its way out. */
const changing =
  (change: (event: CaseEvent) => CaseEvent): Decides =>
  (command, state): CaseDecided => {
    const decided = caseDecider.decide(command, state);
    return decided.ok ? { ok: true, value: decided.value.map(change) } : decided;
  };

const later = <T extends { readonly due: Day }>(by: T): T => ({ ...by, due: addDays(by.due, 1) });

const faults: Readonly<Record<string, Decides>> = {
  'a decision that may come a day later': changing((event) =>
    event.type === 'EntryAccepted'
      ? { ...event, data: { ...event.data, decideBy: later(event.data.decideBy) } }
      : event,
  ),
  'graduation applied for while an exit is open': (command, state) =>
    command.type === 'ApplyGraduation' && state.stage === 'active'
      ? caseDecider.decide(command, { ...state, exit: undefined })
      : caseDecider.decide(command, state),
  'a refused approval that keeps residency': (command, state) =>
    command.type === 'ConcludeAdmission'
      ? caseDecider.decide({ ...command, answer: 'granted' }, state)
      : caseDecider.decide(command, state),
  'an extension that the end of the term does not follow': changing((event) =>
    event.type === 'ExtensionGranted'
      ? {
          ...event,
          data: {
            ...event.data,
            clocks: { ...event.data.clocks, end: addDays(event.data.clocks.end, -1) },
          },
        }
      : event,
  ),
  'a bar that ends a day early': changing((event) =>
    event.type === 'EarlyExitBecameFinal' && event.data.barredUntil !== undefined
      ? { ...event, data: { ...event.data, barredUntil: addDays(event.data.barredUntil, -1) } }
      : event,
  ),
  'Party work not asked for before the decision': (command, state) =>
    command.type === 'DecideEntry' && state.stage === 'accepted'
      ? caseDecider.decide(command, {
          ...state,
          entry: { ...state.entry, partyWork: new Set(['entry']) },
        })
      : caseDecider.decide(command, state),
};

test.each(Object.entries(faults))('%s is found', (_fault, decide) => {
  expect(() => walks(decide, commands)).toThrow('must be');
});
