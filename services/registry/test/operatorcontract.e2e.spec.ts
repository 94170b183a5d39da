import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeUscc } from '@fuhua/rules';
import {
  accepted,
  eventsOf,
  eventually,
  graded,
  nomination,
  prepare,
  record,
  recordGrade,
  registerBase,
  settled,
  synchronise,
  terms,
} from './operators.suite.ts';
import { officerOf, opened, openBureaus, registration, source } from './organizations.suite.ts';
import {
  openWorld,
  said,
  type Answered,
  type Said,
  type Someone,
  type World,
} from './world.suite.ts';

let world: World;
let officer: Someone;
let base: string;
let operator: string;
let contract: string;

const today = '2024-03-18';
const lastDay = '2024-03-25';
const codes = Array.from({ length: 4 }, (_, n) => makeUscc('52320281', `MJ50040${String(n)}`));

beforeAll(async () => {
  world = await openWorld({ clock: `${today}T09:00:00+08:00` });
  await openBureaus(world, { '32': '江苏省', '3202': '无锡市', '320281': '江阴市' });
  officer = await officerOf(world, '320281');
  base = await registerBase(officer, '320281107001');
  const name = '江阴市同心社会工作服务中心(测试)';
  const known = { uscc: codes[0]!, name, grade: '3A', validTo: lastDay };
  ({ organization: operator } = await graded(officer, '320281', known));
  await synchronise(officer, operator, today);
});
afterAll(() => world.close());

const act = (id: string, command: string, body: object = {}): Promise<Answered> =>
  settled(officer, `/v1/operator-contracts/${id}/${command}`, body);
const read = async (id: string, query = ''): Promise<Said> =>
  said(await officer.get(`/v1/operator-contracts/${id}${query}`));

test('with the register of grades stale nothing is stored, not even the nomination', async () => {
  const body = registration(codes[1]!, '320281', '江阴市初晴服务社(测试)');
  const unknown = await opened(officer, body);
  const prepared = await prepare(officer, base, unknown);
  const nominated = await act(prepared, 'nominate', nomination(lastDay));
  const { code, decision } = said(nominated);
  expect([nominated.status, code, decision.outcome]).toEqual([
    ...[422, 'registry.insufficient-evidence', 'insufficient-evidence'],
  ]);
  expect(decision.results[0]).toMatchObject({ rule: 'R-OPR-01', outcome: 'unknown' });
  expect(await eventsOf(world, prepared)).toEqual([
    ...['CapabilityFileSubmitted', 'CapabilityFileApproved'],
  ]);
});

test('declared recurring, on the last day of the grade: three years and a day are refused, three years are signed', async () => {
  contract = await prepare(officer, base, operator);
  await accepted(act(contract, 'nominate', nomination(lastDay, { recurring: true })));
  await world.moveClock(`${lastDay}T09:00:00+08:00`);
  await synchronise(officer, operator, lastDay);
  const tooLong = await act(contract, 'sign', terms(lastDay, '2024-04-01', '2027-04-01'));
  const failed = (said(tooLong)['decision'].results as Said[]).filter(
    ({ outcome }) => outcome === 'fail',
  );
  expect([tooLong.status, failed.map(({ rule }) => rule)]).toEqual([200, ['R-OPR-02']]);
  const signed = await accepted(act(contract, 'sign', terms(lastDay, '2024-04-01', '2027-03-31')));
  expect((signed['events'] as Said[]).map(({ type }) => type)).toEqual([
    ...['ContractSigningSought', 'OperatorContractSigned'],
  ]);
  expect(await read(contract, `?atLeast=${String(signed['position'])}`)).toMatchObject({
    ...{ id: contract, status: 'in-force', start: '2024-04-01', end: '2027-03-31' },
    ...{ priceFen: '40000000', recurring: true, publishBy: '2024-03-27' },
  });
});

test('published, everybody can read it with its price and what it is measured by', async () => {
  const url = 'https://www.example.gov.cn/contract/1';
  const { position } = await accepted(act(contract, 'publish', { on: lastDay, url }));
  const anybody = await world.caller();
  const path = `/v1/published-operator-contracts?base=${base}&atLeast=${String(position)}`;
  expect(said(await anybody.get(path))['items']).toMatchObject([
    {
      id: contract,
      operator,
      priceFen: '40000000',
      kpis: [{ target: '12' }],
      publishedAt: { url },
    },
  ]);
  expect((await anybody.get('/v1/operator-contracts')).status).toBe(401);
});

test('the day after the grade’s last day an alert is open, and nothing is renewed', async () => {
  await world.moveClock('2024-03-26T09:00:00+08:00');
  const alerted = await eventually(
    () => read(contract),
    ({ openAlerts }) => openAlerts === 1,
  );
  expect(alerted['detail'].alerts).toMatchObject([
    { ground: 'grade', since: '2024-03-26', cureBy: '2024-06-24' },
  ]);
  const renewed = await act(contract, 'renew', nomination('2024-03-26'));
  expect([renewed.status, said(renewed)['code'], said(renewed)['alerts']]).toEqual([
    ...[409, 'registry.renewal-blocked', 1],
  ]);
  const { items } = said(await officer.get('/v1/operator-contracts?lapsingWithin=30'));
  expect((items as Said[]).map(({ id }) => id)).toEqual([contract]);
});

