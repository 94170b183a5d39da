import type { StreamName } from '@fuhua/kernel';
import type { Position } from '@fuhua/platform/event-store';
import { projectViews } from '@fuhua/platform/views';
import { plainFigure, ratioFigure } from './figures.ts';
import type { Figure } from './figures.ts';
import { inRounds } from './ground.ts';
import type { Ground } from './ground.ts';
import { appendSample, openHistory } from './history.ts';
import type { History } from './history.ts';
import { openLoop } from './load.ts';
import type { Call } from './load.ts';
import { openPool } from './postgres.ts';
import { openRaw, writerOf } from './raw.ts';
import { sampleBoard } from './samples.ts';

const WAIT_MS_MAX = 10_000;

/**
 * From the call of append, at a tenth of raw's rate, until another connection has read the row that shows the event:
 * what a caller waits who reads what they wrote.
 */
export async function visible(ground: Ground): Promise<readonly Figure[]> {
  const { postgres, roundMs: ms, signal } = ground;
  const raw = await openRaw(postgres);
  const history = await openHistory(postgres);
  const board = openBoard(history);
  const write = oneAtATime(() =>
    writerOf(async (stream, revision) => {
      const { position } = await appendSample(history.store, stream, revision);
      await board.show(stream, revision, position);
    }),
  );
  let perSecond = 0;
  try {
    const rounds = await inRounds(ground, {
      raw: async () => {
        const load = await raw.load(ground, ms);
        perSecond = load.perSecond / 10;
        return load;
      },
      fuhua: () => openLoop({ perSecond, ms, signal }, write),
    });
    return [
      ratioFigure(
        rounds.map(({ fuhua, raw: { p99Ms } }) => ({ ours: fuhua.p99Ms, peer: p99Ms })),
        { id: 'visible', unit: 'ms', peer: 'raw p99', goal: { atMost: 5 } },
      ),
      plainFigure(
        rounds.map(({ fuhua }) => fuhua.p99Ms),
        { id: 'visible-quiet', unit: 'ms', goal: { atMost: 25 }, note: '空闲机器 quiet machine' },
      ),
    ];
  } finally {
    await board.close();
    await Promise.allSettled([raw.close(), history.close()]);
  }
}

interface Board {
  /** Resolves when the row shows the revision. @throws when it does not although the view passed the position */
  show(stream: StreamName, revision: number, position: Position): Promise<void>;
  close(): Promise<void>;
}

function openBoard({ store, dataSource, adminUrl }: History): Board {
  const ending = new AbortController();
  const pool = openPool(adminUrl, 4);
  const projection = projectViews({
    store,
    dataSource,
    views: [sampleBoard],
    epoch: store.epoch(),
    signal: ending.signal,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  return {
    async show(stream, revision, position) {
      await projection.waitUntil(sampleBoard, position, WAIT_MS_MAX);
      const { rows } = await pool.query<{ revision: number }>({
        name: 'bench-show',
        text: 'select revision from sample_board where stream = $1',
        values: [stream],
      });
      if (rows[0]?.revision !== revision) {
        throw new Error(`${stream} shows ${String(rows[0]?.revision)}, not ${revision}`);
      }
    },
    async close() {
      ending.abort();
      await projection.done;
      await pool.end();
    },
  };
}

/** As many callers as calls overlap, so that no stream is written to twice at once. */
export function oneAtATime(callerOf: () => Call): Call {
  const idle: Call[] = [];
  return async () => {
    const call = idle.pop() ?? callerOf();
    await call();
    idle.push(call);
  };
}
