import type { CaseId } from '@fuhua/kernel';
import { assertInScope, Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import { directoryOf } from '@fuhua/directory';
import { handle, newIdOf, type CommandContext } from '@fuhua/platform/handle';
import {
  answer,
  Command,
  CommandRoute,
  Id,
  invalidInput,
  type CommandAnswer,
} from '@fuhua/platform/http';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import { Body, Controller, Inject, Post } from '@nestjs/common';
import { REGISTRY_TOLD, type RegistryTold } from '../directory/directory.view.ts';
import { onceTold } from '../directory/not-yet-known.view.ts';
import { byOfficer, occurring, partyAct, subjectOf, type Reads } from './case-acting.http.ts';
import { caseCodes, caseProblems } from './case-problems.http.ts';
import { aboutCase, incubationCase } from './case.decider.ts';
import { ApplyBody, ServeBody, type PaperTextBody } from './entry.dto.ts';
import type { ServedDocument } from './entry.events.ts';
import { CaseRoute } from './entry.http.ts';
import { CASE_FACTS, type CaseFacts } from './facts.http.ts';

/** Opens a case, and serves its papers. */
@Controller('v1/cases')
export class CaseHttp {
  private readonly reads: Reads;

  constructor(
    @Ports() ports: ServicePorts,
    @Inject(REGISTRY_TOLD) told: RegistryTold,
    @Inject(CASE_FACTS) facts: CaseFacts,
  ) {
    this.reads = { ports, told, facts };
  }

  /** By the organization for itself. A rule that fails rejects at once; what is unknown becomes a gap. */
  @Post()
  @Roles('organization')
  @CommandRoute({
    summary: { zh: '申请入壳', en: 'Apply for entry' },
    problems: caseCodes,
    status: 201,
  })
  async apply(
    @Body() body: ApplyBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const { base, applicant, mode, incubationStage: stage, files, outsideTargetReason } = body;
    assertInScope(caller, { organization: applicant });
    const { ports, told, facts } = this.reads;
    const act = partyAct(context, caller, body);
    const known = await onceTold(`base ${base}`, () => told.bases(base, act.on));
    const { operator, applicantKind } = await subjectOf(this.reads, base, applicant, act.on);
    const id = newIdOf(context.commandId) as CaseId;
    const division = known.location;
    const identity = { case: id, base, applicant, applicantKind, mode, stage, division, operator };
    const command = {
      ...{ ...act, type: 'ApplyEntry' as const, identity, base: known, files },
      ...(await facts.entry({ identity, on: act.on })),
      directory: await directoryOf(told.offices, known, act.today),
      outsideTargetReason,
    };
    const options = { fresh: true, about: aboutCase };
    const occurred = occurring(context, body);
    return answer(
      await handle(ports, incubationCase, id, occurred, () => command, options),
      caseProblems,
    );
  }

  /** `occurredOn` is the day of service, from which a notice's clock runs. */
  @Roles('officer')
  @CaseRoute('serve-document', { zh: '送达文书', en: 'Serve a paper' })
  serve(
    @Id() id: CaseId,
    @Body() { number, kind, text, method, proof, ...body }: ServeBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const document = { number, kind, text: textIn(text), method, proof };
    return byOfficer(this.reads, id, context, caller, body, (act) => ({
      ...{ ...act, type: 'ServeDocument', document },
    }));
  }
}

/** The file stands for the text where both are given. @throws ProblemError 400 when none is */
export function textIn({ inline, file }: PaperTextBody): ServedDocument['text'] {
  if (file !== undefined) return { file };
  if (inline !== undefined) return { inline };
  throw invalidInput({
    field: 'text',
    code: 'inlineOrFile',
    message: { zh: '须填写文书正文或上传文件', en: 'must have inline or file' },
  });
}
