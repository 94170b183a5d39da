import { fold, parseDay, type DivisionCode, type PersonId } from '@fuhua/kernel';
import {
  calendarOf,
  defaultRubrics,
  indicatorsOf,
  shippedRuleSets,
  type Sheet,
} from '@fuhua/rules';
import {
  authorityId,
  baseId,
  eventId,
  organizationId,
  personId,
  told,
  uuidNamed,
} from '@fuhua/testing';
import { panel, type PanelCommand } from './panel.decider.ts';
import * as events from './panel.events.ts';
import type { PanelEvent, PanelId, Statement } from './panel.events.ts';
import type { Gathered, OfficerAct } from './record.decider.ts';

/** One panel of an entry, with three raters of whom Zhao is from outside. */

export const [day, dueOn] = [parseDay('2024-03-04'), parseDay('2024-03-29')];
export const [operator, applicant] = [organizationId('operator'), organizationId('applicant')];
export const content = defaultRubrics.entry;
export const opening = {
  ...{ panel: uuidNamed('panel', 'one') as PanelId, request: eventId('asked') },
  ...{ subject: 'case-one', purpose: 'entry' as const, base: baseId('wuzhong') },
  ...{ organization: applicant, division: '320506104200' as DivisionCode },
  ...{ rubric: { version: 1 }, content, ruleSet: { id: 'JS-2023', version: 1 } },
  ...{ ratersMin: 3, outsideMin: 1, dueOn, openedOn: day },
};
export const { panel: id, request, subject, purpose } = opening;
export const of = { panel: id, request, subject, purpose };
export const opened = events.panelOpened(opening);
export const [zhao, qian, sun, li] = ['zhao', 'qian', 'sun', 'li'].map(personId) as [
  ...[PersonId, PersonId, PersonId, PersonId],
];
export const acting = {
  ...({ id: authorityId('wuzhong'), kind: 'civil-affairs', level: 'county', above: [] } as const),
  division: '320506' as DivisionCode,
};
export const act: OfficerAct = {
  acting,
  base: { kind: 'incubation-base', level: 'county', location: opening.division },
  directory: { authorities: [acting] },
  today: day,
};
export const calendar = calendarOf('CN-2026-1');
export const party = (organization: string) => ({
  ...{ value: { organization, related: [] }, validFrom: day, sources: [] },
});
export const gathered: Gathered = {
  hasOperator: true,
  facts: {
    'operator.relatedParties': party(operator),
    'applicant.relatedParties': party(applicant),
  },
  ...{ ruleSets: shippedRuleSets, calendar, knownThrough: {} },
};
export const declareBy = { due: parseDay('2024-03-07'), provisional: false };
export const scoreBy = { due: dueOn, provisional: false };
export const assigned = (rater: PersonId, outside = rater === zhao) =>
  events.raterAssigned({ ...of, rater, outside, declareBy, scoreBy, on: day });
export const assign = (rater: PersonId): PanelCommand => ({
  ...{ ...act, type: 'AssignRater', rater, outside: rater === zhao, calendar },
});
export const sign = (
  rater: PersonId,
  statement: Statement = 'signed',
  more: Partial<Gathered> = {},
): PanelCommand => ({
  ...{ ...gathered, ...more, type: 'SignDeclaration', rater, statement, links: [], today: day },
});
export const sheetOf = (percent: number): Sheet =>
  Object.fromEntries(
    indicatorsOf(content).map(({ code, max }) => [
      code,
      ((Number(max) * percent) / 100).toFixed(2),
    ]),
  );
export const reasons = Object.fromEntries(
  indicatorsOf(content).map(({ code }) => [code, '理由（测试）']),
);
export const score = (rater: PersonId, percent: number): PanelCommand => ({
  ...{ type: 'SubmitScore', rater, scores: sheetOf(percent), reasons, today: day },
});
export const conclude: PanelCommand = { ...act, ...gathered, type: 'ConcludePanel' };
export const calibrate: PanelCommand = {
  ...{ ...act, type: 'HoldCalibration', evidence: ['a'.repeat(64)] },
};

/** The history of what the commands decide, one after another. @throws Error when one is refused */
export function after(...commands: readonly PanelCommand[]): readonly PanelEvent[] {
  let history: readonly PanelEvent[] = [opened];
  for (const command of commands) {
    const decided = panel.decider.decide(
      command,
      fold(panel.decider, told<PanelEvent>(...history)),
    );
    if (!decided.ok) throw new Error(decided.refusal.code);
    history = [...history, ...decided.value];
  }
  return history;
}
export const three = [zhao, qian, sun];
export const declared = [...three.map(assign), ...three.map((rater) => sign(rater))];
export const scored = (...percents: readonly number[]): readonly PanelCommand[] => [
  ...declared,
  ...percents.map((percent, index) => score(three[index] ?? li, percent)),
];
