import { createHash } from 'node:crypto';
import { addDays, addMonths, type Day, type DivisionCode } from '@fuhua/kernel';
import { divisionsBelow, makeUscc } from '@fuhua/rules';
import { act as told } from './act.ts';
import type { Answer, Expected, Performer, Scenario, Stage } from './stage.ts';
import type { Text } from '../user-error.ts';

const day = (text: string): Day => text as Day;
const BEGINS = day('2024-05-20');
const SIGNING = day('2024-06-03');
const TOWNSHIP = '320281107' as DivisionCode;
const source = { name: '江苏省社会组织登记管理系统（测试）' };
const FILE = createHash('sha256').update('能力材料（测试）').digest('hex');

/** SC-03: an operator is refused, at nomination and at signing; an exception is the next higher authority's to give. */
export const sc03: Scenario = {
  id: 'SC-03',
  title: {
    zh: '运营方不符合条件：江阴市华士镇孵化基地',
    en: 'A refused operator: the base of 华士镇, 江阴市',
  },
  begins: BEGINS,
  run: async (stage) => {
    await stage.day(BEGINS);
    const wuxi = await stage.officer('3202', '无锡市民政局');
    const jiangyin = await stage.officer('320281', '江阴市民政局');
    const cast: Cast = { stage, wuxi, jiangyin, base: await openBase(stage, jiangyin) };
    const weak = await organization(cast, '江阴市暖阳公益服务中心（测试）', '52320281MJ0000026X', {
      grade: '2A',
      validTo: day('2028-12-31'),
    });
    const lapsing = await organization(
      cast,
      '江阴市和美社会工作服务中心（测试）',
      makeUscc('52320281', 'MJ000003'),
      { grade: '3A', validTo: addDays(SIGNING, -1) },
    );
    const eligible = await nominateLapsing(cast, lapsing);
    const waived = await nominateWeak(cast, weak);
    await stage.day(SIGNING);
    await synchronise(cast, weak, SIGNING);
    await signForFourYears(cast, waived);
    await synchronise(cast, lapsing, SIGNING);
    await signTooLate(cast, eligible);
  },
};

interface Cast {
  readonly stage: Stage;
  readonly wuxi: Performer;
  readonly jiangyin: Performer;
  readonly base: string;
}

async function openBase(stage: Stage, jiangyin: Performer): Promise<string> {
  const location = divisionsBelow(TOWNSHIP, BEGINS)[0]?.code;
  const answer = await jiangyin.post('/registry/v1/bases', {
    ...{ name: '华士镇社会组织孵化基地（测试）', kind: 'incubation-base', level: 'township' },
    ...{ location, establishedOn: '2023-03-01', capacity: 12, source },
  });
  const does = { zh: '华士镇孵化基地建档', en: 'puts the base of 华士镇 on record' };
  stage.tell({ who: jiangyin.name, does, answer, expected: { status: 201 } });
  return String(answer.body['id']);
}

interface Award {
  readonly grade: string;
  readonly validTo: Day;
}

/** A social work agency on record, with its award and with every register read today. */
async function organization(
  { stage, jiangyin }: Cast,
  name: string,
  uscc: string,
  { grade, validTo }: Award,
): Promise<string> {
  const opened = await jiangyin.post('/registry/v1/organizations', {
    ...{ form: 'registered', kind: 'social-service-organization', uscc, name, source },
    ...{ registrar: { authority: await bureauOf(jiangyin) }, since: '2018-03-01' },
  });
  const id = String(opened.body['id']);
  const record = (what: string, fact: object): Promise<Answer> =>
    jiangyin.post(`/registry/v1/organizations/${id}/${what}`, { ...fact, source });
  await record('record-classification', {
    ...{ classification: 'social-work-agency', validFrom: '2018-03-01' },
  });
  const validFrom = addDays(addMonths(validTo, -60), 1);
  const answer = await record('record-grade', {
    ...{ grade, rater: '江阴市民政局（测试）', plateLevel: 'county' },
    ...{ awardedOn: validFrom, validFrom, validTo },
  });
  await synchronise({ jiangyin }, id, BEGINS);
  const does = {
    zh: `登记${name}，等级 ${grade}，有效期至 ${validTo}`,
    en: `records the organization ${uscc}, graded ${grade} until ${validTo}`,
  };
  stage.tell({ who: jiangyin.name, does, answer, expected: { status: 200 } });
  return id;
}

async function bureauOf(officer: Performer): Promise<string> {
  const { body } = await officer.get('/registry/v1/authorities?kind=civil-affairs&division=320281');
  return (body['items'] as readonly { readonly id: string }[])[0]?.id ?? '';
}

function synchronise({ jiangyin }: Pick<Cast, 'jiangyin'>, id: string, on: Day): Promise<Answer> {
  const registers = ['grades', 'lists', 'penalties', 'registrations'];
  return jiangyin.post(`/registry/v1/organizations/${id}/record-synchronisation`, {
    ...{ registers, synchronisedOn: on, source },
  });
}

