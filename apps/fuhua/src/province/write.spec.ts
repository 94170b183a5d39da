import { expect, test } from '@jest/globals';
import { parseDay } from '@fuhua/kernel';
import { memoryStore, type Recorded } from '@fuhua/platform/event-store';
import { memoryKeys, openPrivacy, randomMasterKey } from '@fuhua/platform/privacy';
import { writeProvince } from './write.ts';

const span = { from: parseDay('2023-01-01'), to: parseDay('2025-12-31') };

async function written(seed: number): Promise<readonly Recorded[]> {
  const store = memoryStore();
  const privacy = await openPrivacy({ keys: memoryKeys(), masterKey: randomMasterKey() });
  const told = await writeProvince({
    store,
    privacy,
    knownThrough: {},
    seed,
    scale: 0.02,
    ...span,
  });
  const recorded: Recorded[] = [];
  for await (const event of store.readAll()) recorded.push(event);
  expect(recorded).toHaveLength(told.events);
  const count: Record<string, number> = {};
  for (const { type } of recorded) count[type] = (count[type] ?? 0) + 1;
  console.log(told, count);
  return recorded;
}

test('the same seed gives the same province', async () => {
  const [one, two] = [await written(7), await written(7)];
  expect(one.length).toBe(two.length);
});
