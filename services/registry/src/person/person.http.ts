import { dayOf, isInForce, streamOf, type Day, type EventId, type PersonId } from '@fuhua/kernel';
import { Caller, PersonalRead, Roles, type CallerOfRequest } from '@fuhua/platform/auth';
import { handle, newIdOf, type CommandContext } from '@fuhua/platform/handle';
import {
  page,
  answer,
  AsOfQuery,
  Command,
  CommandRoute,
  found,
  Id,
  momentOf,
  pageOf,
  parseCursor,
  problem,
  commonProblems,
  problemTable,
  ReadRoute,
  type CommandAnswer,
  type HttpProblem,
  type PlainOf,
} from '@fuhua/platform/http';
import { Ports, readPage, readRow, readRows, type ServicePorts } from '@fuhua/platform/service';
import type { View } from '@fuhua/platform/views';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { listedPerson, PersonSchema } from './person-answer.http.ts';
import { person, type PersonCommand, type PersonRefusal } from './person.decider.ts';
import {
  ForgetPersonBody,
  GrantRoleBody,
  PersonsQuery,
  RegisterPersonBody,
  RevokeDelegationBody,
  RevokeRoleBody,
  SetDelegationBody,
} from './person.dto.ts';
import {
  PersonEntity,
  personDelegationView,
  personGrantView,
  personView,
  type PersonRow,
} from './person.view.ts';

export const personProblems = problemTable({
  ...commonProblems('registry', 'validity-reversed'),
  'registry.person-already-registered': {
    status: 409,
    title: { zh: '该人员已登记', en: 'The person is registered already' },
  },
  'registry.person-unknown': { status: 404, title: { zh: '没有该人员', en: 'No such person' } },
  'registry.person-forgotten': {
    status: 410,
    title: { zh: '该人员的个人信息已删除', en: 'The person was forgotten' },
  },
  'registry.reach-missing': {
    status: 422,
    title: { zh: '该角色须指明范围', en: 'The role needs a reach' },
    detail: { zh: '{role} 须指明 reach.{needed}', en: '{role} needs reach.{needed}' },
  },
  'registry.grant-unknown': {
    status: 404,
    title: { zh: '没有该项授权', en: 'The person holds no such grant' },
  },
  'registry.grant-already-revoked': {
    status: 409,
    title: { zh: '该项授权已收回', en: 'The grant was revoked already' },
  },
  'registry.revocation-backdated': {
    status: 422,
    title: { zh: '收回日不能早于今天', en: 'It cannot be revoked from an earlier day than today' },
  },
  'registry.delegation-to-oneself': {
    status: 422,
    title: { zh: '不能代理给本人', en: 'Nobody stands in for themselves' },
  },
  'registry.delegation-outside-grant': {
    status: 422,
    title: { zh: '代理期超出授权期', en: 'The delegation is not within the days of the grant' },
  },
  'registry.delegation-unknown': {
    status: 404,
    title: { zh: '没有该项代理', en: 'No such delegation' },
  },
  'registry.delegation-already-revoked': {
    status: 409,
    title: { zh: '该项代理已收回', en: 'The delegation was revoked already' },
  },
} satisfies Record<PersonRefusal['code'], HttpProblem>);

const codes = Object.keys(personProblems);

type PersonAnswer = PlainOf<PersonSchema>;

@Controller('v1/persons')
export class PersonHttp {
  constructor(@Ports() private readonly ports: ServicePorts) {}

  @Post()
  @Roles('administrator', 'officer')
  @CommandRoute({
    summary: { zh: '登记人员', en: 'Register a person' },
    problems: codes,
    status: 201,
  })
  async register(
    @Body() { name, phone }: RegisterPersonBody,
    @Command() context: CommandContext,
  ): Promise<CommandAnswer> {
    const id = newIdOf(context.commandId) as PersonId;
    const command = { type: 'RegisterPerson', person: id, name, phone } as const;
    return answer(
      await handle(this.ports, person, id, context, () => command, { fresh: true }),
      personProblems,
    );
  }

  @Post(':id/grant-role')
  @Roles('administrator')
  @CommandRoute({ summary: { zh: '授予角色', en: 'Grant a role' }, problems: codes })
  grantRole(
    @Id() id: PersonId,
    @Body() { role, reach: to, validFrom, validTo }: GrantRoleBody,
    @Command() context: CommandContext,
  ): Promise<CommandAnswer> {
    const grant = newIdOf(context.commandId) as EventId;
    const { authority, organization, base, division } = to;
    const reach = { authority, organization, base, division };
    const days = { validFrom: validFrom ?? dayOf(context.now), validTo };
    return this.act(id, context, { type: 'GrantRole', grant, role, reach, ...days });
  }

  @Post(':id/revoke-role')
  @Roles('administrator')
  @CommandRoute({ summary: { zh: '收回角色', en: 'Revoke a role' }, problems: codes })
  revokeRole(
    @Id() id: PersonId,
    @Body() { grant, on, reason }: RevokeRoleBody,
    @Command() context: CommandContext,
  ): Promise<CommandAnswer> {
    const today = dayOf(context.now);
    return this.act(id, context, { type: 'RevokeRole', grant, on: on ?? today, today, reason });
  }

