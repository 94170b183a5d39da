import { addDays, daysBetween, type Day } from '@fuhua/kernel';
import { between, dayBetween, happens, weighted } from '../../random.ts';
import { eventOf, later } from '../story.ts';
import { partyWork, requestOf, served } from './acts.ts';
import { exitOf, faultOf } from './exits.ts';
import { runningFacts } from './facts.ts';
import { graduationOf } from './graduations.ts';
import { panelOf } from './panels.ts';
import { FILE, ask, inDays, running, tell, type CaseTelling, type Steps } from './telling.ts';

/** A running case: what comes to it in its term, each thing on its day (5.4). */

/** Something that is meant to come; whether it still may, is seen on the day. */
interface Meant {
  readonly on: Day;
  readonly steps: (t: CaseTelling) => Steps;
}

export async function* termOf(t: CaseTelling): Steps {
  for (const { on, steps } of meantFor(t)) {
    const state = running(t);
    if (state === undefined) return;
    const free = later(on, state.pause === undefined ? on : addDays(state.pause.until, 1));
    yield later(free, t.around.today);
    if (running(t) === undefined) return;
    yield* steps(t);
  }
  yield* graduationOf(t);
}

function meantFor(t: CaseTelling): readonly Meant[] {
  const { random } = t;
  const state = running(t);
  if (state === undefined) return [];
  const { started, clocks } = state;
  const { from, until } = clocks.midterm;
  const at = (part: number): Day =>
    addDays(started.on, Math.floor(daysBetween(started.on, clocks.end) * part));
  const meant: Meant[] = [{ on: dayBetween(from, addDays(until, -20), random), steps: midterm }];
  if (happens(0.07, random)) meant.push({ on: at(0.1 + random() * 0.2), steps: pause });
  if (happens(0.12, random)) meant.push({ on: at(0.7), steps: extension });
  if (happens(0.07, random)) meant.push({ on: at(0.2 + random() * 0.5), steps: leaving });
  const fault = faultOf(t);
  if (fault !== undefined) {
    meant.push({ on: fault.on, steps: (one) => exitOf(one, fault) });
  } else if (happens(0.14, random)) {
    meant.push({ on: at(0.15 + random() * 0.45), steps: (one) => exitOf(one) });
  }
  return meant.toSorted((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on)));
}

/** In its window, and once more where the first was below 60; a second failure may be a breach. */
async function* midterm(t: CaseTelling): Steps {
  const { random } = t;
  const first = weighted({ continue: 78, improve: 13, warn: 9 }, random);
  yield* evaluated(t, 1, first);
  const state = running(t);
  if (state?.clocks.midtermAgainBy === undefined) return;
  const { due } = state.clocks.midtermAgainBy;
  yield later(t.around.today, addDays(due, -between(15, 25, random)));
  yield* evaluated(t, 2, happens(0.6, random) ? 'continue' : 'warn');
  const after = running(t);
  if (after?.midterm.failed !== true || !after.started.twoMidtermsBreach) return;
  yield inDays(t, between(5, 15, random));
  yield* exitOf(t, { on: t.around.today, ground: 'G1', midterm: true });
}

const MIDTERM_POINTS = { continue: [62, 94], improve: [52, 58], warn: [30, 48] } as const;

async function* evaluated(t: CaseTelling, n: number, band: keyof typeof MIDTERM_POINTS): Steps {
  const { random } = t;
  const asked = { type: 'RequestMidterm', request: requestOf(t, 'midterm', n) } as const;
  const before = t.story.events().length;
  if (!(await ask(t, 'officer', asked))) return;
  const requested = eventOf(t.story.events().slice(before), 'EvaluationRequested');
  const [least, most] = MIDTERM_POINTS[band];
  if (!(yield* panelOf(t, requested, between(least, most, random)))) return;
  yield inDays(t, between(0, 2, random));
  const paused = running(t)?.pause;
  if (paused !== undefined) yield addDays(paused.until, 1);
  if (running(t) === undefined) return;
  await tell(t, 'officer', partyWork('midterm'));
  const measures = '补齐活动记录，完善财务制度（测试）';
  await tell(t, 'officer', { type: 'EvaluateMidterm', measures, facts: runningFacts(t) });
  yield inDays(t, between(1, 3, random));
  await ask(t, 'officer', served('midterm-notice', '中期评估结果通知书'));
}

/** For force majeure it is granted, for anything else refused; some resume before its end. */
async function* pause(t: CaseTelling): Steps {
  const { random } = t;
  const reason = weighted({ 'force-majeure': 4, other: 1 }, random);
  const until = inDays(t, between(20, 70, random));
  const grounds = reason === 'other' ? '负责人外出学习（测试）' : '台风致场地受损（测试）';
  const asked = { type: 'PauseCase' as const, reason, grounds, files: [FILE], until };
  if (!(await ask(t, 'officer', { ...asked, facts: runningFacts(t) }))) return;
  if (running(t)?.pause === undefined) return;
  if (happens(0.4, random)) {
    yield inDays(t, between(10, 18, random));
    await tell(t, 'officer', { type: 'ResumeCase' });
  } else {
    yield addDays(until, 1);
  }
}

/** Some for a reason that the rules know, some for another. */
async function* extension(t: CaseTelling): Steps {
  const { random } = t;
  const reason = weighted({ 'registration-pending': 3, 'project-closing': 5, other: 2 }, random);
  const asked = { reason, grounds: '项目周期调整（测试）', months: between(2, 6, random) };
  if (!(await ask(t, 'applicant', { type: 'ApplyExtension', ...asked, files: [FILE] }))) return;
  yield inDays(t, between(3, 15, random));
  if (running(t) === undefined) return;
  const decided = { type: 'DecideExtension', facts: runningFacts(t) } as const;
  if (!(await ask(t, 'officer', decided))) return;
  yield inDays(t, between(1, 4, random));
  await ask(t, 'officer', served('extension-decision', '延期决定书'));
}

async function* leaving(t: CaseTelling): Steps {
  yield t.around.today;
  await ask(t, 'applicant', { type: 'LeaveVoluntarily', reason: '业务方向调整（测试）' });
}
