import type { CaseId, Day, EventId } from '@fuhua/kernel';
import { Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import { newIdOf, type CommandContext } from '@fuhua/platform/handle';
import { Command, Id, type CommandAnswer } from '@fuhua/platform/http';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import type { Facts } from '@fuhua/rules';
import { Body, Controller, Inject } from '@nestjs/common';
import { REGISTRY_TOLD, type RegistryTold } from '../directory/directory.view.ts';
import {
  ApplyGraduationBody,
  CheckFollowUpBody,
  DecideGraduationBody,
  type GraduationFoundBody,
} from './active.dto.ts';
import { factsFrom } from './active-facts.decider.ts';
import { byOfficer, byParty, type Reads } from './case-acting.http.ts';
import { OccurredBody } from './entry.dto.ts';
import { CaseRoute } from './entry.http.ts';
import { CASE_FACTS, type CaseFacts } from './facts.http.ts';

/** Graduation and what follows it (5.5). One route a command. */
@Controller('v1/cases')
@Roles('officer')
export class ActiveGraduationHttp {
  private readonly reads: Reads;

  constructor(
    @Ports() ports: ServicePorts,
    @Inject(REGISTRY_TOLD) told: RegistryTold,
    @Inject(CASE_FACTS) facts: CaseFacts,
  ) {
    this.reads = { ports, told, facts };
  }

  /** Outside its window it is refused, and on file. */
  @Roles('organization')
  @CaseRoute('apply-graduation', { zh: '申请出壳', en: 'Apply for graduation' })
  apply(
    @Id() id: CaseId,
    @Body() { files, ...body }: ApplyGraduationBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return byParty(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'ApplyGraduation', files },
    }));
  }

  @CaseRoute('request-graduation-panel', {
    zh: '提请出壳评审',
    en: 'Ask for a panel on the graduation',
  })
  requestPanel(
    @Id() id: CaseId,
    @Body() body: OccurredBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const request = newIdOf(context.commandId) as EventId;
    return byOfficer(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'RequestGraduationPanel', request },
    }));
  }

  /** By the hard conditions and what the panel concluded. Insufficient evidence stores nothing. */
  @CaseRoute('decide-graduation', { zh: '作出出壳决定', en: 'Decide on the graduation' })
  decide(
    @Id() id: CaseId,
    @Body() { found, conditions, extensionMonths, ...body }: DecideGraduationBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const { reads } = this;
    return byOfficer(reads, id, context, caller, body, async (act, identity) => {
      const { on } = act;
      const told = await reads.facts.running({ identity, procedure: 'case.graduation', on });
      const { facts, knownThrough } = told;
      return {
        ...{ ...act, type: 'DecideGraduation', conditions, extensionMonths, knownThrough },
        facts: { ...facts, ...factsOf(found, on) },
      };
    });
  }

  @CaseRoute('check-follow-up', { zh: '登记出壳回访', en: 'Check on a graduated organization' })
  checkFollowUp(
    @Id() id: CaseId,
    @Body() { month, active, openConditions, ...body }: CheckFollowUpBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return byOfficer(this.reads, id, context, caller, body, async (act, identity) => ({
      ...{ ...act, type: 'CheckFollowUp', month, active, openConditions },
      ...(await this.reads.facts.running({ identity, procedure: 'case.follow-up', on: act.on })),
    }));
  }
}

/** What the authority found stands above what was gathered; what it left out is no fact. */
function factsOf(
  { registrationPath, accountsSeparate, openDuties }: GraduationFoundBody,
  on: Day,
): Facts {
  return factsFrom(
    {
      ...(registrationPath !== undefined && { 'applicant.registrationPath': registrationPath }),
      ...(accountsSeparate !== undefined && { 'organization.accountsSeparate': accountsSeparate }),
      ...(openDuties !== undefined && { 'agreement.openDuties': openDuties }),
    },
    on,
    [],
  );
}
