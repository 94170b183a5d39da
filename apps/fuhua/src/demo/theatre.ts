import { createHash } from 'node:crypto';
import type { Day } from '@fuhua/kernel';
import { startOwnSystem, type OwnSystem } from '../own-system.ts';
import { UserError } from '../user-error.ts';
import type { Answer, Performer, Scenario, Stage, Step } from './stage.ts';
import { differenceOf, linesOfStep } from './timeline.ts';

/**
 * Plays a scenario on a fuhua of its own, with a simulated clock, on free ports and in a temporary directory that is
 * removed afterwards; the timeline goes to `write`.
 * @throws UserError when something comes out otherwise than the scenario says
 */
export async function play(
  scenario: Scenario,
  write: (text: string) => void,
  stopping: AbortSignal,
): Promise<void> {
  const clock = { simulated: true, start: `${scenario.begins}T08:00:00+08:00` };
  const system = await startOwnSystem({ clock }, stopping);
  try {
    const { zh, en } = scenario.title;
    write(`${scenario.id}  ${zh}\n       ${en}\n\n`);
    await scenario.run(await stageOf(system, scenario.begins, write));
  } finally {
    await system.stop();
    system.remove();
  }
}

async function stageOf(
  { run, bearer }: OwnSystem,
  begins: Day,
  write: (text: string) => void,
): Promise<Stage> {
  const gateway = run().gateway.url;
  const registry = `${gateway}/registry`;
  const first = await bearer();
  const clock = performerOf('时钟 clock', gateway, first);
  const administrator = performerOf('管理员 administrator', registry, first);
  let today = begins;
  return {
    administrator,
    anybody: performerOf('公众 public', registry, undefined),
    async day(day) {
      accepted(await clock.put('/dev/clock', { now: `${day}T09:00:00+08:00` }));
      today = day;
    },
    async officer(division, name) {
      const office = { kind: 'civil-affairs', division, name: `${name}（测试）` };
      const opened = { ...office, officePhone: '025-83590000', validFrom: '2020-01-01' };
      const { body: authority } = accepted(await administrator.post('/v1/authorities', opened));
      const { body: person } = accepted(
        await administrator.post('/v1/persons', { name: `${name}经办人（测试）` }),
      );
      const [id, of] = [String(person['id']), String(authority['id'])];
      const granted = await administrator.post(`/v1/persons/${id}/grant-role`, {
        ...{ role: 'officer', reach: { authority: of, division } },
      });
      const { body } = accepted(granted);
      await administrator.get(`/v1/persons/${id}?atLeast=${String(body['position'])}`);
      return performerOf(name, registry, await bearer(id));
    },
    tell(step: Step) {
      write(linesOfStep(today, step));
      const difference = differenceOf(step);
      if (difference !== undefined) throw new UserError(difference);
    },
  };
}

interface Caller extends Performer {
  put(path: string, body: object): Promise<Answer>;
}

function performerOf(name: string, origin: string, bearer: string | undefined): Caller {
  const send = async (method: string, path: string, body?: object): Promise<Answer> => {
    const response = await fetch(origin + path, {
      method,
      headers: {
        'accept-language': 'zh-CN',
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(method === 'POST' && { 'idempotency-key': keyOf(name, path, body) }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  };
  return {
    name,
    get: (path) => send('GET', path),
    post: (path, body) => send('POST', path, body),
    put: (path, body) => send('PUT', path, body),
  };
}

/** Every step is taken once. */
function keyOf(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function accepted(answer: Answer): Answer {
  if (answer.status < 400) return answer;
  const said = JSON.stringify(answer.body);
  throw new UserError({ zh: `未被受理：${said}`, en: `not accepted: ${said}` });
}
