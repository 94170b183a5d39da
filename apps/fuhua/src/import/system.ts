import type {
  AuthorityId,
  BaseId,
  Day,
  DivisionCode,
  EventId,
  OrganizationId,
} from '@fuhua/kernel';
import { parsePosition } from '@fuhua/platform/views';
import type { Uscc } from '@fuhua/rules';
import type { Text } from '../user-error.ts';
import type { Client, Heard } from './client.ts';
import type { OrganizationOn } from './fact-kinds.ts';
import { reasonOf } from './refusal.ts';

/** The routes of one service. */
export interface Service {
  /** Undefined: there is no such thing. @throws UserError */
  readonly get: <T>(path: string) => Promise<T | undefined>;
  /** @throws UserError */
  readonly post: (path: string, body: object, key: string) => Promise<Sent>;
}

/** The running registry as rows see it: whom they name, what is on record, and what they order. */
export interface System extends Service {
  readonly incubation: Service;
  /** The authority on record, dissolved ones too, as it stood when the run first asked. */
  authority(code: DivisionCode, department?: string): Promise<KnownAuthority | undefined>;
  /** The organization that has the code, as the run first asked. */
  organization(uscc: Uscc): Promise<OrganizationId | undefined>;
  /** The bases that stand in a village or community, as the run first asked. */
  basesIn(location: DivisionCode): Promise<readonly KnownBase[]>;
  /** How an organization stood on a day, before the run first asked about that day. */
  organizationOn(id: OrganizationId, day: Day): Promise<OrganizationOn | undefined>;
  /** Resolves once lists tell all that was accepted: the next run finds it there. @throws UserError */
  settled(): Promise<void>;
}

export interface KnownAuthority {
  readonly id: AuthorityId;
  readonly division: DivisionCode;
  readonly department: { readonly code: string; readonly name: string } | null;
  readonly name: string;
  readonly officePhone: string;
  readonly validFrom: Day;
}

export interface KnownBase {
  readonly id: BaseId;
  readonly name: string;
  readonly kind: string;
  readonly platform: string | null;
  readonly level: string;
  readonly location: DivisionCode;
  readonly address: string | null;
  readonly establishedOn: Day;
  readonly capacity: number;
  /** Approved. */
  readonly functions: readonly string[] | null;
}

export type Sent =
  | {
      readonly is: 'accepted';
      readonly id: string;
      readonly revision: number;
      readonly event: EventId | undefined;
    }
  /** The same row was accepted before, from a file of another name. */
  | { readonly is: 'known' }
  | { readonly is: 'refused'; readonly code: string; readonly reason: Text };

export const REGISTRY = '/registry/v1';
const INCUBATION = '/incubation/v1';

export function systemOver(client: Client): System {
  const registry = serviceOver(client, REGISTRY, REGISTRY_LISTS);
  const incubation = serviceOver(client, INCUBATION, ['cases']);
  const { get, post } = registry;
  const standing = remembered((path) => get<OrganizationOn>(path), STANDINGS_MAX);
  const ofDivision = remembered((query) => authoritiesOf(get, query));
  return {
    get,
    post,
    incubation,
    settled: async () => {
      await registry.settled();
      await incubation.settled();
    },
    async authority(code, department) {
      const kind = department === undefined ? 'civil-affairs' : 'sponsor';
      const all = await ofDivision(`kind=${kind}&division=${code}`);
      return all.find((one) => (one.department?.code ?? undefined) === department);
    },
    organization: remembered(async (uscc) => (await organizationWith(get, uscc as Uscc))?.id),
    basesIn: remembered((location) => allOf<KnownBase>(get, `/bases?division=${location}`)),
    organizationOn: (id, day) => standing(`/organizations/${id}?asOf=${day}`),
  };
}

/** @param lists where what rows order can be read */
function serviceOver(
  client: Client,
  root: string,
  lists: readonly string[],
): Service & Pick<System, 'settled'> {
  let last: Told | undefined;
  const get: Service['get'] = async <T>(path: string) => {
    const heard = await client.get(root + path);
    if (heard.status === 404) return undefined;
    if (heard.status === 200) return heard.body as T;
    throw new Error(`GET ${path}: ${reasonOf(heard).en}`);
  };
  return {
    get,
    post: async (path, body, key) => {
      const heard = await client.post(root + path, body, key);
      last = laterOf(last, positionIn(heard));
      return sentOf(heard);
    },
    settled: async () => {
      if (last === undefined) return;
      const query = `limit=1&atLeast=${last.token}`;
      for (const list of lists) await get(`/${list}?${query}`);
    },
  };
}

const REGISTRY_LISTS = ['authorities', 'organizations', 'bases', 'operator-contracts'];

/** The token as it was told, and how far it is. */
interface Told {
  readonly token: string;
  readonly at: bigint;
}

function positionIn({ status, body }: Heard): Told | undefined {
  const { position: token } = body as { readonly position?: unknown };
  if (status >= 300 || typeof token !== 'string') return undefined;
  return { token, at: parsePosition(token).position };
}

function laterOf(a: Told | undefined, b: Told | undefined): Told | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.at < b.at ? b : a;
}

function sentOf(heard: Heard): Sent {
  const { status, body } = heard;
  if (status < 300) {
    const { id, revision, events } = body as unknown as {
      readonly id: string;
      readonly revision: number;
      readonly events: readonly { readonly id: EventId }[];
    };
    return { is: 'accepted', id, revision, event: events[0]?.id };
  }
  const code = String(body['code']);
  if (code === 'platform.idempotency-key-reused') return { is: 'known' };
  return { is: 'refused', code, reason: reasonOf(heard) };
}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string;
}

/** A list by division begins with the division's own; those below it come after. */
function authoritiesOf(get: System['get'], query: string): Promise<readonly KnownAuthority[]> {
  const division = new URLSearchParams(query).get('division');
  return allOf<KnownAuthority>(get, `/authorities?${query}`, (one) => one.division === division);
}

/** The items of a list, up to the first that is not wanted. */
async function allOf<Item>(
  get: System['get'],
  path: string,
  wanted: (item: Item) => boolean = () => true,
): Promise<readonly Item[]> {
  const all: Item[] = [];
  for (let after = ''; ;) {
    const page = await get<Page<Item>>(`${path}&limit=200${after}`);
    const items = page?.items ?? [];
    const found = items.filter(wanted);
    all.push(...found);
    if (page?.next === undefined || found.length < items.length) return all;
    after = `&after=${page.next}`;
  }
}

export interface ListedOrganization {
  readonly id: OrganizationId;
}

export async function organizationWith(
  get: System['get'],
  uscc: Uscc,
): Promise<ListedOrganization | undefined> {
  const page = await get<{ readonly items: readonly ListedOrganization[] }>(
    `/organizations?uscc=${uscc}&limit=1`,
  );
  return page?.items[0];
}

/** How many answers are kept; those asked for first go first. */
const REMEMBERED_MAX = 50_000;
/** Of whole organizations, which are large; rows of one mostly stand together. */
const STANDINGS_MAX = 500;

/** Asks once for each name. */
function remembered<T>(
  find: (name: string) => Promise<T>,
  namesMax = REMEMBERED_MAX,
): (name: string) => Promise<T> {
  const found = new Map<string, Promise<T>>();
  return (name) => {
    const known = found.get(name) ?? find(name);
    found.set(name, known);
    const [oldest] = found.keys();
    if (found.size > namesMax && oldest !== undefined) found.delete(oldest);
    return known;
  };
}
