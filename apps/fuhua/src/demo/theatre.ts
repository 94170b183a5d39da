import { randomUUID } from 'node:crypto';
import type { Day } from '@fuhua/kernel';
import { startOwnSystem, type OwnSystem } from '../own-system.ts';
import { UserError } from '../user-error.ts';
import { until } from './act.ts';
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

/** The stage that a running fuhua is; what is told goes to `write`, and what differs is thrown as a UserError. */
export async function stageOf(
  { run, bearer }: Pick<OwnSystem, 'run' | 'bearer'>,
  begins: Day,
  write: (text: string) => void,
): Promise<Stage> {
  const { gateway, administrator: first } = run();
  const performer = async (name: string, person: string): Promise<Caller> =>
    performerOf({ name, person }, gateway.url, await bearer(person));
  const administrator = await performer('管理员 administrator', first);
  let today = begins;
  const person: Stage['person'] = async (name, role, reach) => {
    const registered = await administrator.post('/registry/v1/persons', {
      name: `${name}（测试）`,
    });
    const id = String(accepted(registered).body['id']);
    const path = `/registry/v1/persons/${id}`;
    const { body } = accepted(await administrator.post(`${path}/grant-role`, { role, reach }));
    await administrator.get(`${path}?atLeast=${String(body['position'])}`);
    const known = await performer(name, id);
    await heard(known, role);
    return known;
  };
  return {
    administrator,
    person,
    anybody: performerOf({ name: '公众 public', person: '' }, gateway.url, undefined),
    async day(day) {
      accepted(await administrator.put('/dev/clock', { now: `${day}T09:00:00+08:00` }));
      today = day;
    },
    async officer(division, name) {
      const office = { kind: 'civil-affairs', division, name: `${name}（测试）` };
      const opened = { ...office, officePhone: '025-83590000', validFrom: '2020-01-01' };
      const { body } = accepted(await administrator.post('/registry/v1/authorities', opened));
      const authority = String(body['id']);
      const officer = await person(`${name}经办人`, 'officer', { authority, division });
      return { ...officer, name, authority };
    },
    tell(step: Step) {
      write(linesOfStep(today, step));
      const difference = differenceOf(step);
      if (difference !== undefined) throw new UserError(difference);
    },
  };
}

/** A list of each service that whoever has work there may read: once it answers, the service has heard of the person. */
const readableIn = {
  evaluation: '/evaluation/v1/rubrics?limit=1',
  incubation: '/incubation/v1/local-rules?limit=1',
} as const;

async function heard(known: Performer, role: string): Promise<void> {
  const { evaluation, incubation } = readableIn;
  for (const path of role === 'rater' ? [evaluation] : [evaluation, incubation]) {
    accepted(
      await until(
        () => known.get(path),
        ({ status }) => status === 200,
      ),
    );
  }
}

interface Caller extends Performer {
  put(path: string, body: object): Promise<Answer>;
}

function performerOf(
  { name, person }: Pick<Performer, 'name' | 'person'>,
  origin: string,
  bearer: string | undefined,
): Caller {
  const send = async (
    method: string,
    path: string,
    body?: object,
    key?: string,
  ): Promise<Answer> => {
    const response = await fetch(origin + path, {
      method,
      headers: {
        'accept-language': 'zh-CN',
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  };
  return {
    ...{ name, person },
    get: (path) => send('GET', path),
    post: (path, body, key = randomUUID()) => send('POST', path, body, key),
    put: (path, body) => send('PUT', path, body),
  };
}

function accepted(answer: Answer): Answer {
  if (answer.status < 400) return answer;
  const said = JSON.stringify(answer.body);
  throw new UserError({ zh: `未被受理：${said}`, en: `not accepted: ${said}` });
}
