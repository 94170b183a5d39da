import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import readXlsxFile from 'read-excel-file/node';
import { bureauOf } from './organizations.suite.ts';
import { five, formula, openReported, today, type Reported } from './reports.suite.ts';
import { openWorld, said, type Said, type Someone, type World } from './world.suite.ts';

let world: World;
let jiangyin: Someone;
let wuzhong: Someone;
let auditor: Someone;
let education: Someone;
let bases: Reported['bases'];
let operator: string;
let listed: string;
let position: string;

beforeAll(async () => {
  world = await openWorld({ clock: `${today}T09:00:00+08:00` });
  const reported = await openReported(world);
  ({ jiangyin, wuzhong, auditor, education } = reported);
  ({ bases, operator, listed, position } = reported);
});
afterAll(() => world.close());

async function report(by: Someone, route: string, query = ''): Promise<Said> {
  const answered = await by.get(`/v1/reports/${route}?atLeast=${position}&${query}`);
  if (answered.status !== 200) throw new Error(answered.text);
  return said(answered);
}

async function items(by: Someone, route: string, query = ''): Promise<readonly Said[]> {
  return (await report(by, route, query))['items'] as Said[];
}

const ids = (rows: readonly Said[]): readonly unknown[] => rows.map(({ id }) => id);

describe('bases by county', () => {
  test('each with its regime, operator, functions, completeness and freshness', async () => {
    const { on, items: rows } = await report(jiangyin, 'bases');
    expect([on, ids(rows as Said[])]).toEqual([
      today,
      [bases.formula, bases.twin, bases.special, bases.whole],
    ]);
    expect((rows as Said[]).at(-1)).toMatchObject({
      ...{ county: '320281', countyName: '江阴市', level: 'township', stage: 'active' },
      ...{ regime: null, functions: ['incubation', 'space', 'training'] },
      operator: { organization: operator, name: '江阴市同心社会工作服务中心(测试)' },
      ...{ partyService: true, systemsMissing: [], responsible: [], completenessPercent: 63 },
      missing: ['regime', 'responsible', 'host-facility', 'operating-model'],
      ...{ verifiedOn: '2024-06-01', daysSinceVerified: 27 },
    });
    expect((rows as Said[])[0]).toMatchObject({
      ...{ name: formula, operator: null, verifiedOn: null, daysSinceVerified: null },
      ...{ functions: [], partyService: false, systemsMissing: five },
    });
  });

  test('of another day, as it was then', async () => {
    const early = await items(jiangyin, 'bases', 'asOf=2023-06-30&division=320281107');
    expect(early).toMatchObject([
      { id: bases.whole, functions: [], partyService: false, systemsMissing: [], operator: null },
    ]);
    expect(await items(jiangyin, 'bases', 'asOf=2019-05-05')).toEqual([]);
  });

  test('page by page there are the same', async () => {
    const first = await report(auditor, 'bases', 'limit=2');
    const second = await report(auditor, 'bases', `limit=3&after=${String(first['next'])}`);
    expect([...first['items'], ...second['items']]).toEqual(await items(auditor, 'bases'));
    expect([first['items'].length, second['items'].length, second['next']]).toEqual([
      2,
      3,
      undefined,
    ]);
  });
});

describe('who reads what', () => {
  test('an officer of a county that county, with the zones that count for it', async () => {
    expect(ids(await items(wuzhong, 'bases'))).toEqual([bases.zone]);
    expect(await items(wuzhong, 'bases', 'division=320281')).toEqual([]);
    expect((await items(wuzhong, 'bases'))[0]).toMatchObject({ county: '320506' });
    for (const route of ['lapsing-operators', 'organization-standing', 'function-overlaps']) {
      expect(await items(wuzhong, route)).toEqual([]);
    }
  });

  test('an officer of a sponsor the bases of that sponsor', async () => {
    expect(ids(await items(education, 'bases'))).toEqual([bases.special]);
    expect(await items(education, 'lapsing-operators')).toEqual([]);
  });

  test('an auditor all; a division narrows it, with its zones', async () => {
    expect((await items(auditor, 'bases')).length).toBe(5);
    expect(ids(await items(auditor, 'bases', 'division=320506'))).toEqual([bases.zone]);
  });

  test('an operator none', async () => {
    const someone = await world.someone('周八(测试)', {
      ...{ role: 'operator', reach: { base: bases.whole, organization: operator } },
    });
    expect((await someone.get('/v1/reports/bases')).status).toBe(403);
  });
});

test('bases of one county with the same functions overlap', async () => {
  expect(await items(auditor, 'function-overlaps')).toEqual([
    {
      ...{ county: '320281', countyName: '江阴市' },
      functions: ['incubation', 'space', 'training'],
      bases: [
        { id: bases.whole, name: '华士镇社会组织孵化基地(测试)' },
        { id: bases.twin, name: '青阳镇基地(测试)' },
      ].sort((a, b) => (a.id < b.id ? -1 : 1)),
    },
  ]);
});

