import type { StreamName } from '@fuhua/kernel';
import { freshDatabase } from '@fuhua/platform/embedded';
import type { EmbeddedPostgres } from '@fuhua/platform/embedded';
import type pg from 'pg';
import type { Ground } from './ground.ts';
import { closedLoop } from './load.ts';
import type { Call, Load } from './load.ts';
import { openPool } from './postgres.ts';
import { newStream, sample, STREAM_EVENTS } from './samples.ts';

const CALLERS = 32;

/** The columns, constraints and indexes of the history; positions come from a sequence. */
const TABLE = `
create table events (
  position bigint generated always as identity primary key,
  stream text collate "C" not null,
  revision integer not null check (revision >= 0),
  category text collate "C" not null generated always as (split_part(stream, '-', 1)) stored,
  id uuid not null unique,
  type text collate "C" not null,
  data text not null,
  metadata text not null,
  unique (stream, revision)
);
create index on events (category, position)`;

const INSERT = {
  name: 'raw-insert',
  text: 'insert into events (stream, revision, id, type, data, metadata) values ($1, $2, $3, $4, $5, $6)',
};

/** What PostgreSQL does for node-postgres: one-row inserts, prepared, one a commit, 32 callers on 32 connections. */
export interface Raw {
  load(ground: Pick<Ground, 'signal'>, ms: number): Promise<Load>;
  close(): Promise<void>;
}

export async function openRaw(postgres: EmbeddedPostgres): Promise<Raw> {
  const pool = openPool(await freshDatabase(postgres), CALLERS);
  await pool.query(TABLE);
  return {
    load: ({ signal }, ms) =>
      closedLoop({ callers: CALLERS, ms, signal }, () => writerOf((...row) => insert(pool, row))),
    close: () => pool.end(),
  };
}

type Row = readonly [stream: StreamName, revision: number];

async function insert(pool: pg.Pool, [stream, revision]: Row): Promise<void> {
  const { id, type, data, metadata } = sample(revision);
  const values = [stream, revision, id, type, JSON.stringify(data), JSON.stringify(metadata)];
  await pool.query({ ...INSERT, values });
}

/** A caller that writes one event after the other, a new stream after every tenth. */
export function writerOf(write: (...row: Row) => Promise<unknown>): Call {
  let stream = newStream();
  let revision = 0;
  return async () => {
    await write(stream, revision);
    revision += 1;
    if (revision < STREAM_EVENTS) return;
    stream = newStream();
    revision = 0;
  };
}
