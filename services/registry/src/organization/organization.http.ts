import {
  dayOf,
  streamOf,
  type DivisionCode,
  type EventId,
  type OrganizationId,
} from '@fuhua/kernel';
import { Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import type { Recorded } from '@fuhua/platform/event-store';
import { handle, metadataOf, newIdOf, type CommandContext } from '@fuhua/platform/handle';
import {
  answer,
  Command,
  CommandRoute,
  Id,
  invalidInput,
  problem,
  type CommandAnswer,
  type FieldError,
} from '@fuhua/platform/http';
import { awaitConclusion } from '@fuhua/platform/reactions';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import type { LegalKind } from '@fuhua/rules';
import { Body, Controller, Post, Res } from '@nestjs/common';
import { actingOf } from '../authority/directory.view.ts';
import { actOn, registrarIn, sourceIn, usccIn } from './acting.http.ts';
import { organizationCodes, organizationProblems } from './organization-problems.http.ts';
import { aboutOrganization, organization } from './organization.decider.ts';
import { LinkToCodeBody, RegisterOrganizationBody, VoidRecordBody } from './organization.dto.ts';
import type { Body as LegalBody } from './organization.events.ts';
import type { RegisterOrganization } from './identity.decider.ts';

const problems = organizationCodes;

/** What a route may set of its answer beside the body. */
interface Reply {
  code(status: number): unknown;
}

/** How a record is opened, linked to its code, and voided. A code is asked of its guard: the first to ask has it. */
@Controller('v1/organizations')
@Roles('officer')
export class OrganizationHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  /** 201; 202 with the position when the guard has not answered within 2 s: read the organization from there on. */
  @Post()
  @CommandRoute({
    summary: { zh: '社会组织建档（登记管理机关或其上级）', en: 'Open an organization’s record' },
    problems,
    status: 201,
  })
  async register(
    @Body() body: RegisterOrganizationBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<CommandAnswer> {
    const id = newIdOf(context.commandId) as OrganizationId;
    const fact = openingIn(body);
    const acting = await actingOf(this.ports, caller, context);
    const registrar = await registrarIn(this.ports, body.registrar, context);
    const today = dayOf(context.now);
    const act = { acting, registrar, today, fact };
    const command = { type: 'RegisterOrganization', organization: id, ...act } as const;
    const asked = answer(
      await handle(this.ports, organization, id, context, () => command, {
        fresh: true,
        about: aboutOrganization,
      }),
      organizationProblems,
    );
    return this.concluded(asked, reply);
  }

  /** 200, or 202 as above. */
  @Post(':id/link-to-code')
  @CommandRoute({
    summary: {
      zh: '关联统一社会信用代码（备案组织、筹备组登记后）',
      en: 'Link a filed body or a preparing team to its code',
    },
    problems,
  })
  async linkToCode(
    @Id() id: OrganizationId,
    @Body() body: LinkToCodeBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<CommandAnswer> {
    const { kind, registeredOn } = body;
    const to = await registrarIn(this.ports, body.registrar, context);
    const uscc = usccIn('uscc', body.uscc);
    const fact = { kind, uscc, registeredOn, source: sourceIn(body.source) };
    const asked = await actOn(this.ports, id, context, caller, { type: 'LinkToCode', to, fact });
    return this.concluded(answer(asked, organizationProblems), reply);
  }

  /** The code, if it has one, is given back. */
  @Post(':id/void')
  @CommandRoute({
    summary: { zh: '作废误建的记录', en: 'Void a record made by mistake' },
    problems,
  })
  async voidRecord(
    @Id() id: OrganizationId,
    @Body() { reason, source }: VoidRecordBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const fact = { reason, source: sourceIn(source) };
    const result = await actOn(this.ports, id, context, caller, { type: 'VoidRecord', fact });
    return answer(result, organizationProblems);
  }

  /** All that was stored with the concluding event, by one command. */
  private async eventsOf(concluding: Recorded, from: number): Promise<CommandAnswer['events']> {
    const { commandId } = metadataOf(concluding);
    const events: { id: EventId; type: string }[] = [];
    for await (const event of this.ports.store.readStream(concluding.stream, { from })) {
      if (metadataOf(event).commandId !== commandId) continue;
      events.push({ id: event.id, type: event.type });
    }
    return events;
  }

  /** The guard's answer, once it stands in the organization's own stream. */
  private async concluded(asked: CommandAnswer, reply: Reply): Promise<CommandAnswer> {
    const sought = asked.events.find(({ type }) => type === 'CodeSought')?.id;
    if (sought === undefined) return asked;
    const conclusion = await awaitConclusion(this.ports.store, {
      source: organization,
      stream: streamOf(organization.category, asked.id),
      after: asked.revision,
      concludes: ({ type, data }) => concluding.has(type) && data['sought'] === sought,
    });
    if (conclusion === undefined) {
      reply.code(202);
      return asked;
    }
    const { event, recorded } = conclusion;
    if (event.type !== 'OrganizationLinkedToCode') {
      const { uscc, holder } = event.data;
      throw problem('registry.code-taken', { id: asked.id, uscc, holder });
    }
    const { revision, position } = recorded;
    const concluded = await this.eventsOf(recorded, asked.revision + 1);
    return { ...asked, revision, position, events: [...asked.events, ...concluded] };
  }
}

/** The events that end an asking, each with the `sought` that it answers. */
const concluding = new Set(['OrganizationLinkedToCode', 'RegistrationRefused', 'CodeLinkRefused']);

/** @throws ProblemError 400 when a field of the form is missing, or one of another form is there */
function openingIn(body: RegisterOrganizationBody): RegisterOrganization['fact'] {
  const { name, since, sponsoringUnit, source } = body;
  const domicile = body.domicile && {
    division: body.domicile.division,
    address: body.domicile.address,
  };
  const opened = { name, domicile, sponsoringUnit, since, source: sourceIn(source) };
  return { ...opened, body: legalBodyIn(body) };
}

function legalBodyIn(body: RegisterOrganizationBody): LegalBody {
  const { form, kind, uscc, township, corePersons } = body;
  const own: Readonly<Record<typeof form, readonly (keyof RegisterOrganizationBody)[]>> = {
    registered: ['kind', 'uscc'],
    filed: ['township'],
    preparing: ['corePersons'],
  };
  const optional = form === 'preparing' ? ['kind'] : [];
  const faults = (['kind', 'uscc', 'township', 'corePersons'] as const).flatMap((field) => {
    if (own[form].includes(field)) return body[field] === undefined ? [missing(field, form)] : [];
    return body[field] === undefined || optional.includes(field) ? [] : [foreign(field, form)];
  });
  if (faults.length > 0) throw invalidInput(...faults);
  switch (form) {
    case 'registered':
      return { form, kind: kind as LegalKind, uscc: usccIn('uscc', uscc ?? '') };
    case 'filed':
      return { form, township: township as DivisionCode };
    case 'preparing':
      return { form, intendedKind: kind, corePersons: corePersons ?? 0 };
  }
}

const missing = (field: string, form: string): FieldError => ({
  field,
  code: 'isDefined',
  message: { zh: `${form} 时必须填写`, en: `is required when form is ${form}` },
});
const foreign = (field: string, form: string): FieldError => ({
  field,
  code: 'ofOtherForm',
  message: { zh: `${form} 时不得填写`, en: `does not go with form ${form}` },
});
