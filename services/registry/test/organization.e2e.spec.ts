import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  bureauOf,
  officerOf,
  openBureaus,
  opened,
  registration,
  source,
} from './organizations.suite.ts';
import { ofRegistered, ofTeam, type Recorded } from './every-fact.suite.ts';
import {
  type Answered,
  openWorld,
  said,
  type Said,
  type Someone,
  type World,
} from './world.suite.ts';

let world: World;
let nanjing: Someone;
let gulou: Someone;
let colleague: Someone;
let gulouXuzhou: Someone;
let sunny: string;
let rainy: string;
/** Of what was written last. */
let position: string;

beforeAll(async () => {
  world = await openWorld();
  await openBureaus(world, {
    ...{ '32': '江苏省', '3201': '南京市', '320106': '鼓楼区' },
    ...{ '3203': '徐州市', '320302': '鼓楼区' },
  });
  nanjing = await officerOf(world, '3201');
  gulou = await officerOf(world, '320106');
  colleague = await officerOf(world, '320106');
  gulouXuzhou = await officerOf(world, '320302');
  sunny = await opened(
    gulou,
    registration('52320506MJ0000018Y', '320106', '阳光社区服务中心(测试)'),
  );
  rainy = await opened(
    gulouXuzhou,
    registration('52320500MJ00000856', '320302', '雨露社区服务中心(测试)'),
  );
});
afterAll(() => world.close());

async function post(by: Someone, id: string, command: string, body: object): Promise<Answered> {
  const answered = await by.post(`/v1/organizations/${id}/${command}`, body);
  if (answered.status < 300) position = said(answered)['position'];
  return answered;
}

function act(by: Someone, id: string, command: string, fact: object): Promise<Answered> {
  return post(by, id, command, { source, ...fact });
}

/** The id of the event that recorded it. */
async function recorded(by: Someone, id: string, command: string, fact: object): Promise<string> {
  const answered = await act(by, id, command, fact);
  if (answered.status !== 200) throw new Error(answered.text);
  return said(answered)['events'][0].id;
}

async function read(by: Someone, id: string, query: string): Promise<Said> {
  const answered = await by.get(`/v1/organizations/${id}?${query}`);
  if (answered.status !== 200) throw new Error(answered.text);
  return said(answered);
}

/** As it stands today, with all that was written so far. */
const readNow = (by: Someone, id: string): Promise<Said> => read(by, id, `atLeast=${position}`);

const award = {
  ...{ grade: '3A', rater: '南京市民政局(测试)', plateLevel: 'city' },
  ...{ awardedOn: '2022-01-01', validFrom: '2022-01-01' },
};

