import { expect, test } from '@jest/globals';
import { incubationLocalRules } from '@fuhua/contracts';
import type { EventType } from '@fuhua/kernel';
import { goldenOf, told } from '@fuhua/testing';
import * as events from './localrules.events.ts';
import type { LocalRulesEvent } from './localrules.events.ts';
import { publishLocalRules } from './localrules.publish.ts';
import { adoption, day, file, first, of, second, sections, title } from './localrules.suite.ts';

const { authority } = of;
const ending = { authority, rule: first, kind: 'entry-review', on: day('2025-01-01') } as const;

/** One of each, with every optional field. */
const samples: readonly LocalRulesEvent[] = [
  events.localRuleDrafted({ ...of, kind: 'operating-rules', title, sections, files: [file] }),
  events.localRuleAdopted({ ...of, title, sections, ...adoption }),
  events.companionRuleAdopted({ ...of, kind: 'entry-review', title, ...adoption }),
  events.localRuleSuperseded({ ...ending, by: second }),
  events.localRuleRepealed({ ...ending, reason: '内部理由（测试）', number: '2号' }),
];
const published = told(...samples).map(publishLocalRules);

test('there is a choice for every event', () => {
  const types = samples.map(({ type }) => type);
  expect(types).toEqual(Object.keys(events.localRulesEvents));
});

test('what is told keeps to the contract, and a draft is nobody’s', () => {
  const contract: Readonly<Record<string, EventType>> = Object.fromEntries(
    Object.values(incubationLocalRules).map((one) => [one.type, one]),
  );
  const open = published.filter((one) => one !== 'private');
  for (const { type, data } of open) expect(contract[type]!.schema.parse(data)).toEqual(data);
  expect(open.map(({ type }) => type).sort()).toEqual(Object.keys(contract).sort());
  expect(published[0]).toBe('private');
});

test('others are told the same as ever', () => {
  const { kept, made } = goldenOf(import.meta.dirname, 'localrules', published);
  expect(made).toEqual(kept);
});
