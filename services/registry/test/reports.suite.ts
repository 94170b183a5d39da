import { authorityIdOf, PROVINCE } from '@fuhua/directory';
import type { DivisionCode } from '@fuhua/kernel';
import { makeUscc } from '@fuhua/rules';
import { accepted, graded, record, registerBase, settled, terms } from './operators.suite.ts';
import {
  bureauOf,
  officerOf,
  opened,
  openBureaus,
  registration,
  source,
} from './organizations.suite.ts';
import { said, type Said, type Someone, type World } from './world.suite.ts';

/** Four bases of 江阴市, one of a functional zone that counts for 吴中区, two organizations. */

export const today = '2024-06-28';
export const five = ['personnel', 'finance', 'project', 'performance', 'disclosure'];
export const formula = '=HYPERLINK("http://x.example","中心")';

const proven = { ...source, evidence: ['b'.repeat(64)] };
const sponsor = authorityIdOf({
  ...{ kind: 'sponsor', division: '320281' as DivisionCode },
  department: 'education',
});
const uscc = (n: number): string => makeUscc('52320281', `MJ50070${String(n)}`);

export interface Reported {
  readonly jiangyin: Someone;
  readonly wuzhong: Someone;
  readonly auditor: Someone;
  /** The sponsor's officer. */
  readonly education: Someone;
  readonly bases: Readonly<Record<'whole' | 'formula' | 'twin' | 'special' | 'zone', string>>;
  readonly operator: string;
  readonly listed: string;
  /** Of what was written last. */
  readonly position: string;
}

/** @param world on `today` */
export async function openReported(world: World): Promise<Reported> {
  await openAuthorities(world);
  const jiangyin = await officerOf(world, '320281');
  const wuzhong = await officerOf(world, '320506');
  const reach = { authority: sponsor };
  const education = await world.someone('赵六(测试)', { role: 'officer', reach });
  const auditor = await world.someone('孙七(测试)', { role: 'auditor', reach: {} });
  const bases = await openBases({ jiangyin, wuzhong, education });
  const operator = await openOperator(jiangyin, bases.whole);
  const listed = await openListed(jiangyin);
  const position = await synchronised(jiangyin, operator);
  return { jiangyin, wuzhong, education, auditor, bases, operator, listed, position };
}

async function openAuthorities(world: World): Promise<void> {
  await openBureaus(world, {
    ...{ '32': '江苏省', '3202': '无锡市', '320281': '江阴市' },
    ...{ '3205': '苏州市', '320506': '苏州市吴中区' },
  });
  await accepted(
    world.administrator.post('/v1/authorities', {
      ...{ kind: 'sponsor', division: '320281', name: '江阴市教育局(测试)' },
      department: { code: 'education', name: '教育' },
      ...{ officePhone: '0510-86860000', validFrom: '2000-01-01' },
    }),
  );
  await accepted(
    world.administrator.post(`/v1/authorities/${PROVINCE}/set-zone-mapping`, {
      ...{ zone: '320576', actingAuthority: bureauOf('320506'), countsFor: '320506' },
      validFrom: '2023-01-01',
    }),
  );
}

function act(by: Someone, base: string, command: string, fact: object): Promise<Said> {
  return accepted(by.post(`/v1/bases/${base}/${command}`, { source, ...fact }));
}

async function approve(by: Someone, base: string, functions: readonly string[]): Promise<void> {
  await accepted(by.post(`/v1/bases/${base}/declare-functions`, { functions, on: today }));
  const { decision } = await act(by, base, 'decide-functions', { source: undefined });
  if (decision.outcome !== 'granted') throw new Error(JSON.stringify(decision));
}

async function openBases({
  jiangyin,
  wuzhong,
  education,
}: Pick<Reported, 'jiangyin' | 'wuzhong' | 'education'>): Promise<Reported['bases']> {
  const whole = await registerBase(jiangyin, '320281107001');
  const named = await registerBase(jiangyin, '320281102001', { name: formula });
  const twin = await registerBase(jiangyin, '320281103002', { name: '青阳镇基地(测试)' });
  const special = await registerBase(education, '320281103003', {
    ...{ name: '教育基地(测试)', sponsor, field: 'education' },
  });
  const zone = await registerBase(wuzhong, '320576050001', { name: '园区基地(测试)' });
  for (const system of five) {
    const established = { system, document: '第1版', since: '2022-06-01' };
    await act(jiangyin, whole, 'establish-system', established);
  }
  await act(jiangyin, whole, 'enable-party-service', {
    ...{ place: 'desk', responsible: jiangyin.person, validFrom: '2023-07-01', source: proven },
  });
  await act(jiangyin, whole, 'verify', { on: '2024-06-01', checked: ['name'] });
  await approve(jiangyin, whole, ['incubation', 'space', 'training']);
  await approve(jiangyin, twin, ['training', 'incubation', 'space']);
  await approve(wuzhong, zone, ['training', 'incubation', 'space']);
  return { whole, formula: named, twin, special, zone };
}

/** Its contract is in force until 2024-06-30, its grade until 2024-08-31. */
async function openOperator(by: Someone, base: string): Promise<string> {
  const name = '江阴市同心社会工作服务中心(测试)';
  const known = { uscc: uscc(0), name, grade: '3A', validTo: '2024-08-31' };
  const { organization: operator } = await graded(by, '320281', known);
  await accepted(
    settled(by, '/v1/operator-contracts/record-migrated', {
      ...terms('2023-06-20', '2023-07-01', '2024-06-30'),
      ...{ base, operator, recurring: false, route: 'other', source },
    }),
  );
  return operator;
}

/** On the list of abnormal activity; it filed after the last day, which was 2024-05-31. */
async function openListed(by: Someone): Promise<string> {
  const listed = await opened(by, registration(uscc(1), '320281', '江阴市晨曦服务社(测试)'));
  await record(by, listed, 'record-listing', {
    ...{ list: 'abnormal-activity', ground: 'annual-report', on: '2024-06-03' },
  });
  await record(by, listed, 'record-annual-filing', {
    ...{ fiscalYear: 2023, filing: 'annual-inspection', filedOn: '2024-06-10' },
  });
  return listed;
}

/** With the register of filings fresh, what is not in it was not filed. Answers the position. */
async function synchronised(by: Someone, organization: string): Promise<string> {
  const fact = { registers: ['annual-filings'], synchronisedOn: today, source };
  const path = `/v1/organizations/${organization}/record-synchronisation`;
  return String(said(await by.post(path, fact))['position']);
}
