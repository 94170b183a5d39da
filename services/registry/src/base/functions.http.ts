import type { BaseId } from '@fuhua/kernel';
import { Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import type { CommandContext } from '@fuhua/platform/handle';
import { Command, Id, type CommandAnswer } from '@fuhua/platform/http';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import { Body, Controller } from '@nestjs/common';
import { actedOn, BaseRoute, sourceIn } from './acting.http.ts';
import { ApprovedFunctionsBody, ApproveExtensionBody, DeclareFunctionsBody } from './base.dto.ts';

/** What a base is for: declared, and decided by the set of its level. */
@Controller('v1/bases')
@Roles('officer')
export class BaseFunctionsHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  @BaseRoute('declare-functions', { zh: '申报功能定位', en: 'Declare what the base is for' })
  declareFunctions(
    @Id() id: BaseId,
    @Body() { ...fact }: DeclareFunctionsBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = { type: 'DeclareFunctions', fact } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }

  /** 200 with the decision, whether it approves or refuses. */
  @BaseRoute('decide-functions', { zh: '核定功能定位', en: 'Decide on what was declared' })
  decideFunctions(
    @Id() id: BaseId,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return actedOn(this.ports, id, context, caller, { type: 'DecideFunctions' });
  }

  @BaseRoute('approve-extension', {
    zh: '批准功能拓展',
    en: 'Approve functions outside the set of its level',
  })
  approveExtension(
    @Id() id: BaseId,
    @Body() { source, ...fact }: ApproveExtensionBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'ApproveExtension',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }

  @BaseRoute('record-approved-functions', {
    zh: '登记系统启用前核定的功能定位',
    en: 'Record what was approved before this system',
  })
  recordApprovedFunctions(
    @Id() id: BaseId,
    @Body() { source, ...fact }: ApprovedFunctionsBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordApprovedFunctions',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }
}
