import { dayOf, type CaseId } from '@fuhua/kernel';
import { Caller, Public, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import type { CommandContext } from '@fuhua/platform/handle';
import { answer, Command, Id, type CommandAnswer } from '@fuhua/platform/http';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import { newestCalendar, shippedRuleSets } from '@fuhua/rules';
import { Body, Controller, Inject, Res } from '@nestjs/common';
import { REGISTRY_TOLD, type RegistryTold } from '../directory/directory.view.ts';
import { onceTold } from '../directory/not-yet-known.view.ts';
import { admitted, type Reply } from './admission.http.ts';
import { actOnCase, byOfficer, officerAct, occurring, type Reads } from './case-acting.http.ts';
import { caseProblems } from './case-problems.http.ts';
import {
  AnswerObjectionBody,
  CorrectDayBody,
  ObjectionBody,
  OccurredBody,
  PartyWorkBody,
  PostNoticeBody,
} from './entry.dto.ts';
import { CaseRoute } from './entry.http.ts';
import { CASE_FACTS, type CaseFacts } from './facts.http.ts';

/** From the decision to the start (5.2). One route a command. */
@Controller('v1/cases')
@Roles('officer')
export class EntryDecisionHttp {
  private readonly reads: Reads;

  constructor(
    @Ports() ports: ServicePorts,
    @Inject(REGISTRY_TOLD) told: RegistryTold,
    @Inject(CASE_FACTS) facts: CaseFacts,
  ) {
    this.reads = { ports, told, facts };
  }

  /**
   * Granted, the guards are asked: 200 with EntryApproved, or 409 when the residency or the place is taken; 202 when they
   * have not answered within 2 s. Refused by the rules: 200 with the decision. Insufficient evidence stores nothing.
   */
  @CaseRoute('decide', { zh: '作出入壳决定', en: 'Decide the entry' })
  async decide(
    @Id() id: CaseId,
    @Body() body: OccurredBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<CommandAnswer> {
    const { reads } = this;
    const decided = await actOnCase(reads, id, occurring(context, body), async (identity) => {
      const act = await officerAct(reads, identity.base, context, caller, body);
      const { on, person: decider } = act;
      const known = await onceTold(`base ${identity.base}`, () =>
        reads.facts.base(identity.base, on),
      );
      const gathered = await reads.facts.entry({ identity, on, decider });
      return { ...act, ...gathered, type: 'DecideEntry', capacity: known.capacity };
    });
    return admitted(reads.ports, answer(decided, caseProblems), reply);
  }

  @CaseRoute('post-notice', { zh: '发布公示', en: 'Post the public notice' })
  postNotice(
    @Id() id: CaseId,
    @Body() { url, place, ...body }: PostNoticeBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return byOfficer(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'PostNotice', url, place },
    }));
  }

  /** By anybody, while the notice runs. Nobody is asked who they are. */
  @Public()
  @CaseRoute('object', { zh: '提出公示异议', en: 'Object to what is posted' })
  async object(
    @Id() id: CaseId,
    @Body() { text, evidence }: ObjectionBody,
    @Command() context: CommandContext,
  ): Promise<CommandAnswer> {
    const today = dayOf(context.now);
    const days = { today, on: today, calendar: newestCalendar(), ruleSets: shippedRuleSets };
    const { person } = context.actor;
    const decided = await actOnCase(this.reads, id, context, () =>
      Promise.resolve({ ...days, person, type: 'FileObjection', text, evidence }),
    );
    return answer(decided, caseProblems);
  }

  @CaseRoute('answer-objection', { zh: '答复公示异议', en: 'Answer an objection' })
  answerObjection(
    @Id() id: CaseId,
    @Body() { objection, upheld, answer: text, ...body }: AnswerObjectionBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return byOfficer(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'AnswerObjection', objection, upheld, answer: text },
    }));
  }

  @CaseRoute('start', { zh: '开始孵化', en: 'Start the incubation by its approved plan' })
  start(
    @Id() id: CaseId,
    @Body() body: OccurredBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return byOfficer(this.reads, id, context, caller, body, async (act) => ({
      ...{ ...act, type: 'StartIncubation', plan: await this.reads.facts.plan(id) },
    }));
  }

  @CaseRoute('review-party-work', { zh: '核查党建工作', en: 'Review Party work before a gate' })
  reviewPartyWork(
    @Id() id: CaseId,
    @Body() { gate, findings, evidence, ...body }: PartyWorkBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return byOfficer(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'ReviewPartyWork', gate, findings, evidence },
    }));
  }

  /** Recomputes what is due (definition 25). */
  @CaseRoute('correct-clock-day', { zh: '更正计时日', en: 'Correct the day clocks run from' })
  correctClockDay(
    @Id() id: CaseId,
    @Body() { day, reason, evidence }: CorrectDayBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return byOfficer(this.reads, id, context, caller, {}, (act) => ({
      ...{ ...act, type: 'CorrectClockDay', day, reason, evidence },
    }));
  }
}
