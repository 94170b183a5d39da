import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { personId } from '@fuhua/testing';
import { officerOf, openBureaus, source } from './organizations.suite.ts';
import {
  openWorld,
  said,
  type Answered,
  type Said,
  type Someone,
  type World,
} from './world.suite.ts';

let world: World;
let jiangyin: Someone;
let colleague: Someone;
let base: string;
/** Of what was written last. */
let position: string;

const proven = { ...source, evidence: ['b'.repeat(64)] };
const reason = '（测试）';

beforeAll(async () => {
  world = await openWorld({ clock: '2024-06-28T09:00:00+08:00' });
  await openBureaus(world, {
    ...{ '32': '江苏省', '3202': '无锡市', '320281': '江阴市', '320506': '吴中区' },
  });
  jiangyin = await officerOf(world, '320281');
  colleague = await officerOf(world, '320281');
  const opened = await jiangyin.post('/v1/bases', {
    ...{ name: '华士镇社会组织孵化基地(测试)', kind: 'incubation-base', level: 'township' },
    ...{ location: '320281107001', establishedOn: '2022-03-01', capacity: 20, source },
  });
  if (opened.status !== 201) throw new Error(opened.text);
  base = String(said(opened)['id']);
});
afterAll(() => world.close());

async function act(by: Someone, command: string, fact: object): Promise<Answered> {
  const answered = await by.post(`/v1/bases/${base}/${command}`, { source, ...fact });
  if (answered.status === 200) position = said(answered)['position'];
  return answered;
}

/** The id of the event that recorded it. */
async function recorded(command: string, fact: object, by = jiangyin): Promise<string> {
  const answered = await act(by, command, fact);
  if (answered.status !== 200) throw new Error(answered.text);
  return said(answered)['events'][0].id;
}

async function refused(command: string, fact: object, by = jiangyin): Promise<unknown> {
  const answered = await act(by, command, fact);
  return [answered.status, said(answered)['code']];
}

/** Asked for by one person, and approved by another: then, if that is later. */
async function correct(event: string, values: object, approvedAt?: string): Promise<void> {
  const path = `/v1/bases/${base}`;
  const wish = { event, values, reason: '笔误（测试）', evidence: [] };
  const { request } = said(await jiangyin.post(`${path}/request-correction`, wish));
  const own = await jiangyin.post(`${path}/approve-correction`, { request });
  expect([own.status, said(own)['code']]).toEqual([403, 'correction.same-person']);
  if (approvedAt !== undefined) await world.moveClock(approvedAt);
  const approved = await colleague.post(`${path}/approve-correction`, { request });
  expect(approved.status).toBe(200);
}

async function read(query = `atLeast=${position}`): Promise<Said> {
  const answered = await jiangyin.get(`/v1/bases/${base}/upkeep?${query}`);
  if (answered.status !== 200) throw new Error(answered.text);
  return said(answered);
}

const five = ['personnel', 'finance', 'project', 'performance', 'disclosure'];

describe('the five systems', () => {
  beforeAll(async () => {
    for (const system of five) {
      await recorded('establish-system', { system, document: '第1版', since: '2022-06-01' });
    }
    const since = '2023-06-01';
    const newer = { system: 'finance', document: '第2版', since };
    const second = await recorded('establish-system', newer);
    await recorded('withdraw-system', { recorded: second, on: '2024-06-01', reason });
  });

  test.each([
    ['2022-05-31', []],
    ['2022-06-01', five],
    ['2024-05-31', five],
    ['2024-06-01', five.filter((system) => system !== 'finance')],
  ])('on %s there are %j', async (asOf, systems) => {
    expect(await read(`asOf=${asOf}`)).toMatchObject({ systems, on: asOf });
  });
});

