import type { Day, EventId } from '@fuhua/kernel';
import { TermParams, termMonths, type Fact, type Facts, type RuleSet } from '@fuhua/rules';
import type { ActiveCase } from './active-state.decider.ts';
import type { Conclusion } from './case-state.decider.ts';
import { paramsIn } from './params.decider.ts';

/** The facts that a running case itself is the record of, by the names the rules give them (5.4, 5.5). */

export function runningFacts(state: ActiveCase, set: RuleSet): Facts {
  const { identity, started, clocks, midterm, extensions } = state;
  const { applicant, applicantKind, mode, stage } = identity;
  const params = paramsIn(set, 'R-TRM-01', TermParams);
  const beyondTable = started.months - termMonths(mode, stage, params);
  const values: Readonly<Record<string, unknown>> = {
    'applicant.organization': applicant,
    'applicant.kind': applicantKind,
    'case.mode': mode,
    'case.stage': stage,
    'case.startedOn': started.on,
    'case.termEnd': clocks.end,
    'case.pausedDays': state.pausedDays,
    /** A case that runs since before this system may have begun with more months than the table has. */
    'case.extendedMonths': Math.max(0, beyondTable) + extensions.months,
    'case.extensions': extensions.granted,
    'case.exitOpen': state.exit !== undefined,
    'case.midtermBand': midterm.band ?? 'none',
    'case.midtermOn': midterm.firstOn ?? 'none',
    'agreement.midtermBreach': started.twoMidtermsBreach,
  };
  return factsFrom(values, started.on, [started.event, ...sourceOf(midterm.evaluated)]);
}

/** R-REV-03, R-GRD-03 */
export function conclusionFact(conclusion: Conclusion): Facts {
  const { received, raters, outsideRaters, mean, dimensions, concludedOn } = conclusion;
  return factsFrom(
    { 'panel.conclusion': { raters, outsideRaters, mean, dimensions } },
    concludedOn,
    [received],
  );
}

export function factsFrom(
  values: Readonly<Record<string, unknown>>,
  validFrom: Day,
  sources: readonly EventId[],
): Facts {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]): [string, Fact] => [
      name,
      { value, validFrom, sources: [...sources] },
    ]),
  );
}

function sourceOf(event: EventId | undefined): readonly EventId[] {
  return event === undefined ? [] : [event];
}
