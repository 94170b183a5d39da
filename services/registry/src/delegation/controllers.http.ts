import { DelegationCorrections } from './delegation-corrections.http.ts';
import { DelegationQueryHttp } from './delegation-query.http.ts';
import { DelegationHttp } from './delegation.http.ts';

/** Every route of the slice. */
export const delegationControllers = [DelegationHttp, DelegationQueryHttp, DelegationCorrections];
