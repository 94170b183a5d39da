import {
  incubationCase as casePublic,
  incubationCommunity,
  incubationLocalRules,
  incubationPlan,
} from '@fuhua/contracts';
import { deskOf, directoryMigrations, directoryViews, grantsTold } from '@fuhua/directory';
import { EvidenceHttp } from '@fuhua/platform/evidence';
import { timed } from '@fuhua/platform/deadlines';
import { feedController, type PublishedSlice } from '@fuhua/platform/feed';
import type { CaseId } from '@fuhua/kernel';
import { handle, type CommandContext } from '@fuhua/platform/handle';
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
import {
  admissionSoughtReaction,
  caseEndedReaction,
  placeGivenBackReaction,
  type ResidencyReleased,
} from './case/admission-sought.reaction.ts';
import { caseBoardView } from './case/case-board.view.ts';
import { aboutCase, admissionConclusions, incubationCase } from './case/case.decider.ts';
import { publishCase } from './case/case.publish.ts';
import { CASE_FACTS } from './case/facts.http.ts';
import { caseKnown } from './case/case-known.http.ts';
import { caseTodos } from './case/case-todo.view.ts';
import { caseControllers } from './case/controllers.http.ts';
import { caseFollowUpView } from './case/case-follow-up.view.ts';
import { entryBarView } from './case/entry-bar.view.ts';
import { exitRegisterView } from './case/exit-register.view.ts';
import { caseToPlan } from './case/case-to-plan.http.ts';
import { planFollowsReaction } from './case/plan-follows.reaction.ts';
import { PanelConcludedReaction } from './case/panel-concluded.reaction.ts';
import { communityControllers } from './community/controllers.http.ts';
import { aboutCommunity, community } from './community/community.decider.ts';
import { publishCommunity } from './community/community.publish.ts';
import { communityView } from './community/community.view.ts';
import type { Config } from './config.ts';
import { REGISTRY_TOLD } from './directory/directory.view.ts';
import { registryTold } from './directory/registry-told.view.ts';
import { localRulesControllers } from './localrules/controllers.http.ts';
import { localRules } from './localrules/localrules.decider.ts';
import { publishLocalRules } from './localrules/localrules.publish.ts';
import { localRuleView } from './localrules/localrules.view.ts';
import { Localrules1764100100000 } from './migrations/1764100100000-localrules.ts';
import { Plan1764100200000 } from './migrations/1764100200000-plan.ts';
import { Community1764100300000 } from './migrations/1764100300000-community.ts';
import { Guards1764100400000 } from './migrations/1764100400000-guards.ts';
import { CaseEnds1764100500000 } from './migrations/1764100500000-case-ends.ts';
import { Todo1764100600000 } from './migrations/1764100600000-todo.ts';
import { planControllers } from './plan/controllers.http.ts';
import { aboutPlan, plan, plansOfCases } from './plan/plan.decider.ts';
import { publishPlan } from './plan/plan.publish.ts';
import { planTodos } from './plan/plan-todo.view.ts';
import { planView } from './plan/plan.view.ts';
import { planWorkView } from './plan/plan-work.view.ts';
import { CASES_TO_PLAN } from './plan/planned-case.view.ts';
import { residencyView } from './residency/residency.view.ts';
import { spaceView } from './space/space.view.ts';
import { Case1764100300000 } from './migrations/1764100300000-case.ts';
import {
  placeSoughtReaction,
  residencyAnsweredReaction,
  type AdmissionAnswer,
} from './residency/residency-answered.reaction.ts';
import { residency } from './residency/residency.decider.ts';
import { publishResidency } from './residency/residency.publish.ts';
import { placeRefusedReaction, spaceAllocatedReaction } from './space/space-answered.reaction.ts';
import { space } from './space/space.decider.ts';
import { publishSpace } from './space/space.publish.ts';

const views: readonly View[] = [
  ...directoryViews,
  localRuleView,
  caseBoardView,
  entryBarView,
  exitRegisterView,
  caseFollowUpView,
  residencyView,
  spaceView,
  planView,
  planWorkView,
  communityView,
  caseTodos.view,
  planTodos.view,
];

