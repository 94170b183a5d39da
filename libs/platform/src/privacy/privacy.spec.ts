import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from '@jest/globals';
import {
  catalogue,
  event,
  personal,
  PersonId,
  sharedEvents,
  type EventId,
  type Sealed,
} from '@fuhua/kernel';
import { z } from 'zod';
import { Unavailable } from '../event-store/index.ts';
import { KeyBroken, KeyMissing, OtherMasterKey, PersonForgotten, SealBroken } from './errors.ts';
import { memoryKeys } from './key-store.ts';
import type { KeyStore } from './key-store.ts';
import { randomMasterKey } from './master-key.ts';
import { openPrivacy } from './open.ts';
import type { Opened, Privacy } from './privacy.ts';

const entryApplied = event(
  'EntryApplied',
  1,
  z.object({
    applicant: z.string(),
    contactPerson: PersonId,
    phone: personal(z.string(), 'contactPerson').optional(),
    leader: z.object({ person: PersonId, name: personal(z.string(), 'person') }).optional(),
  }),
);
const events = catalogue(entryApplied);

const masterKey = randomMasterKey();
let store: KeyStore;
let looks: (readonly string[])[];
let privacy: Privacy;

beforeEach(async () => {
  looks = [];
  const memory = memoryKeys();
  store = {
    ...memory,
    find: (subjects) => {
      looks.push(subjects);
      return memory.find(subjects);
    },
  };
  privacy = await openPrivacy({ keys: store, masterKey });
});

const somebody = (): PersonId => randomUUID() as PersonId;

interface Applied {
  readonly phone: Sealed;
  readonly leader: { readonly person: PersonId; readonly name: Sealed };
}

async function applied(contactPerson: PersonId, leader: PersonId = somebody()): Promise<Applied> {
  const data = {
    applicant: '阳光社',
    contactPerson,
    phone: '13800000000',
    leader: { person: leader, name: '张伟' },
  };
  const id = randomUUID() as EventId;
  return (await privacy.seal(events, { id, type: 'EntryApplied', data })) as Applied;
}

test('personal fields are sealed for their subjects, at any depth, and the rest stays readable', async () => {
  const [contact, leader, id] = [somebody(), somebody(), randomUUID() as EventId];
  const data = {
    applicant: '阳光社',
    contactPerson: contact,
    phone: '13800000000',
    leader: { person: leader, name: '张伟' },
  };
  const sealed = await privacy.seal(events, { id, type: 'EntryApplied', data });
  const text = expect.any(String) as unknown;
  expect(sealed).toEqual({
    applicant: '阳光社',
    contactPerson: contact,
    phone: { sealed: 'v1', subject: contact, event: id, path: 'phone', data: text },
    leader: {
      person: leader,
      name: { sealed: 'v1', subject: leader, event: id, path: 'leader.name', data: text },
    },
  });
  expect(entryApplied.schema.parse(sealed)).toEqual(sealed);
  expect(await privacy.openAll(sealed)).toEqual(data);
  expect(data.phone).toBe('13800000000');
});

test('absent and null personal fields stay as they are and need no key', async () => {
  const data = { applicant: '阳光社', contactPerson: somebody(), leader: null };
  const id = randomUUID() as EventId;
  expect(await privacy.seal(events, { id, type: 'EntryApplied', data })).toBe(data);
  expect(looks).toEqual([]);
});

test('a value sealed before stays as it is, also in a correction, and opens there', async () => {
  const { phone } = await applied(somebody());
  const data = { applicant: '阳光社', contactPerson: somebody(), phone };
  const id = randomUUID() as EventId;
  expect(await privacy.seal(events, { id, type: 'EntryApplied', data })).toBe(data);
  const corrected = sharedEvents.EventCorrected({
    request: id,
    event: id,
    eventType: 'EntryApplied',
    shape: 1,
    data: { ...data, leader: { person: somebody(), name: '李娜' } },
  });
  const sealed = await privacy.seal(events, { id: randomUUID() as EventId, ...corrected });
  expect(sealed).toMatchObject({
    data: { phone, leader: { name: { path: 'data.leader.name' } } },
  });
  expect(await privacy.openAll(sealed)).toMatchObject({
    data: { phone: '13800000000', leader: { name: '李娜' } },
  });
});