  @Post(':id/set-delegation')
  @Roles('administrator', 'officer')
  @CommandRoute({
    summary: {
      zh: '设定代理（本人或管理员）',
      en: 'Lend a grant during an absence (own, or any as administrator)',
    },
    problems: codes,
  })
  setDelegation(
    @Id() id: PersonId,
    @Body() { grant, delegate, validFrom, validTo, reason }: SetDelegationBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    assertOwn(caller, id);
    const delegation = newIdOf(context.commandId) as EventId;
    const lent = { delegation, grant, delegate, validFrom, validTo };
    return this.act(id, context, { type: 'SetDelegation', ...lent, reason });
  }

  @Post(':id/revoke-delegation')
  @Roles('administrator', 'officer')
  @CommandRoute({
    summary: {
      zh: '收回代理（本人或管理员）',
      en: 'Take a delegation back (own, or any as administrator)',
    },
    problems: codes,
  })
  revokeDelegation(
    @Id() id: PersonId,
    @Body() { delegation, on, reason }: RevokeDelegationBody,
    @Command() context: CommandContext,
    @Caller() caller: CallerOfRequest,
  ): Promise<CommandAnswer> {
    assertOwn(caller, id);
    const today = dayOf(context.now);
    const days = { on: on ?? today, today };
    return this.act(id, context, { type: 'RevokeDelegation', delegation, ...days, reason });
  }

  /** The key is destroyed by the reaction to the event: nothing personal can be read afterwards. */
  @Post(':id/forget')
  @Roles('administrator')
  @CommandRoute({ summary: { zh: '删除个人信息', en: 'Forget a person' }, problems: codes })
  forget(
    @Id() id: PersonId,
    @Body() { reason }: ForgetPersonBody,
    @Command() context: CommandContext,
  ): Promise<CommandAnswer> {
    return this.act(id, context, { type: 'ForgetPerson', reason });
  }

  @Get(':id')
  @Roles('administrator', 'auditor')
  @PersonalRead('id')
  @ReadRoute({ summary: { zh: '查询人员', en: 'Read a person' }, answer: PersonSchema })
  async read(@Id() id: PersonId, @Query() query: AsOfQuery): Promise<PersonAnswer> {
    const stream = streamOf(person.category, id);
    const moment = momentOf(query, this.ports.clock.now());
    const at = { ...moment, atLeast: query.atLeast };
    const row = found(await readRow(this.ports, personView, stream, at), 'registry.person-unknown');
    const grants = await readRows(this.ports, personGrantView, stream, at);
    const delegations = await readRows(this.ports, personDelegationView, stream, at);
    const counts = (one: { validFrom: Day; validTo: Day | null }): boolean =>
      moment.asOf === undefined ||
      isInForce({ validFrom: one.validFrom, validTo: one.validTo ?? undefined }, moment.asOf);
    return {
      ...(await this.opened(row)),
      grants: grants.filter(counts).map(withoutKey),
      delegations: delegations.filter(counts).map(withoutKey),
      revision: row.revision,
      ...moment,
    };
  }

  @Get()
  @Roles('administrator', 'auditor')
  @PersonalRead()
  @ReadRoute({ summary: { zh: '人员列表', en: 'List persons' }, answer: page(listedPerson) })
  async list(@Query() { after, limit, atLeast }: PersonsQuery): Promise<object> {
    const [person] = parseCursor(after, ['string']) ?? [];
    const page = await readPage(this.ports, [personView as View], atLeast, async (manager) => {
      const rows = await manager.getRepository(PersonEntity).find({
        where: person === undefined ? {} : { person: MoreThan(person as PersonId) },
        order: { person: 'ASC' },
        take: limit + 1,
      });
      return pageOf(rows, limit, (row) => [row.person]);
    });
    return { ...page, items: await Promise.all(page.items.map((row) => this.opened(row))) };
  }

  private async act(
    id: PersonId,
    context: CommandContext,
    command: PersonCommand,
  ): Promise<CommandAnswer> {
    return answer(await handle(this.ports, person, id, context, () => command), personProblems);
  }

  private async opened(
    row: PersonRow,
  ): Promise<Omit<PersonAnswer, 'grants' | 'delegations' | 'revision'>> {
    const { name, phone } = await this.ports.privacy.openAll({ name: row.name, phone: row.phone });
    return {
      id: row.person,
      name,
      phone,
      registeredAt: row.registeredAt,
      forgotten: row.forgotten,
    };
  }
}

/** An officer lends only what is their own. @throws ProblemError */
function assertOwn({ role, person: caller }: CallerOfRequest, id: PersonId): void {
  if (role !== 'administrator' && caller !== id) throw problem('platform.out-of-scope');
}

function withoutKey<R extends { stream: string; revision: number; person: PersonId }>(
  row: R,
): Omit<R, 'stream' | 'revision' | 'person'> {
  const { stream, revision, person: owner, ...shown } = row;
  return shown;
}
