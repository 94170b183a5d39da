import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { KeyStore } from './key-store.ts';

/** What every key store promises. `open` answers another handle on the same store each time. */
export function keyStoreSuite(name: string, open: () => Promise<KeyStore>): void {
  const wrapped = (): Buffer => randomBytes(60);

  test(`${name}: nobody has a key at first`, async () => {
    expect(await (await open()).find([randomUUID()])).toEqual(new Map());
    expect(await (await open()).find([])).toEqual(new Map());
  });

  test(`${name}: the first key kept for a subject stays, byte for byte`, async () => {
    const store = await open();
    const [subject, other, first] = [randomUUID(), randomUUID(), wrapped()];
    expect(bytes(await store.claim(new Map([[subject, first]])))).toEqual({
      [subject]: hex(first),
    });
    const second = wrapped();
    const both = new Map([
      [subject, wrapped()],
      [other, second],
    ]);
    const stands = { [subject]: hex(first), [other]: hex(second) };
    expect(bytes(await store.claim(both))).toEqual(stands);
    expect(bytes(await (await open()).find([other, subject, randomUUID()]))).toEqual(stands);
  });

  test(`${name}: of many who claim at once, in any order, all get the same keys`, async () => {
    const stores = await Promise.all([open(), open()]);
    const subjects = Array.from({ length: 1_000 }, () => randomUUID());
    const orders = [subjects, subjects.toReversed()];
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        stores[index % 2]!.claim(
          new Map(orders[index % 2]!.map((subject) => [subject, wrapped()] as const)),
        ),
      ),
    );
    const stands = bytes(await stores[0].find(subjects));
    expect(Object.keys(stands)).toHaveLength(1_000);
    for (const answer of answers) expect(bytes(answer)).toEqual(stands);
  });

  test(`${name}: a destroyed key is gone and never made again`, async () => {
    const store = await open();
    const subject = randomUUID();
    await store.claim(new Map([[subject, wrapped()]]));
    await store.destroy(subject, 'asked to be forgotten');
    await store.destroy(subject, 'asked again');
    expect(await store.claim(new Map([[subject, wrapped()]]))).toEqual(
      new Map([[subject, 'destroyed']]),
    );
    expect(await (await open()).find([subject])).toEqual(new Map([[subject, 'destroyed']]));
  });

  test(`${name}: who never had a key can be forgotten too`, async () => {
    const store = await open();
    const subject = randomUUID();
    await store.destroy(subject, 'asked');
    expect(await store.claim(new Map([[subject, wrapped()]]))).toEqual(
      new Map([[subject, 'destroyed']]),
    );
  });

  test(`${name}: keys of others survive a destruction`, async () => {
    const store = await open();
    const many = new Map(Array.from({ length: 50 }, () => [randomUUID(), wrapped()] as const));
    await store.claim(many);
    const [gone, ...rest] = [...many.keys()];
    await store.destroy(gone!, 'asked');
    const stands = Object.fromEntries(rest.map((subject) => [subject, hex(many.get(subject)!)]));
    expect(bytes(await store.find(rest))).toEqual(stands);
  });

  test(`${name}: claims and destructions at once never leave a key of a destroyed subject`, async () => {
    const stores = await Promise.all([open(), open()]);
    const subjects = Array.from({ length: 16 }, () => randomUUID());
    await Promise.all(
      subjects.flatMap((subject, index) => [
        stores[0].claim(new Map([[subject, wrapped()]])),
        ...(index % 2 === 0 ? [stores[1].destroy(subject, 'asked')] : []),
        stores[1].claim(new Map(subjects.map((each) => [each, wrapped()] as const))),
        stores[0].find(subjects),
      ]),
    );
    const stands = await stores[0].find(subjects);
    const destroyed = subjects.map((subject) => stands.get(subject) === 'destroyed');
    expect(destroyed).toEqual(subjects.map((_, index) => index % 2 === 0));
  });

  test(`${name}: a look-up during destructions misses nobody`, async () => {
    const stores = await Promise.all([open(), open()]);
    const many = new Map(Array.from({ length: 40 }, () => [randomUUID(), wrapped()] as const));
    await stores[0].claim(many);
    const staying = [...many.keys()].slice(10);
    const looks = Promise.all(
      Array.from({ length: 60 }, async () => (await stores[1].find(staying)).size),
    );
    for (const subject of [...many.keys()].slice(0, 10)) await stores[0].destroy(subject, 'asked');
    expect(new Set(await looks)).toEqual(new Set([30]));
  });

  test(`${name}: the first master key's check value stays`, async () => {
    const first = await (await open()).masterCheck(randomBytes(32));
    expect(hex(await (await open()).masterCheck(randomBytes(32)))).toBe(hex(first));
  });
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function bytes(keys: ReadonlyMap<string, Uint8Array | 'destroyed'>): Record<string, string> {
  return Object.fromEntries(
    [...keys].map(([subject, key]) => [subject, key === 'destroyed' ? key : hex(key)]),
  );
}
