import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import {
  catalogue,
  correctionApproved,
  correctionDecider,
  correctionDeclined,
  correctionRequested,
  event,
  eventCorrected,
  fold,
  instantOfEpochMs,
  isSharedEvent,
  overlay,
  personal,
  personalFieldsIn,
  PersonId,
  type CorrectionCommand,
  type CorrectionRefusal,
  type EventId,
  type Instant,
  type Result,
  type SharedEvent,
  type Told,
} from './index.ts';

const idOf = (kind: number, n: number): string =>
  `0000000${String(kind)}-0000-4000-8000-${String(n).padStart(12, '0')}`;
const eventId = (n: number): EventId => idOf(0, n) as EventId;
const requestId = (n: number): EventId => idOf(1, n) as EventId;
const [anna, boris] = [idOf(2, 1) as PersonId, idOf(2, 2) as PersonId];

const opened = event(
  'Opened',
  3,
  z.object({
    who: PersonId,
    name: personal(z.string().min(1), 'who'),
    title: z.string().min(2),
    note: z.string().optional(),
    place: z.object({ street: z.string(), number: z.int().optional() }).optional(),
    tags: z.array(z.string()),
    stage: z.string(),
  }),
  { correctable: ['name', 'title', 'note', 'place', 'tags'] },
);
const closed = event('Closed', 1, z.object({ on: z.string() }));
const events = catalogue(opened, closed);
const decider = correctionDecider(events);

const seal = (data: string) => ({
  sealed: 'v1' as const,
  subject: anna,
  event: eventId(0),
  path: 'name',
  data,
});
const data = {
  who: anna,
  name: seal('AAAA'),
  title: 'title',
  note: 'note',
  place: { street: 'street', number: 1 },
  tags: ['a', 'b'],
  stage: 'open',
};

interface Bare {
  readonly type: string;
  readonly data: object;
}
const minutes = (n: number): Instant => instantOfEpochMs(Date.UTC(2024, 0, 1) + n * 60_000);

/** Event n has the id `eventId(n)` and was recorded at minute n, by Anna. */
function history(...bare: readonly (Bare & { readonly at?: Instant })[]): readonly Told[] {
  return bare.map((one, n) => ({
    type: one.type,
    data: one.data as Told['data'],
    origin: {
      id: eventId(n),
      stream: 'case-1',
      revision: n,
      occurredAt: one.at ?? minutes(n),
      recordedAt: one.at ?? minutes(n),
      actor: { person: anna, role: 'officer' },
    },
  }));
}

type Decided = Result<readonly Bare[], CorrectionRefusal>;
const decide = (told: readonly Bare[], command: CorrectionCommand): Decided =>
  decider.decide(command, fold(decider, history(...told)));

const ask = (
  values: Readonly<Record<string, unknown>>,
  of = 0,
  request = 1,
): Extract<CorrectionCommand, { type: 'RequestCorrection' }> => ({
  type: 'RequestCorrection',
  request: requestId(request),
  event: eventId(of),
  values,
  reason: 'misread',
  evidence: ['e'],
});
const approve = (request = 1, by = boris): CorrectionCommand => ({
  type: 'ApproveCorrection',
  request: requestId(request),
  by,
});
const decline = (request = 1): CorrectionCommand => ({
  type: 'DeclineCorrection',
  request: requestId(request),
  by: anna,
  reason: 'as it was',
});
const happened = (decided: Decided): readonly Bare[] => {
  if (!decided.ok) throw new Error(decided.refusal.code);
  return decided.value;
};

/** What stands after each command, one after the other. */
function after(...commands: readonly CorrectionCommand[]): readonly Bare[] {
  return commands.reduce<readonly Bare[]>(
    (told, command) => [...told, ...happened(decide(told, command))],
    [opened(data)],
  );
}
const corrected = (told: readonly Bare[]): object => overlay(history(...told))[0]!.data;

// --- Requests ----------------------------------------------------------------------------------------------------

