import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Text } from '../user-error.ts';
import type { Answer, Expected, Performer, Stage } from './stage.ts';

/** What somebody does in a scenario, and what must come of it. */
export interface Act {
  readonly who: Performer;
  readonly does: Text;
  readonly path: string;
  readonly body?: object;
  readonly expected?: Expected;
}

/** Asked, told and compared with what the scenario says. */
export async function act(
  stage: Pick<Stage, 'tell'>,
  { who, does, path, body = {}, expected = { status: 200 } }: Act,
): Promise<Answer> {
  const key = randomUUID();
  const answer = await until(
    () => who.post(path, body, key),
    ({ status }) => status === expected.status,
  );
  stage.tell({ who: who.name, does, answer, expected });
  return answer;
}

const TRIES_MAX = 100;
const PAUSE_MS = 100;

/** Asks again until it is so, 10 s at most: services hear of each other within moments. Answers what was said last. */
export async function until(
  ask: () => Promise<Answer>,
  isSo: (answer: Answer) => boolean,
): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    const answer = await ask();
    if (isSo(answer) || tries === TRIES_MAX) return answer;
    await pause(PAUSE_MS);
  }
}