describe('a grade recorded by its bureau, and corrected by two persons', () => {
  let event: string;
  let before: string;
  let after: string;

  beforeAll(async () => {
    event = await recorded(gulou, sunny, 'record-grade', award);
    const wish = { event, reason: '文件所载不同', evidence: ['宁民〔2022〕1号(测试)'] };
    const values = { grade: '2A', validFrom: '2023-01-01', awardedOn: '2022-12-20' };
    const asked = await post(gulou, sunny, 'request-correction', { ...wish, values });
    const { request } = said(asked);
    const own = await post(gulou, sunny, 'approve-correction', { request });
    expect([own.status, said(own)['code']]).toEqual([403, 'correction.same-person']);
    const foreign = await post(gulouXuzhou, sunny, 'approve-correction', { request });
    expect([foreign.status, said(foreign)['code']]).toEqual([403, 'registry.not-competent']);
    const approved = await post(colleague, sunny, 'approve-correction', { request });
    expect(approved.status).toBe(200);
    const listed = await gulou.get(`/v1/organizations/${sunny}/corrections`);
    const [correction] = said(listed)['items'];
    expect(correction).toMatchObject({ state: 'approved', before: { grade: '3A' }, after: values });
    before = encodeURIComponent(correction.requestedAt);
    after = encodeURIComponent(correction.decidedAt);
  });

  test.each([
    ['2022-06-01', 'before', '3A'],
    ['2022-06-01', 'after', null],
    ['2023-06-01', 'before', '3A'],
    ['2023-06-01', 'after', '2A'],
    ['2026-12-31', 'before', '3A'],
    ['2027-01-01', 'before', null],
    ['2026-12-31', 'after', '2A'],
    ['2027-01-01', 'after', null],
  ] as const)('on %s, as known %s it: %s', async (asOf, known, grade) => {
    const knownAt = known === 'before' ? before : after;
    const answer = await read(gulou, sunny, `asOf=${asOf}&knownAt=${knownAt}`);
    expect(answer['grade']?.grade ?? null).toBe(grade);
    expect(answer['asOf']).toBe(asOf);
  });

  test('the row that is served follows, and names the event for the next correction', async () => {
    const { revision } = said(await gulou.get(`/v1/organizations/${sunny}/corrections`));
    expect(await readNow(gulou, sunny)).toMatchObject({
      ...{ id: sunny, stage: 'on-record', status: 'active', revision, grade: { grade: '2A' } },
      body: { form: 'registered', uscc: '52320506MJ0000018Y', registeredOn: '2020-05-06' },
      registrar: { at: 'authority', authority: bureauOf('320106'), division: '320106' },
    });
    const { grade } = await read(gulou, sunny, 'asOf=2024-01-01');
    expect(grade).toMatchObject({ event, grade: '2A', validTo: '2026-12-31', source });
  });

  test('the feed tells both, whole, and nothing of sources or persons', async () => {
    const feed = await world.administrator.get('/v1/events?types=GradeAwarded,EventCorrected');
    const items = said(feed)['items'] as readonly Said[];
    expect(items.map((item) => item['type'])).toEqual(['GradeAwarded', 'EventCorrected']);
    expect(items[0]).toMatchObject({
      id: event,
      division: '320106',
      data: { organization: sunny },
    });
    expect(items[1]?.['data']).toMatchObject({
      event,
      before: { grade: '3A', validFrom: '2022-01-01', validTo: '2026-12-31' },
      after: { grade: '2A', validFrom: '2023-01-01', validTo: '2026-12-31' },
    });
    const all = said(await world.administrator.get('/v1/events?limit=200'))['items'] as Said[];
    const ofSunny = all.filter(({ subject }) => subject === `organization-${sunny}`);
    expect(ofSunny.map(({ type, division }) => [type, division])).toEqual([
      ['OrganizationRegistered', '320106'],
      ['OrganizationLinkedToCode', '320106'],
      ['GradeAwarded', '320106'],
      ['EventCorrected', '320106'],
    ]);
    const told = JSON.stringify(all.map(({ data }) => data));
    expect(told).not.toMatch(/sealed|王五|"source"|requestedBy|phone/i);
  });
});

describe('competence goes by the registrar, never by its name', () => {
  test('neither of two bureaus of 鼓楼区 records facts about the other’s organization', async () => {
    const pairs = [
      [gulouXuzhou, sunny, '320106', '320302'],
      [gulou, rainy, '320302', '320106'],
    ] as const;
    for (const [by, id, competent, acting] of pairs) {
      const refused = await act(by, id, 'record-grade', { ...award, validFrom: '2024-01-01' });
      expect(refused.status).toBe(403);
      expect(said(refused)).toMatchObject({
        ...{ code: 'registry.not-competent', rule: 'R-JUR-01', clause: '五(二)-1' },
        competentAuthority: bureauOf(competent),
      });
      const records = await world.sql(
        `select * from access.access_record where person = '${by.person}' order by at`,
      );
      expect(records.at(-1)).toMatchObject({
        ...{ outcome: 'registry.not-competent', role: 'officer', subject: id },
        ...{ authority: bureauOf(acting), rule: 'R-JUR-01', clause: '五(二)-1' },
      });
    }
  });

  test('a bureau above may, and one above the other may not', async () => {
    const listing = { list: 'abnormal-activity', ground: 'annual-report', on: '2024-07-01' };
    const event = await recorded(nanjing, sunny, 'record-listing', listing);
    expect((await readNow(gulou, sunny))['listings']).toMatchObject([{ event, ...listing }]);
    expect((await act(nanjing, rainy, 'record-listing', listing)).status).toBe(403);
    const lifted = { recorded: event, on: '2024-09-01' };
    await recorded(gulou, sunny, 'lift-listing', lifted);
    const listingsOn = async (day: string): Promise<number> =>
      (await read(gulou, sunny, `asOf=${day}`))['listings'].length;
    expect(
      await Promise.all(['2024-06-30', '2024-07-01', '2024-08-31', '2024-09-01'].map(listingsOn)),
    ).toEqual([0, 1, 1, 0]);
  });
});

