import { ConductHttp } from './conduct.http.ts';
import { LapsingOperatorsHttp } from './lapsing.http.ts';
import { NominationHttp } from './nomination.http.ts';
import { OperatorContractCorrections } from './operatorcontract-corrections.http.ts';
import { OperatorContractOverrides } from './operatorcontract-overrides.http.ts';
import { OperatorContractQueryHttp, PublicOperatorsHttp } from './operatorcontract-query.http.ts';
import { SigningHttp } from './signing.http.ts';

/** Every route of the slice. */
export const operatorControllers = [
  NominationHttp,
  SigningHttp,
  ConductHttp,
  OperatorContractQueryHttp,
  PublicOperatorsHttp,
  LapsingOperatorsHttp,
  OperatorContractCorrections,
  OperatorContractOverrides,
];
