import { describe, expect, test } from '@jest/globals';
import { parseDay, type EventId } from '@fuhua/kernel';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import {
  calendarIds,
  calendarOf,
  Decision,
  evaluate,
  knownRule,
  rerun,
  type Asked,
  type Fact,
  type Facts,
} from '../index.ts';
import { lamps, seats, toyRules, toySet } from './toy-rules.suite.ts';

const source = '0192f0c1-0000-7000-8000-000000000001' as EventId;
const since = parseDay('2024-03-01');
const fact = (value: unknown): Fact => ({ value, validFrom: since, sources: [source] });

function asked(facts: Facts, rest: Partial<Asked> = {}): Asked {
  return {
    ruleSet: toySet(),
    procedure: 'hall.open',
    facts,
    on: parseDay('2025-01-06'),
    calendar: calendarOf('CN-2026-1'),
    knownThrough: { registry: '17' },
    ...rest,
  };
}

describe('a decision', () => {
  test('holds every rule’s answer in the procedure’s order, and all that it rests on', () => {
    const facts = {
      'hall.seats': { ...fact(12), validTo: undefined },
      'hall.lamps': fact(['a', 'b']),
      'hall.doors': fact(3),
    };
    const decision = evaluate(asked(facts), toyRules);
    const stored = { 'hall.lamps': fact(['a', 'b']), 'hall.seats': fact(12) };
    const canonical =
      `{"hall.lamps":{"sources":["${source}"],"validFrom":"2024-03-01","value":["a","b"]},` +
      `"hall.seats":{"sources":["${source}"],"validFrom":"2024-03-01","value":12}}`;
    const says = '12 of 10 on 2025-01-06, CN-2026-1';
    expect(decision).toStrictEqual({
      procedure: 'hall.open',
      ruleSet: { id: 'TOY', version: 1 },
      calendar: 'CN-2026-1',
      outcome: 'granted',
      effectiveFrom: '2025-01-06',
      results: [
        {
          ...{ rule: 'R-TOY-02', impl: 3, clause: '一-2', outcome: 'pass' },
          ...{ reason: { zh: '灯', en: 'lamps' }, facts: ['hall.lamps'] },
          conclusion: { lamps: 2 },
        },
        {
          ...{ rule: 'R-TOY-01', impl: 1, clause: '一-1', outcome: 'pass' },
          ...{ reason: { zh: says, en: says }, facts: ['hall.seats'] },
        },
      ],
      facts: stored,
      factsDigest: createHash('sha256').update(canonical).digest('hex'),
      knownThrough: { registry: '17' },
    });
    expect(Object.keys(decision.facts)).toEqual(['hall.lamps', 'hall.seats']);
    expect(Decision.parse(decision)).toEqual(decision);
  });

  test.each([
    ['granted', { 'hall.seats': fact(10), 'hall.lamps': fact([]) }],
    ['refused', { 'hall.seats': fact(9), 'hall.lamps': fact([]) }],
    ['refused', { 'hall.seats': fact(9) }],
    ['insufficient-evidence', { 'hall.seats': fact(10) }],
    ['insufficient-evidence', {}],
  ])('%s, by any fail before any unknown: %j', (outcome, facts) => {
    expect(evaluate(asked(facts), toyRules).outcome).toBe(outcome);
  });

  test('keeps of the facts what its own procedure’s rules may look at', () => {
    const facts = { 'hall.seats': fact(10), 'hall.lamps': fact(['a']) };
    const decision = evaluate(asked(facts, { procedure: 'hall.count' }), toyRules);
    expect(decision.facts).toEqual({ 'hall.seats': fact(10) });
  });

  test('has a digest of the facts alone', () => {
    const digest = (facts: Facts, rest: Partial<Asked> = {}): string =>
      evaluate(asked(facts, rest), toyRules).factsDigest;
    const one = { 'hall.seats': fact(10) };
    const later = parseDay('2026-01-01');
    expect(digest(one, { on: later, knownThrough: {}, ruleSet: toySet({ seatsMin: 5 }) })).toBe(
      digest(one),
    );
    expect(digest({ 'hall.seats': fact(11) })).not.toBe(digest(one));
    expect(digest({ 'hall.seats': { ...fact(10), validTo: later } })).not.toBe(digest(one));
    expect(digest({ 'hall.seats': { ...fact(10), sources: [] } })).not.toBe(digest(one));
  });
});

