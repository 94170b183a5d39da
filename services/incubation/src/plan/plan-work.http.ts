import type { CaseId } from '@fuhua/kernel';
import { Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import type { CommandContext } from '@fuhua/platform/handle';
import { Command, Id, type CommandAnswer } from '@fuhua/platform/http';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import { Body, Controller, Inject } from '@nestjs/common';
import { REGISTRY_TOLD, type RegistryTold } from '../directory/directory.view.ts';
import { sourceIn } from '../directory/source.dto.ts';
import { actOnPlan, PlanRoute, type Reads } from './acting.http.ts';
import { ActivityBody, CompletionBody, GuidanceBody, SupportServiceBody } from './plan.dto.ts';
import { CASES_TO_PLAN, type CasesToPlan } from './planned-case.view.ts';

/** What is done by a plan: items, support services, guidance, activities. */
@Controller('v1/plans')
@Roles('officer', 'operator')
export class PlanWorkHttp {
  private readonly reads: Reads;

  constructor(
    @Ports() ports: ServicePorts,
    @Inject(REGISTRY_TOLD) told: RegistryTold,
    @Inject(CASES_TO_PLAN) cases: CasesToPlan,
  ) {
    this.reads = { ports, told, cases };
  }

  @Roles('officer', 'operator', 'organization')
  @PlanRoute('complete-item', { zh: '登记事项完成', en: 'Record that an item is completed' })
  complete(
    @Id() id: CaseId,
    @Body() { ...given }: CompletionBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return actOnPlan(this.reads, id, context, caller, { type: 'CompleteItem', given });
  }

  /** Refused of a day on which support was suspended. */
  @PlanRoute('record-support-service', { zh: '登记支持服务', en: 'Record a support service' })
  recordSupportService(
    @Id() id: CaseId,
    @Body() { source, ...service }: SupportServiceBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const given = { ...service, source: sourceIn(source) };
    return actOnPlan(this.reads, id, context, caller, { type: 'RecordSupportService', given });
  }

  @PlanRoute('record-guidance', { zh: '登记指导培训', en: 'Record guidance' })
  recordGuidance(
    @Id() id: CaseId,
    @Body() { source, ...guidance }: GuidanceBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const given = { ...guidance, source: sourceIn(source) };
    return actOnPlan(this.reads, id, context, caller, { type: 'RecordGuidance', given });
  }

  @Roles('officer', 'operator', 'organization')
  @PlanRoute('report-activity', { zh: '报告社区活动', en: 'Report a community activity' })
  reportActivity(
    @Id() id: CaseId,
    @Body() { source, ...activity }: ActivityBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const given = { ...activity, source: sourceIn(source) };
    return actOnPlan(this.reads, id, context, caller, { type: 'ReportActivity', given });
  }
}
