import { expect, test } from '@jest/globals';
import { clientOf, sendOnce, WrongAnswer } from './client.ts';
import type { Client } from './client.ts';
import { meaningOf, openJournal } from './journal.ts';
import type { Journal } from './journal.ts';

const accepted = { id: 'a', revision: 0, events: [{ id: 'e1', type: 'PersonRegistered' }] };

interface Scene {
  readonly client: Client;
  readonly journal: Journal;
  /** The Idempotency-Key of each request. */
  readonly keys: string[];
  readonly over: AbortController;
}

/** A service that says one after the other; an Error is a connection that breaks. */
function service(...answers: readonly (readonly [number, object] | Error)[]): Scene {
  const journal = openJournal();
  const keys: string[] = [];
  const over = new AbortController();
  const ask: typeof fetch = async (_, init) => {
    keys.push(new Headers(init?.headers).get('idempotency-key') ?? '');
    const answer = answers[keys.length - 1] ?? answers.at(-1)!;
    if (answer instanceof Error) throw answer;
    return Response.json(answer[1], { status: answer[0] });
  };
  const options = { origin: 'http://here', bearer: 't', journal, signal: over.signal };
  return { client: clientOf({ ...options, ask, repeatMs: 0 }), journal, keys, over };
}

test.each([
  [201, undefined, 'accepted'],
  [409, 'platform.conflict', 'refused'],
  [429, 'platform.too-many-requests', 'not-done'],
  [500, 'platform.internal', 'unknown'],
  [502, 'gateway.outcome-unknown', 'unknown'],
  [503, 'gateway.service-unavailable', 'not-done'],
  [503, 'platform.outcome-unknown', 'unknown'],
  [504, 'gateway.timeout', 'unknown'],
])('%i %s means %s', (status, code, meaning) => {
  expect(meaningOf(status, code)).toBe(meaning);
});

test('it repeats with the same key until it knows, and the command counts as ambiguous once', async () => {
  const broken = new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
  const unknown = [503, { code: 'platform.outcome-unknown' }] as const;
  const scene = service(broken, unknown, [503, { code: 'platform.unavailable' }], [201, accepted]);
  expect(await scene.client.send('/v1/persons', {})).toEqual(accepted);
  expect(scene.keys).toHaveLength(4);
  expect(new Set(scene.keys).size).toBe(1);
  expect(scene.journal.acknowledged).toEqual([accepted]);
  expect(scene.journal.ambiguous).toBe(1);
  expect([...scene.journal.interruptions]).toEqual([
    ['ECONNRESET', 1],
    ['503 platform.outcome-unknown', 1],
    ['503 platform.unavailable', 1],
  ]);
});

test('another command has another key', async () => {
  const scene = service([201, accepted]);
  await scene.client.send('/v1/persons', {});
  await scene.client.send('/v1/persons', {});
  expect(new Set(scene.keys).size).toBe(2);
});

test('a refusal that may be is an answer; any other is a fault of the service', async () => {
  const conflict = service([409, { code: 'platform.conflict' }]);
  expect(await conflict.client.send('/p', {}, ['platform.conflict'])).toBeUndefined();
  const { client } = service([403, { code: 'platform.forbidden-role' }]);
  await expect(client.send('/p', {}, ['platform.conflict'])).rejects.toThrow(
    new WrongAnswer('/p', '403 platform.forbidden-role'),
  );
});

test('what is not yet possible is tried again as another command', async () => {
  const scene = service([403, { code: 'platform.forbidden-role' }], [201, accepted]);
  expect(await sendOnce(scene.client, '/p', {}, ['platform.forbidden-role'])).toEqual(accepted);
  expect(new Set(scene.keys).size).toBe(2);
});

test('what is read is there, or it is not; no answer counts as an interruption', async () => {
  const gone = [404, { code: 'incubation.case-unknown' }] as const;
  const scene = service([200, { items: [] }], gone, [503, { code: 'platform.unavailable' }]);
  const read = (): Promise<unknown> => scene.client.read('/p');
  expect([await read(), await read(), await read()]).toEqual([{ items: [] }, undefined, undefined]);
  expect([...scene.journal.interruptions]).toEqual([['503 platform.unavailable', 1]]);
});

test('it asks no more once it is over', async () => {
  const scene = service([503, { code: 'platform.unavailable' }]);
  const asking = scene.client.send('/p', {});
  scene.over.abort(new Error('over'));
  await expect(asking).rejects.toThrow('over');
});
