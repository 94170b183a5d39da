import { expect, test } from '@jest/globals';
import { registryBase } from '@fuhua/contracts';
import type { EventType } from '@fuhua/kernel';
import { evaluate, newestCalendar, shippedRuleSets, type Decision } from '@fuhua/rules';
import { baseId, eventId, organizationId, told } from '@fuhua/testing';
import * as events from './base.events.ts';
import { publishBase } from './base.publish.ts';
import { day, huashi, opening, place, special } from './base.suite.ts';

const reason = '内部理由（测试）';
const source = { name: '内部台账（测试）', evidence: ['a'.repeat(64)] };
const about = { base: huashi };
const fact = { ...about, source };
const [on, since, due] = [day('2024-01-02'), day('2024-01-02'), day('2025-01-02')];
const review = { due, provisional: false };
const ruleSet = { id: 'JS-2023', version: 1 };
const functions = ['incubation' as const];
const body = { kind: 'other' as const, name: '华士镇人民政府', division: place('320281107') };
const decision: Decision = evaluate({
  ...{ ruleSet: shippedRuleSets[0]!, procedure: 'base.regime', facts: {}, on },
  ...{ calendar: newestCalendar(), knownThrough: {} },
});

/** One of each, with every optional field. */
const samples: readonly (events.LifeEvent | events.FunctionEvent | events.RegimeEvent)[] = [
  events.baseRegistered({ ...about, ...opening, platform: 'incubator', source }),
  events.specialFieldBaseRegistered({ ...about, ...opening, ...special, source }),
  events.baseLevelAssigned({ ...fact, level: 'city', on }),
  events.baseRenamed({ ...fact, name: '新名', since }),
  events.baseCapacitySet({ ...fact, capacity: 30, since }),
  events.baseRelocated({ ...fact, location: opening.location, address: '测试路', on }),
  events.baseSuspended({ ...fact, on, reason }),
  events.baseResumed({ ...fact, on }),
  events.basesMerged({ ...fact, into: baseId('other'), on, reason }),
  events.baseClosed({ ...fact, on, reason }),
  events.baseFunctionSetDeclared({ ...about, functions, on, ruleSet }),
  events.baseFunctionSetApproved({
    ...{ ...fact, functions, on, declared: eventId('declared'), decision },
  }),
  events.baseFunctionSetRefused({
    ...{ ...about, functions, on, declared: eventId('declared'), decision },
  }),
  events.functionExtensionApproved({ ...fact, functions, reason, on }),
  events.baseRegimeInputsRecorded({ ...fact, areaM2: 200, on }),
  events.managementRegimeClassified({
    ...{ ...fact, regime: 'A', on, review, filing: review, decision },
  }),
  events.regimeEvidenceMissing({ ...about, on, decision }),
  events.regimeManualOutcomeProposed({
    ...{ ...fact, reason, on },
    responsible: { regime: 'B', manager: body },
  }),
  events.regimeManualOutcomeApproved({
    ...{ ...about, proposed: eventId('proposed'), on },
    responsible: { regime: 'B', manager: body },
  }),
  events.regimeReviewDue({ ...about, due }),
  events.regimeReviewOpened({ ...about, on, ruleSet }),
  events.baseRegistrationFiled({ ...fact, filedOn: on }),
  events.baseRegistrationOverdue({ ...about, due }),
  events.baseLegallyRegistered({
    ...{ ...fact, form: 'social-service-organization', uscc: '52320281MJ0000026X' as never },
    ...{ organization: organizationId('huashi'), registeredOn: on },
  }),
  events.townshipManagementAssigned({ ...fact, manager: body, since }),
  events.communityPartyLeadershipAssigned({ ...fact, lead: body, guide: body, since }),
  events.responsibleBodyAssigned({ ...fact, body, reason, since, review }),
];
const published = told(...samples).map((event) => ({ type: event.type, told: publishBase(event) }));

test('there is a choice for every event', () => {
  const all = [...events.lifeEvents, ...events.functionEvents, ...events.regimeEvents];
  expect(samples.map(({ type }) => type).sort()).toEqual(all.map(({ type }) => type).sort());
});

test('what is told keeps its name and satisfies the contract, whole', () => {
  const contract = new Map(
    (Object.values(registryBase) as readonly EventType[]).map((one) => [one.type, one.schema]),
  );
  const open = published.filter(({ told: said }) => said !== 'private');
  expect(open.map(({ type }) => type).sort()).toEqual([...contract.keys()].sort());
  for (const { type, told: said } of open) {
    if (said === 'private') continue;
    expect(said.type).toBe(type);
    expect(contract.get(type)?.parse(said.data)).toEqual(said.data);
  }
});

test('sources, reasons, inputs and what is not decided yet stay here', () => {
  const text = JSON.stringify(published);
  expect(text).not.toContain(reason);
  expect(text).not.toContain(source.name);
  expect(published.filter(({ told: said }) => said === 'private').map(({ type }) => type)).toEqual([
    ...['BaseFunctionSetDeclared', 'BaseRegimeInputsRecorded', 'RegimeEvidenceMissing'],
    'RegimeManualOutcomeProposed',
  ]);
});

test('of a decision others are told the rule set and the digest of its facts', () => {
  const { told: said } = published.find(({ type }) => type === 'ManagementRegimeClassified')!;
  expect(said).toMatchObject({ data: { ruleSet, factsDigest: decision.factsDigest } });
  expect(said).not.toHaveProperty('data.decision');
});
