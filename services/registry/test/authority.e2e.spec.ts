import { authorityIdOf, PROVINCE } from '@fuhua/directory';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseDay, type AuthorityId, type DivisionCode } from '@fuhua/kernel';
import { counties, division, divisionsBelow, type Division } from '@fuhua/rules';
import { openWorld, type Someone, type World } from './world.suite.ts';

const since = parseDay('2020-07-03');
const code = (text: string): DivisionCode => text as DivisionCode;
const bureauOf = (text: string): AuthorityId =>
  authorityIdOf({ kind: 'civil-affairs', division: code(text) });
const gulouNanjing = bureauOf('320106');
const gulouXuzhou = bureauOf('320302');
const suzhou = bureauOf('3205');

const provinceItself = division(code('32'), since)!;
const cities = divisionsBelow(provinceItself.code, since);
const all: readonly Division[] = [provinceItself, ...cities, ...counties(since)];
const bodyFor = ({ code: of, name }: Pick<Division, 'code' | 'name'>): object => ({
  kind: 'civil-affairs',
  division: of,
  name: `${name}民政部门(测试)`,
  officePhone: '025-83590000',
  validFrom: since,
});

let world: World;
let administrator: Someone;
let province: Someone;
let gulou: Someone;
let position: string;

beforeAll(async () => {
  world = await openWorld();
  ({ administrator } = world);
  const answers = await Promise.all(all.map((one) => register(administrator, bodyFor(one))));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  province = await officerFor({ authority: PROVINCE });
  gulou = await officerFor({ authority: gulouNanjing });
  const { body } = await act(province, PROVINCE, 'set-contact', { officePhone: '025-83590001' });
  position = String(body['position']);
});
afterAll(() => world.close());

function officerFor(reach: object): Promise<Someone> {
  return world.someone('张三(测试)', { role: 'officer', reach });
}

async function refusalsOf({ person }: Someone): Promise<readonly object[]> {
  return world.sql(`select * from access.access_record where person = '${person}' order by at`);
}

interface Said {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a spec reads what it has just written
  readonly body: Readonly<Record<string, any>>;
}

async function act(by: Someone, id: AuthorityId, command: string, body: object): Promise<Said> {
  return by.post(`/v1/authorities/${id}/${command}`, body);
}

async function register(by: Someone, body: object): Promise<Said> {
  return by.post('/v1/authorities', body);
}

async function read(path: string): Promise<Said> {
  return gulou.get(path);
}

/** Until the answer includes what was just written. */
function after({ body }: Said): string {
  return `atLeast=${String(body['position'])}`;
}

