import { ActiveGraduationHttp } from './active-graduation.http.ts';
import { ActiveHttp } from './active.http.ts';
import { CaseOutcomesHttp } from './case-outcomes.http.ts';
import { CaseHttp } from './case.http.ts';
import { EntryDecisionHttp } from './entry-decision.http.ts';
import { EntryHttp } from './entry.http.ts';
import { ExitRegisterHttp } from './exit-register.http.ts';
import { ExitReviewHttp } from './exit-review.http.ts';
import { ExitHttp } from './exit.http.ts';

/** Every route of the slice. */
export const caseControllers = [
  ...[CaseHttp, EntryHttp, EntryDecisionHttp],
  ...[ActiveHttp, ActiveGraduationHttp, ExitHttp, ExitReviewHttp],
  ...[ExitRegisterHttp, CaseOutcomesHttp],
];
