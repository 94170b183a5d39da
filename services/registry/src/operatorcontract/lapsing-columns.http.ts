import type { Day } from '@fuhua/kernel';
import type { Column } from '@fuhua/platform/service';
import type { AlertTold } from './contract-detail.view.ts';
import type { AlertGround } from './operatorcontract.events.ts';
import type { OperatorContractRow } from './operatorcontract.view.ts';

/** A contract in force whose operator gives cause to look. */
export interface LapsingOperator extends Pick<
  OperatorContractRow,
  'base' | 'operator' | 'division' | 'start' | 'end'
> {
  readonly id: OperatorContractRow['contract'];
  readonly baseName: string | null;
  readonly operatorName: string | null;
  /** In force on the day; null: none, or lapsed. */
  readonly grade: string | null;
  /** The last day of the newest grade, in force or not; null where none is on record. */
  readonly gradeValidTo: Day | null;
  /** From the day asked about to that last day; negative once it is over. */
  readonly daysLeft: number | null;
  readonly openAlerts: readonly Pick<AlertTold, 'ground' | 'since' | 'cureBy'>[];
}

const column = (
  zh: string,
  en: string,
  width: number,
  cell: Column<LapsingOperator>['cell'],
): Column<LapsingOperator> => ({ title: { zh, en }, width, cell });

/** What officers read in place of codes. */
const grounds: Readonly<Record<AlertGround, string>> = {
  ...{ grade: '等级失效', 'abnormal-listing': '列入活动异常名录' },
  'serious-listing': '列入严重违法失信名单',
};

export const lapsingColumns: readonly Column<LapsingOperator>[] = [
  column('基地位置', 'division', 15, ({ division }) => division),
  column('基地', 'base', 40, ({ baseName }) => baseName),
  column('运营方', 'operator', 40, ({ operatorName }) => operatorName),
  column('合同起期', 'start of contract', 12, ({ start }) => start),
  column('合同止期', 'end of contract', 12, ({ end }) => end),
  column('有效等级', 'grade in force', 10, ({ grade }) => grade ?? '无'),
  column('等级有效期至', 'last day of the grade', 14, ({ gradeValidTo }) => gradeValidTo),
  column('剩余天数', 'days left', 10, ({ daysLeft }) => daysLeft),
  column('未消除的预警', 'open alerts', 60, ({ openAlerts }) =>
    openAlerts
      .map(({ ground, since, cureBy }) => `${grounds[ground]}（${since} 起，${cureBy} 前整改）`)
      .join('；'),
  ),
  column('合同标识', 'id of the contract', 38, ({ id }) => id),
  column('基地标识', 'id of the base', 38, ({ base }) => base),
  column('运营方标识', 'id of the operator', 38, ({ operator }) => operator),
];
