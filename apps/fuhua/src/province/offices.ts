import { authorityIdOf, bureausAbove, PROVINCE } from '@fuhua/directory';
import {
  addDays,
  type Actor,
  type Day,
  type DivisionCode,
  type EventId,
  type PersonId,
} from '@fuhua/kernel';
import { uuidOf } from '@fuhua/platform/handle';
import { authority, person, type AuthorityCommand } from '@fuhua/registry';
import {
  authorityLevelOf,
  counties,
  division,
  divisionsBelow,
  newestCalendar,
  type Authority,
  type AuthorityLevel,
  type ZoneMapping,
} from '@fuhua/rules';
import { between, happens, randomOf, seedOf } from '../random.ts';
import { later, personOf, storyOf, type AnyStory, type StoryOf, type Writer } from './story.ts';

/** The authorities of the province, with their officers: everything else is recorded by one of them. */

export interface Offices {
  /** 1 province, 13 cities, 95 counties, in order of code. */
  readonly bureaus: readonly Authority[];
  /** 教育 and 文旅 of the province, of each city, and of the counties of two cities. */
  readonly sponsors: readonly Authority[];
  readonly zones: readonly ZoneMapping[];
  /** The officer who acts for it; `second` is another one of the same authority. */
  officerOf(authority: Authority, second?: boolean): Actor;
}

interface Span {
  readonly from: Day;
  readonly to: Day;
}

const DEPARTMENTS = [
  { code: 'education', name: '教育' },
  { code: 'culture-tourism', name: '文化和旅游' },
] as const;
/** Their counties have sponsors too: 南京 and 苏州. */
const WITH_COUNTY_SPONSORS = ['3201', '3205'];
/** Left without a map: nobody decides there. */
const UNMAPPED_ZONES = 1;
/** Of the bureaus, those that set a deadline of their own in a year. */
const LOCAL_DEADLINE_PART = 0.25;

export interface OfficesTold {
  readonly offices: Offices;
  readonly stories: readonly AnyStory[];
}

export async function officesOf(writer: Writer, span: Span): Promise<OfficesTold> {
  const offices = officesPlanned(writer, span.from);
  const { bureaus, sponsors, zones } = offices;
  const officerOf: Offices['officerOf'] = (authority, second) =>
    offices.officerOf(authority, second);
  const stories = await Promise.all(
    [...bureaus, ...sponsors].flatMap((office) => [
      authorityStory(writer, office, zones, officerOf, span),
      personStory(writer, office, officerOf(office).person, '经办', span.from),
      personStory(writer, office, officerOf(office, true).person, '复核', span.from),
    ]),
  );
  return { offices, stories };
}

/** The same offices, untold. */
export function officesPlanned(writer: Pick<Writer, 'seed'>, from: Day): Offices {
  return {
    bureaus: bureausOn(from),
    sponsors: sponsorsOn(from),
    zones: zonesOf(writer, from),
    officerOf: ({ id }, second = false) => ({
      person: personOf(writer, `${second ? 'second' : 'first'} ${id}`),
      role: 'officer',
      authority: id,
    }),
  };
}

function bureausOn(day: Day): readonly Authority[] {
  const cities = divisionsBelow('32' as DivisionCode, day);
  const places = ['32' as DivisionCode, ...[...cities, ...counties(day)].map(({ code }) => code)];
  return places.map((code) => ({
    id: authorityIdOf({ kind: 'civil-affairs', division: code }),
    kind: 'civil-affairs',
    level: levelOfOffice(code),
    division: code,
    above: bureausAbove(code),
  }));
}

function sponsorsOn(day: Day): readonly Authority[] {
  const cities = divisionsBelow('32' as DivisionCode, day).map(({ code }) => code);
  const below = counties(day)
    .map(({ code }) => code)
    .filter((code) => WITH_COUNTY_SPONSORS.some((city) => code.startsWith(city)));
  return DEPARTMENTS.flatMap((department) =>
    ['32' as DivisionCode, ...cities, ...below].map((code) => ({
      id: authorityIdOf({ kind: 'sponsor', division: code, department: department.code }),
      kind: 'sponsor' as const,
      level: levelOfOffice(code),
      division: code,
      department: department.code,
      above: [],
    })),
  );
}

/** @throws RangeError where no authority is */
function levelOfOffice(code: DivisionCode): AuthorityLevel {
  const level = authorityLevelOf(code);
  if (level === undefined) throw new RangeError(`no authority is in ${code}`);
  return level;
}

