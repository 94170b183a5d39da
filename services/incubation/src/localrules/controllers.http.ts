import { LocalRulesReportHttp } from './local-rules-report.http.ts';
import { LocalRulesCorrections } from './localrules-corrections.http.ts';
import { LocalRulesQueryHttp } from './localrules-query.http.ts';
import { LocalRulesHttp } from './localrules.http.ts';

/** Every route of the slice. */
export const localRulesControllers = [
  LocalRulesHttp,
  LocalRulesQueryHttp,
  LocalRulesReportHttp,
  LocalRulesCorrections,
];
