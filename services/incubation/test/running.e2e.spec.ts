import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseId } from '@fuhua/kernel';
import { organizationId } from '@fuhua/testing';
import { said, type Someone } from '@fuhua/platform/test-service';
import { caseId } from '../src/case/case.suite.ts';
import { draft, evidence, files, ground, notice, paper, weights } from './running-bodies.suite.ts';
import {
  accepted,
  base,
  bureauOf,
  concludes,
  openCase,
  refused,
  sayingTo,
  tellRegistry,
  type Says,
} from './running.suite.ts';
import { openWorld, type World } from './world.suite.ts';

let world: World;
let jiangyin: Someone;
let colleague: Someone;
let wuxi: Someone;
/** Whoever acts for the organization of each case. */
let graduate: Someone;
let leaver: Someone;

const toMorning = (day: string) => world.moveClock(`${day}T09:00:00+08:00`);

beforeAll(async () => {
  world = await openWorld('2024-10-21T09:00:00+08:00');
  await tellRegistry(world, 'nuanyang', 'chenxi');
  const officer = (division: string) => world.someone('officer', { authority: bureauOf(division) });
  [jiangyin, colleague] = [await officer('320281'), await officer('320281')];
  wuxi = await officer('3202');
  graduate = await world.someone('organization', { organization: organizationId('nuanyang') });
  leaver = await world.someone('organization', { organization: organizationId('chenxi') });
});
afterAll(() => world.close());

describe('a case from its midterm to the last follow-up', () => {
  let id: CaseId;
  let say: Says;
  const review = (gate: string) =>
    accepted(
      say(jiangyin, 'review-party-work', { gate, findings: '已设党建指导员', evidence: [] }),
    );

  beforeAll(async () => {
    id = await openCase(world, 'nuanyang');
    say = sayingTo(id);
  });

  test('is judged by what a panel concluded, once it has', async () => {
    expect(await refused(say(jiangyin, 'evaluate-midterm'))).toBe('409 incubation.step-missing');
    const early = { occurredOn: '2024-09-24' };
    expect(await refused(say(jiangyin, 'request-midterm', early))).toBe(
      '409 incubation.window-not-open',
    );
    expect(await refused(say(graduate, 'request-midterm'))).toBe('403 platform.forbidden-role');
    await accepted(say(jiangyin, 'request-midterm'));
    expect(await refused(say(jiangyin, 'request-midterm'))).toBe('409 incubation.step-done');
    await concludes(world, id, '65.00', { outcome: 100 });
    expect(await refused(say(jiangyin, 'evaluate-midterm'))).toBe(
      '409 incubation.party-work-not-reviewed',
    );
    await review('midterm');
    expect(await accepted(say(jiangyin, 'evaluate-midterm'))).toMatchObject({
      events: [{ type: 'MidtermEvaluated' }],
      decision: { procedure: 'case.midterm', results: [{ rule: 'R-TRM-02' }] },
    });
  });

  test('is paused and goes on; meanwhile nothing of its term is decided', async () => {
    const grounds = { reason: 'force-majeure', grounds: '台风受灾', files };
    expect(await refused(say(jiangyin, 'resume-case'))).toBe('409 incubation.case-not-paused');
    const backwards = { ...grounds, until: '2024-10-20' };
    expect(await refused(say(jiangyin, 'pause-case', backwards))).toBe(
      '422 incubation.days-out-of-order',
    );
    const paused = await accepted(say(jiangyin, 'pause-case', { ...grounds, until: '2024-10-30' }));
    expect(paused).toMatchObject({ decision: { outcome: 'granted' } });
    expect(await refused(say(graduate, 'apply-graduation', { files }))).toBe(
      '409 incubation.case-paused',
    );
    await toMorning('2024-10-25');
    expect(await accepted(say(jiangyin, 'resume-case'))).toMatchObject({
      events: [{ type: 'CaseResumed' }],
    });
  });

  test('is extended once, by the organization’s own wish', async () => {
    const wish = { reason: 'registration-pending', grounds: '登记材料已报送', months: 6, files };
    expect(await refused(say(leaver, 'apply-extension', wish))).toBe('403 platform.out-of-scope');
    expect(await refused(say(jiangyin, 'apply-extension', wish))).toBe(
      '403 platform.forbidden-role',
    );
    const endless = await say(graduate, 'apply-extension', { ...wish, months: 25, files: ['x'] });
    expect([endless.status, said(endless)['errors']]).toMatchObject([
      ...[400, [{ field: 'months' }, { field: 'files' }]],
    ]);
    await accepted(say(graduate, 'apply-extension', wish));
    expect(await refused(say(wuxi, 'decide-extension'))).toBe('403 incubation.not-competent');
    expect(await accepted(say(jiangyin, 'decide-extension'))).toMatchObject({
      events: [{ type: 'ExtensionGranted' }],
      decision: { procedure: 'case.extension', outcome: 'granted' },
    });
    expect(await refused(say(jiangyin, 'decide-extension'))).toBe('409 incubation.step-missing');
    const step = { step: 'name-applied-for', files };
    expect(await refused(say(jiangyin, 'record-registration-step', step))).toBe(
      '409 incubation.no-preparing-team',
    );
  });

  test('graduates by what a panel concluded and the authority found; what is unknown decides nothing', async () => {
    await toMorning('2024-11-04');
    expect(await refused(say(jiangyin, 'request-graduation-panel'))).toBe(
      '409 incubation.step-missing',
    );
    expect(await accepted(say(graduate, 'apply-graduation', { files }))).toMatchObject({
      events: [{ type: 'GraduationApplied' }],
    });
    await accepted(say(jiangyin, 'request-graduation-panel'));
    await concludes(world, id, '75.00', weights);
    await review('graduation');
    const unknown = await say(jiangyin, 'decide-graduation', { found: {} });
    expect(unknown.status).toBe(422);
    expect(said(unknown)).toMatchObject({
      code: 'incubation.insufficient-evidence',
      decision: { procedure: 'case.graduation', outcome: 'insufficient-evidence' },
    });
    const found = { registrationPath: 'approved', accountsSeparate: true, openDuties: [] };
    expect(await refused(say(jiangyin, 'decide-graduation', { found }))).toBe(
      '422 incubation.conditions-missing',
    );
    const conditions = ['六个月内完成法人登记'];
    expect(await accepted(say(jiangyin, 'decide-graduation', { found, conditions }))).toMatchObject(
      {
        events: [{ type: 'GraduationApproved' }, { type: 'Graduated' }],
        decision: { outcome: 'granted' },
      },
    );
  });

  test('is followed at its months, at no others, and cannot leave any more', async () => {
    const check = { month: 12, active: true, openConditions: [] };
    expect(await refused(say(jiangyin, 'check-follow-up', check))).toBe(
      '409 incubation.window-not-open',
    );
    expect(await refused(say(jiangyin, 'check-follow-up', { ...check, month: 7 }))).toBe(
      '404 incubation.follow-up-unknown',
    );
    expect(await refused(say(graduate, 'leave-voluntarily', { reason: '不再孵化' }))).toBe(
      '409 incubation.not-in-stage',
    );
  });
});

