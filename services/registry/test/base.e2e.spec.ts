import { authorityIdOf, PROVINCE } from '@fuhua/directory';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DivisionCode } from '@fuhua/kernel';
import { bureauOf, officerOf, openBureaus, source } from './organizations.suite.ts';
import {
  openWorld,
  said,
  type Answered,
  type Said,
  type Someone,
  type World,
} from './world.suite.ts';

/** Bases of 江阴市 from the registration to the end, on the simulated 2024-03-18. */

let world: World;
let province: Someone;
let wuxi: Someone;
let jiangyin: Someone;
let colleague: Someone;
let wuzhong: Someone;
let education: Someone;
/** Of what was written last. */
let position: string;

const sponsor = authorityIdOf({
  kind: 'sponsor',
  division: '320281' as DivisionCode,
  department: 'education',
});

beforeAll(async () => {
  world = await openWorld({ clock: '2024-03-18T09:00:00+08:00' });
  await openBureaus(world, {
    ...{ '32': '江苏省', '3202': '无锡市', '320281': '江阴市' },
    ...{ '3205': '苏州市', '320506': '苏州市吴中区' },
  });
  const { status, text } = await world.administrator.post('/v1/authorities', {
    ...{ kind: 'sponsor', division: '320281', name: '江阴市教育局(测试)' },
    department: { code: 'education', name: '教育' },
    ...{ officePhone: '0510-86860000', validFrom: '2000-01-01' },
  });
  if (status !== 201) throw new Error(text);
  province = await officerOf(world, '32');
  wuxi = await officerOf(world, '3202');
  jiangyin = await officerOf(world, '320281');
  colleague = await officerOf(world, '320281');
  wuzhong = await officerOf(world, '320506');
  education = await world.someone('赵六(测试)', { role: 'officer', reach: { authority: sponsor } });
});
afterAll(() => world.close());

const opening = {
  ...{ name: '华士镇社会组织孵化基地(测试)', kind: 'incubation-base', level: 'township' },
  ...{ location: '320281107001', address: '测试路1号', establishedOn: '2022-03-01' },
  ...{ capacity: 20, source },
};

function register(by: Someone, fact: object = {}): Promise<Answered> {
  return by.post('/v1/bases', { ...opening, ...fact });
}

async function registered(by: Someone, fact: object = {}): Promise<string> {
  const answered = await register(by, fact);
  if (answered.status !== 201) throw new Error(answered.text);
  position = said(answered)['position'];
  return String(said(answered)['id']);
}

async function act(by: Someone, id: string, command: string, fact?: object): Promise<Answered> {
  const body = fact === undefined ? {} : { source, ...fact };
  const answered = await by.post(`/v1/bases/${id}/${command}`, body);
  if (answered.status < 300) position = said(answered)['position'];
  return answered;
}

/** The types of what was stored. @throws Error with the answer when it was refused */
async function done(...asked: Parameters<typeof act>): Promise<readonly string[]> {
  const answered = await act(...asked);
  if (answered.status !== 200) throw new Error(answered.text);
  return (said(answered)['events'] as Said[]).map(({ type }) => String(type));
}

async function read(id: string, query = `atLeast=${position}`): Promise<Said> {
  const answered = await jiangyin.get(`/v1/bases/${id}?${query}`);
  if (answered.status !== 200) throw new Error(answered.text);
  return said(answered);
}

describe('a base is registered by the authority of its level', () => {
  test.each([
    ['province', () => province],
    ['city', () => wuxi],
    ['county', () => jiangyin],
    ['village', () => jiangyin],
  ] as const)('of the %s', async (level, by) => {
    const id = await registered(by(), { level });
    const countsFor = level === 'village' ? '320281' : null;
    expect(await read(id)).toMatchObject({ id, stage: 'active', level, countsFor });
    const other = level === 'city' ? jiangyin : wuxi;
    expect(said(await register(other, { level }))['code']).toBe('registry.not-competent');
  });

  test('in a functional zone by the bureau its map names, and before the map by nobody', async () => {
    const fact = { location: '320576050001' };
    const early = await register(wuzhong, fact);
    expect([early.status, said(early)['code']]).toEqual([422, 'registry.competence-unknown']);
    await world.administrator.post(`/v1/authorities/${PROVINCE}/set-zone-mapping`, {
      ...{ zone: '320576', actingAuthority: bureauOf('320506'), countsFor: '320506' },
      validFrom: '2023-01-01',
    });
    const id = await registered(wuzhong, fact);
    expect(await read(id)).toMatchObject({ countsFor: '320506' });
  });

  test('a special-field base by its sponsor; civil affairs is denied, on record', async () => {
    const special = { sponsor, field: 'education' };
    const id = await registered(education, special);
    expect(await read(id)).toMatchObject({ sponsor, field: 'education', countsFor: null });
    const denied = await act(jiangyin, id, 'rename', { name: '新名', since: '2024-01-01' });
    expect(denied.status).toBe(403);
    expect(said(denied)).toMatchObject({
      ...{ code: 'registry.not-competent', rule: 'R-JUR-01', clause: '五(二)-2' },
      competentAuthority: sponsor,
    });
    const records = await world.sql(
      `select * from access.access_record where person = '${jiangyin.person}' order by at`,
    );
    expect(records.at(-1)).toMatchObject({
      ...{ outcome: 'registry.not-competent', subject: id, rule: 'R-JUR-01', clause: '五(二)-2' },
      authority: bureauOf('320281'),
    });
  });
});

