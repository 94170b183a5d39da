import {
  registryAuthority,
  registryBase,
  registryBaseUpkeep,
  registryDelegation,
  registryOperatorContract,
  registryOrganization,
  registryOrganizationFacts,
  registryPerson,
} from '@fuhua/contracts';
import type { Origin } from '@fuhua/kernel';
import { EvidenceHttp } from '@fuhua/platform/evidence';
import { timed } from '@fuhua/platform/deadlines';
import { feedController, type PublishedSlice } from '@fuhua/platform/feed';
import { grantsFromViews } from '@fuhua/platform/grants';
import { handle } from '@fuhua/platform/handle';
import { createService, type Edge, type Logger, type Metrics } from '@fuhua/platform/http';
import { redecisionController, redecisionReactions } from '@fuhua/platform/redecision';
import {
  ClosesPorts,
  devControllers,
  PORTS,
  type ServiceParts,
  startService,
  type ServicePorts,
} from '@fuhua/platform/service';
import { Module, type DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AuthorityCorrections } from './authority/authority-corrections.http.ts';
import { AuthorityQueryHttp } from './authority/authority-query.http.ts';
import { authority } from './authority/authority.decider.ts';
import { AuthorityHttp } from './authority/authority.http.ts';
import { publishAuthority } from './authority/authority.publish.ts';
import { authorityView, filingDeadlineView, zoneMappingView } from './authority/authority.view.ts';
import { aboutBase } from './base/about.decider.ts';
import { baseDecisions } from './base/base-decisions.http.ts';
import { baseFactView } from './base/base-fact.view.ts';
import { base } from './base/base.decider.ts';
import { isUpkeepEvent, type BaseEvent } from './base/base.events.ts';
import { baseControllers } from './base/controllers.http.ts';
import { publishBase } from './base/base.publish.ts';
import { baseView } from './base/base.view.ts';
import { publishUpkeep } from './base/upkeep.publish.ts';
import { upkeepView } from './base/upkeep.view.ts';
import { operatorControllers } from './operatorcontract/controllers.http.ts';
import { delegationControllers } from './delegation/controllers.http.ts';
import { organizationControllers } from './organization/controllers.http.ts';
import { appointFirstAdministrator } from './bootstrap.ts';
import type { Config } from './config.ts';
import { Person1764000100000 } from './migrations/1764000100000-person.ts';
import { Authority1764000200000 } from './migrations/1764000200000-authority.ts';
import { Organization1764000300000 } from './migrations/1764000300000-organization.ts';
import { aboutDelegation, delegation } from './delegation/delegation.decider.ts';
import { publishDelegation } from './delegation/delegation.publish.ts';
import { delegationView } from './delegation/delegation.view.ts';
import { Delegation1764000700000 } from './migrations/1764000700000-delegation.ts';
import { Base1764000400000 } from './migrations/1764000400000-base.ts';
import { BaseDecision1764000410000 } from './migrations/1764000410000-base-decision.ts';
import { BaseUpkeep1764000500000 } from './migrations/1764000500000-base-upkeep.ts';
import { Operatorcontract1764000600000 } from './migrations/1764000600000-operatorcontract.ts';
import { ContractDecision1764000610000 } from './migrations/1764000610000-contract-decision.ts';
import { contractDecisions } from './operatorcontract/contract-decisions.http.ts';
import { operatorBarView } from './operatorcontract/operator-bar.view.ts';
import { operatorExceptionView } from './operatorcontract/operator-exception.view.ts';
import {
  contractSignedReaction,
  operatorStandingReaction,
} from './operatorcontract/operator-watched.reaction.ts';
import {
  aboutContract,
  operatorContract,
  seatConclusions,
} from './operatorcontract/operatorcontract.decider.ts';
import { publishOperatorContract } from './operatorcontract/operatorcontract.publish.ts';
import { operatorContractView } from './operatorcontract/operatorcontract.view.ts';
import {
  contractEndedReaction,
  seatSoughtReaction,
  type AsksSeat,
} from './operatorcontract/seat-sought.reaction.ts';
import { operatorSeat, type OperatorSeatRefusal } from './operatorseat/operatorseat.decider.ts';
import { publishOperatorSeat } from './operatorseat/operatorseat.publish.ts';
import { seatAnsweredReaction } from './operatorseat/seat-answered.reaction.ts';
import {
  codeSoughtReaction,
  recordVoidedReaction,
  type AsksGuard,
} from './organization/code-sought.reaction.ts';
import { organizationFactView } from './organization/organization-fact.view.ts';
import {
  aboutOrganization,
  codeConclusions,
  organization,
} from './organization/organization.decider.ts';
import { publishOrganization } from './organization/organization.publish.ts';
import { organizationView } from './organization/organization.view.ts';
import { PersonCorrections } from './person/person-corrections.http.ts';
import { personForgottenReaction } from './person/person-forgotten.reaction.ts';
import { person } from './person/person.decider.ts';
import { PersonHttp } from './person/person.http.ts';
import { publishPerson } from './person/person.publish.ts';
import { personDelegationView, personGrantView, personView } from './person/person.view.ts';
import { codeAnsweredReaction } from './uscc/code-answered.reaction.ts';
import { uscc, type UsccRefusal } from './uscc/uscc.decider.ts';
import { publishUscc } from './uscc/uscc.publish.ts';

