import { dayOf } from '@fuhua/kernel';
import { Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import { handle, type CommandContext } from '@fuhua/platform/handle';
import {
  answer,
  Command,
  CommandRoute,
  Id,
  problem,
  type Bilingual,
  type CommandAnswer,
} from '@fuhua/platform/http';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import { newestCalendar } from '@fuhua/rules';
import { applyDecorators, Body, Controller, Post } from '@nestjs/common';
import { gatheredOf, officerActOn } from './acting.http.ts';
import { panelCodes, panelProblems } from './panel-problems.http.ts';
import { aboutPanel, panel, type PanelCommand } from './panel.decider.ts';
import {
  AssignBody,
  CalibrationBody,
  DeclarationBody,
  RecuseBody,
  ReplaceBody,
  ScoreBody,
} from './panel.dto.ts';
import type { PanelId } from './panel.events.ts';
import type { OfficerAct, OpenPanel, Panel } from './record.decider.ts';

const Acts = (path: string, summary: Bilingual): MethodDecorator =>
  applyDecorators(Post(`:id/${path}`), CommandRoute({ summary, problems: panelCodes }));

/** Panels that answer a request for an evaluation (5.2, R-REV-03, R-ASM-05). */
@Controller('v1/panels')
@Roles('officer')
export class PanelHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  @Acts('assign-rater', { zh: '指定评委', en: 'Assign a rater' })
  assign(
    @Id() id: PanelId,
    @Body() { rater, outside }: AssignBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const calendar = newestCalendar();
    return this.officer(id, context, caller, (act) => ({
      ...{ ...act, type: 'AssignRater', rater, outside, calendar },
    }));
  }

  /** One that stands back or is late. */
  @Acts('replace-rater', { zh: '更换评委', en: 'Put a rater in the place of another' })
  replace(
    @Id() id: PanelId,
    @Body() { instead, rater, outside }: ReplaceBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const calendar = newestCalendar();
    return this.officer(id, context, caller, (act) => ({
      ...{ ...act, type: 'ReplaceRater', instead, rater, outside, calendar },
    }));
  }

  @Acts('recuse-rater', { zh: '决定评委回避', en: 'Have a rater stand back' })
  recuse(
    @Id() id: PanelId,
    @Body() { rater, reason }: RecuseBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return this.officer(id, context, caller, (act) => ({
      ...{ ...act, type: 'RecuseRater', rater, reason },
    }));
  }

  @Acts('hold-calibration', { zh: '登记评分校准', en: 'Record the calibration' })
  calibrate(
    @Id() id: PanelId,
    @Body() { evidence }: CalibrationBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return this.officer(id, context, caller, (act) => ({
      ...{ ...act, type: 'HoldCalibration', evidence },
    }));
  }

  @Acts('conclude', { zh: '形成评审结论', en: 'Conclude the panel' })
  conclude(
    @Id() id: PanelId,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return this.officer(id, context, caller, async (act, open) => ({
      ...{ ...act, ...(await gatheredOf(this.ports, open, act.today)), type: 'ConcludePanel' },
    }));
  }

  @Acts('sign-declaration', { zh: '签署独立性声明', en: 'Declare one’s independence' })
  @Roles('rater')
  declare(
    @Id() id: PanelId,
    @Body() { statement, links }: DeclarationBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const today = dayOf(context.now);
    const told = links.map(({ organization, relation, validFrom, validTo }) => ({
      ...{ organization, relation, validFrom, validTo },
    }));
    return this.act(id, context, async (state) => ({
      ...(await gatheredOf(this.ports, openIn(state), today)),
      ...{ type: 'SignDeclaration', rater: caller.person, statement, links: told, today },
    }));
  }

  /** Nobody sees it before all are in. After the calibration it may be revised once. */
  @Acts('submit-score', { zh: '提交评分', en: 'Submit one’s scores' })
  @Roles('rater')
  submit(
    @Id() id: PanelId,
    @Body() body: ScoreBody,
    @Command() context: CommandContext,
    @Caller() { person: rater }: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const by = (of: 'points' | 'reason') =>
      Object.fromEntries(body.scores.map((one) => [one.indicator, one[of]]));
    const today = dayOf(context.now);
    const given = { rater, scores: by('points'), reasons: by('reason'), today };
    return this.act(id, context, () => ({ type: 'SubmitScore', ...given }));
  }

  private officer(
    id: PanelId,
    context: CommandContext,
    caller: CallerOfRequest,
    command: (act: OfficerAct, open: OpenPanel) => PanelCommand | Promise<PanelCommand>,
  ): Promise<CommandAnswer> {
    return this.act(id, context, async (state) => {
      const open = openIn(state);
      return command(await officerActOn(this.ports, caller, open.base, context.now), open);
    });
  }

  private async act(
    id: PanelId,
    context: CommandContext,
    toCommand: (state: Panel) => PanelCommand | Promise<PanelCommand>,
  ): Promise<CommandAnswer> {
    const options = { about: aboutPanel };
    return answer(await handle(this.ports, panel, id, context, toCommand, options), panelProblems);
  }
}

/** What is acted on, before anything is looked up for it. @throws ProblemError 404 or 409 */
function openIn(state: Panel): OpenPanel {
  switch (state.stage) {
    case 'none':
      throw problem('evaluation.panel-unknown');
    case 'concluded':
    case 'cancelled':
      throw problem('evaluation.panel-over', { stage: state.stage });
    case 'open':
      return state;
  }
}
