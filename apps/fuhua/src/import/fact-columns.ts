import {
  day,
  divisionCode,
  oneOf,
  personId,
  someOf,
  text,
  url,
  uscc,
  whole,
  yesOrNo,
  yuan,
} from './cell.ts';
import { optional, required, told, type RowOf } from './table.ts';

/** The columns of a spreadsheet of facts. Which of them a row fills, its kind of fact says (`fact-kinds.ts`). */

const words = {
  grade: { '1A': '1A', '2A': '2A', '3A': '3A', '4A': '4A', '5A': '5A' },
  plateLevel: { 国家级: 'national', 省级: 'province', 市级: 'city', 县级: 'county' },
  list: { 活动异常名录: 'abnormal-activity', 严重违法失信名单: 'serious-violation' },
  ground: {
    ...{ 未按规定报送年度报告: 'annual-report', 未按要求设立党组织: 'no-party-organization' },
    ...{ 逾期未整改: 'rectification-overdue', 公开募捐不合规: 'public-fundraising' },
    ...{ 警告或小额罚款: 'warning-or-small-fine', 住所无法联系: 'unreachable' },
    ...{ 连续两年列入异常: 'two-years-abnormal', 骗取登记: 'registration-fraud' },
    ...{ 大额罚款: 'large-fine', 多次受罚: 'repeated-penalties', 限期停止活动: 'suspension' },
    ...{ 失信被执行人: 'judgment-defaulter', 撤销登记: 'revocation', 其他: 'other' },
  },
  filing: { 年检: 'annual-inspection', 年报: 'annual-report' },
  conclusion: { 合格: 'pass', 基本合格: 'basic-pass', 不合格: 'fail' },
  penalty: {
    ...{ 警告: 'warning', 通报批评: 'public-criticism', 罚款: 'fine', 没收: 'confiscation' },
    ...{ 限期停止活动: 'suspension', 撤销登记: 'revocation', 其他: 'other' },
  },
  tax: { 非营利组织免税资格: 'npo-exemption', 公益性捐赠税前扣除资格: 'donation-deduction' },
  classification: {
    ...{ 枢纽型: 'hub', 支持型: 'support', 社会工作服务机构: 'social-work-agency' },
    ...{ 社区社会组织: 'community' },
  },
  coverage: { 未建: 'none', 联合: 'joint', 单独: 'independent', 党建指导员: 'instructor' },
  members: { '0': '0', '1-2': '1-2', '3-49': '3-49', '50-99': '50-99', '100以上': '100+' },
  credit: { 守信: 'trustworthy', 正常: 'normal', 失信: 'untrustworthy', 已修复: 'repaired' },
  relation: {
    ...{ 控制: 'controls', 被控制: 'controlled-by', 负责人交叉任职: 'shared-head' },
    ...{ 资金往来: 'payment' },
  },
  post: {
    ...{ 法定代表人: 'legal-representative', 负责人: 'head', 发起人: 'initiator' },
    ...{ 举办者: 'founder' },
  },
  register: {
    ...{ 年检年报: 'annual-filings', 名录: 'lists', 处罚: 'penalties', 等级: 'grades' },
    ...{ 税收资格: 'tax-qualifications', 登记: 'registrations' },
  },
};

/** The kinds of fact, as the column 事实类型 names them. */
export const factNames = {
  评估等级: 'grade',
  税收资格: 'tax-qualification',
  慈善组织: 'charity',
  公开募捐资格: 'public-fundraising',
  类型认定: 'classification',
  年检年报报送: 'annual-filing',
  年检免检: 'filing-exemption',
  年检结论: 'annual-conclusion',
  列入名录: 'listing',
  行政处罚: 'penalty',
  党组织: 'party-organization',
  信用状态: 'credit-status',
  关联方: 'related-party',
  负责人: 'head',
  名称变更: 'name-change',
  住所变更: 'domicile-change',
  停止活动: 'suspension',
  撤销登记: 'revocation',
  注销登记: 'deregistration',
  名册同步: 'synchronisation',
} as const;
export type FactName = (typeof factNames)[keyof typeof factNames];