describe('Party service', () => {
  const desk = { place: 'desk', responsible: personId('zhang'), validFrom: '2023-07-01' };
  let enabled: string;

  beforeAll(async () => {
    expect(await refused('enable-party-service', desk)).toEqual([422, 'registry.evidence-missing']);
    enabled = await recorded('enable-party-service', { ...desk, source: proven });
    await recorded('end-party-service', { recorded: enabled, on: '2024-02-01', reason });
  });

  test.each([
    ['2023-06-30', false],
    ['2023-07-01', true],
    ['2024-01-31', true],
    ['2024-02-01', false],
  ])('on %s: %s', async (asOf, partyService) => {
    expect(await read(`asOf=${asOf}`)).toMatchObject({ partyService });
  });

  test('corrected by two persons, it began earlier for whoever asks after that', async () => {
    await correct(enabled, { validFrom: '2023-06-01' }, '2024-06-28T10:00:00+08:00');
    const known = (at: string): Promise<Said> =>
      read(`asOf=2023-06-30&knownAt=${encodeURIComponent(`2024-06-28T${at}:00+08:00`)}`);
    expect(await known('09:59')).toMatchObject({ partyService: false });
    expect(await known('10:00')).toMatchObject({ partyService: true });
  });
});

describe('staff', () => {
  const [li, wang] = [personId('li'), personId('wang')];

  test('is counted by person and day', async () => {
    const post = { person: li, post: '社工', fullTime: true, validFrom: '2023-01-01' };
    const first = await recorded('assign-staff', post);
    expect(await refused('assign-staff', post)).toEqual([409, 'registry.fact-already-recorded']);
    await recorded('assign-staff', { ...post, person: wang, post: '会计', fullTime: false });
    await recorded('record-staff-left', { recorded: first, on: '2024-06-01' });
    expect((await read('asOf=2024-05-31'))['fullTimeStaff']).toBe(1);
    expect((await read('asOf=2024-06-01'))['fullTimeStaff']).toBe(0);
    const { facts } = await read('asOf=2024-06-01');
    const told = (facts as Said[]).filter(({ kind }) => kind === 'staff');
    expect(told).toMatchObject([
      { holds: false, endedOn: '2024-06-01', data: { person: li, post: '社工' }, source },
      { holds: true, endedOn: null, data: { person: wang, fullTime: false } },
    ]);
  });

  test('of equal scores, whoever has a social-work qualification is chosen', async () => {
    const since = { level: 'social-worker', validFrom: '2019-11-01' };
    const paper = await recorded('record-social-work-qualification', { person: wang, ...since });
    const candidates = [
      { candidate: 'A1', totalScore: '86.5', socialWorkQualification: false },
      { candidate: wang, totalScore: '86.50', socialWorkQualification: false },
    ];
    const choice = { post: '主任', on: '2024-06-28', candidates };
    const breached = await act(jiangyin, 'choose-staff', { ...choice, chosen: 'A1' });
    expect(breached.status).toBe(422);
    expect(said(breached)).toMatchObject({
      ...{ code: 'registry.staff-preference-breached', first: [wang] },
      decision: { procedure: 'base.staff-choice', results: [{ rule: 'R-STF-01' }] },
    });
    const chosen = await act(jiangyin, 'choose-staff', { ...choice, chosen: wang });
    expect(said(chosen)).toMatchObject({
      events: [{ type: 'StaffPreferenceApplied' }],
      decision: {
        outcome: 'granted',
        results: [{ conclusion: { ranking: [wang, 'A1'], applied: true } }],
      },
    });
    await correct(paper, { validFrom: '2024-06-29' });
    await world.moveClock('2024-06-28T11:00:00+08:00');
    const { items } = said(await jiangyin.get('/v1/redecisions?open=true'));
    expect(items).toMatchObject([
      { stream: `base-${base}`, rules: [{ rule: 'R-STF-01', before: 'pass', after: 'pass' }] },
    ]);
  });

  test('a candidate is a number or an id, never a name', async () => {
    const candidates = [{ candidate: '李四', totalScore: '1', socialWorkQualification: false }];
    const choice = { post: '主任', on: '2024-06-28', candidates, chosen: '李四' };
    expect(await refused('choose-staff', choice)).toEqual([400, 'platform.invalid-input']);
  });
});

