import { createHash } from 'node:crypto';

/**
 * What examples in OpenAPI are made of, by the name of a field, so that one thing has one value in all of them. A field that
 * means something else in one body says so there, by `@ApiProperty({ example })`.
 */
const values: Readonly<Record<string, unknown>> = {
  // Places, days and counts.
  division: '320106000000',
  location: '320106000000',
  outsideDivision: '310101000000',
  township: '320106001',
  zone: '320171000000',
  countsFor: '320111000000',
  address: '南京市鼓楼区北京西路70号',
  place: '南京市鼓楼区社会组织孵化基地会议室',
  fiscalYear: 2023,
  months: 12,
  month: 6,
  item: 1,
  hours: 2.5,
  areaM2: 1200,
  capacity: 30,
  count: 12,
  persons: 25,
  beneficiaries: 180,
  corePersons: 5,
  fullTimeStaff: 6,
  liveIncubatees: 12,
  extensionMonths: 6,
  revision: 3,
  version: 1,
  sequence: 3,
  size: 48_213,
  openAlerts: 0,
  percent: 90,
  synchronised: '2024-03-04T01:00:00.000Z',
  limit: 50,
  // Money, in fen.
  amountFen: '5000000',
  priceFen: '48000000',
  yearlyFundsFen: '60000000',
  // Names and numbers.
  name: '南京市鼓楼区社会组织孵化基地',
  uscc: '52320106MJ5012345F',
  phone: '025-83630000',
  officePhone: '025-83630000',
  url: 'https://mzj.example.gov.cn/notices/2024-12',
  number: '鼓民发〔2024〕12号',
  document: '鼓民发〔2024〕12号',
  decision: '鼓民罚〔2024〕3号',
  issuedBy: '江苏省市场监督管理局',
  decidedBy: '南京市鼓楼区民政局',
  sponsoringUnit: '南京市鼓楼区卫生健康委员会',
  requester: '南京市鼓楼区邻里互助服务中心',
  post: '项目主管',
  // Texts.
  title: '社会组织孵化基地运行管理办法',
  reason: '经核实，材料齐全，情况属实',
  reasons: '经核实，事实清楚，依据充分',
  remarks: '申请符合孵化范围，建议提交评审',
  grounds: '认定的事实与现场记录不符，请求复核',
  facts: '现场检查发现连续三个月没有活动记录',
  finding: '已核对登记信息，记录无误',
  findings: '已建立联合党支部，组织生活正常',
  answer: '已核实并书面答复，不影响入驻结论',
  brokenDuty: '孵化协议第八条：按月开展服务活动',
  code: 'governance',
  zh: '法人治理',
  en: 'Governance',
  calibrationPercent: 20,
  task: '完成内部管理制度的制定',
  text: '缺少章程草案的签署页',
  scope: '负责基地日常运营和入驻组织服务',
  inline: '经审查，同意入驻。',
  safety: '已停用场地并通知各入驻组织',
  sharedUse: '与社区党群服务中心共用一层大厅',
  legalBasis: '政府购买服务管理办法',
  renewalTerms: '年度考核合格的，可续签一年',
  target: '全年服务社会组织不少于三十家',
  outsideTargetReason: '填补本区养老服务类社会组织的空白',
  conditions: '六个月内完成登记',
  openConditions: '登记证书尚未领取',
  duties: '按月开展服务活动，接受中期评估',
  openDuties: '尚未归还借用设备',
  points: '87.50',
  totalScore: '87.50',
  max: '20.00',
  from: '70.00',
  // What events and tasks are told by.
  stream: 'case-0192a5c0-0000-7000-8000-000000000002',
  subject: 'case-0192a5c0-0000-7000-8000-000000000002',
  epoch: '0192a5c0-0000-7000-8000-000000000001',
  correlationid: 'example-request-1',
  procedure: 'case.application',
  before: 'granted',
  after: 'refused',
  clause: '四(三)2-2',
  rule: 'R-ENT-03',
  next: 'WyIzMjAxMDYwMDAwMDAiXQ',
};

const ENDS = /^(until|to|end)$|(Until|To|End|Due|dueOn)$/;

/** The same id for the same name, in every example. */
export function exampleId(name: string): string {
  const digits = createHash('sha256').update(name).digest('hex');
  return `0192a5c0-${digits.slice(0, 4)}-7${digits.slice(4, 7)}-8${digits.slice(7, 10)}-${digits.slice(10, 22)}`;
}

/** The content hash of a file of that name. */
export function exampleHash(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}

/** Those of a case that come one after the other. */
const days: Readonly<Record<string, string>> = {
  ...{ approvedOn: '2024-04-08', startedOn: '2024-05-06' },
};

/** A day on which something of that name ends, or else happens. */
export function exampleDay(name: string): string {
  return days[name] ?? (ENDS.test(name) ? '2026-02-28' : '2024-03-04');
}

/** An event of each service's own. */
const events: Readonly<Record<string, string>> = {
  ...{ registry: 'BaseRenamed', incubation: 'EntryAccepted', evaluation: 'PanelOpened' },
};

/** Undefined where only the field's own body knows. */
export function exampleNamed(name: string, service: string): unknown {
  if (name === 'service') return service;
  if (name === 'source') return `urn:fuhua:${service}`;
  if (name === 'type') return events[service] ?? 'ThingRenamed';
  if (name === 'position') return `${service}:0192a5c0-0000-7000-8000-000000000001:1042`;
  return values[name];
}

/** What texts of problems show, where it is not what a field of that name holds. */
const members: Readonly<Record<string, unknown>> = {
  rule: 'R-JUR-01',
  clause: '四(四)1-1',
  stage: 'accepted',
  kind: 'civil-affairs',
  needed: 'base',
  level: 'county',
  role: 'operator',
  name: 'review',
  status: 'unknown',
  step: 'party-work',
  gate: 'entry',
  gap: 'charter-draft',
  gaps: 'charter-draft',
  form: 'registered',
  filing: 'annual-report',
  regime: 'B',
  list: 'abnormal',
  ground: 'filing-missing',
  fact: 'grade',
  reviewer: 'operator',
  subject: 'organization',
  chosen: 'A3',
  indicator: 'board-meetings',
  is: 'over-maximum',
  faults: 'weights',
  sections: 'incubation-term',
  alerts: 'grade',
  by: 'operator',
  functions: 'capacity-building',
  raters: 4,
  outside: 1,
  filingYear: 2023,
  from: '2024-03-04',
  rowsMax: 100_000,
  bytesMax: 20_000_000,
};
const IDS = /^(holder|authority|competentAuthority|recorded|standing|base|organizations|proposed)$/;

/** A member of a problem of that name. */
export function exampleMember(name: string): unknown {
  if (IDS.test(name)) return exampleId(name);
  return members[name] ?? values[name] ?? exampleDay(name);
}
