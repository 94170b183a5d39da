import type { BaseId } from '@fuhua/kernel';
import { Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import { handle, newIdOf, type CommandContext } from '@fuhua/platform/handle';
import {
  answer,
  Command,
  CommandRoute,
  found,
  Id,
  type Bilingual,
  type CommandAnswer,
} from '@fuhua/platform/http';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import { newestCalendar } from '@fuhua/rules';
import { applyDecorators, Body, Controller, Post } from '@nestjs/common';
import { sourceIn } from '../organization/source.dto.ts';
import type { Act } from './act.decider.ts';
import { actingOn } from './acting.http.ts';
import { delegationCodes, delegationProblems } from './delegation-problems.http.ts';
import { aboutDelegation, baseOf, delegation, type OfficerCommand } from './delegation.decider.ts';
import {
  AssignBody,
  DeclarationBody,
  DeliveryBody,
  TakenBackBody,
  ResearchBody,
  RevocationBody,
  StandardBody,
} from './delegation.dto.ts';
import type { DelegationId } from './delegation.events.ts';

const Opens = (path: string, summary: Bilingual): MethodDecorator =>
  applyDecorators(Post(path), CommandRoute({ summary, problems: delegationCodes, status: 201 }));
const Acts = (path: string, summary: Bilingual): MethodDecorator =>
  applyDecorators(Post(`:id/${path}`), CommandRoute({ summary, problems: delegationCodes }));

/** A command without what is looked up for it. */
type Wanted<C> = C extends OfficerCommand ? Omit<C, keyof Act> : never;

/** What county bases do for others (三(二)): services delegated to them, research, standards. */
@Controller('v1/delegations')
@Roles('officer')
export class DelegationHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  @Opens('assign-service', { zh: '委托承接事项', en: 'Delegate a service to a county base' })
  assign(
    @Body() { base, source, ...given }: AssignBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return this.open(base, context, caller, {
      type: 'AssignDelegatedService',
      given: { ...given, source: sourceIn(source) },
      calendar: newestCalendar(),
    });
  }

  @Opens('register-research', { zh: '登记课题成果', en: 'Put a piece of research on record' })
  registerResearch(
    @Body() { base, source, ...given }: ResearchBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return this.open(base, context, caller, {
      type: 'RegisterResearchOutput',
      given: { ...given, source: sourceIn(source) },
    });
  }

  @Opens('adopt-standard', { zh: '登记制定的标准', en: 'Put an adopted standard on record' })
  adoptStandard(
    @Body() { base, source, ...given }: StandardBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return this.open(base, context, caller, {
      type: 'AdoptStandard',
      given: { ...given, source: sourceIn(source) },
    });
  }

  @Acts('sign-declaration', {
    zh: '登记独立性声明',
    en: 'Record the declaration of who carries it out',
  })
  signDeclaration(
    @Id() id: DelegationId,
    @Body() { person, interests, on, source }: DeclarationBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const declared = interests.map(({ organization, interest }) => ({ organization, interest }));
    return this.act(id, context, caller, {
      type: 'SignDelegateDeclaration',
      given: { person, interests: declared, on, source: sourceIn(source) },
    });
  }

  @Acts('record-delivery', { zh: '登记办理情况', en: 'Record what was delivered' })
  recordDelivery(
    @Id() id: DelegationId,
    @Body() { source, ...given }: DeliveryBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const delivered = { ...given, source: sourceIn(source) };
    return this.act(id, context, caller, { type: 'RecordDelivery', given: delivered });
  }

  @Acts('revoke', { zh: '撤回委托', en: 'Revoke a mandate' })
  revoke(
    @Id() id: DelegationId,
    @Body() { ...given }: RevocationBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return this.act(id, context, caller, { type: 'RevokeDelegatedService', given });
  }

  @Acts('withdraw-research', { zh: '撤回课题成果', en: 'Withdraw a piece of research' })
  withdrawResearch(
    @Id() id: DelegationId,
    @Body() { ...given }: TakenBackBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return this.act(id, context, caller, { type: 'WithdrawResearchOutput', given });
  }

  @Acts('repeal-standard', { zh: '废止标准', en: 'Repeal a standard' })
  repealStandard(
    @Id() id: DelegationId,
    @Body() { ...given }: TakenBackBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return this.act(id, context, caller, { type: 'RepealStandard', given });
  }

  private async open(
    base: BaseId,
    context: CommandContext,
    caller: CallerOfRequest,
    wanted: Wanted<OfficerCommand>,
  ): Promise<CommandAnswer> {
    const id = newIdOf(context.commandId) as DelegationId;
    const act = await actingOn(this.ports, id, base, context, caller);
    const options = { fresh: true, about: aboutDelegation };
    const command = { ...wanted, ...act };
    return answer(
      await handle(this.ports, delegation, id, context, () => command, options),
      delegationProblems,
    );
  }

  private async act(
    id: DelegationId,
    context: CommandContext,
    caller: CallerOfRequest,
    wanted: Wanted<OfficerCommand>,
  ): Promise<CommandAnswer> {
    const decided = await handle(
      this.ports,
      delegation,
      id,
      context,
      async (state) => {
        const base = found(baseOf(state), 'registry.delegation-unknown-here');
        return { ...wanted, ...(await actingOn(this.ports, id, base, context, caller)) };
      },
      { about: aboutDelegation },
    );
    return answer(decided, delegationProblems);
  }
}
