import type { OperatorContractId } from '@fuhua/kernel';
import { Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import { handle, newIdOf, type CommandContext } from '@fuhua/platform/handle';
import {
  answer,
  Command,
  CommandRoute,
  found,
  Id,
  type CommandAnswer,
  type PlainOf,
} from '@fuhua/platform/http';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import { newestCalendar } from '@fuhua/rules';
import { Body, Controller, Post } from '@nestjs/common';
import { actOn, actingOn } from './acting.http.ts';
import type { NominateOperator, Previous } from './nomination.decider.ts';
import { contractNamed, currentContract, operatorFacts } from './operator-facts.http.ts';
import {
  operatorContractCodes,
  operatorContractProblems,
} from './operatorcontract-problems.http.ts';
import { aboutContract, operatorContract } from './operatorcontract.decider.ts';
import {
  NominateBody,
  NominationBody,
  ReasonBody,
  RemarksBody,
  RequestExceptionBody,
  SubmitCapabilityFileBody,
} from './operatorcontract.dto.ts';
import type { Act, Subject } from './record.decider.ts';

type Nomination = PlainOf<NominationBody>;

const problems = operatorContractCodes;
const opens = { fresh: true, about: aboutContract };

/** Who is to operate a base: capability file, nomination with its decision, exception. */
@Controller('v1/operator-contracts')
@Roles('officer')
export class NominationHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  /** 201. The nomination that rests on the file is made under the same id. */
  @Post('submit-capability-file')
  @CommandRoute({
    summary: { zh: '提交专业能力材料', en: 'Submit the capability file of an organization' },
    problems,
    status: 201,
  })
  async submitCapabilityFile(
    @Body() { base, operator, files }: SubmitCapabilityFileBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const contract = newIdOf(context.commandId) as OperatorContractId;
    const act = await actingOn(this.ports, base, context, caller);
    await operatorFacts(this.ports, operator, { on: act.today, today: act.today });
    const subject = { contract, base, operator };
    const command = { ...act, type: 'SubmitCapabilityFile', subject, files } as const;
    return answer(
      await handle(this.ports, operatorContract, contract, context, () => command, opens),
      operatorContractProblems,
    );
  }

  @Post(':id/approve-capability-file')
  @CommandRoute({
    summary: { zh: '认可专业能力材料', en: 'Approve the capability file' },
    problems,
  })
  async approveCapabilityFile(
    @Id() id: OperatorContractId,
    @Body() { remarks }: RemarksBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const approved = await actOn(this.ports, id, context, caller, (act) => ({
      ...{ ...act, type: 'ApproveCapabilityFile', remarks },
    }));
    return answer(approved, operatorContractProblems);
  }

  /** 201 with the decision, granted or refused; 422 with it when the evidence is insufficient, and nothing is stored. */
  @Post()
  @CommandRoute({
    summary: { zh: '提名运营方（未提交专业能力材料）', en: 'Nominate an operator without a file' },
    problems,
    status: 201,
  })
  async nominate(
    @Body() { base, operator, ...nomination }: NominateBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const contract = newIdOf(context.commandId) as OperatorContractId;
    const previous = await currentContract(this.ports, { base, operator });
    return this.nominated({ contract, base, operator }, nomination, previous, context, caller);
  }

  /** 200 with the decision, as above. */
  @Post(':id/nominate')
  @CommandRoute({
    summary: { zh: '提名运营方（已提交专业能力材料）', en: 'Nominate whose file was submitted' },
    problems,
  })
  async nominatePrepared(
    @Id() id: OperatorContractId,
    @Body() { ...nomination }: NominationBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const nominated = await actOn(this.ports, id, context, caller, async (act, subject) =>
      this.nominating(act, subject, nomination, await currentContract(this.ports, subject)),
    );
    return answer(nominated, operatorContractProblems);
  }

  /** 201: a new nomination under a new id, resting on the file that was approved for this contract. */
  @Post(':id/renew')
  @CommandRoute({
    summary: { zh: '续签提名', en: 'Nominate the operator of this contract again' },
    problems,
    status: 201,
  })
  async renew(
    @Id() id: OperatorContractId,
    @Body() { ...nomination }: NominationBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const contract = newIdOf(context.commandId) as OperatorContractId;
    const named = await contractNamed(this.ports, id);
    const { base, operator, ...previous } = found(named, 'registry.operator-contract-unknown');
    const subject = { contract, base, operator };
    return this.nominated(subject, nomination, { base, operator, ...previous }, context, caller);
  }

  @Post(':id/request-exception')
  @CommandRoute({
    summary: { zh: '申请例外（书面理由）', en: 'Ask for an exception, with a written reason' },
    problems,
  })
  async requestException(
    @Id() id: OperatorContractId,
    @Body() { ...exception }: RequestExceptionBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const requested = await actOn(this.ports, id, context, caller, (act) => ({
      ...{ ...act, type: 'RequestException', ...exception },
    }));
    return answer(requested, operatorContractProblems);
  }

  @Post(':id/approve-exception')
  @CommandRoute({
    summary: { zh: '批准例外（上一级主管部门）', en: 'Approve the exception, by the next higher' },
    problems,
  })
  async approveException(
    @Id() id: OperatorContractId,
    @Body() { remarks }: RemarksBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const approved = await actOn(this.ports, id, context, caller, (act) => ({
      ...{ ...act, type: 'ApproveException', remarks },
    }));
    return answer(approved, operatorContractProblems);
  }

  @Post(':id/decline-exception')
  @CommandRoute({
    summary: { zh: '不予例外（上一级主管部门）', en: 'Decline the exception, by the next higher' },
    problems,
  })
  async declineException(
    @Id() id: OperatorContractId,
    @Body() { reason }: ReasonBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const declined = await actOn(this.ports, id, context, caller, (act) => ({
      ...{ ...act, type: 'DeclineException', reason },
    }));
    return answer(declined, operatorContractProblems);
  }

  private async nominated(
    subject: Subject,
    nomination: Nomination,
    previous: Previous | undefined,
    context: CommandContext,
    caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const act = await actingOn(this.ports, subject.base, context, caller);
    const command = await this.nominating(act, subject, nomination, previous);
    return answer(
      await handle(this.ports, operatorContract, subject.contract, context, () => command, opens),
      operatorContractProblems,
    );
  }

  private async nominating(
    act: Act,
    subject: Subject,
    { route, signingDay, term: { start, end }, recurring, award }: Nomination,
    previous: Previous | undefined,
  ): Promise<NominateOperator> {
    const at = { on: signingDay, today: act.today };
    const known = await operatorFacts(this.ports, subject.operator, at);
    return {
      ...{ ...act, type: 'NominateOperator', subject, ...known },
      ...{ route, signingDay, term: { start, end }, recurring, award, previous },
      calendar: newestCalendar(),
    };
  }
}
