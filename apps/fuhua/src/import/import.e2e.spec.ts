import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { temporaryDirectory } from '@fuhua/platform/embedded';
// With it come the words of its refusals.
import '@fuhua/registry';
import { parse } from 'csv-parse/sync';
import writeXlsxFile from 'write-excel-file/node';
import { openPlace, type Place, type Running } from '../bench/running.ts';
import {
  bureaus,
  csvOf,
  factOf,
  factSheet,
  isSpoilt,
  organizationRows,
  spoiltSponsors,
  usccOf,
} from '../bench/sheets.ts';
import { checkout } from '../data-directory.ts';
import { bearerOf } from '../own-system.ts';
import { badFileOf } from './bad-rows.ts';
import { clientOf } from './client.ts';
import { importFile, type Summary } from './import.ts';
import { kindNamed } from './kinds.ts';
import { systemOver } from './system.ts';

jest.setTimeout(600_000);

/** One in 25 is broken, in ten ways. 5,000 by hand. */
const SPONSORS = Number(process.env['FUHUA_IMPORT_ROWS'] ?? 750);
const BAD = SPONSORS / 25;
const GOOD = SPONSORS - BAD;
const ORGANIZATIONS = 20;

let place: Place;
let running: Running;
let directory: string;
let administrator: string;
let officer: string;
let county: string;

interface Run {
  readonly code: number | null;
  readonly said: string;
}

function begin(token: string, ...args: readonly string[]) {
  const main = join(checkout, 'apps', 'fuhua', 'dist', 'main.js');
  const child = spawn(
    process.execPath,
    [main, 'import', ...args, '--url', running.run.gateway.url],
    { env: { ...process.env, FUHUA_TOKEN: token }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, 'close').then(([code]): Run => ({ code: code as number, said }));
  return { child, ended };
}

/** The command itself, to its end. */
const commanded = (token: string, ...args: readonly string[]): Promise<Run> =>
  begin(token, ...args).ended;

/** The same in this process, which starts no other. */
function imported(bearer: string, kind: string, file: string): Promise<Summary> {
  const { signal } = new AbortController();
  return importFile({
    ...{ kind: kindNamed(kind), file, badFile: badFileOf(file), dryRun: false, concurrency: 16 },
    system: systemOver(clientOf({ origin: running.run.gateway.url, bearer, signal })),
    onRow: () => undefined,
  });
}

const path = (name: string): string => join(directory, name);

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a spec reads what it has just written
type Said = Readonly<Record<string, any>>;

async function ask(token: string, at: string, init: RequestInit = {}): Promise<Said> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await fetch(running.run.gateway.url + at, { ...init, headers });
  return (await response.json()) as Said;
}

let told = 0;
let next = '';

/** How many events the registry has told so far. */
async function eventCount(): Promise<number> {
  for (;;) {
    const page = await ask(administrator, `/registry/v1/events?limit=200${next}`);
    told += (page['items'] as readonly Said[]).length;
    next = `&after=${encodeURIComponent(page['next'])}`;
    if (page['items'].length === 0) return told;
  }
}

beforeAll(async () => {
  directory = temporaryDirectory();
  place = await openPlace();
  running = await place.start(AbortSignal.timeout(90_000));
  const tokenOf = await bearerOf(running.run);
  administrator = await tokenOf();
  writeFileSync(path('bureaus.csv'), csvOf(bureaus));
  expect(await imported(administrator, 'authorities', path('bureaus.csv'))).toMatchObject({
    ...{ kept: 3, bad: 0 },
  });
  officer = await tokenOf(await appointed('32'));
  county = await tokenOf(await appointed('320506'));
});

/** A new officer of that division's bureau. */
async function appointed(division: string): Promise<string> {
  const list = `/registry/v1/authorities?kind=civil-affairs&division=${division}&limit=1`;
  const { items } = await ask(administrator, list);
  const post = (at: string, body: object): Promise<Said> =>
    ask(administrator, at, { method: 'POST', body: JSON.stringify(body) });
  const { id } = await post('/registry/v1/persons', { name: '陈某(测试)' });
  const person = `/registry/v1/persons/${id}`;
  const reach = { authority: items[0].id, division };
  const { position } = await post(`${person}/grant-role`, { role: 'officer', reach });
  await ask(administrator, `${person}?atLeast=${position}`);
  return id as string;
}

