import { beforeEach, expect, jest, test } from '@jest/globals';
import {
  parseInstant,
  type EventId,
  type Instant,
  type PersonId,
  type Result,
} from '@fuhua/kernel';
import { personId } from '@fuhua/testing';
import {
  memoryStore,
  OutcomeUnknown,
  TooLarge,
  Unavailable,
  WrongRevision,
} from '../event-store/index.ts';
import type { EventStore } from '../event-store/index.ts';
import type { Privacy } from '../privacy/index.ts';
import type { CommandContext } from './context.ts';
import type { Handled, HandleOptions, HandleRefusal } from './handle.ts';
import {
  inStream,
  loan,
  loanExtended,
  loanGranted,
  loanReviewed,
  loans,
  now,
  request,
  scripted,
  somePrivacy,
} from './loans.suite.ts';
import type { Loan, LoanCommand, LoanEvent, LoanRefusal } from './loans.suite.ts';
import { metadataOf, UnknownEvent } from './metadata.ts';

/** The pauses between repeats, which these specs do not wait for. */
const pauses: number[] = [];
jest.unstable_mockModule('node:timers/promises', () => ({
  setTimeout: (ms: number) => Promise.resolve(pauses.push(ms)),
}));
const { handle } = await import('./handle.ts');

const anna = personId('anna');
const grant: LoanCommand = { type: 'Grant', borrower: anna, name: '张伟', copies: 3 };
const extend: LoanCommand = { type: 'Extend', days: 7 };
const review: LoanCommand = { type: 'Review', reason: 'kept well' };

let store: EventStore;
let privacy: Privacy;

beforeEach(async () => {
  pauses.length = 0;
  store = memoryStore();
  privacy = await somePrivacy();
});

type Answer = Result<Handled, LoanRefusal | HandleRefusal>;

const send = (
  command: LoanCommand | ((state: Loan) => LoanCommand | Promise<LoanCommand>),
  context: Partial<CommandContext> = {},
  through: EventStore = store,
  options: HandleOptions<Loan, LoanEvent> = {},
): Promise<Answer> => {
  const toCommand = typeof command === 'function' ? command : () => command;
  return handle({ store: through, privacy }, loans, 'a', request(context), toCommand, options);
};

async function accepted(answer: Promise<Answer>): Promise<Handled> {
  const result = await answer;
  if (!result.ok) throw new Error(`refused: ${result.refusal.code}`);
  return result.value;
}

const types = async (): Promise<string[]> =>
  (await inStream(store, loan('a'))).map(({ type }) => type);

const keyed = (commandId: string, requestHash = 'body'): Partial<CommandContext> => ({
  commandId,
  keyed: true,
  requestHash,
});

// --- Reading and deciding ----------------------------------------------------------------------------------------

test('a new id without a key is decided from the initial state, without a read', async () => {
  const spied = scripted(store);
  const states: Loan[] = [];
  const toCommand = (state: Loan): LoanCommand => {
    states.push(state);
    return grant;
  };
  const { revision, position } = await accepted(send(toCommand, {}, spied, { fresh: true }));
  expect([revision, position, states]).toEqual([0, 1n, [{ stage: 'none' }]]);
  expect(spied.reads).toEqual([]);
  expect(spied.appends.map(({ expected }) => expected)).toEqual(['none']);
});

test.each([
  ['an id that is not new', {}, false],
  ['a new id with a key', keyed('k'), true],
])('%s is read first', async (_, context, fresh) => {
  const spied = scripted(store);
  await accepted(send(grant, context, spied, { fresh }));
  expect(spied.reads).toEqual([loan('a')]);
});

test('an id taken for new that is not is read when its append is refused, and decided anew', async () => {
  await accepted(send(grant));
  const spied = scripted(store);
  const refusal = { ok: false, refusal: { code: 'loan.already-granted' } };
  expect(await send(grant, {}, spied, { fresh: true })).toEqual(refusal);
  expect(spied.reads).toEqual([loan('a')]);
});

test('the answer names what was written and where', async () => {
  await accepted(send(grant));
  const answer = await accepted(send(review));
  const [, ...written] = await inStream(store, loan('a'));
  expect(answer).toEqual({
    id: 'a',
    stream: 'loan-a',
    revision: 2,
    position: 3n,
    events: written.map(({ id, type }) => ({ id, type })),
    decision: { outcome: 'granted', reason: 'kept well' },
  });
});

