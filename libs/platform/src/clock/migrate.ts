import { StoreClock1764100200000 } from './migrations/1764100200000-store-clock.ts';

/** Beside the service's own, in the data source of every service. Its table has no entity. */
export const clockMigrations: readonly (new () => object)[] = [StoreClock1764100200000];