describe('the list', () => {
  const found = async (by: Someone, query: string): Promise<readonly string[]> => {
    const answered = await by.get(`/v1/organizations?${query}&atLeast=${position}`);
    if (answered.status !== 200) throw new Error(answered.text);
    return said(answered)['items'].map((item: { id: string }) => item.id);
  };

  beforeAll(async () => {
    const now = { awardedOn: '2026-01-01', validFrom: '2026-01-01' };
    await recorded(gulouXuzhou, rainy, 'record-grade', { ...award, ...now, grade: '5A' });
    const listing = { list: 'serious-violation', ground: 'large-fine', on: '2025-01-02' };
    await recorded(gulouXuzhou, rainy, 'record-listing', listing);
  });

  test('is by division, a page at a time', async () => {
    const first = await gulou.get(`/v1/organizations?limit=1&atLeast=${position}`);
    expect(said(first)['items']).toMatchObject([
      { id: sunny, name: '阳光社区服务中心(测试)', division: '320106', lists: [] },
    ]);
    const second = await gulou.get(`/v1/organizations?limit=1&after=${said(first)['next']}`);
    expect(said(second)['items']).toMatchObject([
      { id: rainy, grade: '5A', lists: ['serious-violation'] },
    ]);
    expect(said(second)).not.toHaveProperty('next');
  });

  test.each([
    ['uscc=52320506MJ0000018Y', ['sunny']],
    [`registrar=${bureauOf('320302')}`, ['rainy']],
    ['division=3201', ['sunny']],
    ['kind=social-service-organization', ['sunny', 'rainy']],
    ['kind=foundation', []],
    ['form=registered', ['sunny', 'rainy']],
    ['form=preparing', []],
    ['grade=5A', ['rainy']],
    ['grade=3A', []],
    ['listed=any', ['rainy']],
    ['listed=serious-violation', ['rainy']],
    ['listed=abnormal-activity', []],
    ['listed=none', ['sunny']],
  ])('filtered by %s has %j', async (query, names) => {
    const ids = names.map((name) => (name === 'sunny' ? sunny : rainy));
    expect(await found(gulou, query)).toEqual(ids);
  });

  test('and the record of an organization are its own, for whoever acts for it', async () => {
    const reach = { organization: rainy };
    const member = await world.someone('孙七(测试)', { role: 'organization', reach });
    expect(await found(member, 'limit=200')).toEqual([rainy]);
    expect((await read(member, rainy, ''))['name']).toBe('雨露社区服务中心(测试)');
    const other = await member.get(`/v1/organizations/${sunny}`);
    expect([other.status, said(other)['code']]).toEqual([403, 'platform.out-of-scope']);
  });
});

