import type { BaseId } from '@fuhua/kernel';
import { Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import type { CommandContext } from '@fuhua/platform/handle';
import { Command, Id, invalidInput, type CommandAnswer } from '@fuhua/platform/http';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import { explainUscc, type Uscc } from '@fuhua/rules';
import { Body, Controller } from '@nestjs/common';
import { actedOn, BaseRoute, sourceIn } from './acting.http.ts';
import {
  CommunityPartyLeadershipBody,
  LegalRegistrationBody,
  RegistrationFilingBody,
  ResponsibleBodyBody,
  TownshipManagementBody,
} from './regime.dto.ts';

/** What follows from a regime: registration, or a responsible body. */
@Controller('v1/bases')
@Roles('officer')
export class BaseResponsibleHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  @BaseRoute('record-registration-filing', {
    zh: '登记登记申请（A）',
    en: 'Record that registration was filed (A)',
  })
  recordRegistrationFiling(
    @Id() id: BaseId,
    @Body() { source, ...fact }: RegistrationFilingBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordRegistrationFiling',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }

  @BaseRoute('record-legal-registration', {
    zh: '登记依法登记（A）',
    en: 'Record that the base is registered by law (A)',
  })
  recordLegalRegistration(
    @Id() id: BaseId,
    @Body() { source, uscc, ...fact }: LegalRegistrationBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const registration = { ...fact, uscc: usccIn(uscc), source: sourceIn(source) };
    const wanted = { type: 'RecordLegalRegistration', fact: registration } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }

  @BaseRoute('assign-township-management', {
    zh: '落实镇街管理（B）',
    en: 'Assign who manages it (B)',
  })
  assignTownshipManagement(
    @Id() id: BaseId,
    @Body() { source, ...fact }: TownshipManagementBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'AssignTownshipManagement',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }

  @BaseRoute('assign-community-party-leadership', {
    zh: '落实社区党组织领导（C）',
    en: 'Assign who leads and who guides it (C)',
  })
  assignCommunityPartyLeadership(
    @Id() id: BaseId,
    @Body() { source, ...fact }: CommunityPartyLeadershipBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'AssignCommunityPartyLeadership',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }

  @BaseRoute('assign-responsible-body', {
    zh: '落实责任主体（D）',
    en: 'Assign a responsible body, with the reason (D)',
  })
  assignResponsibleBody(
    @Id() id: BaseId,
    @Body() { source, reviewBy, ...fact }: ResponsibleBodyBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const assigned = { ...fact, source: sourceIn(source) };
    const wanted = { type: 'AssignResponsibleBody', reviewBy, fact: assigned } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }
}

/** The code, or what is wrong with it. @throws ProblemError 400 */
function usccIn(text: string): Uscc {
  const explained = explainUscc(text);
  if (explained.ok) return explained.uscc;
  const { code, reason: message } = explained;
  throw invalidInput({ field: 'uscc', code: `uscc-${code}`, message });
}
