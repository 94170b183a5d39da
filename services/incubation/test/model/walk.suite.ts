import { startOfDay, streamOf, type Instant, type Origin } from '@fuhua/kernel';
import { eventId, personId, uuidNamed } from '@fuhua/testing';
import type { Case } from '../../src/case/case-state.decider.ts';
import { caseDecider, type CaseCommand, type CaseDecided } from '../../src/case/case.decider.ts';
import { caseEvents, type CaseEvent } from '../../src/case/case.events.ts';
import {
  caseEndedReaction,
  placeGivenBackReaction,
} from '../../src/case/admission-sought.reaction.ts';
import { nextCommand, nextDay, passing } from './choose.suite.ts';
import { disagreement, standOf } from './compare.suite.ts';
import { dayAt, placeOf } from './days.suite.ts';
import { diceOf, type Dice } from './dice.suite.ts';
import { duesOf } from './dues.suite.ts';
import { predict, standOfSheet } from './predict.suite.ts';
import { blankSheet, type Predicted, type Sheet } from './record.suite.ts';

/** Drives commands against a decider and the model at once, and stops where they disagree. */

export type Decides = (command: CaseCommand, state: Case) => CaseDecided;

/** Where walks got, for proof that they got everywhere. */
export interface Tally {
  commands: number;
  passed: number;
  readonly seen: Map<string, number>;
}

export const newTally = (): Tally => ({ commands: 0, passed: 0, seen: new Map() });

interface Walk {
  readonly decide: Decides;
  readonly tally: Tally;
  sheet: Sheet;
  state: Case;
  today: number;
  revision: number;
  readonly held: { residency: boolean; place: boolean };
  readonly told: Told[];
}

interface Told {
  readonly today: number;
  readonly command: CaseCommand;
  readonly decided: CaseDecided;
}

/** Each number is the chance of one command. @throws Error where model and decider disagree */
export function walk(numbers: readonly number[], decide: Decides, tally: Tally): void {
  let one: Walk | undefined;
  for (const number of numbers) {
    const dice = diceOf(number);
    if (one === undefined || isOver(one, dice)) one = begun(decide, tally, dice);
    step(one, dice);
  }
}

function begun(decide: Decides, tally: Tally, dice: Dice): Walk {
  return {
    ...{ decide, tally, sheet: blankSheet(), state: caseDecider.initial, revision: 0, told: [] },
    held: { residency: false, place: false },
    today: placeOf('2023-10-10') + dice.below(dice.pick([5, 400, 700])),
  };
}

/** Nothing happens to a case any more, but for commands that must be refused. */
function isOver({ sheet }: Walk, dice: Dice): boolean {
  const isDone = sheet.stage === 'ended' && sheet.handover?.completed !== false;
  if (sheet.stage === 'graduated' && sheet.checks.length === 0) return dice.chance(50);
  return isDone && dice.chance(45);
}

function step(one: Walk, dice: Dice): void {
  one.today = nextDay({ ...one, dice });
  if (!dice.chance(18)) passAll(one);
  one.tally.commands += 1;
  give(one, nextCommand({ ...one, dice }));
}

/** As the platform does: every due deadline, the earliest first, each at its own instant. */
function passAll(one: Walk): void {
  for (;;) {
    const [next] = duesOf(one.sheet)
      .filter(({ due }) => due <= one.today)
      .toSorted((a, b) => a.due - b.due || (a.name < b.name ? -1 : 1));
    if (next === undefined) return;
    one.tally.passed += 1;
    give(one, passing(next.name, one.today));
  }
}

function give(one: Walk, command: CaseCommand): void {
  const { sheet, tally } = one;
  const stage = sheet.stage;
  const predicted = predict(sheet, command, one.today);
  const decided = one.decide(command, one.state);
  one.told.push({ today: one.today, command, decided });
  const differs = disagreement(predicted, decided) ?? afterwards(one, command, decided);
  if (differs !== undefined)
    throw new Error(`${differs}\nafter\n${one.told.slice(-40).map(lineOf).join('\n')}`);
  count(tally, stage, command, predicted, sheet);
}

