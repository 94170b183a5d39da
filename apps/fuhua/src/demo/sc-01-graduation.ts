import { day, does, fileOf, synchronised, type Incubated } from './sc-01-cast.ts';
import { partyWork, served, tooEarly } from './sc-01-entry.ts';
import { concludePanel, itemsOf } from './sc-01-panel.ts';

/** SC-01 to its end: graduation, and the checks at 3, 6 and 12 months. */

const granted = { status: 200, outcome: 'granted' } as const;
const DECIDED = '2025-03-28';

/** 84 points: it graduates. */
export async function graduated(cast: Incubated): Promise<void> {
  const { stage, bureau, applicant, organization } = cast;
  const path = `/incubation/v1/cases/${cast.case}`;
  await stage.day(day('2025-03-10'));
  await tooEarly(cast, ['check-follow-up']);
  const applies = ['申请出壳', 'applies for graduation'] as const;
  const files = [fileOf('出壳申请（测试）')];
  await does(cast, applicant, applies, `${path}/apply-graduation`, { files }, granted);
  await partyWork(cast, 'graduation');
  const asks = ['提请出壳评审', 'asks for a panel on the graduation'] as const;
  await does(cast, bureau, asks, `${path}/request-graduation-panel`);
  await stage.day(day('2025-03-17'));
  await concludePanel(cast, 'graduation', [82, 84, 86]);
  await stage.day(day(DECIDED));
  await synchronised(stage, bureau, organization, DECIDED);
  const found = { accountsSeparate: true, openDuties: [] };
  const decides = ['作出出壳决定', 'decides on the graduation'] as const;
  await does(cast, bureau, decides, `${path}/decide-graduation`, { found }, granted);
  await served(cast, 'graduation-decision', '吴民出〔2025〕1号（测试）');
  await tooEarly(cast, ['apply-graduation', 'evaluate-midterm']);
}

const CHECKS = [
  { month: 3, on: '2025-06-20' },
  { month: 6, on: '2025-09-19' },
  { month: 12, on: '2026-03-20' },
];

/** It is active at each; the county's board shows one more that graduated. */
export async function followedUp(cast: Incubated): Promise<void> {
  const { stage, bureau } = cast;
  const path = `/incubation/v1/cases/${cast.case}/check-follow-up`;
  let position = '';
  for (const { month, on } of CHECKS) {
    await stage.day(day(on));
    const told = [
      `出壳后第 ${String(month)} 个月回访：正常开展活动`,
      `checks on it ${String(month)} months after: it is active`,
    ] as const;
    const check = { month, active: true, openConditions: [] };
    position = String((await does(cast, bureau, told, path, check)).body['position']);
  }
  await counted(cast, position);
}

/** The county's board, before the decision and now. */
async function counted({ stage, bureau }: Incubated, position: string): Promise<void> {
  const board = '/incubation/v1/reports/case-board?division=320506';
  const [before] = itemsOf(await bureau.get(`${board}&asOf=2025-03-27`));
  const answer = await bureau.get(`${board}&atLeast=${position}`);
  const [now] = itemsOf(answer);
  const graduates = `${String(before?.['graduated'])} → ${String(now?.['graduated'])}`;
  const reads = {
    zh: `看板：吴中区已出壳个案 ${graduates}`,
    en: `reads the board of the county: graduated ${graduates}`,
  };
  stage.tell({ who: bureau.name, does: reads, answer, expected: { status: 200, items: 1 } });
}
