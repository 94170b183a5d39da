import { beforeEach, expect, test } from '@jest/globals';
import type { BaseId, OrganizationId } from '@fuhua/kernel';
import { cases } from './cases.ts';
import type { Sent, System } from './system.ts';
import { kindOf, type Outcome } from './table.ts';

const kind = kindOf(cases);
const base = '00000000-0000-4000-8000-00000000000b' as BaseId;
const organization = '00000000-0000-4000-8000-00000000000c' as OrganizationId;
const plain = {
  ...{ uscc: '52320506MJ0000018Y', base: '吴中区社会组织孵化基地(测试)' },
  ...{ location: '320506001012', mode: '壳内', incubationStage: '初创' },
  ...{ appliedOn: '2026-02-02', approvedOn: '2026-02-20', startedOn: '2026-03-02' },
  ...{ months: '12', termEnd: '2027-03-01', twoMidtermsBreach: '否' },
};
const inMidterm = {
  ...{ midtermOn: '2026-08-28', midtermBand: '改进', midtermScore: '58.5' },
  midtermAgainBy: '2026-10-27',
};

let posted: { readonly body: object; readonly key: string }[];
let onRecord: object[];
let atBase: object[];
let answer: Sent;
let places: number;
beforeEach(() => {
  places = 1;
  posted = [];
  [onRecord, atBase] = [[], []];
  answer = { is: 'accepted', id: 'case', revision: 2, event: undefined };
});

/** A base and an organization are known; cases are those on record. */
const system = {
  basesIn: () => Promise.resolve([{ id: base, name: plain.base, capacity: places }]),
  organization: () => Promise.resolve(organization),
  incubation: {
    get: (path: string) => Promise.resolve({ items: path.includes('base=') ? atBase : onRecord }),
    post: (_: string, body: object, key: string) => {
      posted.push({ body, key });
      return Promise.resolve(answer);
    },
  },
} as unknown as System;

const read = (row: Readonly<Record<string, string>>) => kind.read(({ en }) => row[en] ?? '');

async function record(row: Readonly<Record<string, string>>, dryRun = false): Promise<Outcome> {
  const found = read(row);
  if (!found.ok) throw new Error(JSON.stringify(found.faults));
  return found.entry.record(system, { file: '在孵.xlsx', dryRun });
}

test('a row that only started has nothing behind it', async () => {
  expect(await record(plain)).toEqual({ is: 'kept' });
  expect(JSON.parse(JSON.stringify(posted[0]?.body))).toEqual({
    ...{ base, applicant: organization, mode: 'in-shell', incubationStage: 'start-up' },
    ...{ appliedOn: '2026-02-02', approvedOn: '2026-02-20', startedOn: '2026-03-02' },
    ...{ months: 12, termEnd: '2027-03-01', twoMidtermsBreach: false },
    source: { name: '在孵.xlsx', migrated: true },
  });
});

test('a row tells the midterm, the extension and the pauses before it', async () => {
  const longer = { extensionMonths: '3', extensionOn: '2026-09-15', endsOn: '2027-06-05' };
  const paused = { pausedDays: '4', pausedFrom: '2026-11-02', pausedUntil: '2026-12-01' };
  await record({ ...plain, ...inMidterm, ...longer, ...paused });
  expect(posted[0]?.body).toMatchObject({
    soFar: {
      ...{ endsOn: '2027-06-05', pausedDays: 4 },
      extension: { months: 3, grantedOn: '2026-09-15' },
      midterm: {
        ...{ firstOn: '2026-08-28', band: 'improve', score: '58.50' },
        ...{ secondChanceFailed: false, againBy: '2026-10-27' },
      },
      pause: { from: '2026-11-02', until: '2026-12-01' },
    },
  });
});

test.each([
  [{ midtermOn: '2026-08-28' }, ['midtermBand']],
  [{ midtermScore: '58.5', secondChanceFailed: '否' }, ['midtermScore', 'secondChanceFailed']],
  [{ extensionMonths: '3', endsOn: '2027-06-01' }, ['extensionOn']],
  [{ pausedDays: '4' }, ['endsOn']],
  [{ endsOn: '2027-06-01' }, ['endsOn']],
  [{ pausedUntil: '2026-12-01' }, ['pausedFrom']],
])('with %j a row is bad, and the columns are named', (cells, columns) => {
  const found = read({ ...plain, ...cells });
  expect(found.ok ? [] : found.faults.map(({ column }) => column?.en)).toEqual(columns);
});

const standing = {
  ...{ base, incubationStage: 'start-up', stage: 'active', how: null },
  ...{ appliedOn: '2026-02-02', approvedOn: '2026-02-20', startedOn: '2026-03-02' },
};

test('what stands on record is unchanged, whatever became of it since', async () => {
  onRecord = [standing];
  expect(await record({ ...plain, ...inMidterm })).toEqual({ is: 'unchanged' });
  onRecord = [{ ...standing, stage: 'graduated' }];
  expect(await record(plain)).toEqual({ is: 'unchanged' });
  expect(posted).toEqual([]);
});

test('a row that says otherwise, or would be a second one, is bad before anything is sent', async () => {
  onRecord = [standing];
  const otherwise = await record({ ...plain, approvedOn: '2026-02-21' });
  expect(otherwise).toMatchObject({ is: 'bad', faults: [{ column: { en: 'approvedOn' } }] });
  const second = await record({ ...plain, startedOn: '2026-03-03' }, true);
  expect(second).toMatchObject({ is: 'bad', faults: [{ column: { en: 'uscc' } }] });
  expect(posted).toEqual([]);
});

test('what a guard refused is asked anew once it has been refused, and only then', async () => {
  answer = { is: 'refused', code: 'incubation.place-taken', reason: { zh: '满', en: 'full' } };
  expect(await record(plain)).toMatchObject({ is: 'bad' });
  expect(await record(plain)).toMatchObject({ is: 'bad' });
  onRecord = [{ ...standing, stage: 'ended', how: 'rejected', approvedOn: null, startedOn: null }];
  answer = { is: 'accepted', id: 'case', revision: 2, event: undefined };
  expect(await record(plain)).toEqual({ is: 'kept' });
  const [first, again, anew] = posted.map(({ key }) => key);
  expect([first === again, first === anew]).toEqual([true, false]);
});

test('at a base that is full only a virtual case is asked for', async () => {
  atBase = [standing];
  expect(await record(plain)).toMatchObject({ is: 'bad', faults: [{ column: { en: 'base' } }] });
  expect(posted).toEqual([]);
  expect(await record({ ...plain, mode: '虚拟' })).toEqual({ is: 'kept' });
  places = 2;
  expect(await record(plain)).toEqual({ is: 'kept' });
});

test('a dry run sends nothing', async () => {
  expect(await record(plain, true)).toEqual({ is: 'kept' });
  expect(posted).toEqual([]);
});
