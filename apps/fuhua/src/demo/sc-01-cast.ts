import { createHash } from 'node:crypto';
import type { Day, DivisionCode } from '@fuhua/kernel';
import { divisionsBelow } from '@fuhua/rules';
import { act } from './act.ts';
import type { Answer, Expected, Officer, Performer, Stage } from './stage.ts';

/** Who plays in SC-01, and what is on record before anybody applies: the base, its operator, the local rules. */

export interface Cast {
  readonly stage: Stage;
  /** 吴中区民政局 */
  readonly bureau: Officer;
  readonly operator: Performer;
  readonly applicant: Performer;
  /** The third is from outside. */
  readonly raters: readonly Performer[];
  readonly base: string;
  readonly organization: string;
}

/** With the case that was opened. */
export interface Incubated extends Cast {
  readonly case: string;
}

export const day = (text: string): Day => text as Day;
export const source = { name: '江苏省社会组织登记管理系统（测试）' };
export const fileOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const TOWNSHIP = '320506104' as DivisionCode;

/** As the performer in both languages, on the path; 200 unless something else must come of it. */
export function does(
  { stage }: Pick<Cast, 'stage'>,
  who: Performer,
  [zh, en]: readonly [string, string],
  path: string,
  body: object = {},
  expected: Expected = { status: 200 },
): Promise<Answer> {
  return act(stage, { who, does: { zh, en }, path, body, expected });
}

const created = { status: 201 };
const granted = { status: 200, outcome: 'granted' } as const;

export async function openCast(stage: Stage): Promise<Cast> {
  await stage.day(day('2023-12-18'));
  const city = await stage.officer('3205', '苏州市民政局');
  const bureau = await stage.officer('320506', '吴中区民政局');
  const base = await openBase(stage, bureau);
  const contractor = await operatorOf(stage, city);
  await contracted(stage, { bureau, city, base, contractor });
  await localRules(stage, bureau);
  await stage.day(day('2024-03-01'));
  const organization = await applicantOf(stage, bureau, {
    ...{ name: '吴中区邻里助老服务社（测试）', uscc: '52320506MJ0000018Y' },
  });
  return {
    ...{ stage, bureau, base, organization },
    operator: await stage.person('同心社工中心基地主任', 'operator', {
      ...{ organization: contractor, base },
    }),
    applicant: await stage.person('邻里助老服务社负责人', 'organization', { organization }),
    raters: [
      await stage.person('评委甲', 'rater', {}),
      await stage.person('评委乙', 'rater', {}),
      await stage.person('评委丙', 'rater', {}),
    ],
  };
}

async function openBase(stage: Stage, bureau: Officer): Promise<string> {
  const location = divisionsBelow(TOWNSHIP, day('2023-12-18'))[0]?.code;
  const told = ['胥口镇孵化基地建档', 'puts the base of 胥口镇 on record'] as const;
  const { body } = await does(
    ...([{ stage }, bureau, told, '/registry/v1/bases'] as const),
    {
      ...{ name: '胥口镇社会组织孵化基地（测试）', kind: 'incubation-base', level: 'township' },
      ...{ location, establishedOn: '2022-03-01', capacity: 12, source },
    },
    created,
  );
  const base = String(body['id']);
  const path = `/registry/v1/bases/${base}`;
  const functions = ['incubation', 'space', 'capacity', 'finance-guidance', 'training'];
  const declares = ['申报功能定位', 'declares what the base is for'] as const;
  const on = '2023-12-18';
  await does({ stage }, bureau, declares, `${path}/declare-functions`, { functions, on });
  const decides = ['核定功能定位', 'decides on its functions'] as const;
  await does({ stage }, bureau, decides, `${path}/decide-functions`, {}, granted);
  return base;
}

async function operatorOf(stage: Stage, city: Officer): Promise<string> {
  const name = '苏州市同心社会工作服务中心（测试）';
  const id = await recorded(stage, city, { name, uscc: '52320500MJ00000856', since: '2018-03-01' });
  const path = `/registry/v1/organizations/${id}`;
  const validFrom = '2018-03-01';
  const classification = { classification: 'social-work-agency', validFrom, source };
  const classified = ['认定为社会工作服务机构', 'records what kind of agency it is'] as const;
  await does({ stage }, city, classified, `${path}/record-classification`, classification);
  const days = { awardedOn: '2023-06-01', validFrom: '2023-06-01', validTo: '2028-05-31' };
  const grade = { grade: '3A', rater: '苏州市民政局（测试）', plateLevel: 'city', ...days, source };
  const graded = ['登记评估等级 3A', 'records its grade, 3A until 2028-05-31'] as const;
  await does({ stage }, city, graded, `${path}/record-grade`, grade);
  return id;
}

