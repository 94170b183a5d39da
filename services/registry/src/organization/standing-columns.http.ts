import type { Column } from '@fuhua/platform/service';
import type { LegalKind } from '@fuhua/rules';
import type { OrganizationStanding } from './standing-on.http.ts';

/** What officers read in place of codes. */

const kinds: Readonly<Record<LegalKind, string>> = {
  'social-association': '社会团体',
  'social-service-organization': '社会服务机构',
  foundation: '基金会',
};
const forms: Readonly<Record<OrganizationStanding['form'], string>> = {
  ...{ registered: '已登记', filed: '已备案', preparing: '筹备中' },
};
const filings: Readonly<Record<NonNullable<OrganizationStanding['filing']>, string>> = {
  ...{ 'on-time': '按期', 'accepted-as-timely': '已按时受理', late: '逾期', none: '未报送' },
  ...{ pending: '未到期', unknown: '不明', 'nothing-due': '无须报送', exempt: '免检' },
};

function columnOf<Item>(
  zh: string,
  en: string,
  width: number,
  cell: Column<Item>['cell'],
): Column<Item> {
  return { title: { zh, en }, width, cell };
}

const column = columnOf<OrganizationStanding>;
const count = columnOf<StandingCounts>;
const yes = (is: boolean): string => (is ? '是' : '否');

export const standingColumns: readonly Column<OrganizationStanding>[] = [
  column('区划', 'division', 15, ({ division }) => division),
  column('名称', 'name', 40, ({ name }) => name),
  column('统一社会信用代码', 'uscc', 22, ({ uscc }) => uscc),
  column('形式', 'form', 10, ({ form }) => forms[form]),
  column('类型', 'kind', 16, ({ kind }) => kind && kinds[kind]),
  column('登记管理机关', 'registrar', 30, ({ registrarName }) => registrarName),
  column('有效等级', 'grade in force', 10, ({ grade }) => grade ?? '无'),
  column('等级有效期至', 'last day of the grade', 14, ({ gradeValidTo }) => gradeValidTo),
  column('活动异常名录', 'listed as abnormal', 14, ({ abnormal }) => yes(abnormal)),
  column('严重违法失信名单', 'listed as serious', 18, ({ serious }) => yes(serious)),
  column('年检年报年度', 'fiscal year of the filing', 14, ({ fiscalYear }) => fiscalYear),
  column('年检年报', 'annual filing', 14, ({ filing }) => filing && filings[filing]),
  column('行政处罚数', 'penalties', 12, ({ penalties }) => penalties),
  column('组织标识', 'id', 38, ({ id }) => id),
];

/** Organizations of one registrar; of those registered outside the province, by its division. */
export interface StandingCounts extends Pick<
  OrganizationStanding,
  'registrar' | 'registrarName' | 'registrarDivision'
> {
  readonly organizations: number;
  readonly graded: number;
  readonly abnormal: number;
  readonly serious: number;
  readonly filingLate: number;
  readonly filingMissing: number;
  /** Nothing on record after the deadline, and the register not synchronised lately. */
  readonly filingUnknown: number;
  readonly penalized: number;
}

export const countColumns: readonly Column<StandingCounts>[] = [
  count('登记机关区划', 'division of the registrar', 14, (row) => row.registrarDivision),
  count('登记管理机关', 'registrar', 30, ({ registrarName }) => registrarName),
  count('组织数', 'organizations', 10, ({ organizations }) => organizations),
  count('有等级', 'graded', 10, ({ graded }) => graded),
  count('活动异常', 'listed as abnormal', 10, ({ abnormal }) => abnormal),
  count('严重违法失信', 'listed as serious', 14, ({ serious }) => serious),
  count('年检年报逾期', 'filed late', 14, ({ filingLate }) => filingLate),
  count('年检年报未报送', 'not filed', 14, ({ filingMissing }) => filingMissing),
  count('年检年报不明', 'filing unknown', 14, ({ filingUnknown }) => filingUnknown),
  count('有行政处罚', 'with penalties', 12, ({ penalized }) => penalized),
];
