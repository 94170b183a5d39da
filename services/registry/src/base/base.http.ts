import type { BaseId } from '@fuhua/kernel';
import { Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
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
import { Body, Controller, Post } from '@nestjs/common';
import { aboutBase } from './about.decider.ts';
import { actingOf } from '../authority/directory.view.ts';
import { actedOn, actFor, BaseRoute, sourceIn, stageOf } from './acting.http.ts';
import { baseCodes, baseProblems } from './base-problems.http.ts';
import { base } from './base.decider.ts';
import {
  AssignLevelBody,
  CloseBaseBody,
  MergeBaseBody,
  RegisterBaseBody,
  RelocateBaseBody,
  RenameBaseBody,
  ResumeBaseBody,
  SetCapacityBody,
  SuspendBaseBody,
} from './base.dto.ts';
import type { RegisterBase } from './life.decider.ts';

/** From the registration of a base to its end. */
@Controller('v1/bases')
@Roles('officer')
export class BaseHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  @Post()
  @CommandRoute({
    summary: { zh: '基地建档（主管部门；专门领域基地由其业务主管单位）', en: 'Register a base' },
    problems: baseCodes,
    status: 201,
  })
  async register(
    @Body() { source, sponsor, field, ...fact }: RegisterBaseBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const special = specialIn(sponsor, field);
    const id = newIdOf(context.commandId) as BaseId;
    const acting = await actingOf(this.ports, caller, context);
    const act = await actFor(this.ports, acting, context, { location: fact.location, sponsor });
    const opening = { ...fact, source: sourceIn(source) };
    const asked = { type: 'RegisterBase', base: id, special, fact: opening } as const;
    const options = { fresh: true, about: aboutBase };
    return answer(
      await handle(this.ports, base, id, context, () => ({ ...act, ...asked }), options),
      baseProblems,
    );
  }

  @BaseRoute('assign-level', { zh: '确定层级', en: 'Assign another level' })
  assignLevel(
    @Id() id: BaseId,
    @Body() { source, ...fact }: AssignLevelBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = { type: 'AssignLevel', fact: { ...fact, source: sourceIn(source) } } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }

  @BaseRoute('rename', { zh: '基地更名', en: 'Rename a base' })
  rename(
    @Id() id: BaseId,
    @Body() { source, ...fact }: RenameBaseBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = { type: 'RenameBase', fact: { ...fact, source: sourceIn(source) } } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }

  @BaseRoute('set-capacity', { zh: '核定在孵名额', en: 'Set the capacity' })
  setCapacity(
    @Id() id: BaseId,
    @Body() { source, ...fact }: SetCapacityBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = { type: 'SetCapacity', fact: { ...fact, source: sourceIn(source) } } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }

  @BaseRoute('relocate', { zh: '基地迁址', en: 'Move a base to another place' })
  relocate(
    @Id() id: BaseId,
    @Body() { source, ...fact }: RelocateBaseBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = { type: 'RelocateBase', fact: { ...fact, source: sourceIn(source) } } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }

  @BaseRoute('suspend', { zh: '暂停基地', en: 'Suspend a base' })
  suspend(
    @Id() id: BaseId,
    @Body() { source, ...fact }: SuspendBaseBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = { type: 'SuspendBase', fact: { ...fact, source: sourceIn(source) } } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }

  @BaseRoute('resume', { zh: '恢复基地', en: 'Resume a base' })
  resume(
    @Id() id: BaseId,
    @Body() { source, ...fact }: ResumeBaseBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = { type: 'ResumeBase', fact: { ...fact, source: sourceIn(source) } } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }

  @BaseRoute('merge', { zh: '并入另一基地', en: 'Merge a base into another' })
  async merge(
    @Id() id: BaseId,
    @Body() { source, ...fact }: MergeBaseBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const successor = await stageOf(this.ports, fact.into);
    const merging = { ...fact, source: sourceIn(source) };
    const wanted = { type: 'MergeBase', successor, fact: merging } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }

  @BaseRoute('close', { zh: '关闭基地', en: 'Close a base' })
  close(
    @Id() id: BaseId,
    @Body() { source, ...fact }: CloseBaseBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const wanted = { type: 'CloseBase', fact: { ...fact, source: sourceIn(source) } } as const;
    return actedOn(this.ports, id, context, caller, wanted);
  }
}

/** @throws ProblemError 400 unless a special-field base names both its sponsor and its field */
function specialIn(
  sponsor: RegisterBaseBody['sponsor'],
  field: RegisterBaseBody['field'],
): RegisterBase['special'] {
  if (sponsor !== undefined && field !== undefined) return { sponsor, field };
  if (sponsor === undefined && field === undefined) return undefined;
  throw invalidInput({
    field: sponsor === undefined ? 'sponsor' : 'field',
    code: 'ofSpecialField',
    message: {
      zh: '专门领域基地须同时填写 sponsor 和 field',
      en: 'a special-field base names both its sponsor and its field',
    },
  });
}
