import { BaseCorrections } from './base-corrections.http.ts';
import { BaseOverrides } from './base-overrides.http.ts';
import { BaseQueryHttp } from './base-query.http.ts';
import { BaseHttp } from './base.http.ts';
import { BaseFacilityHttp } from './facility.http.ts';
import { BaseFunctionsHttp } from './functions.http.ts';
import { BaseRegimeHttp } from './regime.http.ts';
import { BaseReportsHttp } from './reports.http.ts';
import { BaseResponsibleHttp } from './responsible.http.ts';
import { BaseStaffHttp } from './staff.http.ts';
import { UpkeepQueryHttp } from './upkeep-query.http.ts';
import { BaseUpkeepHttp } from './upkeep.http.ts';

/** Every route of the slice. */
export const baseControllers = [
  BaseHttp,
  BaseFunctionsHttp,
  BaseRegimeHttp,
  BaseResponsibleHttp,
  BaseUpkeepHttp,
  BaseStaffHttp,
  BaseFacilityHttp,
  BaseQueryHttp,
  UpkeepQueryHttp,
  BaseReportsHttp,
  BaseCorrections,
  BaseOverrides,
];
