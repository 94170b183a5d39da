import 'reflect-metadata';
import {
  streamOf,
  type DomainEvent,
  type EventId,
  type Override,
  type Refusal,
  type Told,
} from '@fuhua/kernel';
import { Body, Controller, Get, Post, type Type } from '@nestjs/common';
import { Caller, Roles } from '../auth/decorators.ts';
import type { Caller as CallerOfRequest, Role } from '../auth/grants.ts';
import { unknownEvidence } from '../evidence/files.ts';
import '../evidence/evidence-problems.ts';
import {
  handle,
  newIdOf,
  tell,
  type About,
  type CommandContext,
  type Readable,
} from '../handle/index.ts';
import { answer, type CommandAnswer, type ProblemsOf } from '../http/answer.ts';
import { Command, Id } from '../http/command.ts';
import { problem } from '../http/problem.ts';
import { CommandRoute, ReadRoute } from '../http/route.ts';
import { Ports, type ServicePorts } from '../service/ports.ts';
import { poolOf } from '../views/database.ts';
import {
  ApproveOverrideBody,
  DeclineOverrideBody,
  OverrideAnswerSchema,
  OverridesSchema,
  RequestOverrideBody,
} from './override-dto.ts';
import { overrideProblems } from './override-problems.ts';
import { overrideRequestsIn, type OverrideRequest } from './override-requests.ts';
import { overridesOf, stateOf, type Overridable, type OverrideCommand } from './overrides.ts';

export interface OverrideOptions<S, E extends DomainEvent, R extends Refusal> {
  /** `bases` */
  readonly collection: string;
  readonly slice: Overridable<S, E>;
  /** What follows from one. */
  readonly override: Override<S, E, R>;
  /** Who may ask, decide and read. */
  readonly roles: readonly [Role, ...Role[]];
  /** Who may only read. */
  readonly readers?: readonly Role[];
  /** Whether this caller's authority decides in this stream, or may read there. @throws ProblemError when not */
  readonly assertCompetent: (
    caller: CallerOfRequest,
    id: string,
    ports: ServicePorts,
  ) => Promise<void>;
  /** Of the codes that `override` may refuse with. */
  readonly problems: ProblemsOf<R['code']>;
  /** Codes that `assertCompetent` may throw beside the platform's. */
  readonly competence?: readonly string[];
  /** Whom the events that follow concern. */
  readonly about?: (state: S, events: readonly never[]) => About;
}

interface OverrideList {
  readonly items: readonly OverrideRequest[];
  /** Of the stream. */
  readonly revision: number;
}

/**
 * Overrides of decisions in one collection (definition 20), beside the slice's own routes: asked for by one person with
 * reason and evidence that was uploaded, approved by another of the competent authority, and taken back or refused by
 * anyone competent. What follows is stored with the approval, in one append.
 */
export function overrideController<S, E extends DomainEvent, R extends Refusal>(
  options: OverrideOptions<S, E, R>,
): Type {
  const { collection, slice, roles, readers = [], assertCompetent, competence = [] } = options;
  const overrides = overridesOf(slice, options.override);
  const table = { ...overrideProblems, ...options.problems } as ProblemsOf<string>;
  const problems = [...competence, ...Object.keys(table)];

  @Controller(`v1/${collection}`)
  class Overrides {
    constructor(@Ports() private readonly ports: ServicePorts) {}

    @Post(':id/request-override')
    @Roles(...roles)
    @CommandRoute({
      summary: { zh: '申请改判', en: 'Ask for an override' },
      status: 201,
      answer: OverrideAnswerSchema,
      problems: [...problems, 'platform.evidence-unknown'],
    })
    async request(
      @Id() id: string,
      @Body() body: RequestOverrideBody,
      @Command() context: CommandContext,
      @Caller() caller: CallerOfRequest,
    ): Promise<CommandAnswer & { readonly request: EventId }> {
      const request = newIdOf(context.commandId) as EventId;
      await assertCompetent(caller, id, this.ports);
      const hashes = await unknownEvidence(poolOf(this.ports.dataSource), body.evidence);
      if (hashes.length > 0) throw problem('platform.evidence-unknown', { hashes });
      const { decision, outcome, conclusion, reason, evidence } = body;
      const wish = { request, decision, outcome, conclusion, reason, evidence, now: context.now };
      const asked = await this.act(id, context, { type: 'RequestOverride', ...wish });
      return { ...asked, request };
    }

    @Post(':id/approve-override')
    @Roles(...roles)
    @CommandRoute({ summary: { zh: '批准改判', en: 'Approve an override' }, problems })
    async approve(
      @Id() id: string,
      @Body() { request }: ApproveOverrideBody,
      @Command() context: CommandContext,
      @Caller() caller: CallerOfRequest,
    ): Promise<CommandAnswer> {
      await assertCompetent(caller, id, this.ports);
      const { now } = context;
      return this.act(id, context, { type: 'ApproveOverride', request, by: caller.person, now });
    }

    @Post(':id/decline-override')
    @Roles(...roles)
    @CommandRoute({ summary: { zh: '不予改判', en: 'Decline an override' }, problems })
    async decline(
      @Id() id: string,
      @Body() { request, reason }: DeclineOverrideBody,
      @Command() context: CommandContext,
      @Caller() caller: CallerOfRequest,
    ): Promise<CommandAnswer> {
      await assertCompetent(caller, id, this.ports);
      return this.act(id, context, { type: 'DeclineOverride', request, reason });
    }

    @Get(':id/overrides')
    @Roles(...roles, ...readers)
    @ReadRoute({
      summary: { zh: '改判申请及其结果', en: 'Requests for overrides and what became of them' },
      answer: OverridesSchema,
      problems: [...competence, 'platform.unknown-event'],
    })
    async list(@Id() id: string, @Caller() caller: CallerOfRequest): Promise<OverrideList> {
      await assertCompetent(caller, id, this.ports);
      return listOf(this.ports, slice, id);
    }

    private async act(
      id: string,
      context: CommandContext,
      command: OverrideCommand,
    ): Promise<CommandAnswer> {
      const { about } = options;
      const handled = await handle(this.ports, overrides, id, context, () => command, {
        ...(about && { about: (told) => about(stateOf(slice, told), []) }),
      });
      return answer<Refusal>(handled, table);
    }
  }
  // The names of operations in OpenAPI begin with it.
  const name = collection.replace(/(?:^|-)(\w)/g, (_, first: string) => first.toUpperCase());
  Object.defineProperty(Overrides, 'name', { value: `${name}Overrides` });
  return Overrides;
}

/** @throws ProblemError 404 for a stream that was never written @throws UnknownEvent, Unavailable */
async function listOf(
  { store }: Pick<ServicePorts, 'store'>,
  slice: Readable,
  id: string,
): Promise<OverrideList> {
  const told: Told[] = [];
  for await (const event of store.readStream(streamOf(slice.category, id))) {
    told.push(tell(slice, event));
  }
  const last = told.at(-1);
  if (last === undefined) throw problem('platform.not-found');
  return { items: overrideRequestsIn(told), revision: last.origin.revision };
}
