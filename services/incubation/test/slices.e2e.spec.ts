import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { streamOf, type CaseId } from '@fuhua/kernel';
import { organizationId } from '@fuhua/testing';
import { said, type Answered, type Someone } from '@fuhua/platform/test-service';
import { paper } from './running-bodies.suite.ts';
import { accepted, base, bureauOf, openCase, refused, tellRegistry } from './running.suite.ts';
import { openWorld, type World } from './world.suite.ts';

let world: World;
let jiangyin: Someone;
let colleague: Someone;
let operator: Someone;
let otherOperator: Someone;
let applicant: Someone;
let id: CaseId;

const files = ['a'.repeat(64)];
const source = { name: '工作台账（测试）' };
const today = '2024-10-21';

beforeAll(async () => {
  world = await openWorld(`${today}T09:00:00+08:00`);
  await tellRegistry(world, 'nuanyang');
  const authority = bureauOf('320281');
  jiangyin = await world.someone('officer', { authority });
  colleague = await world.someone('officer', { authority });
  operator = await world.someone('operator', { base });
  otherOperator = await world.someone('operator', { base });
  applicant = await world.someone('organization', { organization: organizationId('nuanyang') });
});
afterAll(() => world.close());

/** Asked for by one, approved by another; answers the position from which on it holds. */
async function corrects(
  path: string,
  [asks, approves]: readonly [Someone, Someone],
  wish: { readonly event: string; readonly values: object },
): Promise<string> {
  const asked = { ...wish, reason: '录入有误', evidence: files };
  const { request } = await accepted(asks.post(`${path}/request-correction`, asked));
  expect(await refused(asks.post(`${path}/approve-correction`, { request }))).toMatch(
    /same-person/,
  );
  const approved = await accepted(approves.post(`${path}/approve-correction`, { request }));
  return String(approved['position']);
}

const eventIn = (answered: Answered, type: string): string => {
  const events = said(answered)['events'] as readonly { id: string; type: string }[];
  return events.find((event) => event.type === type)?.id ?? answered.text;
};

async function isSheet(path: string): Promise<void> {
  const sheet = await jiangyin.get(`${path}format=xlsx`);
  expect([sheet.status, sheet.bytes.subarray(0, 2).toString()]).toEqual([200, 'PK']);
}

test('local rules are drafted, adopted whole, corrected by two, and counted', async () => {
  const path = `/v1/local-rules/${bureauOf('320281')}`;
  const written = { 'service-content': '场地', 'entry-conditions': '依法登记' };
  const missing = { 'application-procedure': '网上申请', 'incubation-term': '按阶段' };
  const draft = { kind: 'operating-rules', title: '运营规程（测试）', files };
  const gap = { ...written, ...missing, 'incubation-flow': '' };
  const { rule } = await accepted(jiangyin.post(`${path}/draft`, { ...draft, sections: gap }));
  const days = { adoptedOn: today, publishedOn: today, effectiveFrom: today };
  const adoption = { rule: rule as string, number: '澄民规〔2024〕1号', ...days, files };
  expect((await jiangyin.post(`${path}/adopt`, adoption)).status).toBe(422);
  const sections = { ...gap, 'incubation-flow': '申请、评审' };
  await accepted(jiangyin.post(`${path}/redraft`, { rule: rule as string, ...draft, sections }));
  const adopted = await jiangyin.post(`${path}/adopt`, adoption);
  const [event] = said(adopted)['events'] as readonly { id: string }[];
  const values = { number: '澄民规〔2024〕2号' };
  const position = await corrects(path, [jiangyin, colleague], { event: event!.id, values });
  expect(said(await jiangyin.get(`${path}?asOf=${today}`))).toMatchObject({
    ...{ items: [{ id: rule as string, number: '澄民规〔2024〕2号' }], inForce: [rule] },
  });
  const counted = said(
    await jiangyin.get(`/v1/reports/local-rules?division=320281&atLeast=${position}`),
  );
  expect(counted['items']).toMatchObject([{ division: '320281', has: 5 }]);
  await isSheet('/v1/reports/local-rules?');
});

test('a plan is drafted, approved, amended by both, worked by and counted', async () => {
  id = await openCase(world, 'nuanyang');
  const path = `/v1/plans/${id}`;
  const term = { start: '2024-10-21', end: '2025-04-25', inapplicable: [], on: today };
  await accepted(operator.post(`${path}/draft`, { planType: 'filed-community', ...term }));
  await accepted(jiangyin.post(`${path}/approve`, { on: today }));
  const work = { on: today, hours: 2.5, source };
  const support = { code: 'training', persons: 12, ...work };
  const delivered = await operator.post(`${path}/record-support-service`, support);
  const activity = { series: 'culture', title: '重阳敬老', place: '320281107001', ...work };
  await accepted(operator.post(`${path}/report-activity`, { ...activity, beneficiaries: 80 }));
  const event = eventIn(delivered, 'SupportServiceDelivered');
  const position = await corrects(path, [operator, otherOperator], {
    event,
    values: { persons: 21 },
  });
  const done = said(await applicant.get(`${path}/work?atLeast=${position}`));
  // Of one day, in no order of their own.
  const persons = (done['items'] as readonly { persons: number }[]).map((one) => one.persons);
  expect(persons.toSorted((x, y) => x - y)).toEqual([21, 80]);
  expect(done['items']).toContainEqual(expect.objectContaining({ code: 'culture', persons: 80 }));
  const period = `from=2024-10-21&asOf=${today}&atLeast=${position}`;
  const coverage = said(await jiangyin.get(`/v1/reports/support-coverage?${period}`));
  expect(coverage['items']).toMatchObject([{ base, coverage: 1, hours: 2.5, persons: 21 }]);
  const before = await jiangyin.get('/v1/reports/support-coverage?asOf=2024-10-20');
  expect(said(before)['items']).toEqual([]);
  const series = said(await jiangyin.get(`/v1/reports/community-activities?${period}`));
  expect(series['items']).toHaveLength(5);
  expect(series['items']).toContainEqual({
    ...{ series: 'culture', activities: 1, beneficiaries: 80, hours: 2.5 },
  });
  await isSheet(`/v1/reports/support-coverage?${period}&`);
  await isSheet(`/v1/reports/community-activities?${period}&`);
});

