import { parseDay } from '@fuhua/kernel';
import { memoryStore } from '@fuhua/platform/event-store';
import { memoryKeys, openPrivacy, randomMasterKey } from '@fuhua/platform/privacy';
import { writeCases } from '../province/cases/write-cases.ts';
import { writeProvince } from '../province/write.ts';
import { plainFigure, type Figure } from './figures.ts';
import type { Ground } from './ground.ts';

/** Of the history's events, the part at which a province has cases at scale 1. */
const EVENTS_AT_SCALE_1 = 1_000_000;
/** A smaller province has hardly a case. */
const SCALE_MIN = 0.06;
const SPAN = { from: parseDay('2023-01-01'), to: parseDay('2025-12-31') };

/**
 * Cases from the application to the follow-up by the deciders alone, with their guards, plans and panels: every fact is
 * gathered from what registry tells, every decision evaluated, every event sealed and kept in memory.
 */
export async function cases({
  rounds,
  historyEvents,
  signal,
  say,
}: Ground): Promise<readonly Figure[]> {
  const scale = Math.max(SCALE_MIN, historyEvents / EVENTS_AT_SCALE_1);
  const perSecond: number[] = [];
  const eventsPerSecond: number[] = [];
  for (let seed = 1; seed <= rounds; seed += 1) {
    say(`第 ${seed}/${rounds} 轮 round`);
    const registry = memoryStore();
    const privacy = await openPrivacy({ keys: memoryKeys(), masterKey: randomMasterKey() });
    const own = { ...SPAN, seed, scale, signal, privacy, knownThrough: {} };
    await writeProvince({ ...own, store: registry });
    const told = { registry, incubation: memoryStore(), evaluation: memoryStore() };
    const beganAt = performance.now();
    const { events, byCategory } = await writeCases({ ...own, ...told });
    const seconds = (performance.now() - beganAt) / 1_000;
    perSecond.push((byCategory['case'] ?? 0) / seconds);
    eventsPerSecond.push(events / seconds);
  }
  return [
    plainFigure(perSecond, { id: 'cases', unit: '/s', goal: { atLeast: 10 } }),
    plainFigure(eventsPerSecond, { id: 'case-events', unit: '/s', goal: { atLeast: 600 } }),
  ];
}
