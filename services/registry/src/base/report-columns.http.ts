import type { Column } from '@fuhua/platform/service';
import { functionLabel } from '@fuhua/rules';
import type { BaseKind, BaseLevel, BasePart, BaseSystem } from './base.events.ts';
import type { BaseOnRecord } from './on-record.http.ts';

/** What officers read in place of codes. */

const kinds: Readonly<Record<BaseKind, string>> = {
  'incubation-base': '孵化基地',
  'regional-platform': '区域平台',
};
const levels: Readonly<Record<BaseLevel, string>> = {
  ...{ province: '省级', city: '市级', county: '县级', township: '乡镇（街道）' },
  village: '村（社区）',
};
const stages: Readonly<Record<BaseOnRecord['stage'], string>> = {
  ...{ 'not-yet': '未设立', active: '运行', suspended: '暂停', merged: '已合并', closed: '已关闭' },
};
const regimes: Readonly<Record<string, string>> = {
  A: 'A 依法登记',
  B: 'B 镇街管理',
  C: 'C 社区党组织领导',
  D: 'D 明确责任主体',
  manual: '人工认定',
};
const parts: Readonly<Record<BasePart, string>> = {
  ...{ level: '级别', location: '位置', functions: '功能', regime: '管理方式' },
  ...{ responsible: '责任主体', 'host-facility': '依托设施', 'party-service': '党群服务' },
  ...{ systems: '五项制度', 'operating-model': '运营模式', capacity: '名额' },
  verification: '核实',
};
const systems: Readonly<Record<BaseSystem, string>> = {
  ...{ personnel: '人事', finance: '财务', project: '项目', performance: '绩效' },
  disclosure: '信息公开',
};

const column = (
  zh: string,
  en: string,
  width: number,
  cell: Column<BaseOnRecord>['cell'],
): Column<BaseOnRecord> => ({ title: { zh, en }, width, cell });
const yes = (is: boolean): string => (is ? '有' : '无');

/** The same for every report on bases. */
export const baseColumns: readonly Column<BaseOnRecord>[] = [
  column('县（市、区）代码', 'county', 12, ({ county }) => county),
  column('县（市、区）', 'name of the county', 14, ({ countyName }) => countyName),
  column('基地', 'base', 40, ({ name }) => name),
  column('类别', 'kind', 12, ({ kind }) => kinds[kind]),
  column('级别', 'level', 14, ({ level }) => levels[level]),
  column('位置', 'location', 15, ({ location }) => location),
  column('状态', 'stage', 8, ({ stage }) => stages[stage]),
  column('名额', 'capacity', 8, ({ capacity }) => capacity),
  column('管理方式', 'regime', 18, ({ regime }) => regime && (regimes[regime] ?? regime)),
  column('责任主体', 'responsible bodies', 40, ({ responsible }) => responsible.join('、')),
  column('依法登记', 'registered by law', 10, ({ registered }) => yes(registered)),
  column('运营方', 'operator', 40, ({ operator }) => operator && (operator.name ?? '')),
  column('合同止期', 'end of contract', 12, ({ operator }) => operator && operator.end),
  column('核定功能', 'functions approved', 50, ({ functions }) =>
    functions.map((code) => functionLabel(code).zh).join('、'),
  ),
  column('党群服务', 'Party service', 10, ({ partyService }) => yes(partyService)),
  column('缺少的制度', 'systems missing', 30, ({ systemsMissing }) =>
    systemsMissing.map((system) => systems[system]).join('、'),
  ),
  column('完整度（%）', 'completeness, percent', 12, (base) => base.completenessPercent),
  column('缺少的内容', 'parts missing', 50, ({ missing }) =>
    missing.map((part) => parts[part]).join('、'),
  ),
  column('最近核实日', 'verified on', 12, ({ verifiedOn }) => verifiedOn),
  column('距核实天数', 'days since verified', 12, (base) => base.daysSinceVerified),
  column('基地标识', 'id', 38, ({ id }) => id),
];
