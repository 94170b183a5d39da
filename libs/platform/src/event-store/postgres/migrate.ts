import pg from 'pg';
import { OWNER_ROLE, schemaSql } from './schema.ts';

export interface MigrateOptions {
  /** May append through the function and read; nothing else. Must exist, and must not be a superuser. */
  readonly serviceRole: string;
}

/**
 * Makes the history's schema, or brings it to this version; running it again changes nothing. Safe while services run
 * and when several start at once.
 * @param adminUrl a superuser's, or that of a role that may create roles and schemas in this database
 */
export async function migrateHistory(
  adminUrl: string,
  { serviceRole }: MigrateOptions,
): Promise<void> {
  await asAdmin(adminUrl, async (client) => {
    await makeSchema(client, { schema: 'history', owner: OWNER_ROLE, sql: schemaSql(serviceRole) });
  });
}

export interface OwnedSchema {
  readonly schema: string;
  /** A role that nobody logs in as; made when it is missing. */
  readonly owner: string;
  /** Run as the owner; running it again changes nothing. */
  readonly sql: string;
}

export async function makeSchema(
  client: pg.Client,
  { schema, owner, sql }: OwnedSchema,
): Promise<void> {
  const role = pg.escapeIdentifier(owner);
  await client.query('begin');
  // One migration of this cluster at a time: roles are shared by its databases.
  await client.query(`select pg_advisory_xact_lock(hashtext('fuhua history'))`);
  await client.query(makeOwner(owner));
  await client.query(`create schema if not exists ${schema} authorization ${role}`);
  await client.query(`set local role ${role}`);
  await client.query(sql);
  await client.query('commit');
}

/**
 * After a restore: the history gets a new epoch, which is answered. Stop the services first; stores that are open
 * refuse to go on once they connect again.
 */
export async function startNewEpoch(adminUrl: string): Promise<string> {
  return asAdmin(adminUrl, async (client) => {
    const { rows } = await client.query<{ epoch: string }>(NEW_EPOCH);
    if (rows[0] === undefined) throw new Error('the history has no epoch; migrate it first');
    return rows[0].epoch;
  });
}

/** Answers the epoch. */
export const NEW_EPOCH =
  'update history.epoch set epoch = gen_random_uuid(), since = now() returning epoch';

// The advisory lock is per database and roles are not, so another database's migration may be first.
const makeOwner = (owner: string): string => `
do $do$
begin
  create role ${owner} nologin;
exception when duplicate_object or unique_violation then
  null;
end
$do$;
do $do$
begin
  if not pg_has_role(current_user, '${owner}', 'set') then
    execute format('grant ${owner} to %I with set true', current_user);
  end if;
end
$do$;
`;

export async function asAdmin<T>(
  adminUrl: string,
  action: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: adminUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await action(client);
  } finally {
    await client.end();
  }
}
