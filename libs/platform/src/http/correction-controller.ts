import 'reflect-metadata';
import {
  streamOf,
  type CorrectionCommand,
  type CorrectionRefusal,
  type DomainEvent,
  type EventId,
  type Refusal,
  type Result,
  type Slice,
  type Told,
} from '@fuhua/kernel';
import { applyDecorators, Body, Controller, Get, Post, type Type } from '@nestjs/common';
import { Caller, PersonalRead, Roles } from '../auth/decorators.ts';
import type { Caller as CallerOfRequest, Role } from '../auth/grants.ts';
import {
  correctionRequestsIn,
  correctionsOf,
  handle,
  newIdOf,
  tell,
  type CommandContext,
  type CorrectionRequest,
  type Handled,
  type HandlePorts,
  type HandleRefusal,
  type Readable,
} from '../handle/index.ts';
import type { Opened } from '../privacy/index.ts';
import { Ports, type ServicePorts } from '../service/ports.ts';
import { answer, type CommandAnswer } from './answer.ts';
import { Command, Id } from './command.ts';
import {
  ApproveCorrectionBody,
  CorrectionAnswerSchema,
  CorrectionsSchema,
  DeclineCorrectionBody,
  RequestCorrectionBody,
} from './correction-dto.ts';
import { correctionProblems } from './platform-problems.ts';
import { problem } from './problem.ts';
import { CommandRoute, ReadRoute } from './route.ts';

export interface CorrectionOptions<S, C, E extends DomainEvent, R extends Refusal> {
  /** `persons` */
  readonly collection: string;
  readonly slice: Slice<S, C, E, R>;
  /** Who may ask, decide and read. */
  readonly roles: readonly [Role, ...Role[]];
  /** Who may only read. */
  readonly readers?: readonly Role[];
  /** Whether this caller may correct, or read corrections, in this stream. @throws ProblemError when not */
  readonly assertCompetent: (
    caller: CallerOfRequest,
    id: string,
    ports: ServicePorts,
    /** Whether evidence comes with what is asked; a request that stands has brought its own. */
    evidence: boolean,
  ) => Promise<void>;
  /** Codes that `assertCompetent` may throw beside the platform's. */
  readonly problems?: readonly string[];
}

interface CorrectionList {
  readonly items: readonly Opened<CorrectionRequest>[];
  /** Of the stream. */
  readonly revision: number;
}

const codes = Object.keys(correctionProblems);
const asking = { summary: { zh: '申请更正', en: 'Ask for a correction' } };
const approving = { summary: { zh: '批准更正', en: 'Approve a correction' } };
const declining = { summary: { zh: '不予更正', en: 'Decline a correction' } };
const reading = {
  summary: { zh: '更正申请及其结果', en: 'Requests for correction and what became of them' },
  answer: CorrectionsSchema,
};

/**
 * Corrections of recorded facts in one collection (R-EVT-01), beside the slice's own routes: asked for by one person,
 * approved by another, and taken back or refused by anyone competent. Its ports are the service's (`PORTS`).
 *
 * Only fields that their event marks as correctable change; every other name in `values` is refused. Personal values are
 * sealed before they are stored and shown only by the list, which is a personal read.
 */
export function correctionController<S, C, E extends DomainEvent, R extends Refusal>(
  options: CorrectionOptions<S, C, E, R>,
): Type {
  const { collection, slice, roles, readers = [], assertCompetent, problems = [] } = options;
  const corrections = correctionsOf(slice);
  const Route = commandRoute(roles, problems);

  @Controller(`v1/${collection}`)
  class Corrections {
    constructor(@Ports() private readonly ports: ServicePorts) {}

    @Route('request-correction', { ...asking, status: 201, answer: CorrectionAnswerSchema })
    async request(
      @Id() id: string,
      @Body() { event, values, reason, evidence }: RequestCorrectionBody,
      @Command() context: CommandContext,
      @Caller() caller: CallerOfRequest,
    ): Promise<CommandAnswer & { readonly request: EventId }> {
      const request = newIdOf(context.commandId) as EventId;
      const wish = { request, event, values, reason, evidence };
      const asked = await this.act(caller, id, context, { type: 'RequestCorrection', ...wish });
      return { ...asked, request };
    }

    @Route('approve-correction', approving)
    approve(
      @Id() id: string,
      @Body() { request }: ApproveCorrectionBody,
      @Command() context: CommandContext,
      @Caller() caller: CallerOfRequest,
    ): Promise<CommandAnswer> {
      const by = caller.person;
      return this.act(caller, id, context, { type: 'ApproveCorrection', request, by });
    }

    @Route('decline-correction', declining)
    decline(
      @Id() id: string,
      @Body() { request, reason }: DeclineCorrectionBody,
      @Command() context: CommandContext,
      @Caller() caller: CallerOfRequest,
    ): Promise<CommandAnswer> {
      const by = caller.person;
      return this.act(caller, id, context, { type: 'DeclineCorrection', request, by, reason });
    }

    @Get(':id/corrections')
    @Roles(...roles, ...readers)
    @PersonalRead('id')
    @ReadRoute({ ...reading, problems: [...problems, 'platform.unknown-event'] })
    async list(@Id() id: string, @Caller() caller: CallerOfRequest): Promise<CorrectionList> {
      await assertCompetent(caller, id, this.ports, true);
      return listOf(this.ports, slice, id);
    }

    private async act(
      caller: CallerOfRequest,
      id: string,
      context: CommandContext,
      command: CorrectionCommand,
    ): Promise<CommandAnswer> {
      const evidence = command.type !== 'RequestCorrection' || command.evidence.length > 0;
      await assertCompetent(caller, id, this.ports, evidence);
      return answered(await handle(this.ports, corrections, id, context, () => command));
    }
  }
  // The names of operations in OpenAPI begin with it.
  Object.defineProperty(Corrections, 'name', { value: `${pascal(collection)}Corrections` });
  return Corrections;
}

function commandRoute(
  roles: readonly [Role, ...Role[]],
  problems: readonly string[],
): (path: string, told: Parameters<typeof CommandRoute>[0]) => MethodDecorator {
  return (path, told) =>
    applyDecorators(
      Post(`:id/${path}`),
      Roles(...roles),
      CommandRoute({ ...told, problems: [...problems, ...codes] }),
    );
}

/** @throws ProblemError 404 for a stream that was never written @throws UnknownEvent, Unavailable */
async function listOf(
  { store, privacy }: HandlePorts,
  slice: Readable,
  id: string,
): Promise<CorrectionList> {
  const told: Told[] = [];
  for await (const event of store.readStream(streamOf(slice.category, id))) {
    told.push(tell(slice, event));
  }
  const last = told.at(-1);
  if (last === undefined) throw problem('platform.not-found');
  const items = await privacy.openAll([...correctionRequestsIn(told)]);
  return { items, revision: last.origin.revision };
}

/** @throws ProblemError; an unacceptable value is told by its field, never itself */
function answered(result: Result<Handled, CorrectionRefusal | HandleRefusal>): CommandAnswer {
  if (!result.ok && result.refusal.code === 'correction.invalid-value') {
    const errors = result.refusal.errors.map(({ field, message }) => ({
      field: `values.${field}`,
      code: 'value',
      message: { zh: '值不符合要求，或没有此字段', en: message },
    }));
    throw problem(result.refusal.code, {}, { errors });
  }
  return answer(result, {});
}

function pascal(kebab: string): string {
  return kebab.replace(/(?:^|-)(\w)/g, (_, first: string) => first.toUpperCase());
}
