import { expect, test } from '@jest/globals';
import { instantOfEpochMs, type Instant } from '@fuhua/kernel';
import { GrantsStale } from '../auth/grants.ts';
import { thingBoard, thingItems } from '../views/things.suite.ts';
import { assertGrantsFresh, topicProgressAge } from './freshness.ts';

const views = [thingBoard, thingItems];
const secondsAgo = (seconds: number): Instant => instantOfEpochMs(Date.now() - 1_000 * seconds);
const projection = {
  positionOf: ({ name }: { name: string }) => (name === 'thing_board' ? 9n : 7n),
};

/** Told by then is all up to the position. */
const told = (through: bigint, at: Instant) => ({
  toldBy: (position: bigint): Instant | undefined => (position >= through ? at : undefined),
});

test('news are as old as what the slowest of the views holds', () => {
  const age = topicProgressAge(told(7n, secondsAgo(12)), projection, views);
  expect(Math.round(age)).toBe(12);
  expect(topicProgressAge(told(8n, secondsAgo(1)), projection, views)).toBe(Infinity);
});

test('grants are believed for 30 s', () => {
  expect(() => assertGrantsFresh(told(7n, secondsAgo(29)), projection, views)).not.toThrow();
  expect(() => assertGrantsFresh(told(7n, secondsAgo(31)), projection, views)).toThrow(GrantsStale);
  expect(() => assertGrantsFresh(told(8n, secondsAgo(0)), projection, views)).toThrow(GrantsStale);
});
