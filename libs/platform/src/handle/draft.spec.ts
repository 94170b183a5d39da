import { expect, test } from '@jest/globals';
import { parseInstant } from '@fuhua/kernel';
import { personId } from '@fuhua/testing';
import { memoryStore, WrongRevision } from '../event-store/index.ts';
import { draftOf, type Draft } from './draft.ts';
import { handle } from './handle.ts';
import {
  inStream,
  loan,
  loanExtended,
  loans,
  request,
  scripted,
  somePrivacy,
  type Loan,
  type LoanCommand,
  type LoanRefusal,
} from './loans.suite.ts';

const grant: LoanCommand = {
  type: 'Grant',
  borrower: personId('anna'),
  name: '张伟',
  copies: 3,
};
const extend: LoanCommand = { type: 'Extend', days: 7 };
const later = parseInstant('2024-03-05T09:00:00+08:00');

test('writes what handle would have written, command by command', async () => {
  const privacy = await somePrivacy();
  const [drafted, handled] = [memoryStore(), memoryStore()];
  const requests = [request(), request({ now: later })];
  const draft = draftOf({ privacy }, loans, '1');
  for (const [n, command] of [grant, extend].entries()) {
    await draft.decide(requests[n]!, command);
    await handle({ store: handled, privacy }, loans, '1', requests[n]!, () => command);
  }
  expect(await draft.append(drafted)).toBe(2);
  const [mine, theirs] = [await inStream(drafted, loan('1')), await inStream(handled, loan('1'))];
  expect(mine.map(({ id, metadata, revision }) => ({ id, metadata, revision }))).toEqual(
    theirs.map(({ id, metadata, revision }) => ({ id, metadata, revision })),
  );
  expect(draft.state()).toEqual({ stage: 'granted', copies: 3, days: 7, reviewed: 0 });
});

test('a personal value is sealed, and so is what the draft tells of it', async () => {
  const draft = draftOf({ privacy: await somePrivacy() }, loans, '1');
  const decided = await draft.decide(request(), grant);
  expect(decided).toMatchObject({ ok: true, value: [{ data: { name: { sealed: 'v1' } } }] });
});

test('no event is recorded before the one in front of it', async () => {
  const store = memoryStore();
  const draft = draftOf({ privacy: await somePrivacy() }, loans, '1');
  await draft.decide(request({ now: later }), grant);
  await draft.decide(request(), extend);
  await draft.append(store);
  const recorded = await inStream(store, loan('1'));
  const times = recorded.map(({ metadata }) => JSON.parse(metadata) as { recordedAt: string });
  expect(times.map(({ recordedAt }) => recordedAt)).toEqual([later, later]);
});

test('a refusal changes nothing', async () => {
  const draft = draftOf({ privacy: await somePrivacy() }, loans, '1');
  expect(await draft.decide(request(), extend)).toEqual({
    ok: false,
    refusal: { code: 'loan.none' },
  });
  expect([draft.state(), await draft.append(memoryStore())]).toEqual([{ stage: 'none' }, 0]);
});

test('appends as many commands at once as fit into 32 events, and tears none apart', async () => {
  const store = scripted(memoryStore());
  const draft = await granted();
  const invent = (n: number): LoanCommand => ({
    type: 'Invent',
    events: Array.from({ length: n }, () => loanExtended({ days: 1 })),
  });
  for (const n of [30, 1, 1, 32, 2]) await draft.decide(request(), invent(n));
  expect(await draft.append(store)).toBe(67);
  expect(store.appends.map(({ expected, events }) => [expected, events.length])).toEqual([
    ['none', 32],
    [31, 1],
    [32, 32],
    [64, 2],
  ]);
  await draft.decide(request(), extend);
  expect(await draft.append(store)).toBe(1);
  expect((await inStream(store, loan('1'))).map(({ revision }) => revision)).toHaveLength(68);
});

test('whoever finds another in its stream is told so', async () => {
  const store = memoryStore();
  await (await granted()).append(store);
  await expect((await granted()).append(store)).rejects.toThrow(WrongRevision);
});

async function granted(): Promise<Draft<Loan, LoanCommand, LoanRefusal>> {
  const draft = draftOf({ privacy: await somePrivacy() }, loans, '1');
  await draft.decide(request(), grant);
  return draft;
}