/** Every slice, with what it tells others. */
export const published: readonly PublishedSlice[] = [
  { slice: localRules, publish: publishLocalRules, contract: incubationLocalRules },
  { slice: incubationCase, publish: publishCase, contract: casePublic },
  { slice: plan, publish: publishPlan, contract: incubationPlan },
  { slice: community, publish: publishCommunity, contract: incubationCommunity },
  { slice: residency, publish: publishResidency, contract: {} },
  { slice: space, publish: publishSpace, contract: {} },
];

/** What the service is made of beside its routes; a new view also needs its table in a migration. */
export const incubation: ServiceParts = {
  service: 'incubation',
  published,
  topics: ['registry', 'evaluation'],
  views,
  entities: views.map(({ entity }) => entity),
  migrations: [
    ...directoryMigrations,
    Localrules1764100100000,
    Plan1764100200000,
    Community1764100300000,
    Case1764100300000,
    Guards1764100400000,
    CaseEnds1764100500000,
    Todo1764100600000,
  ],
  timed: [
    timed(incubationCase, { about: aboutCase }),
    timed(plan, { about: aboutPlan }),
    timed(community, { about: aboutCommunity }),
  ],
  reactions: (ports) => [
    admissionSoughtReaction((asked, context) =>
      handle(ports, residency, asked.organization, context, () => ({
        ...{ type: 'TakeResidency' as const, ...asked },
      })),
    ),
    placeSoughtReaction((asked, context) =>
      handle(ports, space, asked.base, context, () => ({
        ...{ type: 'AllocateSpace' as const, ...asked },
      })),
    ),
    residencyAnsweredReaction(concludes(ports)),
    spaceAllocatedReaction(concludes(ports)),
    placeRefusedReaction(givesResidencyBack(ports)),
    caseEndedReaction(givesResidencyBack(ports)),
    planFollowsReaction((id, heard, context) =>
      handle(ports, plansOfCases, id, context, () => heard, { about: aboutPlan }),
    ),
    placeGivenBackReaction((released, context) =>
      handle(ports, space, released.base, context, () => ({
        ...{ type: 'ReleaseSpace' as const, ...released },
      })),
    ),
  ],
};

/** At the end of a case, and where its base had no place. */
const givesResidencyBack =
  (ports: ServicePorts) => (released: ResidencyReleased, context: CommandContext) =>
    handle(ports, residency, released.organization, context, () => ({
      ...{ type: 'ReleaseResidency' as const, ...released },
    }));

/** What the guards say comes into the case that asked. */
const concludes =
  (ports: ServicePorts) => (id: CaseId, answer: AdmissionAnswer, context: CommandContext) =>
    handle(
      ports,
      admissionConclusions,
      id,
      context,
      () => ({ type: 'ConcludeAdmission' as const, ...answer }),
      { about: aboutCase },
    );

/** Of every slice; one line each. */
const controllers: readonly Type[] = [
  ...localRulesControllers,
  ...caseControllers,
  ...planControllers,
  ...communityControllers,
  PanelConcludedReaction,
  todoController({ sources: [caseTodos, planTodos], deskOf }),
];

@Module({})
class IncubationModule {}

function incubationModule(ports: ServicePorts): DynamicModule {
  return {
    module: IncubationModule,
    controllers: [
      ...controllers,
      EvidenceHttp,
      feedController({ slices: published }),
      ...devControllers(ports),
    ],
    providers: [
      { provide: PORTS, useValue: ports },
      { provide: REGISTRY_TOLD, useValue: registryTold(ports) },
      { provide: CASE_FACTS, useValue: caseKnown(ports) },
      { provide: CASES_TO_PLAN, useValue: caseToPlan(ports) },
      ClosesPorts,
    ],
  };
}

/** The service over the adapters that its configuration names; call `listen` on what it answers. */
export function openIncubation(config: Config, logger: Logger): Promise<NestFastifyApplication> {
  return startService({
    ...{ parts: incubation, config, logger, grants: grantsTold },
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
  const module = incubationModule(ports);
  return createService({ module, service: incubation.service, config, logger, metrics, edge });
}
