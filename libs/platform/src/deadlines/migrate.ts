import { Deadlines1764100300000 } from './migrations/1764100300000-deadlines.ts';

/** Beside the service's own, in the data source of a service with timed slices. Its tables have no entities. */
export const deadlineMigrations: readonly (new () => object)[] = [Deadlines1764100300000];
