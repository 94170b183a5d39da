import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { streamOf } from '@fuhua/kernel';
import { organizationId } from '@fuhua/testing';
import { said, type Said, type Someone } from '@fuhua/platform/test-service';
import {
  accepted,
  base,
  bureauOf,
  concludes,
  refused,
  sayingTo,
  tellRegistry,
  type Says,
} from './running.suite.ts';
import { openWorld, type World } from './world.suite.ts';

let world: World;
let jiangyin: Someone;
let wuxi: Someone;
let applicant: Someone;
let other: Someone;

const organization = organizationId('nuanyang');
const files = ['a'.repeat(64)];
const toMorning = (day: string) => world.moveClock(`${day}T09:00:00+08:00`);

/** Every register, read on that day: what it is silent about is known then. */
const synchronised = (synchronisedOn: string) =>
  world.tell('registry', {
    ...{ stream: streamOf('organization', organization), type: 'RegisterSynchronised' },
    data: {
      organization,
      registers: ['annual-filings', 'grades', 'lists', 'penalties', 'registrations'],
      synchronisedOn,
    },
  });

const sections = {
  ...{ 'service-content': '场地、培训', 'entry-conditions': '依法登记或备案' },
  ...{ 'application-procedure': '网上申请', 'incubation-term': '按阶段' },
  'incubation-flow': '申请、评审、公示',
};

/** The bureau's own rules, without which nobody is admitted (R-ENT-02). */
async function adoptRules(): Promise<void> {
  const path = `/v1/local-rules/${bureauOf('320281')}`;
  const title = '孵化基地运营规程（测试）';
  const drafted = await accepted(
    jiangyin.post(`${path}/draft`, { kind: 'operating-rules', title, sections, files }),
  );
  const days = { adoptedOn: '2024-03-04', publishedOn: '2024-03-04', effectiveFrom: '2024-03-04' };
  const adopted = { rule: drafted['rule'] as string, number: '澄民规〔2024〕1号', files, ...days };
  await accepted(jiangyin.post(`${path}/adopt`, adopted));
}

beforeAll(async () => {
  world = await openWorld('2024-03-04T09:00:00+08:00');
  await tellRegistry(world, 'nuanyang', 'chenxi');
  const functions = ['incubation', 'space', 'capacity', 'finance-guidance', 'training'];
  await world.tell('registry', {
    ...{ stream: streamOf('base', base), type: 'BaseFunctionSetApproved' },
    data: { base, functions, on: '2024-01-02' },
  });
  await synchronised('2024-03-04');
  jiangyin = await world.someone('officer', { authority: bureauOf('320281') });
  wuxi = await world.someone('officer', { authority: bureauOf('3202') });
  applicant = await world.someone('organization', { organization });
  other = await world.someone('organization', { organization: organizationId('chenxi') });
  await adoptRules();
});
afterAll(() => world.close());

