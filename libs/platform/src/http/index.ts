import 'reflect-metadata';

export { answer, found } from './answer.ts';
export type { CommandAnswer, PlainOf, ProblemsOf } from './answer.ts';
export { field, listed, ofMoment, page, pageOfEach, rowOf, whole } from './answer-schema.ts';
export type { Fields } from './answer-schema.ts';
export { exampleId } from './examples.ts';
export type { Schema } from './openapi-examples.ts';
export { AsOfQuery, momentOf } from './as-of-query.ts';
export type { Moment } from './as-of-query.ts';
export type { Clock } from '../clock/clock.ts';
export { systemClock } from '../clock/system-clock.ts';
export { Command, commandContextOf, Id } from './command.ts';
export { commonProblems, told } from './common-problems.ts';
export { correctionController } from './correction-controller.ts';
export type { CorrectionOptions } from './correction-controller.ts';
export { routeOf } from './edge.ts';
export type { Edge, RequestState } from './edge.ts';
export { etagOf, invalidInput } from './headers.ts';
export { readinessOf } from './health.ts';
export type { Health, HealthCheck, Readiness } from './health.ts';
export { JsonError, parseJson } from './json.ts';
export type { JsonFault } from './json.ts';
export { createLogger } from './logging.ts';
export type { Logger } from 'pino';
export { createMetrics } from './metrics.ts';
export type { Metrics } from './metrics.ts';
export { openApiOf } from './openapi.ts';
export { cursorOf, PAGE_MAX, pageOf, PageQuery, parseCursor } from './paging.ts';
export type { CursorPart, Page } from './paging.ts';
export { correctionProblems, platformProblems } from './platform-problems.ts';
export type { PlatformCode } from './platform-problems.ts';
export { allProblems, problem, ProblemError, problemOf, problemTable, raise } from './problem.ts';
export type { FieldError, HttpProblem, ProblemTable } from './problem.ts';
export { problemFor } from './problem-filter.ts';
export { CommandRoute, ReadRoute } from './route.ts';
export { routeMethodsOf } from './routes.ts';
export type { RouteMethod } from './routes.ts';
export { createService } from './service.ts';
export type { ServiceOptions } from './service.ts';
export { filled } from './text.ts';
export type { Bilingual, Language } from './text.ts';
export { validationPipe } from './validation.ts';
export { translateConstraint } from './validation-messages.ts';
export {
  IsDay,
  IsDivisionCode,
  IsId,
  IsInstant,
  IsText,
  Nested,
  NestedList,
  validatedBy,
} from './validators.ts';