afterAll(async () => {
  await running.stop();
  place.remove();
  rmSync(directory, { recursive: true, force: true });
});

test('a roster in .xlsx is tried, kept, and unchanged the second time, whoever imports it', async () => {
  const data = organizationRows(ORGANIZATIONS).map((row) => row.map((value) => ({ value })));
  await writeXlsxFile(data).toFile(path('roster.xlsx'));
  const roster = ['organizations', path('roster.xlsx')] as const;
  const n = ORGANIZATIONS;
  const dry = await commanded(officer, ...roster, '--dry-run', '--acting-for', '32');
  expect(dry.said).toContain(`${n} rows: kept ${n}, unchanged 0, bad 0`);
  expect(dry.code).toBe(0);
  const first = await imported(officer, ...roster);
  expect(first).toMatchObject({ rows: n, kept: n, unchanged: 0, bad: 0 });
  const again = await imported(county, ...roster);
  expect(again).toMatchObject({ rows: n, kept: 0, unchanged: n, bad: 0 });
  const { items } = await ask(officer, '/registry/v1/organizations?limit=1');
  const one = await ask(officer, `/registry/v1/organizations/${items[0].id}?asOf=1999-05-06`);
  expect(one['names'][0].source).toEqual({ name: 'roster.xlsx', migrated: true });
});

test('facts are kept with their ends, and unchanged the second time', async () => {
  const uscc = usccOf(0);
  const listing = { list: '活动异常名录', ground: '住所无法联系', endedOn: '2024-09-02' };
  const award = { grade: '3A', rater: '苏州市民政局(测试)', plateLevel: '市级' };
  const party = { relation: '资金往来', counterparty: usccOf(1), amount: '1,200.5' };
  const rows = factSheet([
    ...Array.from({ length: 10 }, (_, n) => factOf(n)),
    { uscc, fact: '列入名录', from: '2024-07-01', ...listing },
    { uscc, fact: '评估等级', from: '2023-01-01', awardedOn: '2022-12-20', ...award },
    { uscc, fact: '关联方', from: '2024-01-01', ...party },
    { uscc: usccOf(900_000), fact: '党组织', from: '2024-01-01', coverage: '未建', members: '0' },
    { uscc, fact: '信用状态', from: '2099-01-01', creditStatus: '正常' },
  ]);
  writeFileSync(
    path('facts.csv'),
    rows.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\n'),
  );
  const first = await imported(officer, 'facts', path('facts.csv'));
  expect(first).toMatchObject({ rows: 15, kept: 13, unchanged: 0, bad: 2 });
  const again = await imported(county, 'facts', path('facts.csv'));
  expect(again).toMatchObject({ rows: 15, kept: 0, unchanged: 13, bad: 2 });
  const list = await ask(officer, `/registry/v1/organizations?uscc=${uscc}`);
  const one = await ask(
    officer,
    `/registry/v1/organizations/${list['items'][0].id}?asOf=2024-08-01`,
  );
  expect(one['listings']).toMatchObject([{ ground: 'unreachable', endedOn: '2024-09-02' }]);
  expect(one['grade']).toMatchObject({ grade: '3A', source: { migrated: true } });
  expect(one['relatedParties']).toMatchObject([{ amountFen: '120050' }]);
});

