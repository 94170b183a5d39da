import assert from 'node:assert/strict';
import fc from 'fast-check';
import { EVENT_BYTES_MAX, TooLarge } from '../event-store.ts';
import type { NewEvent, ReadStreamOptions, Recorded } from '../event-store.ts';
import { listOf, newCategory, newEvent, newEvents, newStream, refusal } from './harness.suite.ts';
import type { Case } from './harness.suite.ts';

/** What JSON text may look like and yet come back different from a careless adapter. */
const DELICATE = [
  '{"name":"江苏省社会组织孵化基地","emoji":"🏠👩🏽‍💼","combining":"e\u0301","composed":"é"}',
  '{"nul":"a\\u0000b","escaped":"\\u4e2d\\/\\ud83c\\udfe0","lone":"\\ud800"}',
  '{"big":12345678901234567890,"exact":0.1000,"exponent":1E400,"minus":-0.0}',
  '{"b":1,"a":2,"b":3}',
  ' {\n\t"spaced" : [ 1 , 2 ] }\r\n ',
  '{"quotes":"\\"\\\\ \' {} , NULL $1 \\\\N","separator":"\u2028\u2029\ufeff\u007f"}',
  '[]',
  'null',
  '""',
];

export const readCases: readonly Case[] = [
  {
    guarantee: 'bytes',
    title:
      'delicate JSON text comes back byte for byte, as data and as metadata, from every kind of read',
    async run(harness) {
      const store = await harness.open();
      const stream = newStream();
      const after = await store.head();
      const events = DELICATE.map((text, n) => newEvent(`型${String(n)}`, text, DELICATE.at(-n)));
      await store.append(stream, 'none', events);
      assert.deepEqual((await listOf(store.readStream(stream))).map(written), events);
      assert.deepEqual((await listOf(store.readAll({ after }))).map(written), events);
    },
  },
  {
    guarantee: 'bytes',
    title:
      'any text that UTF-8 can hold comes back byte for byte; any other is refused, never altered',
    async run(harness) {
      const store = await harness.open();
      const anything = fc.oneof(
        fc.json(),
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'binary' }),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(anything, { minLength: 1, maxLength: 6 }), async (texts) => {
          const stream = newStream();
          const events = texts.map((text) => newEvent('Told', text, text));
          const accepted = await store.append(stream, 'none', events).then(
            () => true,
            (error: unknown) =>
              error instanceof RangeError ? false : Promise.reject(error as Error),
          );
          const read = (await listOf(store.readStream(stream))).map(written);
          assert.deepEqual(read, accepted ? events : []);
        }),
        { numRuns: 60 },
      );
      for (const unstorable of ['"\ud800"', '"a\0b"']) {
        const stream = newStream();
        await refusal(store.append(stream, 'none', [newEvent('Told', unstorable)]), RangeError);
        assert.deepEqual(await listOf(store.readStream(stream)), []);
      }
    },
  },
  {
    guarantee: 'too large',
    title:
      '32 events, 256 KiB an event and 768 KiB an append are written; one more of any is refused',
    async run(harness) {
      const store = await harness.open();
      const full = newEvent('Full', text(EVENT_BYTES_MAX - 2));
      const full2 = newEvent('Full', text(EVENT_BYTES_MAX - 2));
      const full3 = newEvent('Full', text(EVENT_BYTES_MAX - 2));
      const fits: (readonly NewEvent[])[] = [newEvents(32), [full, full2, full3]];
      for (const events of fits) {
        const stream = newStream();
        await store.append(stream, 'none', events);
        assert.deepEqual((await listOf(store.readStream(stream))).map(written), events);
      }
      const over: (readonly NewEvent[])[] = [
        newEvents(33),
        [newEvent('Fuller', text(EVENT_BYTES_MAX - 1))],
        [newEvent('Fuller', '""', text(EVENT_BYTES_MAX - 1))],
        [...Array(4).keys()].map(() => newEvent('Large', text(200 * 1024))),
      ];
      for (const events of over) {
        const stream = newStream();
        await refusal(store.append(stream, 'none', events), TooLarge);
        assert.deepEqual(await listOf(store.readStream(stream)), []);
      }
    },
  },
  {
    guarantee: 'too large',
    title: 'an append without events is refused: it would write nothing and say yes',
    async run(harness) {
      const store = await harness.open();
      await refusal(store.append(newStream(), 'none', []), RangeError);
    },
  },
  {
    guarantee: 'streams',
    title: 'a stream reads from any revision, forwards and backwards, up to any limit',
    async run(harness) {
      const store = await harness.open();
      const stream = newStream();
      for (const expected of ['none', 19] as const)
        await store.append(stream, expected, newEvents(20));
      const all = await listOf(store.readStream(stream));
      assert.deepEqual(
        all.map(({ revision }) => revision),
        [...Array(40).keys()],
      );
      for (const from of [undefined, 0, 3, 16, 39, 40, 200]) {
        for (const limit of [undefined, 0, 1, 16, 39, 41]) {
          for (const backwards of [undefined, false, true]) {
            const read = await listOf(store.readStream(stream, given({ from, limit, backwards })));
            const kept = backwards
              ? all.filter(({ revision }) => revision <= (from ?? Infinity)).toReversed()
              : all.filter(({ revision }) => revision >= (from ?? 0));
            assert.deepEqual(read, kept.slice(0, limit));
          }
        }
      }
    },
  },
  {
    guarantee: 'streams',
    title: 'a stream that was never written is empty, and its neighbours by name stay apart',
    async run(harness) {
      const store = await harness.open();
      const category = newCategory();
      await store.append(`${category}-10`, 'none', newEvents(2));
      await store.append(`${category}s-1`, 'none', newEvents(2));
      assert.deepEqual(await listOf(store.readStream(`${category}-1`)), []);
      assert.deepEqual(await listOf(store.readStream(`${category}-1`, { backwards: true })), []);
      assert.equal((await store.append(`${category}-1`, 'none', [newEvent()])).revision, 0);
      assert.equal((await listOf(store.readStream(`${category}-1`))).length, 1);
    },
  },
  {
    guarantee: 'filters',
    title:
      'categories and types are matched whole; both lists must agree; an empty list matches nothing',
    async run(harness) {
      const store = await harness.open();
      const after = await store.head();
      const [one, two] = [newCategory(), newCategory()];
      for (const category of [one, two, `${one}x`]) {
        for (const type of ['Opened', 'OpenedAgain', 'Closed']) {
          for (let n = 0; n < 9; n += 1)
            await store.append(newStream(category), 'none', [newEvent(type)]);
        }
      }
      const all = await listOf(store.readAll({ after }));
      assert.equal(all.length, 81);
      for (const categories of [undefined, [], [one], [two, one], [two, two]]) {
        for (const types of [undefined, [], ['Opened'], ['Closed', 'OpenedAgain'], ['Unheard']]) {
          const wanted = all.filter(
            (event) =>
              (categories?.some((category) => event.stream.startsWith(`${category}-`)) ?? true) &&
              (types?.includes(event.type) ?? true),
          );
          const filter = given({ categories, types });
          assert.deepEqual(await listOf(store.readAll({ after, ...filter })), wanted);
          const some = await listOf(store.readAll({ after, ...filter, limit: 10 }));
          assert.deepEqual(some, wanted.slice(0, 10));
        }
      }
    },
  },
];

/** JSON text of that many bytes, most of them in characters of three. */
function text(bytes: number): string {
  const characters = Math.floor((bytes - 2) / 3);
  return `"${'育'.repeat(characters)}${'x'.repeat(bytes - 2 - 3 * characters)}"`;
}

function written({ id, type, data, metadata }: Recorded): NewEvent {
  return { id, type, data, metadata };
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the keys that are undefined. */
function given<T extends ReadStreamOptions | object>(options: T): Given<T> {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as Given<T>;
}
