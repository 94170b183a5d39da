import { ActiveGraduationHttp } from './active-graduation.http.ts';
import { ActiveHttp } from './active.http.ts';
import { CaseOutcomesHttp } from './case-outcomes.http.ts';
import { CaseBoardReportHttp } from './case-board-report.http.ts';
import { CaseHttp } from './case.http.ts';
import { CaseQueryHttp } from './case-query.http.ts';
import { CaseRecordHttp } from './case-record.http.ts';
import { EntryDecisionHttp } from './entry-decision.http.ts';
import { EntryHttp } from './entry.http.ts';
import { ExitRegisterHttp } from './exit-register.http.ts';
import { ExitReviewHttp } from './exit-review.http.ts';
import { ExitHttp } from './exit.http.ts';

/** Every route of the slice. */
export const caseControllers = [
  ...[CaseQueryHttp, CaseBoardReportHttp, CaseRecordHttp],
  ...[CaseHttp, EntryHttp, EntryDecisionHttp],
  ...[ActiveHttp, ActiveGraduationHttp, ExitHttp, ExitReviewHttp],
  ...[ExitRegisterHttp, CaseOutcomesHttp],
];