describe('what it is for', () => {
  let id: string;
  beforeAll(async () => {
    id = await registered(jiangyin);
  });
  const functions = ['incubation', 'space', 'brand'];
  const declare = (): Promise<Answered> =>
    jiangyin.post(`/v1/bases/${id}/declare-functions`, { functions, on: '2024-03-18' });

  test('a function outside its level is refused, with the rule and its reason', async () => {
    await declare();
    const decided = await act(jiangyin, id, 'decide-functions');
    expect([decided.status, said(decided)['decision'].outcome]).toEqual([200, 'refused']);
    const [result] = said(decided)['decision'].results as Said[];
    expect([result?.['rule'], result?.['outcome']]).toEqual(['R-FUN-01', 'fail']);
    expect(await read(id)).toMatchObject({ functions: null, functionsDeclared: null });
  });

  test('and approved once the extension is', async () => {
    const extension = { functions: ['brand'], reason: '全镇品牌培育由其承担', on: '2024-03-18' };
    await done(jiangyin, id, 'approve-extension', extension);
    await declare();
    expect(await done(jiangyin, id, 'decide-functions')).toEqual(['BaseFunctionSetApproved']);
    expect(await read(id)).toMatchObject({ functions: { functions }, functionsDeclared: null });
    const listed = await jiangyin.get(`/v1/bases?function=brand&atLeast=${position}`);
    expect((said(listed)['items'] as Said[]).map((item) => item['id'])).toEqual([id]);
  });
});

const large = { natureDefinable: true, meetsRegistrationConditions: false, liveIncubatees: 10 };

describe('how it is managed', () => {
  let id: string;
  beforeAll(async () => {
    id = await registered(jiangyin);
  });
  const inputs = (known: object): Promise<readonly string[]> =>
    done(jiangyin, id, 'record-regime-inputs', { on: '2024-03-18', ...known });
  const township = {
    ...{ kind: 'township-government', name: '华士镇人民政府', division: '320281107' },
  };

  test('what is missing is a task, once for the same facts', async () => {
    await inputs(large);
    const first = await act(jiangyin, id, 'classify-regime');
    expect([first.status, said(first)['decision'].outcome]).toEqual([200, 'insufficient-evidence']);
    const again = await act(jiangyin, id, 'classify-regime');
    expect([again.status, said(again)['code']]).toEqual([422, 'registry.insufficient-evidence']);
    expect(said(again)['decision'].factsDigest).toBe(said(first)['decision'].factsDigest);
    expect(await read(id)).toMatchObject({ regime: null, evidenceMissing: true });
  });

  test('large is B, managed by the township of the place', async () => {
    await inputs({ areaM2: 200 });
    const classified = await act(jiangyin, id, 'classify-regime');
    expect(said(classified)['decision']).toMatchObject({
      ...{ procedure: 'base.regime', ruleSet: { id: 'JS-2023', version: 1 }, outcome: 'granted' },
      knownThrough: { registry: expect.stringMatching(/^registry:/) },
    });
    const assigned = { manager: township, since: '2024-03-18' };
    await done(jiangyin, id, 'assign-township-management', assigned);
    expect(await read(id)).toMatchObject({
      ...{ regime: { regime: 'B' }, reviewDue: '2025-03-18', evidenceMissing: false },
      responsible: { regime: 'B', manager: township },
    });
  });

  test('another place opens the review and leaves its manager behind', async () => {
    const moved = { location: '320281108200', on: '2024-03-18' };
    expect(await done(jiangyin, id, 'relocate', moved)).toEqual([
      ...['BaseRelocated', 'RegimeReviewOpened'],
    ]);
    expect(await read(id)).toMatchObject({
      ...{ location: '320281108200', reviewOpenedOn: '2024-03-18', responsible: null },
    });
    expect(await read(id, 'asOf=2024-03-17')).toMatchObject({ location: '320281107001' });
  });

  test('where the table has no row two persons decide', async () => {
    const tight = { hasCharter: true, hasRegularMeeting: true, hasOwnAccount: true };
    const small = { areaM2: 50, liveIncubatees: 2, fullTimeStaff: 1, yearlyFundsFen: '100' };
    expect(await inputs({ ...tight, ...small })).toEqual(['BaseRegimeInputsRecorded']);
    await done(jiangyin, id, 'classify-regime');
    const proposal = { regime: 'B', manager: township, reason: '参照镇街管理', on: '2024-03-18' };
    const faulty = await act(jiangyin, id, 'propose-manual-regime', { ...proposal, regime: 'C' });
    expect([faulty.status, said(faulty)['code']]).toEqual([400, 'platform.invalid-input']);
    await done(jiangyin, id, 'propose-manual-regime', proposal);
    const own = await act(jiangyin, id, 'approve-manual-regime');
    expect([own.status, said(own)['code']]).toEqual([403, 'registry.same-person']);
    expect(await done(colleague, id, 'approve-manual-regime')).toEqual([
      ...['RegimeManualOutcomeApproved', 'TownshipManagementAssigned'],
    ]);
    expect(await read(id)).toMatchObject({ regime: { regime: 'B' }, proposed: null });
  });
});

