import { expect, test } from '@jest/globals';
import { parseDay } from '@fuhua/kernel';
import { at, known } from '../findings/facts.suite.ts';
import {
  ExitNoticeParams,
  exitNoticeRule,
  NoticePart,
  type ExitNoticeFacts,
  type Outcome,
} from '../index.ts';

const params: ExitNoticeParams = {
  parts: [...NoticePart.options],
  ...{ defenceWorkingDays: 10, defenceWorkingDaysMin: 5 },
  ...{ meetingAskWorkingDays: 5, meetingNoticeWorkingDays: 7 },
};
type Values = { readonly [K in keyof ExitNoticeFacts]?: ExitNoticeFacts[K] | undefined };
const asked = (values: Values) =>
  exitNoticeRule.evaluate(
    known<ExitNoticeFacts>({
      'notice.parts': [...NoticePart.options],
      ...{
        'notice.servedOn': parseDay('2024-03-04'),
        'notice.defenceUntil': parseDay('2024-03-18'),
      },
      ...values,
    }),
    params,
    at('2024-03-04'),
  );

test.each<[string, Outcome]>([
  ['2024-03-08', 'fail'],
  ['2024-03-11', 'pass'], // the fifth working day
  ['2024-03-18', 'pass'],
])('served on 2024-03-04, a defence until %s: %s', (until, outcome) => {
  expect(asked({ 'notice.defenceUntil': parseDay(until) }).outcome).toBe(outcome);
});

test.each(NoticePart.options)('a notice without %s fails', (part) => {
  const others = NoticePart.options.filter((one) => one !== part);
  expect(asked({ 'notice.parts': others }).outcome).toBe('fail');
});

test('is told what it lacks, and unknown while it is not known', () => {
  expect(asked({ 'notice.parts': ['facts', 'ground', 'evidence'] }).reason).toEqual({
    zh: '告知书缺依据、权利',
    en: 'the notice lacks: the basis, the rights',
  });
  for (const name of ['notice.parts', 'notice.servedOn', 'notice.defenceUntil'] as const) {
    expect(asked({ [name]: undefined }).outcome).toBe('unknown');
  }
});

test('no rule set allows fewer days for a defence than the minimum', () => {
  const allows = (defenceWorkingDays: number): boolean =>
    ExitNoticeParams.safeParse({ ...params, defenceWorkingDays }).success;
  expect([4, 5, 6].map(allows)).toEqual([false, true, true]);
});