test.each(['party-service', 'systems', 'responsible-body', 'verification'])(
  'bases without %s: all but the one that has it',
  async (what) => {
    const rows = await items(jiangyin, 'bases-lacking', `what=${what}`);
    expect(ids(rows)).toEqual([bases.formula, bases.twin, bases.special]);
  },
);

test('an operator is told of from so many days before its grade’s last day, while its contract is in force', async () => {
  const row = { grade: '3A', gradeValidTo: '2024-08-31', operator, base: bases.whole };
  const rows = await items(jiangyin, 'lapsing-operators', 'within=64');
  expect(rows).toMatchObject([{ ...row, daysLeft: 64, openAlerts: [], end: '2024-06-30' }]);
  expect(await items(jiangyin, 'lapsing-operators', 'within=63')).toEqual([]);
  expect(await items(jiangyin, 'lapsing-operators', 'asOf=2024-07-01')).toEqual([]);
});

describe('organizations by standing', () => {
  test('each as it stands, and only those asked for', async () => {
    const rows = await items(jiangyin, 'organization-standing');
    const byId = new Map(rows.map((row) => [row['id'], row]));
    expect(byId.get(listed)).toMatchObject({
      ...{ abnormal: true, serious: false, grade: null, fiscalYear: 2023, filing: 'late' },
      ...{ penalties: 0, registrar: bureauOf('320281') },
    });
    expect(byId.get(operator)).toMatchObject({
      ...{ abnormal: false, grade: '3A', fiscalYear: 2023, filing: 'none' },
    });
    for (const [standing, id] of [
      ...([
        ['graded', operator],
        ['ungraded', listed],
        ['abnormal', listed],
      ] as const),
      ...([
        ['filing-late', listed],
        ['filing-missing', operator],
      ] as const),
    ]) {
      expect(ids(await items(jiangyin, 'organization-standing', `standing=${standing}`))).toEqual([
        id,
      ]);
    }
    for (const standing of ['serious', 'penalized']) {
      expect(await items(jiangyin, 'organization-standing', `standing=${standing}`)).toEqual([]);
    }
  });

  test('counted by registrar; the day before, the filing was not due', async () => {
    const counts = { registrar: bureauOf('320281'), organizations: 2, graded: 1, serious: 0 };
    expect(await items(auditor, 'organization-standing-counts')).toMatchObject([
      { ...counts, abnormal: 1, filingLate: 1, filingMissing: 1, filingUnknown: 0, penalized: 0 },
    ]);
    const before = await items(auditor, 'organization-standing-counts', 'asOf=2024-05-31');
    expect(before).toMatchObject([{ ...counts, abnormal: 0, filingLate: 0, filingMissing: 0 }]);
  });
});

describe('as a spreadsheet', () => {
  async function sheets(route: string, query = ''): Promise<Record<string, unknown[][]>> {
    const answered = await auditor.get(`/v1/reports/${route}?format=xlsx&${query}`);
    expect(answered.status).toBe(200);
    expect(answered.headers['content-type']).toContain('spreadsheetml');
    expect(answered.headers['content-disposition']).toContain(`${route}-${today}.xlsx`);
    const read = await readXlsxFile(answered.bytes);
    return Object.fromEntries(read.map(({ sheet, data }) => [sheet, data]));
  }

  test('the whole report, whatever a page would hold, and what begins like a formula is a text', async () => {
    const { 数据: [zh, en, ...rows] = [], 说明: notes } = await sheets('bases', 'limit=1');
    expect([zh?.[2], en?.[2]]).toEqual(['基地', 'base']);
    const listedRows = await items(auditor, 'bases');
    const column = (title: string): readonly unknown[] =>
      rows.map((row) => row[en!.indexOf(title)]);
    expect(column('id')).toEqual(ids(listedRows));
    const same = {
      ...{ base: 'name', county: 'county', capacity: 'capacity', 'verified on': 'verifiedOn' },
      'completeness, percent': 'completenessPercent',
    };
    for (const [title, field] of Object.entries(same)) {
      expect(column(title)).toEqual(listedRows.map((row) => row[field]));
    }
    expect(column('base')).toContain(formula);
    expect(column('level')).toContain('乡镇（街道）');
    expect(notes?.map(([name, , value]) => [name, value])).toEqual([
      ...[
        ['报表', '基地台账 / Bases by county'],
        ['所问之日', today],
        ['行数', 5],
      ],
      ['记录位置', expect.stringMatching(/^registry:/)],
    ]);
  });

  test.each([
    ['function-overlaps', 'bases', [2]],
    ['lapsing-operators', 'days left', [64]],
    ['organization-standing', 'annual filing', ['未报送', '逾期']],
    ['organization-standing-counts', 'organizations', [2]],
  ])('%s too', async (route, title, values) => {
    const { 数据: [, en, ...rows] = [] } = await sheets(route);
    expect(rows.map((row) => row[en!.indexOf(title)]).sort()).toEqual(values);
  });

  test('each list of what is lacking has a name of its own', async () => {
    const answered = await auditor.get('/v1/reports/bases-lacking?what=systems&format=xlsx');
    expect(answered.headers['content-disposition']).toContain(`bases-without-systems-${today}`);
  });
});