interface Waiting {
  readonly kind: string;
  readonly assignee: string;
  readonly dueOn?: string;
  readonly overdue: boolean;
}
const listed = async (by: Someone, path: string) =>
  said(await by.get(path))['items'] as readonly Waiting[];
const kindsIn = (items: readonly Waiting[]) => [...new Set(items.map(({ kind }) => kind))].sort();

test('everybody finds what waits for them and what they are to read, and nothing of others', async () => {
  const extension = { reason: 'project-closing', grounds: '项目未结', months: 3, files };
  await accepted(applicant.post(`/v1/cases/${id}/apply-extension`, extension));
  const notice = { kind: 'midterm-notice', ...paper('澄民〔2024〕90号') };
  const { position } = await accepted(jiangyin.post(`/v1/cases/${id}/serve-document`, notice));
  const since = `atLeast=${String(position)}`;
  const decided = await listed(jiangyin, `/v1/todo?${since}`);
  expect(decided).toMatchObject([
    { kind: 'midterm', dueOn: '2024-11-25', service: 'incubation', stream: `case-${id}` },
    { kind: 'extension-decision', dueOn: '2025-04-25', since: today, assignee: 'authority' },
  ]);
  const owed = await listed(applicant, '/v1/todo');
  expect(kindsIn(owed)).toEqual(['plan-item', 'term']);
  const days = owed.map(({ dueOn = '' }) => dueOn);
  expect(days).toEqual(days.toSorted());
  const run = await listed(operator, '/v1/todo');
  expect(kindsIn(run)).toEqual(['plan-item']);
  expect(await listed(applicant, '/v1/todo?kind=term')).toHaveLength(1);
  expect(await listed(applicant, '/v1/todo?overdue=yes')).toEqual([]);
  expect(await listed(applicant, '/v1/todo?overdue=no')).toEqual(owed);
  for (const reader of [applicant, operator]) {
    const read = await listed(reader, '/v1/notifications');
    expect(read).toMatchObject([{ kind: 'served-midterm-notice', assignee: 'both-sides' }]);
  }
  const wuxi = await world.someone('officer', { authority: bureauOf('3202') });
  const other = await world.someone('organization', { organization: organizationId('chenxi') });
  const elsewhere = await world.someone('operator', { base: randomUUID() });
  const rater = await world.someone('rater');
  for (const stranger of [wuxi, other, elsewhere, rater]) {
    expect(await listed(stranger, '/v1/todo')).toEqual([]);
    expect(await listed(stranger, '/v1/notifications')).toEqual([]);
  }
  const auditor = await world.someone('auditor');
  expect(await refused(auditor.get('/v1/todo'))).toBe('403 platform.forbidden-role');
});

test('whoever holds several grants finds all of it in one list, page by page', async () => {
  const { person } = jiangyin;
  const reach = { organization: organizationId('nuanyang') };
  const grant = { person, grant: randomUUID(), role: 'organization', reach };
  await world.tell('registry', {
    ...{ stream: streamOf('person', person), type: 'RoleGranted' },
    data: { ...grant, validFrom: '2020-01-01' },
  });
  const all = await listed(jiangyin, '/v1/todo');
  expect(kindsIn(all)).toEqual(['extension-decision', 'midterm', 'plan-item', 'term']);
  const walked: Waiting[] = [];
  let after = '';
  do {
    const page = said(await jiangyin.get(`/v1/todo?limit=3${after}`));
    walked.push(...(page['items'] as readonly Waiting[]));
    after = page['next'] === undefined ? '' : `&after=${String(page['next'])}`;
  } while (after !== '');
  expect(walked).toEqual(all);
});

test('referrals around a base are counted, corrected by two, and nothing is recorded elsewhere', async () => {
  const referral = { base, kind: 'litigation', count: 3, on: today, source };
  const elsewhere = { ...referral, base: randomUUID() };
  expect(await refused(operator.post('/v1/community/record-referral', elsewhere))).toBe(
    '403 platform.out-of-scope',
  );
  const recorded = await operator.post('/v1/community/record-referral', referral);
  const { id: recordId, events = [] } = said(recorded);
  expect(recorded.status).toBe(201);
  const event = String(events[0]?.id);
  const correction = { event, values: { count: 5 } };
  const position = await corrects(
    `/v1/community/${String(recordId)}`,
    [operator, otherOperator],
    correction,
  );
  const query = `from=2024-01-01&to=${today}&division=320281&atLeast=${position}`;
  const counted = said(await jiangyin.get(`/v1/reports/community?${query}`));
  expect(counted['referrals']).toEqual({ litigation: 5 });
});
