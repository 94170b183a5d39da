import { dayOf, type AuthorityId } from '@fuhua/kernel';
import { Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import { handle, newIdOf, type CommandContext } from '@fuhua/platform/handle';
import {
  answer,
  Command,
  CommandRoute,
  Id,
  type Bilingual,
  type CommandAnswer,
} from '@fuhua/platform/http';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import { applyDecorators, Body, Controller, Inject, Post } from '@nestjs/common';
import { actingOf, REGISTRY_TOLD, type RegistryTold } from '../directory/directory.view.ts';
import { localRulesCodes, localRulesProblems } from './localrules-problems.http.ts';
import {
  aboutLocalRules,
  localRules,
  type Act,
  type LocalRulesCommand,
} from './localrules.decider.ts';
import {
  AdoptionBody,
  DraftBody,
  RedraftBody,
  RepealBody,
  type SectionsBody,
} from './localrules.dto.ts';
import type { LocalRuleId, Sections } from './localrules.events.ts';

const Acts = (path: string, summary: Bilingual, status?: 201): MethodDecorator =>
  applyDecorators(
    Post(`:id/${path}`),
    CommandRoute({ summary, problems: localRulesCodes, ...(status && { status }) }),
  );

/** A command without what is looked up for it. */
type Wanted<C> = C extends LocalRulesCommand ? Omit<C, keyof Act> : never;

/** An authority's own rules (四(三)2-1, 2-2). The id of the collection is the authority's. */
@Controller('v1/local-rules')
@Roles('officer')
export class LocalRulesHttp {
  constructor(
    @Ports() private readonly ports: ServicePorts,
    @Inject(REGISTRY_TOLD) private readonly told: RegistryTold,
  ) {}

  /** The version's id is that of the command: `rule` of the event. */
  @Acts('draft', { zh: '起草本级制度', en: 'Draft rules of one’s own' }, 201)
  draft(
    @Id() id: AuthorityId,
    @Body() { kind, title, sections, files }: DraftBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer & { readonly rule: LocalRuleId }> {
    const rule = newIdOf(context.commandId) as LocalRuleId;
    const given = { kind, title, files, ...(sections && { sections: sectionsIn(sections) }) };
    return this.act(id, rule, context, caller, { type: 'DraftLocalRule', given });
  }

  @Acts('redraft', { zh: '修改草稿', en: 'Put another draft in place of one' })
  redraft(
    @Id() id: AuthorityId,
    @Body() { rule, kind, title, sections, files }: RedraftBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const given = { kind, title, files, ...(sections && { sections: sectionsIn(sections) }) };
    return this.act(id, rule, context, caller, { type: 'DraftLocalRule', given });
  }

  /** Refused with the list of mandatory sections that are empty. A version in force ends where this one begins. */
  @Acts('adopt', { zh: '出台并公布制度', en: 'Adopt and publish what was drafted' })
  adopt(
    @Id() id: AuthorityId,
    @Body() { rule, ...given }: AdoptionBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return this.act(id, rule, context, caller, { type: 'AdoptLocalRule', given });
  }

  @Acts('repeal', { zh: '废止制度', en: 'Repeal rules' })
  repeal(
    @Id() id: AuthorityId,
    @Body() { rule, ...given }: RepealBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return this.act(id, rule, context, caller, { type: 'RepealLocalRule', given });
  }

  private async act(
    authority: AuthorityId,
    rule: LocalRuleId,
    context: CommandContext,
    caller: CallerOfRequest,
    wanted: Wanted<LocalRulesCommand>,
  ): Promise<CommandAnswer & { readonly rule: LocalRuleId }> {
    const acting = await actingOf(this.told, caller, context.now);
    const command = { ...wanted, authority, rule, acting, today: dayOf(context.now) };
    const options = { about: aboutLocalRules };
    const decided = await handle(
      this.ports,
      localRules,
      authority,
      context,
      () => command,
      options,
    );
    return { ...answer(decided, localRulesProblems), rule };
  }
}

/** As they are stored: values alone. */
function sectionsIn(body: SectionsBody): Sections {
  return {
    'service-content': body['service-content'],
    'entry-conditions': body['entry-conditions'],
    'application-procedure': body['application-procedure'],
    'incubation-term': body['incubation-term'],
    'incubation-flow': body['incubation-flow'],
  };
}
