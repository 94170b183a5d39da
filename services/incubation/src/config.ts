import {
  authVariables,
  clockVariables,
  httpVariables,
  storeVariables,
} from '@fuhua/platform/config';
import { z } from 'zod';

/** What the service is told by its environment. */
export const configSchema = z.object({
  ...httpVariables,
  ...authVariables,
  ...storeVariables,
  ...clockVariables,
});
export type Config = z.output<typeof configSchema>;

/** What only its migration is told: who may create schemas and roles. */
export const migrationSchema = z.object({
  ...storeVariables,
  ...clockVariables,
  FUHUA_ADMIN_HISTORY: storeVariables.FUHUA_VIEWS,
  FUHUA_ADMIN_KEYS: storeVariables.FUHUA_KEYS,
});
