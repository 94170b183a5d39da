import type { BaseId } from '@fuhua/kernel';
import { Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import type { CommandContext } from '@fuhua/platform/handle';
import { Command, Id, type CommandAnswer } from '@fuhua/platform/http';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import { Body, Controller } from '@nestjs/common';
import { WithdrawalBody } from '../organization/fact.dto.ts';
import { actedOn, BaseRoute, sourceIn } from './acting.http.ts';
import {
  EnablePartyServiceBody,
  LinkHostFacilityBody,
  SetOperatingModelBody,
} from './facility.dto.ts';

/** Where a base is at home and how it is run. */
@Controller('v1/bases')
@Roles('officer')
export class BaseFacilityHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  @BaseRoute('link-host-facility', { zh: '关联依托设施', en: 'Link a host facility' })
  linkHostFacility(
    @Id() id: BaseId,
    @Body() { source, ...fact }: LinkHostFacilityBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'LinkHostFacility',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }

  @BaseRoute('unlink-host-facility', { zh: '解除依托设施', en: 'Leave a host facility' })
  unlinkHostFacility(
    @Id() id: BaseId,
    @Body() { source, ...fact }: WithdrawalBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'UnlinkHostFacility',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }

  @BaseRoute('enable-party-service', {
    zh: '设立党群服务（须附证明）',
    en: 'Enable Party service, with evidence',
  })
  enablePartyService(
    @Id() id: BaseId,
    @Body() { source, ...fact }: EnablePartyServiceBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'EnablePartyService',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }

  @BaseRoute('end-party-service', { zh: '停止党群服务', en: 'End Party service' })
  endPartyService(
    @Id() id: BaseId,
    @Body() { source, ...fact }: WithdrawalBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'EndPartyService',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }

  @BaseRoute('set-operating-model', { zh: '确定运营模式', en: 'Set the operating model' })
  setOperatingModel(
    @Id() id: BaseId,
    @Body() { source, ...fact }: SetOperatingModelBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'SetOperatingModel',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }
}
