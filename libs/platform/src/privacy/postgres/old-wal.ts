import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { asAdmin } from './migrate.ts';

/** Segments after the one written now: old ones under new names, with what they held until they are written over. */
const KEPT_FOR_LATER = `select exists (
  select from pg_ls_waldir()
  where name ~ '^[0-9A-F]{24}$' and name > pg_walfile_name(pg_current_wal_lsn())) as kept`;

/**
 * Drops every byte of PostgreSQL's write-ahead log that recovery does not need, while everybody goes on: what is older
 * than this moment is removed instead of being kept for reuse, and what was kept for reuse is written over. For a
 * PostgreSQL of one's own, whose log nobody archives or follows. Takes as long as writing the segments kept (16 MiB each).
 * @param adminUrl a superuser's
 */
export async function dropOldWal(adminUrl: string): Promise<void> {
  await asAdmin(adminUrl, async (client) => {
    await stopRecycling(client);
    try {
      for (let kept = true; kept;) {
        kept = (await client.query<{ kept: boolean }>(KEPT_FOR_LATER)).rows[0]?.kept === true;
        // The rest of a segment is filled with zeros; an empty one would not be left.
        await client.query(`select pg_logical_emit_message(false, 'fuhua', '')`);
        await client.query('select pg_switch_wal()');
      }
      await client.query('checkpoint');
    } finally {
      await client.query('alter system reset wal_recycle');
      await client.query('select pg_reload_conf()');
    }
  });
}

/** Resolves when the change has reached the processes of PostgreSQL. */
async function stopRecycling(client: pg.Client): Promise<void> {
  await client.query('alter system set wal_recycle = off');
  await client.query('select pg_reload_conf()');
  for (;;) {
    const { rows } = await client.query<{ recycles: string }>(
      `select current_setting('wal_recycle') as recycles`,
    );
    if (rows[0]?.recycles === 'off') return;
    await pause(10);
  }
}
