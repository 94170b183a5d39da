import type { Position } from '../event-store/index.ts';
import type { CopiedTable } from '../event-store/index.ts';
import { asking, type Queryable } from '../views/database.ts';
import { ClockRefused } from './errors.ts';

/**
 * Times of a simulated clock are made up, so they never stand beside real ones: the first start with it marks a store
 * that is still empty, and from then on the store is opened with that kind only.
 * @throws ClockRefused naming the setting @throws Unavailable
 */
export async function claimStore(
  db: Queryable,
  store: { head(): Promise<Position> },
  kind: 'real' | 'simulated',
): Promise<void> {
  const { rowCount } = await asking(() => db.query('select from store_clock'));
  const isMarked = rowCount === 1;
  if (kind === 'real') {
    if (!isMarked) return;
    throw new ClockRefused(
      'this store holds the times of a simulated clock: start it with FUHUA_CLOCK=simulated, or name another store',
    );
  }
  if (isMarked) return;
  if ((await store.head()) > 0n) {
    throw new ClockRefused(
      'FUHUA_CLOCK=simulated: this store already holds events of the real time; unset FUHUA_CLOCK, or name an empty store',
    );
  }
  await asking(() => db.query('insert into store_clock default values on conflict do nothing'));
}

/** The mark travels with the history: restored elsewhere, made-up times are recognised as such. */
export const storeClockTable: CopiedTable = {
  name: 'clock',
  select: 'select one, since from store_clock',
  before: 'delete from store_clock;',
  into: 'store_clock (one, since)',
  after: '',
};
