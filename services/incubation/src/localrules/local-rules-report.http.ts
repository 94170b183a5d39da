import { Roles } from '@fuhua/platform/auth';
import { field, type Fields } from '@fuhua/platform/http';
import {
  answerReport,
  Ports,
  ReportQuery,
  ReportRoute,
  type Column,
  type Line,
  type Report,
  type ServicePorts,
  type Wanted,
} from '@fuhua/platform/service';
import { isWithin, LocalRuleSection, type Text } from '@fuhua/rules';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import {
  REGISTRY_TOLD,
  type OfficeInBeing,
  type RegistryTold,
} from '../directory/directory.view.ts';
import { CompanionKind } from './localrules.events.ts';
import { isInForceOn, LocalRuleEntity, localRuleView, sectionsIn } from './localrules.view.ts';

/** What one authority has of the five sections and the four companion systems on a day. */
export interface Completeness extends OfficeInBeing {
  /** Written, in the operating rules in force. */
  readonly sections: readonly LocalRuleSection[];
  /** In force. */
  readonly companions: readonly CompanionKind[];
  /** Of nine. */
  readonly has: number;
}

export const sectionNames: Readonly<Record<LocalRuleSection, Text>> = {
  'service-content': { zh: '服务内容', en: 'service content' },
  'entry-conditions': { zh: '入驻条件', en: 'conditions of entry' },
  'application-procedure': { zh: '申请程序', en: 'application procedure' },
  'incubation-term': { zh: '孵化期限', en: 'term of incubation' },
  'incubation-flow': { zh: '孵化流程', en: 'flow of incubation' },
};
export const companionNames: Readonly<Record<CompanionKind, Text>> = {
  'third-party-operation': { zh: '第三方运营管理', en: 'operation by third parties' },
  'entry-review': { zh: '入壳申报审核', en: 'application and review of entry' },
  'incubation-evaluation': { zh: '孵化评估细则', en: 'evaluation of incubation' },
  'graduation-standard': { zh: '出壳评估标准', en: 'standard of graduation' },
};
const levels = { province: '省级', city: '市级', county: '县级' } as const;

const column = (
  title: Text,
  width: number,
  cell: Column<Completeness>['cell'],
): Column<Completeness> => ({ title, width, cell });
const yes = (is: boolean): string => (is ? '有' : '无');

const completeness: Report<Completeness> = {
  name: 'local-rules',
  title: { zh: '本级制度完备情况', en: 'Local rules of every authority' },
  views: [localRuleView],
  columns: [
    column({ zh: '区划代码', en: 'division' }, 12, ({ division }) => division),
    column({ zh: '主管部门', en: 'authority' }, 30, ({ name }) => name),
    column({ zh: '层级', en: 'level' }, 8, ({ level }) => levels[level]),
    ...LocalRuleSection.options.map((section) =>
      column(sectionNames[section], 12, ({ sections }) => yes(sections.includes(section))),
    ),
    ...CompanionKind.options.map((kind) =>
      column(companionNames[kind], 16, ({ companions }) => yes(companions.includes(kind))),
    ),
    column({ zh: '已有项数（共9项）', en: 'has, of nine' }, 16, ({ has }) => has),
  ],
};

const parts: Fields<Completeness> = {
  ...{ authority: field.id, division: field.text('320106') },
  name: field.text('南京市鼓楼区民政局'),
  kind: field.text('civil-affairs'),
  level: field.oneOf(['county', 'city', 'province']),
  sections: field.list(field.oneOf(LocalRuleSection.options)),
  companions: field.list(field.oneOf(CompanionKind.options)),
  has: field.count(2),
};

@Roles('officer', 'auditor', 'administrator', 'integrator')
@Controller('v1/reports')
export class LocalRulesReportHttp {
  constructor(
    @Ports() private readonly ports: ServicePorts,
    @Inject(REGISTRY_TOLD) private readonly told: RegistryTold,
  ) {}

  /** Every authority in being on the day, those without any rules included: what is published for all to read. */
  @Get('local-rules')
  @ReportRoute<Completeness>(
    {
      zh: '报表：本级制度完备情况',
      en: 'Report: which authority has which local rules',
    },
    parts,
  )
  list(@Query() query: ReportQuery): Promise<object> {
    const { told } = this;
    return answerReport(this.ports, completeness, query, (wanted) =>
      completenessOn(told, wanted, query),
    );
  }
}

async function* completenessOn(
  { authorities }: RegistryTold,
  { manager, on, after }: Wanted,
  { division }: ReportQuery,
): AsyncGenerator<Line<Completeness>> {
  const rows = (await manager.find(LocalRuleEntity)).filter((row) => isInForceOn(row, on));
  for (const office of await authorities(on)) {
    if (division !== undefined && !isWithin(office.division, division)) continue;
    const key = [office.division, office.authority] as const;
    if (after !== undefined && !isPast(key, after)) continue;
    const own = rows.filter(({ authority }) => authority === office.authority);
    const operating = own.find(({ kind }) => kind === 'operating-rules');
    const sections = operating === undefined ? [] : sectionsIn(operating);
    const companions = CompanionKind.options.filter((kind) => own.some((row) => row.kind === kind));
    const has = sections.length + companions.length;
    yield { key, item: { ...office, sections, companions, has } };
  }
}

function isPast(key: Line<unknown>['key'], after: Line<unknown>['key']): boolean {
  return key[0] > after[0] || (key[0] === after[0] && key[1] > after[1]);
}