test('what is refused stores nothing', async () => {
  expect(await send(extend)).toEqual({ ok: false, refusal: { code: 'loan.none' } });
  expect(await types()).toEqual([]);
});

test('where nothing happens nothing is stored, and the revision that stands is answered', async () => {
  const nothing: LoanCommand = { type: 'Invent', events: [] };
  const where = { id: 'a', stream: 'loan-a', events: [] };
  expect(await accepted(send(nothing))).toEqual({ ...where, revision: -1, position: 0n });
  await accepted(send(grant));
  await accepted(send(extend));
  const answer = await accepted(send({ type: 'Extend', days: 0 }));
  expect(answer).toEqual({ ...where, revision: 1, position: 2n });
  expect(await types()).toEqual(['LoanGranted', 'LoanExtended']);
});

test('a stream that holds what this release does not know is not decided on', async () => {
  await accepted(send(grant));
  const metadata = JSON.stringify({ commandId: 'other', schema: 1 });
  const id = '6f5b3c1e-0000-4000-8000-000000000001' as EventId;
  await store.append(loan('a'), 0, [{ id, type: 'LoanSold', data: '{}', metadata }]);
  await expect(send(extend)).rejects.toThrow(UnknownEvent);
  expect(await types()).toEqual(['LoanGranted', 'LoanSold']);
});

test.each([
  ['of no catalogue', { type: 'LoanSold', data: {} }, 'not in the catalogue: LoanSold'],
  ['against its schema', { type: 'LoanExtended', data: { days: 0.5 } }, 'days'],
])('an event %s is a bug, and nothing of its batch is stored', async (_, event, says) => {
  const events = [loanExtended({ days: 1 }), event as LoanEvent];
  await expect(send({ type: 'Invent', events })).rejects.toThrow(says);
  expect(await types()).toEqual([]);
});

// --- Others write in between -------------------------------------------------------------------------------------

test('a command overtaken by another is decided anew, on what stands then', async () => {
  await accepted(send(grant));
  const overtaken = scripted(store, () => accepted(send(extend)).then(() => undefined));
  const days: number[] = [];
  const answer = await accepted(
    send(
      (state) => {
        days.push(state.stage === 'none' ? -1 : state.days);
        return { type: 'Extend', days: 100 + days.length };
      },
      {},
      overtaken,
    ),
  );
  expect([days, answer.revision]).toEqual([[0, 7], 2]);
  const [, , last] = await inStream(store, loan('a'));
  expect(JSON.parse(last!.data)).toEqual({ days: 102 });
});

test('overtaken three times it is a conflict, and nothing of it is stored', async () => {
  await accepted(send(grant));
  const overtake = () => accepted(send(extend)).then(() => undefined);
  const busy = scripted(store, overtake, overtake, overtake);
  let tries = 0;
  const answer = await send(() => ((tries += 1), review), {}, busy);
  expect([answer, tries]).toEqual([{ ok: false, refusal: { code: 'platform.conflict' } }, 3]);
  expect(await types()).toEqual(['LoanGranted', ...Array<string>(3).fill('LoanExtended')]);
});

test('overtaken by its own repeat it answers as that did, also at the last try', async () => {
  await accepted(send(grant));
  const twin = keyed('k');
  const overtake = () => accepted(send(extend)).then(() => undefined);
  let first: Handled | undefined;
  const busy = scripted(store, overtake, overtake, async () => {
    first = await accepted(send({ type: 'Review', reason: 'other facts' }, twin));
  });
  expect(await accepted(send(review, twin, busy))).toEqual(first);
  expect((await types()).filter((type) => type === 'LoanReviewed')).toHaveLength(1);
});

test('If-Match must name the revision that stands', async () => {
  const stale = (actual: number | 'none') => ({
    ok: false,
    refusal: { code: 'platform.stale-revision', actual },
  });
  expect(await send(grant, { expected: 0 })).toEqual(stale('none'));
  await accepted(send(grant));
  expect((await accepted(send(extend, { expected: 0 }))).revision).toBe(1);
  expect(await send(extend, { expected: 0 })).toEqual(stale(1));
  expect(await send(extend, { expected: 2 })).toEqual(stale(1));
  expect(await types()).toEqual(['LoanGranted', 'LoanExtended']);
});

