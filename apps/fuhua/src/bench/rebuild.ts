import { setTimeout as pause } from 'node:timers/promises';
import { rebuildView } from '@fuhua/platform/views';
import type pg from 'pg';
import { median, ratioFigure } from './figures.ts';
import type { Figure } from './figures.ts';
import { inRounds } from './ground.ts';
import type { Ground } from './ground.ts';
import { fillHistory } from './history.ts';
import type { FilledHistory } from './history.ts';
import { openPool } from './postgres.ts';
import { readsPerSecond, throughPort } from './read-all.ts';
import { BOARD_COLUMNS, sampleBoard } from './samples.ts';

const READ_PAUSE_MS = 2;
const PAGE_EVENTS = 1_000;

/**
 * A view made anew while it is read from, against an upsert an event (prepared, a transaction a page of the history,
 * one connection) and against reading the history.
 */
export async function rebuild(ground: Ground): Promise<readonly Figure[]> {
  const { postgres, historyEvents, roundMs, signal } = ground;
  const history = await fillHistory(postgres, historyEvents, signal);
  const pool = openPool(history.adminUrl, 2);
  try {
    await pool.query(`create table upsert_board (${BOARD_COLUMNS})`);
    await pool.query('create index on upsert_board (division)');
    const rounds = await inRounds(ground, {
      fuhua: () => rebuildOnce(history, pool, signal),
      upsert: () => upserting(history, pool, roundMs),
      'read-all': () => readsPerSecond(history, () => throughPort(history)),
    });
    const perSecond = (peer: 'upsert' | 'read-all') =>
      rounds.map((round) => ({ ours: round.fuhua.perSecond, peer: round[peer] }));
    const served = median(rounds, ({ fuhua }) => fuhua.readMsMax).fuhua;
    return [
      ratioFigure(perSecond('upsert'), {
        id: 'rebuild',
        unit: '/s',
        peer: 'upsert',
        goal: { atLeast: 8 },
      }),
      ratioFigure(perSecond('read-all'), {
        id: 'rebuild-read',
        unit: '/s',
        peer: 'read-all',
        goal: { atLeast: 0.4 },
      }),
      {
        id: 'rebuild-served',
        value: served.readMsMax,
        unit: 'ms',
        goal: '每次读取都有应答 every read answered',
        met: rounds.every(({ fuhua }) => fuhua.reads > 0),
      },
    ];
  } finally {
    await Promise.allSettled([pool.end(), history.close()]);
  }
}

interface Rebuilding {
  readonly perSecond: number;
  readonly reads: number;
  readonly readMsMax: number;
}

/** @throws when a read meanwhile fails or finds no row */
async function rebuildOnce(
  { store, dataSource, events, streams }: FilledHistory,
  pool: pg.Pool,
  signal: AbortSignal,
): Promise<Rebuilding> {
  const over = new AbortController();
  const reading = readUntil(pool, streams, over.signal);
  const beganAt = performance.now();
  try {
    const epoch = store.epoch();
    const built = await rebuildView({ store, dataSource, view: sampleBoard, epoch, signal });
    const seconds = (performance.now() - beganAt) / 1_000;
    if (built.events !== events || built.rows !== streams.length) {
      throw new Error(`rebuilt ${built.rows} rows of ${built.events} events`);
    }
    over.abort();
    return { perSecond: events / seconds, ...(await reading) };
  } finally {
    over.abort();
    await reading;
  }
}

async function readUntil(
  pool: pg.Pool,
  streams: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly reads: number; readonly readMsMax: number }> {
  let reads = 0;
  let readMsMax = 0;
  while (!signal.aborted) {
    const beganAt = performance.now();
    const { rowCount } = await pool.query({
      name: 'bench-read',
      text: 'select * from sample_board where stream = $1',
      values: [streams[(reads * 7_919) % streams.length]],
    });
    if (rowCount !== 1) throw new Error('a row was missing during the rebuild');
    reads += 1;
    readMsMax = Math.max(readMsMax, performance.now() - beganAt);
    await pause(READ_PAUSE_MS);
  }
  return { reads, readMsMax };
}

const OPEN = {
  name: 'upsert-open',
  text: `insert into upsert_board (stream, revision, division, title, notes, fen, remark)
    values ($1, $2, $3, $4, 0, 0, '') on conflict (stream) do update set
    revision = excluded.revision, division = excluded.division, title = excluded.title`,
};
const NOTE = {
  name: 'upsert-note',
  text: `insert into upsert_board as b (stream, revision, division, title, notes, fen, remark)
    values ($1, $2, '', '', 1, $3, $4) on conflict (stream) do update set
    revision = excluded.revision, notes = b.notes + 1, fen = b.fen + excluded.fen, remark = excluded.remark`,
};

/** Events a second, until the history or the time ends. */
async function upserting({ store }: FilledHistory, pool: pg.Pool, ms: number): Promise<number> {
  await pool.query('truncate upsert_board');
  const client = await pool.connect();
  const beganAt = performance.now();
  let count = 0;
  try {
    await client.query('begin');
    for await (const { stream, revision, type, data } of store.readAll()) {
      const fields = JSON.parse(data) as Readonly<Record<string, unknown>>;
      await (type === 'SampleOpened'
        ? client.query({ ...OPEN, values: [stream, revision, fields['division'], fields['title']] })
        : client.query({ ...NOTE, values: [stream, revision, fields['fen'], fields['remark']] }));
      count += 1;
      if (count % PAGE_EVENTS > 0) continue;
      if (performance.now() - beganAt > ms) break;
      await client.query('commit');
      await client.query('begin');
    }
    await client.query('commit');
  } finally {
    client.release();
  }
  return (1_000 * count) / (performance.now() - beganAt);
}