test('of rows of which one in 25 is broken in ten ways the good are kept and the bad explained, also when it is killed half-way', async () => {
  const rows = spoiltSponsors(SPONSORS);
  writeFileSync(path('sponsors.csv'), csvOf(rows));
  const sponsors = ['authorities', path('sponsors.csv')] as const;
  const before = await eventCount();
  const killed = begin(administrator, ...sponsors, '--concurrency', '2');
  while ((await eventCount()) < before + GOOD / 4) await pause(50);
  killed.child.kill('SIGKILL');
  await killed.ended;
  const half = (await eventCount()) - before;
  expect(half).toBeLessThan(GOOD);
  const rest = await commanded(administrator, ...sponsors);
  expect(rest.code).toBe(2);
  const [, kept, unchanged, bad] = /kept (\d+), unchanged (\d+), bad (\d+)/.exec(rest.said) ?? [];
  expect(Number(kept) + Number(unchanged)).toBe(GOOD);
  expect(Number(bad)).toBe(BAD);
  expect(Number(unchanged)).toBeGreaterThanOrEqual(half);
  expect((await eventCount()) - before).toBe(GOOD);

  const file = readFileSync(path('sponsors.bad.csv'));
  const explained: readonly Record<string, string>[] = parse(file, { bom: true, columns: true });
  const broken = rows.slice(1).flatMap((_, n) => (isSpoilt(n) ? [String(n + 2)] : []));
  expect(explained.map((row) => row['行号'])).toEqual(broken);
  const reasons = explained.map((row) => (row['原因'] ?? '').replace(/\d+/g, '0'));
  expect(new Set(reasons).size).toBe(10);
  expect(reasons.every((reason) => /[一-龥].* \/ .*[a-z]/.test(reason))).toBe(true);

  const again = await imported(administrator, ...sponsors);
  expect(again).toMatchObject({ rows: SPONSORS, kept: 0, unchanged: GOOD, bad: BAD });
  expect((await eventCount()) - before).toBe(GOOD);
});

test('another content for what is on record is reported, and nothing is doubled', async () => {
  const [heading, row] = organizationRows(1);
  const other = (row ?? []).map((cell) => cell.replace('晴天', '阴天'));
  writeFileSync(path('other.csv'), csvOf([heading ?? [], other]));
  const before = await eventCount();
  expect(await imported(officer, 'organizations', path('other.csv'))).toMatchObject({ bad: 1 });
  expect(await eventCount()).toBe(before);
  const [explained]: readonly Record<string, string>[] = parse(
    readFileSync(path('other.bad.csv')),
    { bom: true, columns: true },
  );
  expect(explained?.['原因']).toContain(
    'name is on record as "晴天服务中心0(测试)" and here "阴天服务中心0(测试)"',
  );
});

test('bases and the contracts of their operators enter as they were, once', async () => {
  const [operator = ''] = organizationRows(1)[1] ?? [];
  const sheets = {
    bases: [
      ['名称', '类别', '层级', '所在地区划', '成立日期', '在孵名额', '核定功能', '功能核定日期'],
      [
        '吴中区孵化基地(测试)',
        '孵化基地',
        '县级',
        '320506001012',
        '2018-06-01',
        '20',
        '培育扶持',
        '2024-01-05',
      ],
      ['吴中区孵化基地二(测试)', '孵化基地', '县级', '320506001', '2018-06-01', '20', '', ''],
    ],
    contracts: [
      [
        '基地名称',
        '基地所在地区划',
        '运营方代码',
        '起始日期',
        '截止日期',
        '签订日期',
        '金额（元）',
        '稳定经常性服务',
        '取得方式',
      ],
      [
        '吴中区孵化基地(测试)',
        '320506001012',
        operator,
        '2025-01-01',
        '2025-12-31',
        '2024-12-20',
        '300000',
        '否',
        '政府购买服务',
      ],
      [
        '没有的基地(测试)',
        '320506001012',
        operator,
        '2025-01-01',
        '2025-12-31',
        '2024-12-20',
        '300000',
        '否',
        '其他',
      ],
    ],
  };
  for (const [kind, rows] of Object.entries(sheets)) {
    writeFileSync(path(`${kind}.csv`), csvOf(rows));
    const first = await imported(county, kind, path(`${kind}.csv`));
    expect(first).toMatchObject({ rows: 2, kept: 1, unchanged: 0, bad: 1 });
    const again = await imported(county, kind, path(`${kind}.csv`));
    expect(again).toMatchObject({ rows: 2, kept: 0, unchanged: 1, bad: 1 });
  }
  const list = await ask(county, '/registry/v1/bases?division=320506');
  expect(list['items']).toMatchObject([{ establishedOn: '2018-06-01', functions: ['incubation'] }]);
  const contracts = await ask(county, '/registry/v1/operator-contracts');
  expect(contracts['items']).toMatchObject([{ migrated: true, priceFen: '30000000' }]);
});
