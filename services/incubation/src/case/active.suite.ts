import { startOfDay } from '@fuhua/kernel';
import type { Fact, Facts } from '@fuhua/rules';
import { baseId, eventId, organizationId, personId, uuidNamed } from '@fuhua/testing';
import type { TermClocks } from './active.events.ts';
import type { CaseCommand } from './case.decider.ts';
import type { CaseEvent } from './case.events.ts';
import {
  act,
  caseId,
  day,
  file,
  party,
  reviewing,
  serving,
  started,
  storyOf,
  wuxi,
  type Story,
} from './case.suite.ts';
import type { ExitDraft, GroundFacts } from './exit.events.ts';
import type { Act } from './record.decider.ts';
import type { DocumentKind } from './values.events.ts';

/**
 * What specs of a running case have in common: it starts on 2024-04-26 for 12 months; the midterm window is 2024-09-25 to
 * 2024-11-25, reminders are due on 2025-02-24 and 2025-03-11, and the term ends on 2025-04-25.
 */

export { act, day, file, party, started, storyOf, type Story } from './case.suite.ts';

export const second = personId('second');
export const subject = {
  ...{ case: caseId('nuanyang'), base: baseId('huashi') },
  applicant: organizationId('nuanyang'),
};

/** Another officer of the same bureau, and one of the bureau above. */
export const actBySecond = (on: string): Act => ({ ...act(on), person: second });
export const actAbove = (on: string): Act => ({
  ...{ ...act(on), acting: wuxi, person: personId('superior') },
});

export const fact = (value: unknown, validFrom = '2023-06-01'): Fact => ({
  ...{ value, validFrom: day(validFrom), sources: [] },
});

/** All that speaks for a graduation, and for whoever decides an exit. */
export const known: Facts = {
  'applicant.registrationPath': fact('approved'),
  'organization.accountsSeparate': fact(true),
  'agreement.openDuties': fact([]),
  'organization.listings': fact([]),
  'organization.listsSynchronisedOn': fact('2025-03-20'),
  'organization.filings': fact([]),
  'organization.filingsSynchronisedOn': fact('2025-03-20'),
  'exit.operatorOfficers': fact([]),
};
export const gathered = (facts: Facts = known) => ({ facts, knownThrough: {} });

export const passing = (name: string, now: string): CaseCommand => ({
  ...{ type: 'PassDeadline', name, now: startOfDay(day(now)) },
});

const entryDimensions = [{ code: 'outcome', mean: '1.00', max: '100' }];
const weights = {
  governance: 20,
  'party-work': 10,
  'finance-compliance': 20,
  'project-service': 20,
  'self-financing-resources': 15,
  'staff-volunteers': 10,
  'social-evaluation': 5,
};
const graduationDimensions = Object.entries(weights).map(([code, max]) => ({
  ...{ code, mean: '1.00', max: String(max) },
}));

const panelOf = (name: string) => eventId(`panel ${name}`);

export const concluding = (
  name: string,
  mean: string,
  on: string,
  dimensions = entryDimensions,
): CaseCommand => ({
  ...{ type: 'ReceiveEvaluation', request: panelOf(name), concluded: eventId(`end ${name}`) },
  ...{ panel: uuidNamed('panel', name), mean, dimensions, raters: 3, outsideRaters: 1 },
  concludedOn: day(on),
});

export const requestingMidterm = (name: string, on: string): CaseCommand => ({
  ...{ ...act(on), type: 'RequestMidterm', request: panelOf(name) },
});

export const evaluating = (
  on: string,
  changes: { measures?: string | undefined } = { measures: '完善财务制度，补齐活动记录' },
): CaseCommand => ({ ...act(on), ...gathered(), type: 'EvaluateMidterm', ...changes });

/** A panel asked for and concluded on that day; Party work is reviewed. */
export const midtermConcluded = (history: Story, mean: string, on: string): Story =>
  storyOf(
    history,
    [on, requestingMidterm(on, on)],
    [on, concluding(on, mean, on)],
    [on, reviewing('midterm', on)],
  );

export const midtermOf = (history: Story, mean: string, on: string): Story =>
  storyOf(midtermConcluded(history, mean, on), [on, evaluating(on)]);

/** Passed with 74 points on 2024-10-24. */
export const passed = midtermOf(started, '74.00', '2024-10-24');

export const pausing = (
  on: string,
  until: string,
  reason: 'force-majeure' | 'other' = 'force-majeure',
): Extract<CaseCommand, { type: 'PauseCase' }> => ({
  ...{ ...act(on), ...gathered(), type: 'PauseCase', reason, grounds: '台风受灾' },
  ...{ files: [file], until: day(until) },
});
export const resuming = (on: string): CaseCommand => ({ ...act(on), type: 'ResumeCase' });

