import { createHash } from 'node:crypto';
import { dayOf, DivisionCode, isInForce, PersonId, type Day } from '@fuhua/kernel';
import { createIssuer, roles } from '@fuhua/platform/auth';
import { parseDivisionCode } from '@fuhua/rules';
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { clientOf, timeOf, type Client } from './client.ts';
import { dataDirectory, readRun } from './data-directory.ts';
import { UserError } from './user-error.ts';

interface TokenFlags {
  readonly data?: string;
  readonly person?: string;
  readonly role?: (typeof roles)[number];
  readonly authority?: string;
  readonly organization?: string;
  readonly days: number;
}

interface Granted {
  readonly role: string;
  readonly authority: string | null;
  readonly organization: string | null;
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

const DAYS_MAX = 31;

/** `fuhua token`: the person and the grant are recorded where they are missing; the token alone goes to stdout. */
export function token(program: Command): void {
  program
    .command('token')
    .description('签发令牌。 Prints a bearer token.')
    .option('--person <name|id>', '姓名或编号，默认首任管理员  default: the first administrator')
    .addOption(new Option('--role <role>', '授予的角色 role to grant').choices(roles))
    .option('--authority <division|id>', '所属主管部门的区划代码或编号  whose officer')
    .option('--organization <id>', '所属社会组织 whose operator or employee')
    .option('--days <number>', '有效天数 days, 1 … 31', parseDays, 1)
    .option('--data <directory>', '数据目录，默认 .fuhua  data directory (env: FUHUA_DATA)')
    .action(async (flags: TokenFlags) => {
      process.stdout.write(`${await tokenFor(flags)}\n`);
    });
}

async function tokenFor(flags: TokenFlags): Promise<string> {
  const run = readRun(dataDirectory(flags.data));
  const files = { keyFile: run.issuerKeyFile, jwksFile: run.issuerJwksFile };
  const issuer = await createIssuer(files, { issuer: run.issuer, audience: 'fuhua' });
  const administrator = PersonId.parse(run.administrator);
  const client = clientOf(run, await issuer.issueToken({ person: administrator, ttlSeconds: 300 }));
  const person =
    flags.person === undefined ? administrator : await personNamed(client, flags.person);
  if (flags.role !== undefined) {
    await ensureGrant(client, person, flags.role, flags, dayOf(await timeOf(run)));
  }
  const ttlSeconds = flags.days * 86_400;
  process.stderr.write(`人员 person: ${person}\n`);
  return issuer.issueToken({ person, ttlSeconds });
}

/** The same name is the same person: the command has the name's own key. */
async function personNamed(client: Client, name: string): Promise<PersonId> {
  const known = PersonId.safeParse(name);
  if (known.success) return known.data;
  const key = `fuhua-token-${createHash('sha256').update(name).digest('hex')}`;
  const { id } = await client.post('/registry/v1/persons', { name }, key);
  return PersonId.parse(id);
}

async function ensureGrant(
  client: Client,
  person: PersonId,
  role: string,
  { authority, organization }: Pick<TokenFlags, 'authority' | 'organization'>,
  today: Day,
): Promise<void> {
  const reach = {
    ...(authority !== undefined && (await reachOf(client, authority))),
    ...(organization !== undefined && { organization }),
  };
  const path = `/registry/v1/persons/${person}`;
  const { grants } = await client.get<{ readonly grants: readonly Granted[] }>(path);
  const isHeld = grants.some(
    (grant) =>
      grant.role === role &&
      grant.authority === (reach.authority ?? null) &&
      grant.organization === (organization ?? null) &&
      isInForce({ validFrom: grant.validFrom, validTo: grant.validTo ?? undefined }, today),
  );
  if (isHeld) return;
  const { position } = await client.post(`${path}/grant-role`, { role, reach });
  await client.get(`${path}?atLeast=${position}`);
}

/** A bureau's officer works for the bureau and within its division. */
async function reachOf(
  client: Client,
  authority: string,
): Promise<{ readonly authority: string; readonly division?: string }> {
  if (!/^\d+$/.test(authority)) return { authority };
  const code = DivisionCode.safeParse(authority);
  const division = code.success ? parseDivisionCode(code.data) : authority;
  const path = `/registry/v1/authorities?kind=civil-affairs&division=${division}`;
  const { items } = await client.get<{ readonly items: readonly { readonly id: string }[] }>(path);
  const [found] = items;
  if (found !== undefined) return { authority: found.id, division };
  throw new UserError({
    zh: `区划 ${authority} 的主管部门尚未建档，请先登记（POST /registry/v1/authorities）。`,
    en: `No civil-affairs authority is on record for ${authority}; register it first (POST /registry/v1/authorities).`,
  });
}

function parseDays(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= DAYS_MAX) return days;
  throw new InvalidArgumentError(
    `须为 1 至 ${String(DAYS_MAX)} 的整数。 Must be a whole number from 1 to ${String(DAYS_MAX)}.`,
  );
}
