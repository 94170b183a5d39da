import 'reflect-metadata';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Body, Controller, Get, Module, Param, Post, Query } from '@nestjs/common';
import type { DynamicModule, Provider, Type as NestType } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Instant, PersonId, Result } from '@fuhua/kernel';
import { IsIn, IsInt, IsOptional, IsString, MaxLength, Min } from 'class-validator';
import {
  createIssuer,
  createTokenVerifier,
  PersonalRead,
  Public,
  Roles,
  type AccessRecord,
  type Grant,
  type Issuer,
} from '../auth/index.ts';
import { OutcomeUnknown, Unavailable } from '../event-store/index.ts';
import { newIdOf, type CommandContext, type Handled, type HandleRefusal } from '../handle/index.ts';
import {
  answer,
  Command,
  CommandRoute,
  createService,
  found,
  Id,
  IsDay,
  NestedList,
  PageQuery,
  pageOf,
  problemTable,
  ReadRoute,
  type CommandAnswer,
  type Edge,
  type HttpProblem,
  type Page,
} from './index.ts';

type ThingRefusal =
  | { readonly code: 'things.unknown' }
  | { readonly code: 'things.barred'; readonly rule: string; readonly clause: string };

const problems = problemTable({
  'things.unknown': { status: 404, title: { zh: '没有此物', en: 'No such thing' } },
  'things.barred': {
    status: 409,
    title: { zh: '此物被禁止', en: 'The thing is barred' },
    detail: { zh: '依据 {clause}', en: 'By {clause}' },
  },
} satisfies Record<ThingRefusal['code'], HttpProblem>);

export class Part {
  @IsString()
  name!: string;
}

export class ThingBody {
  @IsString()
  @MaxLength(10)
  name!: string;
  @IsOptional()
  @IsInt()
  @Min(1)
  count?: number;
  @IsOptional()
  @IsDay()
  day?: string;
  @IsOptional()
  @IsIn(['a', 'b'], { each: true })
  kinds?: readonly string[];
  @IsOptional()
  @NestedList(() => Part)
  parts?: readonly Part[];
}

export class ThingQuery extends PageQuery {
  @IsOptional()
  @IsString()
  kind?: string;
}

/** What the next calls of `handle` would have answered. */
export const script: { outcome: string; contexts: CommandContext[]; bodies: unknown[] } = {
  outcome: 'ok',
  contexts: [],
  bodies: [],
};

async function handled(
  id: string,
  context: CommandContext,
  body: unknown,
): Promise<Result<Handled, ThingRefusal | HandleRefusal>> {
  script.contexts.push(context);
  script.bodies.push(body);
  if (script.outcome === 'slow') await new Promise((resolve) => setTimeout(resolve, 300));
  if (script.outcome === 'unknown') throw new OutcomeUnknown('lost');
  if (script.outcome === 'unavailable') throw new Unavailable('down');
  if (script.outcome === 'bug') throw new Error('a secret detail');
  if (script.outcome === 'barred') {
    return { ok: false, refusal: { code: 'things.barred', rule: 'R-ENT-03', clause: '四(三)' } };
  }
  if (context.expected !== undefined && context.expected !== 3) {
    return { ok: false, refusal: { code: 'platform.stale-revision', actual: 3 } };
  }
  return { ok: true, value: { id, stream: `thing-${id}`, revision: 3, position: 77n, events: [] } };
}

@Roles('officer', 'administrator')
@Controller('v1/things')
export class Things {
  @Post()
  @CommandRoute({
    summary: { zh: '登记', en: 'Register' },
    problems: Object.keys(problems),
    status: 201,
  })
  async register(
    @Body() body: ThingBody,
    @Command() context: CommandContext,
  ): Promise<CommandAnswer> {
    return answer(await handled(newIdOf(context.commandId), context, body), problems);
  }

