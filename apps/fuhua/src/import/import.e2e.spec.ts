import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { PersonId } from '@fuhua/kernel';
import { createIssuer } from '@fuhua/platform/auth';
import { temporaryDirectory } from '@fuhua/platform/embedded';
import { parse } from 'csv-parse/sync';
import writeXlsxFile from 'write-excel-file/node';
import { openPlace, type Place, type Running } from '../bench/running.ts';
import { bureaus, csvOf, factSheet, organizationRows, spoiltFacts } from '../bench/sheets.ts';
import { checkout } from '../data-directory.ts';

jest.setTimeout(600_000);

const FACTS = 5_000;
const ORGANIZATIONS = Math.ceil(FACTS / 48);

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

const imported = (token: string, ...args: readonly string[]): Promise<Run> =>
  begin(token, ...args).ended;

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
  const {
    issuerKeyFile: keyFile,
    issuerJwksFile: jwksFile,
    issuer,
    administrator: id,
  } = running.run;
  const tokens = await createIssuer({ keyFile, jwksFile }, { issuer, audience: 'fuhua' });
  const tokenOf = (person: string): Promise<string> =>
    tokens.issueToken({ person: PersonId.parse(person), ttlSeconds: 3_600 });
  administrator = await tokenOf(id);
  writeFileSync(path('bureaus.csv'), csvOf(bureaus));
  const { code, said } = await imported(administrator, 'authorities', path('bureaus.csv'));
  if (code !== 0) throw new Error(said);
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
  const dry = await imported(officer, ...roster, '--dry-run', '--acting-for', '32');
  expect(dry).toMatchObject({ code: 0 });
  expect(dry.said).toContain(`${n} rows: kept ${n}, unchanged 0, bad 0`);
  const first = await imported(officer, ...roster);
  expect(first.said).toContain(`${n} rows: kept ${n}, unchanged 0, bad 0`);
  const again = await imported(county, ...roster);
  expect(again.said).toContain(`${n} rows: kept 0, unchanged ${n}, bad 0`);
  const { items } = await ask(officer, '/registry/v1/organizations?limit=1');
  const one = await ask(officer, `/registry/v1/organizations/${items[0].id}?asOf=1999-05-06`);
  expect(one['names'][0].source).toEqual({ name: 'roster.xlsx', migrated: true });
});

test('of 5,000 rows with 200 broken in ten ways 4,800 are kept and 200 explained, also when it is killed half-way', async () => {
  const rows = spoiltFacts(FACTS);
  writeFileSync(path('facts.csv'), csvOf(factSheet(rows)));
  const before = await eventCount();
  const killed = begin(officer, 'facts', path('facts.csv'), '--concurrency', '32');
  while ((await eventCount()) < before + 1_500) await pause(200);
  killed.child.kill('SIGKILL');
  await killed.ended;
  const half = (await eventCount()) - before;
  expect(half).toBeLessThan(4_800);
  const rest = await imported(officer, 'facts', path('facts.csv'), '--concurrency', '32');
  expect(rest.code).toBe(2);
  const [, kept, unchanged] = /kept (\d+), unchanged (\d+), bad 200/.exec(rest.said) ?? [];
  expect(Number(kept) + Number(unchanged)).toBe(4_800);
  expect(Number(unchanged)).toBeGreaterThanOrEqual(half);
  expect((await eventCount()) - before).toBe(4_800);

  const file = readFileSync(path('facts.bad.csv'));
  const explained: readonly Record<string, string>[] = parse(file, { bom: true, columns: true });
  expect(explained).toHaveLength(200);
  const bad = rows.flatMap((_, n) => (n % 25 === 24 ? [String(n + 2)] : []));
  expect(explained.map((row) => row['行号'])).toEqual(bad);
  const columns = ['统一社会信用代码', '事实类型', '起始日期', '等级', '年度'];
  expect([...new Set(explained.map((row) => row['列']))].sort()).toEqual(
    ['', '结论', ...columns].sort(),
  );
  expect(new Set(explained.map((row) => row['原因'])).size).toBeGreaterThanOrEqual(10);

  const again = await imported(officer, 'facts', path('facts.csv'));
  expect(again.code).toBe(2);
  expect(again.said).toContain('5000 rows: kept 0, unchanged 4800, bad 200');
  expect((await eventCount()) - before).toBe(4_800);
});

test('another content for what is on record is reported, and nothing is doubled', async () => {
  const [heading, row] = organizationRows(1);
  const other = (row ?? []).map((cell) => cell.replace('晴天', '阴天'));
  writeFileSync(path('other.csv'), csvOf([heading ?? [], other]));
  const before = await eventCount();
  expect(await imported(officer, 'organizations', path('other.csv'))).toMatchObject({ code: 2 });
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
    expect(first.said).toContain('2 rows: kept 1, unchanged 0, bad 1');
    const again = await imported(county, kind, path(`${kind}.csv`));
    expect(again.said).toContain('2 rows: kept 0, unchanged 1, bad 1');
  }
  const list = await ask(county, '/registry/v1/bases?division=320506');
  expect(list['items']).toMatchObject([{ establishedOn: '2018-06-01', functions: ['incubation'] }]);
  const contracts = await ask(county, '/registry/v1/operator-contracts');
  expect(contracts['items']).toMatchObject([{ migrated: true, priceFen: '30000000' }]);
});