describe('a name corrected by two persons', () => {
  test('holds on every day, and was known otherwise before', async () => {
    const id = await registered(jiangyin);
    const { standing } = await read(id);
    const event = (standing as Said)['event'];
    const before = encodeURIComponent((await clockOf())['now']);
    await world.moveClock('2024-03-19T09:00:00+08:00');
    const wish = { event, reason: '误录', evidence: ['a'.repeat(64)], values: { name: '新名' } };
    const asked = await jiangyin.post(`/v1/bases/${id}/request-correction`, wish);
    const { request } = said(asked);
    const foreign = await wuxi.post(`/v1/bases/${id}/approve-correction`, { request });
    expect([foreign.status, said(foreign)['code']]).toEqual([403, 'registry.not-competent']);
    const approved = await colleague.post(`/v1/bases/${id}/approve-correction`, { request });
    expect(approved.status).toBe(200);
    position = said(approved)['position'];
    expect(await read(id)).toMatchObject({ name: '新名' });
    expect(await read(id, 'asOf=2022-03-01')).toMatchObject({ name: '新名' });
    expect(await read(id, `knownAt=${before}`)).toMatchObject({ name: opening.name });
  });

  const clockOf = async (): Promise<Said> => said(await world.administrator.get('/dev/clock'));
});

describe('its end', () => {
  test('it is merged into one that goes on, and nothing is done to it after', async () => {
    const [id, into] = [await registered(jiangyin), await registered(jiangyin)];
    const merging = { on: '2024-03-18', reason: '合并' };
    const nowhere = { ...merging, into: '00000000-0000-4000-8000-000000000000' };
    const unfit = await act(jiangyin, id, 'merge', nowhere);
    expect([unfit.status, said(unfit)['code']]).toEqual([422, 'registry.successor-unfit']);
    await done(jiangyin, id, 'merge', { ...merging, into });
    expect(await read(id)).toMatchObject({ stage: 'merged', standing: { into } });
    expect(await read(id, 'asOf=2024-03-17')).toMatchObject({ stage: 'active' });
    const late = await act(jiangyin, id, 'suspend', merging);
    expect([late.status, said(late)['code']]).toEqual([409, 'registry.base-ended']);
    expect(await done(jiangyin, into, 'suspend', merging)).toEqual(['BaseSuspended']);
    expect(await done(jiangyin, into, 'resume', { on: '2024-03-18' })).toEqual(['BaseResumed']);
    expect(await done(jiangyin, into, 'close', merging)).toEqual(['BaseClosed']);
    const open = await jiangyin.get(`/v1/bases?division=320281&stage=closed&atLeast=${position}`);
    expect((said(open)['items'] as Said[]).map((item) => item['id'])).toEqual([into]);
  });
});

describe('others', () => {
  test('hear of bases, and not of sources', async () => {
    const feed = await world.administrator.get(
      '/v1/events?types=BaseRegistered,ManagementRegimeClassified',
    );
    const items = said(feed)['items'] as Said[];
    expect(items.filter(({ type }) => type === 'BaseRegistered').length).toBeGreaterThan(5);
    expect(feed.text).not.toContain(source.name);
    expect(items.find(({ type }) => type === 'ManagementRegimeClassified')).toMatchObject({
      data: { regime: 'B', reviewDue: '2025-03-18', ruleSet: { id: 'JS-2023', version: 1 } },
    });
  });
});