test('a request holds the fields, their values today, and the whole data as it would be', () => {
  expect(decide([opened(data)], ask({ title: 'new', note: 'other' }))).toEqual({
    ok: true,
    value: [
      correctionRequested({
        request: requestId(1),
        event: eventId(0),
        eventType: 'Opened',
        shape: 3,
        fields: ['note', 'title'],
        before: { note: 'note', title: 'title' },
        data: { ...data, title: 'new', note: 'other' },
        reason: 'misread',
        evidence: ['e'],
      }),
    ],
  });
});

const refused = (values: Readonly<Record<string, unknown>>, of = 0): CorrectionRefusal => {
  const told = [opened(data), closed({ on: 'x' }), ...after(ask({ title: 'new' })).slice(1)];
  const decided = decide(told, ask(values, of, 2));
  if (decided.ok) throw new Error('it was accepted');
  return decided.refusal;
};

test.each([
  ['that never was', 9],
  ['that is itself a request for correction', 2],
])('an event %s is unknown', (_, of) => {
  const refusal = { code: 'correction.unknown-event', event: eventId(of) };
  expect(refused({ title: 'new' }, of)).toEqual(refusal);
});

test.each<readonly [string, Readonly<Record<string, unknown>>, readonly string[], number]>([
  ['a stage and an unknown field', { title: 'new', stage: 'x', other: 1 }, ['other', 'stage'], 0],
  ['whose data it is', { who: boris }, ['who'], 0],
  ['a member of a field', { 'place.street': 'x' }, ['place.street'], 0],
  ['any field of an event that marks none', { on: 'y' }, ['on'], 1],
  ['what every object has', { constructor: 1, toString: 1 }, ['constructor', 'toString'], 0],
])('%s cannot be corrected, and is named', (_, values, fields, of) => {
  expect(refused(values, of)).toEqual({ code: 'correction.not-correctable', fields });
});

test.each<readonly [string, Readonly<Record<string, unknown>>, readonly string[]]>([
  ['of the wrong size', { title: 'x' }, ['title']],
  [
    'of the wrong type, at any depth',
    { place: { street: 1, number: 0.5 } },
    ['place.street', 'place.number'],
  ],
  ['removed where it is needed', { title: null }, ['title']],
  ['not known to the schema', { place: { street: 's', floor: 1 } }, ['place.floor']],
  ['sealed elsewhere', { name: seal('BBBB') }, ['name']],
  ['neither plain nor sealed', { name: 7 }, ['name']],
])('a value %s is invalid, and its field is named', (_, values, fields) => {
  const refusal = refused(values);
  if (refusal.code !== 'correction.invalid-value') throw new Error(refusal.code);
  expect(refusal.errors.map(({ field }) => field)).toEqual(fields);
  expect(refusal.errors.every(({ message }) => message.length > 0)).toBe(true);
});

test.each<readonly [string, Readonly<Record<string, unknown>>]>([
  ['nothing', {}],
  ['the same text', { title: 'title' }],
  ['the same members in another order', { place: { number: 1, street: 'street' } }],
  ['the same list', { tags: ['a', 'b'] }],
])('%s is no change', (_, values) => {
  expect(refused(values)).toEqual({ code: 'correction.no-change' });
});

test.each<readonly [string, Readonly<Record<string, unknown>>]>([
  ['a list in another order', { tags: ['b', 'a'] }],
  ['a shorter list', { tags: ['a'] }],
  ['a member less', { place: { street: 'street' } }],
  ['an optional field removed', { note: null }],
  ['a plain value for a sealed one, which nobody can compare', { name: '张伟' }],
])('%s is a change', (_, values) => {
  expect(decide([opened(data)], ask(values)).ok).toBe(true);
});

