import type { CaseId, EventId } from '@fuhua/kernel';
import { Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import { newIdOf, type CommandContext } from '@fuhua/platform/handle';
import {
  Command,
  CommandRoute,
  Id,
  type Bilingual,
  type CommandAnswer,
} from '@fuhua/platform/http';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import { applyDecorators, Body, Controller, Inject, Post } from '@nestjs/common';
import { REGISTRY_TOLD, type RegistryTold } from '../directory/directory.view.ts';
import { byOfficer, byParty, type Reads } from './case-acting.http.ts';
import { caseCodes } from './case-problems.http.ts';
import {
  AgreementBody,
  LapseBody,
  NotifyGapsBody,
  OccurredBody,
  PreReviewBody,
  ReasonBody,
  SupplementBody,
} from './entry.dto.ts';
import { CASE_FACTS, type CaseFacts } from './facts.http.ts';

export const CaseRoute = (path: string, summary: Bilingual): MethodDecorator =>
  applyDecorators(Post(`:id/${path}`), CommandRoute({ summary, problems: caseCodes }));

/** What follows an application up to the decision, and the agreement (5.2). One route a command. */
@Controller('v1/cases')
@Roles('officer')
export class EntryHttp {
  private readonly reads: Reads;

  constructor(
    @Ports() ports: ServicePorts,
    @Inject(REGISTRY_TOLD) told: RegistryTold,
    @Inject(CASE_FACTS) facts: CaseFacts,
  ) {
    this.reads = { ports, told, facts };
  }

  /** Once, with every gap; what no rule could say is among them. Its limit runs from the service of the notice. */
  @CaseRoute('notify-gaps', { zh: '一次性告知补正', en: 'Notify every gap at once' })
  notifyGaps(
    @Id() id: CaseId,
    @Body() body: NotifyGapsBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const gaps = body.gaps.map(({ code, text }) => ({ code, text }));
    return byOfficer(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'NotifyGaps', gaps },
    }));
  }

  @Roles('organization', 'officer')
  @CaseRoute('supplement', { zh: '补正材料', en: 'Supply what was missing' })
  supplement(
    @Id() id: CaseId,
    @Body() { gaps, files, ...body }: SupplementBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return byParty(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'SupplementEntry', gaps, files },
    }));
  }

  @CaseRoute('accept', { zh: '受理申请', en: 'Accept as complete' })
  accept(
    @Id() id: CaseId,
    @Body() body: OccurredBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return byOfficer(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'AcceptEntry' },
    }));
  }

  @CaseRoute('lapse', { zh: '确认申请失效', en: 'Let it lapse after its last day' })
  lapse(
    @Id() id: CaseId,
    @Body() { open, reason, ...body }: LapseBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return byOfficer(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'LapseEntry', open, reason },
    }));
  }

  /** By the operator of the base; by an officer where it relates to the applicant, or is late. */
  @Roles('operator', 'officer')
  @CaseRoute('pre-review', { zh: '提出初审意见', en: 'Give the opinion of the pre-review' })
  preReview(
    @Id() id: CaseId,
    @Body() { opinion, remarks, ...body }: PreReviewBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return byParty(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'PreReviewEntry', opinion, remarks },
    }));
  }

  @CaseRoute('request-panel', { zh: '提请评审', en: 'Ask for a panel' })
  requestPanel(
    @Id() id: CaseId,
    @Body() body: OccurredBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const request = newIdOf(context.commandId) as EventId;
    return byOfficer(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'RequestPanel', request },
    }));
  }

  @CaseRoute('extend-decision', { zh: '延长办理期限', en: 'Extend the time to decide, once' })
  extendDecision(
    @Id() id: CaseId,
    @Body() { reason, ...body }: ReasonBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return byOfficer(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'ExtendDecision', reason },
    }));
  }

  @Roles('organization', 'officer')
  @CaseRoute('sign-agreement', { zh: '签订孵化协议', en: 'Sign the agreement' })
  signAgreement(
    @Id() id: CaseId,
    @Body() { twoMidtermsBreach, duties, files, ...body }: AgreementBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const terms = { twoMidtermsBreach, duties, files };
    return byParty(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'SignAgreement', terms },
    }));
  }
}
