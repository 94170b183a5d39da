import { dayOf, type BaseId } from '@fuhua/kernel';
import { assertInScope, Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import { handle, newIdOf, type CommandContext } from '@fuhua/platform/handle';
import {
  answer,
  Command,
  CommandRoute,
  found,
  Id,
  type Bilingual,
  type CommandAnswer,
} from '@fuhua/platform/http';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import { newestCalendar } from '@fuhua/rules';
import { applyDecorators, Body, Controller, Inject, Post } from '@nestjs/common';
import { officerActOn, REGISTRY_TOLD, type RegistryTold } from '../directory/directory.view.ts';
import { directoryCodes, onceTold } from '../directory/not-yet-known.view.ts';
import { sourceIn } from '../directory/source.dto.ts';
import { communityCodes, communityProblems } from './community-problems.http.ts';
import { aboutCommunity, community } from './community.decider.ts';
import {
  DrawnInBody,
  GuidanceAnswerBody,
  GuidanceRequestBody,
  LeaderBody,
  LeaderEndBody,
  MediatorBody,
  ReferralBody,
  ReleaseBody,
} from './community.dto.ts';
import type { CommunityId } from './community.events.ts';
import type { Act, ActCommand } from './record.decider.ts';

const problems = [...communityCodes, ...directoryCodes];
const Opens = (path: string, summary: Bilingual): MethodDecorator =>
  applyDecorators(Post(path), CommandRoute({ summary, problems, status: 201 }));
const Acts = (path: string, summary: Bilingual): MethodDecorator =>
  applyDecorators(Post(`:id/${path}`), CommandRoute({ summary, problems }));

/** A command without what is looked up for it. */
type Wanted<C> = C extends ActCommand ? Omit<C, keyof Act> : never;

/** People around a base (四(二)1-4, 2-3, 五(三)): by its operator, or its authority. */
@Controller('v1/community')
@Roles('officer', 'operator')
export class CommunityHttp {
  constructor(
    @Ports() private readonly ports: ServicePorts,
    @Inject(REGISTRY_TOLD) private readonly told: RegistryTold,
  ) {}

  /** Only what the person declares, and with the person's consent. */
  @Opens('engage-leader', { zh: '登记带头人', en: 'Record a leader' })
  engage(
    @Body() { base, source, consent: { on, file }, ...leader }: LeaderBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const given = { ...leader, consent: { on, file }, source: sourceIn(source) };
    return this.open(base, context, caller, { type: 'EngageLeader', given });
  }

  @Acts('record-drawn-in', { zh: '登记带动入驻', en: 'Record an organization drawn in' })
  drawnIn(
    @Id() id: CommunityId,
    @Body() { source, ...given }: DrawnInBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const whole = { ...given, source: sourceIn(source) };
    return this.act(id, context, caller, { type: 'RecordDrawnIn', given: whole });
  }

  @Acts('end-leader', { zh: '登记带头人退出', en: 'Record that a leader left' })
  endLeader(
    @Id() id: CommunityId,
    @Body() { ...given }: LeaderEndBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return this.act(id, context, caller, { type: 'EndLeader', given });
  }

  @Opens('appoint-mediator', { zh: '登记调解员聘任', en: 'Record a mediator' })
  appoint(
    @Body() { base, source, ...given }: MediatorBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const whole = { ...given, source: sourceIn(source) };
    return this.open(base, context, caller, { type: 'AppointMediator', given: whole });
  }

  @Acts('release-mediator', { zh: '登记调解员解聘', en: 'Record that a mediator was released' })
  release(
    @Id() id: CommunityId,
    @Body() { ...given }: ReleaseBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return this.act(id, context, caller, { type: 'ReleaseMediator', given });
  }

  /** A count with its kind; nothing of the dispute. */
  @Opens('record-referral', { zh: '登记司法途径引导', en: 'Record referrals to a remedy' })
  referral(
    @Body() { base, source, ...given }: ReferralBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const whole = { ...given, source: sourceIn(source) };
    return this.open(base, context, caller, { type: 'RecordReferral', given: whole });
  }

  @Opens('request-guidance', { zh: '登记非入驻指导申请', en: 'Record that an outsider asks' })
  request(
    @Body() { base, ...given }: GuidanceRequestBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const calendar = newestCalendar();
    return this.open(base, context, caller, { type: 'RequestGuidance', given, calendar });
  }

  @Acts('answer-guidance', { zh: '答复非入驻指导申请', en: 'Record the answer to an outsider' })
  answerGuidance(
    @Id() id: CommunityId,
    @Body() { ...given }: GuidanceAnswerBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return this.act(id, context, caller, { type: 'AnswerGuidance', given });
  }

  private async open(
    base: BaseId,
    context: CommandContext,
    caller: CallerOfRequest,
    wanted: Wanted<ActCommand>,
  ): Promise<CommandAnswer> {
    const id = newIdOf(context.commandId) as CommunityId;
    const command = { ...wanted, ...(await this.actingOn(id, base, context, caller)) };
    const options = { fresh: true, about: aboutCommunity };
    return answer(
      await handle(this.ports, community, id, context, () => command, options),
      communityProblems,
    );
  }

  private async act(
    id: CommunityId,
    context: CommandContext,
    caller: CallerOfRequest,
    wanted: Wanted<ActCommand>,
  ): Promise<CommandAnswer> {
    const decided = await handle(
      this.ports,
      community,
      id,
      context,
      async (state) => {
        const base = state.stage === 'none' ? undefined : state.base;
        const known = found(base, 'incubation.community-record-unknown');
        return { ...wanted, ...(await this.actingOn(id, known, context, caller)) };
      },
      { about: aboutCommunity },
    );
    return answer(decided, communityProblems);
  }

  /** @throws ProblemError 409 `incubation.not-yet-known`, `out-of-scope` for another operator */
  private async actingOn(
    record: CommunityId,
    base: BaseId,
    { now }: CommandContext,
    caller: CallerOfRequest,
  ): Promise<Act> {
    const today = dayOf(now);
    if (caller.role !== 'officer') assertInScope(caller, { base });
    const known = await onceTold(`base ${base}`, () => this.told.bases(base, today));
    const officer =
      caller.role === 'officer' ? await officerActOn(this.told, caller, base, now) : undefined;
    return { record, base, division: known.location, today, officer };
  }
}
