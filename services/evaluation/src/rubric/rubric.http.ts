import { authorityOf, officesTold, toldTo } from '@fuhua/directory';
import { dayOf } from '@fuhua/kernel';
import { Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import { handle, uuidOf, type CommandContext } from '@fuhua/platform/handle';
import {
  answer,
  Command,
  CommandRoute,
  Id,
  problem,
  type CommandAnswer,
} from '@fuhua/platform/http';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import { Rubric, type Authority } from '@fuhua/rules';
import { Body, Controller, Post } from '@nestjs/common';
import { rubricCodes, rubricProblems } from './rubric-problems.http.ts';
import { aboutRubric, rubric, type RubricCommand } from './rubric.decider.ts';
import { DraftRubricBody, ReleaseBody } from './rubric.dto.ts';
import type { RubricId } from './rubric.events.ts';

/** By what an authority's panels rate (5.2, 5.4, 5.5). */
@Controller('v1/rubrics')
@Roles('officer')
export class RubricHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  /** The next version of the authority's rubric for that purpose, in place of a draft there was. */
  @Post('draft')
  @CommandRoute({
    summary: { zh: '起草评分标准', en: 'Draft a rubric' },
    problems: rubricCodes,
    status: 201,
  })
  async draft(
    @Body() { purpose, ...content }: DraftRubricBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const acting = await this.acting(context, caller);
    const id = uuidOf('rubric', acting.id, purpose) as RubricId;
    const drafted = { type: 'DraftRubric' as const, purpose, content: Rubric.parse(content) };
    return this.act(id, context, { ...drafted, rubric: id, acting, today: dayOf(context.now) });
  }

  @Post(':id/release')
  @CommandRoute({ summary: { zh: '发布评分标准', en: 'Release a rubric' }, problems: rubricCodes })
  async release(
    @Id() id: RubricId,
    @Body() { effectiveFrom }: ReleaseBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const acting = await this.acting(context, caller);
    const released = { type: 'ReleaseRubric' as const, effectiveFrom };
    return this.act(id, context, { ...released, rubric: id, acting, today: dayOf(context.now) });
  }

  private async acting({ now }: CommandContext, caller: CallerOfRequest): Promise<Authority> {
    const offices = officesTold(toldTo(this.ports));
    const { authority } = caller;
    const acting = authority && (await authorityOf(offices, authority, dayOf(now)));
    if (acting === undefined) throw problem('platform.out-of-scope');
    return acting;
  }

  private async act(
    id: RubricId,
    context: CommandContext,
    command: RubricCommand,
  ): Promise<CommandAnswer> {
    const options = { about: aboutRubric };
    return answer(
      await handle(this.ports, rubric, id, context, () => command, options),
      rubricProblems,
    );
  }
}
