import { expect, test } from '@jest/globals';
import { baseReadyFacts } from '@fuhua/rules';
import { foldStream } from '@fuhua/platform/views';
import { told } from '@fuhua/testing';
import {
  localRuleAdopted,
  localRuleDrafted,
  localRuleRepealed,
  localRuleSuperseded,
  type LocalRulesEvent,
} from './localrules.events.ts';
import { adoption, day, file, first, of, second, sections, title } from './localrules.suite.ts';
import { isInForceOn, localRuleView, sectionsIn } from './localrules.view.ts';

const kind = 'operating-rules' as const;
const draft = { kind, title, sections, files: [file] };
const history: readonly LocalRulesEvent[] = [
  localRuleDrafted({ ...of, ...draft }),
  localRuleAdopted({ ...of, title, sections, ...adoption }),
  localRuleDrafted({ ...of, rule: second, ...draft }),
  localRuleAdopted({
    ...{ ...of, rule: second, title, sections, ...adoption },
    effectiveFrom: day('2024-06-01'),
  }),
  localRuleSuperseded({
    ...{ authority: of.authority, rule: first, kind, by: second, on: day('2024-06-01') },
  }),
  localRuleRepealed({
    ...{ authority: of.authority, rule: second, kind, on: day('2024-09-01') },
    ...{ reason: '（测试）', number: '2号' },
  }),
];
const rows = foldStream(localRuleView, told(...history));
const inForceOn = (on: string) =>
  rows.filter((row) => isInForceOn(row, day(on))).map(({ rule }) => rule);

test.each([
  ['2024-03-31', []],
  ['2024-04-01', [first]],
  ['2024-05-31', [first]],
  ['2024-06-01', [second]],
  ['2024-08-31', [second]],
  ['2024-09-01', []],
])('on %s these are in force: %j', (on, expected) => {
  expect(inForceOn(on)).toEqual(expected);
});

test('the version in force tells R-ENT-02 of its five sections', () => {
  const row = rows.find(({ rule }) => rule === second)!;
  const value = { publishedOn: row.publishedOn, sections: sectionsIn(row) };
  expect(baseReadyFacts['authority.localRules'].parse(value)).toEqual(value);
  expect(value.sections).toHaveLength(5);
});

test('a draft holds on no day', () => {
  const [draftRow] = foldStream(localRuleView, told(history[0]!));
  expect(isInForceOn(draftRow!, day('2030-01-01'))).toBe(false);
});
