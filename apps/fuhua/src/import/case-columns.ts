import { day, decimal, oneOf, text, uscc, whole, yesOrNo } from './cell.ts';
import { baseColumns } from './known.ts';
import { optional, required, told } from './table.ts';

/** What a row says of a case that was running before this system. */

export const caseColumns = {
  uscc: required(told('统一社会信用代码', 'uscc', '在孵组织', 'of the organization'), uscc),
  ...baseColumns,
  mode: required(
    told('孵化方式', 'mode', '壳内，或壳外（虚拟）', 'in-shell or virtual'),
    oneOf({ 壳内: 'in-shell', 壳外: 'virtual', 虚拟: 'virtual' }),
  ),
  incubationStage: required(
    told(
      '发展阶段',
      'incubationStage',
      '萌芽、初创、成长、枢纽、支持',
      'seed, start-up, growth, hub, support',
    ),
    oneOf({
      ...{ 萌芽: 'seed', 初创: 'start-up', 成长: 'growth' },
      ...{ 枢纽: 'hub', 支持: 'support' },
    }),
  ),
  appliedOn: required(told('申请日期', 'appliedOn', '申请入壳之日', 'applied on'), day),
  approvedOn: required(told('批准日期', 'approvedOn', '批准入壳之日', 'approved on'), day),
  startedOn: required(told('起始日期', 'startedOn', '孵化期首日', 'first day of the term'), day),
  months: required(
    told('约定月数', 'months', '协议约定，不含延期', 'as agreed, extension left out'),
    whole(1, 60),
  ),
  termEnd: required(
    told('约定截止日期', 'termEnd', '协议约定的末日', 'the last day, as agreed'),
    day,
  ),
  twoMidtermsBreach: required(
    told(
      '中期评估违约约定',
      'twoMidtermsBreach',
      '协议是否约定两次低于 50 分即违约：是或否',
      'yes or no: whether two midterms below 50 are a breach by the agreement',
    ),
    yesOrNo,
  ),
  midtermOn: optional(
    told('中期评估日期', 'midtermOn', '首次评估之日', 'of the first evaluation'),
    day,
  ),
  midtermBand: optional(
    told(
      '中期评估结果',
      'midtermBand',
      '通过、改进、警示；最近一次',
      'continue, improve, warn; of the newest',
    ),
    oneOf({ 通过: 'continue', 改进: 'improve', 警示: 'warn' }),
  ),
  midtermScore: optional(
    told('中期评估得分', 'midtermScore', '0 至 100，最近一次', '0 to 100, of the newest'),
    decimal(100),
  ),
  midtermAgainBy: optional(
    told('再次评估期限', 'midtermAgainBy', '尚未再次评估的填写', 'while it is still to be held'),
    day,
  ),
  secondChanceFailed: optional(
    told('再次评估未通过', 'secondChanceFailed', '是或否', 'yes or no: held, and not passed'),
    yesOrNo,
  ),
  extensionMonths: optional(
    told('延期月数', 'extensionMonths', '已批准的延期', 'of the extension that was given'),
    whole(1, 24),
  ),
  extensionOn: optional(
    told('延期批准日期', 'extensionOn', '与延期月数同时填写', 'together with its months'),
    day,
  ),
  pausedDays: optional(
    told('已中止天数', 'pausedDays', '已结束的中止，合计', 'of pauses that are over, in all'),
    whole(1, 3_650),
  ),
  endsOn: optional(
    told(
      '现截止日期',
      'endsOn',
      '有延期或已结束的中止时填写',
      'the last day now, after an extension or pauses that are over',
    ),
    day,
  ),
  pausedFrom: optional(
    told('中止起始日期', 'pausedFrom', '正在中止的填写', 'of a pause that still runs'),
    day,
  ),
  pausedUntil: optional(
    told('中止截止日期', 'pausedUntil', '含当日', 'its last day, included'),
    day,
  ),
  document: optional(
    told('文号', 'document', '入壳批复或孵化协议', 'of the approval or the agreement'),
    text(100),
  ),
};