  @Post(':id/rename')
  @CommandRoute({ summary: { zh: '更名', en: 'Rename' }, problems: Object.keys(problems) })
  async rename(
    @Id() id: string,
    @Body() body: ThingBody,
    @Command() context: CommandContext,
  ): Promise<CommandAnswer> {
    return answer(await handled(id, context, body), problems);
  }

  @Get(':id')
  @PersonalRead()
  @ReadRoute({ summary: { zh: '查看', en: 'Read' }, problems: ['things.unknown'] })
  one(@Id() id: string): { id: string; revision: number } {
    return found(
      id.startsWith('0') ? undefined : { id, revision: 7, name: '张三' },
      'things.unknown',
    );
  }

  @Public()
  @Get()
  @ReadRoute({ summary: { zh: '列表', en: 'List' } })
  list(@Query() query: ThingQuery): Page<number> & { position: bigint } {
    return { ...pageOf([1, 2, 3], query.limit, (n) => [n]), position: 5n };
  }
}

@Controller('v1/open-by-mistake')
export class OpenByMistake {
  @Get()
  get(): string {
    return 'oops';
  }
}

@Public()
@Controller('v1/unchecked')
export class Unchecked {
  @Post()
  // eslint-disable-next-line fuhua/validated-input -- planted: the start must refuse it
  post(@Body() body: object): object {
    return body;
  }

  @Get(':id')
  get(@Param('id') id: string): string {
    return id;
  }
}

export const person = '7c9e6679-7425-40de-944b-e07fc1f90ae7' as PersonId;
export const now = '2024-03-04T01:00:00.000Z' as Instant;

export interface TestService {
  readonly app: NestFastifyApplication;
  readonly issuer: Issuer;
  readonly records: AccessRecord[];
  /** Changed by tests. */
  readonly world: { grants: readonly Grant[]; recordsFail: boolean; lines: string[] };
  readonly files: { readonly keyFile: string; readonly jwksFile: string };
}

export const ISSUER = { issuer: 'http://127.0.0.1:3000', audience: 'fuhua' };

export async function startTestService(
  controllers: readonly NestType[] = [Things],
  rates = { person: 100_000, address: 100_000 },
  providers: readonly Provider[] = [],
): Promise<TestService> {
  const folder = mkdtempSync(join(tmpdir(), 'fuhua-http-'));
  const files = { keyFile: join(folder, 'key.json'), jwksFile: join(folder, 'jwks.json') };
  const issuer = await createIssuer(files, ISSUER);
  const records: AccessRecord[] = [];
  const world: TestService['world'] = { grants: [], recordsFail: false, lines: [] };
  const edge: Edge = {
    clock: { now: () => now },
    privacy: { digest: (purpose, text) => `${purpose}:${text}` },
    tokens: createTokenVerifier({ ...ISSUER, keys: files.jwksFile }),
    grants: { of: async () => world.grants },
    positionToken: (position) => `things:e1:${String(position)}`,
    accessRecords: {
      write: async (record) => {
        if (world.recordsFail) throw new Unavailable('no records');
        records.push(record);
      },
    },
    health: [{ name: 'history', check: () => ({ state: 'amber', reason: 'slow' }) }],
  };
  const { createLogger } = await import('./logging.ts');
  const app = await createService({
    module: moduleOf(controllers, providers),
    service: 'things',
    edge,
    signals: false,
    logger: createLogger('things', 'info', { write: (line) => void world.lines.push(line) }),
    config: {
      FUHUA_LOG_LEVEL: 'info',
      FUHUA_RATE_PERSON: rates.person,
      FUHUA_RATE_ADDRESS: rates.address,
      FUHUA_PROXIES: 1,
      FUHUA_EVIDENCE_BYTES_MAX: 1_000,
    },
  });
  return { app, issuer, records, world, files };
}

function moduleOf(controllers: readonly NestType[], providers: readonly Provider[]): DynamicModule {
  @Module({})
  class TestModule {}
  return { module: TestModule, controllers: [...controllers], providers: [...providers] };
}
