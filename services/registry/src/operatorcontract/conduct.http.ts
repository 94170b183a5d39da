import type { OperatorContractId } from '@fuhua/kernel';
import { Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import type { CommandContext } from '@fuhua/platform/handle';
import {
  answer,
  Command,
  CommandRoute,
  Id,
  type Bilingual,
  type CommandAnswer,
} from '@fuhua/platform/http';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import { applyDecorators, Body, Controller, Post } from '@nestjs/common';
import { actOn, type Wanted } from './acting.http.ts';
import type { ConductCommand } from './conduct.decider.ts';
import {
  operatorContractCodes,
  operatorContractProblems,
} from './operatorcontract-problems.http.ts';
import { BarBody, LiftBarBody, OnForReasonBody, PublishBody } from './operatorcontract.dto.ts';

const ActRoute = (path: string, summary: Bilingual): MethodDecorator =>
  applyDecorators(Post(`:id/${path}`), CommandRoute({ summary, problems: operatorContractCodes }));

/** What the competent authority does about a contract that was concluded. */
@Controller('v1/operator-contracts')
@Roles('officer')
export class ConductHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  @ActRoute('publish', { zh: '登记合同公开', en: 'Record where the contract was published' })
  publish(
    @Id() id: OperatorContractId,
    @Body() { ...body }: PublishBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return this.act(id, context, caller, { type: 'PublishContract', ...body });
  }

  /** `on`: the last day on which it was in force. */
  @ActRoute('terminate', { zh: '提前终止合同', en: 'End the contract before its last day' })
  terminate(
    @Id() id: OperatorContractId,
    @Body() { ...body }: OnForReasonBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return this.act(id, context, caller, { type: 'TerminateContract', ...body });
  }

  @ActRoute('warn', { zh: '警示运营方', en: 'Warn the operator' })
  warn(
    @Id() id: OperatorContractId,
    @Body() { ...body }: OnForReasonBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return this.act(id, context, caller, { type: 'WarnOperator', ...body });
  }

  /** The organization may be nominated nowhere until the bar has ended. */
  @ActRoute('bar', { zh: '限制运营方', en: 'Bar the operator' })
  bar(
    @Id() id: OperatorContractId,
    @Body() { ...body }: BarBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return this.act(id, context, caller, { type: 'BarOperator', ...body });
  }

  @ActRoute('lift-bar', { zh: '解除运营方限制', en: 'Lift a bar' })
  liftBar(
    @Id() id: OperatorContractId,
    @Body() { ...body }: LiftBarBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return this.act(id, context, caller, { type: 'LiftBar', ...body });
  }

  private async act(
    id: OperatorContractId,
    context: CommandContext,
    caller: CallerOfRequest,
    wanted: Wanted<ConductCommand>,
  ): Promise<CommandAnswer> {
    const result = await actOn(this.ports, id, context, caller, (act) => ({ ...act, ...wanted }));
    return answer(result, operatorContractProblems);
  }
}
