import { until } from './act.ts';
import { day, does, source, type Incubated } from './sc-01-cast.ts';
import { partyWork, served, tooEarly } from './sc-01-entry.ts';
import { concludePanel, itemsOf } from './sc-01-panel.ts';

/** SC-01 while it runs: the seven support services, and the midterm. */

const SERVICES = {
  ...{ space: '场地设备', capacity: '能力建设', 'finance-guidance': '财务指导' },
  ...{ training: '人员培训', information: '信息发布', 'demand-link': '需求对接' },
  'project-supervision': '项目策划督导',
};

/** One of each code; the report counts seven of seven (三(二)-3). */
export async function supported(cast: Incubated): Promise<void> {
  const { stage, operator, bureau } = cast;
  await stage.day(day('2024-09-10'));
  const path = `/incubation/v1/plans/${cast.case}/record-support-service`;
  let position = '';
  for (const [code, zh] of Object.entries(SERVICES)) {
    const service = { code, on: '2024-09-10', hours: 3, persons: 6, source };
    const told = [`提供支持服务：${zh}`, `gives support: ${code}`] as const;
    position = String((await does(cast, operator, told, path, service)).body['position']);
  }
  const report = `/incubation/v1/reports/support-coverage?division=320506&atLeast=${position}`;
  const answer = await until(
    () => bureau.get(report),
    (read) => itemsOf(read).length === 1,
  );
  const coverage = String(itemsOf(answer)[0]?.['coverage']);
  const reads = {
    zh: `支持服务覆盖 ${coverage} 项（共7项）`,
    en: `${coverage} of 7 kinds of support are counted`,
  };
  stage.tell({ who: bureau.name, does: reads, answer, expected: { status: 200, items: 1 } });
}

/** 74 points, in the window around the middle of the term: it continues. */
export async function evaluated(cast: Incubated): Promise<void> {
  const { stage, bureau } = cast;
  const path = `/incubation/v1/cases/${cast.case}`;
  await stage.day(day('2024-10-14'));
  await partyWork(cast, 'midterm');
  const asks = ['提请中期评估', 'asks for a panel on the midterm'] as const;
  await does(cast, bureau, asks, `${path}/request-midterm`);
  await stage.day(day('2024-10-18'));
  await concludePanel(cast, 'midterm', [72, 74, 76]);
  await tooEarly(cast, ['decide', 'start', 'check-follow-up']);
  const concludes = ['作出中期评估结论', 'concludes the midterm evaluation'] as const;
  const granted = { status: 200, outcome: 'granted' } as const;
  await does(cast, bureau, concludes, `${path}/evaluate-midterm`, {}, granted);
  await served(cast, 'midterm-notice', '吴民评〔2024〕2号（测试）');
}