describe('a bug is an exception:', () => {
  test.each([
    ['a value not of its schema', { 'hall.seats': fact('12') }, 'R-TOY-02 impl 3, fact hall.seats'],
    ['a value that is missing', { 'hall.lamps': fact(undefined) }, 'fact hall.lamps'],
    ['a value that is no JSON', { 'hall.seats': fact(Number.NaN) }, 'NaN'],
  ])('%s', (_what, facts, message) => {
    expect(() => evaluate(asked(facts), toyRules)).toThrow(message);
  });

  test('a value not of its schema is a TypeError, as are parameters', () => {
    expect(() => evaluate(asked({ 'hall.seats': fact(-1) }), toyRules)).toThrow(TypeError);
    const ruleSet = toySet({ seatsMin: 0 });
    expect(() => evaluate(asked({}, { ruleSet }), toyRules)).toThrow(TypeError);
  });

  test('a procedure, rule or implementation that is not there', () => {
    const unknown =
      (rest: Partial<Asked>, rules = toyRules) =>
      () =>
        evaluate(asked({}, rest), rules);
    const named = unknown({ procedure: 'hall.close' });
    expect(named).toThrow(new RangeError('TOY v1 has no procedure hall.close'));
    const ruleSet = toySet({ rules: toySet().rules.slice(1) });
    expect(unknown({ ruleSet })).toThrow(new RangeError('TOY v1 has no rule R-TOY-01'));
    const newer = [knownRule({ ...seats, impl: 2 }), knownRule(lamps)];
    expect(unknown({}, newer)).toThrow(new RangeError('no such rule: R-TOY-01 impl 1'));
  });
});

const facts: fc.Arbitrary<Facts> = fc.record(
  {
    'hall.seats': fc.nat(20).map(fact),
    'hall.lamps': fc.array(fc.string()).map(fact),
    'hall.doors': fc.nat().map(fact),
  },
  { requiredKeys: [] },
);
const anyAsked = fc
  .record({
    facts,
    procedure: fc.constantFrom('hall.open', 'hall.count'),
    on: fc.constantFrom('2024-12-31', '2025-01-01').map(parseDay),
    calendar: fc.constantFrom(...calendarIds).map(calendarOf),
  })
  .map(({ facts, ...rest }) => asked(facts, rest));
const turned = (facts: Facts): Facts => Object.fromEntries(Object.entries(facts).reverse());

describe('for any facts', () => {
  test('a decision is the same again, whatever the order of their keys', () => {
    fc.assert(
      fc.property(anyAsked, (one) => {
        const text = JSON.stringify(evaluate(one, toyRules));
        expect(JSON.stringify(evaluate(one, toyRules))).toBe(text);
        expect(JSON.stringify(evaluate({ ...one, facts: turned(one.facts) }, toyRules))).toBe(text);
      }),
    );
  });

  test('what is stored is enough to come to the same again', () => {
    fc.assert(
      fc.property(anyAsked, (one) => {
        const decision = evaluate(one, toyRules);
        const read = Decision.parse(JSON.parse(JSON.stringify(decision)));
        expect(rerun(read, { ruleSet: one.ruleSet }, toyRules)).toStrictEqual(decision);
      }),
    );
  });

  test('another set answers as if it had been asked then', () => {
    fc.assert(
      fc.property(anyAsked, fc.integer({ min: 1, max: 20 }), (one, seatsMin) => {
        const ruleSet = toySet({ version: 2, seatsMin });
        const told = rerun(evaluate(one, toyRules), { ruleSet }, toyRules);
        expect(told).toStrictEqual(evaluate({ ...one, ruleSet }, toyRules));
      }),
    );
  });
});

test('a decision that pins what is not shipped cannot be run again', () => {
  const decision = evaluate(asked({}), toyRules);
  expect(() => rerun(decision, {}, toyRules)).toThrow(new RangeError('no such rule set: TOY v1'));
  const lost = { ...decision, calendar: 'CN-1900-1' };
  expect(() => rerun(lost, { ruleSet: toySet() }, toyRules)).toThrow('no such calendar: CN-1900-1');
});
