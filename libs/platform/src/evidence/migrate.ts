import { Evidence1764200000000 } from './migrations/1764200000000-evidence.ts';

/** Beside the service's own, in every data source of a service. Its table has no entity. */
export const evidenceMigrations: readonly (new () => object)[] = [Evidence1764200000000];
