import { Mirror1764100400000 } from '../migrations/1764100400000-mirror.ts';

/** Beside the service's own, in the data source of a service that listens to topics. Its tables have no entities. */
export const mirrorMigrations: readonly (new () => object)[] = [Mirror1764100400000];