export const factColumns = {
  uscc: required(
    told('统一社会信用代码', 'uscc', '已建档的社会组织', 'of an organization on record'),
    uscc,
  ),
  fact: required(
    told('事实类型', 'fact', '决定本行填写哪些列', 'says which columns the row fills'),
    oneOf(factNames),
  ),
  from: required(
    told(
      '起始日期',
      'from',
      '发生、生效或报送之日',
      'the day it happened, took effect or was filed',
    ),
    day,
  ),
  to: optional(
    told('截止日期', 'to', '含当日；无期限的留空', 'the last day, if there is one'),
    day,
  ),
  endedOn: optional(
    told(
      '终止日期',
      'endedOn',
      '移出、取消、离任或履行完毕之日',
      'lifted, withdrawn, left or executed on',
    ),
    day,
  ),
  reason: optional(
    told('原因', 'reason', '终止、免检、撤销或注销的原因', 'why it ended, or was exempt'),
    text(1_000),
  ),
  grade: optional(told('等级', 'grade', '1A 至 5A', '1A to 5A'), oneOf(words.grade)),
  rater: optional(told('评估机构', 'rater', '谁评估、谁授牌', 'who rated it'), text(200)),
  plateLevel: optional(
    told(
      '牌匾级别',
      'plateLevel',
      '国家级、省级、市级、县级',
      'national, province, city or county',
    ),
    oneOf(words.plateLevel),
  ),
  awardedOn: optional(told('授予日期', 'awardedOn', '授牌之日', 'the day of the award'), day),
  taxQualification: optional(
    told('税收资格', 'taxQualification', '两种资格之一', 'npo-exemption or donation-deduction'),
    oneOf(words.tax),
  ),
  charity: optional(told('是否慈善组织', 'charity', '是或否', 'yes or no'), yesOrNo),
  classification: optional(
    told('认定类型', 'classification', '枢纽型、支持型等', 'hub, support and others'),
    oneOf(words.classification),
  ),
  fiscalYear: optional(
    told('年度', 'fiscalYear', '所报年度，报送在次年', 'the year reported on'),
    whole(1999, 2099),
  ),
  filing: optional(
    told('报送方式', 'filing', '年检或年报', 'annual-inspection or annual-report'),
    oneOf(words.filing),
  ),
  acceptedAsTimelyOn: optional(
    told(
      '按时受理日期',
      'acceptedAsTimelyOn',
      '逾期报送被按时受理的',
      'a late filing taken as timely',
    ),
    day,
  ),
  conclusion: optional(
    told('结论', 'conclusion', '合格、基本合格、不合格', 'pass, basic-pass or fail'),
    oneOf(words.conclusion),
  ),
  list: optional(
    told('名录', 'list', '两种名录之一', 'abnormal-activity or serious-violation'),
    oneOf(words.list),
  ),
  ground: optional(
    told('列入情形', 'ground', '该名录的情形', 'one of that list'),
    oneOf(words.ground),
  ),
  penalty: optional(
    told('处罚种类', 'penalty', '警告、罚款等', 'warning, fine and others'),
    oneOf(words.penalty),
  ),
  decidedBy: optional(told('处罚机关', 'decidedBy', '名称', 'by name'), text(200)),
  decision: optional(told('决定书文号', 'decision', '处罚决定书', 'of the penalty'), text(100)),
  decidedOn: optional(told('作出日期', 'decidedOn', '决定作出之日', 'the day it was decided'), day),
  amount: optional(
    told('金额（元）', 'amountYuan', '罚没或往来金额', 'of a fine, confiscation or payment'),
    yuan,
  ),
  coverage: optional(
    told(
      '党组织覆盖',
      'coverage',
      '未建、联合、单独、党建指导员',
      'none, joint, independent, instructor',
    ),
    oneOf(words.coverage),
  ),
  members: optional(
    told('党员人数', 'members', '人数段，不填姓名', 'a band, never names'),
    oneOf(words.members),
  ),
  creditStatus: optional(
    told('信用', 'creditStatus', '守信、正常、失信、已修复', 'trustworthy, normal and others'),
    oneOf(words.credit),
  ),
  relation: optional(
    told('关联关系', 'relation', '控制、被控制等', 'controls, controlled-by and others'),
    oneOf(words.relation),
  ),
  counterparty: optional(
    told('关联组织代码', 'counterpartyUscc', '关联方是组织的', 'where it is an organization'),
    uscc,
  ),
  person: optional(
    told('人员编号', 'person', '系统中的编号，不填姓名', 'by id, never by name'),
    personId,
  ),
  post: optional(
    told('职务', 'post', '法定代表人、负责人等', 'legal-representative, head and others'),
    oneOf(words.post),
  ),
  name: optional(told('新名称', 'name', '变更后的名称', 'after the change'), text(200)),
  division: optional(told('新住所区划', 'division', '变更后', 'after the change'), divisionCode),
  address: optional(told('新住所地址', 'address', '变更后', 'after the change'), text(200)),
  registers: optional(
    told('名册', 'registers', '同步的名册，用“、”分隔', 'those synchronised, between commas'),
    someOf(words.register),
  ),
  document: optional(told('文号', 'document', '依据的文件', 'what it rests on'), text(100)),
  url: optional(told('网址', 'url', '公开来源', 'a public source'), url),
};

export type FactColumns = typeof factColumns;
export type FactRow = RowOf<FactColumns>;
export type FactField = keyof FactColumns;
