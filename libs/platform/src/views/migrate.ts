import type { DataSource } from 'typeorm';
import { ViewCursor1764000000000 } from './migrations/1764000000000-view-cursor.ts';
import { transaction, poolOf } from './database.ts';
import { ViewCursor } from './view-cursor.ts';

/** Beside the views' own entities, in every data source that holds views. */
export const viewEntities: readonly (new () => object)[] = [ViewCursor];

/** Beside the service's own, in every data source that holds views. */
export const viewMigrations: readonly (new () => object)[] = [ViewCursor1764000000000];

/**
 * Brings the database to this release: every migration of the data source that has not run yet, each in a transaction
 * of its own. Instances that start together wait for one another. Answers the names of those it ran.
 * @throws Unavailable @throws what a migration throws
 */
export async function runMigrations(dataSource: DataSource): Promise<readonly string[]> {
  return transaction(poolOf(dataSource), async (client) => {
    await client.query(`select pg_advisory_xact_lock(hashtext('fuhua migrations'))`);
    const ran = await dataSource.runMigrations({ transaction: 'each' });
    return ran.map(({ name }) => name);
  });
}

/**
 * What TypeORM would still change so that the tables are as the entities say; empty when they agree. Tables that no
 * entity names are not looked at.
 */
export async function schemaDrift(dataSource: DataSource): Promise<readonly string[]> {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query);
}
