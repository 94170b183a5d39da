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
  registerBase,
  synchronise,
  terms,
  type Graded,
} from './operators.suite.ts';
import { officerOf, openBureaus, source } from './organizations.suite.ts';
import { openWorld, said, type Said, type Someone, type World } from './world.suite.ts';

/** A contract rests on what was known of its operator when it was signed. */
interface Signed extends Graded {
  readonly contract: string;
  /** The event that holds the decision to sign. */
  readonly decision: string;
}

const today = '2024-03-18';
let world: World;
let officer: Someone;
let colleague: Someone;
let made = 0;

beforeAll(async () => {
  world = await openWorld({ clock: `${today}T09:00:00+08:00` });
  await openBureaus(world, { '32': '江苏省', '3202': '无锡市', '320281': '江阴市' });
  officer = await officerOf(world, '320281');
  colleague = await officerOf(world, '320281');
});
afterAll(() => world.close());

/** A base of its own, whose contract is signed today with an organization of grade 3A. */
async function signed(): Promise<Signed> {
  made += 1;
  const base = await registerBase(officer, '320281107001', {
    name: `华士镇社会组织孵化基地${String(made)}(测试)`,
  });
  const uscc = makeUscc('52320281', `MJ50050${String(made)}`);
  const name = `江阴市同行社会工作服务中心${String(made)}(测试)`;
  const known = { uscc, name, grade: '3A', validTo: '2026-05-31' };
  const operator = await graded(officer, '320281', known);
  await synchronise(officer, operator.organization, today);
  const contract = await prepare(officer, base, operator.organization);
  await accepted(act(contract, 'nominate', nomination(today)));
  const answered = await accepted(act(contract, 'sign', terms(today, '2024-04-01', '2025-03-31')));
  const { id } = (answered['events'] as Said[]).find(
    ({ type }) => type === 'OperatorContractSigned',
  )!;
  return { ...operator, contract, decision: String(id) };
}

const act = (id: string, command: string, body: object) =>
  officer.post(`/v1/operator-contracts/${id}/${command}`, body);

/** Two officers correct a fact; answers the EventCorrected. */
async function correct(path: string, event: string, values: object): Promise<string> {
  const wish = { event, values, reason: '录入有误(测试)', evidence: ['评估公告(测试)'] };
  const { request } = await accepted(officer.post(`${path}/request-correction`, wish));
  const approved = await accepted(colleague.post(`${path}/approve-correction`, { request }));
  const events = approved['events'] as Said[];
  return String(events.find(({ type }) => type === 'EventCorrected')!['id']);
}

const tasksIn = async (of: string): Promise<readonly Said[]> => {
  const { items } = said(await officer.get('/v1/redecisions?open=true&limit=200'));
  return (items as Said[]).filter(({ stream }) => stream === of);
};
const tasksOf = (contract: string): Promise<readonly Said[]> =>
  tasksIn(`operatorcontract-${contract}`);
const dependentsOf = async (organization: string): Promise<readonly Said[]> =>
  said(await officer.get(`/v1/redecisions/dependents?on=organization-${organization}`))['items'];
const read = async (contract: string): Promise<Said> =>
  said(await officer.get(`/v1/operator-contracts/${contract}`));

/** Until every reaction has heard all there is, and every view shows it. */
async function atRest(): Promise<void> {
  const lags = async (): Promise<readonly string[]> => {
    const { text } = await officer.get('/metrics');
    return [...text.matchAll(/^fuhua_\w+_lag_events\{.*\} (\d+)$/gm)].map(([, lag = '']) => lag);
  };
  await eventually(lags, (all) => all.length > 0 && all.every((lag) => lag === '0'));
}

