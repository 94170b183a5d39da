import type { BaseId } from '@fuhua/kernel';
import { Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import type { CommandContext } from '@fuhua/platform/handle';
import { Command, Id, invalidInput, type CommandAnswer } from '@fuhua/platform/http';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import { Body, Controller } from '@nestjs/common';
import { actedOn, BaseRoute, sourceIn } from './acting.http.ts';
import type { Responsible } from './base.events.ts';
import {
  NamedBody,
  ProposeManualRegimeBody,
  RecordRegimeBody,
  RegimeInputsBody,
} from './regime.dto.ts';

/** How a base is managed: what is known of it, and what follows by the table. */
@Controller('v1/bases')
@Roles('officer')
export class BaseRegimeHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  @BaseRoute('record-regime-inputs', {
    zh: '登记管理方式认定事实',
    en: 'Record what the regime rests on',
  })
  recordRegimeInputs(
    @Id() id: BaseId,
    @Body() { source, ...fact }: RegimeInputsBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = {
      type: 'RecordRegimeInputs',
      fact: { ...fact, source: sourceIn(source) },
    } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }

  /** 200 with the decision. What is missing is a task, stored once; asked again on the same facts: 422 with the decision. */
  @BaseRoute('classify-regime', { zh: '认定管理方式', en: 'Classify the management regime' })
  classifyRegime(
    @Id() id: BaseId,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return actedOn(this.ports, id, context, caller, { type: 'ClassifyRegime' });
  }

  @BaseRoute('propose-manual-regime', {
    zh: '提出管理方式人工认定',
    en: 'Propose a regime where the table has no row',
  })
  proposeManualRegime(
    @Id() id: BaseId,
    @Body() body: ProposeManualRegimeBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const { source, reason, on } = body;
    const fact = { responsible: responsibleIn(body), reason, on, source: sourceIn(source) };
    return actedOn(this.ports, id, context, caller, { type: 'ProposeManualRegime', fact });
  }

  /** By another person than the one who proposed it. */
  @BaseRoute('approve-manual-regime', {
    zh: '批准管理方式人工认定',
    en: 'Approve the regime that was proposed',
  })
  approveManualRegime(
    @Id() id: BaseId,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = { type: 'ApproveManualRegime', by: context.actor.person } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }

  @BaseRoute('record-regime', {
    zh: '登记系统启用前认定的管理方式',
    en: 'Record what was classified before this system',
  })
  recordRegime(
    @Id() id: BaseId,
    @Body() { source, ...fact }: RecordRegimeBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = { type: 'RecordRegime', fact: { ...fact, source: sourceIn(source) } } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }
}

/** @throws ProblemError 400 when a body that the regime asks for is missing, or one of another regime is there */
function responsibleIn(proposed: ProposeManualRegimeBody): Responsible {
  const { regime, manager, lead, guide, body } = proposed;
  const named = { manager, lead, guide, body };
  const needed: Readonly<Record<Responsible['regime'], readonly string[]>> = {
    B: ['manager'],
    C: ['lead', 'guide'],
    D: ['body'],
  };
  const faults = Object.entries(named)
    .filter(([field, one]) => (one !== undefined) !== needed[regime].includes(field))
    .map(([field]) => ({
      field,
      code: 'ofRegime',
      message: {
        zh: `${regime} 须且仅须填写 ${needed[regime].join('、')}`,
        en: `${regime} names ${needed[regime].join(' and ')}, and nothing else`,
      },
    }));
  if (faults.length > 0) throw invalidInput(...faults);
  switch (regime) {
    case 'B':
      return { regime, manager: manager as NamedBody };
    case 'C':
      return { regime, lead: lead as NamedBody, guide: guide as NamedBody };
    case 'D':
      return { regime, body: body as NamedBody };
  }
}
