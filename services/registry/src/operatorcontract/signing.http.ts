import { streamOf, type OperatorContractId } from '@fuhua/kernel';
import { Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import { handle, newIdOf, type CommandContext } from '@fuhua/platform/handle';
import {
  answer,
  Command,
  CommandRoute,
  Id,
  problem,
  type CommandAnswer,
} from '@fuhua/platform/http';
import { awaitConclusion } from '@fuhua/platform/reactions';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import { newestCalendar } from '@fuhua/rules';
import { Body, Controller, Post, Res } from '@nestjs/common';
import { actOn, actingOn } from './acting.http.ts';
import { operatorFacts } from './operator-facts.http.ts';
import {
  operatorContractCodes,
  operatorContractProblems,
} from './operatorcontract-problems.http.ts';
import { aboutContract, operatorContract } from './operatorcontract.decider.ts';
import { CorrectPeriodBody, MigratedContractBody, TermsBody } from './operatorcontract.dto.ts';
import type { Terms } from './operatorcontract.events.ts';

/** What a route may set of its answer beside the body. */
interface Reply {
  code(status: number): unknown;
}

const problems = operatorContractCodes;

/** How a contract is concluded. The base's seat is asked of its guard: of two terms that overlap the first to ask has it. */
@Controller('v1/operator-contracts')
@Roles('officer')
export class SigningHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  /** Refused by the rules: 200 with the decision, and no contract. 202 when the guard has not answered within 2 s. */
  @Post(':id/sign')
  @CommandRoute({
    summary: {
      zh: '签订运营合同（按签订日再次判定）',
      en: 'Sign the contract, decided for its day',
    },
    problems,
  })
  async sign(
    @Id() id: OperatorContractId,
    @Body() body: TermsBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<CommandAnswer> {
    const terms = termsIn(body);
    const calendar = newestCalendar();
    const asked = await actOn(this.ports, id, context, caller, async (act, subject) => {
      const at = { on: terms.signedOn, today: act.today };
      const { facts, knownThrough } = await operatorFacts(this.ports, subject.operator, at);
      return { ...act, facts, knownThrough, calendar, type: 'SignContract', terms };
    });
    return this.concluded(answer(asked, operatorContractProblems), reply);
  }

  /** 201; 202 as above. */
  @Post('record-migrated')
  @CommandRoute({
    summary: {
      zh: '登记系统启用前签订的运营合同',
      en: 'Record a contract signed before this system',
    },
    problems,
    status: 201,
  })
  async recordMigrated(
    @Body() body: MigratedContractBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<CommandAnswer> {
    const contract = newIdOf(context.commandId) as OperatorContractId;
    const { base, operator, recurring, route } = body;
    const { name, document, url, evidence } = body.source;
    const act = await actingOn(this.ports, base, context, caller);
    const known = {
      recurring,
      route,
      source: { name, document, url, evidence, migrated: true as const },
    };
    const command = {
      ...{ ...act, type: 'RecordMigratedContract' as const, ...known, terms: termsIn(body) },
      subject: { contract, base, operator },
    };
    const options = { fresh: true, about: aboutContract };
    const asked = await handle(
      this.ports,
      operatorContract,
      contract,
      context,
      () => command,
      options,
    );
    return this.concluded(answer(asked, operatorContractProblems), reply);
  }

  /** 200; 202 as above. */
  @Post(':id/correct-period')
  @CommandRoute({
    summary: {
      zh: '更正系统启用前所签合同的合同期',
      en: 'Correct the term of a contract signed before this system',
    },
    problems,
  })
  async correctPeriod(
    @Id() id: OperatorContractId,
    @Body() { ...body }: CorrectPeriodBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<CommandAnswer> {
    const asked = await actOn(this.ports, id, context, caller, (act) => ({
      ...{ ...act, type: 'CorrectPeriod', ...body },
    }));
    return this.concluded(answer(asked, operatorContractProblems), reply);
  }

  /** The guard's answer, once it stands in the contract's own stream. */
  private async concluded(asked: CommandAnswer, reply: Reply): Promise<CommandAnswer> {
    const sought = asked.events.find(({ type }) => asking.has(type))?.id;
    if (sought === undefined) return asked;
    const conclusion = await awaitConclusion(this.ports.store, {
      source: operatorContract,
      stream: streamOf(operatorContract.category, asked.id),
      after: asked.revision,
      concludes: ({ data }) => data['sought'] === sought,
    });
    if (conclusion === undefined) {
      reply.code(202);
      return asked;
    }
    const { event, recorded } = conclusion;
    const { id, revision, position, type } = recorded;
    if (type === 'ContractSeatRefused') {
      throw problem('registry.seat-taken', { id: asked.id, holder: event.data['holder'] });
    }
    const { decision } = event.data;
    const events = [...asked.events, { id, type }];
    return { ...asked, revision, position, events, ...(decision !== undefined && { decision }) };
  }
}

/** The events that ask for the seat; what answers one names it as `sought`. */
const asking = new Set(['ContractSigningSought', 'ContractPeriodSought']);

function termsIn(body: TermsBody): Terms {
  const { signedOn, start, end, priceFen, kpis, lines, renewalTerms, institutionClass } = body;
  return { signedOn, start, end, priceFen, kpis, lines, renewalTerms, institutionClass };
}
