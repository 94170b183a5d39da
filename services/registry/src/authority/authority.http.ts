import { authorityIdOf, PROVINCE } from '@fuhua/directory';
import { dayOf, streamOf, type AuthorityId, type DivisionCode } from '@fuhua/kernel';
import { assertInScope, Caller, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import { handle, type About, type CommandContext } from '@fuhua/platform/handle';
import {
  answer,
  Command,
  CommandRoute,
  Id,
  invalidInput,
  problem,
  type CommandAnswer,
} from '@fuhua/platform/http';
import { Ports, type ServicePorts } from '@fuhua/platform/service';
import { rowsAsOf } from '@fuhua/platform/views';
import { newestCalendar } from '@fuhua/rules';
import { Body, Controller, Post } from '@nestjs/common';
import { authorityCodes, authorityProblems } from './authority-problems.http.ts';
import {
  authority,
  type Asked,
  type Authority,
  type AuthorityCommand,
} from './authority.decider.ts';
import {
  AcknowledgePolicyBody,
  DissolveAuthorityBody,
  RegisterAuthorityBody,
  RenameAuthorityBody,
  SetContactBody,
  SetFilingDeadlineBody,
  SetZoneMappingBody,
} from './authority.dto.ts';
import type { AuthorityEvent, Office } from './authority.events.ts';
import { authorityView } from './authority.view.ts';
import type { Capacity, OtherAuthority } from './competence.decider.ts';

const problems = authorityCodes;

@Controller('v1/authorities')
export class AuthorityHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  @Post()
  @Roles('administrator', 'officer')
  @CommandRoute({
    summary: {
      zh: '主管部门建档（省级民政部门或管理员）',
      en: 'Register an authority (the provincial bureau, or the administrator for it)',
    },
    problems,
    status: 201,
  })
  register(
    @Body() body: RegisterAuthorityBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const office = officeOf(body);
    const { department, name, contact, officePhone, validFrom } = body;
    assertReaches(caller, office.division);
    const values = { office, name, contact, officePhone, validFrom };
    // Most are new: the stream is read only where it turns out that it is not.
    return this.act(
      authorityIdOf({ ...office, department: department?.code }),
      context,
      caller,
      (asked) => ({ ...asked, type: 'RegisterAuthority', ...values }),
      { fresh: true },
    );
  }

  @Post(':id/rename')
  @Roles('administrator', 'officer')
  @CommandRoute({ summary: { zh: '主管部门更名', en: 'Rename an authority' }, problems })
  rename(
    @Id() id: AuthorityId,
    @Body() { name, validFrom, document }: RenameAuthorityBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return this.act(id, context, caller, (asked) => ({
      ...asked,
      type: 'RenameAuthority',
      name,
      validFrom,
      document,
    }));
  }

  @Post(':id/dissolve')
  @Roles('administrator', 'officer')
  @CommandRoute({ summary: { zh: '主管部门撤并', en: 'Dissolve an authority' }, problems })
  dissolve(
    @Id() id: AuthorityId,
    @Body() { on, successor, document }: DissolveAuthorityBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const today = dayOf(context.now);
    return this.act(id, context, caller, async (asked) => ({
      ...asked,
      type: 'DissolveAuthority',
      on: on ?? today,
      today,
      successor: successor && (await this.other(successor)),
      document,
    }));
  }

  @Post(':id/set-contact')
  @Roles('officer')
  @CommandRoute({
    summary: { zh: '确定联系人和办公电话', en: 'Name the contact and the office’s phone' },
    problems,
  })
  setContact(
    @Id() id: AuthorityId,
    @Body() { contact, officePhone }: SetContactBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    return this.act(id, context, caller, (asked) => ({
      ...asked,
      type: 'SetContact',
      contact,
      officePhone,
    }));
  }

  @Post(':id/acknowledge-policy')
  @Roles('officer')
  @CommandRoute({ summary: { zh: '签收文件', en: 'Acknowledge a document' }, problems })
  acknowledgePolicy(
    @Id() id: AuthorityId,
    @Body() { document, receivedOn }: AcknowledgePolicyBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const today = dayOf(context.now);
    return this.act(id, context, caller, (asked) => ({
      ...asked,
      type: 'AcknowledgePolicy',
      document,
      receivedOn: receivedOn ?? today,
      today,
    }));
  }

  @Post(':id/set-filing-deadline')
  @Roles('officer')
  @CommandRoute({
    summary: {
      zh: '确定年检年报期限（本登记管理机关）',
      en: 'Set a filing deadline (the registrar, for its own organizations)',
    },
    problems,
  })
  setFilingDeadline(
    @Id() id: AuthorityId,
    @Body() { ...values }: SetFilingDeadlineBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    const calendar = newestCalendar();
    return this.act(id, context, caller, (asked) => ({
      ...asked,
      type: 'SetFilingDeadline',
      ...values,
      calendar,
    }));
  }

  @Post(':id/set-zone-mapping')
  @Roles('administrator', 'officer')
  @CommandRoute({
    summary: {
      zh: '确定功能区对应关系（省级民政部门）',
      en: 'Say who acts for a functional zone (the provincial bureau)',
    },
    problems,
  })
  setZoneMapping(
    @Id() id: AuthorityId,
    @Body() { actingAuthority, ...body }: SetZoneMappingBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    assertReaches(caller, body.zone);
    return this.act(id, context, caller, async (asked) => ({
      ...asked,
      type: 'SetZoneMapping',
      ...body,
      acting: await this.other(actingAuthority),
    }));
  }

  private async act(
    id: AuthorityId,
    context: CommandContext,
    caller: CallerOfRequest,
    toCommand: (asked: Asked) => AuthorityCommand | Promise<AuthorityCommand>,
    how: { readonly fresh?: boolean } = {},
  ): Promise<CommandAnswer> {
    const asked: Asked = { authority: id, by: capacityOf(caller), province: PROVINCE };
    const options = { about, ...how };
    return answer(
      await handle(this.ports, authority, id, context, () => toCommand(asked), options),
      authorityProblems,
    );
  }

  /** As its own stream tells it: a view might not know yet. */
  private async other(id: AuthorityId): Promise<OtherAuthority> {
    const stream = streamOf(authority.category, id);
    const [row] = await rowsAsOf(authorityView, this.ports.store, stream, {});
    return row === undefined || row.dissolvedOn !== null ? { id } : { id, kind: row.kind };
  }
}

