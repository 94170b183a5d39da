import type { Run } from '../data-directory.ts';
import { applicantOf, openCast, type Cast, type Incubated } from '../demo/sc-01-cast.ts';
import { admitted, reviewed } from '../demo/sc-01-entry.ts';
import { graduated } from '../demo/sc-01-graduation.ts';
import { started } from '../demo/sc-01-start.ts';
import { evaluated } from '../demo/sc-01-term.ts';
import { sc01 } from '../demo/sc-01.ts';
import type { Stage } from '../demo/stage.ts';
import { stageOf } from '../demo/theatre.ts';
import { bearerOf } from '../own-system.ts';
import { plainFigure, type Figure } from './figures.ts';
import type { Ground } from './ground.ts';
import { openPlace } from './running.ts';
import { usccOf } from './sheets.ts';

/** As many as the base of SC-01 has places. */
const CASES = 12;
/** Of the codes that no organization of SC-01 has. */
const FIRST = 100;

/**
 * SC-01 for as many organizations as its base takes in, side by side, through the gateway: from the application through
 * entry, plan, midterm and graduation with their panels, on a fuhua with a simulated clock, a new one each round. What
 * the scenario tries too early, and is refused, is in the time.
 */
export async function casesHttp({ rounds, signal, say }: Ground): Promise<readonly Figure[]> {
  const perSecond: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    say(`第 ${round}/${rounds} 轮 round`);
    const clock = ['--clock', 'simulated', '--clock-start', `${sc01.begins}T08:00:00+08:00`];
    const place = await openPlace(clock);
    try {
      const { run, stop } = await place.start(signal);
      try {
        const played = await playedPerSecond(run);
        say(`${played.toFixed(2)} /s`);
        perSecond.push(played);
      } finally {
        await stop();
      }
    } finally {
      place.remove();
    }
  }
  return [plainFigure(perSecond, { id: 'cases-http', unit: '/s', goal: { atLeast: 0.5 } })];
}

async function playedPerSecond(run: Run): Promise<number> {
  const system = { run: () => run, bearer: await bearerOf(run) };
  const stage = await stageOf(system, sc01.begins, () => undefined);
  const first = await openCast(stage);
  const casts = [first];
  while (casts.length < CASES) casts.push(await another(first, casts.length));
  const together = inStep(stage, CASES);
  const beganAt = performance.now();
  await Promise.all(casts.map((cast) => throughAllGates({ ...cast, stage: together })));
  return (1_000 * CASES) / (performance.now() - beganAt);
}

async function throughAllGates(cast: Cast): Promise<void> {
  const incubated: Incubated = await reviewed(cast);
  await admitted(incubated);
  await started(incubated);
  await evaluated(incubated);
  await graduated(incubated);
}

/** The same with another organization. */
async function another(cast: Cast, n: number): Promise<Cast> {
  const { stage, bureau } = cast;
  const named = { name: `吴中区第${String(n)}助老服务社（测试）`, uscc: usccOf(FIRST + n) };
  const organization = await applicantOf(stage, bureau, named);
  const applicant = await stage.person(`第${String(n)}社负责人`, 'organization', { organization });
  return { ...cast, organization, applicant };
}

/** Each day comes for all when all have come to it. */
function inStep(stage: Stage, count: number): Stage {
  let come = 0;
  let next = openTurn();
  return {
    ...stage,
    async day(day) {
      const turn = next;
      come += 1;
      if (come === count) {
        come = 0;
        next = openTurn();
        turn.begin(stage.day(day));
      }
      await turn.begun;
    },
  };
}

function openTurn(): { readonly begun: Promise<void>; begin(when: Promise<void>): void } {
  let begin: (when: Promise<void>) => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  return { begun, begin: (when) => begin(when) };
}