test('null removes an optional field, and nothing removed is no change', () => {
  const told = after(ask({ note: null }), approve());
  const { note, ...rest } = data;
  expect([corrected(told), note]).toEqual([rest, 'note']);
  expect(decide(told, ask({ note: null }, 0, 2))).toMatchObject({
    refusal: { code: 'correction.no-change' },
  });
  const back = [...told, ...happened(decide(told, ask({ note: 'back' }, 0, 2)))];
  expect(back.at(-1)).toMatchObject({ data: { before: {}, fields: ['note'] } });
});

// --- Decisions ---------------------------------------------------------------------------------------------------

test('an approval corrects the event: the whole data, in the shape of today', () => {
  expect(happened(decide(after(ask({ title: 'new' })), approve()))).toEqual([
    correctionApproved({ request: requestId(1) }),
    eventCorrected({
      request: requestId(1),
      event: eventId(0),
      eventType: 'Opened',
      shape: 3,
      data: { ...data, title: 'new' },
    }),
  ]);
});

test('whoever asked does not approve, but may take it back', () => {
  const told = after(ask({ title: 'new' }));
  const refusal = { code: 'correction.same-person', request: requestId(1) };
  expect(decide(told, approve(1, anna))).toEqual({ ok: false, refusal });
  const declined = correctionDeclined({ request: requestId(1), reason: 'as it was' });
  expect(decide(told, decline())).toEqual({ ok: true, value: [declined] });
});

test.each([
  ['never made', after()],
  ['approved', after(ask({ title: 'new' }), approve())],
  ['declined', after(ask({ title: 'new' }), decline())],
])('a request %s is not open', (_, told) => {
  const refusal = { code: 'correction.not-open', request: requestId(1) };
  expect(decide(told, approve())).toEqual({ ok: false, refusal });
  expect(decide(told, decline())).toEqual({ ok: false, refusal });
  expect(corrected(told)).toEqual(told.length === 4 ? { ...data, title: 'new' } : data);
});

test('a value that moved since the request is not corrected, and is named; other fields may have moved', () => {
  const told = after(
    ask({ title: 'one', note: 'n' }),
    ask({ title: 'two', tags: [] }, 0, 2),
    approve(),
  );
  const refusal = { code: 'correction.value-moved', fields: ['title'] };
  expect(decide(told, approve(2))).toEqual({ ok: false, refusal });
  const beside = after(ask({ title: 'one' }), ask({ tags: [] }, 0, 2), approve(1), approve(2));
  expect(corrected(beside)).toEqual({ ...data, title: 'one', tags: [] });
});

test('a sealed value moves with its seal', () => {
  const told = after(ask({ name: '李娜' }), ask({ name: '王芳' }, 0, 2), approve(1));
  expect(decide(told, approve(2))).toMatchObject({
    refusal: { code: 'correction.value-moved', fields: ['name'] },
  });
});

test('the newest correction of an event holds, and says by which event', () => {
  const told = after(ask({ title: 'one' }), approve(), ask({ title: 'two' }, 0, 2), approve(2));
  const [only, ...others] = overlay(history(...told));
  expect(others).toEqual([]);
  expect(only).toMatchObject({
    data: { title: 'two' },
    origin: { revision: 0, correctedBy: eventId(6) },
  });
});

// --- Overlay -----------------------------------------------------------------------------------------------------

test('what was known at an instant includes what was recorded at it, and no correction after', () => {
  const told = history(...after(ask({ title: 'new' }), approve()), closed({ on: 'x' }));
  const known = (at: Instant): readonly unknown[] =>
    overlay(told, at).map((one) => one.data['title'] ?? one.type);
  expect(known(instantOfEpochMs(Date.parse(minutes(0)) - 1))).toEqual([]);
  expect(known(minutes(0))).toEqual(['title']);
  expect(known(minutes(2))).toEqual(['title']);
  expect(known(minutes(3))).toEqual(['new']);
  expect(known(minutes(4))).toEqual(['new', 'Closed']);
  expect(overlay(told)).toEqual(overlay(told, minutes(4)));
});

