import {
  dayOf,
  idOf,
  type DomainEvent,
  type EventOf,
  type OperatorContractId,
  type OrganizationId,
  type Origin,
  type Result,
} from '@fuhua/kernel';
import {
  handle,
  type CommandContext,
  type Handled,
  type HandleRefusal,
} from '@fuhua/platform/handle';
import { reaction, type Reaction } from '@fuhua/platform/reactions';
import type { ServicePorts } from '@fuhua/platform/service';
import { newestCalendar, shippedRuleSets } from '@fuhua/rules';
import { organizationFactView } from '../organization/organization-fact.view.ts';
import { standingOf } from './operator-facts.http.ts';
import { aboutContract, operatorObservations } from './operatorcontract.decider.ts';
import { operatorContractEvents, type operatorContractSigned } from './operatorcontract.events.ts';
import { OperatorContractEntity, operatorContractView } from './operatorcontract.view.ts';
import type { ObserveOperator } from './watch.decider.ts';

/** R-OPR-03: what changes of an organization's grade and listings is seen by every contract it has. */

type Answer = Result<Handled, HandleRefusal>;

/** What was recorded of an organization, or corrected, since a contract was signed. */
export const operatorStandingReaction = (ports: ServicePorts): Reaction =>
  reaction<DomainEvent, never>({
    group: 'operator-standing',
    on: organizationFactView.source,
    types: [
      ...['GradeAwarded', 'GradeWithdrawn', 'GradeExpired', 'ListingRecorded', 'ListingLifted'],
      'EventCorrected',
    ],
    after: operatorContractView,
    react: async ({ origin }, context) => {
      const operator = idOf(origin.stream) as OrganizationId;
      const rows = await ports.dataSource
        .getRepository(OperatorContractEntity)
        .findBy({ operator, stage: 'in-force' });
      let answer: Answer | 'ignored' = 'ignored';
      for (const { contract } of rows) {
        answer = await observe(ports, contract, operator, origin, context);
        if (!answer.ok) return answer;
      }
      return answer;
    },
    refusals: {},
  });

/** A contract sees its operator first when it is concluded. */
export const contractSignedReaction = (ports: ServicePorts): Reaction =>
  reaction<EventOf<typeof operatorContractSigned>, never>({
    group: 'operator-contract-signed',
    on: { category: 'operatorcontract', events: operatorContractEvents },
    types: ['OperatorContractSigned'],
    react: ({ data: { contract, operator }, origin }, context) =>
      observe(ports, contract, operator, origin, context),
    refusals: {},
  });

/** The same event may be seen by several contracts: its command has one identity, and each has its own stream. */
async function observe(
  ports: ServicePorts,
  contract: OperatorContractId,
  operator: OrganizationId,
  { recordedAt }: Origin,
  context: CommandContext,
): Promise<Answer> {
  const today = dayOf(context.now);
  const standing = await standingOf(ports, operator, today);
  const command: ObserveOperator = {
    ...{ type: 'ObserveOperator', ...standing },
    ...{ knownOn: dayOf(recordedAt), today, calendar: newestCalendar() },
    ruleSets: shippedRuleSets,
  };
  const about = { about: aboutContract };
  return handle(ports, operatorObservations, contract, context, () => command, about);
}
