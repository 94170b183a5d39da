import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { mergeMap, type Observable } from 'rxjs';
import { problem } from '../http/problem.ts';
import { routeOf } from '../http/edge.ts';
import type { AccessRecord } from './access-records.ts';
import { PERSONAL_READ, type PersonalReadMark } from './decorators.ts';
import { NOBODY } from './grants.ts';

/** Records a read of personal data after the route has found it and before anybody sees it. */
export const personalReads: NestInterceptor = {
  intercept: (context: ExecutionContext, next: CallHandler): Observable<unknown> => {
    const mark = personalReadMarkOf(context);
    if (mark === undefined) return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return next.handle().pipe(mergeMap((answer) => recorded(request, mark, answer)));
  },
};

async function recorded(
  request: FastifyRequest,
  mark: PersonalReadMark,
  answer: unknown,
): Promise<unknown> {
  try {
    const { accessRecords } = request.fuhua.edge;
    if (accessRecords === undefined) throw new TypeError('no access records');
    await accessRecords.write(accessRecordOf(request, 'ok', mark.subject));
  } catch (error) {
    throw problem('platform.access-not-recorded', {}, { cause: error });
  }
  return answer;
}

export function personalReadMarkOf(
  context: Pick<ExecutionContext, 'getHandler' | 'getClass'>,
): PersonalReadMark | undefined {
  const mark: unknown =
    Reflect.getMetadata(PERSONAL_READ, context.getHandler()) ??
    Reflect.getMetadata(PERSONAL_READ, context.getClass());
  return mark as PersonalReadMark | undefined;
}

/** `subject` names the path parameter; `id` where nothing else is said. */
export function accessRecordOf(
  request: FastifyRequest,
  outcome: string,
  subject = 'id',
  rule: Pick<AccessRecord, 'rule' | 'clause'> = {},
): AccessRecord {
  const { edge, caller, person } = request.fuhua;
  const parameters = request.params as Readonly<Record<string, string | undefined>> | undefined;
  return {
    at: edge.clock.now(),
    person: caller?.person ?? person ?? NOBODY,
    role: caller?.role ?? 'none',
    authority: caller?.authority,
    method: request.method,
    route: routeOf(request),
    subject: parameters?.[subject]?.slice(0, 200),
    outcome,
    requestId: request.id,
    ...rule,
  };
}