test('an event that was not corrected comes as it is', () => {
  const told = history(opened(data), closed({ on: 'x' }));
  expect(overlay(told)[1]).toBe(told[1]);
});

/** Up to twelve events: openings, closings, requests and approvals of what stands, recorded at times that never fall. */
const anyHistory: fc.Arbitrary<readonly Told[]> = fc
  .array(
    fc.record({
      act: fc.constantFrom('open', 'close', 'ask', 'ask', 'approve', 'approve', 'decline'),
      target: fc.nat(11),
      title: fc.string({ minLength: 2, maxLength: 4 }),
      note: fc.option(fc.string({ maxLength: 3 })),
      gap: fc.nat(2),
    }),
    { maxLength: 12 },
  )
  .map((script) => {
    const told: (Bare & { readonly at: Instant })[] = [{ ...opened(data), at: minutes(0) }];
    let at = 0;
    for (const [n, { act, target, title, note, gap }] of script.entries()) {
      at += gap;
      const open = [...fold(decider, history(...told)).open.keys()];
      const request = open[target % open.length] ?? requestId(target);
      const command: CorrectionCommand =
        act === 'ask'
          ? ask({ title, note }, target % told.length, n)
          : act === 'approve'
            ? { type: 'ApproveCorrection', request, by: boris }
            : { type: 'DeclineCorrection', request, by: anna, reason: 'as it was' };
      const decided: Decided =
        act === 'open'
          ? { ok: true, value: [opened({ ...data, title })] }
          : act === 'close'
            ? { ok: true, value: [closed({ on: title })] }
            : decide(told, command);
      if (decided.ok) told.push(...decided.value.map((one) => ({ ...one, at: minutes(at) })));
    }
    return history(...told);
  });

test('what was known at an instant is what a history that ends there tells', () => {
  fc.assert(
    fc.property(anyHistory, fc.nat(26), (told, minute) => {
      const at = minutes(minute);
      const truncated = told.filter(({ origin }) => origin.recordedAt <= at);
      expect(overlay(told, at)).toEqual(overlay(truncated));
    }),
  );
});

test('approvals change the fields asked for, and no other; every event keeps its place', () => {
  let approvals = 0;
  fc.assert(
    fc.property(anyHistory, (told) => {
      const own = told.filter((one) => !isSharedEvent(one));
      expect(overlay(told).map(({ origin }) => origin.id)).toEqual(
        own.map(({ origin }) => origin.id),
      );
      for (const [n, one] of told.entries()) {
        const last = one as Told & SharedEvent;
        if (last.type !== 'EventCorrected') continue;
        approvals += 1;
        const find = (all: readonly Told[]): Told['data'] =>
          overlay(all).find(({ origin }) => origin.id === last.data.event)!.data;
        const [before, now] = [find(told.slice(0, n)), find(told.slice(0, n + 1))];
        const { title, note, ...others } = before;
        expect({ ...now, title, note }).toEqual({ ...others, title, note });
      }
    }),
    { numRuns: 300 },
  );
  expect(approvals).toBeGreaterThan(20);
});

// --- Personal values ---------------------------------------------------------------------------------------------

test('personal values stand in a correction where they stand in its event, one step deeper', () => {
  const name = { path: ['name'], subject: ['who'] };
  const deeper = { path: ['data', 'name'], subject: ['data', 'who'] };
  const [, asked, approved, done] = after(ask({ title: 'new' }), approve());
  expect(personalFieldsIn(events, opened(data))).toEqual([name]);
  expect(personalFieldsIn(events, closed({ on: 'x' }))).toEqual([]);
  expect(personalFieldsIn(events, asked!)).toEqual([deeper]);
  expect(personalFieldsIn(events, approved!)).toEqual([]);
  expect(personalFieldsIn(events, done!)).toEqual([deeper]);
  expect(personalFieldsIn(events, after(ask({ title: 'new' }), decline()).at(-1)!)).toEqual([]);
});