test('a new grade cures it, and then it may be renewed on the file approved before', async () => {
  await recordGrade(officer, operator, '4A', '2029-03-25', '2024-03-26');
  await eventually(
    () => read(contract),
    ({ openAlerts }) => openAlerts === 0,
  );
  const next = nomination('2027-03-01', { recurring: true });
  const renewed = await accepted(act(contract, 'renew', next));
  expect(renewed['decision']).toMatchObject({ outcome: 'granted', effectiveFrom: '2027-03-01' });
  expect(
    await read(String(renewed['id']), `?atLeast=${String(renewed['position'])}`),
  ).toMatchObject({
    ...{ status: 'eligible', previous: contract },
  });
});

test('a listing for serious violations opens the termination procedure; lifted, it is cured', async () => {
  const listing = await record(officer, operator, 'record-listing', {
    ...{ list: 'serious-violation', ground: 'large-fine', on: '2024-03-26' },
  });
  const alerted = await eventually(
    () => read(contract),
    ({ openAlerts }) => openAlerts === 1,
  );
  expect(alerted).toMatchObject({ terminationOpened: true, status: 'in-force' });
  await record(officer, operator, 'lift-listing', { recorded: listing, on: '2024-03-26' });
  await eventually(
    () => read(contract),
    ({ openAlerts }) => openAlerts === 0,
  );
});

test('a base has one operator at a time: a term that overlaps is refused, what is given back is free', async () => {
  const name = '江阴市晨曦社会工作服务中心(测试)';
  const known = { uscc: codes[2]!, name, grade: '3A', validTo: '2026-05-31' };
  const other = await graded(officer, '320281', known);
  const second = await prepare(officer, base, other.organization);
  await accepted(act(second, 'nominate', nomination('2024-03-26')));
  const body = terms('2024-03-26', '2024-05-01', '2025-04-30');
  const overlapping = await act(second, 'sign', body);
  expect([overlapping.status, said(overlapping)['code'], said(overlapping)['holder']]).toEqual([
    ...[409, 'registry.seat-taken', contract],
  ]);
  const reason = '双方协商提前终止(测试)';
  await accepted(act(contract, 'terminate', { on: '2024-03-26', reason }));
  const signing = (): Promise<Answered> => act(second, 'sign', body);
  await eventually(signing, ({ status }) => status === 200);
  expect(await read(contract, '?asOf=2024-03-26')).toMatchObject({ status: 'in-force' });
  expect(await read(contract, '?asOf=2024-03-27')).toMatchObject({ status: 'ended' });
});

test('a bar holds for every base, until it is lifted', async () => {
  const body = { validFrom: '2024-03-26', reason: '两年考核不合格(测试)' };
  const barred = await accepted(act(contract, 'bar', body));
  const elsewhere = await registerBase(officer, '320281102001', { name: '月城镇基地(测试)' });
  const prepared = await prepare(officer, elsewhere, operator);
  const nominated = await accepted(act(prepared, 'nominate', nomination('2024-04-01')));
  const [{ outcome, reason }] = nominated['decision'].results;
  expect([outcome, reason.en]).toEqual([
    ...['fail', 'barred until 2027-03-25, on the signing day 2024-04-01 too'],
  ]);
  const { items } = said(await officer.get(`/v1/operator-bars?operator=${operator}`));
  expect(items).toMatchObject([{ contract, validTo: '2027-03-25', liftedOn: null }]);
  const bar = String(barred['events'][0].id);
  await accepted(act(contract, 'lift-bar', { bar, on: '2024-03-26', reason: '复核更正(测试)' }));
  const again = await prepare(officer, elsewhere, operator);
  const granted = await accepted(act(again, 'nominate', nomination('2024-04-01')));
  expect(granted['decision']).toMatchObject({ outcome: 'granted' });
});

test('a contract signed before this system is as it was on its own days, and these are corrected with the seat', async () => {
  const elsewhere = await registerBase(officer, '320281103002', { name: '青阳镇基地(测试)' });
  const known = { base: elsewhere, operator, recurring: false, route: 'other', source };
  const body = { ...terms('2022-12-26', '2023-01-01', '2023-12-31'), ...known };
  const path = '/v1/operator-contracts/record-migrated';
  const { id } = await accepted(settled(officer, path, body));
  const old = String(id);
  const second = await settled(officer, path, {
    ...body,
    ...{ start: '2023-12-31', end: '2024-12-30' },
  });
  expect([second.status, said(second)['code'], said(second)['holder']]).toEqual([
    ...[409, 'registry.seat-taken', old],
  ]);
  expect(await read(old, '?asOf=2023-06-30')).toMatchObject({ status: 'in-force', migrated: true });
  expect(await read(old, '?asOf=2024-01-01')).toMatchObject({ status: 'ended' });
  const period = { start: '2023-04-01', end: '2024-12-31' };
  const evidence = { reason: '合同期录入有误(测试)', evidence: ['b'.repeat(64)] };
  const correcting = (): Promise<Answered> =>
    act(old, 'correct-period', { ...period, ...evidence });
  await eventually(correcting, ({ status }) => status === 200);
  expect(await read(old, '?asOf=2024-01-01')).toMatchObject({ status: 'in-force', ...period });
});