describe('an application to the start', () => {
  let id: string;
  let say: Says;
  let position: string;
  const apply = {
    base,
    applicant: organization,
    mode: 'in-shell',
    incubationStage: 'seed',
    files,
  };
  const serve = (kind: string, text: object = { inline: '正文（测试）' }) =>
    say(jiangyin, 'serve-document', {
      ...{ number: `澄民〔2024〕${kind}`, kind, text, method: 'in-person', proof: files },
    });
  const review = (gate: string) =>
    accepted(
      say(jiangyin, 'review-party-work', { gate, findings: '已设党建指导员', evidence: [] }),
    );

  test('is for the organization itself, at a base that is known here', async () => {
    expect(await refused(other.post('/v1/cases', apply))).toBe('403 platform.out-of-scope');
    const unknown = await applicant.post('/v1/cases', { ...apply, base: randomUUID() });
    expect([unknown.status, said(unknown)['code']]).toEqual([409, 'incubation.not-yet-known']);
    expect(unknown.headers['retry-after']).toBe('2');
    const applied = await accepted(applicant.post('/v1/cases', apply));
    expect(applied).toMatchObject({ events: [{ type: 'EntryApplied' }] });
    id = String(applied['id']);
    say = sayingTo(id);
  });

  test('is completed once, after every gap was told and served', async () => {
    const gaps = [{ code: 'premises', text: '缺办公场所证明' }];
    expect(await refused(say(wuxi, 'notify-gaps', { gaps }))).toBe('403 incubation.not-competent');
    await accepted(say(jiangyin, 'notify-gaps', { gaps }));
    expect(await refused(serve('gap-notice', {}))).toBe('400 platform.invalid-input');
    expect(await refused(serve('entry-decision'))).toBe('409 incubation.document-not-expected');
    await accepted(serve('gap-notice'));
    expect(await refused(say(jiangyin, 'accept'))).toBe('409 incubation.gaps-open');
    expect(await refused(say(applicant, 'supplement', { gaps: ['charter'], files }))).toBe(
      '422 incubation.gap-unknown',
    );
    await accepted(say(applicant, 'supplement', { gaps: ['premises'], files }));
    expect(await refused(say(jiangyin, 'decide'))).toBe('409 incubation.not-in-stage');
    await accepted(say(jiangyin, 'accept'));
  });

  test('is decided after pre-review, panel and Party work, with the guards asked', async () => {
    expect(await refused(say(jiangyin, 'request-panel'))).toBe('409 incubation.step-missing');
    const opinion = { opinion: 'recommended', remarks: '材料属实' };
    await accepted(say(jiangyin, 'pre-review', opinion));
    await accepted(say(jiangyin, 'request-panel'));
    await toMorning('2024-03-20');
    expect(await refused(say(jiangyin, 'decide'))).toBe('409 incubation.step-missing');
    await concludes(world, id as never, '82.00', { need: 1, capacity: 1 });
    expect(await refused(say(jiangyin, 'decide'))).toBe('409 incubation.party-work-not-reviewed');
    await review('entry');
    await synchronised('2024-03-20');
    const decided = await say(jiangyin, 'decide');
    expect([decided.status, said(decided)]).toMatchObject([
      ...[200, { decision: { procedure: 'case.entry', outcome: 'granted' } }],
    ]);
    expect(said(decided)['events']).toMatchObject([
      ...[{ type: 'EntryApprovalSought' }, { type: 'EntryApproved' }],
    ]);
  });

  test('is posted for everybody to object, whose objection is answered before it goes on', async () => {
    await accepted(serve('entry-decision'));
    expect(await refused(say(jiangyin, 'post-notice'))).toBe('422 incubation.notice-place-missing');
    await accepted(say(jiangyin, 'post-notice', { place: '基地公告栏' }));
    const objection = { text: '该组织与在孵组织业务重复', evidence: [] };
    const filed = await accepted(world.anybody.post(`/v1/cases/${id}/object`, objection));
    expect(filed['events']).toMatchObject([{ type: 'NoticeObjectionFiled' }]);
    const terms = { twoMidtermsBreach: true, duties: ['按月报送活动'], files };
    expect(await refused(say(applicant, 'sign-agreement', terms))).toBe(
      '409 incubation.objection-open',
    );
    const answer = {
      objection: filed['events'][0].id as string,
      upheld: false,
      answer: '业务不同',
    };
    await accepted(say(jiangyin, 'answer-objection', answer));
    expect(await refused(say(applicant, 'sign-agreement', terms))).toBe(
      '409 incubation.notice-not-over',
    );
    await toMorning('2024-03-28');
    expect(await refused(world.anybody.post(`/v1/cases/${id}/object`, objection))).toBe(
      '409 incubation.not-in-stage',
    );
    await accepted(say(applicant, 'sign-agreement', terms));
  });

  test('starts by its approved plan, after Party work was reviewed', async () => {
    await review('plan');
    expect(await refused(say(jiangyin, 'start'))).toBe('409 incubation.plan-not-approved');
    const plan = { planType: 'filed-community', start: '2024-03-28', end: '2025-03-27' };
    const drafted = { ...plan, inapplicable: [], on: '2024-03-28' };
    await accepted(applicant.post(`/v1/plans/${id}/draft`, drafted));
    await accepted(jiangyin.post(`/v1/plans/${id}/approve`, { on: '2024-03-28' }));
    const started = await accepted(say(jiangyin, 'start'));
    expect(started['events']).toMatchObject([{ type: 'IncubationStarted' }]);
    position = String(started['position']);
  });

  test('stands on the board, and is read with its decisions and as it was', async () => {
    const shown = await jiangyin.get(`/v1/cases/${id}?atLeast=${position}`);
    expect([shown.status, shown.headers['etag']]).toEqual([
      ...[200, `"${String(said(shown)['revision'])}"`],
    ]);
    expect(said(shown)).toMatchObject({
      ...{ id, stage: 'active', startedOn: '2024-03-28', overdue: false },
    });
    const sought = said(shown)['decisions'].at(-1) as Said;
    expect(sought).toMatchObject({
      ...{ type: 'EntryApprovalSought', decision: { outcome: 'granted' } },
    });
    expect(sought['decision'].facts).toHaveProperty(['base.freePlaces']);
    const own = said(await applicant.get(`/v1/cases/${id}`))['decisions'] as readonly Said[];
    expect(own.at(-1)?.['decision']).not.toHaveProperty('facts');
    const then = await jiangyin.get(`/v1/cases/${id}?asOf=2024-03-10`);
    expect(said(then)).toMatchObject({ stage: 'accepted', asOf: '2024-03-10' });
    expect(said(then)['decisions']).not.toContainEqual(
      expect.objectContaining({ type: 'EntryApprovalSought' }),
    );
    expect(await refused(other.get(`/v1/cases/${id}`))).toBe('403 platform.out-of-scope');
    const query = `division=320281&base=${base}&stage=active&overdue=no`;
    const board = said(await jiangyin.get(`/v1/cases?${query}`));
    expect(board).toMatchObject({ items: [{ id }] });
    expect(await jiangyin.get(`/v1/cases?atLeast=${String(board['position'])}`)).toMatchObject({
      ...{ status: 200, body: { items: [{ id }] } },
    });
    expect(said(await other.get('/v1/cases'))['items']).toEqual([]);
    expect(said(await jiangyin.get('/v1/cases?overdue=yes'))['items']).toEqual([]);
  });
});