/** @throws ProblemError 400 unless a sponsor says for what, and a civil-affairs bureau says nothing */
function officeOf({ kind, division, department }: RegisterAuthorityBody): Office {
  if (kind === 'civil-affairs' && department === undefined) return { kind, division };
  if (kind === 'sponsor' && department !== undefined) {
    return { kind, division, department: { code: department.code, name: department.name } };
  }
  throw invalidInput({
    field: 'department',
    code: 'ofSponsor',
    message: {
      zh: '业务主管单位必须填写，民政部门不得填写',
      en: 'must be given for a sponsor, and only for one',
    },
  });
}

/** @throws ProblemError `out-of-scope` for an officer whose grant says no authority */
function capacityOf({ role, authority: id }: CallerOfRequest): Capacity {
  if (role === 'administrator') return { role };
  if (role === 'officer' && id !== undefined) return { role, authority: id };
  throw problem('platform.out-of-scope');
}

/** An officer's grant may be for some divisions only. @throws ProblemError `out-of-scope` */
function assertReaches(caller: CallerOfRequest, division: DivisionCode): void {
  if (caller.role !== 'administrator') {
    assertInScope(caller, { authority: caller.authority, division });
  }
}

/** The division where it matters: of a mapping the zone's. */
function about(state: Authority, [first]: readonly AuthorityEvent[]): About {
  if (first === undefined) return {};
  const { authority: id } = first.data;
  if (first.type === 'AuthorityRegistered') return { authority: id, division: first.data.division };
  if (first.type === 'ZoneMappingSet') return { authority: id, division: first.data.zone };
  return { authority: id, ...(state.stage === 'active' && { division: state.division }) };
}
