import { addMonths, type BaseId, type Day, type DivisionCode } from '@fuhua/kernel';
import { uuidOf } from '@fuhua/platform/handle';
import { divisionsBelow, type Authority } from '@fuhua/rules';
import { between, dayBetween, happens, oneOf, randomOf, seedOf, type Random } from '../random.ts';
import type { Offices } from './offices.ts';
import type { Writer } from './story.ts';

/** Which bases a province has: one at each bureau's own level, and more in townships, villages and zones. */

export interface BasePlan {
  readonly base: BaseId;
  readonly kind: 'incubation-base' | 'regional-platform';
  readonly level: 'province' | 'city' | 'county' | 'township' | 'village';
  /** 12 digits. */
  readonly location: DivisionCode;
  /** Who decides about it. */
  readonly decides: Authority;
  /** Of a special-field base; then it decides. */
  readonly sponsor?: Authority;
  readonly establishedOn: Day;
}

interface Span {
  readonly from: Day;
  readonly to: Day;
}

/** Beside its own base a county has so many at scale 1, a mapped zone half of it: 109 + 95 × 3.4 + 8 × 2 + … ≈ 450. */
const BELOW_COUNTY = 3.4;
const BELOW_ZONE = 1.7;
/** Of the sponsors, at any scale: 20 or so. */
const SPECIAL_FIELD_PART = 0.3;
const PLATFORM_PART = 0.06;

export function* basePlansOf(
  writer: Writer,
  offices: Offices,
  bureau: Authority,
  scale: number,
  span: Span,
): Generator<BasePlan> {
  const { division } = bureau;
  const random = randomOf(seedOf(writer.seed, 'bases', division));
  let index = 0;
  const plan = (
    level: BasePlan['level'],
    within: DivisionCode,
    more: Partial<BasePlan> = {},
  ): BasePlan => {
    index += 1;
    const id = uuidOf('province', String(writer.seed), 'base', division, String(index));
    return {
      base: id as BaseId,
      kind: 'incubation-base',
      level,
      location: placeIn(within, span.from, random),
      decides: bureau,
      establishedOn: dayBetween(addMonths(span.from, -48), addMonths(span.to, -9), random),
      ...more,
    };
  };
  yield plan(bureau.level, division);
  for (const sponsor of offices.sponsors.filter((one) => one.division === division)) {
    if (!happens(SPECIAL_FIELD_PART, random)) continue;
    yield plan(bureau.level, division, { sponsor, decides: sponsor });
  }
  if (bureau.level === 'county') {
    const count = portion(BELOW_COUNTY * scale, random);
    for (let n = 0; n < count; n += 1) yield plan(lowLevel(random), division, platform(random));
  }
  for (const zone of offices.zones.filter((one) => one.actingAuthority === bureau.id)) {
    const count = portion(BELOW_ZONE * scale, random);
    const establishedOn = dayBetween(addMonths(span.from, 3), addMonths(span.to, -9), random);
    for (let n = 0; n < count; n += 1) yield plan(lowLevel(random), zone.zone, { establishedOn });
  }
}

function lowLevel(random: Random): BasePlan['level'] {
  return happens(0.6, random) ? 'township' : 'village';
}

function platform(random: Random): Partial<BasePlan> {
  return happens(PLATFORM_PART, random) ? { kind: 'regional-platform' } : {};
}

/** That many, and one more as often as the rest says. */
function portion(count: number, random: Random): number {
  return Math.floor(count) + (happens(count % 1, random) ? 1 : 0);
}

/** The area of some village or residents' committee. */
function placeIn(division: DivisionCode, on: Day, random: Random): DivisionCode {
  let place = division;
  while (place.length < 12) {
    const below = divisionsBelow(place, on).filter(({ level }) => level !== 'functional-zone');
    if (below.length === 0) return place.padEnd(12, '0') as DivisionCode;
    place = oneOf(below, random).code;
  }
  return place;
}

/** From a small number to a large one, most of them small. */
export function about(most: number, random: Random): number {
  return between(0, most, () => random() * random());
}
