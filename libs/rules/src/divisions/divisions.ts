import { isInForce, parseDay, type Day, type DivisionCode, type Validity } from '@fuhua/kernel';
import { changes, type DivisionChange } from './changes.ts';
import { isWithin, kindOf, levelOf, parentOf } from './code.ts';
import type { DivisionKind, DivisionLevel } from './code.ts';
import { JIANGSU } from './jiangsu.data.ts';

/** A division of Jiangsu. Names repeat (鼓楼区 is 320106 and 320302), so there is no look-up by name. */
export interface Division {
  readonly code: DivisionCode;
  readonly name: string;
  readonly level: DivisionLevel;
  readonly kind: DivisionKind;
  /** Missing for the province. */
  readonly parent?: DivisionCode;
  /** Missing: as far back as the record goes. */
  readonly validFrom?: Day;
  /** Inclusive. */
  readonly validTo?: Day;
  /** Who took over its territory, once it is abolished. */
  readonly successors: readonly DivisionCode[];
}

export type DivisionLookup =
  | { readonly status: 'in-force'; readonly division: Division }
  | { readonly status: 'abolished'; readonly division: Division }
  | { readonly status: 'not-yet'; readonly division: Division }
  /** No such code in Jiangsu, or one that ended before the list of changes begins. */
  | { readonly status: 'unknown' };

/** What a code stands for on a day. A division below an abolished or future one is neither in force. */
export function lookUpDivision(code: DivisionCode, on: Day): DivisionLookup {
  const division = known().get(code);
  if (division === undefined) return { status: 'unknown' };
  for (let above: Division | undefined = division; above; above = parent(above)) {
    if (above.validTo !== undefined && above.validTo < on) return { status: 'abolished', division };
    if (!isInForce(validityOf(above), on)) return { status: 'not-yet', division };
  }
  return { status: 'in-force', division };
}

/** The division, if the code is in force on that day. */
export function division(code: DivisionCode, on: Day): Division | undefined {
  const found = lookUpDivision(code, on);
  return found.status === 'in-force' ? found.division : undefined;
}

/** The province's counties in order of code, never a functional zone: 95 since July 2020. */
export function counties(on: Day): readonly Division[] {
  return countyLevel().filter(({ level, code }) => level === 'county' && division(code, on));
}

/** The counties of a city in order of code, never a functional zone. */
export function countiesOf(city: DivisionCode, on: Day): readonly Division[] {
  return counties(on).filter(({ code }) => isWithin(code, city));
}

/** The divisions right below, in order of code; a city's functional zones stand among its counties. */
export function divisionsBelow(code: DivisionCode, on: Day): readonly Division[] {
  return (children().get(code) ?? []).filter((below) => division(below.code, on));
}

function parent({ parent: code }: Division): Division | undefined {
  return code === undefined ? undefined : known().get(code);
}

function validityOf({ validFrom = EARLIEST, validTo }: Division): Validity {
  return { validFrom, validTo };
}

const EARLIEST = parseDay('1900-01-01');

/** Read when first asked for: 23,563 rows, some tens of milliseconds. */
const known = once((): ReadonlyMap<DivisionCode, Division> => {
  const changed = new Map(changes.map((change) => [change.code, change]));
  const names = new Map(edition());
  for (const { code, name } of changes) if (name !== undefined) names.set(code, name);
  return new Map(
    Array.from(names, ([code, name]) => divisionOf(code as DivisionCode, name, changed.get(code)))
      .sort((a, b) => (a.code < b.code ? -1 : 1))
      .map((one) => [one.code, one]),
  );
});

const countyLevel = once(() =>
  Array.from(known().values()).filter(({ code }) => code.length === 6),
);

const children = once(() => {
  const below = new Map<DivisionCode, Division[]>();
  for (const one of known().values()) {
    if (one.parent === undefined) continue;
    const siblings = below.get(one.parent);
    if (siblings === undefined) below.set(one.parent, [one]);
    else siblings.push(one);
  }
  return below;
});

/** Code and name of each row; a township's line lists its villages by their last three digits. */
function* edition(): Generator<readonly [string, string]> {
  for (const line of JIANGSU.split('\n')) {
    const [code = '', name = '', villages] = line.split(' ');
    yield [code, name];
    for (const village of villages?.split(',') ?? []) {
      yield [code + village.slice(0, 3), village.slice(3)];
    }
  }
}

function divisionOf(code: DivisionCode, name: string, change?: DivisionChange): Division {
  const kind = kindOf(code);
  if (kind === undefined) throw new Error(`${code} ${name} is of no kind`);
  const above = parentOf(code);
  return {
    code,
    name,
    level: levelOf(code),
    kind,
    ...(above !== undefined && { parent: above }),
    ...(change?.validFrom !== undefined && { validFrom: parseDay(change.validFrom) }),
    ...(change?.validTo !== undefined && { validTo: parseDay(change.validTo) }),
    successors: (change?.successors ?? []) as readonly DivisionCode[],
  };
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