describe('an early exit', () => {
  let id: CaseId;
  let say: Says;
  const register = async () =>
    said(await world.anybody.get(`/v1/early-exits?base=${base}&division=3202`))['items'];

  beforeAll(async () => {
    id = await openCase(world, 'chenxi');
    say = sayingTo(id);
  });

  test('begins with a notice on a ground that is made out', async () => {
    const reason = { reason: '立案调查', evidence };
    await accepted(say(jiangyin, 'suspend-support', reason));
    expect(await refused(say(jiangyin, 'suspend-support', reason))).toBe(
      '409 incubation.step-done',
    );
    await accepted(say(jiangyin, 'resume-support', { reason: '调查终结' }));
    expect(await refused(say(leaver, 'submit-defence', { points: ['无'], files: [] }))).toBe(
      '409 incubation.exit-not-open',
    );
    const curable = { ...notice, ground: { ...ground, curable: true } };
    expect(await refused(say(jiangyin, 'notify-early-exit', curable))).toBe(
      '409 incubation.cure-first',
    );
    const cure = { brokenDuty: ground.brokenDuty, facts: '未开展活动', evidence };
    await accepted(say(jiangyin, 'order-cure', cure));
    await accepted(say(jiangyin, 'record-cure', { facts: '已补办', files }));
    const twice = { ...notice, ground: { ...ground, midterm: true } };
    expect(await refused(say(jiangyin, 'notify-early-exit', twice))).toBe(
      '409 incubation.no-breach-agreed',
    );
    const bare = { ...notice, ground: { ...ground, evidence: [] } };
    expect(await accepted(say(jiangyin, 'notify-early-exit', bare))).toMatchObject({
      events: [{ type: 'EarlyExitNoticeRefused' }],
      decision: { outcome: 'refused' },
    });
    const offence = { ground: 'G4', curable: false, midterm: false, evidence };
    const halfSaid = { ...notice, ground: { ...offence, offence: { is: 'decision' } } };
    expect(await refused(say(jiangyin, 'notify-early-exit', halfSaid))).toBe(
      '400 platform.invalid-input',
    );
    expect(await accepted(say(jiangyin, 'notify-early-exit', notice))).toMatchObject({
      events: [{ type: 'EarlyExitNotified' }, { type: 'DocumentServed' }],
      decision: { procedure: 'exit.notice', outcome: 'granted' },
    });
    expect(await refused(say(leaver, 'leave-voluntarily', { reason: '搬离' }))).toBe(
      '409 incubation.exit-open',
    );
  });

  test('hears the organization before anything is drafted', async () => {
    await accepted(say(leaver, 'submit-defence', { points: ['十月已补办活动'], files: [] }));
    await accepted(say(leaver, 'request-hearing'));
    const soon = { heldOn: '2024-11-05', place: '江阴市民政局一楼' };
    expect(await refused(say(jiangyin, 'notify-hearing', soon))).toBe(
      '422 incubation.hearing-too-soon',
    );
    await accepted(say(jiangyin, 'notify-hearing', { ...soon, heldOn: '2024-11-18' }));
    await toMorning('2024-11-18');
    await accepted(say(jiangyin, 'hold-hearing', { attended: true, record: files }));
  });

  test('is drafted by one officer and decided by another', async () => {
    expect(await refused(say(jiangyin, 'decide-early-exit'))).toBe('409 incubation.step-missing');
    await accepted(say(jiangyin, 'propose-early-exit', draft));
    expect(await refused(say(jiangyin, 'decide-early-exit'))).toBe('403 incubation.same-person');
    expect(await accepted(say(colleague, 'decide-early-exit'))).toMatchObject({
      events: [{ type: 'ExitProposalRefused' }],
      decision: { outcome: 'refused' },
    });
    const answered = { ...draft, answers: [{ point: '1', answer: '补办不影响违约认定' }] };
    await accepted(say(jiangyin, 'propose-early-exit', answered));
    expect(await accepted(say(colleague, 'decide-early-exit'))).toMatchObject({
      events: [{ type: 'EarlyExitDecided' }],
      decision: { procedure: 'exit.decision', outcome: 'granted' },
    });
    expect(await register()).toEqual([]);
  });

  test('is reviewed by the next higher authority, and then all may read of it', async () => {
    const grounds = { grounds: '认定事实有误', files: [] };
    expect(await refused(say(leaver, 'request-review', grounds))).toBe(
      '409 incubation.step-missing',
    );
    const decision = { ...paper('澄民〔2024〕101号'), kind: 'exit-decision' };
    await accepted(say(jiangyin, 'serve-document', decision));
    await accepted(say(leaver, 'request-review', grounds));
    const upheld = { outcome: 'upheld', reasons: '认定事实清楚' };
    expect(await refused(say(colleague, 'decide-review', upheld))).toBe(
      '403 incubation.not-competent',
    );
    expect(await register()).toEqual([]);
    const reviewed = await accepted(say(wuxi, 'decide-review', upheld));
    expect(reviewed).toMatchObject({
      events: [{ type: 'ReviewDecided' }, { type: 'EarlyExitBecameFinal' }],
      decision: { procedure: 'exit.review', outcome: 'granted' },
    });
    await world.anybody.get(`/v1/early-exits?atLeast=${String(reviewed['position'])}`);
    expect(await register()).toEqual([
      {
        ...{ base, baseName: '华士镇社会组织孵化基地(测试)', division: '320281107001' },
        ...{ organization: organizationId('chenxi'), ground: 'G1', decidedOn: '2024-11-18' },
        ...{ finalOn: '2024-11-18', barredUntil: '2025-11-17' },
      },
    ]);
    expect(said(await world.anybody.get('/v1/early-exits?division=3201'))['items']).toEqual([]);
  });

  test('gives the place back by a handover of everything', async () => {
    const space = { item: 'space', doneOn: '2024-11-18', files: [] };
    const handover = (...items: object[]) => say(jiangyin, 'complete-handover', { items });
    expect(await refused(handover(space))).toBe('422 incubation.handover-incomplete');
    const rest = ['seals', 'data-export'].map((item) => ({ ...space, item }));
    expect(await accepted(handover(space, ...rest))).toMatchObject({
      events: [{ type: 'HandoverCompleted' }],
    });
    expect(await refused(handover(space, ...rest))).toBe('409 incubation.step-done');
    expect(await refused(sayingTo(base)(jiangyin, 'complete-handover', { items: [space] }))).toBe(
      '404 incubation.case-unknown',
    );
  });
});

test('a year later the base’s outcomes tell who survived, on a page and as a spreadsheet', async () => {
  const [graduated] = said(await jiangyin.get('/v1/reports/case-outcomes'))['items'];
  expect(graduated).toMatchObject({
    ...{ base, year: '2024', ended: 2, graduates: 1, graduationPercent: '50.0' },
    ...{ followed: 0, survivalPercent: null },
  });
  await toMorning('2025-10-10');
  const check = { month: 12, active: true, openConditions: [] };
  const checked = await accepted(sayingTo(caseId('nuanyang'))(jiangyin, 'check-follow-up', check));
  expect(checked).toMatchObject({ decision: { procedure: 'case.follow-up', outcome: 'granted' } });
  const asked = `/v1/reports/case-outcomes?atLeast=${String(checked['position'])}`;
  expect(said(await jiangyin.get(asked))['items']).toMatchObject([
    { followed: 1, survived: 1, survivalPercent: '100.0' },
  ]);
  const sheet = await jiangyin.get(`${asked}&format=xlsx`);
  expect(sheet.bytes.subarray(0, 2).toString()).toBe('PK');
  expect((await graduate.get(asked)).status).toBe(403);
});
