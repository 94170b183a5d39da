import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';
import type { Run } from '../data-directory.ts';
import { bearerOf } from '../own-system.ts';
import { ratioFigure } from './figures.ts';
import type { Figure } from './figures.ts';
import { inRounds } from './ground.ts';
import type { Ground } from './ground.ts';
import { closedLoop } from './load.ts';
import type { Call } from './load.ts';
import { openRaw } from './raw.ts';
import { openPlace } from './running.ts';

const CONNECTIONS = 32;

/** A sponsor is registered by each request: a token, a validated body, a rule, a stream, an event. */
export async function http32(ground: Ground): Promise<readonly Figure[]> {
  const { postgres, roundMs: ms, signal, say } = ground;
  const raw = await openRaw(postgres);
  const place = await openPlace();
  try {
    say('启动服务…… starting');
    const { run, stop } = await place.start(signal);
    try {
      const registry = await openRegistry(run);
      const load = { callers: CONNECTIONS, ms, signal };
      const rounds = await inRounds(ground, {
        raw: () => raw.load(ground, ms),
        fuhua: () => closedLoop(load, () => registry.registerSponsor),
      });
      await registry.close();
      return [
        ratioFigure(
          rounds.map(({ fuhua, raw: peer }) => ({ ours: fuhua.perSecond, peer: peer.perSecond })),
          { id: 'http-32', unit: '/s', peer: 'raw', goal: { atLeast: 0.8 } },
        ),
        ratioFigure(
          rounds.map(({ fuhua, raw: peer }) => ({ ours: fuhua.p99Ms, peer: peer.p99Ms })),
          { id: 'http-32-p99', unit: 'ms', peer: 'raw', goal: { atMost: 3 } },
        ),
      ];
    } finally {
      await stop();
    }
  } finally {
    place.remove();
    await raw.close();
  }
}

interface Registry {
  /** @throws when it is not created */
  readonly registerSponsor: Call;
  close(): Promise<void>;
}

async function openRegistry(run: Run): Promise<Registry> {
  const token = await (await bearerOf(run))();
  const url = run.services['registry']?.url;
  if (url === undefined) throw new Error('no registry runs');
  const pool = new Pool(url, { connections: CONNECTIONS });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return {
    async registerSponsor() {
      const body = JSON.stringify({
        kind: 'sponsor',
        division: '3205',
        department: { code: `b${randomUUID()}`, name: '文化广电和旅游' },
        name: '苏州市文化广电和旅游局',
        officePhone: '0512-65223456',
        validFrom: '2023-01-01',
      });
      const answer = await pool.request({ method: 'POST', path: '/v1/authorities', headers, body });
      const text = await answer.body.text();
      if (answer.statusCode !== 201) throw new Error(`${answer.statusCode}: ${text}`);
    },
    close: () => pool.close(),
  };
}
