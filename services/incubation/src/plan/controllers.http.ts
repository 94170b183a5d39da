import { PlanCorrections } from './plan-corrections.http.ts';
import { PlanQueryHttp } from './plan-query.http.ts';
import { PlanReportsHttp } from './plan-reports.http.ts';
import { PlanWorkHttp } from './plan-work.http.ts';
import { PlanHttp } from './plan.http.ts';

/** Every route of the slice. */
export const planControllers = [
  PlanHttp,
  PlanWorkHttp,
  PlanQueryHttp,
  PlanReportsHttp,
  PlanCorrections,
];
