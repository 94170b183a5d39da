import { beforeEach, expect, test } from '@jest/globals';
import {
  event,
  parseInstant,
  type CorrectionCommand,
  type EventId,
  type PersonId,
} from '@fuhua/kernel';
import { eventId, personId } from '@fuhua/testing';
import { memoryStore } from '../event-store/index.ts';
import type { EventStore, Recorded } from '../event-store/index.ts';
import type { Privacy } from '../privacy/index.ts';
import { correctionsOf } from './corrections.ts';
import { handle } from './handle.ts';
import { inStream, loan, loanGranted, loans, now, request, somePrivacy } from './loans.suite.ts';
import type { Loan, LoanCommand } from './loans.suite.ts';
import { tell, UnknownEvent, type Readable } from './metadata.ts';

const [anna, boris, clara] = [personId('anna'), personId('boris'), personId('clara')];
const corrections = correctionsOf(loans);

let store: EventStore;
let privacy: Privacy;
let granted: EventId;

beforeEach(async () => {
  store = memoryStore();
  privacy = await somePrivacy();
  const grant: LoanCommand = { type: 'Grant', borrower: anna, name: '张伟', copies: 3 };
  await handle({ store, privacy }, loans, 'a', request(), () => grant);
  granted = (await history())[0]!.id;
});

const history = (): Promise<Recorded[]> => inStream(store, loan('a'));

const send = (person: PersonId, command: CorrectionCommand) =>
  handle(
    { store, privacy },
    corrections,
    'a',
    request({ actor: { person, role: 'officer' } }),
    () => command,
  );

const ask = (values: Readonly<Record<string, unknown>>, name = 'r') =>
  send(boris, {
    type: 'RequestCorrection',
    request: eventId(name),
    event: granted,
    values,
    reason: 'misread',
    evidence: [],
  });
const approve = (person: PersonId, name = 'r') =>
  send(person, { type: 'ApproveCorrection', request: eventId(name), by: person });

async function standing(): Promise<Loan> {
  let seen: Loan | undefined;
  await handle({ store, privacy }, loans, 'a', request(), (state): LoanCommand => {
    seen = state;
    return { type: 'Extend', days: 0 };
  });
  return seen!;
}

test('a correction stands in the stream it corrects, and holds once another person approved it', async () => {
  expect(await ask({ copies: 2 })).toMatchObject({ ok: true, value: { revision: 1 } });
  expect(await standing()).toMatchObject({ copies: 3 });
  expect(await approve(boris)).toMatchObject({ refusal: { code: 'correction.same-person' } });
  expect(await approve(clara)).toMatchObject({ ok: true, value: { revision: 3 } });
  expect(await standing()).toMatchObject({ copies: 2 });
  expect((await history()).map(({ type }) => type)).toEqual([
    'LoanGranted',
    'CorrectionRequested',
    'CorrectionApproved',
    'EventCorrected',
  ]);
});

test('a correction is decided on what was corrected before, not on what was first written', async () => {
  await ask({ copies: 2 }, 'first');
  await approve(clara, 'first');
  expect(await ask({ copies: 2 })).toMatchObject({ refusal: { code: 'correction.no-change' } });
  expect(await ask({ copies: 3 })).toMatchObject({ ok: true });
});

test('a personal value is sealed in the request and in the correction, the old one included', async () => {
  await ask({ name: '李娜' });
  await approve(clara);
  const [, asked, , corrected] = await history();
  for (const { data } of [asked!, corrected!]) {
    expect(data).not.toMatch(/张伟|李娜/);
    expect(await privacy.openAll(JSON.parse(data))).toMatchObject({ data: { name: '李娜' } });
  }
  const { before } = (await privacy.openAll(JSON.parse(asked!.data))) as { before: object };
  expect(before).toEqual({ name: '张伟' });
});

test('a correction keeps the sealed values it does not touch', async () => {
  await ask({ copies: 2 });
  await approve(clara);
  const [first, , , corrected] = (await history()).map(({ data }) => JSON.parse(data));
  expect(corrected.data).toEqual({ ...first, copies: 2 });
});

// --- Older and newer shapes --------------------------------------------------------------------------------------

const second: Readable = {
  category: 'loan',
  events: { ...loans.events, LoanGranted: event('LoanGranted', 2, loanGranted.schema) },
  upcast: (type, shape, data) =>
    type === 'LoanGranted' && shape === 1 ? { ...data, upcast: true } : data,
};

const stored = (type: string, data: object, schema = 1): Recorded => ({
  id: eventId(type),
  type,
  stream: loan('a'),
  revision: 4,
  position: 5n,
  data: JSON.stringify(data),
  metadata: JSON.stringify({
    schema,
    occurredAt: now,
    recordedAt: parseInstant('2024-03-05T00:00:00Z'),
    actor: { person: anna, role: 'officer' },
    commandId: 'c',
  }),
});
const carrying = (shape: number): object => ({
  eventType: 'LoanGranted',
  shape,
  data: { copies: 1 },
});

test('an event is told with its origin, and as it stands where there is no older shape', () => {
  expect(tell(loans, stored('LoanExtended', { days: 1 }))).toEqual({
    type: 'LoanExtended',
    data: { days: 1 },
    origin: {
      id: eventId('LoanExtended'),
      stream: 'loan-a',
      revision: 4,
      occurredAt: now,
      recordedAt: '2024-03-05T00:00:00.000Z',
      actor: { person: anna, role: 'officer' },
    },
  });
});

test('older shapes are brought to today’s, also those that corrections carry', () => {
  const dataOf = (recorded: Recorded): object => tell(second, recorded).data;
  expect(dataOf(stored('LoanGranted', { copies: 1 }))).toEqual({ copies: 1, upcast: true });
  expect(dataOf(stored('LoanGranted', { copies: 1 }, 2))).toEqual({ copies: 1 });
  for (const type of ['CorrectionRequested', 'EventCorrected']) {
    const upcast = { ...carrying(1), data: { copies: 1, upcast: true } };
    expect(dataOf(stored(type, carrying(1)))).toEqual(upcast);
    expect(dataOf(stored(type, carrying(2)))).toEqual(carrying(2));
  }
});

test.each([
  ['a type', stored('LoanSold', {})],
  ['a shape', stored('LoanGranted', { copies: 1 }, 3)],
  ['a shape in a request for correction', stored('CorrectionRequested', carrying(3))],
  ['a shape in a correction', stored('EventCorrected', carrying(3))],
  ['a type in a correction', stored('EventCorrected', { ...carrying(1), eventType: 'LoanSold' })],
])('%s of a later release is not told', (_, recorded) => {
  expect(() => tell(second, recorded)).toThrow(UnknownEvent);
  expect(() => tell(second, recorded)).toThrow(`loan-a@4: this release does not know`);
});