describe('every fact has a route of its own', () => {
  /** By the bureau above, which stays competent; answers the types stored. */
  async function recordAll(id: string, facts: readonly Recorded[]): Promise<readonly string[]> {
    const types: string[] = [];
    const events = new Map<string, string>();
    for (const { route, fact, from } of facts) {
      const ends = from === undefined ? {} : { recorded: events.get(from) };
      const answered = await act(nanjing, id, route, { ...fact, ...ends });
      if (answered.status !== 200) throw new Error(`${route}: ${answered.text}`);
      const [{ id: event, type }] = said(answered)['events'];
      types.push(type);
      events.set(route, event);
    }
    return types;
  }
  const typesOf = (facts: readonly Recorded[]): readonly string[] =>
    facts.map(({ event }) => event);

  test('of a registered organization, from its name to its deregistration', async () => {
    const name = '晨光服务中心(测试)';
    const id = await opened(gulou, registration('52320281MJ0000026X', '320106', name));
    expect(await recordAll(id, ofRegistered)).toEqual(typesOf(ofRegistered));
    expect(await readNow(gulou, id)).toMatchObject({
      ...{ status: 'deregistered', name: '晴天服务中心(测试)', grade: null, listings: [] },
      registrar: { authority: bureauOf('3201') },
      partyOrganization: { coverage: 'joint' },
      charity: { charity: true },
      penalties: [{ amountFen: '100000', endedOn: '2024-06-03' }],
      synchronised: { lists: { synchronisedOn: '2024-06-03' }, grades: {} },
      filings: [
        { fiscalYear: 2023, acceptance: { on: '2024-06-21' }, conclusion: { conclusion: 'pass' } },
        { fiscalYear: 2022, filing: null, exemption: { on: '2024-01-02' } },
      ],
    });
    expect(await read(gulou, id, 'asOf=2024-06-02')).toMatchObject({
      ...{ status: 'active', grade: { grade: '4A' }, filings: [{ fiscalYear: 2022 }] },
      registrar: { authority: bureauOf('320106') },
      heads: [{ post: 'head' }],
      classifications: [{ classification: 'hub' }],
      taxQualifications: [{ qualification: 'npo-exemption', validTo: '2029-01-01' }],
    });
    expect((await read(gulou, id, 'asOf=2024-08-31'))['status']).toBe('suspended');
    expect((await read(gulou, id, 'asOf=2020-05-05'))['status']).toBe('not-yet');
  });

  test('of a preparing team, which has no code', async () => {
    const team = { name: '新苗筹备组(测试)', form: 'preparing', corePersons: 3 };
    const registrar = { authority: bureauOf('320106') };
    const id = await opened(gulou, { ...team, registrar, since: '2023-09-01', source });
    expect(await recordAll(id, ofTeam)).toEqual(typesOf(ofTeam));
    expect(await readNow(gulou, id)).toMatchObject({
      ...{ status: 'disbanded', body: { form: 'preparing' }, coreTeam: { corePersons: 5 } },
      namePreApproval: { name: '新苗服务中心(测试)' },
    });
    expect((await read(gulou, id, 'asOf=2023-12-31'))['coreTeam'].corePersons).toBe(3);
  });
});

describe('what cannot be is refused', () => {
  test.each([
    ['a day that does not exist', 'record-grade', { ...award, validFrom: '2023-02-30' }, 400],
    ['a day before the registration', 'record-grade', { ...award, validFrom: '2019-01-01' }, 422],
    [
      'an end before the beginning',
      'record-grade',
      { ...award, validFrom: '2024-05-01', validTo: '2024-04-30' },
      422,
    ],
    [
      'a filing on a year not over',
      'record-annual-filing',
      { fiscalYear: 2024, filing: 'annual-inspection', filedOn: '2024-12-31' },
      422,
    ],
    [
      'an end of nothing',
      'lift-listing',
      { recorded: '00000000-0000-4000-8000-000000000001', on: '2024-01-01' },
      404,
    ],
    ['no source', 'record-grade', { ...award, source: undefined }, 400],
    [
      'a counterparty of neither kind',
      'record-related-party',
      { relation: 'controls', counterparty: {}, validFrom: '2024-01-01' },
      400,
    ],
    [
      'an amount in yuan',
      'record-penalty',
      {
        kind: 'fine',
        decidedBy: '某局(测试)',
        decision: '1号',
        amountFen: '1.5',
        decidedOn: '2024-01-01',
        effectiveOn: '2024-01-02',
      },
      400,
    ],
  ])('%s', async (_what, command, fact, status) => {
    const refused = await act(gulou, sunny, command, fact);
    expect([refused.status, said(refused)['status']]).toEqual([status, status]);
    expect(said(refused)['code']).toMatch(/^(registry|platform)\./);
  });

  test('a wrong code, which says where it is wrong', async () => {
    const wrong = registration('52320506MJ0000018X', '320106', '错码服务中心(测试)');
    const refused = await gulou.post('/v1/organizations', wrong);
    expect(refused.status).toBe(400);
    expect(said(refused)['errors']).toMatchObject([{ field: 'uscc' }]);
    const filtered = await gulou.get('/v1/organizations?uscc=52320506MJ0000018X');
    expect([filtered.status, said(filtered)['errors'][0].field]).toEqual([400, 'uscc']);
  });
});