function afterwards(one: Walk, command: CaseCommand, decided: CaseDecided): string | undefined {
  if (decided.ok) for (const event of decided.value) hear(one, command, event);
  const [must, is] = [standOfSheet(one.sheet), standOf(one.state)];
  for (const field of Object.keys(must)) {
    const [said, meant] = [JSON.stringify(is[field]), JSON.stringify(must[field])];
    if (said !== meant) return `${field} is ${said}, must be ${meant}`;
  }
  const { residency, place } = one.sheet;
  const isSame = one.held.residency === residency && one.held.place === place;
  if (isSame) return undefined;
  return `held are ${JSON.stringify(one.held)}, must be ${JSON.stringify({ residency, place })}`;
}

const nobody = (): never => {
  throw new Error('no guard is asked here');
};
/** On which events the guards get back what they gave. */
const givesResidencyBack = new Set(caseEndedReaction(nobody).types);
const givesPlaceBack = new Set(placeGivenBackReaction(nobody).types);

/** Stored as the platform stores it: by its schema, occurred on the day of the act, recorded today. */
function hear(one: Walk, command: CaseCommand, event: CaseEvent): void {
  if (isNew(one.tally, event)) caseEvents[event.type].schema.parse(event.data);
  const recordedAt = startOfDay(dayAt(one.today));
  one.state = caseDecider.evolve(one.state, event, originOf(one, command, recordedAt));
  one.revision += 1;
  if (event.type === 'EntryApproved') {
    one.held.residency = true;
    one.held.place = one.sheet.identity?.mode === 'in-shell';
  }
  if (givesResidencyBack.has(event.type)) one.held.residency = false;
  if (givesPlaceBack.has(event.type)) one.held.place = false;
  if (event.type === 'EarlyExitBecameFinal') mustBarUntil(one, event.data.barredUntil);
  see(one.tally, `event ${event.type}${because(event)}`);
}

/** Its schema takes time; the first of each type are as good as all. */
function isNew({ seen }: Tally, event: CaseEvent): boolean {
  return (seen.get(`event ${event.type}${because(event)}`) ?? 0) < 40;
}

function mustBarUntil({ sheet }: Walk, until: string | undefined): void {
  const must = sheet.barredUntil === undefined ? undefined : dayAt(sheet.barredUntil);
  if (until !== must) throw new Error(`barred until ${String(until)}, must be ${String(must)}`);
}

function originOf({ revision }: Walk, command: CaseCommand, recordedAt: Instant): Origin {
  const person = 'person' in command ? command.person : personId('officer');
  return {
    ...{ id: eventId(revision), stream: streamOf('case', uuidNamed('case', 'walk')), revision },
    occurredAt: 'on' in command ? startOfDay(command.on) : recordedAt,
    ...{ recordedAt, actor: { person, role: 'officer' } },
  };
}

function because({ data }: CaseEvent): string {
  const why = 'because' in data ? data.because : 'how' in data ? data.how : undefined;
  return why === undefined ? '' : ` (${why})`;
}

function count(
  tally: Tally,
  stage: string,
  command: CaseCommand,
  predicted: Predicted,
  sheet: Sheet,
): void {
  see(tally, `stage ${sheet.stage}`);
  if (sheet.how !== undefined && stage !== 'ended') see(tally, `end ${sheet.how}`);
  see(tally, `${'events' in predicted ? 'accepted' : 'refused'} ${command.type}`);
  if (predicted.outcome !== undefined) see(tally, `${command.type} ${predicted.outcome}`);
  if ('refused' in predicted) for (const why of predicted.refused) see(tally, `why ${why}`);
}

function see({ seen }: Tally, what: string): void {
  seen.set(what, (seen.get(what) ?? 0) + 1);
}

function lineOf({ today, command, decided }: Told): string {
  return `${dayAt(today)} ${JSON.stringify(shortened(command))} -> ${said(decided)}`;
}

function shortened(command: CaseCommand): unknown {
  const known = Object.entries(command).filter(
    ([key]) =>
      !['calendar', 'ruleSets', 'directory', 'base', 'facts', 'acting', 'knownThrough'].includes(
        key,
      ),
  );
  return Object.fromEntries(known);
}

function said(decided: CaseDecided): string {
  return decided.ok ? decided.value.map(({ type }) => type).join(', ') : decided.refusal.code;
}
