import { dayOf, type CaseId } from '@fuhua/kernel';
import { Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import { handle, newIdOf, type CommandContext } from '@fuhua/platform/handle';
import { answer, Command, CommandRoute, problem, type CommandAnswer } from '@fuhua/platform/http';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import { ruleSetInForce, shippedRuleSets } from '@fuhua/rules';
import { Body, Controller, Inject, Post, Res } from '@nestjs/common';
import { REGISTRY_TOLD, type RegistryTold } from '../directory/directory.view.ts';
import { onceTold } from '../directory/not-yet-known.view.ts';
import { admitted, type Reply } from './admission.http.ts';
import { officerAct, subjectOf, type Reads } from './case-acting.http.ts';
import { caseCodes, caseProblems } from './case-problems.http.ts';
import { aboutCase, incubationCase } from './case.decider.ts';
import { MigratedCaseBody, type MidtermHeldBody, type SoFarBody } from './case-record.dto.ts';
import type { ToldSoFar } from './entry-migrated.decider.ts';
import { CASE_FACTS, type CaseFacts } from './facts.http.ts';
import type { CaseIdentity } from './record.decider.ts';

/** Brings in what ran before this system (definition 23). */
@Controller('v1/cases')
export class CaseRecordHttp {
  private readonly reads: Reads;

  constructor(
    @Ports() ports: ServicePorts,
    @Inject(REGISTRY_TOLD) told: RegistryTold,
    @Inject(CASE_FACTS) facts: CaseFacts,
  ) {
    this.reads = { ports, told, facts };
  }

  /**
   * With its own days and no decision, but the guards are asked: 201 once it runs, 409 when the residency or the place is
   * taken, 202 when they have not answered within 2 s. It keeps to the rule set of the day on which it was applied for,
   * or to today's where there was none yet.
   */
  @Post('record-migrated')
  @Roles('officer')
  @CommandRoute({
    summary: { zh: '登记系统启用前的在孵个案', en: 'Record a case that runs since before' },
    problems: caseCodes,
    status: 201,
  })
  async recordMigrated(
    @Body() body: MigratedCaseBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<CommandAnswer> {
    const { ports, told } = this.reads;
    const { base, applicant, mode, incubationStage: stage, months, termEnd: end } = body;
    const { appliedOn, approvedOn, startedOn, twoMidtermsBreach, soFar } = body;
    const today = dayOf(context.now);
    const act = await officerAct(this.reads, base, context, caller, {});
    const { location: division } = await onceTold(`base ${base}`, () => told.bases(base, today));
    const { capacity, ...known } = await subjectOf(this.reads, base, applicant, today);
    const set =
      ruleSetInForce(shippedRuleSets, division, appliedOn) ??
      ruleSetInForce(shippedRuleSets, division, today);
    if (set === undefined) throw problem('incubation.no-rule-set', { division, day: today });
    const ruleSet = { id: set.id, version: set.version };
    const id = newIdOf(context.commandId) as CaseId;
    const { name, document, url, evidence } = body.source;
    const identity: CaseIdentity = {
      ...{ case: id, base, applicant, mode, stage, division, ruleSet, ...known },
    };
    const command = {
      ...{ ...act, type: 'RecordMigratedCase' as const, identity, capacity },
      running: {
        ...{ appliedOn, approvedOn, startedOn, twoMidtermsBreach, soFar: soFar && toldIn(soFar) },
        term: { start: startedOn, end, months },
        source: { name, document, url, evidence, migrated: true as const },
      },
    };
    const options = { fresh: true, about: aboutCase };
    const asked = await handle(ports, incubationCase, id, context, () => command, options);
    return admitted(ports, answer(asked, caseProblems), reply, 'IncubationStarted');
  }
}

/** As it is stored: values alone. */
function toldIn({ midterm, extension, pause, ...plain }: SoFarBody): ToldSoFar {
  return {
    ...plain,
    midterm: midterm && heldIn(midterm),
    extension: extension && { months: extension.months, grantedOn: extension.grantedOn },
    pause: pause && { from: pause.from, until: pause.until },
  };
}

function heldIn({
  firstOn,
  band,
  score,
  secondChanceFailed,
  againBy,
}: MidtermHeldBody): ToldSoFar['midterm'] {
  return { firstOn, band, score, secondChanceFailed, againBy };
}
