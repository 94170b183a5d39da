import pg from 'pg';
import { KEYS_OWNER_ROLE, keysSchemaSql } from './schema.ts';

export interface MigrateKeysOptions {
  /** May find, add and destroy keys; nothing else. Must exist, and must not be a superuser. */
  readonly serviceRole: string;
}

/**
 * Makes the key store, or brings it to this version; running it again changes nothing. Safe while services run and when
 * several start at once.
 * @param adminUrl a superuser's, or that of a role that may create roles and schemas in this database
 */
export async function migrateKeys(
  adminUrl: string,
  { serviceRole }: MigrateKeysOptions,
): Promise<void> {
  await asAdmin(adminUrl, async (client) => {
    const owner = pg.escapeIdentifier(KEYS_OWNER_ROLE);
    await client.query('begin');
    await client.query(`select pg_advisory_xact_lock(hashtext('fuhua keys migration'))`);
    await client.query(makeOwner);
    await client.query(`create schema if not exists keys authorization ${owner}`);
    await client.query(`set local role ${owner}`);
    await client.query(keysSchemaSql(serviceRole));
    await client.query('commit');
  });
}

// The advisory lock is per database and roles are not, so another database's migration may be first.
const makeOwner = `
do $do$
begin
  create role ${KEYS_OWNER_ROLE} nologin;
exception when duplicate_object or unique_violation then
  null;
end
$do$;
do $do$
begin
  if not pg_has_role(current_user, '${KEYS_OWNER_ROLE}', 'set') then
    execute format('grant ${KEYS_OWNER_ROLE} to %I with set true, inherit true', current_user);
  end if;
end
$do$;
`;

export async function asAdmin<T>(
  adminUrl: string,
  action: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = await connectAdmin(adminUrl);
  try {
    return await action(client);
  } finally {
    await client.end();
  }
}

/** Its 'error' events are heard: the next query on it fails anyway. */
export async function connectAdmin(adminUrl: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: adminUrl,
    application_name: 'fuhua-keys',
    options: '-c default_transaction_isolation=read\\ committed -c synchronous_commit=on',
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
