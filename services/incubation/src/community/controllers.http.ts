import { CommunityCorrections } from './community-corrections.http.ts';
import { CommunityStatisticsHttp } from './community-statistics.http.ts';
import { CommunityHttp } from './community.http.ts';

/** Every route of the slice. */
export const communityControllers = [CommunityHttp, CommunityStatisticsHttp, CommunityCorrections];