test('a command with If-Match that is overtaken is not decided anew', async () => {
  await accepted(send(grant));
  const overtaken = scripted(store, () => accepted(send(extend)).then(() => undefined));
  const refusal = { code: 'platform.stale-revision', actual: 1 };
  expect(await send(review, { expected: 0 }, overtaken)).toEqual({ ok: false, refusal });
});

// --- Repeats -----------------------------------------------------------------------------------------------------

test('a command repeated under its key is answered the same, also after others wrote', async () => {
  await accepted(send(grant));
  const context = { ...keyed('k'), expected: 0 };
  const padded: LoanCommand = { type: 'Review', reason: '  kept well ' };
  const first = await accepted(send(padded, context));
  expect(first.decision).toEqual({ outcome: 'granted', reason: 'kept well' });
  expect(await accepted(send(padded, context))).toEqual(first);
  await accepted(send(extend));
  const tomorrow = parseInstant('2024-03-05T09:00:00+08:00');
  expect(await accepted(send(padded, { ...context, now: tomorrow }))).toEqual(first);
  expect((await types()).length).toBe(4);
});

test('a repeat is not decided', async () => {
  await accepted(send(grant, keyed('k')));
  const decided = jest.fn(() => grant);
  await accepted(send(decided, keyed('k')));
  expect(decided).not.toHaveBeenCalled();
});

test('a key that comes again with another body is refused', async () => {
  await accepted(send(grant, keyed('k')));
  const refusal = { code: 'platform.idempotency-key-reused' };
  expect(await send(grant, keyed('k', 'other body'))).toEqual({ ok: false, refusal });
  expect(await types()).toEqual(['LoanGranted']);
});

test('what was refused or came to nothing may be sent again under its key, and is decided then', async () => {
  expect(await send(extend, keyed('k'))).toMatchObject({ ok: false });
  await accepted(send(grant));
  await accepted(send({ type: 'Extend', days: 0 }, keyed('k')));
  expect((await accepted(send(extend, keyed('k')))).revision).toBe(1);
});

// --- Unknown outcomes --------------------------------------------------------------------------------------------

test.each([
  ['answer', 'answer lost'],
  ['request', 'request lost'],
] as const)(
  'after a lost %s the very same append is sent until it is answered',
  async (_, lost) => {
    await accepted(send(grant));
    const through = scripted(store, lost, lost, lost);
    const answer = await accepted(send(review, {}, through));
    expect(answer.revision).toBe(2);
    const [first, ...repeats] = through.appends;
    expect(repeats).toEqual([first, first, first]);
    expect(pauses).toEqual([50, 100, 200]);
    expect(await types()).toEqual(['LoanGranted', 'LoanExtended', 'LoanReviewed']);
  },
);

test('an engine that is away at first wrote nothing, and nothing is repeated', async () => {
  const through = scripted(store, 'engine away');
  await expect(send(grant, {}, through)).rejects.toThrow(Unavailable);
  expect(through.appends).toHaveLength(1);
});

test('an engine that is away after a lost answer says nothing of the append before', async () => {
  const through = scripted(store, 'answer lost', 'engine away', 'engine away');
  expect((await accepted(send(grant, {}, through))).revision).toBe(0);
  expect(await types()).toEqual(['LoanGranted']);
});

test.each(['request lost', 'engine away'] as const)(
  'when every repeat ends in %s the outcome stays unknown, and the key tells later',
  async (step) => {
    const through = scripted(store, 'answer lost', ...Array<typeof step>(20).fill(step));
    await expect(send(grant, keyed('k'), through)).rejects.toThrow(OutcomeUnknown);
    expect(pauses).toEqual([50, 100, 200, 400, 800, 1600, 3200]);
    expect(through.appends).toHaveLength(8);
    expect((await accepted(send(grant, keyed('k')))).revision).toBe(0);
    expect(await types()).toEqual(['LoanGranted']);
  },
);