test('a grade corrected backwards flips nothing and opens the tasks, once, with rule and outcomes', async () => {
  const { contract, organization, award, decision } = await signed();
  const correction = await correct(`/v1/organizations/${organization}`, award, { grade: '2A' });
  await atRest();
  const tasks = await tasksOf(contract);
  expect(tasks).toHaveLength(2);
  expect(tasks.find((task) => task['decision'] === decision)).toMatchObject({
    cause: { stream: `organization-${organization}`, event: award, correction },
    ruleSet: { id: 'JS-2023', version: 1 },
    before: 'granted',
    after: 'refused',
    rules: [{ rule: 'R-OPR-01', before: 'pass', after: 'fail' }],
    open: true,
  });
  expect(await read(contract)).toMatchObject({ status: 'in-force' });
  const events = await eventsOf(world, contract);
  expect(events.filter((type) => type === 'RedecisionRequired')).toHaveLength(2);
  await world.sql(`update reaction_cursor set position = 0 where reaction like 'redecide-%'`);
  await world.restart();
  await atRest();
  expect(await eventsOf(world, contract)).toEqual(events);
});

test('a correction that changes no outcome is listed without a task', async () => {
  const { contract, organization, award, decision } = await signed();
  await correct(`/v1/organizations/${organization}`, award, { grade: '4A' });
  await atRest();
  expect(await tasksOf(contract)).toEqual([]);
  expect(await dependentsOf(organization)).toEqual(
    expect.arrayContaining([
      {
        ...{ stream: `operatorcontract-${contract}`, decision, procedure: 'operator.signing' },
        ...{ effectiveFrom: today, before: 'granted', after: 'granted' },
        ...{ rules: [], redecisions: [] },
      },
    ]),
  );
});

test('a fact that comes late opens a task only where it matters', async () => {
  const { contract, organization, award, decision } = await signed();
  await record(officer, organization, 'record-listing', {
    ...{ list: 'abnormal-activity', ground: 'unreachable', on: '2024-03-01' },
  });
  await atRest();
  expect(await tasksOf(contract)).toEqual([]);
  const withdrawal = await record(officer, organization, 'record-grade-withdrawal', {
    ...{ recorded: award, on: '2024-03-15', reason: '评估等级被撤销(测试)' },
  });
  await atRest();
  const tasks = await tasksOf(contract);
  expect(tasks.find((task) => task['decision'] === decision)).toMatchObject({
    cause: { stream: `organization-${organization}`, event: withdrawal },
    before: 'granted',
    after: 'refused',
  });
});

test('an input of a regime that was wrong opens a task only where another regime follows', async () => {
  const base = await registerBase(officer, '320281107001', { name: '华士镇第二基地(测试)' });
  const path = `/v1/bases/${base}`;
  const recorded = await accepted(
    officer.post(`${path}/record-regime-inputs`, {
      ...{ natureDefinable: true, meetsRegistrationConditions: true, areaM2: 900, source },
      ...{ fullTimeStaff: 12, liveIncubatees: 30, yearlyFundsFen: '100000000', on: today },
      ...{ hasCharter: true, hasRegularMeeting: true, hasOwnAccount: true },
    }),
  );
  const inputs = String(recorded['events'][0].id);
  const classified = await accepted(officer.post(`${path}/classify-regime`));
  await correct(path, inputs, { areaM2: 880 });
  await atRest();
  expect(await tasksIn(`base-${base}`)).toEqual([]);
  const correction = await correct(path, inputs, { meetsRegistrationConditions: false });
  await atRest();
  expect(await tasksIn(`base-${base}`)).toMatchObject([
    {
      decision: classified['events'][0].id,
      cause: { stream: `base-${base}`, event: inputs, correction },
      rules: [{ rule: 'R-REG-01', before: 'pass', after: 'pass' }],
    },
  ]);
});

test('the task is closed by an officer of the authority that decides there', async () => {
  const { contract, organization, award } = await signed();
  await correct(`/v1/organizations/${organization}`, award, { grade: '1A' });
  await atRest();
  const [task, other] = await tasksOf(contract);
  const close = `/v1/redecisions/${String(task?.['redecision'])}/close`;
  const reason = '已与运营方协商，限期整改(测试)';
  const stranger = await officerOf(world, '3202');
  const denied = await stranger.post(close, { reason });
  expect([denied.status, said(denied)['code']]).toEqual([403, 'registry.not-competent']);
  await accepted(colleague.post(close, { reason }));
  await eventually(
    () => tasksOf(contract),
    (open) => open.length === 1,
  );
  expect(await tasksOf(contract)).toEqual([other]);
});
