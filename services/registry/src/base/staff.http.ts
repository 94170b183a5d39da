import type { BaseId } from '@fuhua/kernel';
import { Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import type { CommandContext } from '@fuhua/platform/handle';
import { Command, Id, type CommandAnswer } from '@fuhua/platform/http';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import { Body, Controller } from '@nestjs/common';
import { EndBody, WithdrawalBody } from '../organization/fact.dto.ts';
import { actedOn, BaseRoute, sourceIn } from './acting.http.ts';
import { AssignStaffBody, ChooseStaffBody, SocialWorkQualificationBody } from './staff.dto.ts';

/** Who works at a base, and who was preferred. */
@Controller('v1/bases')
@Roles('officer')
export class BaseStaffHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  @BaseRoute('assign-staff', { zh: '配备人员', en: 'Assign a person to a post' })
  assignStaff(
    @Id() id: BaseId,
    @Body() { source, ...fact }: AssignStaffBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = { type: 'AssignStaff', fact: { ...fact, source: sourceIn(source) } } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }

  @BaseRoute('record-staff-left', { zh: '登记人员离岗', en: 'Record that a person left a post' })
  recordStaffLeft(
    @Id() id: BaseId,
    @Body() { source, ...fact }: EndBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordStaffLeft',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }

  @BaseRoute('record-social-work-qualification', {
    zh: '登记社会工作资格',
    en: 'Record a social-work qualification',
  })
  recordSocialWorkQualification(
    @Id() id: BaseId,
    @Body() { source, ...fact }: SocialWorkQualificationBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordSocialWorkQualification',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }

  @BaseRoute('record-social-work-qualification-withdrawal', {
    zh: '登记社会工作资格取消',
    en: 'Record that a social-work qualification was withdrawn',
  })
  recordSocialWorkQualificationWithdrawal(
    @Id() id: BaseId,
    @Body() { source, ...fact }: WithdrawalBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordSocialWorkQualificationWithdrawal',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }

  @BaseRoute('choose-staff', {
    zh: '确定聘用人选（同等条件下优先使用具有社会工作资格者）',
    en: 'Choose among candidates: of equal scores, the qualified first',
  })
  chooseStaff(
    @Id() id: BaseId,
    @Body() { source, ...fact }: ChooseStaffBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = { type: 'ChooseStaff', fact: { ...fact, source: sourceIn(source) } } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }
}
