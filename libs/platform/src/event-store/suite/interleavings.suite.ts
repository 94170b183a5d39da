import assert from 'node:assert/strict';
import type { StreamName } from '@fuhua/kernel';
import fc from 'fast-check';
import { WrongRevision } from '../event-store.ts';
import type { EventStore, Expected, NewEvent } from '../event-store.ts';
import { idsOf, listOf, newCategory, newEvent, newEvents, newStream } from './harness.suite.ts';
import type { Case } from './harness.suite.ts';
import { assertGrowing } from './order.suite.ts';

/** One call of a random history: a new append, or a variation of an earlier one. */
type Step =
  | { readonly kind: 'new'; readonly stream: number; readonly off: number; readonly count: number }
  | { readonly kind: 'same' | 'added' | 'changed'; readonly earlier: number };

interface Call {
  readonly stream: StreamName;
  readonly expected: Expected;
  readonly events: readonly NewEvent[];
}

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('new' as const),
      stream: fc.nat(2),
      // How far the expectation is off.
      off: fc.oneof(
        { weight: 4, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.constantFrom(-1, 1, 2) },
      ),
      count: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('same' as const, 'added' as const, 'changed' as const),
      earlier: fc.nat(20),
    }),
  },
);

export const interleavingCases: readonly Case[] = [
  {
    guarantee: 'repeats',
    title: 'any sequence of appends, wrong expectations and repeats answers as a plain list would',
    async run(harness) {
      const stores = [await harness.open(), await harness.open()] as const;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
          const category = newCategory();
          const streams = [0, 1, 2].map(() => newStream(category));
          const model = new Map<StreamName, string[]>(streams.map((stream) => [stream, []]));
          const accepted: Call[] = [];
          const after = await stores[0].head();
          for (const [n, wish] of steps.entries()) {
            const call = callFor(wish, streams, model, accepted);
            if (call === undefined) continue;
            const predicted = predict(model, call);
            assert.equal(await outcomeOf(stores[n % 2 === 0 ? 0 : 1], call), predicted);
            if (wish.kind === 'new' && !predicted.startsWith('wrong')) accepted.push(call);
          }
          const all = await listOf(stores[0].readAll({ after, categories: [category] }));
          assertGrowing(all, after);
          for (const [stream, ids] of model) {
            assert.deepEqual(idsOf(await listOf(stores[1].readStream(stream))), ids);
            assert.deepEqual(idsOf(all.filter((event) => event.stream === stream)), ids);
          }
        }),
        { numRuns: 30 },
      );
    },
  },
];

function callFor(
  wish: Step,
  streams: readonly StreamName[],
  model: ReadonlyMap<StreamName, readonly string[]>,
  accepted: readonly Call[],
): Call | undefined {
  if (wish.kind === 'new') {
    const stream = streams[wish.stream] as StreamName;
    const expected = (model.get(stream)?.length ?? 0) - 1 + wish.off;
    return { stream, expected: expected < 0 ? 'none' : expected, events: newEvents(wish.count) };
  }
  const earlier = accepted[wish.earlier % Math.max(accepted.length, 1)];
  if (earlier === undefined) return undefined;
  if (wish.kind === 'same') return earlier;
  const events =
    wish.kind === 'added'
      ? [...earlier.events, newEvent()]
      : [...earlier.events.slice(0, -1), newEvent()];
  return { ...earlier, events };
}

/** Changes the model as the store should change. */
function predict(model: Map<StreamName, string[]>, { stream, expected, events }: Call): string {
  const ids = model.get(stream) ?? [];
  const first = expected === 'none' ? 0 : expected + 1;
  if (first === ids.length) ids.push(...idsOf(events));
  else if (!events.every(({ id }, n) => ids[first + n] === id)) {
    return `wrong: ${String(ids.length === 0 ? 'none' : ids.length - 1)}`;
  }
  return `revision ${String(first + events.length - 1)}`;
}

async function outcomeOf(store: EventStore, { stream, expected, events }: Call): Promise<string> {
  try {
    return `revision ${String((await store.append(stream, expected, events)).revision)}`;
  } catch (error) {
    if (error instanceof WrongRevision) return `wrong: ${String(error.actual)}`;
    throw error;
  }
}