test.each([
  ['missing', {}],
  ['no PersonId', { contactPerson: 'anna' }],
])('a personal value whose subject is %s is a bug', async (_, subject) => {
  const data = { applicant: '阳光社', phone: '13800000000', ...subject };
  const sealing = privacy.seal(events, { id: randomUUID() as EventId, type: 'EntryApplied', data });
  await expect(sealing).rejects.toThrow(
    new TypeError('EntryApplied: phone is personal, and contactPerson holds no PersonId'),
  );
});

test('one look-up finds all keys of an event, of events sealed together, and of a document', async () => {
  const people = [somebody(), somebody(), somebody()] as const;
  const both = await Promise.all([applied(people[0], people[1]), applied(people[0], people[2])]);
  expect(looks.map((subjects) => new Set(subjects))).toEqual([new Set(people)]);
  const fresh = await openPrivacy({ keys: store, masterKey });
  looks = [];
  const document = { rows: both, note: null, at: new Date(0) };
  expect(await fresh.openAll(document)).toMatchObject({
    rows: [{ phone: '13800000000' }, { leader: { name: '张伟' } }],
    at: new Date(0),
  });
  expect(looks.map((subjects) => new Set(subjects))).toEqual([new Set(people)]);
  await fresh.openAll(document);
  expect(looks).toHaveLength(1);
});

test('what holds nothing sealed comes back as it is, without a look-up', async () => {
  const row = { id: 'x', days: ['2024-03-04'], sealed: true, inner: { sealed: 3 }, map: new Map() };
  expect(await privacy.openAll(row)).toBe(row);
  expect(await privacy.openAll(null)).toBeNull();
  expect(await privacy.openAll('text')).toBe('text');
  expect(looks).toEqual([]);
});

test('a sealed value moved into another row or event opens; with what it carries altered it does not', async () => {
  const { phone, leader } = await applied(somebody());
  expect(await privacy.openAll([{ elsewhere: phone }])).toEqual([{ elsewhere: '13800000000' }]);
  const altered = [
    { ...phone, event: randomUUID() },
    { ...phone, path: 'mobile' },
    { ...phone, subject: leader.person },
    { ...phone, data: leader.name.data },
    { ...phone, subject: 'anna' },
  ];
  for (const sealed of altered) {
    await expect(privacy.open(sealed)).rejects.toThrow(SealBroken);
    await expect(privacy.openAll({ sealed })).rejects.toThrow(
      `the sealed value at ${sealed.path} of event ${sealed.event} was changed`,
    );
  }
});

test.each([
  ['of a version this release does not know', { sealed: 'v2' }],
  ['with a member more', { extra: 1 }],
  ['with a member less', { data: undefined }],
])('a sealed value %s does not open as something else', async (_, change) => {
  const { phone } = await applied(somebody());
  const row = { phone: { ...phone, ...change } };
  await expect(privacy.openAll(row)).rejects.toThrow(`at phone of event ${phone.event}`);
});

test('a forgotten person is erased everywhere, and nothing is sealed for them again', async () => {
  const [anna, boris] = [somebody(), somebody()];
  const row = await applied(anna, boris);
  await privacy.forget(anna, 'asked');
  await privacy.forget(anna, 'asked again');
  expect(await privacy.open(row.phone)).toEqual({ erased: true });
  expect(await privacy.openAll(row)).toMatchObject({
    phone: { erased: true },
    leader: { name: '张伟' },
  });
  await expect(applied(anna)).rejects.toThrow(PersonForgotten);
  await expect(applied(boris, anna)).rejects.toThrow(`person ${anna} was forgotten`);
});

test('an answer that was under way when a person was forgotten is not used afterwards', async () => {
  const anna = somebody();
  const { phone } = await applied(anna);
  let release = (): void => undefined;
  const held: KeyStore = {
    ...store,
    find: async (subjects) => {
      const answer = await store.find(subjects);
      await new Promise<void>((resolve) => (release = resolve));
      return answer;
    },
  };
  const slow = await openPrivacy({ keys: held, masterKey });
  const before = slow.open(phone);
  await new Promise(setImmediate);
  await slow.forget(anna, 'asked');
  release();
  await before;
  const after = slow.open(phone);
  await new Promise(setImmediate);
  release();
  expect(await after).toEqual({ erased: true });
});

