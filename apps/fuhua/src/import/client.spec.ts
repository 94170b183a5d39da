import { expect, test } from '@jest/globals';
import { UserError } from '../user-error.ts';
import { clientOf } from './client.ts';

interface Said {
  readonly status: number;
  readonly body?: object;
  readonly headers?: Record<string, string>;
}

const refused = (status: number, code: string, retryAfter?: string): Said => ({
  status,
  body: { code, title: '题' },
  ...(retryAfter !== undefined && { headers: { 'retry-after': retryAfter } }),
});

/** Answers one after the other, the last for ever, and notes the keys. An error is a lost connection. */
function gateway(...answers: readonly (Said | Error)[]) {
  return gatewayPatient(10_000, ...answers);
}

function gatewayPatient(silenceMsMax: number, ...answers: readonly (Said | Error)[]) {
  const keys: (string | null)[] = [];
  const ask: typeof fetch = async (_, init) => {
    const answer = answers[Math.min(keys.length, answers.length - 1)];
    keys.push(new Headers(init?.headers).get('idempotency-key'));
    if (answer === undefined || answer instanceof Error) throw answer ?? new Error();
    const { status, body = {}, headers = {} } = answer;
    return new Response(JSON.stringify(body), { status, headers });
  };
  const client = clientOf({
    origin: 'http://gateway',
    bearer: 'token',
    signal: new AbortController().signal,
    ask,
    silenceMsMax,
  });
  return { client, keys };
}

test('it repeats with the same key until it knows: asked to wait, still in question, or cut off', async () => {
  const { client, keys } = gateway(
    refused(429, 'platform.too-many-requests', '0'),
    refused(503, 'platform.outcome-unknown', '0'),
    refused(409, 'platform.conflict', '0'),
    { status: 202, body: { id: 'one' } },
    new TypeError('fetch failed'),
    { status: 502 },
    { status: 201, body: { id: 'one' } },
  );
  const heard = await client.post('/v1/things', {}, 'key');
  expect(heard).toEqual({ status: 201, body: { id: 'one' } });
  expect(keys).toEqual(Array.from({ length: 7 }, () => 'key'));
});

test('it waits as long as it is asked to', async () => {
  const { client } = gateway(refused(429, 'platform.too-many-requests', '1'), { status: 200 });
  const beganAt = performance.now();
  await client.get('/v1/things');
  expect(performance.now() - beganAt).toBeGreaterThanOrEqual(990);
});

test('a refusal is an answer', async () => {
  const { client, keys } = gateway(refused(409, 'registry.fact-already-recorded'));
  const heard = await client.post('/v1/things', {}, 'key');
  expect(heard).toMatchObject({ status: 409, body: { code: 'registry.fact-already-recorded' } });
  expect(keys).toHaveLength(1);
});

test('silence is given up, and says that the same command may be run again', async () => {
  const { client, keys } = gatewayPatient(200, new TypeError('fetch failed'));
  const asked = client.get('/v1/things');
  await expect(asked).rejects.toThrow(UserError);
  await expect(asked).rejects.toThrow('run the same command again');
  expect(keys.length).toBeGreaterThan(1);
});

test.each([
  [401, 'platform.token-expired'],
  [403, 'platform.forbidden-role'],
  [400, 'platform.grant-ambiguous'],
])('%i %s ends the import: every row would hear it', async (status, code) => {
  const { client } = gateway(refused(status, code));
  await expect(client.post('/v1/things', {}, 'key')).rejects.toThrow(
    `Nothing can be imported with this token (${status} ${code})`,
  );
});