test('of two that ask, a case of before this system included, the guards let one in', async () => {
  const migrated = {
    ...{ base, applicant: organization, mode: 'in-shell', incubationStage: 'seed' },
    ...{ appliedOn: '2023-11-01', approvedOn: '2023-11-20', startedOn: '2023-12-01' },
    ...{ termEnd: '2024-11-30', months: 12, twoMidtermsBreach: false },
    source: { name: '纸质档案（测试）' },
  };
  const record = (body: object) => jiangyin.post('/v1/cases/record-migrated', body);
  expect(await refused(record(migrated))).toBe('409 incubation.residency-taken');
  const second = { ...migrated, applicant: organizationId('chenxi') };
  const recorded = await record(second);
  expect([recorded.status, said(recorded)['events']]).toMatchObject([
    ...[201, [{ type: 'EntryApprovalSought' }, { type: 'IncubationStarted' }]],
  ]);
  const reversed = { ...second, termEnd: '2023-11-30' };
  expect(await refused(record(reversed))).toBe('422 incubation.term-reversed');
  const known = `atLeast=${String(said(recorded)['position'])}`;
  const report = await jiangyin.get(`/v1/reports/case-board?${known}`);
  expect(said(report)).toMatchObject({
    items: [{ county: '320281', name: '江阴市民政局(测试)', running: 2, graduated: 0, total: 2 }],
  });
  const ended = said(await jiangyin.get(`/v1/cases?applicant=${organization}&stage=ended`));
  expect(ended['items']).toMatchObject([
    { how: 'rejected', endedOn: '2024-03-28', migrated: true },
  ]);
  const early = said(await jiangyin.get('/v1/reports/case-board?asOf=2024-03-05'));
  expect(early).toMatchObject({ items: [{ 'in-review': 1, running: 1, total: 2 }] });
  const sheet = await jiangyin.get('/v1/reports/case-board?format=xlsx');
  expect([sheet.status, sheet.bytes.subarray(0, 2).toString()]).toEqual([200, 'PK']);
});