async function recorded(
  stage: Stage,
  officer: Officer,
  { name, uscc, since }: { readonly name: string; readonly uscc: string; readonly since: string },
): Promise<string> {
  const told = [`登记${name}`, `puts the organization ${uscc} on record`] as const;
  const { body } = await does(
    ...([{ stage }, officer, told, '/registry/v1/organizations'] as const),
    {
      ...{ form: 'registered', kind: 'social-service-organization', uscc, name, since, source },
      registrar: { authority: officer.authority },
    },
    created,
  );
  return String(body['id']);
}

const REGISTERS = ['annual-filings', 'grades', 'lists', 'penalties', 'registrations'];

/** Every register, read on that day: what it is silent about is known then. */
export async function synchronised(
  stage: Stage,
  officer: Performer,
  organization: string,
  synchronisedOn: string,
): Promise<void> {
  const told = ['同步各项登记信息', 'reads every register'] as const;
  const path = `/registry/v1/organizations/${organization}/record-synchronisation`;
  const body = { registers: REGISTERS, synchronisedOn, source };
  await does({ stage }, officer, told, path, body);
}

interface Contracted {
  readonly bureau: Officer;
  readonly city: Officer;
  readonly base: string;
  readonly contractor: string;
}

async function contracted(
  stage: Stage,
  { bureau, city, base, contractor }: Contracted,
): Promise<void> {
  await synchronised(stage, city, contractor, '2023-12-18');
  const files = [fileOf('能力材料（测试）')];
  const all = '/registry/v1/operator-contracts';
  const submitted = { base, operator: contractor, files };
  const receives = ['收到专业能力材料', 'receives the capability file'] as const;
  const { body } = await does(
    ...([
      { stage },
      bureau,
      receives,
      `${all}/submit-capability-file`,
      submitted,
      created,
    ] as const),
  );
  const path = `${all}/${String(body['id'])}`;
  const approves = ['认可专业能力材料', 'approves the capability file'] as const;
  await does({ stage }, bureau, approves, `${path}/approve-capability-file`);
  const term = { start: '2024-01-01', end: '2025-12-31' };
  const nomination = {
    route: 'government-purchase',
    signingDay: '2023-12-25',
    recurring: true,
    term,
  };
  const nominates = ['提名同心社会工作服务中心', 'nominates the operator'] as const;
  await does({ stage }, bureau, nominates, `${path}/nominate`, nomination, granted);
  await stage.day(day('2023-12-25'));
  await synchronised(stage, city, contractor, '2023-12-25');
  const signs = ['签订两年期运营合同', 'signs for two years'] as const;
  const terms = {
    ...{ signedOn: '2023-12-25', ...term, priceFen: '48000000', institutionClass: 'none' },
    kpis: [{ name: '年度在孵组织', target: '不少于10家' }],
    lines: [{ kind: 'incubation-service', text: '基地日常运营和孵化服务' }],
  };
  await does({ stage }, bureau, signs, `${path}/sign`, terms, granted);
  const publishes = ['公开合同', 'publishes the contract'] as const;
  const url = 'https://www.example.gov.cn/contract/xukou';
  await does({ stage }, bureau, publishes, `${path}/publish`, { on: '2023-12-25', url });
}

const SECTIONS = {
  ...{ 'service-content': '场地、能力建设、财务指导等七项支持（测试）' },
  ...{ 'entry-conditions': '初创期社区社会组织，无不良记录（测试）' },
  ...{ 'application-procedure': '申请、初审、评审、公示、签约（测试）' },
  ...{ 'incubation-term': '初创期十二个月（测试）' },
  ...{ 'incubation-flow': '入壳、中期评估、出壳评估、跟踪（测试）' },
};

async function localRules(stage: Stage, bureau: Officer): Promise<void> {
  await stage.day(day('2024-01-15'));
  const path = `/incubation/v1/local-rules/${bureau.authority}`;
  const files = [fileOf('运营规程（测试）')];
  const title = '吴中区社会组织孵化基地运营规程（测试）';
  const drafts = ['起草本级运营规程', 'drafts the rules of the county'] as const;
  const draft = { kind: 'operating-rules', title, sections: SECTIONS, files };
  const { body } = await does({ stage }, bureau, drafts, `${path}/draft`, draft, created);
  const adopts = ['出台并公布本级运营规程', 'adopts and publishes them'] as const;
  const on = '2024-01-15';
  await does({ stage }, bureau, adopts, `${path}/adopt`, {
    ...{ rule: body['rule'], number: '吴民〔2024〕3号（测试）', files },
    ...{ adoptedOn: on, publishedOn: on, effectiveFrom: on },
  });
}

/** On 2024-03-01. */
export async function applicantOf(
  stage: Stage,
  bureau: Officer,
  { name, uscc }: { readonly name: string; readonly uscc: string },
): Promise<string> {
  const since = '2023-09-20';
  const id = await recorded(stage, bureau, { name, uscc, since });
  const path = `/registry/v1/organizations/${id}/record-classification`;
  const community = { classification: 'community', validFrom: since, source };
  const told = ['认定为社区社会组织', 'records that it is a community organization'] as const;
  await does({ stage }, bureau, told, path, community);
  await synchronised(stage, bureau, id, '2024-03-01');
  return id;
}