test('a key that is neither kept nor destroyed is missing, not erased', async () => {
  const { phone } = await applied(somebody());
  const elsewhere = await openPrivacy({ keys: memoryKeys(), masterKey });
  await expect(elsewhere.open(phone)).rejects.toThrow(KeyMissing);
});

test('a kept key that was changed or exchanged is named, and troubles nobody else', async () => {
  const [anna, boris] = [somebody(), somebody()];
  const rows = [await applied(anna), await applied(boris)];
  const exchanged: KeyStore = {
    ...store,
    find: async (subjects) => {
      const found = new Map(await store.find(subjects));
      return found.has(anna) ? found.set(anna, (await store.find([boris])).get(boris)!) : found;
    },
  };
  const other = await openPrivacy({ keys: exchanged, masterKey });
  const [annas, boriss] = await Promise.allSettled(rows.map(({ phone }) => other.open(phone)));
  expect(annas).toMatchObject({ reason: new KeyBroken(anna) });
  expect(boriss).toMatchObject({ value: '13800000000' });
});

test('a key store that does not answer is Unavailable, for every operation but digests', async () => {
  const row = await applied(somebody());
  const down = (): Promise<never> => Promise.reject(new Unavailable('down'));
  const keys = { ...store, find: down, claim: down, destroy: down };
  const cut = await openPrivacy({ keys, masterKey });
  await expect(cut.open(row.phone)).rejects.toThrow(Unavailable);
  await expect(cut.openAll([row])).rejects.toThrow(Unavailable);
  await expect(cut.forget(somebody(), 'asked')).rejects.toThrow(Unavailable);
  const data = { contactPerson: somebody(), phone: '1' };
  const id = randomUUID() as EventId;
  await expect(cut.seal(events, { id, type: 'EntryApplied', data })).rejects.toThrow(Unavailable);
  expect(cut.digest('phone', '1')).toBe(privacy.digest('phone', '1'));
});

test('a key is asked for again after its time, and no more keys are kept than allowed', async () => {
  const rows = [await applied(somebody()), await applied(somebody()), await applied(somebody())];
  const brief = await openPrivacy({ keys: store, masterKey, keptMsMax: 20 });
  looks = [];
  await brief.open(rows[0]!.phone);
  await brief.open(rows[0]!.phone);
  expect(looks).toHaveLength(1);
  await new Promise((resolve) => setTimeout(resolve, 25));
  await brief.open(rows[0]!.phone);
  expect(looks).toHaveLength(2);
  const small = await openPrivacy({ keys: store, masterKey, keptMax: 2 });
  for (const { phone } of rows) await small.open(phone);
  looks = [];
  await small.open(rows[2]!.phone);
  await small.open(rows[1]!.phone);
  expect(looks).toHaveLength(0);
  await small.open(rows[0]!.phone);
  expect(looks).toHaveLength(1);
});

test('another master key is refused at once', async () => {
  const other = openPrivacy({ keys: store, masterKey: randomMasterKey() });
  await expect(other).rejects.toThrow(OtherMasterKey);
  await expect(other).rejects.toThrow('wrapped under another master key');
  await openPrivacy({ keys: store, masterKey });
});

test('opened types: what is sealed becomes text or erased, all else keeps its type', async () => {
  interface Row {
    readonly person: PersonId;
    readonly name: string | Sealed;
    readonly at: Date;
    readonly inner: { readonly phones: readonly Sealed[] } | undefined;
  }
  const row: Row = { person: somebody(), name: 'x', at: new Date(0), inner: undefined };
  const opened: Opened<Row> = await privacy.openAll(row);
  const person: PersonId = opened.person;
  const at: Date = opened.at;
  const name: string = typeof opened.name === 'string' ? opened.name : '';
  const phone = opened.inner?.phones[0];
  const isErased: boolean = typeof phone === 'object' && phone.erased;
  expect([person, at, name, isErased]).toEqual([row.person, row.at, 'x', false]);
});
