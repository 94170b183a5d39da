import type { CaseId, PersonId } from '@fuhua/kernel';
import { Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import type { CommandContext } from '@fuhua/platform/handle';
import { answer, Command, Id, type CommandAnswer } from '@fuhua/platform/http';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import { Body, Controller, Inject } from '@nestjs/common';
import { REGISTRY_TOLD, type RegistryTold } from '../directory/directory.view.ts';
import {
  NotifyExitBody,
  OrderCureBody,
  ProposeExitBody,
  RecordCureBody,
  RescindExitBody,
  SuspendSupportBody,
  type ExitEvidenceBody,
  type GroundBody,
  type OffenceBody,
} from './exit.dto.ts';
import { actOnCase, byOfficer, occurring, officerAct, type Reads } from './case-acting.http.ts';
import { caseProblems } from './case-problems.http.ts';
import type { Case } from './case-state.decider.ts';
import { textIn } from './case.http.ts';
import { OccurredBody, ReasonBody } from './entry.dto.ts';
import { CaseRoute } from './entry.http.ts';
import { Offence, type ExitEvidence, type GroundFacts } from './exit.events.ts';
import { CASE_FACTS, type CaseFacts } from './facts.http.ts';

/** Early exit up to the decision (5.6). One route a command. */
@Controller('v1/cases')
@Roles('officer')
export class ExitHttp {
  private readonly reads: Reads;

  constructor(
    @Ports() ports: ServicePorts,
    @Inject(REGISTRY_TOLD) told: RegistryTold,
    @Inject(CASE_FACTS) facts: CaseFacts,
  ) {
    this.reads = { ports, told, facts };
  }

  /** For a mere investigation: no exit follows from one. */
  @CaseRoute('suspend-support', { zh: '暂停孵化支持', en: 'Suspend the support' })
  suspendSupport(
    @Id() id: CaseId,
    @Body() { reason, evidence, ...body }: SuspendSupportBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return byOfficer(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'SuspendSupport', reason, evidence: evidence.map(evidenceIn) },
    }));
  }

  @CaseRoute('resume-support', { zh: '恢复孵化支持', en: 'Give the support again' })
  resumeSupport(
    @Id() id: CaseId,
    @Body() { reason, ...body }: ReasonBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return byOfficer(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'ResumeSupport', reason },
    }));
  }

  @CaseRoute('order-cure', { zh: '责令限期改正', en: 'Order a breach to be cured' })
  orderCure(
    @Id() id: CaseId,
    @Body() { brokenDuty, facts, evidence, ...body }: OrderCureBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return byOfficer(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'OrderCure', brokenDuty, facts, evidence: evidence.map(evidenceIn) },
    }));
  }

  @CaseRoute('record-cure', { zh: '登记改正情况', en: 'Record that it was cured' })
  recordCure(
    @Id() id: CaseId,
    @Body() { facts, files, ...body }: RecordCureBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return byOfficer(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'RecordCure', facts, files },
    }));
  }

  /** The notice was served: it opens the file. A ground that is not made out is refused, and on file. */
  @CaseRoute('notify-early-exit', { zh: '送达退出告知书', en: 'Serve the notice of an early exit' })
  notify(
    @Id() id: CaseId,
    @Body() { ground, text, measure, document, ...body }: NotifyExitBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const { reads } = this;
    const { facts, basis, rights } = text;
    const { number, method, proof } = document;
    const said = {
      ...{ ground: groundIn(ground), text: { facts, basis, rights }, measure },
      document: { number, method, proof, text: textIn(document.text) },
    };
    return byOfficer(reads, id, context, caller, body, async (act, identity) => ({
      ...{ ...act, ...said, type: 'NotifyEarlyExit' },
      ...(await reads.facts.running({ identity, procedure: 'exit.notice', on: act.on })),
    }));
  }

  @CaseRoute('propose-early-exit', { zh: '拟定处理意见', en: 'Draft what is to be decided' })
  propose(
    @Id() id: CaseId,
    @Body() { outcome, reasons, answers, remedies, safety, ...body }: ProposeExitBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const { measure, ground } = outcome;
    const draft = {
      ...{ outcome: { measure, ground }, reasons, remedies, safety },
      answers: answers.map(({ point, answer: text }) => ({ point, answer: text })),
    };
    return byOfficer(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'ProposeEarlyExit', draft },
    }));
  }

  /** By another officer than the one who drafted it. Insufficient evidence stores nothing. */
  @CaseRoute('decide-early-exit', { zh: '作出提前退出决定', en: 'Decide on the early exit' })
  async decide(
    @Id() id: CaseId,
    @Body() body: OccurredBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const { reads } = this;
    const procedure = 'exit.decision';
    const occurred = occurring(context, body);
    const decided = await actOnCase(reads, id, occurred, async (identity, state) => {
      const act = await officerAct(reads, identity.base, context, caller, body);
      const { on, person } = act;
      const officers = [...draftersOf(state), person];
      const gathered = await reads.facts.running({ identity, procedure, on, officers });
      return { ...act, ...gathered, type: 'DecideEarlyExit' };
    });
    return answer(decided, caseProblems);
  }

  /** When its ground has fallen away, until it is final. */
  @CaseRoute('rescind-early-exit', { zh: '撤销提前退出程序', en: 'Give an early exit up' })
  rescind(
    @Id() id: CaseId,
    @Body() { because, reason, files, ...body }: RescindExitBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return byOfficer(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'RescindEarlyExit', because, reason, files },
    }));
  }
}

/** As it is stored: values alone. */
function evidenceIn({ title, source, date, file }: ExitEvidenceBody): ExitEvidence {
  return { title, source, date, file };
}

function groundIn(body: GroundBody): GroundFacts {
  const { ground, brokenDuty, curable, midterm, fiscalYear, offence, evidence } = body;
  return {
    ...{ ground, brokenDuty, curable, midterm, fiscalYear },
    ...(offence && { offence: offenceIn(offence) }),
    evidence: evidence.map(evidenceIn),
  };
}

/** What belongs to the other kind is left out. @throws ZodError for what the body's rules do not let pass */
function offenceIn({ is, since, number, effectiveOn }: OffenceBody): Offence {
  return Offence.parse(is === 'investigation' ? { is, since } : { is, number, effectiveOn });
}

function draftersOf(state: Case): readonly PersonId[] {
  const proposal = state.stage === 'active' ? state.exit?.proposal : undefined;
  return proposal === undefined ? [] : [proposal.proposedBy];
}