describe('the directory', () => {
  test('holds the province, 13 cities and 95 counties, page by page in order of code', async () => {
    const seen: string[] = [];
    const levels: string[] = [];
    let next: string | undefined = '';
    while (next !== undefined) {
      const query = `limit=50&atLeast=${position}${next && `&after=${next}`}`;
      const { body } = await read(`/v1/authorities?${query}`);
      seen.push(...body['items'].map((one: { division: string }) => one.division));
      levels.push(...body['items'].map((one: { level: string }) => one.level));
      next = body['next'];
    }
    expect(seen).toEqual(all.map((one) => one.code).sort());
    const countOf = (level: string): number => levels.filter((one) => one === level).length;
    expect([countOf('province'), countOf('city'), countOf('county')]).toEqual([1, 13, 95]);
  });

  test('is filtered by division, level and kind', async () => {
    const url = `/v1/authorities?limit=200&atLeast=${position}&division=3205`;
    const { body } = await read(`${url}&level=county`);
    expect(body['items'].map((one: { division: string }) => one.division)).toEqual(
      counties(since)
        .map((one) => one.code)
        .filter((one) => one.startsWith('3205')),
    );
    const { body: sponsors } = await read(`${url}&kind=sponsor`);
    expect(sponsors['items']).toEqual([]);
  });

  test('keeps two districts of one name apart', async () => {
    const [one, other] = await Promise.all(
      [gulouNanjing, gulouXuzhou].map((id) => read(`/v1/authorities/${id}`)),
    );
    expect(one!.body).toMatchObject({ name: '鼓楼区民政部门(测试)', division: '320106' });
    expect(other!.body).toMatchObject({ name: '鼓楼区民政部门(测试)', division: '320302' });
  });

  test('refuses the same bureau again, whatever it is called', async () => {
    const body = bodyFor({ code: code('320106'), name: '鼓楼' });
    const { status, body: problem } = await register(administrator, body);
    expect([status, problem['code']]).toEqual([409, 'registry.authority-already-registered']);
  });

  test('refuses a functional zone by its name', async () => {
    const body = bodyFor({ code: code('320576'), name: '苏州工业园区' });
    const { status, body: problem } = await register(administrator, body);
    expect([status, problem['code']]).toEqual([422, 'registry.zone-without-authority']);
    expect(problem['detail']).toContain('苏州工业园区');
  });

  test('has sponsors beside the bureau of the same code, each for one department', async () => {
    const sponsor = (department?: object): object => ({
      ...bodyFor({ code: code('320106'), name: '鼓楼区教育局' }),
      kind: 'sponsor',
      department,
    });
    const education = { code: 'education', name: '教育' };
    const registered = await register(province, sponsor(education));
    expect(registered.body['id']).toBe(
      authorityIdOf({ kind: 'sponsor', division: code('320106'), department: 'education' }),
    );
    for (const wrong of [
      sponsor(),
      { ...bodyFor({ code: code('320104'), name: '秦淮区' }), department: education },
    ]) {
      const { status, body } = await register(province, wrong);
      expect([status, body['errors'][0].field]).toEqual([400, 'department']);
    }
  });

  test('tells the name borne on a day, and what was known of it', async () => {
    const nantong = bureauOf('3206');
    const renamed = await act(province, nantong, 'rename', {
      name: '南通市民政和社会事务局(测试)',
      validFrom: '2024-03-01',
      document: '通编〔2024〕1号(测试)',
    });
    const nameAt = async (query: string): Promise<unknown> =>
      (await read(`/v1/authorities/${nantong}?${query}`)).body['name'];
    expect(await nameAt(after(renamed))).toBe('南通市民政和社会事务局(测试)');
    expect(await nameAt('asOf=2024-03-01')).toBe('南通市民政和社会事务局(测试)');
    expect(await nameAt('asOf=2024-02-29')).toBe('南通市民政部门(测试)');
    const { body } = await read(`/v1/authorities/${nantong}?asOf=2020-07-02`);
    expect(body['stage']).toBe('not-yet');
    const before = encodeURIComponent('2020-01-01T00:00:00+08:00');
    const unknown = await read(`/v1/authorities/${nantong}?knownAt=${before}`);
    expect([unknown.status, unknown.body['code']]).toEqual([404, 'registry.authority-unknown']);
  });

  test('loses a bureau that was merged into another', async () => {
    const [gone, successor] = [bureauOf('320481'), bureauOf('3204')];
    const merger = { on: '2024-06-01', successor, document: '苏编〔2024〕2号(测试)' };
    const unfit = { ...merger, successor: bureauOf('310230') };
    const refused = await act(province, gone, 'dissolve', unfit);
    expect([refused.status, refused.body['code']]).toEqual([422, 'registry.authority-unfit']);
    const dissolved = await act(province, gone, 'dissolve', merger);
    const now = await read(`/v1/authorities/${gone}?${after(dissolved)}`);
    expect(now.body).toMatchObject({ stage: 'dissolved', successor });
    const then = await read(`/v1/authorities/${gone}?asOf=2024-05-31`);
    expect(then.body).toMatchObject({ stage: 'active' });
  });
});

