import { authorityIdOf } from '@fuhua/directory';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDivisionCode } from '@fuhua/rules';
import { clientOf as plainClient } from '../client.ts';
import type { Run } from '../data-directory.ts';
import { clientOf } from '../import/client.ts';
import { importFile } from '../import/import.ts';
import { kindNamed } from '../import/kinds.ts';
import { bearerOf } from '../own-system.ts';
import { systemOver } from '../import/system.ts';
import { plainFigure, type Figure } from './figures.ts';
import type { Ground } from './ground.ts';
import { openPlace } from './running.ts';
import { bureaus, csvOf, factOf, FACTS_EACH, factSheet, organizationRows } from './sheets.ts';

/** Of the history's events, one in so many is a row of a round. */
const EVENTS_A_ROW = 20;
/** What `import-minutes` is told of. */
const SHEET_ROWS = 5_000;
const CONCURRENCY = 16;

/** Spreadsheets of organizations, and of facts about them, through the gateway by one client. */
export async function importRows(ground: Ground): Promise<readonly Figure[]> {
  const { rounds, historyEvents, signal, say } = ground;
  const organizations = Math.ceil(historyEvents / EVENTS_A_ROW / FACTS_EACH);
  const facts: number[] = [];
  const rosters: number[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'fuhua-import-'));
  const place = await openPlace();
  try {
    say('启动服务…… starting');
    const { run, stop } = await place.start(signal);
    try {
      const perSecond = await openImports(run, folder, signal);
      for (let round = 0; round < rounds; round += 1) {
        say(`第 ${round + 1}/${rounds} 轮 round`);
        const from = round * organizations;
        const rows = Array.from({ length: organizations * FACTS_EACH }, (_, n) =>
          factOf(from * FACTS_EACH + n),
        );
        rosters.push(await perSecond('organizations', organizationRows(organizations, from)));
        facts.push(await perSecond('facts', factSheet(rows)));
      }
    } finally {
      await stop();
    }
  } finally {
    place.remove();
    rmSync(folder, { recursive: true });
  }
  const minutes = facts.map((rate) => SHEET_ROWS / rate / 60);
  const note = `${SHEET_ROWS} rows`;
  return [
    plainFigure(facts, { id: 'import-rows', unit: '/s', goal: { atLeast: 100 } }),
    plainFigure(minutes, { id: 'import-minutes', unit: 'min', goal: { atMost: 1 }, note }),
    plainFigure(rosters, { id: 'import-organizations', unit: '/s', goal: { atLeast: 50 } }),
  ];
}

type Import = (kind: string, rows: readonly (readonly string[])[]) => Promise<number>;

/** Bureaus and an officer of the province; answers how many rows a second were kept. @throws when one was not */
async function openImports(run: Run, folder: string, signal: AbortSignal): Promise<Import> {
  const bearer = await (await bearerOf(run))();
  const as =
    (actingFor: string): Import =>
    async (kind, rows) => {
      const file = join(folder, `${kind}.csv`);
      writeFileSync(file, csvOf(rows));
      const client = clientOf({ origin: run.gateway.url, bearer, actingFor, signal });
      const summary = await importFile({
        ...{ kind: kindNamed(kind), file, badFile: `${file}.bad`, dryRun: false },
        ...{ concurrency: CONCURRENCY, system: systemOver(client), onRow: () => undefined },
      });
      if (summary.kept < rows.length - 1) throw new Error(`${kind}: ${summary.bad} rows were bad`);
      return summary.kept / summary.seconds;
    };
  await as('administrator')('authorities', bureaus);
  const authority = authorityIdOf({ kind: 'civil-affairs', division: parseDivisionCode('32') });
  const plain = plainClient(run, bearer);
  const path = `/registry/v1/persons/${run.administrator}`;
  const grant = { role: 'officer', reach: { authority, division: '32' } };
  const { position } = await plain.post(`${path}/grant-role`, grant);
  await plain.get(`${path}?atLeast=${position}`);
  return as(authority);
}
