import { expect, test } from '@jest/globals';
import type { FunctionCode } from '@fuhua/rules';
import { eventId, given } from '@fuhua/testing';
import { base, type BaseCommand } from './base.decider.ts';
import {
  baseFunctionSetApproved,
  baseFunctionSetDeclared,
  functionExtensionApproved,
  type BaseEvent,
} from './base.events.ts';
import { act, day, huashi, migrated, registered, source, wuxi } from './base.suite.ts';

const pin = { id: 'JS-2023', version: 1 };
const on = day('2024-06-01');
const own: FunctionCode[] = ['space', 'training', 'incubation'];
const beyond: FunctionCode[] = [...own, 'brand'];

const declare = (functions: FunctionCode[], day_ = on): BaseCommand => ({
  ...act,
  type: 'DeclareFunctions',
  fact: { functions, on: day_ },
});
const declared = (functions: FunctionCode[]) =>
  baseFunctionSetDeclared({ base: huashi, functions, on, ruleSet: pin });
const decide = { ...act, type: 'DecideFunctions' } as const;
const extend = (functions: FunctionCode[]): BaseCommand => ({
  ...act,
  type: 'ApproveExtension',
  fact: { functions, reason: '全镇品牌培育由其承担', on, source },
});
const extended = functionExtensionApproved({
  ...{ base: huashi, source, on },
  functions: ['brand'],
  reason: '全镇品牌培育由其承担',
});

const decidedOn = (...events: readonly BaseEvent[]): BaseEvent => {
  const decided = base.decider.decide(decide, given(base, registered, ...events).state);
  if (!decided.ok) throw new Error(decided.refusal.code);
  return decided.value[0]!;
};

test('a declaration pins the rule set of its day', () => {
  given(base, registered).when(declare(own)).then(declared(own));
  given(base, registered)
    .when(declare(own, day('2023-10-10')))
    .thenRefused('registry.no-rule-set');
  given(base, registered)
    .when(declare(own, day('2024-06-29')))
    .thenRefused('registry.day-in-future');
  given(base, registered)
    .when({ ...declare(own), acting: wuxi } as BaseCommand)
    .thenRefused('registry.not-competent');
});

test('what lies in the set of its level is approved, by a decision', () => {
  expect(decidedOn(declared(own))).toMatchObject({
    type: 'BaseFunctionSetApproved',
    data: {
      functions: own,
      on: '2024-06-28',
      declared: eventId(1),
      decision: {
        procedure: 'base.functions',
        ruleSet: pin,
        outcome: 'granted',
        facts: {
          'base.level': { value: 'township', sources: [eventId(0)] },
          'base.declaredFunctions': { value: own, sources: [eventId(1)] },
          'base.approvedExtensions': { value: [], sources: [] },
        },
      },
    },
  });
  given(base, registered).when(decide).thenRefused('registry.functions-not-declared');
});

test('what lies outside is refused, and the refusal is on record', () => {
  const refused = decidedOn(declared(beyond));
  expect(refused).toMatchObject({
    type: 'BaseFunctionSetRefused',
    data: { declared: eventId(1), decision: { outcome: 'refused' } },
  });
  given(base, registered, declared(beyond), refused)
    .when(decide)
    .thenRefused('registry.functions-not-declared');
});

test('an extension lets it be approved, and is approved once', () => {
  given(base, registered)
    .when(extend(['brand']))
    .then(extended);
  expect(decidedOn(extended, declared(beyond))).toMatchObject({
    type: 'BaseFunctionSetApproved',
    data: {
      decision: {
        facts: { 'base.approvedExtensions': { value: ['brand'], sources: [eventId(1)] } },
      },
    },
  });
  given(base, registered, extended)
    .when(extend(['brand', 'policy']))
    .thenRefused({ code: 'registry.extension-already-approved', functions: ['brand'] });
});

test('a newer declaration takes the place of one that awaits', () => {
  expect(decidedOn(declared(beyond), declared(own))).toMatchObject({
    type: 'BaseFunctionSetApproved',
    data: { declared: eventId(2), functions: own },
  });
});

test('what was approved before this system is recorded without a decision', () => {
  const take = (from = migrated): BaseCommand => ({
    ...act,
    type: 'RecordApprovedFunctions',
    fact: { functions: own, on: day('2022-05-01'), source: from },
  });
  const taken = baseFunctionSetApproved({
    ...{ base: huashi, functions: own, on: day('2022-05-01') },
    source: migrated,
  });
  given(base, registered).when(take()).then(taken);
  given(base, registered).when(take(source)).thenRefused('registry.decision-needed');
  const { state } = given(base, registered, declared(beyond), taken);
  expect(state).toMatchObject({
    functions: { approved: { functions: own }, declared: { functions: beyond } },
  });
});
