import { fold, overlay, type Told } from '@fuhua/kernel';
import { tell } from '@fuhua/platform/handle';
import { deciding, type HeldDecision, type StoredFacts } from '@fuhua/platform/redecision';
import type { ServicePorts } from '@fuhua/platform/service';
import { rerun } from '@fuhua/rules';
import { aboutBase } from './about.decider.ts';
import { assertCompetent } from './base-corrections.http.ts';
import { base, isLive } from './base.decider.ts';
import { RegimeConcluded, type BaseEvent } from './base.events.ts';
import { regimeFactsOf } from './regime-record.decider.ts';
import { candidatesOn, rosterOn } from './staff.decider.ts';

/**
 * What the decisions on bases rest on stands in the base's own stream (R-EVT-03, definition 21). New inputs open a review by
 * themselves; what was recorded wrongly, and is corrected, is found here.
 */
export const baseDecisions = deciding({
  slice: base,
  restsOn: () => [],
  sources: [],
  regather,
  rerun,
  concluded: ({ rule, outcome, conclusion }) => {
    if (rule === 'R-STF-01') return conclusion;
    const isClassified = rule === 'R-REG-01' && outcome === 'pass';
    return isClassified ? RegimeConcluded.parse(conclusion).regime : undefined;
  },
  assertCompetent,
  competence: ['registry.base-unknown', 'registry.not-competent', 'registry.competence-unknown'],
  about: (told) => aboutBase(fold(base.decider, told as never), []),
});

/** What a regime and a choice of staff rest on is correctable. What was missing then is a task already. */
async function regather(
  { stream, event, decision }: HeldDecision,
  { store }: ServicePorts,
): Promise<StoredFacts> {
  const { procedure, outcome, effectiveFrom, facts } = decision;
  if (!correctable.has(procedure) || outcome === 'insufficient-evidence') return facts;
  const told: Told[] = [];
  for await (const recorded of store.readStream(stream)) told.push(tell(base, recorded));
  const before = overlay(told);
  const decided = before.findIndex(({ origin }) => origin.id === event);
  const state = fold(base.decider, before.slice(0, decided) as never);
  if (!isLive(state)) throw new Error(`${stream} holds a decision before there is a base`);
  const choice = before[decided] as BaseEvent | undefined;
  if (choice?.type === 'StaffPreferenceApplied') {
    const { candidates } = choice.data;
    return { 'staff.candidates': candidatesOn(candidates, state.upkeep, effectiveFrom) };
  }
  return regimeFactsOf(state, state.regime, rosterOn(state.upkeep, effectiveFrom));
}

const correctable: ReadonlySet<string> = new Set(['base.regime', 'base.staff-choice']);
