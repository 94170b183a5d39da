import { expect, test } from '@jest/globals';
import { event, fold, overlay, type Told } from '@fuhua/kernel';
import { tell, type Readable } from '@fuhua/platform/handle';
import { foldStream } from '@fuhua/platform/views';
import { z } from 'zod';
import { published, registry } from '../src/app.module.ts';
import { authority } from '../src/authority/authority.decider.ts';
import { base } from '../src/base/base.decider.ts';
import { delegation } from '../src/delegation/delegation.decider.ts';
import { operatorContract } from '../src/operatorcontract/operatorcontract.decider.ts';
import { operatorSeat } from '../src/operatorseat/operatorseat.decider.ts';
import { organization } from '../src/organization/organization.decider.ts';
import { person } from '../src/person/person.decider.ts';
import { uscc } from '../src/uscc/uscc.decider.ts';
import {
  historiesOnFile,
  historyFile,
  kept,
  lines,
  publicFile,
  rowsFile,
  storedOf,
  storeWith,
  toldToOthers,
  unrecorded,
  type Stored,
} from './histories.suite.ts';
import { eventsOf } from './scribe.suite.ts';
import { stories } from './stories.suite.ts';

/**
 * Recorded streams of every type and shape that was ever stored, read by today's code: what was stored stays readable,
 * and what others were told stays what it was.
 *
 * A new event or shape: tell it by a story of a new name (`stories.suite.ts`) and run
 * `FUHUA_WRITE_GOLDENS=1 npm test -- histories`, which writes the files that are missing and leaves the others alone.
 * A story that today's deciders no longer tell is deleted; its history stays on file and is read for ever.
 */

const names = [...new Set([...Object.keys(stories), ...historiesOnFile()])].sort();

/** Kept on file, or recorded now when that is asked for. */
async function historyOf(name: string): Promise<readonly Stored[]> {
  const text = await kept(historyFile(name), async () => (await stories[name]!()).map(storedOf));
  return JSON.parse(text) as readonly Stored[];
}

const histories = new Map<string, readonly Stored[]>();
for (const name of names) histories.set(name, await historyOf(name));

async function read(name: string) {
  const store = await storeWith(histories.get(name)!);
  return { store, recorded: await eventsOf(store), category: name.split('-')[0]! };
}

test.each(names)('%s is read and folded to the same rows as ever', async (name) => {
  const { recorded, category } = await read(name);
  const views = registry.views.filter(({ source }) => source.category === category);
  const rows = views.flatMap((view) => {
    const told = recorded.map((one) => tell(view.source, one));
    return foldStream(view, told).map((row) => ({ view: view.name, ...row }));
  });
  expect(lines(rows)).toBe(await kept(rowsFile(name), async () => rows));
});

test.each(names)('%s is told to others in the same bytes as ever', async (name) => {
  const { store, recorded } = await read(name);
  const told = await toldToOthers(published, store, recorded);
  expect(lines(told)).toBe(await kept(publicFile(name), async () => told));
});

/** Overlaid events are those of the decider's own catalogue. */
const states: Readonly<Record<string, (told: readonly Told[]) => { readonly stage: string }>> = {
  person: (told) => fold(person.decider, told as never),
  authority: (told) => fold(authority.decider, told as never),
  organization: (told) => fold(organization.decider, told as never),
  uscc: (told) => fold(uscc.decider, told as never),
  base: (told) => fold(base.decider, told as never),
  operatorcontract: (told) => fold(operatorContract.decider, told as never),
  operatorseat: (told) => fold(operatorSeat.decider, told as never),
  delegation: (told) => fold(delegation.decider, told as never),
};

test.each(names)('%s is folded by its decider', async (name) => {
  const { recorded, category } = await read(name);
  const { slice } = published.find((one) => one.slice.category === category)!;
  const told = overlay(recorded.map((one) => tell(slice, one)));
  expect(told.length).toBeGreaterThan(0);
  expect(states[category]!(told).stage).not.toBe('none');
});

test.each(Object.keys(stories))('%s is decided today as it was recorded', async (name) => {
  const now = (await stories[name]!()).map(({ type }) => type);
  expect(now).toEqual(histories.get(name)!.map(({ type }) => type));
});

test('every type and shape that was ever stored is in a history', () => {
  expect(unrecorded(published, [...histories.values()].flat())).toEqual([]);
});

test('a type or shape that no history holds is named', () => {
  const grown = event('PersonRegistered', 3, z.object({}), {});
  const slice: Readable = { category: 'person', events: { PersonRegistered: grown } };
  const publish = () => 'private' as const;
  const all = [...histories.values()].flat();
  expect(unrecorded([{ slice, publish, contract: {} }], all)).toEqual([
    'person PersonRegistered 2',
    'person PersonRegistered 3',
  ]);
  expect(unrecorded(published, [])).toContain('organization EventCorrected 1');
});

test('a file that is missing says how it is written', async () => {
  const missing = kept(historyFile('person-nobody'), async () => [], false);
  await expect(missing).rejects.toThrow(/person-nobody.*FUHUA_WRITE_GOLDENS=1/);
});

test('a file that is there is not written again', async () => {
  const name = names[0]!;
  const text = await kept(historyFile(name), async () => [], false);
  expect(await kept(historyFile(name), async () => [], true)).toBe(text);
  expect(await kept(historyFile(name), async () => [], false)).toBe(text);
});
