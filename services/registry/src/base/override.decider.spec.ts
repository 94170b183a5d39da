import { expect, test } from '@jest/globals';
import { parseInstant, type Overridden, type Told } from '@fuhua/kernel';
import type { FunctionCode } from '@fuhua/rules';
import { given, told } from '@fuhua/testing';
import { base, type BaseCommand } from './base.decider.ts';
import {
  baseFunctionSetApproved,
  baseFunctionSetDeclared,
  baseRegimeInputsRecorded,
  type BaseEvent,
} from './base.events.ts';
import { act, day, huashi, registered, source } from './base.suite.ts';
import { overrideBase } from './override.decider.ts';

const now = parseInstant('2024-07-01T09:00:00+08:00');
const on = day('2024-06-01');
const beyond: FunctionCode[] = ['space', 'training', 'incubation', 'brand'];
const declared = baseFunctionSetDeclared({
  ...{ base: huashi, functions: beyond, on },
  ruleSet: { id: 'JS-2023', version: 1 },
});
const small = baseRegimeInputsRecorded({
  ...{ base: huashi, on, source, natureDefinable: true, meetsRegistrationConditions: true },
  ...{ areaM2: 900, fullTimeStaff: 12, liveIncubatees: 30, yearlyFundsFen: '100000000' },
  ...{ hasCharter: true, hasRegularMeeting: true, hasOwnAccount: true },
});

/** The history with what the command decides in it at its end. */
function decided(type: 'DecideFunctions' | 'ClassifyRegime', ...events: readonly BaseEvent[]) {
  const command = { ...act, type } as BaseCommand;
  const result = base.decider.decide(command, given(base, registered, ...events).state);
  if (!result.ok) throw new Error(result.refusal.code);
  return [registered, ...events, ...result.value];
}

/** What follows where two persons override the last decision of the history. */
function overridden(history: readonly BaseEvent[], more: Partial<Overridden> = {}) {
  const stands = told<BaseEvent>(...history);
  const event = stands.find(({ data }) => 'decision' in data) as unknown as Told;
  const { state } = given(base, ...history);
  return overrideBase(state, { event, outcome: 'granted', now, ...more });
}

test('functions that were refused are approved from the day of the override', () => {
  const history = decided('DecideFunctions', declared);
  expect(history.at(-1)?.type).toBe('BaseFunctionSetRefused');
  const approved = baseFunctionSetApproved({
    ...{ base: huashi, functions: beyond, on: day('2024-07-01') },
  });
  expect(overridden(history)).toEqual({ ok: true, value: [approved] });
  expect(given(base, ...history, approved).state).toMatchObject({
    functions: { approved: { functions: beyond } },
  });
});

test('a classified base is put under the regime that is named, with the clocks of the pinned set', () => {
  const history = decided('ClassifyRegime', small);
  expect(history.at(-1)).toMatchObject({
    type: 'ManagementRegimeClassified',
    data: { regime: 'A' },
  });
  const toB = overridden(history, { conclusion: { regime: 'B' } });
  expect(toB).toMatchObject({
    value: [{ data: { regime: 'B', on: '2024-07-01', review: { due: '2025-07-01' } } }],
  });
  expect(JSON.stringify(toB)).not.toContain('filing');
  // 元旦: the last day to file rolls.
  expect(overridden(history, { conclusion: { regime: 'A' } })).toMatchObject({
    value: [{ data: { regime: 'A', filing: { due: '2025-01-02' } } }],
  });
});

test.each([undefined, {}, { regime: 'manual' }, { regime: 'E' }])(
  'a regime is named, not %j',
  (conclusion) => {
    expect(overridden(decided('ClassifyRegime', small), { conclusion })).toMatchObject({
      refusal: { code: 'registry.regime-not-named', regimes: ['A', 'B', 'C', 'D'] },
    });
  },
);

test('what was decided anew since is not overridden by what it took the place of', () => {
  const later = baseFunctionSetApproved({
    ...{ base: huashi, functions: ['space'], on: day('2024-06-30') },
  });
  expect(overridden([...decided('DecideFunctions', declared), later])).toMatchObject({
    refusal: { code: 'registry.days-out-of-order' },
  });
});

test('nothing else is offered', () => {
  const refused = decided('DecideFunctions', declared);
  expect(overridden(refused, { outcome: 'refused' })).toBe('not-offered');
  const event = told<BaseEvent>(declared)[0] as unknown as Told;
  expect(overridden(refused, { event })).toBe('not-offered');
});
