import { expect, test } from '@jest/globals';
import type { DivisionCode } from '@fuhua/kernel';
import { at, fact } from '../findings/facts.suite.ts';
import {
  regimeRule,
  type Finding,
  type RegimeConclusion,
  type Known,
  type RegimeFacts,
} from '../index.ts';

/**
 * Every combination of inputs, unknown ones included, against a model that does not know three-valued logic: it fills in
 * the unknown ones in every way there is, answers each whole world by the table, and sees whether all answers are one.
 */
const params = {
  ...{ largeCriteriaMin: 2, areaM2Min: 200, fullTimeStaffMin: 3, liveIncubateesMin: 10 },
  ...{ yearlyFundsFenMin: '20000000', filingMonthsMax: 6, reviewMonths: 12 },
};

const UNKNOWN = -1;

/** What each input may be, if it is not unknown. */
const inputs: readonly { readonly name: keyof RegimeFacts; readonly values: readonly unknown[] }[] =
  [
    { name: 'base.natureDefinable', values: [false, true] },
    { name: 'base.meetsRegistrationConditions', values: [false, true] },
    { name: 'base.areaM2', values: [199.99, 200] },
    { name: 'base.fullTimeStaff', values: [2, 3] },
    { name: 'base.liveIncubatees', values: [9, 10] },
    { name: 'base.yearlyFundsFen', values: ['19999999', '20000000'] },
    { name: 'base.hasCharter', values: [false, true] },
    { name: 'base.hasRegularMeeting', values: [false, true] },
    { name: 'base.hasOwnAccount', values: [false, true] },
    {
      name: 'base.location',
      values: ['107', '001', '401'].flatMap((township) =>
        ['201', '001', '401'].map((village) => `320281${township}${village}` as DivisionCode),
      ),
    },
  ];
const radixes = inputs.map(({ values }) => values.length);
const strides = radixes.map((_, i) => radixes.slice(0, i).reduce((size, radix) => size * radix, 1));
const worldCount = radixes.reduce((size, radix) => size * radix, 1);

/** The table of 5.8, read for a world in which all is known. */
function answerOf(world: number): string {
  const [nature, conditions, area, staff, incubatees, funds, charter, meeting, account, place] =
    radixes.map((radix, i) => Math.floor(world / strides[i]!) % radix) as [
      ...[number, number, number, number, number],
      ...[number, number, number, number, number],
    ];
  if (nature === 0) return 'D to-be-named';
  if (conditions === 1) return 'A registrar';
  const code = String(inputs[9]!.values[place]);
  const [township, village] = [code.slice(0, 9), code];
  if (area + staff + incubatees + funds >= 2) {
    const office = ['township-government', 'subdistrict-office', undefined][Math.floor(place / 3)];
    return office === undefined ? 'manual quasi-township' : `B ${office} ${township}`;
  }
  if (charter + meeting + account === 3) return 'manual small-and-tight, B suggested';
  const guide = ['villagers-committee', 'residents-committee', undefined][place % 3];
  return guide === undefined
    ? 'manual quasi-village'
    : `C led by community-party-organization ${village}, guided by ${guide} ${village}`;
}

const texts: string[] = [];
const answers = Uint8Array.from({ length: worldCount }, (_, world) => {
  const answer = answerOf(world);
  if (!texts.includes(answer)) texts.push(answer);
  return texts.indexOf(answer);
});

/** The same words for what the rule concludes. */
function toldBy({ conclusion }: Finding): string {
  const said = conclusion as unknown as RegimeConclusion;
  switch (said.regime) {
    case 'A':
    case 'B':
    case 'D':
      return `${said.regime} ${named(said.body)}`;
    case 'C':
      return `C led by ${named(said.lead)}, guided by ${named(said.guide)}`;
    case 'manual':
      return 'suggested' in said
        ? `manual ${said.because}, ${said.suggested} suggested`
        : `manual ${said.because}`;
  }
}

const named = (body: { readonly kind: string; readonly division?: string }): string =>
  [body.kind, body.division].filter(Boolean).join(' ');

function missingOf({ conclusion }: Finding): readonly string[] {
  return (conclusion as { readonly missing: readonly string[] }).missing;
}

/** Every whole world that what is known leaves open. */
function worldsOf(states: readonly number[]): readonly number[] {
  const known = states.reduce((sum, state, i) => sum + (state > 0 ? state * strides[i]! : 0), 0);
  let worlds = [known];
  states.forEach((state, i) => {
    if (state !== UNKNOWN) return;
    const places = Array.from({ length: radixes[i]! }, (_, place) => place * strides[i]!);
    worlds = places.flatMap((offset) => worlds.map((world) => world + offset));
  });
  return worlds;
}

/** The unknown inputs that can change the answer: two worlds differ in it, and in nothing else. */
function decisive(states: readonly number[], worlds: readonly number[]): readonly string[] {
  return inputs.flatMap(({ name }, i) => {
    if (states[i] !== UNKNOWN) return [];
    const [stride, radix] = [strides[i]!, radixes[i]!];
    const changes = worlds.some((world) => {
      const first = world - (world % (stride * radix)) + (world % stride);
      return answers[world] !== answers[first];
    });
    return changes ? [name] : [];
  });
}

/** One of each input's states: the place of its value, or unknown. */
function statesOf(combination: number): readonly number[] {
  let rest = combination;
  return radixes.map((radix) => {
    const state = rest % (radix + 1);
    rest = (rest - state) / (radix + 1);
    return state - 1;
  });
}
const combinations = radixes.reduce((product, radix) => product * (radix + 1), 1);

const facts = inputs.map(({ values }) => values.map((value) => fact(value)));

function asked(states: readonly number[]): Finding {
  const known = inputs.flatMap(({ name }, i) =>
    states[i] === UNKNOWN ? [] : [[name, facts[i]![states[i]!]]],
  );
  return regimeRule.evaluate(Object.fromEntries(known) as Known<RegimeFacts>, params, on);
}

const on = at('2024-03-04');

test('every combination of inputs is answered as by filling in the unknown ones in every way', () => {
  const disagreements: unknown[] = [];
  const seen = new Map<string, number>();
  for (let combination = 0; combination < combinations; combination += 1) {
    const states = statesOf(combination);
    const worlds = worldsOf(states);
    const answer = answers[worlds[0]!]!;
    const expected = worlds.every((world) => answers[world] === answer)
      ? texts[answer]!
      : `unknown ${decisive(states, worlds).join(' ')}`;
    const found = asked(states);
    const told =
      found.outcome === 'pass' ? toldBy(found) : `${found.outcome} ${missingOf(found).join(' ')}`;
    if (told !== expected) disagreements.push({ states, told, expected });
    const kind = expected.slice(0, expected.indexOf(' '));
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
  }
  expect(disagreements.slice(0, 5)).toEqual([]);
  expect(combinations).toBe(196_830);
  expect(Object.fromEntries(seen)).toEqual({
    ...{ D: 65_610, A: 21_870, B: 5_346, C: 1_026, manual: 3_276, unknown: 99_702 },
  });
});
