import type { Text } from '../result.ts';
import type { commonTopics, PlanStage, PlanTopic, PlanType } from './facts.ts';

/** 5.3 [D]: what a plan of a type has to do in a stage, what proves it, and in which quarter of the term it is due. */

export interface TemplateItem {
  readonly topic: PlanTopic;
  readonly task: Text;
  readonly evidence: Text;
  /** 1 to 4. */
  readonly dueQuarter: 1 | 2 | 3 | 4;
}

type Line = readonly [zh: string, en: string, proofZh: string, proofEn: string, quarter: Quarter];
type Quarter = TemplateItem['dueQuarter'];

/** What every type does, by stage. Governance is the charter and the six systems of 三(五)-1. */
const commonLines: Readonly<
  Record<PlanStage, Readonly<Record<(typeof commonTopics)[number], Line>>>
> = {
  seed: {
    'party-work': ['联系党建指导员', 'find a Party-building instructor', '联系记录', 'record of contact', 1],
    governance: ['起草章程和六项内部管理制度', 'draft the charter and the six systems', '章程和制度草案', 'the drafts', 2],
    finance: ['建立收支台账', 'keep a ledger of income and spending', '收支台账', 'the ledger', 1],
    project: ['设计一个社区服务项目', 'design a service project for the community', '项目书', 'the project paper', 2],
    talent: ['落实核心团队分工', 'settle who does what in the core team', '分工表', 'the allocation', 1],
    brand: ['确定服务方向和名称', 'settle the field of service and the name', '定位说明', 'the statement', 3],
    'resource-need': ['提出资源需求清单', 'list the resources that are needed', '需求清单', 'the list', 1],
    'grade-readiness': ['学习等级评估指标', 'study the grading indicators', '学习记录', 'record of study', 4],
  },
  'start-up': {
    'party-work': ['单独或联合建立党组织，或落实指导员', 'set up a Party organization, alone or jointly, or have an instructor', '批复或联系记录', 'approval, or record of contact', 2],
    governance: ['健全章程和六项内部管理制度', 'complete the charter and the six systems', '会议通过的章程和制度', 'charter and systems as adopted', 2],
    finance: ['执行民间非营利组织会计制度', 'keep accounts by the non-profit standard', '财务报表', 'the statements', 2],
    project: ['完成一个服务项目', 'complete a service project', '项目结项材料', 'the final report', 3],
    talent: ['配备专职人员并参加培训', 'have full-time staff, and train it', '聘用和培训记录', 'records of employment and training', 2],
    brand: ['形成服务品牌方案', 'plan a service brand', '品牌方案', 'the brand plan', 3],
    'resource-need': ['对接两项以上资源', 'be matched with two resources or more', '对接记录', 'records of the matches', 3],
    'grade-readiness': ['对照指标自评', 'rate itself by the indicators', '自评表', 'the self-rating', 4],
  },
  growth: {
    'party-work': ['开展党建活动并参与基层治理', 'hold Party activities and take part in local governance', '活动记录', 'records of the activities', 1],
    governance: ['对章程和六项制度执行情况整改', 'mend how charter and systems are kept', '整改清单', 'the list of what was mended', 2],
    finance: ['接受年度审计并健全内控', 'be audited, and complete internal control', '审计报告', 'the audit report', 3],
    project: ['承接一个政府购买或公益创投项目', 'take on a purchased or venture project', '项目合同', 'the contract', 3],
    talent: ['培养持社会工作证书的骨干', 'train key staff to a social-work certificate', '证书或报考记录', 'certificate, or entry for the examination', 3],
    brand: ['推广一个服务品牌', 'spread a service brand', '推广材料', 'the material', 3],
    'resource-need': ['形成多元资金来源', 'have several sources of funds', '资金来源表', 'the table of sources', 4],
    'grade-readiness': ['申报等级评估', 'apply for a grade', '申报材料', 'the application', 4],
  },
  hub: {
    'party-work': ['带动联系组织开展党建', 'lead Party work of the organizations around it', '带动清单', 'the list of them', 2],
    governance: ['示范章程和六项制度', 'be a model of charter and systems', '制度汇编', 'the compiled systems', 1],
    finance: ['公开年度审计报告', 'publish the yearly audit report', '公开链接', 'the link', 3],
    project: ['组织联合项目', 'run a joint project', '联合项目协议', 'the agreement', 2],
    talent: ['为其他组织培训骨干', 'train key staff of others', '培训记录', 'records of training', 3],
    brand: ['输出品牌和服务标准', 'hand on brand and service standards', '标准文本', 'the standard', 4],
    'resource-need': ['建立资源共享机制', 'set up a way to share resources', '共享机制文件', 'the paper on it', 2],
    'grade-readiness': ['申报或保持 3A 及以上等级', 'apply for, or keep, grade 3A or above', '等级证明', 'proof of the grade', 4],
  },
};

/** What a type does in every stage. */
const typeLines: Readonly<Record<PlanType, readonly (readonly [PlanTopic, ...Line])[]>> = {
  'social-association': [
    ['member-service', '制定并实施会员服务清单', 'list services to members, and give them', '服务记录', 'records of service', 3],
    ['democratic-procedure', '按章程召开会员大会和理事会', 'hold the general meeting and the council by the charter', '会议纪要', 'minutes', 2],
    ['dues', '依法制定会费标准并规范收取', 'set dues lawfully, and collect them by rule', '会费决议和票据', 'resolution and receipts', 2],
    ['branch-control', '规范分支机构和代表机构管理', 'keep branches and offices under control', '分支机构台账', 'the register of branches', 3],
  ],
  'social-service-organization': [
    ['service-quality', '建立服务质量标准和回访', 'set a standard of service, and follow it up', '质量标准和回访记录', 'standard and records', 2],
    ['finance-assets', '规范财务和资产管理', 'keep finances and assets by rule', '资产台账', 'the register of assets', 2],
    ['staff', '规范用工并缴纳社会保险', 'employ by law, and pay social insurance', '合同和缴费记录', 'contracts and payments', 2],
    ['licence', '核对业务范围和行业许可', 'check its scope and its licences', '许可证明', 'the licences', 1],
  ],
  foundation: [
    ['spending-ratio', '按比例列支公益支出和管理费用', 'keep the ratios of charitable spending and administration', '年度支出测算', 'the year’s computation', 4],
    ['disclosure', '按规定公开信息', 'disclose as prescribed', '公开记录', 'records of disclosure', 3],
    ['fundraising-filing', '募捐活动依法备案', 'file fundraising as prescribed', '备案证明', 'proof of filing', 2],
  ],
  'filed-community': [
    ['registration-path', '明确登记路径和条件差距', 'settle the path to registration, and what is missing', '登记路径表', 'the path', 2],
    ['basic-accounts', '建立基本账目', 'keep basic accounts', '账目', 'the accounts', 1],
    ['volunteers', '组建志愿者队伍并登记服务', 'form a team of volunteers, and record their service', '志愿服务记录', 'records of service', 2],
  ],
};

function itemOf(topic: PlanTopic, [zh, en, proofZh, proofEn, dueQuarter]: Line): TemplateItem {
  return { topic, task: { zh, en }, evidence: { zh: proofZh, en: proofEn }, dueQuarter };
}

/** The template of a type in a stage: what every plan has, then what the type has. */
export function planTemplate(type: PlanType, stage: PlanStage): readonly TemplateItem[] {
  const common = Object.entries(commonLines[stage]) as [PlanTopic, Line][];
  return [
    ...common.map(([topic, line]) => itemOf(topic, line)),
    ...typeLines[type].map(([topic, ...line]) => itemOf(topic, line)),
  ];
}
