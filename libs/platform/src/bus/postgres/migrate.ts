import { asAdmin, makeSchema } from '../../event-store/postgres/migrate.ts';
import { OWNER_ROLE, schemaSql } from './schema.ts';

export interface MigrateBusOptions {
  /** Of the services: each may publish and wipe through the functions, and read; nothing else. They must exist. */
  readonly roles: readonly string[];
}

/**
 * Makes the schema of the bus, or brings it to this version; running it again changes nothing. Safe while services run
 * and when several start at once.
 * @param adminUrl a superuser's, or that of a role that may create roles and schemas in the bus's own database
 */
export async function migrateBus(adminUrl: string, { roles }: MigrateBusOptions): Promise<void> {
  await asAdmin(adminUrl, (client) =>
    makeSchema(client, { schema: 'bus', owner: OWNER_ROLE, sql: schemaSql(roles) }),
  );
}