describe('an authority acts for itself', () => {
  const deadline = {
    fiscalYear: 2024,
    organizationKind: 'social-association',
    charity: false,
    namedDay: '2025-05-31',
  };

  test('and nobody for it: the refusal names the rule and leaves a record', async () => {
    const { status, body } = await act(gulou, gulouXuzhou, 'set-filing-deadline', deadline);
    expect(status).toBe(403);
    expect(body).toMatchObject({
      code: 'registry.not-competent',
      rule: 'R-JUR-01',
      clause: '五(二)-1',
      competentAuthority: gulouXuzhou,
    });
    expect((await refusalsOf(gulou)).at(-1)).toMatchObject({
      outcome: 'registry.not-competent',
      role: 'officer',
      authority: gulouNanjing,
      subject: gulouXuzhou,
      rule: 'R-JUR-01',
      clause: '五(二)-1',
    });
    const foreign = await officerFor({ authority: PROVINCE, division: '3205' });
    const sponsor = {
      ...bodyFor({ code: code('320106'), name: '鼓楼区文旅局' }),
      ...{ kind: 'sponsor', department: { code: 'culture', name: '文旅' } },
    };
    const outside = await register(foreign, sponsor);
    expect([outside.status, outside.body['code']]).toEqual([403, 'platform.out-of-scope']);
    expect(await refusalsOf(foreign)).toMatchObject([
      { outcome: 'platform.out-of-scope', authority: PROVINCE },
    ]);
  });

  test('setting a deadline, which rolls, and replacing it by name', async () => {
    const path = `/v1/authorities/${gulouNanjing}/filing-deadlines`;
    const set = await act(gulou, gulouNanjing, 'set-filing-deadline', deadline);
    const event = set.body['events'][0].id;
    const first = await read(`${path}?${after(set)}`);
    expect(first.body['items']).toMatchObject([
      { event, namedDay: '2025-05-31', due: '2025-06-03', provisional: false },
    ]);
    const later = { ...deadline, namedDay: '2025-06-30' };
    const again = await act(gulou, gulouNanjing, 'set-filing-deadline', later);
    expect([again.status, again.body['standing']]).toEqual([409, event]);
    const replacing = { event, reason: '延期' };
    const replaced = await act(gulou, gulouNanjing, 'set-filing-deadline', { ...later, replacing });
    const second = await read(`${path}?${after(replaced)}`);
    expect(second.body['items']).toMatchObject([{ namedDay: '2025-06-30', due: '2025-06-30' }]);
    const feed: Said = await administrator.get('/v1/events?types=FilingDeadlineSet');
    expect(feed.body['items']).toMatchObject([
      { division: '320106', data: { authority: gulouNanjing, due: '2025-06-03' } },
      { division: '320106', data: { replaces: event, due: '2025-06-30' } },
    ]);
    expect(feed.body['items'][1].data).not.toHaveProperty('reason');
  });

  test('acknowledging a document once, and naming its contact', async () => {
    const received = { document: '苏民函〔2023〕5号(测试)', receivedOn: '2023-10-20' };
    expect((await act(gulou, gulouNanjing, 'acknowledge-policy', received)).status).toBe(200);
    const twice = await act(gulou, gulouNanjing, 'acknowledge-policy', received);
    expect([twice.status, twice.body['code']]).toEqual([
      409,
      'registry.policy-already-acknowledged',
    ]);
    const contact = { contact: gulou.person, officePhone: '025-83590002' };
    const named = await act(gulou, gulouNanjing, 'set-contact', contact);
    const { body } = await read(`/v1/authorities/${gulouNanjing}?${after(named)}`);
    expect(body).toMatchObject({ ...contact, acknowledged: [received] });
  });
});

test('what is wrong is corrected by the authority or one above it, by two persons', async () => {
  const set = await act(gulou, gulouNanjing, 'set-contact', { officePhone: '025-83590009' });
  const event = set.body['events'][0].id;
  const wish = { event, values: { officePhone: '025-83590008' }, reason: '误录', evidence: [] };
  const foreign = await officerFor({ authority: gulouXuzhou });
  const refused = await act(foreign, gulouNanjing, 'request-correction', wish);
  expect([refused.status, refused.body['code']]).toEqual([403, 'registry.not-competent']);
  expect(refused.body).toMatchObject({ rule: 'R-JUR-01', competentAuthority: gulouNanjing });
  const asked = await act(gulou, gulouNanjing, 'request-correction', wish);
  const request = { request: asked.body['request'] };
  const own = await act(gulou, gulouNanjing, 'approve-correction', request);
  expect([own.status, own.body['code']]).toEqual([403, 'correction.same-person']);
  const approved = await act(province, gulouNanjing, 'approve-correction', request);
  const { body } = await read(`/v1/authorities/${gulouNanjing}?${after(approved)}`);
  expect(body['officePhone']).toBe('025-83590008');
});

test('a zone counts for a county from one day on, and for none from another', async () => {
  const zone = { zone: '320576', actingAuthority: suzhou };
  const first = { ...zone, countsFor: '320506', validFrom: '2024-01-01' };
  const refused = await act(gulou, PROVINCE, 'set-zone-mapping', first);
  expect([refused.status, refused.body['competentAuthority']]).toEqual([403, PROVINCE]);
  const toCounty = await act(province, PROVINCE, 'set-zone-mapping', first);
  const later = { ...zone, countsFor: 'none', validFrom: '2024-07-01' };
  const toNone = await act(administrator, PROVINCE, 'set-zone-mapping', later);
  const both = await read(`/v1/zone-mappings?${after(toNone)}`);
  const event = toCounty.body['events'][0].id;
  expect(both.body['items']).toHaveLength(2);
  expect(both.body['items']).toContainEqual(
    expect.objectContaining({ event, countsFor: '320506', validTo: '2024-06-30' }),
  );
  const onDay = async (day: string): Promise<unknown> =>
    (await read(`/v1/zone-mappings?asOf=${day}`)).body['items'].map(
      (one: { countsFor: unknown }) => one.countsFor,
    );
  expect(await onDay('2023-12-31')).toEqual([]);
  expect(await onDay('2024-01-01')).toEqual(['320506']);
  expect(await onDay('2024-06-30')).toEqual(['320506']);
  expect(await onDay('2024-07-01')).toEqual([null]);
});
