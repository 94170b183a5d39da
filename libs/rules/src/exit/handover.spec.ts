import { expect, test } from '@jest/globals';
import { parseDay } from '@fuhua/kernel';
import { at, known } from '../findings/facts.suite.ts';
import { exitHandoverRule, HandoverItem, type ExitHandoverFacts, type Outcome } from '../index.ts';

const params = { items: [...HandoverItem.options], handoverWorkingDays: 15 };
const done = (...days: readonly string[]) =>
  days.map((doneOn, index) => ({ item: HandoverItem.options[index]!, doneOn: parseDay(doneOn) }));
const asked = (items: ExitHandoverFacts['handover.items'] | undefined, on = '2024-04-30') =>
  exitHandoverRule.evaluate(
    known<ExitHandoverFacts>({ 'exit.finalOn': parseDay('2024-03-04'), 'handover.items': items }),
    params,
    at(on),
  );

test.each<[readonly string[], string, Outcome, boolean]>([
  [['2024-03-20', '2024-03-22', '2024-03-25'], '2024-03-25', 'pass', false],
  [['2024-03-20', '2024-03-26', '2024-03-25'], '2024-03-26', 'pass', true], // late, and complete
  [['2024-03-20', '2024-03-22'], '2024-03-25', 'fail', false],
  [['2024-03-20', '2024-03-22'], '2024-03-26', 'fail', true],
  [[], '2024-03-05', 'fail', false],
])(
  'final on 2024-03-04, done on %j, asked on %s: %s, overdue: %s',
  (days, on, outcome, overdue) => {
    const found = asked(done(...days), on);
    expect(found).toMatchObject({ outcome, conclusion: { due: '2024-03-25', overdue } });
  },
);

test('is told what is missing, and unknown while it is not known', () => {
  expect(asked(done('2024-03-20')).reason).toEqual({
    zh: '未交接：印章、数据导出，期限 2024-03-25',
    en: 'not handed over: seals, export of data; due on 2024-03-25',
  });
  expect(asked(undefined).outcome).toBe('unknown');
});
