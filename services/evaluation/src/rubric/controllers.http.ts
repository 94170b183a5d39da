import { RubricQueryHttp } from './rubric-query.http.ts';
import { RubricHttp } from './rubric.http.ts';

/** Every route of the slice. */
export const rubricControllers = [RubricHttp, RubricQueryHttp];