const views = [
  personView,
  personGrantView,
  personDelegationView,
  authorityView,
  filingDeadlineView,
  zoneMappingView,
  organizationView,
  organizationFactView,
  baseView,
  baseFactView,
  upkeepView,
  operatorContractView,
  operatorBarView,
  operatorExceptionView,
  delegationView,
  contractDecisions.decisions,
  contractDecisions.tasks,
  baseDecisions.decisions,
  baseDecisions.tasks,
];

/** Every slice, with what it tells others. */
export const published: readonly PublishedSlice[] = [
  { slice: person, publish: publishPerson, contract: registryPerson },
  { slice: authority, publish: publishAuthority, contract: registryAuthority },
  {
    slice: base,
    publish: (event: BaseEvent & { readonly origin: Origin }) =>
      isUpkeepEvent(event) ? publishUpkeep(event) : publishBase(event),
    contract: { ...registryBase, ...registryBaseUpkeep },
  },
  {
    slice: organization,
    publish: publishOrganization,
    contract: { ...registryOrganization, ...registryOrganizationFacts },
  },
  { slice: uscc, publish: publishUscc, contract: {} },
  {
    slice: operatorContract,
    publish: publishOperatorContract,
    contract: registryOperatorContract,
  },
  { slice: delegation, publish: publishDelegation, contract: registryDelegation },
  { slice: operatorSeat, publish: publishOperatorSeat, contract: {} },
];

/** What the service is made of beside its routes; a new view also needs its table in a migration. */
export const registry: ServiceParts = {
  service: 'registry',
  published,
  topics: [],
  views,
  entities: views.map(({ entity }) => entity),
  migrations: [
    Person1764000100000,
    Authority1764000200000,
    Organization1764000300000,
    Base1764000400000,
    BaseDecision1764000410000,
    BaseUpkeep1764000500000,
    Operatorcontract1764000600000,
    ContractDecision1764000610000,
    Delegation1764000700000,
  ],
  timed: [
    timed(organization, { about: aboutOrganization }),
    timed(base, { about: aboutBase }),
    timed(operatorContract, { about: aboutContract }),
    timed(delegation, { about: aboutDelegation }),
  ],
  reactions: (ports) => [
    personForgottenReaction(ports),
    codeSoughtReaction(guardOfCodes(ports)),
    recordVoidedReaction(guardOfCodes(ports)),
    codeAnsweredReaction((id, concluded, context) =>
      handle(
        ports,
        codeConclusions,
        id,
        context,
        () => ({ type: 'ConcludeCode' as const, ...concluded }),
        { about: aboutOrganization },
      ),
    ),
    seatSoughtReaction(guardOfSeats(ports)),
    contractEndedReaction(guardOfSeats(ports)),
    seatAnsweredReaction((id, concluded, context) =>
      handle(
        ports,
        seatConclusions,
        id,
        context,
        () => ({ type: 'ConcludeSeat' as const, ...concluded }),
        { about: aboutContract },
      ),
    ),
    contractSignedReaction(ports),
    operatorStandingReaction(ports),
    ...redecisionReactions(ports, contractDecisions),
    ...redecisionReactions(ports, baseDecisions),
  ],
};

/** Who holds a code is decided in the code's own stream. */
const guardOfCodes = (ports: ServicePorts): AsksGuard<UsccRefusal> => ({
  take: (asked, context) =>
    handle(ports, uscc, asked.uscc, context, () => ({ type: 'TakeCode' as const, ...asked })),
  release: (given, context) =>
    handle(ports, uscc, given.uscc, context, () => ({ type: 'ReleaseCode' as const, ...given })),
});

/** Who operates a base is decided in the base's own stream. */
const guardOfSeats = (ports: ServicePorts): AsksSeat<OperatorSeatRefusal> => ({
  take: (asked, context) =>
    handle(ports, operatorSeat, asked.base, context, () => ({
      ...{ type: 'TakeSeat' as const, ...asked },
    })),
  release: (given, context) =>
    handle(ports, operatorSeat, given.base, context, () => ({
      ...{ type: 'ReleaseSeat' as const, ...given },
    })),
});

@Module({})
class RegistryModule {}

function registryModule(ports: ServicePorts): DynamicModule {
  return {
    module: RegistryModule,
    controllers: [
      PersonHttp,
      AuthorityHttp,
      AuthorityQueryHttp,
      ...organizationControllers,
      ...baseControllers,
      PersonCorrections,
      AuthorityCorrections,
      ...operatorControllers,
      ...delegationControllers,
      EvidenceHttp,
      redecisionController([contractDecisions, baseDecisions]),
      feedController({ slices: published }),
      ...devControllers(ports),
    ],
    providers: [{ provide: PORTS, useValue: ports }, ClosesPorts],
  };
}

/** The service over the adapters that its configuration names; call `listen` on what it answers. */
export function openRegistry(config: Config, logger: Logger): Promise<NestFastifyApplication> {
  const first = config.FUHUA_FIRST_ADMINISTRATOR;
  return startService({
    ...{ parts: registry, config, logger },
    grants: (ports) =>
      grantsFromViews([personGrantView, personDelegationView], () => ports().dataSource),
    over: (ports, metrics, edge) => serviceOver(ports, config, logger, metrics, edge),
    prepare: async (ports) => {
      if (first !== undefined) await appointFirstAdministrator(ports, first);
    },
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
  const module = registryModule(ports);
  return createService({ module, service: registry.service, config, logger, metrics, edge });
}
