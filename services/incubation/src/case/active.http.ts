import type { CaseId, EventId } from '@fuhua/kernel';
import { Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import { newIdOf, type CommandContext } from '@fuhua/platform/handle';
import { Command, Id, type CommandAnswer } from '@fuhua/platform/http';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import { Body, Controller, Inject } from '@nestjs/common';
import { REGISTRY_TOLD, type RegistryTold } from '../directory/directory.view.ts';
import {
  ApplyExtensionBody,
  EvaluateMidtermBody,
  LeaveBody,
  PauseBody,
  RegistrationStepBody,
} from './active.dto.ts';
import { byOfficer, byParty, type Reads } from './case-acting.http.ts';
import { OccurredBody } from './entry.dto.ts';
import { CaseRoute } from './entry.http.ts';
import { CASE_FACTS, type CaseFacts } from './facts.http.ts';

/** The term of a case (5.4). One route a command. */
@Controller('v1/cases')
@Roles('officer')
export class ActiveHttp {
  private readonly reads: Reads;

  constructor(
    @Ports() ports: ServicePorts,
    @Inject(REGISTRY_TOLD) told: RegistryTold,
    @Inject(CASE_FACTS) facts: CaseFacts,
  ) {
    this.reads = { ports, told, facts };
  }

  @CaseRoute('request-midterm', { zh: '提请中期评估', en: 'Ask for a panel on the midterm' })
  requestMidterm(
    @Id() id: CaseId,
    @Body() body: OccurredBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const request = newIdOf(context.commandId) as EventId;
    return byOfficer(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'RequestMidterm', request },
    }));
  }

  /** By what the panel concluded. Below 60 points there is a second chance. */
  @CaseRoute('evaluate-midterm', { zh: '作出中期评估结论', en: 'Conclude the midterm evaluation' })
  evaluateMidterm(
    @Id() id: CaseId,
    @Body() { measures, ...body }: EvaluateMidtermBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return byOfficer(this.reads, id, context, caller, body, async (act, identity) => ({
      ...{ ...act, type: 'EvaluateMidterm', measures },
      ...(await this.reads.facts.running({ identity, procedure: 'case.midterm', on: act.on })),
    }));
  }

  /** Every clock of the term stands still from that day on. Refused by a rule, it is on file. */
  @CaseRoute('pause-case', { zh: '决定孵化中止', en: 'Decide on a pause' })
  pause(
    @Id() id: CaseId,
    @Body() { reason, grounds, files, until, ...body }: PauseBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return byOfficer(this.reads, id, context, caller, body, async (act, identity) => ({
      ...{ ...act, type: 'PauseCase', reason, grounds, files, until },
      ...(await this.reads.facts.running({ identity, procedure: 'case.pause', on: act.on })),
    }));
  }

  @CaseRoute('resume-case', { zh: '提前恢复孵化', en: 'Resume before the pause is over' })
  resume(
    @Id() id: CaseId,
    @Body() body: OccurredBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return byOfficer(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'ResumeCase' },
    }));
  }

  @Roles('organization')
  @CaseRoute('apply-extension', { zh: '申请延期', en: 'Apply for the extension' })
  applyExtension(
    @Id() id: CaseId,
    @Body() { reason, grounds, months, files, ...body }: ApplyExtensionBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return byParty(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'ApplyExtension', reason, grounds, months, files },
    }));
  }

  /** Beyond the cap by the next higher authority. */
  @CaseRoute('decide-extension', { zh: '作出延期决定', en: 'Decide on the extension' })
  decideExtension(
    @Id() id: CaseId,
    @Body() body: OccurredBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return byOfficer(this.reads, id, context, caller, body, async (act, identity) => ({
      ...{ ...act, type: 'DecideExtension' },
      ...(await this.reads.facts.running({ identity, procedure: 'case.extension', on: act.on })),
    }));
  }

  /** Never while an early exit is under way. */
  @Roles('organization')
  @CaseRoute('leave-voluntarily', { zh: '登记自愿退出', en: 'Leave of one’s own will' })
  leave(
    @Id() id: CaseId,
    @Body() { reason, ...body }: LeaveBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return byParty(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'LeaveVoluntarily', reason },
    }));
  }

  @CaseRoute('record-registration-step', {
    zh: '登记筹备进展',
    en: 'Record how the registration of a team goes on',
  })
  recordRegistrationStep(
    @Id() id: CaseId,
    @Body() { step, files, ...body }: RegistrationStepBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return byOfficer(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'RecordRegistrationStep', step, files },
    }));
  }
}
