import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Day, PersonId } from '@fuhua/kernel';
import { notePorts } from '../feed/notes.suite.ts';
import {
  expectProblem,
  startClient,
  type Answered,
  type Client,
  type Headers,
} from '../http/client.suite.ts';
import { problem, problemTable } from '../http/index.ts';
import { person as asker, startTestService } from '../http/test-service.suite.ts';
import { act, decide, overridePermit, permit, someFacts } from '../redecision/permits.suite.ts';
import { PORTS } from '../service/ports.ts';
import { overrideController } from './index.ts';

const approver = '22222222-2222-4222-8222-222222222222' as PersonId;
const outside = '0aaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
const file = 'a'.repeat(64);

let client: Client;
let ports: Awaited<ReturnType<typeof notePorts>>;
let asApprover: Headers;
let id: string;
let decision: string;

/** The table of evidence holds one file. */
const pool = {
  query: (_: string, [hashes]: readonly [readonly string[]]) =>
    Promise.resolve({ rows: hashes.filter((hash) => hash === file).map((hash) => ({ hash })) }),
};

beforeAll(async () => {
  ports = await notePorts();
  const Overrides = overrideController({
    collection: 'permits',
    slice: permit,
    override: overridePermit,
    roles: ['officer'],
    readers: ['auditor'],
    problems: problemTable({
      'permit.taken-for-good': { status: 409, title: { zh: '已收回', en: 'Taken for good' } },
    }),
    assertCompetent: (_caller, stream) =>
      stream === outside ? Promise.reject(problem('platform.out-of-scope')) : Promise.resolve(),
  });
  const useValue = { ...ports, dataSource: { driver: { master: pool } } };
  client = await startClient(
    startTestService([Overrides], undefined, [{ provide: PORTS, useValue }]),
  );
  const token = await client.service.issuer.issueToken({ person: approver, ttlSeconds: 600 });
  asApprover = { authorization: `Bearer ${token}` };
});
afterAll(async () => {
  await client.service.app.close();
});
beforeEach(async () => {
  client.reset();
  id = randomUUID();
  decision = await decided(2);
});

async function decided(grade: number): Promise<string> {
  const made = decide(someFacts(grade), '2024-03-01' as Day, 'x');
  const handled = await act(ports, id, { type: 'Decide', holder: 'anna', decision: made });
  return handled.events[0]?.id as string;
}

const post = (route: string, body: object, headers?: Headers): Promise<Answered> =>
  client.call('POST', `/v1/permits/${id}/${route}`, body, headers);
const ask = (more: object = {}, headers?: Headers): Promise<Answered> =>
  post(
    'request-override',
    { decision, outcome: 'granted', reason: '全县唯一', evidence: [file], ...more },
    headers,
  );
const approve = (asked: Answered, headers = asApprover): Promise<Answered> =>
  post('approve-override', { request: asked.body['request'] }, headers);

test('two persons put an outcome in place, and what follows is in the same append', async () => {
  const asked = await ask();
  expect([asked.status, asked.body['revision']]).toEqual([201, 1]);
  expectProblem(await approve(asked, {}), 403, 'override.same-person');
  const approved = await approve(asked);
  expect(approved.body).toMatchObject({
    revision: 3,
    events: [{ type: 'OverrideApproved' }, { type: 'PermitIssued' }],
  });
  const { body } = await client.call('GET', `/v1/permits/${id}/overrides`);
  expect(body['items']).toMatchObject([
    {
      decision,
      before: 'refused',
      outcome: 'granted',
      evidence: [file],
      requestedBy: asker,
      decidedBy: approver,
      state: 'approved',
    },
  ]);
});

test('a retry with the same key asks once', async () => {
  const key = { 'idempotency-key': randomUUID() };
  const asked = await ask({}, key);
  expect((await ask({}, key)).body).toEqual(asked.body);
  expectProblem(await ask(), 409, 'override.already-open');
});

test('evidence is needed, and was uploaded before', async () => {
  expectProblem(await ask({ evidence: [] }), 400, 'platform.invalid-input');
  expectProblem(await ask({ evidence: ['公文1号'] }), 400, 'platform.invalid-input');
  const missing = 'b'.repeat(64);
  const unknown = await ask({ evidence: [file, missing] });
  expectProblem(unknown, 422, 'platform.evidence-unknown');
  expect(unknown.body['hashes']).toEqual([missing]);
});

test('the competent authority alone asks, approves, declines and reads', async () => {
  const asked = await ask();
  id = outside;
  const request = asked.body['request'];
  for (const answered of [
    await ask(),
    await approve(asked),
    await post('decline-override', { request, reason: 'x' }),
    await client.call('GET', `/v1/permits/${id}/overrides`),
  ]) {
    expectProblem(answered, 403, 'platform.out-of-scope');
  }
  expect(client.service.records).toHaveLength(4);
});

test('what the slice does not offer, or cannot do any more, is told by its code', async () => {
  const taking = await ask({ decision: await decided(4), outcome: 'refused' });
  expect((await approve(taking)).status).toBe(200);
  expectProblem(await ask(), 409, 'permit.taken-for-good');
  const none = randomUUID();
  expectProblem(await ask({ decision: none }), 404, 'override.unknown-decision');
});
