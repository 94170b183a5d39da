import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { overlay, streamOf, type PersonId, type Sealed } from '@fuhua/kernel';
import { act, author, note, notePorts, type NotePorts } from '../feed/notes.suite.ts';
import { tell } from '../handle/index.ts';
import {
  expectProblem,
  grant,
  startClient,
  wujiang,
  type Answered,
  type Client,
  type Headers,
} from './client.suite.ts';
import { correctionController, problem } from './index.ts';
import { now, person as asker, startTestService } from './test-service.suite.ts';
import { PORTS } from '../service/ports.ts';

const approver = '22222222-2222-4222-8222-222222222222' as PersonId;
const outside = '0aaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';

let client: Client;
let ports: NotePorts;
let asApprover: Headers;
let id: string;
let opened: string;
beforeAll(async () => {
  ports = await notePorts();
  const Corrections = correctionController({
    collection: 'notes',
    slice: note,
    roles: ['officer'],
    readers: ['auditor'],
    assertCompetent: (_caller, stream) =>
      stream === outside ? Promise.reject(problem('platform.out-of-scope')) : Promise.resolve(),
  });
  client = await startClient(
    startTestService([Corrections], undefined, [{ provide: PORTS, useValue: ports }]),
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
  const command = { type: 'OpenNote', person: author, title: '旧', name: '张三' } as const;
  opened = (await act(ports, id, command)).events[0]?.id as string;
});

const post = (route: string, body: object, headers?: Headers): Promise<Answered> =>
  client.call('POST', `/v1/notes/${id}/${route}`, body, headers);
const wish = (values: object): object => ({
  event: opened,
  values,
  reason: '笔误',
  evidence: ['a1'],
});
const request = (values: object, headers?: Headers): Promise<Answered> =>
  post('request-correction', wish(values), headers);
const approve = (answered: Answered, headers = asApprover): Promise<Answered> =>
  post('approve-correction', { request: answered.body['request'] }, headers);
const list = async (): Promise<readonly Record<string, unknown>[]> =>
  (await client.call('GET', `/v1/notes/${id}/corrections`)).body['items'] as never;

/** The data of the note as views would fold it, its personal values as they are stored. */
async function standing(): Promise<Readonly<Record<string, unknown>>> {
  const told = [];
  for await (const event of ports.store.readStream(streamOf('note', id)))
    told.push(tell(note, event));
  return overlay(told)[0]?.data ?? {};
}

/** Everything the history keeps of the note. */
async function stored(): Promise<string> {
  const texts: string[] = [];
  for await (const { data } of ports.store.readStream(streamOf('note', id))) texts.push(data);
  return texts.join('\n');
}

describe('a correction', () => {
  test('is asked for by one person, approved by another, and holds from then on', async () => {
    const asked = await request({ title: '新', remark: '补充' });
    expect([asked.status, asked.headers['etag']]).toEqual([201, '"1"']);
    expect(asked.body).toMatchObject({
      id,
      revision: 1,
      events: [{ type: 'CorrectionRequested' }],
    });
    expect(await standing()).toMatchObject({ title: '旧' });
    const approved = await approve(asked);
    expect(approved.status).toBe(200);
    expect(approved.body['events']).toMatchObject([
      { type: 'CorrectionApproved' },
      { type: 'EventCorrected' },
    ]);
    expect(await standing()).toMatchObject({ person: author, title: '新', remark: '补充' });
    expect(await list()).toEqual([
      {
        request: asked.body['request'],
        event: opened,
        eventType: 'NoteOpened',
        before: { title: '旧', remark: null },
        after: { title: '新', remark: '补充' },
        reason: '笔误',
        evidence: ['a1'],
        requestedBy: asker,
        requestedAt: now,
        state: 'approved',
        decidedBy: approver,
        decidedAt: now,
      },
    ]);
    const taken = await request({ remark: null });
    await approve(taken);
    expect(await standing()).not.toHaveProperty('remark');
  });

  test('is not approved by who asked, whatever their retry, and is decided once', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const asked = await request({ title: '新' }, key);
    const again = await request({ title: '新' }, key);
    expect(again.body).toEqual(asked.body);
    const own = await approve(asked, {});
    expectProblem(own, 403, 'correction.same-person');
    expect(client.service.records).toMatchObject([
      { outcome: 'correction.same-person', subject: id },
    ]);
    expect((await approve(asked)).status).toBe(200);
    expectProblem(await approve(asked), 409, 'correction.not-open');
  });

  test('may be declined, also by who asked, with the reason', async () => {
    const asked = await request({ title: '新' });
    const body = { request: asked.body['request'], reason: '证据不足' };
    expect((await post('decline-correction', body)).status).toBe(200);
    expectProblem(await approve(asked), 409, 'correction.not-open');
    expect(await list()).toMatchObject([
      { state: 'declined', decidedBy: asker, declinedBecause: '证据不足' },
    ]);
    expect(await standing()).toMatchObject({ title: '旧' });
  });

  test('is refused when the value moved meanwhile', async () => {
    const [first, second] = [await request({ name: '李四' }), await request({ name: '王五' })];
    expect((await approve(first)).status).toBe(200);
    const moved = await approve(second);
    expectProblem(moved, 409, 'correction.value-moved');
    expect(moved.body['fields']).toEqual(['name']);
  });
});

