import type { Instant } from '@fuhua/kernel';
import type { Position } from '../event-store/index.ts';
import {
  LaterRelease,
  type DeadlineTable,
  type Keeper,
  type OpenDeadline,
  type StuckDeadline,
} from './deadline-table.ts';

interface Row extends OpenDeadline {
  readonly category: string;
  readonly state: 'open' | StuckDeadline['state'];
  readonly error: string;
}

/** The table in memory, as several processes would share it. */
export function memoryTable(): DeadlineTable & { rows(): readonly OpenDeadline[] } {
  const cursors = new Map<string, Keeper & { readonly position: Position }>();
  const rows = new Map<string, Row>();
  const keyOf = ({ stream, name }: OpenDeadline): string => `${stream} ${name}`;
  const of = (categories: readonly string[], isOpen: boolean): readonly Row[] =>
    [...rows.values()]
      .filter(
        ({ category, state }) => categories.includes(category) && (state === 'open') === isOpen,
      )
      .sort((a, b) => (`${a.due} ${keyOf(a)}` < `${b.due} ${keyOf(b)}` ? -1 : 1));
  const dueIn = (categories: readonly string[], now: Instant): readonly Row[] =>
    of(categories, true).filter(({ due }) => due <= now);
  const same = (one: OpenDeadline): Row | undefined => {
    const row = rows.get(keyOf(one));
    return row?.due === one.due ? row : undefined;
  };
  return {
    rows: () => [...rows.values()].map(({ stream, name, due }) => ({ stream, name, due })),
    async open(keeper) {
      const { category, version, epoch } = keeper;
      const found = cursors.get(category);
      if (found !== undefined && found.version > version) {
        throw new LaterRelease(category, found.version, version);
      }
      if (found?.version === version && found.epoch === epoch) return found.position;
      for (const row of [...rows.values()]) if (row.category === category) rows.delete(keyOf(row));
      cursors.set(category, { ...keeper, position: 0n });
      return 0n;
    },
    async write({ category, version, epoch }, { from, to, streams, open }) {
      await Promise.resolve();
      const found = cursors.get(category);
      if (found?.position !== from || found.version !== version || found.epoch !== epoch) {
        return false;
      }
      cursors.set(category, { ...found, position: to });
      const stated = new Set(open.map(keyOf));
      for (const row of [...rows.values()]) {
        if (streams.includes(row.stream) && !stated.has(keyOf(row))) rows.delete(keyOf(row));
      }
      for (const one of open) rows.set(keyOf(one), { ...one, category, state: 'open', error: '' });
      return true;
    },
    async reopen(categories) {
      for (const row of of(categories, false)) rows.set(keyOf(row), { ...row, state: 'open' });
    },
    due: async (categories, now, limit) => dueIn(categories, now).slice(0, limit),
    nextAfter: async (categories, now) => of(categories, true).find(({ due }) => due > now)?.due,
    async settle(passed, stuck) {
      await Promise.resolve();
      for (const one of passed) if (same(one) !== undefined) rows.delete(keyOf(one));
      for (const one of stuck) {
        const row = same(one);
        if (row !== undefined) rows.set(keyOf(one), { ...row, ...one });
      }
    },
    counts: async (categories, now) =>
      categories.map((category) => {
        const overdue = dueIn([category], now);
        const open = of([category], true).length;
        return { category, open, overdue: overdue.length, oldestDue: overdue[0]?.due };
      }),
    stuck: async (categories) => of(categories, false) as unknown as readonly StuckDeadline[],
  };
}
