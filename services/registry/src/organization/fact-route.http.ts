import { CommandRoute, answer, type Bilingual, type CommandAnswer } from '@fuhua/platform/http';
import { applyDecorators, Post } from '@nestjs/common';
import { actOn } from './acting.http.ts';
import { organizationCodes, organizationProblems } from './organization-problems.http.ts';

/** `POST :id/<path>`: an officer records a fact about an organization on record. */
export const FactRoute = (path: string, summary: Bilingual): MethodDecorator =>
  applyDecorators(Post(`:id/${path}`), CommandRoute({ summary, problems: organizationCodes }));

/** `actOn`, answered. @throws ProblemError */
export async function recordOn(...asked: Parameters<typeof actOn>): Promise<CommandAnswer> {
  return answer(await actOn(...asked), organizationProblems);
}
