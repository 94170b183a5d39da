import { day, does, fileOf, type Incubated } from './sc-01-cast.ts';
import { partyWork, served, tooEarly } from './sc-01-entry.ts';

/** SC-01 from the approval to the start: notice, agreement, plan. */
export async function started(cast: Incubated): Promise<void> {
  const { stage, bureau, applicant } = cast;
  const path = `/incubation/v1/cases/${cast.case}`;
  await stage.day(day('2024-03-27'));
  const place = '胥口镇孵化基地公告栏（测试）';
  const posts = ['发布公示，五个工作日', 'posts the public notice for 5 working days'] as const;
  await does(cast, bureau, posts, `${path}/post-notice`, { place });
  await served(cast, 'entry-decision', '吴民孵〔2024〕5号（测试）');
  const agreement = {
    ...{ twoMidtermsBreach: true, duties: ['按月报送活动', '专款专用'] },
    files: [fileOf('孵化协议（测试）')],
  };
  const signs = ['签订孵化协议', 'signs the agreement'] as const;
  await stage.day(day('2024-04-08'));
  await does(cast, applicant, signs, `${path}/sign-agreement`, agreement);
  await tooEarly(cast, ['evaluate-midterm', 'apply-graduation', 'check-follow-up']);
  await planned(cast);
  await stage.day(day('2024-04-22'));
  await partyWork(cast, 'plan');
  const starts = ['开始孵化，期限至2025-04-21', 'starts the incubation, to 2025-04-21'] as const;
  await does(cast, bureau, starts, `${path}/start`);
}

/** 民非×初创: the template of its type and stage. */
async function planned(cast: Incubated): Promise<void> {
  const { stage, bureau, operator } = cast;
  const path = `/incubation/v1/plans/${cast.case}`;
  await stage.day(day('2024-04-12'));
  const drafts = ['拟订孵化方案（民非×初创）', 'drafts the plan from its template'] as const;
  const term = { start: '2024-04-22', end: '2025-04-21' };
  const draft = {
    ...{ planType: 'social-service-organization', ...term, inapplicable: [], on: '2024-04-12' },
  };
  await does(cast, operator, drafts, `${path}/draft`, draft, { status: 201 });
  await stage.day(day('2024-04-18'));
  const approves = ['核定孵化方案', 'approves the plan'] as const;
  const granted = { status: 200, outcome: 'granted' } as const;
  await does(cast, bureau, approves, `${path}/approve`, { on: '2024-04-18' }, granted);
}