test('a repeat refused for its revision looks for its own command before it decides anew', async () => {
  await accepted(send(grant));
  const forgetful = scripted(store, 'answer lost', async () => {
    await accepted(send(extend));
    throw new WrongRevision(loan('a'), 0, 3);
  });
  const decided = jest.fn(() => review);
  const answer = await accepted(send(decided, {}, forgetful));
  expect(answer).toMatchObject({ revision: 2, decision: { outcome: 'granted' } });
  expect(decided).toHaveBeenCalledTimes(1);
  expect((await types()).slice(1)).toEqual(['LoanExtended', 'LoanReviewed', 'LoanExtended']);
});

test('too much for one append is refused before it is sent', async () => {
  const events = Array<LoanEvent>(33).fill(loanExtended({ days: 1 }));
  await expect(send({ type: 'Invent', events })).rejects.toThrow(TooLarge);
});

// --- What is stored ----------------------------------------------------------------------------------------------

test('beside the data stand the command, who gave it, when, and whom it concerns', async () => {
  const context = request({
    ...keyed('k'),
    occurredAt: parseInstant('2024-03-01T00:00:00+08:00'),
    causationId: 'cause',
    traceparent: 'trace',
  });
  const about = jest.fn((state: Loan, events: readonly LoanEvent[]) => ({
    division: `${state.stage} ${String(events.length)}` as never,
  }));
  await accepted(send(grant, context, store, { about }));
  const [recorded] = await inStream(store, loan('a'));
  expect(metadataOf(recorded!)).toEqual({
    commandId: 'k',
    requestHash: 'body',
    correlationId: 'c',
    causationId: 'cause',
    actor: context.actor,
    about: { division: 'none 1' },
    occurredAt: '2024-02-29T16:00:00.000Z',
    recordedAt: now,
    schema: 1,
    traceparent: 'trace',
  });
});

test('what has not occurred yet is refused before anything is read; the present moment is not', async () => {
  const spied = scripted(store);
  const later = parseInstant('2024-03-04T09:00:00.001+08:00');
  const refusal = { code: 'platform.occurred-in-future', occurredAt: later };
  expect(await send(grant, { occurredAt: later }, spied)).toEqual({ ok: false, refusal });
  expect(spied.reads).toEqual([]);
  await accepted(send(grant, { occurredAt: now }));
});

test('nothing is recorded before the event that stands before it, however the clocks differ', async () => {
  const ahead = parseInstant('2024-03-04T10:00:00+08:00');
  const times: (readonly [Instant, Instant])[] = [];
  await accepted(send(grant, { now: ahead }));
  await accepted(send(extend, { now }));
  await accepted(send(extend, { now: parseInstant('2024-03-04T11:00:00+08:00') }));
  for (const event of await inStream(store, loan('a'))) {
    const { occurredAt, recordedAt } = metadataOf(event);
    times.push([occurredAt, recordedAt]);
  }
  expect(times).toEqual([
    [ahead, ahead],
    [now, ahead],
    ['2024-03-04T03:00:00.000Z', '2024-03-04T03:00:00.000Z'],
  ]);
});

test('personal values are sealed, the others stand readable', async () => {
  await accepted(send(grant));
  const [recorded] = await inStream(store, loan('a'));
  const data = JSON.parse(recorded!.data) as { name: { subject: PersonId; event: EventId } };
  expect(recorded!.data).not.toContain('张伟');
  expect(data).toMatchObject({ borrower: anna, copies: 3 });
  expect(data.name).toMatchObject({ subject: anna, event: recorded!.id });
  expect(await privacy.openAll(data)).toEqual({ borrower: anna, name: '张伟', copies: 3 });
});

test('a decision is told from what is stored, the first time and every time', async () => {
  const decision = {
    outcome: 'refused' as const,
    reason: ' late ',
    knownThrough: { registry: '7' },
  };
  const events = [
    loanGranted({ borrower: anna, name: 'x', copies: 1 }),
    loanReviewed({ decision }),
  ];
  const command: LoanCommand = { type: 'Invent', events };
  const first = await accepted(send(command, keyed('k')));
  expect(first.decision).toEqual({ ...decision, reason: 'late' });
  expect(await accepted(send(command, keyed('k')))).toEqual(first);
});