/** Answers the id of what was acted on. */
async function act(
  { stage }: Cast,
  who: Performer,
  does: Text,
  path: string,
  body: object,
  expected: Expected,
): Promise<string> {
  const answer = await told(stage, { who, does, path, body, expected });
  return String(answer.body['id']);
}

async function prepared(cast: Cast, operator: string): Promise<string> {
  const { jiangyin, base } = cast;
  const submitted = { zh: '收到专业能力材料', en: 'receives the capability file' };
  const files = [FILE];
  const path = '/registry/v1/operator-contracts/submit-capability-file';
  const status = { status: 201 };
  const id = await act(cast, jiangyin, submitted, path, { base, operator, files }, status);
  const approved = { zh: '认可专业能力材料', en: 'approves the capability file' };
  await act(
    cast,
    jiangyin,
    approved,
    `${contract(id)}/approve-capability-file`,
    {},
    { status: 200 },
  );
  return id;
}

const contract = (id: string): string => `/registry/v1/operator-contracts/${id}`;
const nomination = (signingDay: Day): object => ({
  ...{ route: 'government-purchase', signingDay, recurring: true },
  term: { start: '2024-07-01', end: '2026-06-30' },
});
const terms = (end: string): object => ({
  ...{
    signedOn: SIGNING,
    start: '2024-07-01',
    end,
    priceFen: '48000000',
    institutionClass: 'none',
  },
  kpis: [{ name: '年度在孵组织', target: '不少于10家' }],
  lines: [{ kind: 'incubation-service', text: '基地日常运营和孵化服务' }],
});

/** Refused because of its grade; then by way of an exception, which only the next higher authority gives. */
async function nominateWeak(cast: Cast, weak: string): Promise<string> {
  const { stage, jiangyin, wuxi } = cast;
  const id = await prepared(cast, weak);
  const path = contract(id);
  const nominates = { zh: '提名暖阳公益服务中心', en: 'nominates the first one' };
  const refused = { status: 200, outcome: 'refused', rule: 'R-OPR-01' } as const;
  await act(cast, jiangyin, nominates, `${path}/nominate`, nomination(SIGNING), refused);
  const asks = (validTo: string): Text => ({
    zh: `书面申请例外至 ${validTo}`,
    en: `asks in writing for an exception until ${validTo}`,
  });
  const exception = (validTo: string): object => ({
    ...{ waives: ['grade'], validFrom: SIGNING, validTo },
    reason: '辖区内暂无3A及以上机构报名（测试）',
  });
  const tooLong = { status: 422, code: 'registry.exception-too-long' };
  const ask = `${path}/request-exception`;
  await act(cast, jiangyin, asks('2025-06-03'), ask, exception('2025-06-03'), tooLong);
  await act(cast, jiangyin, asks('2025-06-02'), ask, exception('2025-06-02'), { status: 200 });
  const approves = { zh: '批准例外', en: 'approves the exception' };
  const approve = `${path}/approve-exception`;
  const denied = { status: 403, code: 'registry.not-competent' };
  await act(cast, jiangyin, approves, approve, {}, denied);
  await act(cast, wuxi, approves, approve, {}, { status: 200 });
  const answer = await stage.anybody.get('/registry/v1/operator-exceptions');
  const reads = { zh: '在公示中查到该例外', en: 'finds the exception in public' };
  stage.tell({ who: '公众 public', does: reads, answer, expected: { status: 200 } });
  return id;
}

/** Granted for the day on which it is meant to be signed: the last day of the grade. */
async function nominateLapsing(cast: Cast, lapsing: string): Promise<string> {
  const id = await prepared(cast, lapsing);
  const lastDay = addDays(SIGNING, -1);
  const does = {
    zh: `提名和美社会工作服务中心，拟于 ${lastDay} 签约`,
    en: `nominates the second one, to sign on ${lastDay}`,
  };
  const granted = { status: 200, outcome: 'granted' } as const;
  await act(cast, cast.jiangyin, does, `${contract(id)}/nominate`, nomination(lastDay), granted);
  return id;
}

async function signForFourYears(cast: Cast, id: string): Promise<void> {
  const signs = { zh: '签订四年期合同', en: 'signs for four years' };
  const refused = { status: 200, outcome: 'refused', rule: 'R-OPR-02' } as const;
  await act(cast, cast.jiangyin, signs, `${contract(id)}/sign`, terms('2028-06-30'), refused);
}

/** One day after the last day of the grade: what was granted at nomination is refused now. */
async function signTooLate(cast: Cast, id: string): Promise<void> {
  const { stage, jiangyin } = cast;
  const signs = { zh: '签订两年期合同', en: 'signs for two years' };
  const refused = { status: 200, outcome: 'refused', rule: 'R-OPR-01' } as const;
  await act(cast, jiangyin, signs, `${contract(id)}/sign`, terms('2026-06-30'), refused);
  const answer = await jiangyin.get(
    `/registry/v1/operator-contracts?base=${cast.base}&status=in-force`,
  );
  const reads = { zh: '该基地没有运营合同', en: 'finds no contract of the base' };
  stage.tell({ who: jiangyin.name, does: reads, answer, expected: { status: 200, items: 0 } });
}
