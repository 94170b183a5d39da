import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Envelope } from '@fuhua/contracts';
import {
  streamOf,
  type DivisionCode,
  type EventId,
  type Instant,
  type PersonId,
} from '@fuhua/kernel';
import { correctionsOf, handle } from '../handle/index.ts';
import {
  expectProblem,
  grant,
  startClient,
  type Answered,
  type Client,
} from '../http/client.suite.ts';
import { startTestService } from '../http/test-service.suite.ts';
import { PORTS } from '../service/ports.ts';
import { feedController } from './index.ts';
import {
  act,
  author,
  note,
  noteContract,
  notePorts,
  publishNote,
  type NotePorts,
} from './notes.suite.ts';

const suzhou = '3205' as DivisionCode;
const wujiang = '320509' as DivisionCode;
const nanjing = '3201' as DivisionCode;
const approver = '22222222-2222-4222-8222-222222222222' as PersonId;

let client: Client;
let current: NotePorts;
beforeAll(async () => {
  const Feed = feedController({
    slices: [{ slice: note, publish: publishNote, contract: noteContract }],
  });
  // Each test has a history of its own behind one service.
  const ports = {
    service: 'notes',
    get store() {
      return current.store;
    },
  };
  const provider = { provide: PORTS, useValue: ports };
  client = await startClient(startTestService([Feed], undefined, [provider]));
});
afterAll(async () => {
  await client.service.app.close();
});
beforeEach(async () => {
  client.reset();
  client.service.world.grants = [grant('integrator')];
  current = await notePorts();
});

const feed = (query = ''): Promise<Answered> => client.call('GET', `/v1/events${query}`);
const itemsOf = ({ body }: Answered): readonly Envelope[] => body['items'] as readonly Envelope[];
const titlesOf = (answered: Answered): readonly unknown[] =>
  itemsOf(answered).map(({ data }) => (data as { title?: string }).title);

async function open(title: string, division?: DivisionCode): Promise<string> {
  const id = randomUUID();
  const command = { type: 'OpenNote', person: author, title, name: '张三' } as const;
  await act(current, id, command, { ...(division && { division }) });
  return id;
}

/** Asked for by one person, approved by another. */
async function correct(
  id: string,
  values: Record<string, unknown>,
  revision = 0,
): Promise<EventId> {
  const events: EventId[] = [];
  for await (const event of current.store.readStream(streamOf('note', id))) events.push(event.id);
  const [request, event] = [randomUUID() as EventId, events[revision] as EventId];
  const context = (person: PersonId): Parameters<typeof handle>[3] => ({
    commandId: randomUUID(),
    keyed: false,
    now: '2024-03-02T02:00:00.000Z' as Instant,
    actor: { person, role: 'officer' },
    correlationId: 'spec',
  });
  const said = { reason: 'wrong', evidence: [] };
  const wish = { type: 'RequestCorrection', request, event, values, ...said } as const;
  const corrections = correctionsOf(note);
  await handle(current, corrections, id, context(author), () => wish);
  const approval = { type: 'ApproveCorrection', request, by: approver } as const;
  const result = await handle(current, corrections, id, context(approver), () => approval);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value.events[1]?.id as EventId;
}

