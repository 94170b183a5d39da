import { daysBefore } from '../clocks/terms.ts';
import {
  fail,
  pass,
  text,
  unknown,
  valuesOn,
  verdictOf,
  type Verdict,
} from '../findings/findings.ts';
import type { Text } from '../result.ts';
import type { Rule } from '../rule-set/rule.ts';
import { extensionFacts, ExtensionParams, type ExtensionFacts } from './facts.ts';

const reasonNames = {
  'registration-pending': text('登记办理中', 'registration is pending'),
  'project-closing': text('项目收尾', 'a project is closing'),
  'force-majeure': text('不可抗力', 'force majeure'),
  other: text('其他', 'another'),
} satisfies Record<ExtensionFacts['extension.reason'], Text>;

/** One condition, with its value and limit. */
export interface ExtensionFound extends Verdict {
  readonly condition: 'exit' | 'times' | 'months' | 'asked' | 'midterm' | 'reason';
}

/**
 * R-TRM-03 (四(三)2-1) [D]: an extension. All of
 * - no early exit is open (definition 13)
 * - fewer than `timesMax` were granted before
 * - at most `monthsMax` months; the cap is R-TRM-01
 * - on request: asked for `askDaysBefore` days before the end or earlier, the newest midterm passed, and one of `reasons`
 *
 * After a graduation of 60 to 69 points none of the last three is asked for (definition 13): that score stands for them.
 */
export const extensionRule: Rule<ExtensionParams, ExtensionFacts> = {
  rule: 'R-TRM-03',
  impl: 1,
  params: ExtensionParams,
  facts: extensionFacts,
  evaluate(known, params, { on }) {
    const values = valuesOn(known, on);
    const requested: readonly ExtensionFound[] = [
      { condition: 'asked', ...askedOf(values, params) },
      { condition: 'midterm', ...midtermOf(values['case.midtermBand']) },
      { condition: 'reason', ...reasonOf(values['extension.reason'], params) },
    ];
    const origin = values['extension.origin'];
    const conditions: readonly Verdict[] = [
      { condition: 'exit', ...exitOf(values['case.exitOpen']) },
      { condition: 'times', ...timesOf(values['case.extensions'], params) },
      { condition: 'months', ...monthsOf(values['extension.months'], params) },
      ...(origin === 'request' ? requested : []),
      ...(origin === undefined
        ? [unknown('延期事由来源未知', 'what it follows from is not known')]
        : []),
    ] satisfies readonly (ExtensionFound | Verdict)[];
    return {
      ...verdictOf(conditions),
      facts: Object.keys(extensionFacts),
      conclusion: { conditions },
    };
  },
};

function exitOf(open: boolean | undefined): Verdict {
  if (open === undefined) {
    return unknown('有无退出程序未知', 'whether an early exit is open is not known');
  }
  return open
    ? fail('提前退出程序进行中，不得延期', 'an early exit is open: no extension')
    : pass('无退出程序', 'no early exit is open');
}

function timesOf(times: number | undefined, { timesMax }: ExtensionParams): Verdict {
  if (times === undefined) return unknown('已延期次数未知', 'earlier extensions are not known');
  const [has, max] = [String(times), String(timesMax)];
  return times < timesMax
    ? pass(`已延期 ${has} 次，上限 ${max} 次`, `extended ${has} times; at most ${max}`)
    : fail(`已延期 ${has} 次，达到上限 ${max} 次`, `extended ${has} times already; at most ${max}`);
}

function monthsOf(months: number | undefined, { monthsMax }: ExtensionParams): Verdict {
  if (months === undefined)
    return unknown('申请延期月数未知', 'the months asked for are not known');
  const [asked, max] = [String(months), String(monthsMax)];
  return months >= 1 && months <= monthsMax
    ? pass(`延期 ${asked} 个月，不超过 ${max} 个月`, `${asked} months, at most ${max}`)
    : fail(`延期 ${asked} 个月，须为 1 至 ${max} 个月`, `${asked} months; 1 to ${max} are allowed`);
}

function askedOf(values: Partial<ExtensionFacts>, { askDaysBefore }: ExtensionParams): Verdict {
  const [askedOn, end] = [values['extension.askedOn'], values['case.termEnd']];
  if (askedOn === undefined || end === undefined) {
    return unknown('申请日或期限届满日未知', 'the day of the request, or of the end, is not known');
  }
  const latest = daysBefore(end, askDaysBefore);
  return askedOn <= latest
    ? pass(`${askedOn} 申请，不晚于 ${latest}`, `asked for on ${askedOn}, by ${latest}`)
    : fail(
        `${askedOn} 申请，晚于 ${latest}（届满前 ${String(askDaysBefore)} 日）`,
        `asked for on ${askedOn}, after ${latest}, ${String(askDaysBefore)} days before the end`,
      );
}

function midtermOf(band: ExtensionFacts['case.midtermBand'] | undefined): Verdict {
  if (band === undefined) return unknown('中期评估情况未知', 'how the midterm went is not known');
  if (band === 'continue') return pass('中期评估合格', 'the midterm was passed');
  return band === 'none'
    ? fail('尚未进行中期评估', 'no midterm evaluation was held')
    : fail('最近一次中期评估未合格', 'the newest midterm evaluation was not passed');
}

function reasonOf(
  reason: ExtensionFacts['extension.reason'] | undefined,
  { reasons }: ExtensionParams,
): Verdict {
  if (reason === undefined) return unknown('延期理由未知', 'the reason is not known');
  const { zh, en } = reasonNames[reason];
  return reasons.some((one) => one === reason)
    ? pass(`理由：${zh}`, `the reason: ${en}`)
    : fail(`理由（${zh}）不在允许范围`, `the reason (${en}) is not one of those allowed`);
}
