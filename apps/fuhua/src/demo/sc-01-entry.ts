import { day, does, fileOf, synchronised, type Cast, type Incubated } from './sc-01-cast.ts';
import { concludePanel } from './sc-01-panel.ts';

/** SC-01 from the application to the approval: R-ENT, R-REV. */

const granted = { status: 200, outcome: 'granted' } as const;
const pathOf = ({ case: id }: Incubated): string => `/incubation/v1/cases/${id}`;
const DECIDED = '2024-03-26';

/** Applied, completed, pre-reviewed, rated. */
export async function reviewed(cast: Cast): Promise<Incubated> {
  const incubated = { ...cast, case: await applied(cast) };
  await completed(incubated);
  const { stage, bureau, operator } = incubated;
  const path = pathOf(incubated);
  await stage.day(day('2024-03-19'));
  const opinion = { opinion: 'recommended', remarks: '材料属实，服务对象明确（测试）' };
  const recommends = ['初审同意推荐', 'recommends it in the pre-review'] as const;
  await does(incubated, operator, recommends, `${path}/pre-review`, opinion);
  await partyWork(incubated, 'entry');
  const asks = ['提请入壳评审', 'asks for a panel'] as const;
  await does(incubated, bureau, asks, `${path}/request-panel`);
  await stage.day(day('2024-03-21'));
  await concludePanel(incubated, 'entry', [80, 82, 84]);
  return incubated;
}

async function applied(cast: Cast): Promise<string> {
  const { stage, applicant, base, organization } = cast;
  await stage.day(day('2024-03-04'));
  const applies = ['申请入壳孵化', 'applies for entry'] as const;
  const { body } = await does(
    ...([cast, applicant, applies, '/incubation/v1/cases'] as const),
    {
      ...{ base, applicant: organization, mode: 'in-shell', incubationStage: 'start-up' },
      files: [fileOf('入壳申请表（测试）')],
    },
    { status: 201 },
  );
  return String(body['id']);
}

async function completed(cast: Incubated): Promise<void> {
  const { stage, bureau, applicant } = cast;
  const path = pathOf(cast);
  await stage.day(day('2024-03-08'));
  const gaps = [{ code: 'premises', text: '缺办公场所证明（测试）' }];
  const notifies = ['一次性告知补正', 'notifies every gap at once'] as const;
  await does(cast, bureau, notifies, `${path}/notify-gaps`, { gaps });
  await served(cast, 'gap-notice', '吴民补〔2024〕1号（测试）');
  await tooEarly(cast, ['pre-review', 'request-panel', 'decide']);
  await stage.day(day('2024-03-13'));
  const supplied = { gaps: ['premises'], files: [fileOf('办公场所证明（测试）')] };
  const supplies = ['补正材料', 'supplies what was missing'] as const;
  await does(cast, applicant, supplies, `${path}/supplement`, supplied);
  await stage.day(day('2024-03-15'));
  const accepts = ['受理申请', 'accepts the application as complete'] as const;
  await does(cast, bureau, accepts, `${path}/accept`);
}

/** Decided with registers read on that day; the guards of residency and places answer. */
export async function admitted(cast: Incubated): Promise<void> {
  const { stage, bureau, organization } = cast;
  const path = pathOf(cast);
  await stage.day(day(DECIDED));
  await tooEarly(cast, ['post-notice', 'sign-agreement', 'start']);
  await synchronised(stage, bureau, organization, DECIDED);
  const decides = ['作出入壳决定', 'decides the entry'] as const;
  await does(cast, bureau, decides, `${path}/decide`, {}, granted);
}

export async function served(cast: Incubated, kind: string, number: string): Promise<void> {
  const serves = [`送达文书 ${number}`, `serves a paper, ${kind}`] as const;
  const proof = [fileOf(`送达回证 ${number}`)];
  const paper = { number, kind, text: { inline: '正文（测试）' }, method: 'in-person', proof };
  await does(cast, cast.bureau, serves, `${pathOf(cast)}/serve-document`, paper);
}

/** 四(四)1-1: before each gate. */
export async function partyWork(cast: Incubated, gate: string): Promise<void> {
  const told = ['核查党建工作', `reviews Party work before the gate: ${gate}`] as const;
  const body = { gate, findings: '党建工作同步开展（测试）', evidence: [] };
  await does(cast, cast.bureau, told, `${pathOf(cast)}/review-party-work`, body);
}

const file = fileOf('材料（测试）');
const STEPS = {
  'pre-review': { by: 'operator', body: { opinion: 'recommended', remarks: '同意（测试）' } },
  'request-panel': { by: 'bureau', body: {} },
  decide: { by: 'bureau', body: {} },
  'post-notice': { by: 'bureau', body: { place: '基地公告栏（测试）' } },
  'sign-agreement': {
    by: 'applicant',
    body: { twoMidtermsBreach: true, duties: ['按月报送活动（测试）'], files: [file] },
  },
  start: { by: 'bureau', body: {} },
  'evaluate-midterm': { by: 'bureau', body: {} },
  'apply-graduation': { by: 'applicant', body: { files: [file] } },
  'decide-graduation': { by: 'bureau', body: { found: {} } },
  'check-follow-up': { by: 'bureau', body: { month: 3, active: true, openConditions: [] } },
} as const;

/** None is possible before its stage (R-REV-01). */
export async function tooEarly(
  cast: Incubated,
  steps: readonly (keyof typeof STEPS)[],
): Promise<void> {
  const refused = { status: 409, code: 'incubation.not-in-stage' };
  for (const step of steps) {
    const { by, body } = STEPS[step];
    const tries = [`尚不能办理：${step}`, `tries too early: ${step}`] as const;
    await does(cast, cast[by], tries, `${pathOf(cast)}/${step}`, body, refused);
  }
}
