import type { BaseId } from '@fuhua/kernel';
import { Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import type { CommandContext } from '@fuhua/platform/handle';
import { Command, Id, invalidInput, type CommandAnswer } from '@fuhua/platform/http';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import { Body, Controller } from '@nestjs/common';
import { EndBody, WithdrawalBody } from '../organization/fact.dto.ts';
import { actedOn, BaseRoute, sourceIn } from './acting.http.ts';
import {
  AssignActorBody,
  ClearFlagBody,
  EstablishSystemBody,
  FlagDataBody,
  VerifyBaseBody,
  type ActorRefBody,
} from './upkeep.dto.ts';
import type { ActorRef } from './base.events.ts';

/** Actors, systems, verification and doubts. */
@Controller('v1/bases')
@Roles('officer')
export class BaseUpkeepHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  @BaseRoute('assign-actor', { zh: '确定参与主体', en: 'Assign an actor its role' })
  assignActor(
    @Id() id: BaseId,
    @Body() { source, ...fact }: AssignActorBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'AssignActor',
      fact: { ...fact, actor: actorIn(fact.actor), source: sourceIn(source) },
    } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }

  @BaseRoute('release-actor', {
    zh: '登记参与主体退出',
    en: 'Record that an actor takes part no longer',
  })
  releaseActor(
    @Id() id: BaseId,
    @Body() { source, ...fact }: EndBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = { type: 'ReleaseActor', fact: { ...fact, source: sourceIn(source) } } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }

  @BaseRoute('establish-system', { zh: '建立管理制度', en: 'Establish one of the five systems' })
  establishSystem(
    @Id() id: BaseId,
    @Body() { source, ...fact }: EstablishSystemBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'EstablishSystem',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }

  @BaseRoute('withdraw-system', { zh: '废止管理制度', en: 'Withdraw a system' })
  withdrawSystem(
    @Id() id: BaseId,
    @Body() { source, ...fact }: WithdrawalBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = { type: 'WithdrawSystem', fact: { ...fact, source: sourceIn(source) } } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }

  @BaseRoute('verify', { zh: '核实基地信息', en: 'Verify the record of a base' })
  verify(
    @Id() id: BaseId,
    @Body() { source, ...fact }: VerifyBaseBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = { type: 'VerifyBase', fact: { ...fact, source: sourceIn(source) } } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }

  @BaseRoute('flag-data', { zh: '标记数据存疑', en: 'Flag data as doubtful' })
  flagData(
    @Id() id: BaseId,
    @Body() { source, ...fact }: FlagDataBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = { type: 'FlagData', fact: { ...fact, source: sourceIn(source) } } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }

  @BaseRoute('clear-flag', {
    zh: '核销存疑（标记人以外的人）',
    en: 'Clear a doubt, by another person',
  })
  clearFlag(
    @Id() id: BaseId,
    @Body() { source, ...fact }: ClearFlagBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'ClearFlag',
      by: caller.person,
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }
}

/** @throws ProblemError 400 unless it names one of the three */
function actorIn({ authority, organization, name }: ActorRefBody): ActorRef {
  const named = [authority, organization, name].filter((one) => one !== undefined);
  if (named.length !== 1) throw invalidInput(oneOfThree);
  if (authority !== undefined) return { is: 'authority', authority };
  if (organization !== undefined) return { is: 'organization', organization };
  return { is: 'body', name: name ?? '' };
}

const oneOfThree = {
  field: 'actor',
  code: 'oneOfThree',
  message: {
    zh: '须指明主管部门（authority）、社会组织（organization）或其他单位名称（name）之一',
    en: 'must name an authority, an organization or another body, one of the three',
  },
};
