import type { OrganizationId } from '@fuhua/kernel';
import { Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import type { CommandContext } from '@fuhua/platform/handle';
import { Command, Id, type CommandAnswer } from '@fuhua/platform/http';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import { Body, Controller } from '@nestjs/common';
import { registrarIn, sourceIn } from './acting.http.ts';
import { FactRoute, recordOn } from './fact-route.http.ts';
import { EndBody } from './fact.dto.ts';
import {
  CoreTeamBody,
  DomicileChangeBody,
  HeadBody,
  NameChangeBody,
  NamePreApprovalBody,
  OrganizationEndBody,
  RegistrarChangeBody,
  RegistrationApplicationBody,
  SuspensionBody,
} from './life-facts.dto.ts';

/** What becomes of an organization: its name, place, registrar, heads, and its end. */
@Controller('v1/organizations')
@Roles('officer')
export class LifeFactsHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  @FactRoute('record-name-change', { zh: '登记名称变更', en: 'Record a change of name' })
  recordNameChange(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: NameChangeBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordNameChange',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }

  @FactRoute('record-domicile-change', { zh: '登记住所变更', en: 'Record a change of domicile' })
  recordDomicileChange(
    @Id() id: OrganizationId,
    @Body() { source, domicile: { division, address }, since }: DomicileChangeBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const fact = { domicile: { division, address }, since, source: sourceIn(source) };
    return recordOn(this.ports, id, context, caller, { type: 'RecordDomicileChange', fact });
  }

  /** From `since` on the new one records the organization's facts. */
  @FactRoute('record-registrar-change', {
    zh: '登记登记管理机关变更',
    en: 'Record a change of registrar',
  })
  async recordRegistrarChange(
    @Id() id: OrganizationId,
    @Body() { source, registrar, since }: RegistrarChangeBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const to = await registrarIn(this.ports, registrar, context);
    const fact = { since, source: sourceIn(source) };
    return recordOn(this.ports, id, context, caller, { type: 'RecordRegistrarChange', to, fact });
  }

  @FactRoute('record-head', { zh: '登记负责人', en: 'Record who holds a post' })
  recordHead(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: HeadBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = { type: 'RecordHead', fact: { ...fact, source: sourceIn(source) } } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }

  @FactRoute('record-head-left', {
    zh: '登记负责人离任',
    en: 'Record that a post is held no longer',
  })
  recordHeadLeft(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: EndBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = { type: 'RecordHeadLeft', fact: { ...fact, source: sourceIn(source) } } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }

  @FactRoute('record-core-team', {
    zh: '登记核心成员人数（筹备组）',
    en: 'Record how many persons a team’s core has',
  })
  recordCoreTeam(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: CoreTeamBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = { type: 'RecordCoreTeam', fact: { ...fact, source: sourceIn(source) } } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }

  @FactRoute('record-name-pre-approval', {
    zh: '登记名称预核（筹备组）',
    en: 'Record that a team’s name was approved in advance',
  })
  recordNamePreApproval(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: NamePreApprovalBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordNamePreApproval',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }

  @FactRoute('record-registration-application', {
    zh: '登记成立登记申请（筹备组）',
    en: 'Record that a team applied for registration',
  })
  recordRegistrationApplication(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: RegistrationApplicationBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordRegistrationApplication',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }

  @FactRoute('record-suspension', { zh: '登记限期停止活动', en: 'Record a suspension' })
  recordSuspension(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: SuspensionBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordSuspension',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }

  @FactRoute('record-revocation', {
    zh: '登记撤销登记',
    en: 'Record that registration was revoked',
  })
  recordRevocation(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: OrganizationEndBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordRevocation',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }

  @FactRoute('record-deregistration', { zh: '登记注销登记', en: 'Record that it was deregistered' })
  recordDeregistration(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: OrganizationEndBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordDeregistration',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }

  @FactRoute('record-disbanding', {
    zh: '登记解散（未登记的组织）',
    en: 'Record that a body not registered was disbanded',
  })
  recordDisbanding(
    @Id() id: OrganizationId,
    @Body() { source, ...fact }: OrganizationEndBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordDisbanding',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return recordOn(this.ports, id, context, caller, wanted);
  }
}
