import { evaluationPanel, evaluationRubric } from '@fuhua/contracts';
import { deskOf, directoryMigrations, directoryViews, grantsTold } from '@fuhua/directory';
import { timed } from '@fuhua/platform/deadlines';
import { EvidenceHttp } from '@fuhua/platform/evidence';
import { feedController, type PublishedSlice } from '@fuhua/platform/feed';
import { createService, type Edge, type Logger, type Metrics } from '@fuhua/platform/http';
import {
  ClosesPorts,
  devControllers,
  PORTS,
  startService,
  todoController,
  type ServiceParts,
  type ServicePorts,
} from '@fuhua/platform/service';
import type { View } from '@fuhua/platform/views';
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from './config.ts';
import { Rubric1764400100000 } from './migrations/1764400100000-rubric.ts';
import { Panel1764400200000 } from './migrations/1764400200000-panel.ts';
import { Todo1764400300000 } from './migrations/1764400300000-todo.ts';
import { panelControllers } from './panel/controllers.http.ts';
import { aboutPanel, panel } from './panel/panel.decider.ts';
import { publishPanel } from './panel/panel.publish.ts';
import { panelTodos } from './panel/panel-todo.view.ts';
import { panelView } from './panel/panel.view.ts';
import { rubricControllers } from './rubric/controllers.http.ts';
import { rubric } from './rubric/rubric.decider.ts';
import { publishRubric } from './rubric/rubric.publish.ts';
import { rubricView } from './rubric/rubric.view.ts';

const views: readonly View[] = [...directoryViews, rubricView, panelView, panelTodos.view];

/** Every slice, with what it tells others. */
export const published: readonly PublishedSlice[] = [
  { slice: rubric, publish: publishRubric, contract: evaluationRubric },
  { slice: panel, publish: publishPanel, contract: evaluationPanel },
];

/** What the service is made of beside its routes; a new view also needs its table in a migration. */
export const evaluation: ServiceParts = {
  service: 'evaluation',
  published,
  topics: ['registry', 'incubation'],
  views,
  entities: views.map(({ entity }) => entity),
  migrations: [...directoryMigrations, Rubric1764400100000, Panel1764400200000, Todo1764400300000],
  timed: [timed(panel, { about: aboutPanel })],
  reactions: () => [],
};

/** Of every slice; one line each. */
const controllers: readonly Type[] = [
  ...rubricControllers,
  ...panelControllers,
  todoController({ sources: [panelTodos], deskOf }),
];

@Module({})
class EvaluationModule {}

function evaluationModule(ports: ServicePorts): DynamicModule {
  return {
    module: EvaluationModule,
    controllers: [
      ...controllers,
      EvidenceHttp,
      feedController({ slices: published }),
      ...devControllers(ports),
    ],
    providers: [{ provide: PORTS, useValue: ports }, ClosesPorts],
  };
}

/** The service over the adapters that its configuration names; call `listen` on what it answers. */
export function openEvaluation(config: Config, logger: Logger): Promise<NestFastifyApplication> {
  return startService({
    ...{ parts: evaluation, config, logger, grants: grantsTold },
    over: (ports, metrics, edge) => serviceOver(ports, config, logger, metrics, edge),
  });
}

/** The same over given ports: what OpenAPI is made of needs no adapter. */
export function serviceOver(
  ports: ServicePorts,
  config: Config,
  logger: Logger,
  metrics: Metrics,
  edge: () => Edge | Promise<Edge>,
): Promise<NestFastifyApplication> {
  const module = evaluationModule(ports);
  return createService({ module, service: evaluation.service, config, logger, metrics, edge });
}
