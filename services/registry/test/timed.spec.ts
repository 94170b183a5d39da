import { expect, test } from '@jest/globals';
import { categoryOf, idOf, instantOfEpochMs, epochMsOf, type Deadline } from '@fuhua/kernel';
import { memoryStore, type Recorded } from '@fuhua/platform/event-store';
import { tell } from '@fuhua/platform/handle';
import { memoryKeys, openPrivacy, randomMasterKey } from '@fuhua/platform/privacy';
import { platformActor } from '@fuhua/platform/reactions';
import { uuidNamed } from '@fuhua/testing';
import { registry } from '../src/app.module.ts';
import { stories } from './stories.suite.ts';

/** Deadlines of whatever slices are timed, at every point of every recorded story. */

const slices = new Map(registry.timed.map((slice) => [slice.readable.category, slice]));

const privacy = await openPrivacy({ keys: memoryKeys(), masterKey: randomMasterKey() });

async function opening(recorded: readonly Recorded[]) {
  const store = memoryStore();
  for (const { stream, revision, ...event } of recorded) {
    await store.append(stream, revision === 0 ? 'none' : revision - 1, [event]);
  }
  return store;
}

async function checked(recorded: readonly Recorded[], { name, due }: Deadline): Promise<void> {
  const [{ stream }] = recorded as [Recorded];
  const slice = slices.get(categoryOf(stream))!;
  const store = await opening(recorded);
  const told = async () => {
    const events: Recorded[] = [];
    for await (const event of store.readStream(stream)) events.push(event);
    return events.map((event) => tell(slice.readable, event));
  };
  const pass = (now = due) => {
    const commandId = uuidNamed('command', `${stream} ${name} ${now}`);
    const context = { commandId, keyed: true, actor: platformActor, correlationId: commandId };
    return slice.pass({ store, privacy }, idOf(stream), { ...context, now }, name);
  };
  const early = await pass(instantOfEpochMs(epochMsOf(due) - 1));
  expect([name, early.ok]).toEqual([name, false]);
  const passed = await pass();
  expect([name, passed.ok && passed.value.events.length > 0]).toEqual([name, true]);
  const open = slice.deadlinesOf(await told());
  expect(open.filter((one) => one.name === name && one.due === due)).toEqual([]);
}

test('at every point of every story: no deadline passes early, and passing one takes it away', async () => {
  const seen = new Set<string>();
  for (const story of Object.values(stories)) {
    const recorded = await story();
    const slice = slices.get(categoryOf(recorded[0]!.stream));
    if (slice === undefined) continue;
    const told = recorded.map((event) => tell(slice.readable, event));
    for (let n = 1; n <= told.length; n += 1) {
      for (const deadline of slice.deadlinesOf(told.slice(0, n))) {
        const key = JSON.stringify([told[n - 1]!.origin.stream, n, deadline]);
        if (seen.has(key)) continue;
        seen.add(key);
        await checked(recorded.slice(0, n), deadline);
      }
    }
  }
  expect(seen.size).toBeGreaterThan(20);
});
