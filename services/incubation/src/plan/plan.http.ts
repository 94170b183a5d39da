import type { CaseId } from '@fuhua/kernel';
import { Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import type { CommandContext } from '@fuhua/platform/handle';
import { Command, Id, type CommandAnswer } from '@fuhua/platform/http';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import { formatPosition } from '@fuhua/platform/views';
import { newestCalendar } from '@fuhua/rules';
import { Body, Controller, Inject } from '@nestjs/common';
import { officerActOn, REGISTRY_TOLD, type RegistryTold } from '../directory/directory.view.ts';
import { actOnPlan, caseToPlan, decided, PlanRoute, sideOf, type Reads } from './acting.http.ts';
import {
  PlanAgreementBody,
  AmendmentBody,
  DeclinedBody,
  DraftPlanBody,
  OnBody,
  type AmendedItemBody,
  type InapplicableBody,
  type ItemBody,
} from './plan.dto.ts';
import type { Inapplicable, PlannedItem } from './plan.events.ts';
import { CASES_TO_PLAN, type CasesToPlan } from './planned-case.view.ts';

/** The plan of a case: drafted, approved, amended by both sides. The id of the collection is the case's. */
@Controller('v1/plans')
@Roles('officer', 'operator', 'organization')
export class PlanHttp {
  private readonly reads: Reads;

  constructor(
    @Ports() private readonly ports: ServicePorts,
    @Inject(REGISTRY_TOLD) private readonly told: RegistryTold,
    @Inject(CASES_TO_PLAN) cases: CasesToPlan,
  ) {
    this.reads = { ports, told, cases };
  }

  /** Without items those of the template of type and stage. */
  @PlanRoute('draft', { zh: '拟订孵化方案', en: 'Draft the plan' }, 201)
  async draft(
    @Id() id: CaseId,
    @Body() { planType, items, start, end, inapplicable, on }: DraftPlanBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return actOnPlan(this.reads, id, context, caller, {
      ...{ type: 'DraftPlan', planned: await caseToPlan(this.reads, id), planType },
      ...{ items: items?.map(itemIn), term: { start, end } },
      ...{ inapplicable: inapplicable.map(inapplicableIn), on },
    });
  }

  /** Granted or refused: an event with its decision (R-PLN-01). */
  @Roles('officer')
  @PlanRoute('approve', { zh: '核定孵化方案', en: 'Decide on the plan' })
  async approve(
    @Id() id: CaseId,
    @Body() { on }: OnBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const { base } = await caseToPlan(this.reads, id);
    const act = await officerActOn(this.told, caller, base, context.now);
    const known = { calendar: newestCalendar(), knownThrough: await this.knownThrough() };
    return decided(this.reads, id, context, { type: 'ApprovePlan', on, ...known, ...act });
  }

  @PlanRoute('propose-amendment', { zh: '提出方案调整', en: 'Propose to amend the plan' })
  async propose(
    @Id() id: CaseId,
    @Body() { items, inapplicable, reason, on }: AmendmentBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return actOnPlan(this.reads, id, context, caller, {
      ...{ type: 'ProposeAmendment', by: sideOf(caller), items: items.map(amendedItemIn) },
      ...{ inapplicable: inapplicable.map(inapplicableIn), reason, on },
      ...{ calendar: newestCalendar(), knownThrough: await this.knownThrough() },
    });
  }

  @PlanRoute('agree-to-amendment', { zh: '同意方案调整', en: 'Agree to amend the plan' })
  agree(
    @Id() id: CaseId,
    @Body() { proposed, on }: PlanAgreementBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const answered = { proposed, by: sideOf(caller), on };
    const wanted = { type: 'AgreeToAmendment', ...answered } as const;
    return actOnPlan(this.reads, id, context, caller, wanted);
  }

  /** Also by the side that proposed it: then it takes it back. */
  @PlanRoute('decline-amendment', { zh: '不同意方案调整', en: 'Decline to amend the plan' })
  decline(
    @Id() id: CaseId,
    @Body() { proposed, on, reason }: DeclinedBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const answered = { proposed, by: sideOf(caller), on, reason };
    const wanted = { type: 'DeclineAmendment', ...answered } as const;
    return actOnPlan(this.reads, id, context, caller, wanted);
  }

  private async knownThrough(): Promise<Readonly<Record<string, string>>> {
    const { service, store } = this.ports;
    const position = await store.head();
    return { [service]: formatPosition({ service, epoch: store.epoch(), position }) };
  }
}

function itemIn({ topic, task, evidence, dueOn, owner }: ItemBody): Omit<PlannedItem, 'item'> {
  return { topic, task, evidence, dueOn, owner };
}

function amendedItemIn(
  body: AmendedItemBody,
): Omit<PlannedItem, 'item'> & { readonly item?: number | undefined } {
  return { item: body.item, ...itemIn(body) };
}

function inapplicableIn({ topic, reason }: InapplicableBody): Inapplicable[number] {
  return { topic, reason };
}
