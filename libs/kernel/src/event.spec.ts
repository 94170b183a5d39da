import { expect, test } from '@jest/globals';
import { z } from 'zod';
import type { Sealed } from './index.ts';
import {
  catalogue,
  event,
  fold,
  isSealed,
  personal,
  PersonId,
  type EventId,
  type Origin,
} from './index.ts';

const person = '0b5f9a52-4b0c-5d9e-8f57-0c3f1c1b7a11' as PersonId;
const sealed: Sealed = { sealed: 'v1', subject: person, event: 'e', path: 'phone', data: 'AAAA' };

const entryApplied = event(
  'EntryApplied',
  2,
  z.object({
    plan: z.string(),
    contactPerson: PersonId,
    phone: personal(z.string().min(3), 'contactPerson'),
    email: personal(z.string(), 'contactPerson').optional(),
    leader: z
      .object({ who: PersonId, name: personal(z.string(), 'who').nullable().optional() })
      .optional(),
  }),
  { correctable: ['plan', 'phone'] },
);

test('an event knows its name, shape, schema and what may be corrected', () => {
  const { type, shape, correctable } = entryApplied;
  expect({ type, shape, correctable }).toEqual({
    type: 'EntryApplied',
    shape: 2,
    correctable: ['plan', 'phone'],
  });
  expect(event('Plain', 1, z.object({})).correctable).toEqual([]);
  const data = { plan: 'p', contactPerson: person, phone: '138' };
  expect(entryApplied(data)).toEqual({ type: 'EntryApplied', data });
  expect(entryApplied.schema.parse(data)).toEqual(data);
});

test('personal fields are found at any depth, optional or nullable, each with its subject beside it', () => {
  expect(entryApplied.personal).toEqual([
    { path: ['phone'], subject: ['contactPerson'] },
    { path: ['email'], subject: ['contactPerson'] },
    { path: ['leader', 'name'], subject: ['leader', 'who'] },
  ]);
});

test('a personal field keeps its mark when it is described, refined or branded', () => {
  const schema = z.object({
    who: PersonId,
    a: personal(z.string(), 'who').describe('a'),
    b: personal(z.string(), 'who').refine((value) => value !== ''),
    c: personal(z.string(), 'who').brand<'C'>(),
    d: personal(z.string(), 'who').meta({ title: 'd' }).optional(),
  });
  const paths = event('Marked', 1, schema).personal.map(({ path }) => path.join('.'));
  expect(paths).toEqual(['a', 'b', 'c', 'd']);
});

test('a personal field takes its value or a sealed one, and nothing between', () => {
  const parse = (phone: unknown): boolean =>
    entryApplied.schema.safeParse({ plan: 'p', contactPerson: person, phone }).success;
  expect(parse('138')).toBe(true);
  expect(parse(sealed)).toBe(true);
  expect(parse('1')).toBe(false);
  expect(parse({ ...sealed, sealed: 'v2' })).toBe(false);
  expect(parse({ ...sealed, more: 1 })).toBe(false);
  expect(parse({ sealed: 'v1' })).toBe(false);
});

test.each([null, undefined, 'text', 7, {}, { seal: 'v1' }, []])('%j is not sealed', (value) => {
  expect(isSealed(value)).toBe(false);
});

test('a sealed value is sealed', () => {
  expect(isSealed(sealed)).toBe(true);
});

const mark = personal(z.string(), 'who');
test.each([
  ['an array', z.array(mark)],
  ['an optional array of objects', z.array(z.object({ who: PersonId, name: mark })).optional()],
  ['a record', z.record(z.string(), mark)],
  ['a map', z.map(z.string(), mark)],
  ['a tuple', z.tuple([mark])],
  ['a union', z.union([z.null(), z.object({ who: PersonId, name: mark })])],
  ['an intersection', z.intersection(z.object({ who: PersonId }), z.object({ name: mark }))],
  ['a default', mark.default('x')],
  ['a readonly object', z.object({ who: PersonId, name: mark }).readonly()],
  ['a pipe', mark.transform(String)],
  ['fields of any name', z.object({ who: PersonId }).catchall(mark)],
  ['a lazy schema', z.lazy(() => mark)],
  [
    'a choice by type',
    z.discriminatedUnion('t', [z.object({ t: z.literal('a'), who: PersonId, name: mark })]),
  ],
])('a personal field inside %s is refused, since it would be stored readable', (_, schema) => {
  expect(() => event('Hidden', 1, z.object({ who: PersonId, field: schema }))).toThrow(
    /^a personal field cannot stand inside/,
  );
});

test('the refusal of a personal field names where it stands', () => {
  const schema = z.object({ inner: z.object({ who: PersonId, names: z.array(mark) }) });
  expect(() => event('Hidden', 1, schema)).toThrow(
    new TypeError('a personal field cannot stand inside array: inner.names'),
  );
});

test('a schema that refers to itself is walked once', () => {
  const tree: z.ZodType = z.lazy(() => z.object({ inner: tree.optional() }));
  expect(event('Tree', 1, z.object({ tree })).personal).toEqual([]);
});

test('a personal field whose subject does not stand beside it is refused', () => {
  expect(() =>
    event('Typo', 1, z.object({ contact: PersonId, phone: personal(z.string(), 'contct') })),
  ).toThrow('phone is personal to contct, which does not stand beside it');
  const elsewhere = z.object({ who: PersonId, inner: z.object({ name: mark }) });
  expect(() => event('Elsewhere', 1, elsewhere)).toThrow('inner.name is personal to who');
});

test('a catalogue finds events by type, and none stands twice in it', () => {
  const left = event('EntryLeft', 1, z.object({}));
  expect(catalogue(entryApplied, left)).toEqual({ EntryApplied: entryApplied, EntryLeft: left });
  expect(() => catalogue(entryApplied, left, event('EntryLeft', 2, z.object({})))).toThrow(
    new TypeError('twice in one catalogue: EntryLeft'),
  );
});

test('a fold hands each event and its origin to evolve, in order', () => {
  const origin = (revision: number): Origin => ({
    id: String(revision) as EventId,
    stream: 'case-1',
    revision,
    occurredAt: '2024-03-04T00:00:00.000Z' as never,
    recordedAt: '2024-03-04T00:00:00.000Z' as never,
    actor: { person, role: 'officer' },
  });
  const seen = fold(
    {
      initial: [] as readonly string[],
      evolve: (state, { type }: { type: string; data: object }, { id }) => [
        ...state,
        `${type} ${id}`,
      ],
    },
    ['A', 'B', 'A'].map((type, revision) => ({ type, data: {}, origin: origin(revision) })),
  );
  expect(seen).toEqual(['A 0', 'B 1', 'A 2']);
});
