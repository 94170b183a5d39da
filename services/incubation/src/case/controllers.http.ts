import { CaseHttp } from './case.http.ts';
import { EntryDecisionHttp } from './entry-decision.http.ts';
import { EntryHttp } from './entry.http.ts';

/** Every route of the slice. */
export const caseControllers = [CaseHttp, EntryHttp, EntryDecisionHttp];