describe('what may be corrected', () => {
  test('a field that is unknown or not correctable is refused by its name', async () => {
    const answered = await request({ title: '新', person: approver, nmae: '李四' });
    expectProblem(answered, 409, 'correction.not-correctable');
    expect(answered.body['fields']).toEqual(['nmae', 'person']);
    expectProblem(await request({}), 409, 'correction.no-change');
    expectProblem(await request({ title: '旧' }), 409, 'correction.no-change');
    const other = { ...wish({ title: '新' }), event: randomUUID() };
    expectProblem(await post('request-correction', other), 404, 'correction.unknown-event');
  });

  test('a value that is not acceptable is told by its field, in the reader’s language', async () => {
    const answered = await request({ place: { street: '李四路', rom: '李四室' }, title: '新' });
    expectProblem(answered, 422, 'correction.invalid-value');
    expect(answered.body['errors']).toEqual([
      { field: 'values.place.rom', code: 'value', message: '值不符合要求，或没有此字段' },
    ]);
    const text = await request({ title: 7, name: null }, { 'accept-language': 'en' });
    expectProblem(text, 422, 'correction.invalid-value');
    expect(text.body['errors']).toMatchObject([
      { field: 'values.title', message: 'Invalid input: expected string, received number' },
      { field: 'values.name' },
    ]);
    const unknown = await post('request-correction', { ...wish({ title: '新' }), evil: 1 });
    expectProblem(unknown, 400, 'platform.unknown-field');
  });

  test('whoever is not competent is refused, on every route', async () => {
    id = outside;
    expectProblem(await request({ title: '新' }), 403, 'platform.out-of-scope');
    const body = { request: randomUUID(), reason: 'x' };
    expectProblem(await post('decline-correction', body), 403, 'platform.out-of-scope');
    const { request: open } = body;
    expectProblem(
      await post('approve-correction', { request: open }),
      403,
      'platform.out-of-scope',
    );
    const read = await client.call('GET', `/v1/notes/${id}/corrections`);
    expectProblem(read, 403, 'platform.out-of-scope');
    client.service.world.grants = [grant('auditor', wujiang)];
    expectProblem(await request({ title: '新' }), 403, 'platform.forbidden-role');
    const none = await client.call('GET', `/v1/notes/${randomUUID()}/corrections`);
    expectProblem(none, 404, 'platform.not-found');
  });
});

describe('personal values', () => {
  test('are sealed in every event, opened only by the recorded list, and nowhere in logs', async () => {
    const asked = await request({ name: '李四' });
    expect((await approve(asked)).status).toBe(200);
    const name = (await standing())['name'] as Sealed;
    expect(await ports.privacy.open(name)).toBe('李四');
    client.service.records.length = 0;
    expect(await list()).toMatchObject([{ before: { name: '张三' }, after: { name: '李四' } }]);
    expect(client.service.records).toMatchObject([{ outcome: 'ok', subject: id }]);
    const refused = await request({ name: '李四', place: '李四' });
    expectProblem(refused, 422, 'correction.invalid-value');
    for (const text of [refused.text, client.service.world.lines.join(''), await stored()]) {
      expect(text).not.toContain('李四');
      expect(text).not.toContain('张三');
    }
  });

  test('are told as erased once the person is forgotten, and none is recorded any more', async () => {
    const other = '33333333-3333-4333-8333-333333333333' as PersonId;
    id = randomUUID();
    const command = { type: 'OpenNote', person: other, title: '旧', name: '张三' } as const;
    opened = (await act(ports, id, command)).events[0]?.id as string;
    const asked = await request({ name: '李四' });
    await ports.privacy.forget(other, 'asked for');
    expect(await list()).toMatchObject([
      { before: { name: { erased: true } }, after: { name: { erased: true } } },
    ]);
    expectProblem(await request({ name: '王五' }), 410, 'platform.person-forgotten');
    expect((await approve(asked)).status).toBe(200);
  });

  test('may not be brought along sealed', async () => {
    const sealed = (await standing())['name'];
    const answered = await request({ name: { ...(sealed as Sealed), data: 'AAAA' } });
    expectProblem(answered, 422, 'correction.invalid-value');
    expect(answered.body['errors']).toMatchObject([{ field: 'values.name' }]);
  });
});

test('OpenAPI tells the routes with their problems', async () => {
  const { body } = await client.call('GET', '/openapi.json');
  const paths = body['paths'] as Record<string, Record<string, Record<string, unknown>>>;
  expect(
    Object.entries(paths)
      .flatMap(([path, methods]) =>
        Object.entries(methods).map(
          ([method, told]) => `${method} ${path} ${String(told['operationId'])}`,
        ),
      )
      .sort(),
  ).toEqual([
    'get /v1/notes/{id}/corrections NotesCorrections_list',
    'post /v1/notes/{id}/approve-correction NotesCorrections_approve',
    'post /v1/notes/{id}/decline-correction NotesCorrections_decline',
    'post /v1/notes/{id}/request-correction NotesCorrections_request',
  ]);
  expect(paths['/v1/notes/{id}/approve-correction']?.['post']?.['x-problems']).toEqual(
    expect.arrayContaining(['correction.same-person', 'correction.value-moved']),
  );
  expect(JSON.stringify(body['components'])).toContain('"CorrectionAnswer"');
});