test('a doubt is cleared by another person than the one who raised it', async () => {
  const doubt = { field: 'capacity', reason, on: '2024-06-03' };
  const flag = await recorded('flag-data', doubt);
  const outcome = { recorded: flag, on: '2024-06-28', finding: '与现场一致（测试）' };
  expect(await refused('clear-flag', outcome)).toEqual([403, 'registry.same-person']);
  await recorded('clear-flag', outcome, colleague);
  expect(await refused('clear-flag', outcome, colleague)).toEqual([
    ...[409, 'registry.fact-already-ended'],
  ]);
});

test('an actor is an authority, an organization or another body: one of them', async () => {
  const role = { kind: 'operator', role: 'responsible', validFrom: '2022-03-01' };
  const both = { actor: { name: '华士镇社工站(测试)', organization: personId('nobody') } };
  expect(await refused('assign-actor', { ...role, ...both })).toEqual([
    ...[400, 'platform.invalid-input'],
  ]);
  await recorded('assign-actor', { ...role, actor: { name: '华士镇社工站(测试)' } });
});

test('another county records nothing about the base', async () => {
  const foreign = await officerOf(world, '320506');
  const check = { on: '2024-06-28', checked: ['staff'] };
  expect(await refused('verify', check, foreign)).toEqual([403, 'registry.not-competent']);
  expect((await foreign.get(`/v1/bases/${personId('no base')}/upkeep`)).status).toBe(404);
});

test('a verification tells how complete the record was, and how fresh it is since', async () => {
  const model = { model: 'purchased', legalBasis: '财政部令102号', since: '2022-03-01' };
  await recorded('set-operating-model', model);
  await recorded('verify', { on: '2024-06-28', checked: ['location', 'staff'] });
  const missing = ['functions', 'regime', 'host-facility', 'party-service', 'systems'];
  const { facts, ...now } = await read();
  expect(now).toMatchObject({
    ...{ completeness: { percent: 54, missing }, verifiedOn: '2024-06-28', daysSinceVerified: 0 },
  });
  const [told] = (facts as Said[]).filter(({ kind }) => kind === 'verification');
  expect(told).toMatchObject({ data: { completeness: { percent: 54, missing } } });
});

test('what is due is raised at its own instant: a lease that ends, a record that nobody verified', async () => {
  const facility = { kind: 'township-service-facility', name: '华士镇党群服务中心(测试)' };
  await recorded('link-host-facility', {
    ...{ ...facility, areaM2: 320.5, validFrom: '2022-03-01', validTo: '2024-12-31' },
  });
  await world.moveClock('2025-06-30T09:00:00+08:00');
  const raised = await world.sql(`select type, data::jsonb ->> 'daysLeft' as "daysLeft",
      metadata::jsonb ->> 'recordedAt' as "recordedAt"
    from history.events where stream = 'base-${base}' and type ~ 'Lease|Overdue' order by revision`);
  expect(raised.map(({ type, daysLeft, recordedAt }) => [type, daysLeft, recordedAt])).toEqual([
    ['BaseVerificationOverdue', null, '2024-06-28T01:00:00.000Z'],
    ['HostLeaseExpiring', '90', '2024-10-01T16:00:00.000Z'],
    ['HostLeaseExpiring', '60', '2024-10-31T16:00:00.000Z'],
    ['HostLeaseExpiring', '30', '2024-11-30T16:00:00.000Z'],
    ['HostLeaseEnded', null, '2024-12-31T16:00:00.000Z'],
    ['BaseVerificationOverdue', null, '2025-06-28T16:00:00.000Z'],
  ]);
  expect((await read(''))['completeness'].missing).toContain('verification');
});
