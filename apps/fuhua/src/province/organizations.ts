import { addMonths, type Actor, type Day, type OrganizationId } from '@fuhua/kernel';
import { uuidOf } from '@fuhua/platform/handle';
import { aboutOrganization, organization, uscc, type OfficerCommand } from '@fuhua/registry';
import { divisionsBelow, makeUscc, type Authority, type LegalKind } from '@fuhua/rules';
import { between, dayBetween, randomOf, seedOf, weighted, type Random } from '../random.ts';
import { factsOf, SOURCE, type PlannedBody, type WantedFact } from './organization-facts.ts';
import { nameOf, type Offices } from './offices.ts';
import {
  eventOf,
  later,
  storyOf,
  type AnyStory,
  type StoryOf,
  type Told,
  type Writer,
} from './story.ts';

/** Organizations of one registrar with their facts over the years, as its officers would have recorded them. */

export interface OrganizationPlan {
  readonly organization: OrganizationId;
  readonly bureau: Authority;
  readonly index: number;
  /** Fit to run a base, or meant to be: a social work agency or hub that is rated. */
  readonly operator: boolean;
}

export interface OrganizationTold {
  readonly organization: OrganizationId;
  readonly story: StoryOf<typeof organization>;
  /** In the order in which they have to be written: the guard of the code answers before the record is opened. */
  readonly stories: readonly AnyStory[];
}

interface Span {
  readonly from: Day;
  readonly to: Day;
}

const KINDS: Readonly<Record<LegalKind | 'filed', number>> = {
  'social-service-organization': 50,
  'social-association': 40,
  foundation: 2,
  filed: 8,
};
const CODE_CLASS: Readonly<Record<LegalKind, string>> = {
  'social-association': '51',
  'social-service-organization': '52',
  foundation: '53',
};

/** The plans of a registrar; the first `operators` are meant to run bases. */
export function* plansOf(
  { seed }: Writer,
  bureau: Authority,
  count: number,
  operators: number,
): Generator<OrganizationPlan> {
  for (let index = 0; index < count; index += 1) {
    const key = uuidOf('province', String(seed), 'organization', bureau.division, String(index));
    const operator = index < operators;
    yield { organization: key as OrganizationId, bureau, index, operator };
  }
}

export async function organizationOf(
  writer: Writer,
  offices: Pick<Offices, 'officerOf'>,
  plan: OrganizationPlan,
  span: Span,
  /** Days on which all registers are read besides. */
  readOn: readonly Day[] = [],
): Promise<OrganizationTold> {
  const { organization: id, bureau } = plan;
  const random = randomOf(seedOf(writer.seed, 'organization', id));
  const by = offices.officerOf(bureau);
  const story = storyOf(writer, organization, id, { about: aboutOrganization });
  const body = bodyOf(plan, span, random);
  const name = organizationName(plan, body, span.from, random);
  const guard = await opened(writer, story, plan, body, name, by, span);
  const facts = factsOf(plan, body, span, random, readOn);
  const dated = facts.toSorted((a, b) => compare(a.on, b.on));
  for (const { on, wanted } of dated) {
    if (on > span.to) continue;
    await story.tell(toldOf(bureau, by, later(on, span.from), wanted));
  }
  await story.until(span.to);
  return { organization: id, story, stories: [...guard, story] };
}

/** One officer of the registrar records it, on that day. */
function toldOf(bureau: Authority, by: Actor, on: Day, wanted: WantedFact): Told<OfficerCommand> {
  const registrar = { at: 'authority', authority: bureau } as const;
  return { on, by, command: { ...wanted, acting: bureau, registrar, today: on } as OfficerCommand };
}

function bodyOf(
  { bureau, index, operator }: OrganizationPlan,
  span: Span,
  random: Random,
): PlannedBody {
  const townships = bureau.level === 'county' ? divisionsBelow(bureau.division, span.from) : [];
  const township = townships[between(0, Math.max(0, townships.length - 1), random)]?.code;
  const drawn = operator ? 'social-service-organization' : weighted(KINDS, random);
  const kind = drawn === 'filed' && township === undefined ? 'social-association' : drawn;
  const oldest = addMonths(span.from, -96);
  const newest = operator ? addMonths(span.from, -36) : addMonths(span.to, -3);
  const since = dayBetween(oldest, newest, random);
  if (kind === 'filed') return { kind, since, township };
  const registrar = bureau.division.padEnd(6, '0');
  const serial = `MJ${String(index).padStart(6, '0')}`;
  return { kind, since, township, code: makeUscc(CODE_CLASS[kind] + registrar, serial) };
}

async function opened(
  writer: Writer,
  story: StoryOf<typeof organization>,
  { organization: id, bureau }: OrganizationPlan,
  body: PlannedBody,
  name: string,
  by: Actor,
  { from }: Span,
): Promise<readonly AnyStory[]> {
  const on = later(body.since, from);
  const place = body.township ?? bureau.division;
  const registrar = { at: 'authority', authority: bureau } as const;
  const source = body.since < from ? { ...SOURCE, migrated: true as const } : SOURCE;
  const [first] = await story.tell({
    on,
    by,
    command: {
      type: 'RegisterOrganization',
      organization: id,
      acting: bureau,
      registrar,
      today: on,
      fact: {
        name,
        domicile: { division: place, address: `${nameOf(place, from)}社会组织服务中心（测试）` },
        since: body.since,
        body: legalBodyOf(body),
        source,
      },
    },
  });
  if (body.code === undefined || first === undefined) return [];
  const guard = storyOf(writer, uscc, body.code);
  const asked = { uscc: body.code, organization: id, askedBy: first.id };
  const sought = { group: 'code-sought', event: first.id };
  const take = { type: 'TakeCode', ...asked } as const;
  const taken = eventOf(await guard.tell({ on, by, command: take, because: sought }), 'CodeTaken');
  const answer = { answer: 'granted', by: taken.id } as const;
  const command = { type: 'ConcludeCode', sought: first.id, ...answer } as const;
  const because = { group: 'code-answered', event: taken.id };
  await story.tell({ on, by, command, because });
  return [guard];
}

function legalBodyOf({ kind, township, code }: PlannedBody) {
  if (kind !== 'filed' && code !== undefined)
    return { form: 'registered', kind, uscc: code } as const;
  if (township === undefined) throw new TypeError('a filed body has a township');
  return { form: 'filed', township } as const;
}

const FIELDS = ['助老', '助残', '青少年', '公益', '社工', '志愿', '养老', '文化', '环保', '调解'];
const NAMES = ['同心', '晨光', '暖阳', '邻里', '和美', '携手', '清风', '春雨', '启明', '乐活'];

function organizationName(
  { bureau, index }: OrganizationPlan,
  { kind }: PlannedBody,
  from: Day,
  random: Random,
): string {
  const word = `${NAMES[between(0, 9, random)] ?? ''}${FIELDS[between(0, 9, random)] ?? ''}`;
  const form = { 'social-association': '协会', foundation: '基金会', filed: '服务队' };
  const suffix = kind === 'social-service-organization' ? '服务中心' : form[kind];
  return `${nameOf(bureau.division, from)}${word}${String(index)}号${suffix}（测试）`;
}

function compare(a: Day, b: Day): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
