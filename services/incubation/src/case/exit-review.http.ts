import type { CaseId } from '@fuhua/kernel';
import { Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import type { CommandContext } from '@fuhua/platform/handle';
import { Command, Id, type CommandAnswer } from '@fuhua/platform/http';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import { Body, Controller, Inject } from '@nestjs/common';
import { REGISTRY_TOLD, type RegistryTold } from '../directory/directory.view.ts';
import {
  DecideReviewBody,
  DefenceBody,
  HandoverBody,
  HoldHearingBody,
  NotifyHearingBody,
  RequestReviewBody,
} from './exit.dto.ts';
import { byOfficer, byParty, type Reads } from './case-acting.http.ts';
import { OccurredBody } from './entry.dto.ts';
import { CaseRoute } from './entry.http.ts';
import { CASE_FACTS, type CaseFacts } from './facts.http.ts';

/** How the organization is heard, and what follows the decision (5.6). One route a command. */
@Controller('v1/cases')
@Roles('officer')
export class ExitReviewHttp {
  private readonly reads: Reads;

  constructor(
    @Ports() ports: ServicePorts,
    @Inject(REGISTRY_TOLD) told: RegistryTold,
    @Inject(CASE_FACTS) facts: CaseFacts,
  ) {
    this.reads = { ports, told, facts };
  }

  /** As often as there is something to say within its days. */
  @Roles('organization')
  @CaseRoute('submit-defence', { zh: '提交陈述申辩', en: 'Submit a defence' })
  submitDefence(
    @Id() id: CaseId,
    @Body() { points, files, ...body }: DefenceBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return byParty(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'SubmitDefence', points, files },
    }));
  }

  @Roles('organization')
  @CaseRoute('request-hearing', { zh: '申请听证', en: 'Ask for a hearing' })
  requestHearing(
    @Id() id: CaseId,
    @Body() body: OccurredBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return byParty(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'RequestHearing' },
    }));
  }

  @CaseRoute('notify-hearing', { zh: '通知听证', en: 'Notify when and where it is held' })
  notifyHearing(
    @Id() id: CaseId,
    @Body() { heldOn, place, ...body }: NotifyHearingBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return byOfficer(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'NotifyHearing', heldOn, place },
    }));
  }

  @CaseRoute('hold-hearing', { zh: '登记听证举行', en: 'Record that it was held' })
  holdHearing(
    @Id() id: CaseId,
    @Body() { attended, record, ...body }: HoldHearingBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return byOfficer(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'HoldHearing', attended, record },
    }));
  }

  @Roles('organization')
  @CaseRoute('request-review', { zh: '申请复核', en: 'Ask for a review' })
  requestReview(
    @Id() id: CaseId,
    @Body() { grounds, files, ...body }: RequestReviewBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return byParty(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'RequestReview', grounds, files },
    }));
  }

  /** By the next higher authority. Upheld it is final on that day, revoked the file is rescinded. */
  @CaseRoute('decide-review', { zh: '作出复核决定', en: 'Decide the review' })
  decideReview(
    @Id() id: CaseId,
    @Body() { outcome, reasons, ...body }: DecideReviewBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return byOfficer(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'DecideReview', outcome, reasons },
    }));
  }

  /** Space, seals and data at once: the place is given back by it. */
  @CaseRoute('complete-handover', { zh: '登记交接完成', en: 'Record the handover' })
  completeHandover(
    @Id() id: CaseId,
    @Body() { items, ...body }: HandoverBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const handedOver = items.map(({ item, doneOn, files }) => ({ item, doneOn, files }));
    return byOfficer(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'CompleteHandover', items: handedOver },
    }));
  }
}
