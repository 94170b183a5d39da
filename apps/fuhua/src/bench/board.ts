import { randomUUID } from 'node:crypto';
import { incubation } from '@fuhua/incubation';
import { parseDay, streamOf, type StreamName } from '@fuhua/kernel';
import { memoryStore } from '@fuhua/platform/event-store';
import type { EventStore, Expected, NewEvent } from '@fuhua/platform/event-store';
import { memoryKeys, openPrivacy, randomMasterKey } from '@fuhua/platform/privacy';
import { viewSource } from '@fuhua/platform/service';
import { rebuildView } from '@fuhua/platform/views';
import { writeCases } from '../province/cases/write-cases.ts';
import { writeProvince } from '../province/write.ts';
import { plainFigure, ratioFigure } from './figures.ts';
import type { Figure } from './figures.ts';
import { inRounds } from './ground.ts';
import type { Ground } from './ground.ts';
import { openHistory } from './history.ts';
import type { History } from './history.ts';
import { readsPerSecond } from './read-all.ts';

const SPAN = { from: parseDay('2023-01-01'), to: parseDay('2025-12-31') };
/** Cases of a province at scale 1. */
const CASES_AT_SCALE_1 = 3_000;
/** Of the province whose cases are told, and told again under other names. */
const TOLD_SCALE = 0.06;

const FILLERS = 64;
/** As many as one append takes, if they are no larger than those of a case. */
const APPEND_EVENTS = 8;

/** The board of all cases made anew, against reading their history. */
export async function board(ground: Ground): Promise<readonly Figure[]> {
  const { postgres, signal, say, boardScale: scale } = ground;
  const view = incubation.views.find(({ name }) => name === 'case_board');
  if (view === undefined) throw new Error('incubation has no board of cases');
  const history = await openHistory(postgres, (url) => viewSource(url, incubation));
  const { store, dataSource } = history;
  try {
    say('写入个案…… telling cases');
    const events = await fillCases(history, CASES_AT_SCALE_1 * scale, signal);
    say(`${events} 个事件 events`);
    const epoch = store.epoch();
    const rounds = await inRounds(ground, {
      fuhua: () =>
        readsPerSecond({ events }, async () => {
          return (await rebuildView({ store, dataSource, view, epoch, signal })).events;
        }),
      'read-all': () => readsPerSecond({ events }, () => throughPort(store)),
    });
    const note = `scale ${scale}`;
    return [
      ratioFigure(
        rounds.map((round) => ({ ours: round.fuhua, peer: round['read-all'] })),
        { id: 'board', unit: '/s', peer: 'read-all', goal: { atLeast: 0.2 } },
      ),
      plainFigure(
        rounds.map(({ fuhua }) => events / fuhua),
        { id: 'board-rebuilt', unit: 's', goal: { atMost: 10 * scale }, note },
      ),
    ];
  } finally {
    await history.close();
  }
}

async function throughPort(store: EventStore): Promise<number> {
  let count = 0;
  for await (const event of store.readAll({ categories: ['case'] })) {
    count += event.revision >= 0 ? 1 : 0;
  }
  return count;
}

/** So many cases at least, each with its whole history as the deciders tell it. Answers how many events they have. */
async function fillCases({ store }: History, count: number, signal: AbortSignal): Promise<number> {
  const told = [...(await casesTold(signal)).values()];
  let cases = 0;
  let events = 0;
  await Promise.all(
    Array.from({ length: FILLERS }, async () => {
      while (cases < count) {
        signal.throwIfAborted();
        const next = renamed(told[cases % told.length] ?? []);
        cases += 1;
        events += next.length;
        await appendWhole(store, streamOf('case', randomUUID()), next);
      }
    }),
  );
  return events;
}

/** By stream. */
async function casesTold(
  signal: AbortSignal,
): Promise<ReadonlyMap<StreamName, readonly NewEvent[]>> {
  const [registry, store] = [memoryStore(), memoryStore()];
  const privacy = await openPrivacy({ keys: memoryKeys(), masterKey: randomMasterKey() });
  const own = { ...SPAN, seed: 1, scale: TOLD_SCALE, signal, privacy, knownThrough: {} };
  await writeProvince({ ...own, store: registry });
  await writeCases({ ...own, registry, incubation: store, evaluation: memoryStore() });
  const cases = new Map<StreamName, NewEvent[]>();
  for await (const { stream, id, type, data, metadata } of store.readAll({
    categories: ['case'],
  })) {
    const events = cases.get(stream) ?? [];
    cases.set(stream, events);
    events.push({ id, type, data, metadata });
  }
  return cases;
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The same history of another case: every id of an event is another, also where an event names one before it. */
function renamed(events: readonly NewEvent[]): readonly NewEvent[] {
  const ids = new Map<string, string>(events.map(({ id }) => [id, randomUUID()]));
  const again = (text: string): string => text.replace(UUID, (id) => ids.get(id) ?? id);
  return events.map(({ id, type, data, metadata }) => ({
    ...{ id: again(id) as NewEvent['id'], type },
    ...{ data: again(data), metadata: again(metadata) },
  }));
}

async function appendWhole(
  store: EventStore,
  stream: StreamName,
  events: readonly NewEvent[],
): Promise<void> {
  let expected: Expected = 'none';
  for (let from = 0; from < events.length; from += APPEND_EVENTS) {
    const next = events.slice(from, from + APPEND_EVENTS);
    ({ revision: expected } = await store.append(stream, expected, next));
  }
}
