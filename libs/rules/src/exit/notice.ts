import type { Day } from '@fuhua/kernel';
import type { WorkingDayCalendar } from '../calendar/calendar.ts';
import { dueAfterWorkingDays, type Due } from '../clocks/limits.ts';
import {
  fail,
  listed,
  pass,
  text,
  unknown,
  valuesOn,
  verdictOf,
  type Verdict,
} from '../findings/findings.ts';
import type { Text } from '../result.ts';
import type { Rule } from '../rule-set/rule.ts';
import {
  exitNoticeFacts,
  ExitNoticeParams,
  type ExitNoticeFacts,
  type NoticePart,
} from './facts.ts';

const partNames = {
  facts: text('事实', 'the facts'),
  ground: text('事由', 'the ground'),
  basis: text('依据', 'the basis'),
  evidence: text('证据清单', 'the evidence'),
  rights: text('权利', 'the rights'),
} satisfies Record<NoticePart, Text>;

/** The last day for a defence, from the service of the notice. */
export function defenceDue(
  servedOn: Day,
  { defenceWorkingDays }: ExitNoticeParams,
  calendar: WorkingDayCalendar,
): Due {
  return dueAfterWorkingDays(servedOn, defenceWorkingDays, calendar);
}

/** The last day to ask for a meeting, from the service of the notice. */
export function meetingAskDue(
  servedOn: Day,
  { meetingAskWorkingDays }: ExitNoticeParams,
  calendar: WorkingDayCalendar,
): Due {
  return dueAfterWorkingDays(servedOn, meetingAskWorkingDays, calendar);
}

/** The first day for the meeting, from the service of the invitation. */
export function meetingFrom(
  invitedOn: Day,
  { meetingNoticeWorkingDays }: ExitNoticeParams,
  calendar: WorkingDayCalendar,
): Due {
  return dueAfterWorkingDays(invitedOn, meetingNoticeWorkingDays, calendar);
}

/**
 * R-EXT-02 (四(三)2-4) [D after 处罚法 44, 45, 64]: the written notice has every one of `parts`, and allows a defence of
 * `defenceWorkingDaysMin` working days from service or more.
 */
export const exitNoticeRule: Rule<ExitNoticeParams, ExitNoticeFacts> = {
  rule: 'R-EXT-02',
  impl: 1,
  params: ExitNoticeParams,
  facts: exitNoticeFacts,
  evaluate(known, params, { on, calendar }) {
    const values = valuesOn(known, on);
    return {
      ...verdictOf([partsOf(values['notice.parts'], params), daysOf(values, params, calendar)]),
      facts: Object.keys(exitNoticeFacts),
    };
  },
};

function partsOf(given: readonly NoticePart[] | undefined, { parts }: ExitNoticeParams): Verdict {
  if (given === undefined) return unknown('告知书内容未知', 'what the notice says is not known');
  const missing = parts.filter((part) => !given.includes(part));
  if (missing.length === 0) return pass('告知书内容齐全', 'the notice says all that it must');
  const { zh, en } = listed(missing.map((part) => partNames[part]));
  return fail(`告知书缺${zh}`, `the notice lacks: ${en}`);
}

function daysOf(
  values: Partial<ExitNoticeFacts>,
  { defenceWorkingDaysMin }: ExitNoticeParams,
  calendar: WorkingDayCalendar,
): Verdict {
  const [servedOn, until] = [values['notice.servedOn'], values['notice.defenceUntil']];
  if (servedOn === undefined || until === undefined) {
    return unknown('送达日或申辩期限未知', 'service, or the days for a defence, are not known');
  }
  const earliest = dueAfterWorkingDays(servedOn, defenceWorkingDaysMin, calendar).due;
  const min = String(defenceWorkingDaysMin);
  return until >= earliest
    ? pass(
        `申辩期限至 ${until}，不少于 ${min} 个工作日`,
        `a defence until ${until}, ${min} working days or more`,
      )
    : fail(
        `申辩期限至 ${until}，少于 ${min} 个工作日（${earliest}）`,
        `a defence until ${until}, fewer than ${min} working days (${earliest})`,
      );
}
