import { addDays, addMonths, type Day } from '@fuhua/kernel';
import { between, dayBetween, happens, weighted } from '../../random.ts';
import { eventOf, later } from '../story.ts';
import { partyWork, requestOf, served } from './acts.ts';
import { runningFacts } from './facts.ts';
import { panelOf } from './panels.ts';
import { FILE, ask, inDays, running, tell, type CaseTelling, type Steps } from './telling.ts';

/** From the application for graduation to the last follow-up (5.5). */

const TRIES = 2;
const POINTS = {
  excellent: [91, 97],
  graduate: [81, 88],
  conditions: [71, 78],
  extend: [61, 68],
  end: [35, 57],
} as const;
type Band = keyof typeof POINTS;

/** Who never applies, or too late, leaves with the end of the term. */
export async function* graduationOf(t: CaseTelling): Steps {
  const { random } = t;
  for (let n = 1; n <= TRIES && !happens(0.04, random); n += 1) {
    const days = daysFor(t);
    if (days === undefined) break;
    yield later(days.applyOn, t.around.today);
    if (running(t) === undefined) break;
    if (!(await ask(t, 'applicant', { type: 'ApplyGraduation', files: [FILE] }))) break;
    if (running(t)?.graduation.applied === undefined) break;
    const points = { excellent: 15, graduate: 42, conditions: 19, extend: 16, end: 8 };
    const band = weighted(points, random);
    if (!(yield* judged(t, n, days.decideOn, band))) break;
    yield inDays(t, between(1, 4, random));
    await ask(t, 'officer', served('graduation-decision', '出壳评估结论书'));
  }
  yield* followed(t);
}

interface Days {
  readonly applyOn: Day;
  readonly decideOn: Day;
}

/** Within the window; of who is registered it is decided in the week after the registers were read. */
function daysFor(t: CaseTelling): Days | undefined {
  const { around, applicant, random } = t;
  const state = running(t);
  if (state === undefined) return undefined;
  const { started, clocks, pausedDays, midterm, identity } = state;
  const first =
    identity.stage === 'growth' ? midterm.firstOn : addDays(addMonths(started.on, 6), pausedDays);
  if (first === undefined) return undefined;
  const from = later(addDays(first, 1), around.today);
  const until = addDays(clocks.end, -31);
  if (from > until) return undefined;
  if (identity.applicantKind === 'filed') {
    const applyOn = dayBetween(from, until, random);
    return { applyOn, decideOn: addDays(applyOn, between(12, 20, random)) };
  }
  const readOn = applicant.rows
    .filter(({ kind, validFrom }) => kind === 'synchronisation' && validFrom > addDays(from, 12))
    .map(({ validFrom }) => validFrom)
    .sort()[0];
  if (readOn === undefined || readOn > addDays(until, 60)) return undefined;
  const wished = addDays(readOn, -between(12, 16, random));
  const applyOn = wished > until ? until : wished;
  return { applyOn, decideOn: addDays(readOn, between(0, 6, random)) };
}

/** Answers whether it was decided. */
async function* judged(t: CaseTelling, n: number, decideOn: Day, band: Band): Steps<boolean> {
  const { random } = t;
  yield inDays(t, between(0, 1, random));
  const request = requestOf(t, 'graduation', n);
  const requested = await tell(t, 'officer', { type: 'RequestGraduationPanel', request });
  const [least, most] = POINTS[band];
  const asked = eventOf(requested, 'EvaluationRequested');
  if (!(yield* panelOf(t, asked, between(least, most, random)))) return false;
  await tell(t, 'officer', partyWork('graduation'));
  yield later(decideOn, t.around.today);
  const openDuties = happens(0.05, random) ? ['按季报送财务报表'] : [];
  const decided = { type: 'DecideGraduation', facts: runningFacts(t, { openDuties }) } as const;
  const conditions = ['三个月内补齐审计报告（测试）'];
  return (
    (await ask(t, 'officer', decided)) || (await ask(t, 'officer', { ...decided, conditions }))
  );
}

/** Most checks in time, some never; a few organizations are not active any more. */
async function* followed(t: CaseTelling): Steps {
  const { random } = t;
  const state = t.story.state();
  if (state.stage !== 'graduated') return;
  let open = [...state.openConditions];
  for (const { month, from, by } of state.checks) {
    if (happens(0.08, random)) continue;
    yield later(dayBetween(from, by.due, random), t.around.today);
    if (happens(0.6, random)) open = [];
    const active = happens(0.93, random);
    const checked = { month, active, openConditions: open, facts: {} };
    await tell(t, 'officer', { type: 'CheckFollowUp', ...checked });
  }
}