export const askingExtension = (
  on: string,
  months = 6,
  reason: 'registration-pending' | 'other' = 'registration-pending',
): CaseCommand => ({
  ...{ ...party(on), type: 'ApplyExtension', reason, grounds: '登记材料已报送' },
  ...{ months, files: [file] },
});
export const decidingExtension = (on: string): CaseCommand => ({
  ...{ ...act(on), ...gathered(), type: 'DecideExtension' },
});

export const applyingGraduation = (on: string): CaseCommand => ({
  ...{ ...party(on), type: 'ApplyGraduation', files: [file] },
});
/** Applied for, with a panel that concluded `mean` three days before `on`, and Party work reviewed. */
export const graduationConcluded = (history: Story, mean: string, on: string): Story =>
  storyOf(
    history,
    [on, applyingGraduation(on)],
    [on, { ...act(on), type: 'RequestGraduationPanel', request: panelOf(`g${on}`) }],
    [on, concluding(`g${on}`, mean, on, graduationDimensions)],
    [on, { ...reviewing('midterm', on), gate: 'graduation' }],
  );
export const decidingGraduation = (
  on: string,
  changes: { conditions?: string[]; facts?: Facts } = {},
): CaseCommand => ({ ...act(on), ...gathered(), type: 'DecideGraduation', ...changes });

export const servingKind = (kind: DocumentKind, on: string): CaseCommand => {
  const command = serving('entry-decision', on);
  return { ...command, document: { ...command.document, kind } };
};

/** A broken duty that cannot be cured. */
export const breach: GroundFacts = {
  ...{ ground: 'G1', brokenDuty: '每月开展一次活动', curable: false, midterm: false },
  evidence: [{ title: '检查记录', source: '现场检查', date: day('2024-12-02') }],
};
export const notifying = (
  on: string,
  changes: Partial<Extract<CaseCommand, { type: 'NotifyEarlyExit' }>> = {},
): CaseCommand => ({
  ...{ ...act(on), ...gathered(), type: 'NotifyEarlyExit', ground: breach, measure: 'early-exit' },
  text: { facts: '三个月未开展活动', basis: '孵化协议第八条', rights: '可陈述申辩、申请听证' },
  document: {
    ...{ number: '澄民〔2024〕88号', text: { inline: '退出告知书' }, method: 'in-person' },
    proof: [file],
  },
  ...changes,
});
/** Served on Monday 2024-12-09: defence by 12-23, hearing asked by 12-16, decision by 2025-01-21. */
export const inExit = storyOf(passed, ['2024-12-09', notifying('2024-12-09')]);

export const draft: ExitDraft = {
  outcome: { measure: 'early-exit', ground: 'G1' },
  ...{ reasons: '违反约定事实清楚', answers: [], remedies: '可依法申请复议或提起合同诉讼' },
};
export const proposing = (on: string, changes: Partial<ExitDraft> = {}): CaseCommand => ({
  ...{ ...act(on), type: 'ProposeEarlyExit', draft: { ...draft, ...changes } },
});
export const decidingExit = (
  on: string,
  facts: Facts = known,
): Extract<CaseCommand, { type: 'DecideEarlyExit' }> => ({
  ...{ ...actBySecond(on), ...gathered(facts), type: 'DecideEarlyExit' },
});
export const rescinding = (
  on: string,
  because: 'cured' | 'late-acceptance' | 'defence' | 'other' = 'other',
): CaseCommand => ({
  ...{ ...act(on), type: 'RescindEarlyExit', because, reason: '事由已不存在', files: [file] },
});
/** Not defended; drafted and decided on 2024-12-24, served on the 26th: a review may be asked for by 2025-01-17. */
export const exitDecided = storyOf(
  inExit,
  ['2024-12-24', proposing('2024-12-24')],
  ['2024-12-24', decidingExit('2024-12-24')],
);
export const exitServed = storyOf(exitDecided, [
  '2024-12-26',
  servingKind('exit-decision', '2024-12-26'),
]);

type DataOf<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>['data'];

/** Of the story's newest event of that type. */
export function dataOf<T extends CaseEvent['type']>(story: Story, type: T): DataOf<T> {
  const found = story.findLast(({ placed }) => placed.type === type);
  if (found === undefined) throw new Error(`the story has no ${type}`);
  const { data }: { readonly data: unknown } = found.placed;
  return data as DataOf<T>;
}

export const clocks: TermClocks = dataOf(started, 'IncubationStarted').clocks;
