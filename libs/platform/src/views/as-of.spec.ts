import { beforeEach, expect, test } from '@jest/globals';
import { parseDay, parseInstant, type Day, type Instant, type Told } from '@fuhua/kernel';
import { memoryStore } from '../event-store/index.ts';
import type { EventStore, NewEvent } from '../event-store/index.ts';
import { tell } from '../handle/metadata.ts';
import { foldAsOf, rowsAsOf } from './as-of.ts';
import { FoldFailed, foldStream } from './fold.ts';
import {
  correctionOf,
  itemAdded,
  make,
  record,
  thing,
  thingBoard,
  thingClosed,
  thingOpened,
  things,
  type ThingEvent,
  type ThingRow,
} from './things.suite.ts';
import type { View } from './view.ts';

const at = (text: string): Instant => parseInstant(text);
const day = (text: string): Day => parseDay(text);

/** An event that occurred at one instant and was recorded at another. */
const happened = (
  event: { type: string; data: object },
  occurredAt: string,
  recordedAt = occurredAt,
): NewEvent => make(event, { occurredAt: at(occurredAt), recordedAt: at(recordedAt) });

const added = (item: string, fen: string) => itemAdded({ item, fen, tag: 't' });

/** Recorded in March, in this order; the opening is corrected on the 10th, when three days of March are past. */
const opening = happened(thingOpened({ title: 'misspelt' }), '2024-03-01T09:00:00+08:00');
const first = happened(added('first', '100'), '2024-03-02T09:00:00+08:00');
const backdated = happened(
  added('backdated', '20'),
  '2024-03-01T10:00:00+08:00',
  '2024-03-05T09:00:00+08:00',
);
const correction = happened(correctedBy(opening, 'corrected'), '2024-03-10T09:00:00+08:00');
const last = happened(added('last', '3'), '2024-03-11T09:00:00+08:00');

function correctedBy(target: NewEvent, title: string): { type: string; data: object } {
  const { type, data } = correctionOf(target, title);
  return { type, data: JSON.parse(data) as object };
}

let store: EventStore;
const stream = thing('a');

async function told(...events: readonly NewEvent[]): Promise<readonly Told[]> {
  const recorded = await record(
    store,
    events.map((event) => ({ stream, event })),
  );
  return recorded.map((event) => tell(things, event));
}

beforeEach(() => {
  store = memoryStore();
});

const seen = (rows: readonly ThingRow[]): unknown =>
  rows.map(({ title, fen, revision }) => [title, fen, revision]);

test('without a moment it is what the live view shows, corrections included', async () => {
  const history = await told(opening, first, backdated, correction, last);
  expect(foldAsOf(thingBoard, history, {})).toEqual(foldStream(thingBoard, history));
  expect(seen(foldAsOf(thingBoard, history, {}))).toEqual([['corrected', '123', 4]]);
});

const before = at('2024-03-10T08:59:59.999+08:00');
const then = at('2024-03-10T09:00:00+08:00');
test.each<readonly [string, Day | undefined, Instant | undefined, unknown]>([
  ['as known before the correction', undefined, before, ['misspelt', '120', 2]],
  ['as known at the correction', undefined, then, ['corrected', '120', 3]],
  ['on the day of the opening, as known now', day('2024-03-01'), undefined, ['corrected', '20', 4]],
  ['on the next day, as known now', day('2024-03-02'), undefined, ['corrected', '120', 4]],
  ['on that day, as known before the correction', day('2024-03-01'), before, ['misspelt', '20', 2]],
  ['on that day, as known at the correction', day('2024-03-01'), then, ['corrected', '20', 3]],
  [
    'on that day, as known on it',
    day('2024-03-01'),
    at('2024-03-01T23:00:00+08:00'),
    ['misspelt', '0', 0],
  ],
  ['on a later day, as known before it', day('2024-03-31'), before, ['misspelt', '120', 2]],
])('%s', async (_, asOf, knownAt, row) => {
  await told(opening, first, backdated, correction, last);
  expect(seen(await rowsAsOf(thingBoard, store, stream, { asOf, knownAt }))).toEqual([row]);
});

test('there is no row before the first event was known or had occurred, nor of a stream that never was', async () => {
  await told(opening);
  const rows = (moment: object, of = stream) => rowsAsOf(thingBoard, store, of, moment);
  expect(await rows({ knownAt: at('2024-03-01T08:59:59.999+08:00') })).toEqual([]);
  expect(await rows({ asOf: day('2024-02-29') })).toEqual([]);
  expect(await rows({ asOf: day('2024-03-01') }, thing('other'))).toEqual([]);
  expect(await rows({}, thing('other'))).toEqual([]);
});

test('days begin and end in Asia/Shanghai', async () => {
  const late = happened(added('late', '1'), '2024-03-02T23:59:59.999+08:00');
  const next = happened(added('next', '10'), '2024-03-03T00:00:00+08:00');
  const history = await told(opening, late, next);
  const fen = (asOf: string): unknown => foldAsOf(thingBoard, history, { asOf: day(asOf) })[0]?.fen;
  expect([fen('2024-03-01'), fen('2024-03-02'), fen('2024-03-03')]).toEqual(['0', '1', '11']);
});

test('a dated fact counts on any day, once it was known', async () => {
  const dated: View<ThingRow, ThingEvent> = {
    ...thingBoard,
    datedFact: ({ type }) => type === 'ThingOpened' || type === 'ThingClosed',
  };
  const closing = happened(thingClosed({}), '2024-03-20T09:00:00+08:00');
  const history = await told(opening, first, closing);
  const shown = (asOf: Day, knownAt?: Instant): unknown =>
    foldAsOf(dated, history, { asOf, knownAt }).map(({ closed, fen }) => [closed, fen]);
  expect(shown(day('2024-02-01'))).toEqual([[true, '0']]);
  expect(shown(day('2024-03-02'))).toEqual([[true, '100']]);
  expect(shown(day('2024-03-31'), at('2024-03-20T08:00:00+08:00'))).toEqual([[false, '100']]);
  expect(foldAsOf(thingBoard, history, { asOf: day('2024-02-01') })).toEqual([]);
});

test('a correction says how it was on the days before it was made, by the corrected event’s own day', async () => {
  const history = await told(
    opening,
    first,
    happened(correctedBy(first, '7'), '2024-04-01T09:00:00+08:00'),
  );
  const fen = (asOf: string): unknown => foldAsOf(thingBoard, history, { asOf: day(asOf) })[0]?.fen;
  expect([fen('2024-03-01'), fen('2024-03-02')]).toEqual(['0', '7']);
});

test('a fold that cannot start, because what it builds on had not occurred, says at which event', async () => {
  const early = happened(
    added('early', '1'),
    '2024-02-01T09:00:00+08:00',
    '2024-03-02T09:00:00+08:00',
  );
  const history = await told(opening, early);
  expect(() => foldAsOf(thingBoard, history, { asOf: day('2024-02-01') })).toThrow(FoldFailed);
  expect(() => foldAsOf(thingBoard, history, { asOf: day('2024-02-01') })).toThrow(
    'thing-a@1 ItemAdded',
  );
});