describe('the feed', () => {
  test('tells public events whole and in order, page by page, nothing twice', async () => {
    const id = await open('one');
    for (const title of ['two', 'three', 'four', 'five']) await open(title);
    const first = await feed('?limit=2');
    expect(first.status).toBe(200);
    expect(itemsOf(first)[0]).toEqual({
      specversion: '1.0',
      id: expect.any(String),
      source: 'urn:fuhua:notes',
      type: 'NoteOpened',
      subject: `note-${id}`,
      time: '2024-03-01T02:00:00.000Z',
      datacontenttype: 'application/json',
      sequence: 0,
      epoch: 'e1',
      position: '1',
      recordedat: '2024-03-01T02:00:00.000Z',
      correlationid: 'spec',
      data: { title: 'one' },
    });
    expect(first.body).toMatchObject({ next: 'notes:e1:2', position: 'notes:e1:5' });
    const second = await feed(`?limit=2&after=${String(first.body['next'])}`);
    const third = await feed(`?limit=2&after=${String(second.body['next'])}`);
    expect([first, second, third].flatMap(titlesOf)).toEqual([
      'one',
      'two',
      'three',
      'four',
      'five',
    ]);
    expect(third.body).toMatchObject({ next: 'notes:e1:5', position: 'notes:e1:5' });
  });

  test('has a next on every page, also of an empty history, and goes on from it', async () => {
    const empty = await feed();
    expect(empty.body).toEqual({ items: [], next: 'notes:e1:0', position: 'notes:e1:0' });
    const id = await open('one');
    await act(current, id, { type: 'PutAside', why: 'old' });
    await act(current, id, { type: 'PutAside', why: 'older' });
    const hidden = await feed('?after=notes:e1:1');
    expect(hidden.body).toEqual({ items: [], next: 'notes:e1:3', position: 'notes:e1:3' });
    await open('two');
    expect(titlesOf(await feed('?after=notes:e1:3'))).toEqual(['two']);
  });

  test('looks at a bounded number of events a request and says how far it came', async () => {
    const id = await open('one');
    for (let n = 0; n < 2_100; n += 1) await aside(id, n);
    await open('two');
    const first = await feed('?after=notes:e1:1');
    expect(first.body).toEqual({ items: [], next: 'notes:e1:2001', position: 'notes:e1:2102' });
    expect(titlesOf(await feed('?after=notes:e1:2001'))).toEqual(['two']);
  });

  test('is filtered by public types and by division', async () => {
    await open('Suzhou', suzhou);
    const id = await open('Wujiang', wujiang);
    await open('Nanjing', nanjing);
    await open('nowhere');
    await correct(id, { title: 'Wujiang!' });
    expect(titlesOf(await feed('?types=NoteOpened'))).toHaveLength(4);
    expect(itemsOf(await feed('?types=EventCorrected')).map(({ type }) => type)).toEqual([
      'EventCorrected',
    ]);
    expect(
      itemsOf(await feed('?types=EventCorrected,NoteOpened&division=3205')).map(
        ({ subject, division }) => [subject === `note-${id}`, division],
      ),
    ).toEqual([
      [false, suzhou],
      [true, wujiang],
      [true, wujiang],
    ]);
    expect(titlesOf(await feed('?division=320505'))).toEqual([]);
    const unknown = await feed('?types=NoteOpened,NotePutAside');
    expectProblem(unknown, 400, 'platform.invalid-input');
    expect(unknown.body['errors']).toEqual([
      { field: 'types', code: 'publicType', message: expect.stringContaining('"NotePutAside"') },
    ]);
  });

  test('refuses positions of another epoch, of another service, and what is none', async () => {
    expectProblem(await feed('?after=notes:e0:1'), 410, 'platform.position-of-other-epoch');
    expectProblem(await feed('?after=other:e1:1'), 400, 'platform.position-of-other-service');
    const malformed = await feed('?after=7');
    expectProblem(malformed, 400, 'platform.invalid-input');
    expect(malformed.body['errors']).toEqual([expect.objectContaining({ field: 'after' })]);
    expectProblem(await feed('?limit=201'), 400, 'platform.invalid-input');
    expectProblem(await feed('?atLeast=notes:e1:0'), 400, 'platform.unknown-field');
  });

  test('never skips an event that this release does not know', async () => {
    await open('one');
    await strange('note', 'NoteTorn');
    await open('two');
    const before = await feed();
    expect([titlesOf(before), before.body['next']]).toEqual([['one'], 'notes:e1:1']);
    const at = await feed('?after=notes:e1:1');
    expectProblem(at, 503, 'platform.unknown-event');
    expect(at.body['eventType']).toBe('NoteTorn');
    expect(titlesOf(await feed('?after=notes:e1:2'))).toEqual(['two']);
    await strange('leaf', 'NoteOpened');
    expectProblem(await feed('?after=notes:e1:3'), 503, 'platform.unknown-event');
  });

  test('is for integrators, auditors, administrators and officers, whatever their scope', async () => {
    await open('one');
    for (const role of ['integrator', 'auditor', 'administrator', 'officer'] as const) {
      client.service.world.grants = [grant(role)];
      expect(titlesOf(await feed())).toEqual(['one']);
    }
    client.service.world.grants = [grant('operator')];
    expectProblem(await feed(), 403, 'platform.forbidden-role');
  });
});

describe('a correction in the feed', () => {
  test('is told once, with the public form before and after, under its own id', async () => {
    const id = await open('one');
    const opened = itemsOf(await feed())[0]?.id;
    const first = await correct(id, { title: 'two', name: '李四' });
    const second = await correct(id, { title: 'three' });
    const items = itemsOf(await feed());
    expect(items.map((item) => [item.id, item.type, item.data])).toEqual([
      [opened, 'NoteOpened', { title: 'one' }],
      [first, 'EventCorrected', correction(opened, 'one', 'two')],
      [second, 'EventCorrected', correction(opened, 'two', 'three')],
    ]);
    expect(items.map(({ sequence }) => sequence)).toEqual([0, 3, 6]);
    expect(JSON.stringify(items)).not.toContain('sealed');
  });

  test('tells nothing where only private values changed, or the event is private', async () => {
    const id = await open('one');
    await act(current, id, { type: 'PutAside', why: 'old' });
    await correct(id, { name: '李四', remark: 'x' });
    await correct(id, { why: 'new' }, 1);
    const page = await feed();
    expect([titlesOf(page), page.body['next']]).toEqual([['one'], 'notes:e1:8']);
  });
});

const correction = (event: unknown, before: string, after: string): object => ({
  event,
  eventType: 'NoteOpened',
  before: { title: before },
  after: { title: after },
});

const metadata = JSON.stringify({
  commandId: randomUUID(),
  correlationId: 'spec',
  actor: { person: author, role: 'officer' },
  occurredAt: '2024-03-01T02:00:00.000Z',
  recordedAt: '2024-03-01T02:00:00.000Z',
  schema: 1,
});

/** Without `handle`, which would read the whole stream each time. */
async function aside(id: string, revision: number): Promise<void> {
  const event = {
    id: randomUUID() as EventId,
    type: 'NotePutAside',
    data: '{"why":"old"}',
    metadata,
  };
  await current.store.append(streamOf('note', id), revision, [event]);
}

async function strange(category: string, type: string): Promise<void> {
  const event = { id: randomUUID() as EventId, type, data: '{}', metadata };
  await current.store.append(streamOf(category, randomUUID()), 'none', [event]);
}
