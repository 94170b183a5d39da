import { setTimeout as pause } from 'node:timers/promises';
import { defaultRubrics, indicatorsOf } from '@fuhua/rules';
import { sendOnce, until, WrongAnswer } from './client.ts';
import type { Client } from './client.ts';
import type { OpenCase, PanelCast } from './panel-cast.ts';

/** Cases on their way from the request for a panel to the answer of the guards. */
export interface PanelLoad {
  /** Resolves once so many of the requests of `requestsOf` are answered, or all cases have ended. */
  reached(requests: number): Promise<void>;
  /** Cases that asked for a panel or for a place, and were not told. */
  underway(): number;
  /** Resolves once every case is decided, with what broke some off. @throws what else a client threw */
  end(): Promise<readonly WrongAnswer[]>;
}

/** Of a case, with three raters: panel, seats, declarations, scores, conclusion, decision. */
const REQUESTS = 12;
export const requestsOf = (cases: readonly OpenCase[]): number => REQUESTS * cases.length;

/** A service that has not heard yet of what another has just recorded. */
const NOT_HEARD = ['platform.forbidden-role', 'incubation.step-missing'];
/** By another case of the organization, or by other organizations. */
const TAKEN = ['incubation.residency-taken', 'incubation.place-taken'];

/** Answers once it is known whether it was done. */
type Send = (client: Client, path: string, body?: object) => Promise<void>;

export function startPanels(cast: PanelCast, cases: readonly OpenCase[]): PanelLoad {
  let answered = 0;
  let isOver = false;
  const wrong: WrongAnswer[] = [];
  const underway = new Set<string>();
  const send: Send = async (client, path, body = {}) => {
    try {
      await sendOnce(client, path, body, NOT_HEARD);
    } catch (error) {
      if (!(error instanceof WrongAnswer && TAKEN.includes(error.code ?? ''))) throw error;
    }
    answered += 1;
  };
  const all = Promise.all(
    cases.map(async ({ id }) => {
      underway.add(id);
      try {
        await throughPanel(cast, id, send);
      } catch (error) {
        if (!(error instanceof WrongAnswer)) throw error;
        wrong.push(error);
      } finally {
        underway.delete(id);
      }
    }),
  );
  const over = (): void => {
    isOver = true;
  };
  all.then(over, over);
  return {
    reached: async (requests) => {
      while (answered < requests && !isOver) await pause(2);
    },
    underway: () => underway.size,
    end: async () => {
      await all;
      return wrong;
    },
  };
}

async function throughPanel({ officer, raters }: PanelCast, id: string, send: Send): Promise<void> {
  const incubation = `/incubation/v1/cases/${id}`;
  await send(officer, `${incubation}/request-panel`);
  const panels = `/evaluation/v1/panels?subject=case-${id}&purpose=entry`;
  const opened = await until(async () => {
    const read = (await officer.read(panels)) as Items | undefined;
    return read?.items[0]?.id;
  });
  const panel = `/evaluation/v1/panels/${opened}`;
  for (const [index, { person: rater }] of raters.entries()) {
    await send(officer, `${panel}/assign-rater`, { rater, outside: index === 0 });
  }
  for (const { client } of raters) {
    await send(client, `${panel}/sign-declaration`, { statement: 'signed', links: [] });
    await send(client, `${panel}/submit-score`, { scores: SCORES });
  }
  await send(officer, `${panel}/conclude`);
  await send(officer, `${incubation}/decide`);
}

interface Items {
  readonly items: readonly { readonly id: string }[];
}

/** Four in five points of each indicator. */
const SCORES = indicatorsOf(defaultRubrics.entry).map(({ code, max }) => ({
  ...{ indicator: code, points: (Number(max) * 0.8).toFixed(2) },
  reason: '符合评分标准（测试）',
}));
