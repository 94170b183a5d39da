import { DivisionCode } from '@fuhua/kernel';

export type DivisionLevel =
  | 'province'
  | 'city'
  | 'county'
  /** County-level in the statistics only: not in GB/T 2260, never a county (definition 9). */
  | 'functional-zone'
  | 'township'
  | 'village';

export type DivisionKind =
  | 'province'
  | 'prefecture-level-city'
  | 'district'
  | 'county'
  | 'county-level-city'
  | 'functional-zone'
  /** 街道 001–099: its body is the subdistrict office (街道办事处). */
  | 'street'
  /** 镇 100–199: its body is the people's government, as a township's (乡, 200–399) is. */
  | 'town'
  | 'township'
  | 'quasi-township'
  | 'residents-committee'
  | 'villagers-committee'
  | 'quasi-residents-committee'
  | 'quasi-villagers-committee';

/** Inclusive, compared as text. */
export interface DivisionRange {
  readonly from: DivisionCode;
  readonly to: DivisionCode;
}

/** `below` is the first number that no longer is of the kind. */
type Bands = readonly { readonly below: number; readonly kind: DivisionKind }[];

/** GB/T 2260, positions 3–4. Above are prefectures, leagues and others, none of them in the province. */
const cityBands: Bands = [{ below: 21, kind: 'prefecture-level-city' }];

/** GB/T 2260, positions 5–6; 71–76 are the statistics' own. */
const countyBands: Bands = [
  { below: 21, kind: 'district' },
  { below: 71, kind: 'county' },
  { below: 77, kind: 'functional-zone' },
  { below: 81, kind: 'county' },
  { below: 100, kind: 'county-level-city' },
];

/** National Bureau of Statistics, positions 7–9. */
const townshipBands: Bands = [
  { below: 100, kind: 'street' },
  { below: 200, kind: 'town' },
  { below: 400, kind: 'township' },
  { below: 600, kind: 'quasi-township' },
];

/** National Bureau of Statistics, positions 10–12. */
const villageBands: Bands = [
  { below: 200, kind: 'residents-committee' },
  { below: 400, kind: 'villagers-committee' },
  { below: 500, kind: 'quasi-residents-committee' },
  { below: 600, kind: 'quasi-villagers-committee' },
];

/**
 * Also reads a code filled up with zeros, as GB/T 2260 and the statistics write it: 320000, 320500, 320506104000.
 * @throws RangeError when the text has not 2, 4, 6, 9 or 12 digits.
 */
export function parseDivisionCode(text: string): DivisionCode {
  if (!DivisionCode.safeParse(text).success) {
    throw new RangeError(`not a division code: ${JSON.stringify(text)}`);
  }
  return shortened(text as DivisionCode);
}

function shortened(code: DivisionCode): DivisionCode {
  const parent = parentOf(code);
  const isFilling = parent !== undefined && /^0+$/.test(code.slice(parent.length));
  return isFilling ? shortened(parent) : code;
}

/** Whether such a division exists is not asked: `division` does. Undefined for numbers that stand for no kind. */
export function kindOf(code: DivisionCode): DivisionKind | undefined {
  switch (code.length) {
    case 2:
      return 'province';
    case 4:
      return kindIn(cityBands, code.slice(2));
    case 6:
      return kindIn(countyBands, code.slice(4));
    case 9:
      return kindIn(townshipBands, code.slice(6));
    default:
      return kindIn(villageBands, code.slice(9));
  }
}

function kindIn(bands: Bands, digits: string): DivisionKind | undefined {
  const number = Number(digits);
  return number === 0 ? undefined : bands.find(({ below }) => number < below)?.kind;
}

export function levelOf(code: DivisionCode): DivisionLevel {
  switch (code.length) {
    case 2:
      return 'province';
    case 4:
      return 'city';
    case 6:
      return kindOf(code) === 'functional-zone' ? 'functional-zone' : 'county';
    case 9:
      return 'township';
    default:
      return 'village';
  }
}

/** Undefined for a province. */
export function parentOf(code: DivisionCode): DivisionCode | undefined {
  const length = { 4: 2, 6: 4, 9: 6, 12: 9 }[code.length];
  return length === undefined ? undefined : (code.slice(0, length) as DivisionCode);
}

/** Whether `code` is the division `scope` or lies in it. */
export function isWithin(code: DivisionCode, scope: DivisionCode): boolean {
  return code.startsWith(scope);
}

/**
 * What `isWithin` says, as a range that an index can serve: every code of `scope`, of any level, and no other.
 * Codes compare as text, in SQL under `COLLATE "C"`.
 */
export function scopeRange(scope: DivisionCode): DivisionRange {
  return { from: scope, to: scope.padEnd(12, '9') as DivisionCode };
}