/** Zones count for a county of their city or for none, and are acted for by a bureau of it; the last has no map. */
function zonesOf({ seed }: Pick<Writer, 'seed'>, from: Day): readonly ZoneMapping[] {
  const cities = divisionsBelow('32' as DivisionCode, from);
  const zones = cities.flatMap(({ code }) =>
    divisionsBelow(code, from).filter(({ level }) => level === 'functional-zone'),
  );
  return zones.slice(0, zones.length - UNMAPPED_ZONES).map(({ code: zone }) => {
    const random = randomOf(seedOf(seed, 'zone', zone));
    const near = counties(from).filter(({ code }) => code.startsWith(zone.slice(0, 4)));
    const county = near[between(0, near.length - 1, random)]?.code ?? ('32' as DivisionCode);
    const acts = happens(0.5, random) ? county : (zone.slice(0, 4) as DivisionCode);
    return {
      zone,
      actingAuthority: authorityIdOf({ kind: 'civil-affairs', division: acts }),
      countsFor: happens(0.7, random) ? county : 'none',
      validFrom: addDays(from, 30),
    };
  });
}

async function authorityStory(
  writer: Writer,
  office: Authority,
  zones: readonly ZoneMapping[],
  officerOf: Offices['officerOf'],
  { from, to }: Span,
): Promise<AnyStory> {
  const { id, kind, division: code } = office;
  const about = { authority: id, division: code };
  const story = storyOf(writer, authority, id, { about: () => about });
  const random = randomOf(seedOf(writer.seed, 'authority', id));
  const ofProvince = { ...office, id: PROVINCE };
  const by = officerOf(ofProvince);
  const asked = {
    authority: id,
    province: PROVINCE,
    by: { role: 'officer', authority: PROVINCE },
  } as const;
  const department = DEPARTMENTS.find((one) => one.code === office.department);
  await story.tell({
    on: from,
    by,
    command: {
      ...asked,
      type: 'RegisterAuthority',
      office:
        kind === 'sponsor' && department !== undefined
          ? { kind, division: code, department }
          : { kind: 'civil-affairs', division: code },
      name: `${nameOf(code, from)}${department?.name ?? '民政'}局（测试）`,
      contact: officerOf(office).person,
      officePhone: `025-8${String(between(1_000_000, 9_999_999, random))}`,
      validFrom: from,
    },
  });
  if (id === PROVINCE) await mapZones(story, zones, asked, { on: from, by });
  if (kind === 'sponsor') return story;
  const mine = officerOf(office);
  const itself = { ...asked, by: { role: 'officer', authority: id } } as const;
  await story.tell({
    on: addDays(from, between(3, 20, random)),
    by: mine,
    command: {
      ...itself,
      type: 'AcknowledgePolicy',
      document: '苏民发〔2023〕11号',
      receivedOn: addDays(from, 2),
      today: addDays(from, 20),
    },
  });
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year += 1) {
    if (!happens(LOCAL_DEADLINE_PART, random)) continue;
    await story.tell({
      on: later(from, `${String(year)}-01-15` as Day),
      by: mine,
      command: {
        ...itself,
        type: 'SetFilingDeadline',
        fiscalYear: year - 1,
        organizationKind: 'social-service-organization',
        charity: false,
        namedDay: `${String(year)}-06-30` as Day,
        calendar: newestCalendar(),
      },
    });
  }
  return story;
}

async function mapZones(
  story: StoryOf<typeof authority>,
  zones: readonly ZoneMapping[],
  asked: Pick<AuthorityCommand, 'authority' | 'province' | 'by'>,
  { on, by }: { readonly on: Day; readonly by: Actor },
): Promise<void> {
  for (const { zone, actingAuthority, countsFor, validFrom } of zones) {
    const acting = { id: actingAuthority, kind: 'civil-affairs' } as const;
    await story.tell({
      on,
      by,
      command: { ...asked, type: 'SetZoneMapping', zone, acting, countsFor, validFrom },
    });
  }
}

/** An officer on record, with the grant by which the officer acts. */
async function personStory(
  writer: Writer,
  { id, division: code }: Authority,
  who: PersonId,
  post: string,
  from: Day,
): Promise<AnyStory> {
  const story = storyOf(writer, person, who);
  const by = { person: who, role: 'system' };
  const name = `${nameOf(code, from)}${post}（测试）`;
  await story.tell({ on: from, by, command: { type: 'RegisterPerson', person: who, name } });
  const grant = uuidOf('province', String(writer.seed), 'grant', who) as EventId;
  const reach = { authority: id, division: code };
  await story.tell({
    on: from,
    by,
    command: { type: 'GrantRole', grant, role: 'officer', reach, validFrom: from },
  });
  return story;
}

export function nameOf(code: DivisionCode, on: Day): string {
  return division(code, on)?.name ?? code;
}
